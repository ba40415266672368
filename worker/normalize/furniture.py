"""What closes a text and is none of it: sign-off, end marks, credits, rights; taken off from the end."""

import re
from dataclasses import dataclass
from functools import partial

from worker.agencies import Agency, SignOffForm
from worker.item import Role, SignOff
from worker.normalize.caption import as_caption, is_product_line
from worker.normalize.closing import is_filler, is_rule, take_closing
from worker.normalize.credit import join_credits, opens_credit, parse_credit, parse_names
from worker.normalize.end_marks import BRACKET, END_MARK_MAX, is_end_mark
from worker.normalize.last_lines import (
    is_closing_line,
    is_credit_line,
    is_last_byline,
    is_remainder,
    is_reporting_line,
    is_rights,
)
from worker.normalize.notes import is_note
from worker.normalize.pieces import Piece, cut
from worker.normalize.relayed import is_relayed
from worker.normalize.signoff import glued_signoff, may_be_glued, may_sign, parse_signoff
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters, has_words

PIECES_MAX = 12
"""Pieces at the end of a text that can be furniture; what stands further up is the story."""

GLUED_MAX = 3
"""Marks that can be glued to the last sentence, one behind the other: "… vt/kpl (AFP)"."""

REMAINDERS_MAX = 6
"""Lines below a sign-off that no table knows: keywords, a writer's name, the companies of a story."""


@dataclass(frozen=True, slots=True)
class Tail:
    """The story without its furniture, and the furniture in the order of the wire.

    ``asked`` is the story's last piece where it was asked as it stands: it is no note, and no caption behind a story.
    """

    story: tuple[Piece, ...]
    furniture: tuple[Piece, ...]
    sign_off: SignOff | None
    asked: Piece | None


def take_tail(pieces: tuple[Piece, ...], agency: Agency | None) -> Tail:
    """Take off what closes the text: whole pieces from the end, then what is glued to the last sentence."""
    story, furniture = list(join_credits(pieces, agency)), list[Piece]()
    sign_off: SignOff | None = None
    budget = PIECES_MAX
    last: Piece | None = None  # of the story, as far as is known
    for take_block in (partial(_take_remainders, agency=agency), take_closing, _take_credits, None):
        while story and budget and story[-1] is not last:
            before = story[-2].text if len(story) > 1 else ""
            closing, found = _closing(story[-1], agency, signed=sign_off is not None, before=before)
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
    return Tail(tuple(story), tuple(furniture), sign_off, last)


_GLUED_MARK = re.compile(
    r"(?<=[.!?…»”\"'’؟)。])\s{0,3}"
    r"(/[Rr]itzau/(?:\w{1,10}/){0,3}|\([^\W\d_][\w/. -]{0,24}\)\.?|[A-Z]{2,6}|(?<=\s)[A-Z]{2,6}\.|Lusa/[Ff]im|Fin\.?|/\.|© ?[A-Z]{2,6}|Enditem[./]?"
    r"|={0,2}Kyodo|-30-|Reuter|[(（]?完[）)]?)\s{0,3}$"
)
_CREDIT_VERBS = marks.CREDIT_OPENINGS + marks.WRITING
_QUOTES = ('"', "”", "»", "“")
_ENDED = re.compile(r"[.!?…؟。»”\"'’)]$")
_OPENING_BRACKETS = re.compile(r"(\([^()\n]{2,20}\)(?:\s?\([^()\n]{2,20}\))?)\s?(?=[^\s(])")
_ROUTE = re.compile(r"/\s{1,3}(?:S\d[0-9A-Z]\s?){1,4}(?:Q[A-Z]{3})?$")  # ANSA: "COM-FH/ S0B QBXB"
_PRODUCTS = re.compile(r"(?<=\S)(?:\s?\([^()\n]{2,20}\)){1,4}$")
_GLUED_INITIALS = re.compile(
    r"(?<=[.!?…»”\"'’“)])\s{1,3}(\([^()\n]{2,20}\)\s?[^\W\d_][\w/-]{1,15})$"
)  # "(Schluss) hof"
_GLUED_CREDIT = re.compile(r"\([^()]{10,400}\)?\s{0,3}(?:\(\([^()\n]{3,120}\)\)\s{0,3})?$")


def _closing(piece: Piece, agency: Agency | None, *, signed: bool, before: str) -> tuple[Piece | None, SignOff | None]:
    """A last piece with its role, if it is furniture; a caption behind the story is taken along."""
    text = piece.text
    sign_off = None
    if piece.role is Role.CREDIT:  # its markup says so
        sign_off = None if signed else _sign_off(text, agency)
        return (piece._replace(role=Role.SIGNOFF) if sign_off else piece), sign_off
    if piece.role is not Role.PARAGRAPH:
        return None, None
    if role := _known_role(text, agency):
        return piece._replace(role=role), None
    if caption := as_caption(piece, before_dateline=False):
        return caption, None
    quoted = before.endswith(_QUOTES)
    if not signed and (sign_off := _sign_off(text, agency, marked=_is_marked(before, agency), quoted=quoted)):
        role = Role.SIGNOFF
    elif signed and agency and agency.sign_off is SignOffForm.CAPITALS and parse_signoff(text, agency):
        # NAN's initials, above who has edited.
        role = Role.SIGNOFF
    elif opens_credit(text) or (_ENDED.search(before[-3:]) and (is_relayed(text) or is_reporting_line(text))):
        role = Role.CREDIT
    elif _ENDED.search(before[-3:]) and is_last_byline(text, agency):  # below a headline it is the story's
        role = Role.BYLINE
    return (piece._replace(role=role), sign_off) if role else (None, None)


def _is_marked(before: str, agency: Agency | None) -> bool:
    """Whether what stands in front of a line ends with its agency's mark: "… llegó. EFE"."""
    return agency is not None and before.endswith(agency.end_marks)


def _known_role(text: str, agency: Agency | None) -> Role | None:
    """What a last line is by its words alone: a credit, an end mark or a note."""
    if agency and text in agency.end_marks:  # "(©NTB)" claims no rights
        return Role.ENDMARK
    if is_closing_line(text, agency) or is_credit_line(text):
        return Role.CREDIT
    if not has_words(text) or is_end_mark(text, agency) or is_filler(text):
        return Role.ENDMARK
    return Role.ADVISORY if is_note(text) else None


def _sign_off(text: str, agency: Agency | None, *, marked: bool = False, quoted: bool = False) -> SignOff | None:
    if may_sign(text, END_MARK_MAX):
        initials = _without_mark(text, agency)
        marked = marked or (agency is not None and text.startswith(agency.end_marks))
        if sign_off := parse_signoff(initials, agency, marked=marked):
            return sign_off
    opening = fold_letters(text[:60]).lstrip("(")
    if opening.startswith(_CREDIT_VERBS):
        credit = parse_credit(text)  # without its brackets only where it names both hands, or behind a colon
        alone = not text.endswith((".", "!", "?"))  # NAN: "Edited by Ann Bello/Musa Audu"
        sure = text.startswith("(") or (credit and credit.editors and (credit.writers or alone))
        return credit if sure or opening.startswith(marks.CREDIT_LABELS) else None
    if not text.startswith("("):
        return None
    # Behind a quotation a name in brackets is its speaker's.
    named = agency is not None and agency.sign_off is SignOffForm.CREDIT and not quoted
    return parse_credit(text) or (parse_names(text) if named else None)


def _without_mark(line: str, agency: Agency | None) -> str:
    """A sign-off line without the mark at either end: "burs-dk/sms (AFP)", "burs-dk/sms © AFP", "(Schluss) kgl/tom"."""
    if len(line) < END_MARK_MAX and (bracket := _OPENING_BRACKETS.match(line)) and is_end_mark(bracket[1], agency):
        return line[bracket.end() :]
    if len(line) < END_MARK_MAX and (route := _ROUTE.search(line)):
        return line[: route.start()]
    products = _PRODUCTS.search(line) if len(line) < END_MARK_MAX else None
    if products and all(map(is_product_line, BRACKET.findall(products[0]))):
        return line[: products.start()]  # EFE: "em/msp (foto)(vídeo)"
    words = line[-END_MARK_MAX:].split()
    for count in (2, 1):  # "© AFP" is one mark, of which "AFP" is another
        mark = " ".join(words[-count:])
        if len(words) > count and (is_end_mark(mark, agency) or is_rights(mark)):
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
    initials = _GLUED_INITIALS.search(piece.text, max(0, len(piece.text) - 32))
    if initials and (found_signed := _sign_off(initials[1], agency)):
        text, closing = cut(piece, initials.start(1))
        return text, closing._replace(role=Role.SIGNOFF), found_signed
    may_end = may_be_glued(piece.text, agency)
    glued = glued_signoff(_without_mark(piece.text, agency), agency) if may_end else None
    if glued:
        text, closing = cut(piece, glued.start)
        return text, closing._replace(role=Role.SIGNOFF), glued.sign_off
    found = _GLUED_CREDIT.search(piece.text, max(0, len(piece.text) - 560))
    credit = parse_credit(found[0]) if found else None
    if found and credit and found.start():
        text, closing = cut(piece, found.start())
        return text, closing._replace(role=Role.SIGNOFF), credit
    return None


def _take_remainders(
    pieces: list[Piece], below: list[Piece], *, agency: Agency | None
) -> tuple[list[Piece], list[Piece]]:
    """The lines below a sign-off that is still to be found, where they are too short to be of the story."""
    if any(piece.role is Role.SIGNOFF for piece in below):
        return pieces, []
    for place in range(len(pieces) - 2, max(1, len(pieces) - 1 - REMAINDERS_MAX) - 1, -1):
        line = pieces[place + 1]
        if line.role is not Role.PARAGRAPH or not (is_remainder(line.text) or is_end_mark(line.text, agency)):
            break
        if _is_signature(pieces[place], agency):
            return pieces[: place + 1], [_below_signature(piece, agency) for piece in pieces[place + 1 :]]
    return pieces, []


def _below_signature(piece: Piece, agency: Agency | None) -> Piece:
    role = Role.BYLINE if is_last_byline(piece.text, agency) else _known_role(piece.text, agency)
    return piece._replace(role=role or Role.CREDIT)


def _is_signature(piece: Piece, agency: Agency | None) -> bool:
    """Whether a line signs a story so plainly that what follows is no longer of it; one person's initials do not."""
    if piece.role not in {Role.PARAGRAPH, Role.CREDIT}:
        return False
    found = _sign_off(piece.text, agency)
    plain = found is not None and (found.compiled or found.roles == "stated" or sum(map(len, found.segments)) > 1)
    return plain or opens_credit(piece.text) or fold_letters(piece.text[:80]).startswith(marks.SIGNATURES)


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
