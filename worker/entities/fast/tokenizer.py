"""spaCy's tokenizer over a vocabulary of its own, which does no more for a new word than the network asks for.

Nothing that it gives becomes another. Half of its time goes into a pattern that it asks several times about each word,
in vain for nearly all of them, and into attributes that nobody reads. And a loaded pipeline's vocabulary is of 700,000
words: 150 MB with their vectors, into which each new word writes somewhere, on a page that a child then no longer shares.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from spacy.attrs import IDS, SHAPE
from spacy.lang.lex_attrs import word_shape
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from worker.entities.fast.network import Network

_LONG = 100  # characters: a word as long has no shape
_REMEMBERED = 1024  # words: it asks again while it is still at the same one
# French's pattern of the words that stay one token ("porte-monnaie", "entr'acte") matches nothing without one of these.
_JOINERS = {"fr": frozenset(" '’-‐‑–—")}


def lean_tokenizer(nlp: Any, network: Network) -> Tokenizer:
    """The pipeline's tokenizer anew: its rules and its patterns, a vocabulary that has met no word."""
    read = {IDS[name] for name in network.columns}
    tell = {attribute: getter for attribute, getter in nlp.vocab.lex_attr_getters.items() if attribute in read}
    if tell.get(SHAPE) is word_shape:
        tell[SHAPE] = shape_of
    stock = nlp.tokenizer
    return Tokenizer(
        Vocab(lex_attr_getters=tell),
        rules=stock.rules,
        prefix_search=stock.prefix_search,
        suffix_search=stock.suffix_search,
        infix_finditer=stock.infix_finditer,
        token_match=stock.token_match and eased(stock.token_match, _JOINERS.get(nlp.lang)),
        url_match=stock.url_match,
        faster_heuristics=stock.faster_heuristics,
        max_cache_size=stock.max_cache_size,
    )


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
