"""The lean tokenizer gives what spaCy's gives; and why it may: proven on the pattern itself, as Python's ``re`` reads it."""

import re._constants as ops
import re._parser
from collections.abc import Iterable
from itertools import product
from typing import Any

import numpy as np
import pytest
from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH
from spacy.lang.lex_attrs import word_shape

from worker.entities.fast.network import read_network
from worker.entities.fast.tokenizer import _JOINERS, eased, lean_tokenizer, shape_of
from worker.entities.lexicon import known_words

WORDS = (
    *("porte-monnaie", "entr'acte", "Saut-de-Ski", "aujourd'hui", "prud'homal", "l'OTAN", "Jean-Luc", "M.", "(l'AFP),"),
    *("https://afp.com/x-y", "10-12", "vas-y", "peut‑être", "c’est", "R’éentrer", "…", "🙂", "a:)", "", "n°", "12km"),
)


def required(tree: Iterable[Any]) -> frozenset[str] | None:
    """Characters without case of which every match has one; ``None`` where that cannot be told."""
    best: frozenset[str] | None = None
    for op, argument in tree:
        found = None
        if op is ops.LITERAL:
            found = frozenset(chr(argument))
        elif op is ops.IN and all(kind is ops.LITERAL for kind, _ in argument):
            found = frozenset(chr(code) for _, code in argument)
        elif op is ops.BRANCH:
            each = [required(branch) for branch in argument[1]]
            found = None if None in each else frozenset().union(*each)
        elif op is ops.SUBPATTERN:
            found = required(argument[3])
        elif op is ops.MAX_REPEAT and argument[0] > 0:
            found = required(argument[2])
        if found and all(one.lower() == one.upper() for one in found) and (best is None or len(found) < len(best)):
            best = found
    return best


def test_no_word_without_a_joiner_is_matched_by_frenchs_pattern():
    needed = required(re._parser.parse(TOKEN_MATCH.__self__.pattern))
    assert needed
    assert needed <= _JOINERS["fr"]


def test_the_answers_are_the_patterns_own():
    match = eased(TOKEN_MATCH, _JOINERS["fr"])
    for _ in range(2):
        assert [bool(match(word)) for word in WORDS] == [bool(TOKEN_MATCH(word)) for word in WORDS]
    assert any(map(match, WORDS))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_are_cut_and_described_as_before(pipelines, language: str):
    theirs = pipelines[language]
    network = read_network(theirs)
    ours = lean_tokenizer(theirs, network)
    columns = [*network.columns, "SPACY"]
    words = [*list(known_words(theirs))[-4_000:], *WORDS]
    text = " ".join(f"{word} {word}, l'{word} {word}-vous ({word})" for word in words)
    assert (ours(text).to_array(columns) == theirs(text).to_array(columns)).all()
    assert len(ours.vocab.lex_attr_getters) < len(theirs.vocab.lex_attr_getters)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_words_vector_is_the_one_that_spacy_has(pipelines, language: str):
    nlp = pipelines[language]
    (layer,) = (node for node in nlp.get_pipe("ner").model.walk() if node.name == "static_vectors")
    words = [*list(known_words(nlp))[::50], *WORDS]
    spellings = np.array([nlp.vocab.strings[word] for word in words] + [1, 2**64 - 1], np.uint64)
    rows = nlp.vocab.vectors.find(keys=spellings)
    assert (rows < 0).any()
    expected = np.where(rows[:, None] < 0, 0, nlp.vocab.vectors.data[rows] @ layer.get_param("W").T)
    assert np.allclose(read_network(nlp).vectors.of(spellings), expected, atol=1e-6)


def test_a_shape_is_spacys():
    letters = "aZàÀ1-.'ǅßªᾳ中ـʼ"
    words = ["".join(some) for length in range(5) for some in product(letters, repeat=length)]
    words += [word * times for word in ("a", "A", "Aa") for times in (1, 3, 4, 5, 6, 50, 99, 100, 101)]
    assert [shape_of(word) for word in words] == [word_shape(word) for word in words]
