"""spaCy's tokenizer and vocabulary, made to do no more for a new word than the network asks for.

Nothing that it gives becomes another: half of its time goes into a pattern that it asks twice and more for each word, and
into attributes that nobody reads.
"""

from functools import lru_cache
from typing import Any

from spacy.attrs import IDS

from worker.entities.fast.network import Network

# What the vocabulary must tell of a word whatever the network is; the spelling and the length are always known.
ALWAYS_READ = ("NORM", "IS_SPACE")
_REMEMBERED = 1024  # words: it asks again while it is still at the same one


def ease(nlp: Any, network: Network) -> None:
    """Do so, in place; may be repeated."""
    tokenizer = nlp.tokenizer
    if tokenizer.token_match and not hasattr(tokenizer.token_match, "cache_info"):
        tokenizer.token_match = lru_cache(_REMEMBERED)(tokenizer.token_match)
    read = {IDS[name] for name in (*ALWAYS_READ, *(table.attribute for table in network.tables))}
    tell = nlp.vocab.lex_attr_getters
    for attribute in [attribute for attribute in tell if attribute not in read]:
        del tell[attribute]
