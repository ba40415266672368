"""Headlines With Capitals On Every Word, OR ALL IN CAPITALS: a model takes half of one for a name.

Apart from ``clean``, since what counts is not how a name looks but whether the story below has it. What the model
missed there is found like any name that it missed (``sightings``).
"""

import re
from collections.abc import Iterable

from worker.entities.names import fold
from worker.entities.reading import PassageMentions
from worker.item import EntityType, Mention

# What is longer is prose, whatever its capitals; what is shorter may be a name and nothing else.
_CHARACTERS_MAX = 200
_LONG_WORDS_MIN = 4

# How many of the words that are longer than articles and prepositions have a capital in such a headline.
_CAPITALISED_MIN = 0.8
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def confirm_headlines(readings: Iterable[PassageMentions]) -> tuple[Mention, ...]:
    """The mentions of all passages, without those names of several words that a capitalised headline has and the story has not.

    Persons stay: a list of winners looks like a headline too, and persons are seldom seen where none is. So does
    everything where there is no story.
    """
    mentions: list[Mention] = []
    doubtful: set[Mention] = set()
    for passage, here in readings:
        mentions += here
        if here and is_capitalised(passage.text):
            doubtful.update(here)
    if not doubtful:
        return tuple(mentions)
    told = {fold(mention.text) for mention in mentions if mention not in doubtful}
    return tuple(
        mention
        for mention in mentions
        if not (told and mention in doubtful and _may_be_words(mention)) or fold(mention.text) in told
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
    words = _LONG_WORD.findall(text)
    return len(words) >= _LONG_WORDS_MIN and sum(not word[0].islower() for word in words) >= _CAPITALISED_MIN * len(
        words
    )


def _may_be_words(mention: Mention) -> bool:
    return mention.type is not EntityType.PERSON and " " in mention.text
