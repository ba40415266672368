"""Plain text gives its paragraphs."""

import json
from pathlib import Path

import pytest

from worker.formats.plain_text import marked_agency, paragraphs, parse, sniff
from worker.item import Hints, RawKind

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-plain-text.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_text_gives_its_paragraphs(case):
    assert list(paragraphs(case["text"])) == case["paragraphs"]


@pytest.mark.parametrize(
    "text",
    [
        "Un incendie a éclaté lundi dans le vieux port.",
        "أعلن الرئيس الأميركي اليوم أن المحادثات مستمرة",
        "港口的旧仓库星期一起火没有人受伤消防队员赶到现场",
        "Leeds 3, York 1 (AP)",
        "KYIV (Reuters) - 3",
        "2.00: 1, TRAIN SPOTTER 5-2; 2, Late Again 7-1. 9 ran.\nTote: 3.40; 1.50, 2.10.\n\nends\n",
    ],
)
def test_prose_and_what_an_agency_marks_is_text(text):
    assert sniff(text, Hints())


@pytest.mark.parametrize("text", ["hello world", "a=1\nb=2\nc=3\nd=4", "3.14;2.71;1.41;1.73;2.23;2.64;3.16", "    "])
def test_what_is_no_prose_is_text_only_if_someone_says_so(text):
    assert not sniff(text, Hints())
    assert sniff(text, Hints(content_type="text/plain"))
    assert sniff(text, Hints(agency="Reuters"))


def test_the_first_agency_in_brackets_is_the_mark():
    assert marked_agency("PARIS (AP) - (AFP photo)").code == "AP"
    assert marked_agency("A town (pop. 300) by the sea") is None


def test_no_kind_is_guessed():
    item = parse("- Then -\n\nOne.", Hints())
    assert item.format == "text"
    assert {block.kind for block in item.blocks} == {RawKind.PLAIN}
