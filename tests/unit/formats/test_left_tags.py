"""Inline tags that an escape left in a text go in pairs; what may be meant stays."""

import time

import pytest

from worker.formats.left_tags import without_tags


@pytest.mark.parametrize("text", ["a <b> c", "x < y > z", "<p>Un train</p>", "</b>a<b>", "<train>oui</train>"])
def test_what_is_no_pair_of_inline_tags_stays(text):
    assert without_tags(text) == text


def test_pairs_inside_each_other_go():
    assert without_tags("<i>a <b>b</b></i> <sup>c</sup>") == "a b c"


@pytest.mark.parametrize("piece", ["<b>", "</b>", "<b><i></b></i>", "<b ", "<", "<br/>"])
def test_a_megabyte_of_tags_is_answered_at_once(piece):
    begun = time.process_time()
    without_tags((piece * 1_000_000)[:1_000_000])
    assert time.process_time() - begun < 3
