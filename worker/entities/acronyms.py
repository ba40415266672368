"""The words before an acronym in brackets whose first letters it is made of: they are the name, whatever the model took.

Apart from ``beside``, since it is the one rule that finds where a name begins by its letters.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence

from worker.entities.names import fold
from worker.entities.organisations import is_acronym
from worker.item import EntityType, Mention, Passage

_BRACKET = re.compile(r" \(([A-Z][A-Za-z]{2,7})\)")
_CAPITALS_MIN = 3  # two letters fit by chance
_BEFORE_CHARACTERS = 120  # no name is longer
_WORD = re.compile(r"[^\W_]+(?:['’]s\b)?")
_SENTENCE_END = re.compile(r"[.;:!?()\"“”«»]")

# Words that an acronym counts or skips, and with which no name begins; folded.
_SMALL = frozenset(
    {
        *("of", "the", "for", "and", "in", "on", "to", "by", "with", "at", "s"),
        *("de", "du", "des", "la", "le", "les", "et", "en", "pour", "sur", "par", "l", "d"),
        *("a", "au", "aux", "contre", "dans"),
    }
)


def spelled_out(passage: Passage, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, of which those before an acronym are the whole name: "National Commission for Castes (NCC)"."""
    waiting = deque(mentions)
    found: list[Mention] = []
    for name, short in _names(passage.text):
        start, end = (passage.start + place for place in name)
        while waiting and waiting[0].end <= start:
            found.append(waiting.popleft())
        inside: list[Mention] = []
        while waiting and waiting[0].start < end:
            inside.append(waiting.popleft())
        bracketed = waiting[0] if waiting and waiting[0].start == passage.start + short else None
        known = len(inside) == 1 and (inside[0].start, inside[0].end) == (start, end)
        if not known and _are_pieces(inside, start, bracketed):
            text = passage.text[slice(*name)]
            inside = [Mention(passage.pointer, start, end, text, EntityType.ORGANISATION)]
        found += inside
    return (*found, *waiting)


def _are_pieces(inside: Sequence[Mention], start: int, bracketed: Mention | None) -> bool:
    """Whether the mentions in a name that begins there are parts of an organisation's, or the one in brackets is one."""
    organisation = EntityType.ORGANISATION
    if not any(mention and mention.type is organisation for mention in (*inside, bracketed)):
        return False
    return all(start <= mention.start or mention.type is organisation for mention in inside)


def _names(text: str) -> Iterator[tuple[tuple[int, int], int]]:
    """Where each name is that an acronym follows, and where that begins."""
    for bracket in _BRACKET.finditer(text):
        short, end = bracket[1], bracket.start()
        if sum(map(str.isupper, short)) >= _CAPITALS_MIN and is_acronym(short):
            start = _name_start(text, end, fold("".join(filter(str.isupper, short))))
            if start is not None:
                yield (start, end), bracket.start(1)


def _name_start(text: str, end: int, letters: str) -> int | None:
    """Where the words that end there begin with those letters, the small ones counted or not.

    >>> _name_start("the National Commission for Scheduled Castes", 44, "ncsc")
    4
    >>> _name_start("the Organisation mondiale de la santé", 37, "oms"), _name_start("the New York club", 17, "nyk")
    (4, None)
    """
    begin = max(0, end - _BEFORE_CHARACTERS)
    for mark in _SENTENCE_END.finditer(text, begin, end):
        begin = mark.end()
    words = list(_WORD.finditer(text, begin, end))
    if not words or words[-1].end() != end:
        return None
    every = large = ""
    for place in range(len(words) - 1, -1, -1):
        word = fold(words[place][0])
        is_small = word in _SMALL
        every, large = word[0] + every, large if is_small else word[0] + large
        if len(large) > len(letters):
            return None
        if letters in (every, large) and not is_small and words[place][0][0].isupper() and place < len(words) - 2:
            return words[place].start()
    return None
