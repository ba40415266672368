"""What closes a text and is none of it: sign-off, end marks, credits, rights; taken off from the end."""

import re
from dataclasses import dataclass

from worker.agencies import Agency, SignOffForm, agency_of_mark
from worker.item import Role, SignOff
from worker.normalize.caption import as_caption
from worker.normalize.closing import is_contact_line, is_filler, is_rule, take_closing
from worker.normalize.credit import opens_credit, parse_credit
from worker.normalize.notes import is_note
from worker.normalize.pieces import Piece, cut
from worker.normalize.signoff import glued_signoff, parse_signoff
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters, has_words

PIECES_MAX = 12
"""Pieces at the end of a text that can be furniture; what stands further up is the story."""

GLUED_MAX = 3
"""Marks that can be glued to the last sentence, one behind the other: "… vt/kpl (AFP)"."""


CREDIT_LINE_MAX = 80
"""Characters of a picture's credit on a line of its own."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The story without its furniture, and the furniture in the order of the wire."""

    story: tuple[Piece, ...]
    furniture: tuple[Piece, ...]
    sign_off: SignOff | None


def take_tail(pieces: tuple[Piece, ...], agency: Agency | None) -> Tail:
    """Take off what closes the text: whole pieces from the end, then what is glued to the last sentence."""
    story, furniture = list(pieces), list[Piece]()
    sign_off: SignOff | None = None
    budget = PIECES_MAX
    last: Piece | None = None  # of the story, as far as is known
    for take_block in (take_closing, _take_credits, None):
        while story and budget and story[-1] is not last:
            closing, found = _closing(story[-1], agency, signed=sign_off is not None)
            if closing is None:
                last = story[-1]
                break
            budget -= 1
            story.pop()
            furniture.insert(0, closing)
            sign_off = sign_off or found
        story, block = take_block(story, furniture) if take_block else (story, [])
        furniture = [*block, *furniture]
    for _ in range(GLUED_MAX):
        glued = _glued(story[-1], agency, signed=sign_off is not None) if story else None
        if glued is None:
            break
        story[-1], closing, found = glued
        furniture.insert(0, closing)
        sign_off = sign_off or found
    return Tail(tuple(story), tuple(furniture), sign_off)


def is_end_mark(line: str, agency: Agency | None) -> bool:
    """Whether a line only says that the text is over, whose it was, or when it was sent.

    >>> is_end_mark("NNNN", None), is_end_mark("/ritzau/AFP/", None), is_end_mark("AFP 310544 AOU 97", None)
    (True, True, True)
    >>> is_end_mark("The end is near", None)
    False
    """
    text = line.strip()
    if len(text) > END_MARK_MAX:
        return False
    if text.lower() in marks.END_MARKS or fold_letters(text[:40]) in marks.MORE_FOLLOWS:
        return True
    if any(form.fullmatch(text) for form in (_RITZAU, _TRAILER, _SENT)):
        return True
    if (sources := _SOURCES.fullmatch(text)) and all(map(agency_of_mark, sources[1].split("/"))):
        return True
    if agency is None:
        return False
    if agency.sign_off is SignOffForm.SOURCE_LINE and (source := _SOURCE_AND_DESK.fullmatch(text)):
        return agency_of_mark(source[1]) is not None  # "AAP RTV", "AAP RESULTS", by nobody
    return text in agency.end_marks or agency_of_mark(text) is agency


END_MARK_MAX = 60
"""Characters of a line that only says that the text is over."""

_SOURCE_AND_DESK = re.compile(r"([A-Z]{2,7}) [A-Z]{2,10}")
_RITZAU = re.compile(r"/ritzau/(?:[\w ]{1,12}/?){0,3}", re.IGNORECASE)
_TRAILER = re.compile(r"(?:[A-Za-z]{2,5} )?\d{6}(?: ?[A-Z]{3,4})? [^\W\d_]{3,4}\.?(?: \d{2,4})?(?: ?[A-Z]{3,4})?")
# ANSA's "22-MAR-24 18:33 NNNN", AP's "AP-NY-03-14-00 1859EST", Reuters' "REUTERS 1833 GMT", dpa-infocom's own number.
_SENT = re.compile(
    r"\d{1,2}-[A-Z]{3}-\d{2,4} \d\d:\d\d(?: NNNN)?|AP-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3,4}<?|[A-Z]{2,8} \d{4} ?GMT"
    r"|[A-Z]{2,4}\d{3,4} \d{4}-\d\d-\d\d/\d\d:\d\d|\d{7,8}|dpa-infocom, dpa:\d{6}(?:-\d{1,8}){1,3}(?:/\d{1,3})?"
)
_SOURCES = re.compile(r"\(((?:[^\W\d_][\w -]{1,20}/){0,4}[^\W\d_][\w -]{1,20})\)\.?")
_RIGHTS = re.compile(
    r"(?:©\s?(?:\d{4}|by\s|[^\W\d_]{2})|\([cC]\)\s?(?:\d{4}|by\s|[A-Z]{2}|dpa|Copyright\b)"
    r"|(?:[Cc]opyright|COPYRIGHT)\s?(?:©\s?|\([cC]\)\s?)?(?:\d{4}|by\s|[A-Z]{2})).{0,400}"
)
_ADDRESS = re.compile(
    r"\(*(?:https?://|www\.)?[\w.+-]{2,80}(?:@[\w.-]{2,80}|\.[a-z]{2,6}(?:/\S{0,200})?)[;)]*", re.IGNORECASE
)
_PICTURE_OF = re.compile(r"([^\W\d_]{3,12}(?:\s[^\W\d_]{2,10})?)\s?:\s?\S")
_GLUED_MARK = re.compile(
    r"(?<=[.!?…»”\"'’؟)。])\s{0,3}"
    r"(/[Rr]itzau/(?:\w{1,10}/){0,3}|\([^\W\d_][\w/ -]{0,24}\)\.?|[A-Z]{2,6}|Lusa/[Ff]im|© ?[A-Z]{2,6}|Enditem[./]?"
    r"|={0,2}Kyodo|-30-|Reuter|[(（]?完[）)]?)\s{0,3}$"
)
_CONTRIBUTED = re.compile(r"contribut(?:ed to this (?:report|story)|ed reporting)\b[^.]{0,60}(?:\.|\s?-{1,2})$")
_COMPANIES = re.compile(r"(?:<org\b[^<>]{0,120}>[^<>]{1,80}</org>[\s,;]{0,3}){1,40}")  # AFP's, with their ISIN
_GLUED_CREDIT = re.compile(r"\([^()]{10,400}\)?\s{0,3}(?:\(\([^()\n]{3,120}\)\)\s{0,3})?$")


def _closing(piece: Piece, agency: Agency | None, *, signed: bool) -> tuple[Piece | None, SignOff | None]:
    """A last piece with its role, if it is furniture; a caption behind the story is taken along."""
    text = piece.text
    role, sign_off = None, None
    if piece.role is Role.CREDIT:  # its markup says so
        sign_off = None if signed else _sign_off(text, agency)
        return (piece._replace(role=Role.SIGNOFF) if sign_off else piece), sign_off
    if piece.role is not Role.PARAGRAPH:
        return None, None
    if _RIGHTS.fullmatch(text) or _ADDRESS.fullmatch(text) or _is_closing_line(text, agency) or _is_credit_line(text):
        role = Role.CREDIT
    elif not has_words(text) or is_end_mark(text, agency) or is_filler(text):
        role = Role.ENDMARK
    elif is_note(text):
        role = Role.ADVISORY
    elif caption := as_caption(piece, before_dateline=False):
        return caption, None
    elif not signed and (sign_off := _sign_off(text, agency)):
        role = Role.SIGNOFF
    elif opens_credit(text):
        role = Role.CREDIT
    return (piece._replace(role=role), sign_off) if role else (None, None)


def _is_closing_line(text: str, agency: Agency | None) -> bool:
    """What stands under a text for the law or the web; "SOURCE Acme Corp." closes a press release."""
    folded = fold_letters(text[:301]).lstrip("-–— ") if len(text) <= 300 else ""
    if folded.startswith(marks.CLOSING_LINES) or _CONTRIBUTED.search(folded) or _COMPANIES.fullmatch(text):
        return True
    return agency is not None and agency.releases and len(text) <= 120 and text.startswith("SOURCE ")


def _is_credit_line(text: str) -> bool:
    """Whether a last line says whose a picture is, or whom to write to: "Karl Berg/TT", "Foto: dpa", "((a@b.org))".

    >>> _is_credit_line("Karl Berg/TT"), _is_credit_line("Photo: Ann Lee"), _is_credit_line("Paris/Berlin")
    (True, True, False)
    """
    if (text.startswith("((") and text.endswith("))")) or is_contact_line(text):
        return True
    if len(text) > CREDIT_LINE_MAX:
        return False
    owners = text.rpartition("/")
    names = owners[0].split("/")[0].split()
    if len(names) > 1 and agency_of_mark(owners[2]):
        return all(name[0].isupper() for name in names if len(name) > 3)
    found = _PICTURE_OF.match(text)
    return found is not None and fold_letters(found[1]).startswith(marks.CREDIT_WORDS) and not text.endswith((".", "?"))


def _sign_off(text: str, agency: Agency | None) -> SignOff | None:
    sign_off = parse_signoff(_without_mark(text, agency), agency)
    if sign_off is None and fold_letters(text[:60]).lstrip("(").startswith(marks.CREDIT_OPENINGS + marks.WRITING):
        credit = parse_credit(text)  # without its brackets only where it names both hands
        return credit if credit and (text.startswith("(") or (credit.writers and credit.editors)) else None
    return sign_off or (parse_credit(text) if text.startswith("(") else None)


def _without_mark(line: str, agency: Agency | None) -> str:
    """A sign-off line without the mark at either end: "burs-dk/sms (AFP)", "burs-dk/sms © AFP", "(Schluss) kgl/tom"."""
    words = line[-END_MARK_MAX:].split()
    if len(line) < END_MARK_MAX and len(words) > 1 and line[0] == "(" and is_end_mark(words[0], agency):
        return line[len(words[0]) :].lstrip()
    for count in (1, 2):
        mark = " ".join(words[-count:])
        if len(words) > count and (is_end_mark(mark, agency) or _RIGHTS.fullmatch(mark)):
            return line[: line.rindex(words[-count])].rstrip()
    return line


def _glued(piece: Piece, agency: Agency | None, *, signed: bool) -> tuple[Piece, Piece, SignOff | None] | None:
    """The last paragraph without what is glued to its end, and that as a piece of its own."""
    if piece.role is not Role.PARAGRAPH:
        return None
    mark = _GLUED_MARK.search(piece.text, max(0, len(piece.text) - 24))
    if mark and is_end_mark(mark[1], agency):
        text, closing = cut(piece, mark.start(1))
        return text, closing._replace(role=Role.ENDMARK), None
    if signed:
        return None
    glued = glued_signoff(_without_mark(piece.text, agency), agency)
    if glued:
        text, closing = cut(piece, glued.start)
        return text, closing._replace(role=Role.SIGNOFF), glued.sign_off
    found = _GLUED_CREDIT.search(piece.text, max(0, len(piece.text) - 560))
    credit = parse_credit(found[0]) if found else None
    if found and credit and found.start():
        text, closing = cut(piece, found.start())
        return text, closing._replace(role=Role.SIGNOFF), credit
    return None


def _take_credits(pieces: list[Piece], _below: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Everything after the last rule ("___"), where that reads like credits and not like the next story."""
    last = range(max(0, len(pieces) - PIECES_MAX), len(pieces))
    rules = [place for place in last if is_rule(pieces[place].text)]
    if not rules or rules[0] < 1:
        return pieces, []
    for place in rules:
        after = [piece for piece in pieces[place + 1 :] if not is_rule(piece.text)]
        if after and all(_is_credit(piece) for piece in after):
            closing = [
                piece._replace(role=Role.ENDMARK if is_rule(piece.text) else Role.CREDIT) for piece in pieces[place:]
            ]
            return pieces[:place], closing
    return pieces, []


def _is_credit(piece: Piece) -> bool:
    folded = fold_letters(piece.text)
    return len(folded) <= 600 and any(sign in folded for sign in marks.CREDIT_SIGNS)
