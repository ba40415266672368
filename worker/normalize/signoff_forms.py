"""The forms in which single agencies sign, each told by its row; ``signoff`` has those that are everybody's."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from worker.agencies import Agency, SignOffForm, agency_of_mark
from worker.item import SignOff
from worker.normalize.tables import sign_offs


def signed_by(raw: str, segments: tuple[tuple[str, ...], ...], *, compiled: bool) -> SignOff:
    """A sign-off whose first segment writes and whose later ones edit."""
    writers = _people(segments[0])
    editors = _people(person for segment in segments[1:] for person in segment)
    return SignOff(raw, segments, compiled, writers, editors, "inferred")


def segments_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The desks, and the people of each."""
    return tuple(tuple(_HYPHEN.split(desk)) for desk in _SLASH.split(text))


def _people(ids: Iterable[str]) -> tuple[str, ...]:
    """Whoever is a person, each once: not "burs", nor an agency ("ا ف ب"; two letters alone are somebody's)."""
    people = (person for person in ids if person.casefold() not in sign_offs.COMPILED)
    return tuple(dict.fromkeys(person for person in people if len(person) <= 2 or not _is_house(person)))


def _is_house(person: str) -> bool:
    """An agency among the people; one in letters parted by spaces is never a person's ("ا ف ب")."""
    return person.casefold() in sign_offs.HOUSES or (" " in person and agency_of_mark(person) is not None)


_SLASH = re.compile(r"\s?/\s?")
_HYPHEN = re.compile(r"\s?-\s?")
_LETTER = r"[^\W\d_]"
_SOURCE_LINE = re.compile(rf"({_LETTER}{{2,7}})(?:\s([A-Z]{{2,3}}))?\s([a-z]{{2,3}}(?:/[a-z]{{2,3}}){{0,2}})")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]{1,2}(?:[-/][A-Z][A-Z0-9]{1,3}){1,5}")
_PARTED = re.compile("[-/]")
_OPEN_SLASHES = re.compile(rf"(?:{_LETTER}{{2,4}}/\s?){{1,5}}")
_LED_BY_SLASH = re.compile(r"(?:/[A-Za-zäöü]{2,4}){2,6}/?")
_WORDS = re.compile(r"[A-Za-zА-Яа-я][a-zа-я]{1,2}(?:\s[a-zа-я]{2,3}){1,3}")
# Two or three, and not all of them large: "AC/DC" and "TCP/IP" end a text.
_SMALL = r"[A-Za-z][a-z](?:[a-z0-9]|[a-z]\d)?"
_ANY_CASE = re.compile(rf"{_SMALL}(?:[-/]{_SMALL}){{1,5}}")
_THREE_LETTERS = re.compile(r"[A-Z]{3}(?:/(?:[A-Z]{3}|[a-z]{3})){1,5}")
_CAPITALIZED = re.compile(r"[A-Z][a-z]{1,2}")
_NAMED = re.compile(r"([^\W\d_]{2,8})((?:\s?/\s?[^\W\d_][^\d/,.:()]{2,40}){1,4})")
_SOURCE_CAPITALS = re.compile(r"([A-Z]{2,7})((?:\s[A-Z]{2,5}){1,8})")
_SERVICE = re.compile(r"(?<=[^\W\d_]{3})[-/]\w{2,8}$")  # dpa's own: "dpa/lby", "dpa-spe"
_TOKEN = re.compile(r"[^\W_]{1,5}(?:/[^\W_]{1,5}){0,4}")
DESK = re.compile(sign_offs.DESK_PATTERN)


def _closing_line(raw: str, text: str, agency: Agency) -> SignOff | None:
    """dpa: its name, the writers, desk and numbers, the editors; "stated" where a desk stands between the two."""
    if signed := led_by_slash(raw, text):
        return signed
    name, *tokens = text.split()
    if agency_of_mark(_SERVICE.sub("", name)) is not agency or not tokens or not all(map(_TOKEN.fullmatch, tokens)):
        return None
    segments = tuple(tuple(token.split("/")) for token in tokens)
    desks = [place for place, token in enumerate(tokens) if DESK.fullmatch(token)]
    if desks:
        writers, editors, roles = segments[: desks[0]], segments[desks[-1] + 1 :], "stated"
    else:
        writers, editors, roles = segments[:1], segments[1:], "inferred"
    return SignOff(raw, segments, compiled=False, writers=_ids(writers), editors=_ids(editors), roles=roles)


def led_by_slash(raw: str, text: str) -> SignOff | None:
    """dpa-AFX: "/ajx/jha/he"; what stands in capitals is a service, and "yyzz" a desk."""
    if not _LED_BY_SLASH.fullmatch(text):
        return None
    segments = tuple((part,) for part in text.strip("/").split("/"))
    people = tuple(segment for segment in segments if not (segment[0].isupper() or DESK.fullmatch(segment[0])))
    return replace(signed_by(raw, people, compiled=False), segments=segments) if people else None


def _ids(segments: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for segment in segments for person in segment))


def _capitals(raw: str, text: str, _agency: Agency) -> SignOff | None:
    """ANSA's and Belga's: "VR-BAR"."""
    if not _CAPITALS.fullmatch(text) or _is_nobodys(text):
        return None
    return signed_by(raw, segments_of(text), compiled=False)


def _is_nobodys(text: str) -> bool:
    """Whether a line is known to be no sign-off, or holds nothing but abbreviations of the news ("Usa/Ue")."""
    folded = text.casefold()
    if folded in sign_offs.NO_SIGN_OFFS or folded in sign_offs.NO_INITIALS:
        return True
    return sign_offs.ABBREVIATIONS.issuperset(_PARTED.split(folded))


def _open_slashes(raw: str, text: str, _agency: Agency) -> SignOff | None:
    """PAP's: "abc/ def/"."""
    if not _OPEN_SLASHES.fullmatch(text):
        return None
    return signed_by(raw, segments_of("/".join(text.replace("/", " ").split())), compiled=False)


def _words(raw: str, text: str, _agency: Agency) -> SignOff | None:
    """ČTK's: "jan mok"."""
    if not _WORDS.fullmatch(text) or sign_offs.NO_INITIALS & set(text.lower().split()):
        return None
    return signed_by(raw, tuple((person,) for person in text.split()), compiled=False)


def _any_case(raw: str, text: str, agency: Agency) -> SignOff | None:
    """Italy's: "Red/Sab", "Bs1/Car"; Radiocor's one person too."""
    if not (_ANY_CASE.fullmatch(text) or (agency.signs_alone and _CAPITALIZED.fullmatch(text))) or _is_nobodys(text):
        return None
    segments = segments_of(text)
    if len(segments) == 1 < len(segments[0]) and segments[0][0].casefold() not in sign_offs.NOBODY:
        return None  # "half-pipe"; but "Red-Lzp"
    signed = signed_by(raw, segments, compiled=False)
    writers, editors = map(_without_desks, (signed.writers, signed.editors))
    return replace(signed, writers=writers, editors=editors) if writers or editors else None


def _three_letters(raw: str, text: str, agency: Agency) -> SignOff | None:
    """Spain's and America's: "JRN/clc", "NDP/RRC"; Notimex' behind its own name ("NTX/MCM/JLR")."""
    if not _THREE_LETTERS.fullmatch(text) or _is_nobodys(text):
        return None
    segments = segments_of(text)
    if agency_of_mark(segments[0][0]) is agency:
        segments = segments[1:]
    return signed_by(raw, segments, compiled=False)


def _without_desks(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(person for person in people if person.casefold() not in sign_offs.NOBODY)


def _names(raw: str, text: str, agency: Agency) -> SignOff | None:
    """WAM: its name, then everyone's in full ("WAM/Ann Lee/Bo Berg")."""
    found = _NAMED.fullmatch(text)
    if not found or agency_of_mark(found[1]) is not agency:
        return None
    return signed_by(raw, tuple((name.strip(),) for name in found[2].split("/") if name.strip()), compiled=False)


def _from_source(raw: str, text: str, _agency: Agency) -> SignOff | None:
    return source_line(raw, text)


def source_line(raw: str, text: str, of: Agency | None = None) -> SignOff | None:
    """AAP: the source, its state, the initials ("AAP RTV ar", "AFP sn"); any agency may be the source, or ``of`` alone."""
    found = _SOURCE_LINE.fullmatch(text)
    source = agency_of_mark(found[1]) if found else None
    if found is None or source is None or (of and source is not of):
        return None
    return signed_by(raw, tuple((person,) for person in found[3].split("/")), compiled=False)


def _source_capitals(raw: str, text: str, agency: Agency) -> SignOff | None:
    """PTI: its name, then everyone's initials in capitals ("PTI ABK DEL DEL")."""
    found = _SOURCE_CAPITALS.fullmatch(text)
    if not found or agency_of_mark(found[1]) is not agency:
        return None
    return signed_by(raw, tuple((person,) for person in found[2].split()), compiled=False)


_Reading = Callable[[str, str, Agency], SignOff | None]
# Agencies that sign in their form alone.
ONLY: dict[SignOffForm, _Reading] = {
    SignOffForm.CLOSING_LINE: _closing_line,
    SignOffForm.SOURCE_LINE: _from_source,
    SignOffForm.SOURCE_CAPITALS: _source_capitals,
}
# Those whose form comes before the usual one.
FIRST: dict[SignOffForm, _Reading] = {
    SignOffForm.CAPITALS: _capitals,
    SignOffForm.OPEN_SLASHES: _open_slashes,
    SignOffForm.WORDS: _words,
    SignOffForm.ANY_CASE: _any_case,
    SignOffForm.THREE_LETTERS: _three_letters,
    SignOffForm.NAMES: _names,
}
