"""What an item says of itself beside its story: notes to editors, words that withdraw it, an embargo.

Apart from ``notices``, which knows the words: here is where an item has them, and what a story beside them makes of them.
"""

import re
from collections.abc import Iterator, Sequence

from worker.item import Passage, Role, Text, VersionKind, WireItem
from worker.normalize.notes import kill_word, spoken_word
from worker.normalize.notices import (
    KILL_MAX,
    LINE_MAX,
    is_about_another,
    is_embargo,
    is_embargo_line,
    opening_embargo_end,
)
from worker.normalize.structure import Structure
from worker.normalize.text import has_words
from worker.normalize.version import VersionWord, headline_word, version_word

KILL_PASSAGES_MAX = 4
"""Passages of a short text that are asked whether they withdraw it: a title, the notice, the reason."""


def notes_of(item: WireItem, structure: Structure) -> tuple[list[str], list[str]]:
    """What the format states as notes, and what the text says to editors, which stays a block there in any case."""
    stated = [note.strip() for note in item.notes if has_words(note)]
    advisories = (piece for piece in structure.pieces if piece.role is Role.ADVISORY and piece.text != structure.slug)
    found = [piece.text.lstrip("# ") for piece in advisories]
    return stated, found


def spoken(notes: tuple[str, ...], *, told: bool) -> Iterator[VersionWord | None]:
    """The version words of notes; beside a story that is ``told``, "disregard the previous one" is no kill of it."""
    for note in notes:
        word = spoken_word(note)
        another = told and word is not None and word.kind is VersionKind.KILL and is_about_another(note)
        yield None if another else word


def says_more(note: str) -> bool:
    """Whether a note is more than a version word ("URGENT"), which has a place of its own; a kill is told twice."""
    word = version_word(note)
    return word is None or word.kind is VersionKind.KILL


def kills(headlines: Sequence[Text], passages: Sequence[Passage]) -> Iterator[VersionWord | None]:
    """The words of headlines and of a short text that withdraw a story; a headline above a story has to name the piece."""
    told = sum(len(passage.text) for passage in passages) > KILL_MAX
    for headline in headlines:
        yield kill_word(headline.value, beside_story=told)
    for place, passage in enumerate(passages[:1] if told else passages[:KILL_PASSAGES_MAX]):
        below = place > 0 or bool(headlines)
        opening = None if told or below else headline_word(passage.text[:LINE_MAX])
        found = opening if opening and opening.kind is VersionKind.KILL else None
        yield found or kill_word(passage.text, beside_story=told, below=below)


def embargo_of(notes: Sequence[str], headlines: Sequence[Text], slug: str | None) -> str | None:
    """The embargo that a note states, a headline in front of its words or in brackets behind them, or a slug's mark."""
    if noted := next(filter(is_embargo, notes), None):
        return noted
    for headline in headlines:
        end = opening_embargo_end(headline.value)
        closing = f"({headline.value.rpartition('(')[2]}"
        if end or (closing.endswith(")") and is_embargo_line(closing)):
            return (headline.value[:end] if end else closing).strip(" ()-–:")
    mark = _SLUG_MARK.search(slug or "")
    return mark[0].strip(" ,-") if mark else None


# "CUBA,EMBARGO" is a topic; behind small letters, at the end, it is AFP's mark.
_SLUG_MARK = re.compile(r"^HFR-|,\s?(?:EMBARGOED|SPERRFRIST|HFR)\b|(?<=[a-zà-ÿ]),EMBARGO$")
