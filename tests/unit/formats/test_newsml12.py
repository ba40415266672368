"""NewsML 1.2: every value comes from where the agencies put it, and a picture's words are never the story's."""

import pytest

from worker.formats import parse, unwrap
from worker.item import AltId, Concept, FileOrigin, Hints, Message, Place, RawBlock, RawKind, Text

WIRE = """<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><Catalog Href="http://agency.example/catalog.xml"/>
<NewsEnvelope><TransmissionId>0001</TransmissionId><DateAndTime>20240501T100000Z</DateAndTime>
<NewsService FormalName="DGTE"/><NewsProduct FormalName="FRSA"/><Priority FormalName="4"/></NewsEnvelope>
<NewsItem xml:lang="fr"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId>
<DateId>20240501T100000Z</DateId><NewsItemId>TX-PAR-AAA01</NewsItemId>
<RevisionId PreviousRevision="1" Update="N">2</RevisionId>
<PublicIdentifier>urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01:2</PublicIdentifier></NewsIdentifier>
<NameLabel>Portugal-incendie-port</NameLabel></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240501T090000+0000</FirstCreated>
<ThisRevisionCreated>20240501T100000+0000</ThisRevisionCreated><Status FormalName="Usable"/>
<Urgency FormalName="3"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Incendie dans le port</HeadLine><ByLine>Anne LEROY</ByLine>
<DateLine xml:lang="fr">Lisbonne, 1 mai 2024 (AFP) -</DateLine><CopyrightLine>© 2024 AFP</CopyrightLine>
<NewsLine><NewsLineType FormalName="AdvisoryLine"/><NewsLineText>AJOUTE des réactions</NewsLineText></NewsLine>
<NewsLine><NewsLineType FormalName="ProductLine"/><NewsLineText>(Photo+Vidéo)</NewsLineText></NewsLine>
<NewsLine><NewsLineType FormalName="Gallery URL"/><NewsLineText>http://a.example/</NewsLineText></NewsLine></NewsLines>
<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider><Creator><Party FormalName="Anne Leroy"/></Creator>
<Source><Party FormalName="AFP"/></Source></AdministrativeMetadata>
<RightsMetadata><Copyright><CopyrightHolder>AFP</CopyrightHolder></Copyright>
<UsageRights><UsageType>No archive</UsageType></UsageRights></RightsMetadata>
<DescriptiveMetadata><Language FormalName="fr"/><Genre FormalName="Wrap"/>
<SubjectCode><Subject FormalName="03000000" cat="DIS"/></SubjectCode>
<SubjectCode><Subject FormalName="03000000" cat="DIS"/><SubjectDetail FormalName="03005000" cat="DIS"/></SubjectCode>
<SubjectCode><SubjectMatter FormalName="local-9"/></SubjectCode>
<DateLineDate>20240501T100000+0000</DateLineDate>
<Location HowPresent="Origin"><Property FormalName="Country" Value="PRT"/><Property FormalName="City" Value="Lisbonne"/>
<Property FormalName="Latitude" Value="38.7"/><Property FormalName="Longitude" Value="-9.1"/></Location>
<Location HowPresent="RelatesTo"><Property FormalName="Country" Value="ESP"/></Location>
<OfInterestTo FormalName="french--journal--europe"/>
<Property FormalName="GeneratorSoftware" Value="libg2"/><Property FormalName="Keyword" Value="incendie"/>
<Property FormalName="Keyword" Value="port"/><Property FormalName="Keyword" Value="incendie"/></DescriptiveMetadata>
<ContentItem><MediaType FormalName="Text"/><Format FormalName="NITF3.1"/>
<Characteristics><SizeInBytes>96</SizeInBytes></Characteristics>
<DataContent><nitf><body><body.content><p>Un incendie a éclaté.</p><p>al/bdm</p><p/><p/></body.content></body></nitf></DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>"""


def _items(document):
    return [item for _, item in parse(unwrap(Message(document.encode(), FileOrigin("a"))))]


def _item(document=WIRE, old="", new=""):
    assert old in document
    (item,) = _items(document.replace(old, new) if old else document)
    return item


def test_every_value_comes_from_its_place():
    item = _item()
    assert item.format == "newsml-1.2"
    assert item.hints == Hints()
    assert item.blocks == (
        RawBlock("Un incendie a éclaté.", RawKind.PARAGRAPH),
        RawBlock("al/bdm", RawKind.PARAGRAPH),
    )
    assert (item.uri, item.id) == ("urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01", None)
    assert (item.version, item.previous_version) == ("2", "1")
    assert (item.agency, item.type, item.kind, item.language) == ("AFP", "text", "News", "fr")
    assert (item.first_created, item.version_created) == ("20240501T090000+0000", "20240501T100000+0000")
    assert (item.status, item.urgency, item.priority, item.embargoed) == ("Usable", 3, 4, None)
    assert item.headlines == (Text("Incendie dans le port"),)
    assert (item.slug, item.alt_ids) == ("Portugal-incendie-port", ())
    assert (item.byline, item.dateline) == ("Anne LEROY", "Lisbonne, 1 mai 2024 (AFP) -")
    assert item.located == (Place("Lisbonne", "PT", lat=38.7, lon=-9.1),)
    assert item.places == (Concept("Spain", rel="RelatesTo"),)
    assert item.notes == ("AJOUTE des réactions", "(Photo+Vidéo)")
    assert (item.keywords, item.products) == (("incendie", "port"), ("french--journal--europe", "FRSA"))
    assert (item.copyright_holder, item.copyright_notice) == ("AFP", "© 2024 AFP")
    assert item.usage_terms == "No archive"
    subject_code = "http://cv.iptc.org/newscodes/subjectcode/"
    assert item.subjects == (
        Concept(uri=f"{subject_code}03000000"),
        Concept(uri=f"{subject_code}03005000"),
        Concept(literal="local-9"),
        Concept(literal="DIS"),
    )
    assert (item.genres, item.sources) == ((Concept("Wrap"),), (Concept("AFP", rel="source"),))
    assert (item.associations, item.descriptions, item.warnings) == ((), (), ())


def test_a_slug_line_outweighs_the_label_and_the_label_is_kept():
    item = _item(old="</NewsLines>", new="<SlugLine>Portugal-incendie</SlugLine></NewsLines>")
    assert item.slug == "Portugal-incendie"
    assert item.alt_ids == (AltId("afp:nameLabel", "Portugal-incendie-port"),)


def test_a_slug_line_like_the_label_is_said_once():
    item = _item(old="</NewsLines>", new="<SlugLine>Portugal-incendie-port</SlugLine></NewsLines>")
    assert (item.slug, item.alt_ids) == ("Portugal-incendie-port", ())


def test_urgency_and_priority_may_stand_in_the_text():
    item = _item(WIRE.replace('<Urgency FormalName="3"/>', "<Urgency>1</Urgency>"), '<Priority FormalName="4"/>', "")
    assert (item.urgency, item.priority) == (1, None)


@pytest.mark.parametrize("stated", ["0", "10", "high", ""])
def test_an_urgency_off_the_scale_is_absent(stated):
    assert _item(old='<Urgency FormalName="3"/>', new=f'<Urgency FormalName="{stated}"/>').urgency is None


def test_an_alert_has_no_headline():
    item = _item(WIRE.replace('"News"', '"Alert"'), "<HeadLine>Incendie dans le port</HeadLine>", "<HeadLine/>")
    assert (item.kind, item.headlines) == ("Alert", ())


def test_the_first_revision_has_none_before_it():
    assert _item(old='PreviousRevision="1"', new='PreviousRevision="0"').previous_version is None


def test_a_creator_stands_in_for_a_missing_byline():
    assert _item(old="<ByLine>Anne LEROY</ByLine>", new="<ByLine/>").byline == "Anne Leroy"


def test_bylines_are_joined():
    assert _item(old="</ByLine>", new="</ByLine><ByLine>Luc PETIT</ByLine>").byline == "Anne LEROY, Luc PETIT"


def test_the_parts_of_the_identifier_make_the_uri_where_it_is_not_stated():
    item = _item(old="<PublicIdentifier>urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01:2</PublicIdentifier>")
    assert item.uri == "urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01"


def test_an_id_without_date_and_provider_is_an_id():
    start, end = WIRE.index("<ProviderId>"), WIRE.index("<NewsItemId>")
    item = _item((WIRE[:start] + WIRE[end:]).replace(":TX-PAR-AAA01:2</PublicIdentifier>", "</PublicIdentifier>"))
    assert item.uri == "urn:newsml:afp.com:20240501T100000Z"
    item = _item(WIRE[:start] + WIRE[end : WIRE.index("<PublicIdentifier>")] + WIRE[WIRE.index("</NewsIdentifier>") :])
    assert (item.uri, item.id) == (None, "TX-PAR-AAA01")


@pytest.mark.parametrize(
    ("stated", "uri"),
    [
        ("urn:newsml:a.example:20240501:1234:2N", "urn:newsml:a.example:20240501:1234"),
        ("urn:newsml:a.example:20240501:1234", "urn:newsml:a.example:20240501:1234"),
        ("http://a.example/1234:2", "http://a.example/1234:2"),
        # A provider alone names no item: the parts do.
        ("urn:newsml:www.a.example", "urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01"),
    ],
)
def test_only_a_revision_is_taken_off_the_identifier(stated, uri):
    assert _item(old="urn:newsml:afp.com:20240501T100000Z:TX-PAR-AAA01:2", new=stated).uri == uri


def test_an_embargo_says_until_when():
    item = _item(
        old='<Status FormalName="Usable"/>',
        new='<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
        "<DateAndTime>20240502T060000+0100</DateAndTime></StatusWillChange>",
    )
    assert (item.status, item.embargoed) == ("Embargoed", "20240502T060000+0100")
    assert _item(old='"Usable"', new='"Embargoed"').embargoed == "embargoed"


@pytest.mark.parametrize(
    ("latitude", "lat"), [("91", None), ("north", None), ("nan", None), ("-90", -90.0), ("", None)]
)
def test_degrees_that_are_none_are_absent(latitude, lat):
    assert _item(old='Value="38.7"', new=f'Value="{latitude}"').located[0].lat == lat


def test_a_country_that_is_disputed_is_absent():
    assert _item(old='Value="PRT"', new='Value="ZZZ"').located[0].country is None


def test_a_place_may_be_a_country_alone():
    item = _item(old='<Property FormalName="City" Value="Lisbonne"/>')
    assert (item.located[0].name, item.located[0].country) == ("Portugal", "PT")


def test_namespaces_make_no_difference():
    assert _item(old="<NewsML ", new='<NewsML xmlns="http://iptc.org/std/NewsML/2003-10-10/" ') == _item()


def test_what_is_missing_is_absent():
    (item,) = _items(
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>Un.</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    assert [block.text for block in item.blocks] == ["Un."]
    assert (item.uri, item.id, item.slug, item.priority, item.language, item.located) == (
        None,
        None,
        None,
        None,
        None,
        (),
    )


def test_several_items_are_independent_and_a_bad_one_stops_no_other():
    item = WIRE[WIRE.index("<NewsItem") : WIRE.index("</NewsML>")]
    other = item.replace("TX-PAR-AAA01", "TX-PAR-AAA03").replace("<Urgency", "<X").replace("Un incendie", "Une crue")
    empty = "<NewsItem><NewsComponent/></NewsItem>"
    first, bad, last = _items(WIRE.replace("</NewsML>", empty + other + "</NewsML>"))
    assert first == _item()
    assert (bad.reason, bad.error, bad.stage, bad.item) == ("no_text", "NoTextError", "parse", 1)
    assert (last.urgency, last.priority, last.blocks[0].text) == (None, 4, "Une crue a éclaté.")
    assert last.uri.endswith("TX-PAR-AAA03")


def test_each_of_afp_s_arabic_files_is_one_item(shared_data):
    folder = shared_data / "wire" / "afp-newsml12-ar"
    items = {path.name: _item(path.read_text("utf-8")) for path in sorted(folder.glob("*.xml"))}
    assert len(items) == 47
    wire = {name: item for name, item in items.items() if "TX-PAR" in name}
    web = {name: item for name, item in items.items() if ".doc." in name}
    assert (len(wire), len(web)) == (24, 23)
    assert all(item.slug and item.language == "ar" and item.version and item.priority for item in items.values())
    assert all(item.uri.startswith("urn:newsml:afp.com:20") and item.uri.count(":") == 4 for item in items.values())
    assert all(item.urgency for item in wire.values())
    assert not any(item.urgency for item in web.values())
    assert all(item.blocks and item.located for item in items.values())
    assert all("/" in item.blocks[-1].text for item in wire.values()), "the sign-off is the last block"
    assert all(item.associations for item in web.values())
    for item in web.values():
        story = {block.text for block in item.blocks}
        assert all(one.caption and one.type == "picture" for one in item.associations)
        assert story.isdisjoint(one.caption for one in item.associations)
    assert {item.kind for item in items.values()} == {"News", "Alert"}
    assert not any(item.warnings or item.alt_ids for item in items.values())
