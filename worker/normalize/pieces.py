"""Pieces: the blocks of a wire item, cleaned, while structure is still finding out what each of them is."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from worker.item import RawBlock, RawKind, Role, Warn
from worker.layout import is_table
from worker.normalize.dateline_cells import is_cells
from worker.normalize.tables import characters
from worker.normalize.text import clean

LineTest = Callable[[list[str], int], bool]
"""Whether something new begins at that line of those lines."""


class Piece(NamedTuple):
    """A stretch of the body in the making.

    ``plain`` says that no markup told its kind; ``prose_start`` is where the passage in it begins, after a mark that is
    no prose, and ``prose_end`` where it ends, before a credit.
    """

    role: Role
    text: str
    raw: str
    plain: bool = False
    prose_start: int = 0
    prose_end: int | None = None


_ROLES = {
    RawKind.PLAIN: Role.PARAGRAPH,
    RawKind.PARAGRAPH: Role.PARAGRAPH,
    RawKind.SUBHEAD: Role.SUBHEAD,
    RawKind.QUOTE: Role.QUOTE,
    RawKind.LIST: Role.LIST,
    RawKind.TABLE: Role.TABLE,
    RawKind.CREDIT: Role.CREDIT,
    RawKind.BYLINE: Role.BYLINE,
}
_WITH_LAYOUT = frozenset({Role.TABLE, Role.LIST})


def to_pieces(blocks: tuple[RawBlock, ...]) -> tuple[tuple[Piece, ...], tuple[Warn, ...]]:
    """Clean every block; those without anything to see are gone, lines that a teleprinter broke are one again."""
    pieces: list[Piece] = []
    warnings: list[Warn] = []
    for raw, kind in blocks:
        plain = kind is RawKind.PLAIN
        role = _plain_role(raw) if plain else _ROLES[kind]
        layout = role in _WITH_LAYOUT
        text, steps = clean(raw, layout=layout)
        if "\n" in text and not layout:
            text = unwrap(text)
        warnings += steps
        if text:
            pieces.append(Piece(role, text, raw, plain))
    return tuple(pieces), tuple(dict.fromkeys(warnings))


def unwrap(text: str) -> str:
    r"""One line of several: a line end is a space, or nothing after a hyphen inside a word.

    >>> unwrap("Die Co-\nVorsitzenden traten\nab")
    'Die Co-Vorsitzenden traten ab'
    """
    return _LINE_END.sub(" ", _HYPHENATED.sub("-", text)) if "\n" in text else text


def cut(piece: Piece, at: int) -> tuple[Piece, Piece]:
    """Cut a piece in two at an offset of its text, its raw text at the same place; white space between them goes."""
    left, right = piece.text[:at].rstrip(), piece.text[at:].lstrip()
    raw_at = _raw_offset(piece, at)
    if raw_at is None:
        # Mended text has no place in the raw one that is surely the same: the first of the two keeps it whole.
        return piece._replace(text=left), Piece(piece.role, right, right, piece.plain)
    left_raw, right_raw = piece.raw[:raw_at].rstrip(), piece.raw[raw_at:].lstrip()
    return piece._replace(text=left, raw=left_raw), Piece(piece.role, right, right_raw, piece.plain)


def split_lines(piece: Piece, is_border: LineTest) -> Iterator[Piece]:
    """Part a plain piece at the lines of its raw text that begin or end something of their own; behind a table's rows as well."""
    if not piece.plain or piece.role not in _IN_LINES or "\n" not in piece.raw:
        yield piece
        return
    lines, start = piece.raw.split("\n"), 0
    for place in range(1, len(lines) + 1):
        if place == len(lines) or is_border(lines, place):
            raw = "\n".join(lines[start:place])
            rows = piece.role is Role.TABLE and start == 0
            text = clean(raw, layout=True).text if rows else unwrap(clean(raw).text)
            if text:
                yield Piece(Role.TABLE if rows else Role.PARAGRAPH, text, raw, plain=True)
            start = place


_IN_LINES = frozenset({Role.PARAGRAPH, Role.TABLE})
_LINE_END = re.compile(r"[ \t]?\n[ \t]?")
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_])(?!und\b|oder\b|and\b|or\b|et\b|ou\b|y\b|e\b)")
_CELL_END = re.compile(r"[\t|]")
_CELL_CHARACTERS_MAX = 200  # what is longer is prose
_BULLET = re.compile(r"\s{0,8}(?:[•▪◦‣·*+]|[-–—]|\d{1,2}[.)]|[a-z]\))\s")


def _plain_role(text: str) -> Role:
    """A table or a list by its lines; a line alone is a row where it has several cells."""
    lines = text.strip("\r\n").splitlines()
    if len(lines) < 2:
        several = text.count("\t") > 1 or text.count("|") > 1
        # "… Berlin UTC +2 | Moscow UTC +3" closes a text that has lost its line ends.
        is_row = several and max(map(len, _CELL_END.split(text))) <= _CELL_CHARACTERS_MAX and not is_cells(text)
        return Role.TABLE if is_row else Role.PARAGRAPH
    if is_table(lines):
        return Role.TABLE
    return Role.LIST if all(map(_BULLET.match, lines)) else Role.PARAGRAPH


_UNSEEN = frozenset(
    map(chr, (*characters.INVISIBLE, *characters.DIRECTIONAL, *characters.CONTROLS, characters.SPACE_BAND))
)


def _raw_offset(piece: Piece, at: int) -> int | None:
    """Where in the raw text the character at ``at`` of the text stands; ``None`` where the two do not run alike.

    What a reader sees is compared first: an invisible mark more and a letter of two bytes make lengths agree by chance.
    """
    if piece.raw == piece.text:
        return at
    before = sum(map(_is_seen, piece.text[:at]))
    if sum(map(_is_seen, piece.raw)) == before + sum(map(_is_seen, piece.text[at:])):
        return _after_seen(piece.raw, before)
    bytes_before = len(piece.text[:at].encode("utf-8", "surrogatepass"))
    for place in (bytes_before, at):  # mojibake: a byte had become a letter, or a quote a control character
        if unwrap(clean(piece.raw[:place]).text) == piece.text[:at].rstrip():
            return place
    return None


def _after_seen(raw: str, count: int) -> int:
    """Where the visible character after so many of them stands."""
    for place, letter in enumerate(raw):
        if _is_seen(letter):
            if count == 0:
                return place
            count -= 1
    return len(raw)


def _is_seen(letter: str) -> bool:
    return not letter.isspace() and letter not in _UNSEEN and not unicodedata.combining(letter)
