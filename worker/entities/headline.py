"""Headlines With Capitals On Every Word, OR ALL IN CAPITALS: a model sees names everywhere there, or none.

Apart from ``clean``, since what counts is not how a name looks but whether the story below has it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from worker.entities.names import fold
from worker.entities.people import surname
from worker.entities.reading import by_passage
from worker.item import EntityType, Mention, Passage

# What is longer is prose, whatever its capitals; what is shorter may be a name and nothing else.
_CHARACTERS_MAX = 200
_LONG_WORDS_MIN = 4

# A word that has a capital in such a headline, and how many of them do: articles and prepositions are shorter.
_LONG_WORD_LETTERS_MIN = 4
_CAPITALISED_MIN = 0.8

_WORD = re.compile(r"[^\W\d_]+(?:[-.][^\W\d_]+)*")

# The names of an item by their first word: each with its folded form, the longest first.
Told = dict[str, list[tuple[str, str, EntityType]]]


def read_headlines(passages: Iterable[Passage], mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions, in capitalised headlines those that the rest of the item confirms; without a rest all are kept."""
    readings = tuple(by_passage(passages, mentions))
    if not any(is_capitalised(passage.text) for passage, _ in readings):
        return tuple(mention for _, here in readings for mention in here)
    told = _told(mention for passage, here in readings if not is_capitalised(passage.text) for mention in here)
    return tuple(
        mention
        for passage, here in readings
        for mention in (_confirmed(passage, here, told) if told and is_capitalised(passage.text) else here)
    )


def is_capitalised(text: str) -> bool:
    """Whether a short text has capitals on nearly all its longer words, so that they mark no names.

    >>> is_capitalised("Belarusian President Accuses Germany Of Plots"), is_capitalised("CHINA RAISES RATES, SAYS BANK")
    (True, True)
    >>> is_capitalised("Germany rejects the plan of Belarus"), is_capitalised("International Olympic Committee")
    (False, False)
    """
    if len(text) > _CHARACTERS_MAX:
        return False
    words = [word for word in _WORD.findall(text) if len(word) >= _LONG_WORD_LETTERS_MIN]
    return len(words) >= _LONG_WORDS_MIN and sum(word[0].isupper() for word in words) >= _CAPITALISED_MIN * len(words)


def _told(mentions: Iterable[Mention]) -> Told:
    """What the rest of the item names, and of its persons the surnames."""
    names: dict[str, tuple[str, EntityType]] = {}
    for mention in mentions:
        names.setdefault(fold(mention.text), (mention.text, mention.type))
        if mention.type is EntityType.PERSON and (last := surname(mention.text)):
            names.setdefault(fold(last), (last, mention.type))
    told: Told = defaultdict(list)
    for folded in sorted(names, key=len, reverse=True):
        told[folded.partition(" ")[0]].append((folded, *names[folded]))
    return told


def _confirmed(passage: Passage, mentions: Iterable[Mention], told: Told) -> Iterator[Mention]:
    """The names that the headline shares with the rest; beside them the model's persons and single words.

    A table of winners looks like a headline too: persons are seldom seen where none is.
    """
    shared = tuple(_shared(passage, told))
    taken = {place for mention in shared for place in range(mention.start, mention.end)}
    others = (each for each in mentions if each.type is EntityType.PERSON or " " not in each.text)
    free = (each for each in others if taken.isdisjoint(range(each.start, each.end)))
    yield from sorted((*shared, *free), key=lambda mention: mention.start)


def _shared(passage: Passage, told: Told) -> Iterator[Mention]:
    shouted = passage.text.isupper()
    free_from = 0
    for word in _WORD.finditer(passage.text):
        start = word.start()
        for folded, name, type_ in told.get(fold(word[0]).partition(" ")[0], ()) if start >= free_from else ():
            end = start + len(name)
            text = passage.text[start:end]
            if (text == name or (shouted and fold(text) == folded)) and not passage.text[end : end + 1].isalnum():
                yield Mention(passage.pointer, passage.start + start, passage.start + end, text, type_)
                free_from = end
                break
