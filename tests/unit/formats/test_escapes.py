"""Escapes that were left in a text are read, in whatever member it stands; what only looks like one stays."""

import pytest

from worker.formats.escapes import unescape, unescape_json, unescaped
from worker.item import Author, Concept, Hints, Place, RawBlock, RawKind, Text, Warn, WireItem


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


def test_keywords_and_names_are_mended_with_it_and_the_slug_stays_as_it_came():
    item = WireItem(
        "ninjs",
        Hints(),
        (RawBlock("One."),),
        slug="Port&amp;amp;Rail-strike",
        keywords=("Caf&eacute;",),
        authors=(Author("Ren&eacute;e Roy"),),
        located=(Place("M&eacute;rida"),),
        people=(Concept("Jos&amp;eacute;", rel="about"), Concept(literal="a&b")),
    )
    mended = unescaped(item)
    assert (mended.slug, mended.keywords) == ("Port&amp;amp;Rail-strike", ("Café",))
    assert (mended.authors, mended.located) == ((Author("Renée Roy"),), (Place("Mérida"),))
    assert mended.people == (Concept("José", rel="about"), Concept(literal="a&b"))


def test_an_item_without_escapes_is_the_same_item():
    item = WireItem("json", Hints(), (RawBlock("A & B"),))
    assert unescaped(item) is item


def _item(*texts):
    return unescaped(WireItem("json", Hints(), tuple(RawBlock(text) for text in texts)))


def test_a_text_that_was_made_json_twice_is_read_twice():
    item = _item(r"One\u00a0day, \u201cyes\u201d.\n\nTwo \ud83d\ude00.\r\n", r"He said \"no\" and 1\/2.")
    assert [block.text for block in item.blocks] == ["One\u00a0day, “yes”.", "Two 😀.", 'He said "no" and 1/2.']
    assert item.warnings == (Warn.ESCAPES_DECODED,)


def test_line_ends_are_read_as_escapes_only_where_they_are_no_path():
    assert [block.text for block in _item(r"One.\nTwo.\nThree").blocks] == ["One.", "Two.", "Three"]
    for text in (r"The file C:\new\temp is gone.", r"A \“quote\” and \LaTeX", r"Call \\server\name now"):
        assert [block.text for block in _item(text).blocks] == [text]


def test_rows_stay_together():
    table = RawBlock(r"a\tb\n1\t2\u00a0%", RawKind.TABLE)
    assert unescaped(WireItem("json", Hints(), (table,))).blocks == (RawBlock("a\tb\n1\t2\u00a0%", RawKind.TABLE),)


def test_half_of_a_pair_is_no_character():
    assert unescape_json(r"a\ud83db") == r"a\ud83db"
