"""Of several bodies the one with the most markup is read, and a broken one gives way."""

import pytest

from worker.errors import ForbiddenError, MalformedError
from worker.formats.bodies import Body, best_blocks, plain_text_of

NITF = "<?xml version='1.0' encoding='iso-8859-1'?><nitf><body><body.head><hedline><hl1>One</hl1></hedline></body.head>"
NITF += "<body.content><p>Dé.</p></body.content></body></nitf>"


def _texts(*bodies):
    return [block.text for block in best_blocks(Body(value, kind) for kind, value in bodies)]


def test_html_before_nitf_before_plain_text():
    html, nitf, plain = ("text/html", "<p>One.</p><p>Two.</p>"), ("text/vnd.IPTC.NITF", NITF), ("text/plain", "Three.")
    assert _texts(plain, nitf, html) == ["One.", "Two."]
    assert _texts(plain, nitf) == ["Dé."]
    assert _texts(plain) == ["Three."]


def test_an_empty_body_gives_way():
    assert _texts(("xhtml", " <p/> "), ("text", "Three.")) == ["Three."]
    assert _texts() == []


def test_a_broken_body_gives_way_and_is_an_error_where_nothing_else_is():
    sgml = ("ttnitf", "<TTNITF><HEAD><MODVER ID=1></HEAD></TTNITF>")
    assert _texts(sgml, ("text", "Three.")) == ["Three."]
    with pytest.raises(MalformedError):
        _texts(sgml, ("text", " "))
    with pytest.raises(ForbiddenError):
        _texts(("nitf", "<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>&a;</nitf>"))


def test_html_under_a_label_of_plain_text_is_html():
    assert _texts(("text", "<table><tr><td>Leeds</td><td>3</td></tr></table>")) == ["Leeds\t3"]


def test_plain_text_under_a_label_of_html_keeps_its_paragraphs():
    assert _texts(("text/html", "One.\n\nTwo.")) == ["One.", "Two."]


def test_a_headline_loses_its_markup_and_nothing_else():
    assert plain_text_of("Fish &amp; <b>chips</b><br/>today") == "Fish & chips today"
    assert plain_text_of("a < b & c") == "a < b & c"


@pytest.mark.parametrize("kind", ["text/html", "text", "nitf"])
@pytest.mark.parametrize("times", [1, 2])
def test_a_body_whose_markup_was_escaped_as_a_whole_is_markup(kind, times):
    value = "<nitf><body><body.content><p>A &amp; B.</p><p>Dé.</p></body.content></body></nitf>"
    for _ in range(times):
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert _texts((kind, value)) == ["A & B.", "Dé."]


def test_markup_escaped_inside_a_sole_paragraph_is_markup():
    assert _texts(("html", "<p>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</p>")) == ["One.", "Two."]


def test_an_escaped_tag_that_a_text_speaks_of_stays():
    assert _texts(("text", "&lt;p&gt; opens a paragraph.")) == ["&lt;p&gt; opens a paragraph."]
    assert _texts(("html", "<p>The tag &lt;p&gt;</p><p>Two.</p>")) == ["The tag <p>", "Two."]


def test_what_broke_is_said_to_be_the_body():
    with pytest.raises(MalformedError, match=r"^In the item's body: The XML breaks at line 1"):
        _texts(("nitf", "<nitf><p></nitf>"))


def test_preformatted_text_is_markup():
    assert _texts(("html", "<pre>LYON - One.\n\nTwo.</pre>")) == ["LYON - One.\n\nTwo."]
