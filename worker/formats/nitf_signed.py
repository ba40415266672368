"""Who signs a NITF story and from where: bylines and datelines, whose parts agencies write with or without spaces."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from worker.formats.nitf_names import country_of, person_name
from worker.formats.nitf_text import line_of
from worker.formats.read_xml import Element, words
from worker.item import Author, Place

PIECES_MAX = 100
"""Pieces of a byline or dateline; one of twenty names with their titles has eighty."""

_WHITE = re.compile(r"\s+")
_TIME_STAMP = re.compile(
    r"[\s,]{0,3}\b(\d{4}-?\d\d-?\d\d(?:[T ]?\d\d:?\d\d(?::?\d\d)?)?)(?:\s?(?:Z|GMT|UTC|[+-]\d\d:?\d\d))?\b"
)
_ENDED = (",", ";", ":", "-", "–", "—", "/", "(", "|")
_STANDS_BEHIND = frozenset({"byttl", "org", "location", "virtloc", "function"})  # a name, and is none
_NAME_OF_PLACE = ("city", "sublocation", "county-dist", "state", "region", "country")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a byline: plain text (``kind`` empty), or an element of that name."""

    kind: str
    text: str
    element: Element | None = None


def byline_of(head: Element) -> tuple[str | None, tuple[Author, ...]]:
    """The bylines as one line, and who signs as far as the markup says it.

    A name is handed on as it stands ("By ANN LEE"): what of it is no name is read where all bylines are. Plain text
    without any markup states nobody.
    """
    signed = [_parted(byline) for byline in head.iterfind("byline")]
    lines = (_joined(pieces) for pieces in signed)
    line = ", ".join(dict.fromkeys(line for line in lines if line))
    return line or None, tuple(author for pieces in signed for author in _authors(pieces))


def dateline_of(head: Element) -> tuple[str | None, str | None, tuple[Place, ...]]:
    """The dateline's words, the time that it states to machines, and its places where they are stated in parts.

    A time stamp among the words (EFE's) is for machines, and no part of what is printed.
    """
    for dateline in head.iterfind("dateline"):
        date = dateline.find("story.date")
        stated = None if date is None else date.get("norm", "").strip() or None
        line = _joined(_parted(dateline)) or ""
        stamp = _TIME_STAMP.search(line)
        if stamp:
            stated, line = stated or stamp[1], (line[: stamp.start()] + line[stamp.end() :]).strip(" ,")
        if line or stated:
            return line or None, stated, tuple(_places(dateline))
    return None, None, ()


def _parted(element: Element) -> tuple[_Piece, ...]:
    """The pieces of a line; one with more of them than any line has is plain text."""
    pieces = tuple(islice(_pieces(element), PIECES_MAX + 1))
    return pieces if len(pieces) <= PIECES_MAX else (_Piece("", line_of(element) or ""),)


def _pieces(element: Element) -> Iterator[_Piece]:
    """The pieces of a line, paragraphs in it opened."""
    yield _Piece("", element.text or "")
    for child in element:
        if child.tag in {"p", "em", "q", "a", "lang"}:
            yield from _pieces(child)
        else:
            text = person_name(child) if child.tag == "person" else _located(child) or line_of(child)
            yield _Piece(str(child.tag), text or "", child)
            for office in child.iterfind("function"):
                yield _Piece("function", line_of(office) or "", office)
        yield _Piece("", child.tail or "")


def _located(element: Element) -> str | None:
    """A location of parts alone, each on a line of its own, as a reader has it: "Ottawa, Ontario, Canada"."""
    parts = [words(part) for part in element if part.tag in _NAME_OF_PLACE]
    stands_alone = element.tag == "location" and len(parts) == len(element) > 1
    if not stands_alone or any(text.strip() for text in (element.text or "", *(part.tail or "" for part in element))):
        return None
    return ", ".join(filter(None, parts))


def _joined(pieces: Iterable[_Piece]) -> str | None:
    """The pieces as a reader would have them: what is glued to a name is parted from it by a comma."""
    line = ""
    for piece in pieces:
        text = _WHITE.sub(" ", piece.text)
        if not text.strip():
            line += " " if text else ""
            continue
        before = line.rstrip()
        behind = piece.kind in _STANDS_BEHIND and len(before.split()) > 1
        if before and behind and not before.endswith(_ENDED) and not _is_connected(before):
            line = f"{before}, {text.lstrip()}"
        elif before and line == before and piece.kind and before[-1].isalnum():
            line = f"{before} {text}"
        else:
            line += text
    return _WHITE.sub(" ", line).strip() or None


def _is_connected(before: str) -> bool:
    """Whether a small word already leads to what follows: "Ann Lee in", "Ann Lee à"."""
    return before.rsplit(" ", 1)[-1].islower()


def _authors(pieces: Sequence[_Piece]) -> Iterator[Author]:
    """Names, each with what stands behind it; without ``person`` the text in front of a title is the name."""
    kinds = {piece.kind for piece in pieces}
    name_kind = "person" if "person" in kinds else ""
    if not kinds & (_STANDS_BEHIND | {"person"}):
        return
    signed: list[Author] = []
    described = 0  # those before it have their title, house and place
    last_kind = ""
    for piece in pieces:
        text = piece.text.strip(" ,;\t\r\n")
        if piece.kind == name_kind and any(map(str.isalnum, text)):
            if last_kind in _STANDS_BEHIND:
                described = len(signed)
            signed.append(Author(text))
            last_kind = "person"
        elif piece.kind in _STANDS_BEHIND and text:
            signed[described:] = [_described(author, piece, text) for author in signed[described:]]
            last_kind = piece.kind
    yield from signed


def _described(author: Author, piece: _Piece, text: str) -> Author:
    if piece.kind == "org":
        return replace(author, affiliation=author.affiliation or text)
    if piece.kind in {"location", "virtloc"}:
        return replace(author, location=author.location or text)
    house = None if piece.element is None else line_of(piece.element.find("org"))
    if house == text:
        return replace(author, affiliation=author.affiliation or text)
    return replace(author, title=author.title or text, affiliation=author.affiliation or house)


def _places(dateline: Element) -> Iterator[Place]:
    for location in dateline.iterfind("location"):
        parts = (line_of(location.find(name)) for name in _NAME_OF_PLACE)
        name = next(filter(None, parts), None)
        if name:
            yield Place(name=name, country=country_of(location))
