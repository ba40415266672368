"""Who runs the model is chosen at the start, and told."""

import gc
from itertools import islice

import pytest
from spacy.vocab import Vocab

from worker.entities import taggers
from worker.entities.fast import FastTagger
from worker.entities.kernels import blas_core
from worker.entities.lexicon import known_words
from worker.entities.models import load
from worker.entities.taggers import StockTagger, choose

MIB = 1024 * 1024


@pytest.fixture(scope="module")
def nlp():
    return load("wire_fr").nlp


@pytest.fixture(autouse=True)
def few_words(monkeypatch):
    """Known at the start, so that the choice takes no seconds."""
    monkeypatch.setattr(taggers, "known_words", lambda nlp: islice(known_words(nlp), 1000))


def test_nothing_of_the_pipeline_is_kept(monkeypatch):
    """Its words and the index of their vectors take ten times the memory of what the recognizer needs of them."""

    def pipelines() -> int:
        gc.collect()
        return sum(isinstance(one, Vocab) and len(one.strings) > 500_000 for one in gc.get_objects())

    monkeypatch.setattr(taggers, "differing", lambda *_: "")
    before = pipelines()
    choice = choose(load("wire_fr").nlp, kind="fast", bytes_max=64 * MIB)
    assert choice.info.kind == "fast"
    assert pipelines() == before


def test_the_shipped_models_are_run_by_us(recognizer):
    assert {info.kind for info in recognizer.recognizers.values()} == {"fast"}


def test_a_model_that_reads_otherwise_is_run_by_spacy(nlp, monkeypatch):
    """A change of what a layer does, with no change of its name or its shapes: only the sentences can tell."""
    norm = next(node for node in nlp.get_pipe("ner").model.walk(order="dfs_post") if node.name == "layernorm")
    forward = norm._func

    def shifted(model, rows, is_train):
        out, backprop = forward(model, rows, is_train)
        return out[:, ::-1].copy(), backprop

    monkeypatch.setattr(norm, "_func", shifted)
    choice = choose(nlp, kind="fast", bytes_max=64 * MIB)
    assert isinstance(choice.tagger, StockTagger)
    assert choice.info.kind == "stock"
    assert "sentences otherwise than spaCy does" in choice.info.why


def test_a_model_that_we_do_not_know_is_run_by_spacy(nlp, monkeypatch):
    monkeypatch.setitem(nlp.get_pipe("ner").cfg, "beam_width", 4)
    assert choose(nlp, kind="fast", bytes_max=MIB).info.why == "it searches with a beam"


def test_what_no_version_of_spacy_did_before_is_told_by_its_name(nlp, monkeypatch):
    def change(*_args, **_how):
        raise IndexError("in spaCy 4")

    monkeypatch.setattr(FastTagger, "tag", change)
    assert choose(nlp, kind="fast", bytes_max=64 * MIB).info.why == "IndexError: in spaCy 4"


def test_spacy_runs_it_where_that_is_set(nlp):
    info = choose(nlp, kind="stock", bytes_max=MIB).info
    assert (info.kind, info.why) == ("stock", "it is set")


def test_the_processor_of_the_matrix_products_is_told(recognizer):
    assert blas_core() not in {"", "unknown"}
    assert {info.blas_core for info in recognizer.recognizers.values()} == {blas_core()}
