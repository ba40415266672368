"""What a model's own vocabulary tells of words: which are commonly written small, which are mere grammar.

Apart from the rules that use it, since this is the one place that reads a loaded model's tables.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from babel import Locale

# The first words of a vocabulary in the order of their frequency: news copy is made of them.
COMMON_WORDS_MAX = 100_000

# Of these, as many as news copy repeats from story to story; knowing more before the first one changes nothing.
WARM_WORDS_MAX = 30_000


@dataclass(frozen=True, slots=True, eq=False)  # one of each language: what is remembered goes by it
class Lexicon:
    """Two sets of lower-case words of a language.

    ``grammar`` are function words and the names of days and months; ``small`` are words that the language writes small
    more often than with a capital: "français", "maintenant", but not "paris". Empty where a model ranks no words.
    """

    language: str
    grammar: frozenset[str]
    small: frozenset[str]


def read_lexicon(nlp: Any) -> Lexicon:
    """Read the lexicon out of a loaded spaCy model."""
    grammar = frozenset(nlp.Defaults.stop_words) | frozenset(_calendar(nlp.lang))
    return Lexicon(nlp.lang, grammar, written_small(islice(frequent_words(nlp), COMMON_WORDS_MAX)))


def frequent_words(nlp: Any) -> Iterator[str]:
    """The words that a model has vectors for, the most frequent first; nothing where it has none.

    spaCy keeps the keys in the order of the vectors' file, which is that of frequency (500,000 in fr_core_news_md).
    """
    return _words(nlp.vocab.strings[key] for key in nlp.vocab.vectors.key2row)


def known_words(nlp: Any) -> Iterator[str]:
    """The words to know before the first story: the most frequent that ship with a model, or all, where it ranks none."""
    if nlp.vocab.vectors.key2row:
        return islice(frequent_words(nlp), WARM_WORDS_MAX)
    return _words(nlp.vocab.strings)


def written_small(ranked: Iterable[str]) -> frozenset[str]:
    """Pick the words whose small spelling comes before any spelling with a capital.

    >>> sorted(written_small(["le", "Paris", "français", "paris", "Français", "Le"]))
    ['français', 'le']
    """
    small: set[str] = set()
    capitalised: set[str] = set()
    for word in ranked:
        lower = word.lower()
        if word != lower:
            capitalised.add(lower)
        elif lower not in capitalised:
            small.add(lower)
    return frozenset(small)


def _words(strings: Iterable[str]) -> Iterator[str]:
    return (word for word in strings if word and not word.isspace())


def _calendar(language: str) -> Iterator[str]:
    """The names of days and months, whole and abbreviated, without their dots (CLDR)."""
    locale = Locale.parse(language)
    for table in (locale.days, locale.months):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                yield from (name.lower().strip(".") for name in table[context][width].values())
