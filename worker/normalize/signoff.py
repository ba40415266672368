"""Sign-offs: who wrote and who edited a dispatch, as its last line tells it.

Slashes part the desks that a dispatch went through, hyphens the people of one desk; "burs" (bureaux) says that several
offices contributed. The first desk is the source's and stays while a story moves; those after it change from version to
version: so the first segment's people are read as writers, all later ones as editors. That is the common reading of
the order, not a stated fact: roles are "inferred", except where the agency's form tells them.
"""

import re
from dataclasses import dataclass

from worker.agencies import Agency, SignOffForm, agency_of_mark
from worker.item import SignOff
from worker.normalize.signoff_forms import DESK, FIRST, ONLY, led_by_slash, segments_of, signed_by, source_line
from worker.normalize.tables import characters, sign_offs
from worker.normalize.text import Letters

LENGTH_MAX = 45
"""Characters of a sign-off line; the longest of AFP's that was seen has 32."""


def parse_signoff(line: str, agency: Agency | None, *, marked: bool = False) -> SignOff | None:
    """Read the initials that close a dispatch, in the form of its agency.

    Initials of one person alone ("ly") count only for an agency that signs so, since any short word looks like them;
    ``marked`` says that they stand behind its mark ("(Schluss) hof"), where they count too.

    >>> from worker.agencies import agency_of
    >>> parse_signoff("burs-dk/sms", agency_of("AFP")).segments
    (('burs', 'dk'), ('sms',))
    >>> parse_signoff("dpa kre/su yysw a3 lön mda", agency_of("dpa")).editors
    ('lön', 'mda')
    >>> parse_signoff("km/h", agency_of("AFP")) is None
    True
    """
    raw = line.strip()
    if len(raw) > _RAW_MAX:
        return None
    text = (raw if raw.isascii() else raw.translate(_UNMARKED)).replace("\\/", "/").replace(" \\ ", "/").strip()
    if marked and agency and (one := _MARKED.get(agency.sign_off)) and one.fullmatch(text):
        return signed_by(raw, ((text,),), compiled=False)
    return _read(raw, text, agency) if 2 <= len(text) <= LENGTH_MAX else None


def may_sign(line: str, mark_max: int) -> bool:
    """Whether a line is short enough for a sign-off and a mark of so many characters behind it, as few paragraphs are.

    >>> may_sign("burs-dk/sms (AFP)", 60), may_sign("Le pont est resté fermé." * 5, 60)
    (True, False)
    """
    counted = line.isprintable() and "\\" not in line  # all of it: no marks of direction, no slashes with an escape
    return len(line) <= (LENGTH_MAX if counted else _RAW_MAX) + len(" ") + mark_max


def field_signoff(field: str, agency: Agency | None) -> SignOff | None:
    """Read the initials, or names, that a format has a field for: there they are a sign-off in whatever form.

    >>> field_signoff("DWM/TIP", None).editors, field_signoff("hg", None).writers
    (('TIP',), ('hg',))
    """
    found = parse_signoff(field, agency)
    raw = field.strip()
    people = [part for part in (piece.strip() for piece in raw[:_FIELD_MAX].split("/")) if any(map(str.isalpha, part))]
    if found or not people or len(raw) > _FIELD_MAX or any(map(_holds_desk, people)):
        return found
    initials = all(map(_INITIALS.fullmatch, people))
    segments = tuple(tuple(person.split("-")) if initials else (person,) for person in people)
    return signed_by(raw, segments, compiled=False)


def _holds_desk(person: str) -> bool:
    """Whether what should be a person is dpa's whole line: "lby ab yyby n1 cd"."""
    words = person.split()
    return len(words) > 2 and any(map(DESK.fullmatch, words))


def _read(raw: str, text: str, agency: Agency | None) -> SignOff | None:
    if text.startswith("("):
        return _bracketed(raw, text)
    if agency and (alone := ONLY.get(agency.sign_off)):
        return alone(raw, text, agency)
    if agency and (first := FIRST.get(agency.sign_off)) and (signed := first(raw, text, agency)):
        return signed
    if found := _DOUBLE_SLASH.fullmatch(text):
        writers = f"{found[1]}/{found[2]}" if found[2] else found[1]
        return signed_by(raw, (tuple(writers.split("/")), tuple(found[3].split("/"))), compiled=False)
    if agency and (relayed := source_line(raw, text, of=agency)):  # AFP's, as AAP passes it on
        return relayed
    if found := _ENDITEM.fullmatch(text):
        return SignOff(raw, ((found[1],),), compiled=False, writers=(), editors=(found[1],), roles="inferred")
    if found := _NUMBERED.fullmatch(text):
        return signed_by(raw, ((found[1],),), compiled=False)
    return _slashed(raw, text, alone=agency is not None and agency.signs_alone)


@dataclass(frozen=True, slots=True)
class GluedSignOff:
    """A sign-off at the end of a paragraph, of which it begins at ``start``."""

    sign_off: SignOff
    start: int


def may_be_glued(paragraph: str, agency: Agency | None) -> bool:
    """Whether a paragraph has the sign of what ``glued_signoff`` finds, as hardly any has.

    >>> from worker.agencies import agency_of
    >>> may_be_glued("… par des bénévoles. burs-dk/sms", agency_of("AFP")), may_be_glued("Fin.", agency_of("AFP"))
    (True, False)
    """
    if agency is None:
        return False
    return "/" in paragraph if agency.sign_off is SignOffForm.SLASHES else agency.sign_off in _GLUED_FORMS


def glued_signoff(paragraph: str, agency: Agency | None) -> GluedSignOff | None:
    """Find a sign-off that follows the last sentence in the same paragraph: with a slash in it, or with its agency's name.

    >>> from worker.agencies import agency_of
    >>> glued_signoff("… par des bénévoles. burs-dk/sms", agency_of("AFP")).sign_off.raw
    'burs-dk/sms'
    """
    tail = max(0, len(paragraph) - LENGTH_MAX - 10)
    if agency and agency.sign_off is SignOffForm.CLOSING_LINE and (found := _GLUED_BY_SLASH.search(paragraph, tail)):
        sign_off = led_by_slash(found[1], found[1])
        return GluedSignOff(sign_off, found.start(1)) if sign_off else None
    if agency and agency.sign_off is SignOffForm.SLASHES:
        found = _GLUED.search(paragraph, tail)
        sign_off = _slashed(found[1], found[1], alone=False) if found else None
        return GluedSignOff(sign_off, found.start(1)) if found and sign_off else None
    if agency and agency.sign_off in _GLUED_FORMS:
        for end in _SENTENCE_END.finditer(paragraph, tail):
            sign_off = parse_signoff(paragraph[end.end() :], agency)
            if sign_off:
                return GluedSignOff(sign_off, end.end())
    return None


_FIELD_MAX = 400
_GLUED_FORMS = frozenset(
    {SignOffForm.CLOSING_LINE, SignOffForm.OPEN_SLASHES, SignOffForm.SOURCE_LINE, SignOffForm.SOURCE_CAPITALS}
)
_SENTENCE_END = re.compile(r"[.!?…»”\"'’؟)]\s{1,3}(?=\S)")
_RAW_MAX = 4 * LENGTH_MAX  # with the marks of direction, which stand around every slash of some Arabic ones
_UNMARKED = Letters(
    dict.fromkeys(characters.HYPHENS, "-") | dict.fromkeys((*characters.INVISIBLE, *characters.DIRECTIONAL))
)
_LETTER = r"[^\W\d_]"
_ARABIC = r"[\u0621-\u064a]"
# One to four letters, or up to three Arabic ones with a space among them ("ب ق", "ا ف ب", "اف ب").
_ID = rf"(?:{_LETTER}{{1,4}}|{_ARABIC}(?:\s{_ARABIC}){{1,2}}|{_ARABIC}{{2}}\s{_ARABIC}|{_ARABIC}{{2,3}}\s{_ARABIC}{{2,3}})"
_SEGMENT = rf"{_ID}(?:\s?-\s?{_ID}){{0,7}}"
_SLASHED = re.compile(rf"{_SEGMENT}(?:\s?/\s?{_SEGMENT}){{0,7}}")
_GLUED = re.compile(rf"(?<=[.!?…»”\"'’؟)])\s{{1,3}}({_SEGMENT}(?:/{_SEGMENT}){{1,7}})\s{{0,3}}$")
_BRACKETED = re.compile(rf"\(({_LETTER}{{2,5}})/({_SEGMENT}(?:/{_SEGMENT}){{0,2}})\)")
_INITIALS = re.compile(rf"{_LETTER}[^\W_]{{0,3}}(?:-{_LETTER}[^\W_]{{0,3}}){{0,7}}")
_GLUED_BY_SLASH = re.compile(r"(?<=[.!?»”“\"'’)«])\s{0,3}((?:/[A-Za-zäöü]{2,4}){2,6}/?)$")
_MARKED = {
    SignOffForm.SLASHES: re.compile(r"[a-zäöüß]{2,4}"),
    SignOffForm.CAPITALS: re.compile(r"[A-Z][A-Z0-9]{1,2}"),  # ANSA: "XMI" below "(ANSA)."
}
_INNER_CAPITAL = re.compile(r"[A-Za-z]?[a-z]{1,2}[A-Z]{1,2}")  # "LyS": no word is written so
_LARGE = r"[A-Z]{2,5}(?:/[A-Z]{2,5}){0,3}"
_DOUBLE_SLASH = re.compile(rf"({_LARGE})(?:\s?\(({_LARGE})\))?\s?//\s?({_LARGE})\.?")  # Lusa: "ABC (DEF) // GHI."
_ENDITEM = re.compile(r"Enditem/([A-Za-z]{2,4})")  # CNA's, below who has reported
_NUMBERED = re.compile(r"[^=\n]{2,30}\s\d{1,2}:\d{2,4}\s=\s([a-zåäö]{2,4})")


def _slashed(raw: str, text: str, *, alone: bool) -> SignOff | None:
    """AFP's form, EFE's and Belga's."""
    if not _SLASHED.fullmatch(text) or text.casefold() in sign_offs.NO_SIGN_OFFS:
        return None
    segments = segments_of(text)
    ids = [person for segment in segments for person in segment]
    compiled = any(person.casefold() in sign_offs.COMPILED for person in segments[0])
    if any(person.casefold() in sign_offs.COMPILED for segment in segments[1:] for person in segment):
        return None
    if len(segments) == 1 and not (alone and _may_stand_alone(ids, compiled=compiled)):
        return None
    # No sign-off in capitals was ever seen, while "AP/TT" is a picture's credit: "BURS" alone makes them one.
    mixed = [person for person in ids if person != person.lower()]
    inside = len(mixed) < len(ids) and all(map(_INNER_CAPITAL.fullmatch, mixed))
    if mixed and not inside and not (compiled and text.isupper()):
        return None
    if not compiled and all(person.casefold() in sign_offs.HOUSES for person in ids):
        return None
    return signed_by(raw, segments, compiled=compiled)


def _may_stand_alone(ids: list[str], *, compiled: bool) -> bool:
    """Whether a line without a slash is initials: "burs", "ly", "ab-cd", but no word that ends a text."""
    if compiled:
        return True
    plain = all(person.isascii() for person in ids)
    if len(ids) > 1:
        return plain and all(len(person) <= 3 for person in ids)
    return plain and 2 <= len(ids[0]) <= 3 and ids[0] not in sign_offs.NO_INITIALS


def _bracketed(raw: str, text: str) -> SignOff | None:
    """ATS and SDA: "(SDA/sj)"; only agencies in brackets are no sign-off."""
    found = _BRACKETED.fullmatch(text)
    agency = agency_of_mark(found[1]) if found else None
    if not (found and agency and agency.sign_off is SignOffForm.BRACKETS):
        return None
    signed = signed_by(raw, segments_of(found[2]), compiled=False)
    return signed if signed.writers or signed.editors else None
