"""The parts of a story: what of a wire item's body is story, and what stands around it.

From the outside in: the dateline tells where the story begins and whose it is, the tail is taken off the end, the head
off the front, and what remains is paragraphs, subheads, lists and tables. Nothing is lost: a piece that leaves the body
stays a block (a headline stays a headline).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from worker.agencies import Agency, agency_of_mark
from worker.item import Byline, Dateline, RawBlock, Role, SignOff, Warn
from worker.normalize.byline import opens_byline, parse_byline
from worker.normalize.caption import as_caption, caption_mark_end
from worker.normalize.dateline import FoundDateline, find_dateline
from worker.normalize.end_marks import is_end_mark
from worker.normalize.furniture import take_tail
from worker.normalize.head import HEAD_MAX, read_head
from worker.normalize.interior import mark_interior
from worker.normalize.last_lines import is_last_byline
from worker.normalize.notes import is_web_line
from worker.normalize.notices import is_embargo, is_embargo_line, opening_embargo_end
from worker.normalize.pieces import Piece, cut, split_lines, to_pieces
from worker.normalize.quotes import with_quotes
from worker.normalize.signoff import parse_signoff
from worker.normalize.text import has_words
from worker.normalize.version import HURRIED, headline_word

HEAD_PIECES_MAX = 12
"""Pieces among which a dateline is looked for: captions, notes, headline and byline may stand before it."""

STATED_PIECES_MAX = 4
"""The same where the item has its dateline in a field, and may have it in the text once more."""

TAIL_LINES_MAX = 4
"""Lines at the end of a block that can be sign-off and end marks."""

CLOSING_MAX = 60
"""Characters of a last line that can name the agency."""

BODY_ROLES = frozenset({Role.PARAGRAPH, Role.SUBHEAD, Role.QUOTE, Role.LIST, Role.TABLE})


@dataclass(frozen=True, slots=True)
class Structure:
    """A body in its parts. ``pieces`` are all its blocks in the order of the wire, those outside the body among them."""

    pieces: tuple[Piece, ...]
    agency: Agency | None = None
    dateline: Dateline | None = None
    byline: Byline | None = None
    sign_off: SignOff | None = None
    headline: Piece | None = None
    slug: str | None = None
    embargo: str | None = None
    warnings: tuple[Warn, ...] = ()


def find_structure(
    blocks: tuple[RawBlock, ...],
    agency: Agency | None,
    *,
    hinted: Agency | None = None,
    near: str | None = None,
    headline_stated: bool = False,
    dateline_stated: bool = False,
) -> Structure:
    """Read the parts of a body.

    The agency decides which last lines are a sign-off: the one that the item states, else the dateline's, else the
    ``hinted`` one. ``near`` is the item's own time. Where the item states no headline, a line in front of the story can
    be one.
    """
    cleaned, warnings = to_pieces(blocks)
    lines = [
        part for piece in cleaned for part in split_lines(piece, _ends if piece.role is Role.TABLE else _is_border)
    ]
    pieces = (*(part for line in lines[:HEAD_MAX] for part in _part_opening(line)), *lines[HEAD_MAX:])
    place, found = _locate_dateline(pieces[: STATED_PIECES_MAX if dateline_stated else HEAD_PIECES_MAX], near)
    agency = agency or (found.agency if found else None) or hinted or _closing_agency(pieces)
    tail = take_tail(pieces, agency)
    if place is not None and place >= len(tail.story):
        place, found = None, None
    head, taken = read_head(tail.story, place, headline_stated=headline_stated, asked=tail.asked)
    opening, byline, dateline = _read_opening(tail.story[taken], found) if found else ((), None, None)
    story = tail.story[taken + 1 :] if found else tail.story[taken:]
    if dateline and not (head.byline or byline):
        opening, story, byline = _with_byline(opening, story)
    marked = (*map(_without_web_line, opening), *map(_marked, story))
    front = chain.from_iterable(map(_without_embargo, marked[:HEAD_PIECES_MAX]))
    interior = mark_interior((*front, *marked[HEAD_PIECES_MAX:]))
    outside = (*head.pieces, *interior, *tail.furniture)
    return Structure(
        pieces=with_quotes(outside),
        agency=agency,
        dateline=dateline,
        byline=head.byline or byline or _closing_byline(tail.furniture),
        sign_off=tail.sign_off,
        headline=head.headline,
        slug=head.slug,
        embargo=next(filter(is_embargo, [piece.text for piece in outside if piece.role is Role.ADVISORY]), None),
        warnings=(*warnings, *((Warn.AMBIGUOUS_DATELINE,) if found and not found.sure else ())),
    )


def _is_border(lines: list[str], place: int) -> bool:
    """Whether a line of a plain block begins something of its own: the story, a byline, what closes it."""
    line, before = lines[place], lines[place - 1]
    if place < HEAD_PIECES_MAX:
        found = None if before.rstrip().endswith(",") else find_dateline(line)
        if (found and found.sure and found.dateline.places) or opens_byline(line) or opens_byline(before):
            return True
    return _closes(lines, place)


def _ends(lines: list[str], place: int) -> bool:
    """The same of a table, below whose last row an agency's mark may stand."""
    return _closes(lines, place) or (place == len(lines) - 1 and agency_of_mark(lines[place].strip()) is not None)


def _closes(lines: list[str], place: int) -> bool:
    """Whether a line and all below it close the text."""
    if place < len(lines) - TAIL_LINES_MAX:
        return False
    closing = all(is_end_mark(rest, None) or not rest.strip() for rest in lines[place + 1 :])
    return closing and (is_end_mark(lines[place], None) or parse_signoff(lines[place], None) is not None)


def _part_opening(piece: Piece) -> Iterator[Piece]:
    """Part the word of a hurry, or an embargo, from what it opens ("URGENT - Tokyo (AFP) - …"): it is a note of its own."""
    word = headline_word(piece.text) if piece.role is Role.PARAGRAPH else None
    end = word.end if word and word.kind in HURRIED and word.start == 0 and has_words(piece.text[: word.end]) else None
    if piece.role is Role.PARAGRAPH and (end := end or opening_embargo_end(piece.text)):
        yield from (part for part in cut(piece, end) if part.text)
    else:
        yield piece


def _locate_dateline(pieces: tuple[Piece, ...], near: str | None) -> tuple[int | None, FoundDateline | None]:
    """The piece that a dateline opens: the first sure one that names its agency, else the first sure one, else any.

    A headline may begin as a dateline without an agency does: "PARIS – Strike on all lines".
    """
    nameless: tuple[int, FoundDateline] | None = None
    doubtful: tuple[int, FoundDateline] | None = None
    for place, piece in enumerate(pieces):
        if piece.role is not Role.PARAGRAPH or caption_mark_end(piece.text):
            continue
        found = find_dateline(piece.text, near)
        if found and found.sure and found.dateline.agencies:
            return place, found
        if found and found.sure:
            nameless = nameless or (place, found)
        elif found:
            doubtful = doubtful or (place, found)
    return nameless or doubtful or (None, None)


def _read_opening(piece: Piece, found: FoundDateline) -> tuple[tuple[Piece, ...], Byline | None, Dateline | None]:
    """The story's first piece, parted into byline, dateline and text; a doubtful dateline stays in the text."""
    if not found.sure:
        return (piece._replace(prose_start=found.end),), None, found.dateline
    parts: list[Piece] = []
    byline = found.byline
    end = found.end
    if found.start:
        glued, piece = cut(piece, found.start)
        parts.append(glued._replace(role=Role.BYLINE))
        byline = parse_byline(glued.text)
        end -= found.start
    dateline, text = cut(piece, end)
    parts.append(dateline._replace(role=Role.DATELINE))
    if text.text:
        parts.append(text)
    return tuple(parts), byline, replace(found.dateline, raw=dateline.raw)


def _with_byline(
    opening: tuple[Piece, ...], story: tuple[Piece, ...]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...], Byline | None]:
    """Opening and story, and who signs behind the dateline ("Paris (AFP) - Par Ann LEE") or below it, where it stands alone."""
    alone = opening[-1].role is Role.DATELINE
    line = story[0] if alone and story else opening[-1]
    if not story or line.role is not Role.PARAGRAPH or not line.plain or not opens_byline(line.text):
        return opening, story, None
    above = opening if alone else opening[:-1]
    return (*above, line._replace(role=Role.BYLINE)), story[1:] if alone else story, parse_byline(line.text)


def _closing_agency(pieces: tuple[Piece, ...]) -> Agency | None:
    """The agency that a last line names where nothing else does: "AFP" alone, "dpa ber yydo n1 mku", its name in full."""
    for piece in reversed(pieces[-TAIL_LINES_MAX:]):
        if piece.role is Role.PARAGRAPH and len(piece.text) <= CLOSING_MAX:
            named = agency_of_mark(piece.text) or agency_of_mark(piece.text.partition(" ")[0])
            if named and (is_end_mark(piece.text, named) or parse_signoff(piece.text, named)):
                return named
            house = piece.text.rpartition(", ")[2]
            if " " in house and (named := agency_of_mark(house)) and is_last_byline(piece.text, named):
                return named
    return None


def _without_embargo(piece: Piece) -> Iterator[Piece]:
    """A story's piece, without the embargo that it is or, in brackets, that it opens with."""
    if piece.role is not Role.PARAGRAPH or not piece.plain:
        yield piece
    elif piece.text.startswith("(") and (end := opening_embargo_end(piece.text)):
        embargo, rest = cut(piece, end)
        yield from (embargo._replace(role=Role.ADVISORY), rest)
    elif is_embargo_line(piece.text):
        yield piece._replace(role=Role.ADVISORY)
    else:
        yield piece


def _closing_byline(furniture: tuple[Piece, ...]) -> Byline | None:
    """Who signs below the story, where nobody does above it: "Jan Nowak (PAP)"."""
    signed = (parse_byline(piece.text) for piece in furniture if piece.role is Role.BYLINE)
    return next((byline for byline in signed if byline), None)


def _marked(piece: Piece) -> Piece:
    """A paragraph that a caption's mark opens is one, wherever it stands."""
    caption = as_caption(piece, before_dateline=False) if piece.role is Role.PARAGRAPH else None
    return caption or (_without_web_line(piece) if piece.plain else piece)


def _without_web_line(piece: Piece) -> Piece:
    is_line = piece.plain and piece.role is Role.PARAGRAPH and is_web_line(piece.text)
    return piece._replace(role=Role.CREDIT) if is_line else piece
