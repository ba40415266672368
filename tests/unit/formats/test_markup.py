"""Markup gives blocks, and nothing of it is lost or glued."""

import json
from pathlib import Path

import pytest
from lxml import etree

from worker.errors import TooLargeError
from worker.formats.markup import blocks, html_blocks, is_markup

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-markup.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_html_gives_its_blocks(case):
    assert [[block.kind.value, block.text] for block in html_blocks(case["html"])] == case["blocks"]


def test_xml_gives_the_same_blocks_and_nothing_of_what_follows():
    root = etree.fromstring("<a><body.content><p>One.</p><bq>Two.</bq></body.content>tail</a>")
    assert [(block.kind, block.text) for block in blocks(root[0])] == [("paragraph", "One."), ("quote", "Two.")]


def test_html_that_would_be_cut_off_is_refused():
    with pytest.raises(TooLargeError):
        html_blocks("<p>One.</p>" + "<div>" * 1_000 + "Two.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("<p>One.</p>", True), ("One<br>two", True), ("a < b > c", False), ("<embargoed> --> one", False), ("", False)],
)
def test_markup_is_told_from_text(text, expected):
    assert is_markup(text) is expected
