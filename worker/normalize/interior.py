"""Subheads and lists inside a story, where no markup tells them: by their dashes, and by what stands around them."""

import re

from worker.item import Role
from worker.normalize.closing import is_rule
from worker.normalize.pieces import Piece
from worker.normalize.tables.answers import ANSWERS
from worker.normalize.text import fold_letters

WORDS_MAX = 14
PROSE_MIN = 40
SUBHEAD_MAX = 140
"""Characters of a subhead with its dashes; most paragraphs have more and need not be looked at."""


def mark_interior(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Give subheads their role and their text without the dashes, and the items of a list theirs.

    A line between dashes whose neighbour begins with a dash too is speech or a list; so is one that only answers
    ("- Oui -"), and one that nothing follows. Lines with dashes are a list after a colon, else speech; those with
    bullets always.
    """
    read: list[Piece] = []
    listed = False
    for place, piece in enumerate(pieces):
        if len(piece.text) > _LINE_MAX and (piece.text[0].isalpha() or piece.text[0] in _QUOTES):
            listed = False  # no item, no subhead, no rule: most paragraphs
            read.append(piece)
            continue
        listed = _is_item(pieces, place, listed=listed)
        read.append(piece._replace(role=Role.LIST) if listed else _read(pieces, place))
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
    if len(text.split()) > WORDS_MAX or _SENTENCE_INSIDE.search(text):
        return None
    if not any(map(str.isalpha, text)):
        return text if _YEARS.fullmatch(text) else None
    return None if fold_letters(text.strip(" .!?,'\"«»“”")) in ANSWERS else text


_DASHED = re.compile(r"[-–—]{1,3}\s{1,3}(\S(?:.{0,118}\S)?)\s{1,3}[-–—]{1,3}")
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?(?:\d\d){1,2})?")  # of a chronology
_DASHES = ("-", "–", "—")
_HALF_DASHED = re.compile(r"([^\s–—-].{1,80}\S)\s{1,3}[-–—]|[-–—]\s{1,3}(\S.{1,80}[^\s–—-])[-–—]")
_HASHED = re.compile(r"#{1,4}\s{1,3}(\S.{0,118})")
_SENTENCE_INSIDE = re.compile(r"[.;]\s+\w|[.;:,]$|\s[-–—]\s")
_ITEM = re.compile(r"[-–—•*_+]\s|(\d{1,2})(?:[.)]|\s?[-–])\s")
_SPEECH = re.compile(r"[-–—]\s")
_LINE_MAX = 130  # characters of the longest subhead with its dashes
_QUOTES = "\"“«„'"
_LABEL = re.compile(r"[^\W\d_][\w ]{0,24}\s?:\s")  # "Question: …", "Merkel: …": speech
_ENDED = re.compile(r"[.!?…:؟。]\s?[»”\"')]{0,2}$|[»”\"]$")
_ENDED_MAX = 5  # characters of it, with a line end: the rest of a paragraph need not be searched
_ALONE = re.compile(r"[\w\"'“«‘„¿¡][^@|;/<>]{2,70}")
_SENTENCE_QUOTED = re.compile(r"[.!?]\s?[\"”»’']$")
_NO_END = re.compile(r"[\w?!\"'”»’“؟)]$")


def _is_item(pieces: tuple[Piece, ...], place: int, *, listed: bool) -> bool:
    """Whether a piece is the item of a list: by its bullet, by its dash after a colon, by its number and its neighbour's."""
    piece = pieces[place]
    found = _ITEM.match(piece.text) if piece.role is Role.PARAGRAPH else None
    if found is None or is_rule(piece.text):
        return False
    if found[1]:
        number = int(found[1])
        return any(_number(near) in {number - 1, number + 1} for near in _neighbours(pieces, place))
    opens = piece.text[0] in "•*_+" or (place > 0 and pieces[place - 1].text.endswith(":"))
    return (listed or opens) and not subhead_text(piece.text)


def _number(piece: Piece) -> int | None:
    found = _ITEM.match(piece.text)
    return int(found[1]) if found and found[1] else None


def _neighbours(pieces: tuple[Piece, ...], place: int) -> tuple[Piece, ...]:
    return (*pieces[max(0, place - 1) : place], *pieces[place + 1 : place + 2])


def _read(pieces: tuple[Piece, ...], place: int) -> Piece:
    piece = pieces[place]
    if len(piece.text) > _LINE_MAX and piece.text[0].isalnum():
        return piece
    if piece.role is Role.SUBHEAD:
        found = _DASHED.fullmatch(piece.text)
        return piece._replace(text=found[1]) if found else piece
    if piece.role is not Role.PARAGRAPH or len(piece.text) > SUBHEAD_MAX:
        return piece
    if is_rule(piece.text):
        return piece._replace(role=Role.ENDMARK)
    text = _between_dashes(pieces, place) or _between_paragraphs(pieces, place)
    return piece._replace(role=Role.SUBHEAD, text=text) if text else piece


def _between_dashes(pieces: tuple[Piece, ...], place: int) -> str | None:
    """A subhead by its own dashes; or by a hash, as dpa's plain text has it."""
    hashed = _HASHED.fullmatch(pieces[place].text)
    text = hashed[1] if hashed else subhead_text(pieces[place].text)
    if text is None or place + 1 == len(pieces):
        return None
    if any(_SPEECH.match(neighbour.text) for neighbour in _neighbours(pieces, place)):
        return None
    return text


def _between_paragraphs(pieces: tuple[Piece, ...], place: int) -> str | None:
    """A subhead by what stands around it: a short line that ends no sentence, between two paragraphs that do.

    In a marked-up text, where a subhead has an element of its own, only one in capitals or with half of its dashes is.
    """
    piece = pieces[place]
    if not 0 < place < len(pieces) - 1 or not (_is_prose(pieces[place - 1]) and _is_prose(pieces[place + 1])):
        return None
    half = _HALF_DASHED.fullmatch(piece.text) if piece.text.endswith(_DASHES) else None
    text = (half[1] or half[2]) if half else piece.text
    if not _ALONE.fullmatch(text) or not _NO_END.search(text) or len(text.split()) > WORDS_MAX:
        return None
    if (
        fold_letters(text.strip(" .!?,'\"«»“”")) in ANSWERS
        or not any(map(str.isalpha, text))
        or text[0].islower()
        or _LABEL.match(text)
    ):
        return None
    capitals = text == text.upper() != text.lower()
    quoted = _SENTENCE_QUOTED.search(text) is not None or (text[0] in '"“«„' and not half)
    return text if half or capitals or (piece.plain and not quoted and not text.endswith("!")) else None


def _is_prose(piece: Piece) -> bool:
    """Whether a piece is a paragraph of whole sentences."""
    if piece.role is not Role.PARAGRAPH or len(piece.text) < PROSE_MIN:
        return False
    return _ENDED.search(piece.text, len(piece.text) - _ENDED_MAX) is not None
