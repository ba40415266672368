import json
from functools import partial
from pathlib import Path

import pytest

from worker.item import VersionKind
from worker.normalize.version import headline_word, note_word, read_version, take_word, version_word

CASES = json.loads((Path(__file__).parents[2] / "data/cases/version.json").read_text(encoding="utf-8"))
READERS = {
    "headline": partial(headline_word, kickers=True),
    "text": headline_word,
    "note": note_word,
    "line": version_word,
    "take": take_word,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_version_word_is_read_where_it_stands(case):
    word = READERS[case["where"]](case["input"])
    assert (word and {"kind": word.kind, "raw": word.raw, "number": word.number}) == case["expected"]


def test_the_gravest_word_wins():
    words = (version_word("URGENT"), note_word("CORRECTS para 4"), version_word("2nd Lead"))
    assert read_version(words, "Alert", None).kind is VersionKind.CORRECTION


def test_markup_alone_tells_an_alert():
    version = read_version((), "Alert", "0")
    assert (version.kind, version.raw, version.previous) == (VersionKind.ALERT, "Alert", None)


def test_a_signal_is_markup_too():
    assert read_version((), "sig:correction", None).kind is VersionKind.CORRECTION


def test_a_revision_that_replaces_another_is_an_update():
    version = read_version((), "News", "2")
    assert (version.kind, version.previous) == (VersionKind.UPDATE, "2")


def test_an_ordinary_item_has_no_version():
    assert read_version((None,), "News", "0") is None
