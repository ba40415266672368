"""Sentences that nobody wrote, out of a model's own words, to hold two runs of it against each other.

Not for their sense: for whatever another version of spaCy, or another model, might do otherwise. Lengths, white space,
capitals, marks and words of no vocabulary are all in them, and names without end, since the words are shuffled.
"""

import random
from collections.abc import Sequence

_SENTENCES = 50
_WORDS_MAX = 40  # in a sentence
_EDGES = (
    "",
    " ",
    "\n",
    "a",
    "  a",
    "a ",
    "a \n b",
    "\ta\t",
    "a  b",
    "Zürich",
    "ZÜRICH",
    "...",
    "1",
    "🙂 🙂",
    "a:) :(b",
)
_CASES = (str, str, str, str, str.capitalize, str.capitalize, str.capitalize, str.upper, lambda word: word[::-1])
_MARKS = ("{}", "{}", "{}", "{}", "{},", "{}.", "({})", '"{}"', "l'{}", "{}'s", "{}-{}", "{}…")
_SEPARATORS = (*(" ",) * 60, "  ", "\n", "\xa0")


def sentences(words: Sequence[str]) -> list[str]:
    """The sentences, always the same ones for the same words.

    >>> len(sentences(["Paris", "attend"])), len(sentences([]))
    (65, 15)
    """
    chosen = random.Random(1)  # noqa: S311  no secret
    lengths = [1 + number * _WORDS_MAX // _SENTENCES for number in range(_SENTENCES)] if words else []
    return [*_EDGES, *("".join(_pieces(words, length, chosen)).strip() for length in lengths)]


def _pieces(words: Sequence[str], count: int, chosen: random.Random) -> list[str]:
    return [
        chosen.choice(_MARKS).replace("{}", chosen.choice(_CASES)(chosen.choice(words))) + chosen.choice(_SEPARATORS)
        for _ in range(count)
    ]
