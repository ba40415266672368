"""What a NewsML-G2 item is about: codes become URIs only where their scheme is known, things go where they belong."""

import pytest

from tests.unit.formats.newsml_g2_documents import item, message, read
from worker.formats import parse, unwrap
from worker.formats.newsml_g2_codes import local
from worker.item import Concept, FileOrigin, Message, Place, Text, WireItem

_CV = "http://cv.iptc.org/newscodes"


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("medtop:04000000", "04000000"),
        ("http://cv.iptc.org/newscodes/mediatopic/04000000", "04000000"),
        ("http://example.org/about/#copyright", "copyright"),
        ("geo:a:b", "a:b"),
        ("urn:x:y", "y"),
        ("usable", "usable"),
        (None, ""),
    ],
)
def test_a_code_is_read_without_its_scheme(code, word):
    assert local(code) == word


def test_only_known_schemes_become_uris():
    found = read(
        '<subject qcode="medtop:04000000"/><subject qcode="subj:15000000"/><subject qcode="own:7"><name>Ports</name></subject>'
        '<subject uri="http://example.org/t/7"/><subject literal="ports"/><subject/><subject qcode="medtop:"/>'
    )

    assert found.subjects == (
        Concept(uri=f"{_CV}/mediatopic/04000000"),
        Concept(uri=f"{_CV}/subjectcode/15000000"),
        Concept(name="Ports", literal="own:7"),
        Concept(uri="http://example.org/t/7"),
        Concept(literal="ports"),
        Concept(literal="medtop:"),
    )


def test_a_catalog_in_the_document_tells_what_an_alias_stands_for():
    catalog = '<catalog><scheme alias="own" uri="http://example.org/own/"/><scheme alias="bad"/></catalog>'
    subject = '<subject qcode="own:7"/>'
    uri = Concept(uri="http://example.org/own/7")

    assert read(subject, beside=catalog).subjects == (uri,)
    document = message(item(content=f"<headline>Fire</headline>{subject}"), header=catalog)
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))
    assert isinstance(found, WireItem)
    assert found.subjects == (uri,)


def test_things_go_where_their_nature_says():
    found = read(
        """<subject type="cpnat:person" qcode="a:1"><name>Ann Lowe</name></subject>
        <subject typeuri="http://cv.iptc.org/newscodes/cpnature/organisation" qcode="a:2"><name>Acme</name></subject>
        <subject type="cpnat:geoArea" qcode="a:3"><name>Lisbon</name></subject><subject type="cpnat:poi"><name>Port</name></subject>
        <subject type="cpnat:event" qcode="a:4"/><subject type="cpnat:object"><name>Boat</name></subject>
        <subject type="own:mood"><name>Calm</name></subject><subject qcode="a:5"/>""",
        beside='<assert qcode="a:5"><name>Porto</name><type qcode="cpnat:geoArea"/></assert>',
    )

    assert found.people == (Concept(name="Ann Lowe", literal="a:1"),)
    assert found.organisations == (Concept(name="Acme", literal="a:2"),)
    assert found.places == (
        Concept(name="Lisbon", literal="a:3"),
        Concept(name="Port"),
        Concept(name="Porto", literal="a:5"),
    )
    assert found.events == (Concept(literal="a:4"),)
    assert found.objects == (Concept(name="Boat"),)
    assert found.subjects == (Concept(name="Calm", rel="mood"),)


def test_a_literal_that_points_at_an_assertion_is_no_code_and_gives_way_to_the_address():
    found = read(
        '<subject type="cpnat:poi" literal="poi0"/><subject type="cpnat:poi" literal="poi1"><name>Port</name></subject>',
        beside="""<assert literal="poi0"><POIDetails><address><line>Fish market</line><line>Quay 7, Lisbon</line></address>
            </POIDetails></assert><assert literal="poi1"><POIDetails/></assert>""",
    )

    assert found.places == (Concept(name="Fish market", literal="Fish market, Quay 7, Lisbon"), Concept(name="Port"))


def test_iptcs_subjects_that_a_thing_belongs_to_are_subjects_too():
    found = read(
        """<subject qcode="own:1"><name>Ports</name><sameAs qcode="medtop:20000337"/><broader qcode="own:2"/></subject>
        <subject qcode="medtop:20000523"><name>labour market</name><broader qcode="medtop:04000000"/></subject>
        <subject qcode="medtop:04000000"><name>economy</name></subject><subject qcode="own:3"/>""",
        beside="""<assert qcode="own:3"><name>Boats</name><related qcode="subj:15000000"><name>sport</name></related></assert>""",
    )

    assert found.subjects == (
        Concept(name="Ports", literal="own:1"),
        Concept(name="labour market", uri=f"{_CV}/mediatopic/20000523"),
        Concept(name="economy", uri=f"{_CV}/mediatopic/04000000"),
        Concept(name="Boats", literal="own:3"),
        Concept(name="Ports", uri=f"{_CV}/mediatopic/20000337"),
        Concept(name="sport", uri=f"{_CV}/subjectcode/15000000"),
    )


def test_a_subject_made_of_facets_is_each_of_them():
    found = read(
        """<subject><mainConcept qcode="medtop:20001057"><name>alpine skiing</name></mainConcept>
        <facetConcept rel="aspfacet:gender" qcode="aspfacetvalue:women"><name>women</name></facetConcept></subject>"""
    )

    assert found.subjects == (
        Concept(name="alpine skiing", uri=f"{_CV}/mediatopic/20001057"),
        Concept(name="women", rel="gender", literal="aspfacetvalue:women"),
    )


def test_a_thing_is_named_in_the_language_of_the_item():
    names = '<name xml:lang="en">fire</name><name xml:lang="fr-FR">incendie</name>'

    assert read(f'<language tag="fr"/><subject literal="x">{names}</subject>').subjects[0].name == "incendie"
    assert read(f'<language tag="de"/><subject literal="x">{names}</subject>').subjects[0].name == "fire"


@pytest.mark.parametrize(
    ("located", "place"),
    [
        ("<located><name>Lisbon</name></located>", Place("Lisbon")),
        ('<located qcode="city:Lisbon"/>', Place("Lisbon")),
        ('<located literal="Lisbon"/>', Place("Lisbon")),
        ('<located qcode="c:1"><name>Lisbon</name><broader qcode="iso3166-1a3:PRT"/></located>', Place("Lisbon", "PT")),
        ('<located><name>Lisbon</name><sameAs uri="http://cvx.iptc.org/iso3166-1a2/PT"/></located>', Place("Lisbon", "PT")),
        ('<located><name>Lisbon</name><broader qcode="cntry:CA"/></located>', Place("Lisbon")),  # an agency's own code
        ("<located><POIDetails><address><locality><name>Lisbon</name></locality></address></POIDetails></located>", Place("Lisbon")),
        ('<located><name>Lisbon</name><broader qcode="r:1"/><broader qcode="c:1"><name>Portugal</name></broader></located>', Place("Lisbon", "PT")),
        ("<located><name>Atlanta</name><broader><name>Georgia</name></broader><broader><name>United States</name></broader></located>", Place("Atlanta", "US")),
        ("<located><name>Portugal</name></located>", Place("Portugal", "PT")),
        ('<located qcode="c:1"/>', None),
    ],
)  # fmt: skip
def test_where_a_story_comes_from(located, place):
    assert read(located).located == ((place,) if place else ())


def test_an_assertion_gives_a_place_its_position():
    said = '<assert qcode="c:1"><name>Lisbon</name><geoAreaDetails><position latitude="38.7" longitude="-9.1"/></geoAreaDetails></assert>'

    assert read('<located qcode="c:1"/>', beside=said).located == (Place("Lisbon", lat=38.7, lon=-9.1),)
    assert read('<located qcode="c:1"/>', beside=said.replace("38.7", "138.7")).located[0].lat is None


def test_headlines_and_descriptions_in_other_languages_come_last():
    found = read('<headline xml:lang="fr">Incendie</headline><headline xml:lang="en">Fire again</headline>')

    assert [text.value for text in found.headlines] == ["Fire", "Fire again", "Incendie"]


def test_roles_and_ranks_tell_headlines_apart():
    found = read(
        """<headline rank="3">Ports</headline><headline rank="2">Ferries stand still</headline>
        <headline role="hltype:title">Fire again</headline><headline role="aprol:seoHeadline">Fire port</headline>"""
    )

    assert found.headlines == (
        Text("Fire"),
        Text("Fire again"),
        Text("Ferries stand still", "subheadline"),
        Text("Ports", "kicker"),
        Text("Fire port", "seo"),
    )


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Of two\nlines", "Of two\nlines"),
        ("Laid out\n        in the file,\n\n        twice", "Laid out in the file, twice"),
        ("Of<br/>two lines", "Of\ntwo lines"),
        ("\n            Of<br/>\n            two lines\n        ", "Of\ntwo lines"),
        ("With <b>a</b><i>b</i> word", "With ab word"),
        ("<p>Of</p><p>paragraphs</p>", "Of\nparagraphs"),
        ("&lt;p&gt;Of&lt;/p&gt;&lt;p&gt;escaped &lt;b&gt;markup&lt;/b&gt;&lt;/p&gt;", "Of\nescaped markup"),
        ("a &lt; b", "a < b"),
    ],
)
def test_a_note_keeps_the_line_ends_that_are_meant(note, text):
    assert read("", meta=f"<edNote>{note}</edNote>").notes == (text,)
