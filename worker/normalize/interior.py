"""Subheads and lists inside a story, where no markup tells them: by their dashes, and by what stands around them."""

import re
from dataclasses import replace

from worker.item import Role
from worker.normalize.pieces import Piece
from worker.normalize.tables.answers import ANSWERS
from worker.normalize.text import fold_letters

WORDS_MAX = 14


def mark_interior(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Give subheads their role and their text without the dashes, and the items of a list theirs.

    A line between dashes whose neighbour begins with a dash too is speech or a list; so is one that only answers
    ("- Oui -"), and one that nothing follows. Lines with dashes are a list after a colon, else speech; those with
    bullets always.
    """
    read, listed = list[Piece](), False
    for place, piece in enumerate(pieces):
        listed = _is_item(piece, pieces[place - 1] if place else None, listed=listed)
        read.append(replace(piece, role=Role.LIST) if listed else _read(pieces, place))
    return tuple(read)


def subhead_text(line: str) -> str | None:
    """What stands between the dashes of a subhead, or ``None`` where a line is none.

    >>> subhead_text("- 'Fin MAINTENANT' -"), subhead_text("- Oui -"), subhead_text("- Il a dit non. Puis oui -")
    ("'Fin MAINTENANT'", None, None)
    """
    found = _DASHED.fullmatch(line)
    if found is None:
        return None
    text = found[1]
    if len(text.split()) > WORDS_MAX or _SENTENCE_INSIDE.search(text) or not any(map(str.isalpha, text)):
        return None
    return None if fold_letters(text.strip(" .!?,'\"«»“”")) in ANSWERS else text


_DASHED = re.compile(r"[-–—]{1,3}\s{1,3}(\S(?:.{0,118}?\S)?)\s{1,3}[-–—]{1,3}")
_SENTENCE_INSIDE = re.compile(r"[.;]\s+\w|[.;:,]$|\s[-–—]\s")
_DASH = re.compile(r"[-–—•*]\s")
_SPEECH = re.compile(r"[-–—]\s")


def _is_item(piece: Piece, before: Piece | None, *, listed: bool) -> bool:
    if piece.role is not Role.PARAGRAPH or not _DASH.match(piece.text) or subhead_text(piece.text):
        return False
    return listed or piece.text[0] in "•*" or (before is not None and before.text.endswith(":"))


def _read(pieces: tuple[Piece, ...], place: int) -> Piece:
    piece = pieces[place]
    if piece.role is Role.SUBHEAD:
        found = _DASHED.fullmatch(piece.text)
        return replace(piece, text=found[1]) if found else piece
    if piece.role is not Role.PARAGRAPH:
        return piece
    text = subhead_text(piece.text)
    followed = place + 1 < len(pieces)
    neighbours = (*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2])
    if text is None or not followed or any(_SPEECH.match(neighbour.text) for neighbour in neighbours):
        return piece
    return replace(piece, role=Role.SUBHEAD, text=text)
