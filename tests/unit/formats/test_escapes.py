"""Escapes that were left in a text are read, in whatever member it stands; what only looks like one stays."""

import pytest

from worker.formats.escapes import unescape, unescaped
from worker.item import Hints, RawBlock, Text, Warn, WireItem


@pytest.mark.parametrize(
    "text",
    ["R&D", "a & b; c", "AT&T;", "&nosuchname;", "&#;", "&#xZZ;", "&#55296;", "&#x110000;", "&#9999999;"],
)
def test_what_is_no_escape_stays(text):
    assert unescape(text) == text


def test_every_member_that_is_read_is_mended_with_a_warning():
    item = WireItem(
        "json",
        Hints(),
        (RawBlock("L&rsquo;&eacute;t&#233;"),),
        headlines=(Text("A&amp;B"),),
        descriptions=(Text("&#x201c;Oui&#8221;", "caption"),),
        byline="Ren&eacute;e Roy",
    )
    mended = unescaped(item)
    assert mended.blocks == (RawBlock("L’été"),)
    assert (mended.headlines, mended.descriptions) == ((Text("A&B"),), (Text("“Oui”", "caption"),))
    assert (mended.byline, mended.warnings) == ("Renée Roy", (Warn.ESCAPES_DECODED,))


def test_an_item_without_escapes_is_the_same_item():
    item = WireItem("json", Hints(), (RawBlock("A & B"),))
    assert unescaped(item) is item
