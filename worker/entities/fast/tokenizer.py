"""spaCy's tokenizer and vocabulary, made to do no more for a new word than the network asks for.

Nothing that it gives becomes another. Half of its time goes into a pattern that it asks several times about each word,
in vain for nearly all of them, and into attributes that nobody reads.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from spacy.attrs import IDS, SHAPE
from spacy.lang.lex_attrs import word_shape

from worker.entities.fast.network import Network

_LONG = 100  # characters: a word as long has no shape
_REMEMBERED = 1024  # words: it asks again while it is still at the same one
# French's pattern of the words that stay one token ("porte-monnaie", "entr'acte") matches nothing without one of these.
_JOINERS = {"fr": frozenset(" '’-‐‑–—")}


def ease(nlp: Any, network: Network) -> None:
    """Do so, in place."""
    tokenizer = nlp.tokenizer
    if tokenizer.token_match:
        tokenizer.token_match = eased(tokenizer.token_match, _JOINERS.get(nlp.lang))
    read = {IDS[name] for name in network.columns}
    tell = nlp.vocab.lex_attr_getters
    if tell.get(SHAPE) is word_shape:
        tell[SHAPE] = shape_of
    for attribute in [attribute for attribute in tell if attribute not in read]:
        del tell[attribute]


def shape_of(word: str) -> str:
    """The same as ``word_shape`` of spaCy's, which looks at one letter after the other: most words have one of nine shapes.

    >>> [shape_of(word) for word in ("eau", "Genève", "G7", "OTAN", "À", "aujourd'hui")]
    ['xxx', 'Xxxxx', 'Xd', 'XXXX', 'X', "xxxx'xxx"]
    """
    if word.isalpha() and len(word) < _LONG:
        if word.islower():
            return "xxxx"[: len(word)]
        if word[0].isupper() and word[1:].islower():
            return "Xxxxx"[: len(word)]
    return str(word_shape(word))


def eased(match: Callable[[str], object], joiners: frozenset[str] | None) -> Callable[[str], object]:
    """The same answers: remembered, and given at once for a word that has none of the joiners."""
    remembered = lru_cache(_REMEMBERED)(match)
    if joiners is None:
        return remembered
    return lambda word: None if joiners.isdisjoint(word) else remembered(word)
