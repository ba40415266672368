"""The story of a NewsML-G2 item: the best of its contents, without what its page only repeats."""

from base64 import b64encode

import pytest

from tests.unit.formats.newsml_g2_documents import data, item, nitf, xhtml
from worker.errors import ItemError, MalformedError
from worker.formats import parse, unwrap
from worker.item import Association, FileOrigin, Message, RawBlock, RawKind, Text, WireItem

P, SUBHEAD, TABLE = RawKind.PARAGRAPH, RawKind.SUBHEAD, RawKind.TABLE


def read(*contents: str, **parts: str) -> WireItem:
    document = item(content_set="".join(contents), **parts)
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))
    assert isinstance(found, WireItem)
    return found


def texts(found: WireItem) -> list[str]:
    return [block.text for block in found.blocks]


def test_of_several_contents_the_one_whose_markup_tells_most_is_read():
    assert texts(read(data("Plain."), nitf("<p>NITF.</p>"), xhtml("<p>XHTML.</p>"))) == ["XHTML."]
    assert texts(read(data("Plain."), nitf("<p>NITF.</p>"))) == ["NITF."]
    assert texts(read(xhtml(""), data("Plain."))) == ["Plain."]


def test_a_content_in_the_language_of_the_item_goes_before_one_in_another():
    french = xhtml("<p>Un.</p>", attributes=' xml:lang="fr"')

    assert texts(read(french, data("One.", ' xml:lang="en-GB"'))) == ["One."]
    assert texts(read(french)) == ["Un."]


def test_a_broken_content_gives_way_and_is_told_of_where_there_is_no_other():
    broken = data("&lt;nitf&gt;&lt;p&gt;One", ' contenttype="application/nitf+xml"')

    assert texts(read(broken, data("Two."))) == ["Two."]
    with pytest.raises(ItemError, match="breaks at line"):
        read(broken)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (data("One.\n\nTwo."), [RawBlock("One."), RawBlock("Two.")]),
        (data("One.", ""), [RawBlock("One.")]),
        (data("<![CDATA[<h2>One</h2><p>Two.</p>]]>", ' contenttype="text/html"'), [RawBlock("One", SUBHEAD), RawBlock("Two.", P)]),
        (data("&lt;p&gt;One.&lt;/p&gt;"), [RawBlock("One.", P)]),
        (data("&lt;nitf&gt;&lt;body&gt;&lt;body.content&gt;&lt;p&gt;One.&lt;/p&gt;&lt;/body.content&gt;&lt;/body&gt;&lt;/nitf&gt;", ' contenttype="application/nitf+xml"'), [RawBlock("One.", P)]),
        ("<inlineXML>One.</inlineXML>", [RawBlock("One.")]),
        ("<inlineXML><p>One.</p><p>Two.</p></inlineXML>", [RawBlock("One.", P), RawBlock("Two.", P)]),
        ("<inlineXML><div><section><p>One.</p><aside><p>Two.</p></aside></section></div></inlineXML>", [RawBlock("One.", P), RawBlock("Two.", P)]),
        (xhtml("<p>Final:<br/>Spain - Italy 2:1</p>"), [RawBlock("Final:", P), RawBlock("Spain - Italy 2:1", P)]),
        (xhtml("<pre>One.\n\nTwo.</pre>"), [RawBlock("One."), RawBlock("Two.")]),
        (xhtml("<p>One.</p><pre>a  1\nb  2</pre>"), [RawBlock("One.", P), RawBlock("a  1\nb  2", TABLE)]),
        ("<inlineXML><sports-content><article><nitf><body><body.content><p>One.</p></body.content></body></nitf></article></sports-content></inlineXML>", [RawBlock("One.", P)]),
        ("<inlineXML><sports-content><team><name>Miami</name></team></sports-content></inlineXML>", []),
        ('<remoteContent href="http://example.org/a.xml" contenttype="text/xml"/>', []),
        (data("AAAA", ' contenttype="image/jpeg" encoding="encd:base64"'), []),
    ],
)  # fmt: skip
def test_each_way_to_carry_a_text_is_read(content, expected):
    assert list(read(content).blocks) == expected


@pytest.mark.parametrize("scheme", ["", "encd:", "http://cv.iptc.org/newscodes/encoding/"])
@pytest.mark.parametrize(
    ("charset", "declared"), [("utf-8", ""), ("iso-8859-1", "; charset=ISO-8859-1"), ("cp1252", "")]
)
def test_base64_is_decoded_in_its_own_charset(charset, declared, scheme):
    coded = b64encode("Ein Brand in Köln.\n\nZwei Verletzte.".encode(charset)).decode()
    attributes = f' contenttype="text/plain{declared}" encoding="{scheme}base64"'

    assert texts(read(data(f"\n{coded[:20]}\n{coded[20:]}\n", attributes))) == ["Ein Brand in Köln.", "Zwei Verletzte."]


def test_base64_has_a_short_name():
    assert texts(read(data(b64encode(b"One.").decode(), ' contenttype="text/plain" encoding="encd:b64"'))) == ["One."]


def test_what_is_no_base64_is_malformed():
    with pytest.raises(MalformedError, match="base64"):
        read(data("Not so: no base64.", ' encoding="encd:base64"'))


def test_a_page_leaves_out_what_the_item_says_already():
    page = xhtml(
        """<header><time class="publicationDate">5.3.2024</time><ul class="slugline"><li>Fire</li></ul>
        <strong class="embargoed">Until noon</strong><p class="genre textgenre-7">Extra</p><h1>Fire closes harbour</h1><h3>Ports</h3><p class="byline">By Ann Lowe</p>
        </header><section class="main"><p class="teaser">In short.</p><p>One.</p><h2>Ports</h2><p>Fire closes harbour</p></section>"""
    )
    content = "<headline>Fire closes harbour</headline><headline>Ports</headline><description>In short.</description>"
    found = read(page, content=content)

    assert texts(found) == ["One.", "Ports", "Fire closes harbour"]
    assert found.byline == "By Ann Lowe"


def test_a_page_keeps_what_the_item_does_not_say():
    page = '<header><h1>Fire</h1><p class="lead">In short.</p></header><div class="embargoed"><p>One.</p></div>'

    assert texts(read(xhtml(page))) == ["In short.", "One."]
    assert texts(read(xhtml('<p class="teaser">In other words.</p><p>One.</p>'))) == ["In other words.", "One."]


def test_tt_s_own_markup_is_read():
    body = """<BODY><TEXT><RUBRIK>Tåget är här</RUBRIK><DAT><ORT>Lima</ORT><SOURCE>TT</SOURCE></DAT><INGRESS><P>Ett tåg kom.</P>
        </INGRESS><BRODTEXT><P>Det kom i går.</P><CITAT>Äntligen, säger hon.</CITAT><MELLIS>Sent</MELLIS><P>Det var sent.</P>
        </BRODTEXT><BYLINE>Anna Lind/TT</BYLINE><BILD><BILDTEXT><P>Ett tåg.</P></BILDTEXT></BILD></TEXT>
        <TEXT><RUBRIK>Fakta</RUBRIK><BRODTEXT><P>Det är rött.</P></BRODTEXT></TEXT></BODY>"""
    content = f'<inlineXML contenttype="application/ttnitf+xml">{body}</inlineXML>'
    found = read(content, content="<headline>Tåget är här</headline>")
    kinds = ["paragraph", "paragraph", "quote", "subhead", "paragraph", "subhead", "paragraph"]
    assert [block.kind for block in found.blocks] == kinds
    assert texts(found)[:4] == ["Ett tåg kom.", "Det kom i går.", "Äntligen, säger hon.", "Sent"]
    assert texts(found)[4:] == ["Det var sent.", "Fakta", "Det är rött."]
    assert found.byline == "Anna Lind/TT"


def test_a_page_that_is_nothing_but_its_headline_has_no_story():
    assert read(xhtml("<h1>Fire closes harbour</h1>")).blocks == ()


def test_a_figure_stands_beside_the_story_with_its_caption():
    page = (
        '<p>One.</p><figure><img src="http://example.org/a.jpg"/><figcaption>The <b>harbour</b>.</figcaption></figure>'
    )
    found = read(xhtml(page))

    assert texts(found) == ["One."]
    assert found.associations == (Association("figure", "picture", "http://example.org/a.jpg", caption="The harbour."),)


def test_the_head_of_nitf_states_what_the_item_does_not():
    head = """<hedline><hl1>Fire closes harbour</hl1><hl2>Ferries stand still</hl2></hedline>
        <byline>By ANN LOWE<byttl>AP Business Writer</byttl></byline><byline><person>Tim Reed</person></byline>
        <dateline><location>LISBON, Portugal</location></dateline><abstract><p>In short.</p></abstract>"""
    found = read(nitf("<hl1>Fire closes harbour</hl1><p>One.</p>", head, "<tagline>Two.</tagline>"), content="")

    assert found.headlines == (Text("Fire closes harbour"), Text("Ferries stand still", "subheadline"))
    assert found.byline == "By ANN LOWE, AP Business Writer, Tim Reed"
    assert found.dateline == "LISBON, Portugal"
    assert found.descriptions == (Text("In short.", "summary"),)
    assert "One." in texts(found)
    assert texts(found)[-1] == "Two."


def test_what_the_item_states_outweighs_the_head_of_nitf():
    head = "<hedline><hl1>Another</hl1></hedline><byline>By Tim Reed</byline><dateline>PORTO</dateline>"
    content = "<headline>Fire</headline><by>By Ann Lowe</by><dateline>LISBON</dateline>"
    found = read(nitf("<p>One.</p>", head), content=content)

    assert (found.headlines, found.byline, found.dateline) == ((Text("Fire"),), "By Ann Lowe", "LISBON")


def test_a_caption_that_is_carried_as_content_is_no_story():
    caption = '<description role="drol:caption">The harbour on Monday.</description>'
    found = read(
        nitf("<p>The harbour on Monday.</p>"), item_class='<itemClass qcode="ninat:picture"/>', content=caption
    )

    assert found.blocks == ()
    assert found.descriptions == (Text("The harbour on Monday.", "caption"),)


def test_a_brief_that_is_its_own_summary_keeps_its_text():
    summary = '<description role="drol:summary">A fire has closed the harbour.</description>'

    assert texts(read(xhtml("<p>A fire has closed the harbour.</p>"), content=summary)) == [
        "A fire has closed the harbour."
    ]
