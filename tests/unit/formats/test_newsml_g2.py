"""NewsML-G2: every value comes from where the standard puts it; what is no news says what it is."""

import pytest

from tests.unit.formats.newsml_g2_documents import data, item, message, xhtml
from worker.errors import ItemError, NotNewsError, Reason
from worker.formats import parse, unwrap
from worker.item import (
    AltId,
    Association,
    Concept,
    Failure,
    FileOrigin,
    Message,
    Place,
    RawBlock,
    RawKind,
    Text,
    WireItem,
)

_CV = "http://cv.iptc.org/newscodes"

REUTERS = message(
    item(
        guid="tag:reuters.com,2024:newsml_LXN0A1:2",
        version="2",
        item_class='<itemClass qcode="icls:text"/>',
        provider='<provider literal="reuters.com"/>',
        meta="""<firstCreated>2024-03-05T09:40:02Z</firstCreated><pubStatus qcode="stat:usable"/><expires>2024-04-05T00:00:00Z</expires><fileName>A.XML</fileName>
            <service qcode="svc:W"><name>World Service</name></service><title>Harbour</title><edNote>Updates with quotes</edNote>
            <signal qcode="sig:update"/><link rel="itemrel:previousVersion" residref="tag:reuters.com,2024:newsml_LXN0A1" version="1"/>
            <link rel="irel:seeAlso" residref="tag:reuters.com,2024:newsml_PIC1"><itemClass qcode="icls:picture"/>
            <title>The harbour</title></link>""",
        content="""<urgency>3</urgency><located qcode="N2:PT"><name xml:lang="fr">Lisbonne</name><name xml:lang="en">Lisbon</name>
            <broader qcode="iso3166-1a2:PT"><name>Portugal</name></broader></located>
            <creator qcode="NS:RTRS" role="crol:source"><name>Reuters</name></creator><altId type="idtype:x">77</altId>
            <language tag="en-GB"/><audience qcode="NP:G"/><audience qcode="scope:1"><name>Bavaria</name></audience>
            <genre qcode="genre:Current"/><keyword>port</keyword><keyword>fire</keyword><keyword>port</keyword>
            <subject qcode="N2:PT"/><subject qcode="A1312:i"/><subject type="cpnat:person" qcode="P:77"/>
            <subject type="cpnat:abstract" qcode="medtop:20000139"><name>fire</name></subject>
            <headline>UPDATE 1-Fire closes Lisbon harbour</headline><headline role="hlrole:sub">Ferries stand still</headline>
            <description role="drol:summary">A fire has closed the harbour.</description><dateline>LISBON, March 5</dateline>
            <by>By Ana Torga and Rui Melo</by><slugline separator="/">PORTUGAL-FIRE/HARBOUR</slugline>
            <slugline role="x:old">FIRE</slugline><creditline>Reuters</creditline>""",
        beside="""<rightsInfo><copyrightHolder literal="Thomson Reuters"/><copyrightNotice>(c) Thomson Reuters 2024</copyrightNotice>
            <usageTerms>NO ARCHIVES.</usageTerms></rightsInfo>
            <assert qcode="N2:PT"><name>Portugal</name><type qcode="cpnat:geoArea"/></assert>
            <assert qcode="P:77"><name>Ines Lobato</name></assert>""",
        content_set=xhtml("<p>LISBON, March 5 (Reuters) - A fire closed the harbour.</p><h2>Ferries</h2><p>Two.</p>"),
    ),
    header="<sender>thomsonreuters.com</sender><priority>3</priority><channel>TVS</channel>",
)

# What each of IPTC's examples gives: the type of news, or the reason why it gives none.
IPTC = {
    "LISTING_1_A_NewsML-G2_News_Item": "text",  # its content is empty, its headline is not
    "LISTING_2_NewsML-G2_Text_Document": "text",
    "LISTING_3_Photo_in_NewsML-G2": "picture",
    "LISTING_3A_Photo_in_NewsML-G2_(URI_sibling_attributes)": "picture",
    "LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2": "video",
    "LISTING_5_Multi-part_Video_in_NewsML-G2": "video",
    "LISTING_6_Simple_NewsML-G2_Package": "composite",  # it has a headline
    "LISTING_7_Group_Set_example_showing_Hierarchical_Package_Structure": Reason.UNKNOWN_FORMAT,  # a piece of an item
    "LISTING_8_Group_Set_example_showing_an_ALT_Package_Mode": Reason.UNKNOWN_FORMAT,
    "LISTING_9_Group_Set_example_showing_a_SEQ_Package_Mode": Reason.UNKNOWN_FORMAT,
    "LISTING_10_Abstract_Concept_conveyed_in_a_NewsML-G2_Concept_Item": Reason.NOT_NEWS,
    "LISTING_11_Person_Concept_conveyed_in_a_NewsML-G2_Concept_Item": Reason.NOT_NEWS,
    "LISTING_12_Knowledge_Item_for_Access_Codes": Reason.NOT_NEWS,
    "LISTING_13_Complete_Catalog_Item": Reason.NOT_NEWS,
    "LISTING_14_Event_sent_as_a_Concept_Item": Reason.NOT_NEWS,
    "LISTING_15_Two_Related_Events_in_a_Knowledge_Item": Reason.NOT_NEWS,
    "LISTING_16_A_Set_of_Events_carried_in_a_News_Item": "composite",  # a news item, with words
    "LISTING_17_Planning_Item_a_CCL": Reason.NOT_NEWS,
    "LISTING_18_Planning_Item_at_PCL": Reason.NOT_NEWS,
    "LISTING_19_Planning_Item_with_delivery_at_CCL": Reason.NOT_NEWS,
    "LISTING_20_Planning_Item_with_delivery_at_PCL": Reason.NOT_NEWS,
    "LISTING_21_A_complete_sample_SportsML-G2_document": "text",  # its data are none, its headline is
    "LISTING_22_Sports_story_in_NewsML-G2NITF": "text",
    "LISTING_23_SportsML-G2_Package": Reason.NOT_NEWS,  # no word of its own
    "LISTING_24_News_Message_conveying_a_complete_News_Package": Reason.NO_TEXT,  # "....." in four items
    "LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML": "text",  # a piece of an item, but a whole NITF
    "LISTING_26_Embedded_photo_metadata_fields_mapped_to_NewsML-G2": "picture",
    "LISTING_27_Company_Financial_Information": "text",
    "LISTING_28_Illustrating_Located_Subject_and_Dateline": Reason.UNKNOWN_FORMAT,  # a piece of an item
    "LISTING_29_Hop_History": Reason.NO_TEXT,
    "Receiver_View": "text",
    "ap_metadata_example": Reason.NO_TEXT,  # subjects alone
    "facet-example": Reason.NO_TEXT,
    "facet-example-2": Reason.NO_TEXT,
    "facet-example-3": "text",
}


def read(document: str) -> WireItem:
    ((_, found),) = parse(unwrap(Message(document.encode(), FileOrigin("a.xml"))))
    assert isinstance(found, WireItem)
    return found


def outcomes(value: bytes) -> list[WireItem | Reason]:
    """Each item of a message, or the reason why it is none."""
    try:
        items = parse(unwrap(Message(value, FileOrigin("a.xml"))))
    except ItemError as error:
        return [error.reason]
    return [item.reason if isinstance(item, Failure) else item for _, item in items]


def test_the_table_has_each_example(shared_data):
    assert {file.stem for file in (shared_data / "wire/newsml-g2").glob("*.xml")} == set(IPTC)


@pytest.mark.parametrize("name", IPTC)
def test_an_example_of_iptc_gives_what_the_table_says(name, shared_data):
    found = outcomes((shared_data / f"wire/newsml-g2/{name}.xml").read_bytes())

    assert {item.type if isinstance(item, WireItem) else item for item in found} == {IPTC[name]}


def test_every_value_comes_from_its_place():
    found = read(REUTERS)

    assert found.format == "newsml-g2"
    assert (found.uri, found.id) == ("tag:reuters.com,2024:newsml_LXN0A1", None)
    assert (found.version, found.previous_version) == ("2", "1")
    assert (found.agency, found.type, found.language) == ("reuters.com", "text", "en-GB")
    assert (found.first_created, found.version_created) == ("2024-03-05T09:40:02Z", "2024-03-05T10:12:30Z")
    assert (found.status, found.kind, found.embargoed) == ("usable", "sig:update", None)
    assert found.expires == "2024-04-05T00:00:00Z"
    assert (found.urgency, found.priority) == (3, 3)
    assert found.headlines == (
        Text("UPDATE 1-Fire closes Lisbon harbour"),
        Text("Ferries stand still", "subheadline"),
    )
    assert found.descriptions == (Text("A fire has closed the harbour.", "summary"),)
    assert found.slug == "PORTUGAL-FIRE/HARBOUR"
    assert found.slug_parts == ("PORTUGAL-FIRE", "HARBOUR")
    assert (found.byline, found.authors) == ("By Ana Torga and Rui Melo", ())
    assert (found.dateline, found.located) == ("LISBON, March 5", (Place("Lisbon", country="PT"),))
    assert found.notes == ("Updates with quotes",)
    assert found.keywords == ("port", "fire")
    assert found.products == ("World Service", "G", "TVS")
    assert found.copyright_holder == "Thomson Reuters"
    assert found.copyright_notice == "(c) Thomson Reuters 2024"
    assert found.usage_terms == "NO ARCHIVES."
    assert found.subjects == (Concept(literal="A1312:i"), Concept(name="fire", uri=f"{_CV}/mediatopic/20000139"))
    assert found.genres == (Concept(uri=f"{_CV}/genre/Current"),)
    assert found.sources == (
        Concept(name="Reuters", rel="credit"),
        Concept(name="Reuters", rel="source", literal="NS:RTRS"),
    )
    assert found.people == (Concept(name="Ines Lobato", literal="P:77"),)
    assert found.places == (Concept(name="Portugal", literal="N2:PT"),)
    assert found.associations == (
        Association("seeAlso", "picture", "tag:reuters.com,2024:newsml_PIC1", headline="The harbour"),
    )
    assert found.alt_ids == (AltId("idtype:x", "77"), AltId("fileName", "A.XML"), AltId("slugline", "FIRE"))
    assert found.blocks == (
        RawBlock("LISBON, March 5 (Reuters) - A fire closed the harbour.", RawKind.PARAGRAPH),
        RawBlock("Ferries", RawKind.SUBHEAD),
        RawBlock("Two.", RawKind.PARAGRAPH),
    )


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ('<itemClass qcode="ninat:picture"/>', "picture"),
        ('<itemClass uri="http://cv.iptc.org/newscodes/ninature/video"/>', "video"),
        ('<itemClass qcode="sttinat:text"/>', "text"),
        ('<itemClass qcode="ninat:animation"/>', "graphic"),
        ('<itemClass qcode="cinat:event"/>', "event"),
        ("<itemClass>audio</itemClass>", "audio"),
        ("", "text"),
    ],
)
def test_the_class_of_an_item_is_read_however_it_is_written(stated, shown):
    assert read(item(item_class=stated)).type == shown


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ('<pubStatus qcode="stat:usable"/>', "usable"),
        ('<pubStatus qcode="pubstat:withheld"/>', "withheld"),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled"),
        ('<pubStatus qcode="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', "canceled"),
        ("<pubStatus>usable</pubStatus>", "usable"),
        ("<embargoed/>", "embargoed"),
        ('<pubStatus qcode="stat:canceled"/><embargoed/>', "canceled"),
        ("", None),
    ],
)
def test_the_status_is_read_however_it_is_written(stated, status):
    assert read(item(meta=stated)).status == status


@pytest.mark.parametrize(
    ("signals", "kind"),
    [
        ('<signal qcode="sig:update"/><signal qcode="sig:kill"/>', "sig:kill"),
        ('<signal uri="http://cv.iptc.org/newscodes/signal/correction"/>', f"{_CV}/signal/correction"),
        ('<signal qcode="apsig:newscontent"/>', "apsig:newscontent"),
        ('<role qcode="aprole:1"><name>NewsAlert</name></role>', "NewsAlert"),
        ('<role qcode="itemRole:N"/>', None),
    ],
)
def test_the_gravest_signal_tells_the_kind(signals, kind):
    assert read(item(meta=signals)).kind == kind


@pytest.mark.parametrize(
    ("guid", "uri", "own_id"),
    [
        ("urn:newsml:example.org:20240305:A1:7", "urn:newsml:example.org:20240305:A1", None),
        ("urn:newsml:example.org:20240305:A1", "urn:newsml:example.org:20240305:A1", None),
        ("urn:newsml:example.org:20240305:A1:8", "urn:newsml:example.org:20240305:A1:8", None),  # not its version
        ("tag:reuters.com,2024:newsml_X1:7", "tag:reuters.com,2024:newsml_X1", None),
        ("http://example.org/story/7", "http://example.org/story/7", None),
        ("A1-7", None, "A1-7"),
        ("", None, None),
    ],
)
def test_an_item_is_named_without_its_version(guid, uri, own_id):
    found = read(item(guid=guid, version="7"))

    assert (found.uri, found.id) == (uri, own_id)


@pytest.mark.parametrize(
    ("link", "previous"),
    [
        ('rel="irel:previousVersion" residref="urn:newsml:example.org:20240305:A1" version="3"', "3"),
        ('rel="irel:prevVersion" residref="urn:x:1"', "urn:x:1"),
        ('rel="irel:evolvedFrom" residref="urn:x:1" version="9"', "urn:x:1"),
        ('rel="irel:evolvedFrom" residref="urn:newsml:example.org:20240305:A1" version="3"', "3"),
        ('rel="irel:seeAlso" residref="urn:x:1" version="3"', None),
    ],
)
def test_what_came_before_is_a_version_or_another_item(link, previous):
    assert read(item(version="4", meta=f"<link {link}/>")).previous_version == previous


def test_an_item_that_states_nothing_is_still_read():
    found = read("<newsItem><contentSet><inlineData>One.</inlineData></contentSet></newsItem>")

    assert (found.blocks, found.type, found.uri, found.agency) == ((RawBlock("One."),), "text", None, None)


def test_the_title_stands_in_for_a_headline_and_beside_one_that_does_not_say_it():
    assert read(item(content="", meta="<title>Harbour</title>")).headlines == (Text("Harbour", "title"),)
    assert read(item(meta="<title>Port of Lisbon</title>")).headlines[1:] == (Text("Port of Lisbon", "title"),)
    assert read(item(meta="<title>FIRE CLOSES</title>")).headlines[1:] == ()


def test_the_content_states_what_the_item_does_not():
    page = xhtml('<p class="byline">By Ann Lowe</p><p>One.</p>', "<title>Fire</title>", ' xml:lang="de"')
    found = read(item(language="", content="", content_set=page))

    assert (found.headlines, found.byline, found.language) == ((Text("Fire"),), "By Ann Lowe", "de")
    assert found.blocks == (RawBlock("One.", RawKind.PARAGRAPH),)


def test_a_package_with_words_is_a_composite_with_its_items_beside_it():
    groups = """<groupSet root="G1"><group id="G1" role="group:main"><itemRef residref="urn:x:1">
        <itemClass qcode="ninat:text"/><title>One</title></itemRef><groupRef idref="G2"/></group>
        <group id="G2"><itemRef residref="urn:x:2"/><groupRef idref="G1"/></group></groupSet>"""
    found = read(item(root="packageItem", item_class="", beside=groups))

    assert (found.type, found.headlines) == ("composite", (Text("Fire closes harbour"),))
    assert found.associations == (
        Association("main", "text", "urn:x:1", headline="One"),
        Association("item", uri="urn:x:2"),
    )


def test_what_a_package_refers_to_in_its_message_is_described():
    refs = '<groupSet><group><itemRef residref="urn:x:1"/><itemRef residref="urn:x:9"/></group></groupSet>'
    picture = item(
        guid="urn:x:1",
        item_class='<itemClass qcode="ninat:picture"/>',
        content="<headline>The harbour</headline><description>The harbour on Monday.</description>",
    )
    package, _ = outcomes(message(item(root="packageItem", beside=refs), picture).encode())

    assert isinstance(package, WireItem)
    assert package.associations == (
        Association("item", "picture", "urn:x:1", headline="The harbour", caption="The harbour on Monday."),
        Association("item_2", uri="urn:x:9"),
    )


@pytest.mark.parametrize(
    ("root", "told"),
    [
        ("catalogItem", "a catalog of code schemes"),
        ("conceptItem", "a concept"),
        ("knowledgeItem", "a set of concepts"),
        ("planningItem", "a plan of coverage"),
        ("packageItem", "package without words"),
    ],
)
def test_what_is_no_news_says_what_it_is(root, told):
    document = f'<{root} xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta/><contentMeta/></{root}>'

    with pytest.raises(NotNewsError, match=told):
        read(document)


def test_a_plan_that_brings_a_story_is_news():
    assert read(item(root="planningItem", content_set=data("One."))).blocks == (RawBlock("One."),)


def test_a_message_without_an_item_holds_no_news():
    with pytest.raises(NotNewsError, match="holds no news item"):
        read(message())


@pytest.mark.parametrize("wrapper", ["results", "response"])
def test_what_an_interface_wraps_is_found(wrapper):
    two = [item(guid="urn:x:1"), message(item(guid="urn:x:2"))]
    found = [outcomes(f"<{wrapper}><count>1</count>{one}</{wrapper}>".encode()) for one in two]
    found += [outcomes(f"<a><{wrapper}>{one}</{wrapper}></a>".encode()) for one in two]

    assert [one.uri for (one,) in found if isinstance(one, WireItem)] == ["urn:x:1", "urn:x:2"] * 2


def test_a_line_in_several_languages_is_read_in_the_items():
    lines = (
        '<by xml:lang="fr">Par Ann Lowe</by><by xml:lang="en">By Ann Lowe</by><dateline xml:lang="en">LISBON</dateline>'
    )
    found = read(item(content=lines + "<headline>Fire</headline>"))

    assert (found.byline, found.dateline) == ("By Ann Lowe", "LISBON")


@pytest.mark.parametrize(("language", "terms"), [("en", "Not for UK."), ("fr", "Pas au R.-U."), ("pt", None)])
def test_terms_in_several_languages_are_the_items(language, terms):
    both = '<usageTerms xml:lang="en">Not for UK.</usageTerms><usageTerms xml:lang="fr">Pas au R.-U.</usageTerms>'
    found = read(item(language=language, beside=f"<rightsInfo>{both}</rightsInfo>"))

    assert found.usage_terms == (terms or "Not for UK.\nPas au R.-U.")


def test_the_language_may_be_the_messages():
    document = message(item(language="").replace(' xml:lang=""', "")).replace(
        "<newsMessage", '<newsMessage xml:lang="pt"', 1
    )

    assert read(document).language == "pt"


def test_a_role_with_a_name_is_a_genre():
    roles = '<role qcode="aprole:1"><name>FullStory</name></role><role qcode="itemRole:N"/><instanceOf><name>Daily</name></instanceOf>'

    assert read(item(meta=roles)).genres == (Concept(name="FullStory", literal="aprole:1"), Concept(name="Daily"))


def test_each_item_of_a_message_is_a_record_of_its_own():
    items = [item(guid=f"urn:x:{n}", content=f"<headline>Fire {n}</headline>") for n in range(3)]
    found = outcomes(message(*items, item(root="conceptItem").replace("<contentSet></contentSet>", "")).encode())

    assert [one.uri for one in found if isinstance(one, WireItem)] == ["urn:x:0", "urn:x:1", "urn:x:2"]
    assert len(found) == 3


def test_a_note_about_an_embargo_is_one_where_no_time_is_stated():
    note = '<edNote role="role:embargotext">Frei ab Dienstag</edNote>'

    assert read(item(meta=note)).embargoed == "Frei ab Dienstag"
    assert read(item(meta=f"<embargoed>2024-03-05T18:00:00Z</embargoed>{note}")).embargoed == "2024-03-05T18:00:00Z"
    assert read(item(meta=note)).notes == ("Frei ab Dienstag",)


@pytest.mark.parametrize("filler", [" --&gt;", "0001-01-01T00:00:00", "0000-00-00", "-"])
def test_a_filler_is_no_embargo(filler):
    found = read(item(meta=f'<embargoed>{filler}</embargoed><pubStatus qcode="stat:usable"/>'))

    assert (found.embargoed, found.status) == (None, "usable")


def test_a_kill_without_a_word_has_its_note_as_text():
    note = '<pubStatus qcode="stat:canceled"/><edNote>Do not use.</edNote>'

    assert read(item(content="", meta=note)).blocks == (RawBlock("Do not use."),)
    assert read(item(meta=note)).blocks == ()
    slug = "<slugline>HARBOUR-FIRE</slugline>"
    assert read(item(content=slug, meta='<pubStatus qcode="stat:canceled"/>')).blocks == (RawBlock("HARBOUR-FIRE"),)


def test_events_read_as_a_diary():
    events = """<inlineXML><events><event><name>Port meeting</name><definition>On the fire.<br/>In public.</definition>
        <eventDetails><dates><start>2024-03-06T09:00:00Z</start></dates><location><name>Lisbon</name></location></eventDetails>
        </event><event qcode="ev:2"><name>Ferry day</name></event></events></inlineXML>"""
    found = read(item(content="", item_class='<itemClass qcode="ninat:composite"/>', content_set=events))

    assert found.type == "composite"
    assert found.events == (Concept(name="Port meeting"), Concept(name="Ferry day", literal="ev:2"))
    assert found.blocks == (
        RawBlock("Port meeting", RawKind.SUBHEAD),
        RawBlock("On the fire.\nIn public.", RawKind.PARAGRAPH),
        RawBlock("start\t2024-03-06T09:00:00Z\nlocation\tLisbon", RawKind.TABLE),
        RawBlock("Ferry day", RawKind.SUBHEAD),
    )
