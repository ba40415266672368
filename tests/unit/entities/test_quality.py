"""The figures hold: what ships, against annotated texts, beside the floors in ``tests/data/floors.json``.

A floor lies a little below what was measured when it was set (``make evaluate``): a change may cost a tenth, not half a
point. ``-rP`` prints the figures; one that has risen by a point is worth a new floor.
"""

import json
from pathlib import Path

import pytest
from rich.console import Console

from worker.enrich import Enricher
from worker.evaluation.corpora import CORPORA, Corpus
from worker.evaluation.judge import OURS, Verdict, judge
from worker.evaluation.readings import read_through
from worker.evaluation.table import as_json, as_table
from worker.item import EntityType

FLOORS = json.loads((Path(__file__).parents[2] / "data" / "floors.json").read_text(encoding="utf-8"))
BY_NAME = {corpus.name: corpus for corpus in CORPORA}


def corpus_of(name: str) -> Corpus:
    corpus = BY_NAME[name]
    if not corpus.path.exists():
        pytest.skip(f"{corpus.title}: {corpus.path} is absent (../shared)")
    return corpus


def figures(verdict: Verdict) -> dict[str, float]:
    """Every figure of ours in per cent, by its key: ``person.f``, ``link.near``."""
    told = {}
    for key, cells in as_json("", "", "", verdict)["figures"].items():
        cell = cells.get(OURS)
        if isinstance(cell, dict):
            told |= {f"{key}.{part}": 100 * share for part, share in cell.items()}
        elif isinstance(cell, float):
            told[key] = 100 * cell
    return told


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, shipped: Enricher) -> None:
    corpus = corpus_of(name)
    verdict = judge(corpus.texts(), shipped, stock={})
    Console(width=120).print(as_table(corpus.title, corpus.note, verdict))
    measured = figures(verdict)
    below = {key: (measured.get(key), floor) for key, floor in FLOORS[name].items() if measured.get(key, 0) < floor}
    assert not below
    assert not verdict.troubles


def test_every_corpus_has_floors() -> None:
    assert FLOORS.keys() == BY_NAME.keys()


def test_persons_are_never_linked_to_places(shipped: Enricher) -> None:
    for text in corpus_of("dwie").texts()[:40]:
        for mention in read_through(shipped, text).found:
            assert mention.geonames is None or mention.type is EntityType.PLACE, text.text[slice(*mention.span)]
