"""ninjs of three generations gives the same item."""

import json

import pytest

from worker.formats import parse, unwrap
from worker.formats.members import stable_uri
from worker.formats.ninjs import parse as parse_one
from worker.formats.ninjs import sniff
from worker.item import AltId, Association, Author, Concept, FileOrigin, Hints, Message, Place, Text, WireItem

HTML = "<p>One.</p><h2>Then</h2><p>Two.</p>"
FIRST = {
    "uri": "urn:a:1",
    "type": "text",
    "version": "2",
    "profile": "article",
    "firstcreated": "2024-05-01T09:00:00Z",
    "versioncreated": "2024-05-01T10:00:00Z",
    "embargoed": "2024-05-02T00:00:00Z",
    "pubstatus": "usable",
    "urgency": 3,
    "copyrightholder": "AFP",
    "copyrightnotice": "© 2024",
    "usageterms": "No archive",
    "ednote": "Adds quotes",
    "language": "en",
    "headline": "A fire",
    "description_text": "In short",
    "body_xhtml": HTML,
    "body_text": "One.\n\nThen\n\nTwo.",
    "byline": "Ann Lee",
    "slugline": "fire-harbour",
    "located": "Lisbon",
    "person": [{"name": "Bo Ek", "rel": "about", "scheme": "http://a.example/", "code": "7"}],
    "organisation": [{"name": "Harbour Ltd", "rel": "mentions"}],
    "place": [{"name": "Lisbon", "scheme": "iso3166", "code": "pt"}],
    "subject": [{"name": "fire"}],
    "genre": [{"name": "Wrap"}],
    "event": [{"name": "Regatta"}],
    "object": [{"name": "Crane"}],
    "infosource": [{"name": "Police", "rel": "source"}],
    "associations": {
        "mainpic": {
            "uri": "urn:a:2",
            "type": "picture",
            "headline": "Smoke",
            "description_text": "Smoke over the harbour",
            "byline": "Cy Dow",
            "copyrightholder": "AFP",
        }
    },
    "altids": {"itemid": "17"},
}
THIRD = {
    "standard": {"name": "ninjs", "version": "3.1"},
    "uri": "urn:a:1",
    "type": "text",
    "version": "2",
    "profile": "article",
    "firstCreated": "2024-05-01T09:00:00Z",
    "versionCreated": "2024-05-01T10:00:00Z",
    "embargoedUntil": "2024-05-02T00:00:00Z",
    "pubStatus": "usable",
    "urgency": 3,
    "copyrightHolder": "AFP",
    "copyrightNotice": "© 2024",
    "usageTerms": "No archive",
    "edNote": "Adds quotes",
    "language": "en",
    "headlines": [{"value": "A fire"}],
    "descriptions": [{"contentType": "text/plain", "value": "In short"}],
    "bodies": [
        {"contentType": "text/plain", "value": "One.\n\nThen\n\nTwo."},
        {"contentType": "text/html", "value": HTML},
    ],
    "by": "Ann Lee",
    "slugline": "fire-harbour",
    "located": "Lisbon",
    "people": [{"name": "Bo Ek", "rel": "about", "uri": "http://a.example/7"}],
    "organisations": [{"name": "Harbour Ltd", "rel": "mentions"}],
    "places": [{"name": "Lisbon", "literal": "iso3166:pt"}],
    "subjects": [{"name": "fire", "relevance": 90}],
    "genres": [{"name": "Wrap"}],
    "events": [{"name": "Regatta"}],
    "objects": [{"name": "Crane"}],
    "infoSources": [{"name": "Police", "role": "source"}],
    "associations": [
        {
            "name": "mainpic",
            "uri": "urn:a:2",
            "type": "picture",
            "headlines": [{"value": "Smoke"}],
            "descriptions": [{"value": "Smoke over the harbour"}],
            "by": "Cy Dow",
            "copyrightHolder": "AFP",
        }
    ],
    "altIds": [{"role": "itemid", "value": "17"}],
}


def _lower(value):
    """ninjs 2 is ninjs 3 in small letters."""
    if isinstance(value, dict):
        return {name.lower(): _lower(member) for name, member in value.items() if name != "standard"}
    return [_lower(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("value", [FIRST, _lower(THIRD), THIRD], ids=["1", "2", "3"])
def test_the_three_generations_give_the_same_item(value):
    assert sniff(value, Hints())
    item = parse_one(value, Hints())
    assert [(block.kind, block.text) for block in item.blocks] == [
        ("paragraph", "One."),
        ("subhead", "Then"),
        ("paragraph", "Two."),
    ]
    assert item == WireItem(
        format="ninjs",
        hints=Hints(),
        blocks=item.blocks,
        uri="urn:a:1",
        version="2",
        agency="AFP",
        profile="article",
        language="en",
        first_created="2024-05-01T09:00:00Z",
        version_created="2024-05-01T10:00:00Z",
        embargoed="2024-05-02T00:00:00Z",
        status="usable",
        urgency=3,
        headlines=(Text("A fire"),),
        descriptions=(Text("In short"),),
        slug="fire-harbour",
        byline="Ann Lee",
        located=(Place("Lisbon"),),
        notes=("Adds quotes",),
        copyright_holder="AFP",
        copyright_notice="© 2024",
        usage_terms="No archive",
        people=(Concept("Bo Ek", uri="http://a.example/7", rel="about"),),
        organisations=(Concept("Harbour Ltd", rel="mentions"),),
        places=(Concept("Lisbon", literal="iso3166:pt"),),
        subjects=(Concept("fire"),),
        genres=(Concept("Wrap"),),
        events=(Concept("Regatta"),),
        objects=(Concept("Crane"),),
        sources=(Concept("Police", rel="source"),),
        associations=(
            Association("mainpic", "picture", "urn:a:2", "Smoke", "Smoke over the harbour", "Cy Dow", "AFP"),
        ),
        alt_ids=(AltId("itemid", "17"),),
    )


def test_roles_of_headlines_and_descriptions_are_kept():
    item = parse_one(
        {
            "uri": "urn:a:1",
            "headline": "A fire",
            "headline_short_text": "Fire",
            "description_caption_xhtml": "<p>Smoke &amp; fire</p>",
            "descriptions": [{"role": "summary", "value": "In short"}],
        },
        Hints(),
    )
    assert item.headlines == (Text("A fire"), Text("Fire", "short"))
    assert item.descriptions == (Text("In short", "summary"), Text("Smoke & fire", "caption"))


MAIN = {"role": "main", "contentType": "text/plain", "value": "One.\n\nTwo."}
TEASER = {"role": "teaser", "contentType": "text/plain", "value": "In short."}


@pytest.mark.parametrize(
    "members",
    [
        {"bodies": [TEASER, MAIN]},
        {"bodies": [MAIN, TEASER | {"role": "summary"}]},
        {"bodies": [TEASER | {"contentType": "text/html", "value": "<p>In short.</p>"}, MAIN]},
        {"bodies": [{"contentType": "text/html", "value": "<p>One.</p><p>Two.</p>"}, TEASER]},
        {"bodies": [{"role": "sidebar", "contentType": "text/html", "value": "<p>Three.</p>"}, MAIN, TEASER]},
        {"body_short": "In short.", "body_text": "One.\n\nTwo."},
        {"body_text_short": "In short.", "body_html": "<p>One.</p><p>Two.</p>"},
        {"bodies": [TEASER, MAIN], "descriptions": [{"role": "summary", "value": "In short."}]},
    ],
)
def test_a_body_beside_the_story_is_a_description(members):
    item = parse_one({"uri": "u", "headline": "A fire", **members}, Hints())
    assert [block.text for block in item.blocks] == ["One.", "Two."]
    assert item.descriptions == (Text("In short.", "summary"),)


def test_a_body_that_would_be_beside_the_story_is_the_story_where_it_stands_alone():
    item = parse_one({"uri": "u", "headline": "A fire", "bodies": [TEASER]}, Hints())
    assert ([block.text for block in item.blocks], item.descriptions) == (["In short."], ())


def test_a_caption_among_the_bodies_is_one():
    item = parse_one({"uri": "u", "bodies": [TEASER | {"role": "caption"}, MAIN]}, Hints())
    assert item.descriptions == (Text("In short.", "caption"),)


def test_a_description_in_two_clothes_is_one():
    item = parse_one({"uri": "u", "description_text": "A <i", "description_xhtml": "<p>A &lt;i</p>"}, Hints())
    assert item.descriptions == (Text("A <i"),)
    item = parse_one({"uri": "u", "description_xhtml": "<p>A &lt;i</p>"}, Hints())
    assert item.descriptions == (Text("A <i"),)


def test_a_title_stands_in_for_a_missing_headline():
    assert parse_one({"uri": "u", "title": "Regatta"}, Hints()).headlines == (Text("Regatta", "title"),)


def test_the_headline_at_the_top_of_a_page_is_not_read_twice():
    item = parse_one({"uri": "u", "headline": "A fire", "body_html": "<h1>A fire</h1><p>One.</p>"}, Hints())
    assert [block.text for block in item.blocks] == ["One."]


def test_an_event_is_told_by_its_details():
    assert parse_one({"uri": "u", "title": "Regatta", "eventDetails": {}}, Hints()).type == "event"


@pytest.mark.parametrize(
    "value",
    [
        {"uri": "urn:a:1", "text": "One."},
        {"headline": "A fire", "versioncreated": "x"},
        {"uri": 5, "versioncreated": "x"},
        [],
        [5],
        "urn:a:1",
        None,
    ],
)
def test_other_json_is_not_ninjs(value):
    assert not sniff(value, Hints())


@pytest.mark.parametrize("member", sorted(THIRD))
@pytest.mark.parametrize("junk", [None, 5, True, "x", [], [None], {}, {"a": [{}]}, [{"name": {}, "value": []}]])
def test_a_member_of_any_other_type_does_no_harm(member, junk):
    assert isinstance(parse_one(THIRD | {member: junk}, Hints()), WireItem)


# What each of IPTC's examples is: how many items, their type, whether they have a body (captions and titles aside).
EXAMPLES = {
    "1.4_businesswire-newsml-20130515006361": (1, "composite", True),
    "1.4_businesswire-newsml-20130605006126": (1, "text", True),
    "1.4_businesswire-newsml-20130612006110": (1, "text", True),
    "1.4_businesswire-newsml-20130731006140": (1, "composite", True),
    "1.4_ninjs-1-4-examples": (1, "text", False),
    "1.4_ninjsExComplex1": (1, "composite", True),
    "1.4_ninjsExComplex2": (1, "composite", True),
    "1.4_ninjsExMediumText1": (1, "text", True),
    "1.4_ninjsExSimplePhoto1": (1, "picture", False),
    "1.4_ninjsExSimpleText1": (1, "text", True),
    "2.1_SIPA_image_2": (1, "picture", True),
    "2.1_ap_audio": (1, "audio", False),
    "2.1_ap_image": (1, "picture", False),
    "2.1_ap_video": (1, "video", False),
    "2.1_businesswire-newsml-20130605006126": (1, "text", True),
    "2.1_businesswire-newsml-20130731006140": (1, "composite", True),
    "2.1_dpa_text": (1, "text", True),
    "2.1_imageEncodedRights": (1, "picture", False),
    "2.1_imageLinkedRights": (1, "picture", False),
    "2.1_ninjsExSimpleText_2": (1, "text", True),
    "2.1_ntb_text": (1, "text", False),
    "2.1_tt_text_image_2": (1, "text", True),
    "3.0_20231004-UEFA-ChampionLeague": (1, "event", False),
    "3.0_20231005-65-addb-event": (1, "event", False),
    "3.0_20231008-anti-doping-measures-at-the-tour-down-under-will-be-the-toughest-ever-addb-ninjs-nitf": (
        1,
        "text",
        True,
    ),
    "3.0_20231016-addb-example-press-conference": (1, "event", True),
    "3.0_20231016-event-timeline-sample": (14, "event", False),
    "3.0_SIPA_image_3": (1, "picture", True),
    "3.0_ap_audio": (1, "audio", False),
    "3.0_ap_image": (1, "picture", False),
    "3.0_ap_video": (1, "video", False),
    "3.0_businesswire-newsml-20130605006126": (1, "text", True),
    "3.0_businesswire-newsml-20130731006140": (1, "composite", True),
    "3.0_dpa_text": (1, "text", True),
    "3.0_imageEncodedRights": (1, "picture", False),
    "3.0_imageLinkedRights": (1, "picture", False),
    "3.0_ninjsExSimpleText_3": (1, "text", True),
    "3.0_ntb_text": (1, "text", False),
    "3.0_simpleEvent": (1, "event", False),
    "3.0_tt_event_pressconference_3.0": (1, "event", True),
    "3.0_tt_text_image_3": (1, "text", True),
}


def test_each_of_iptc_s_examples_is_read(shared_data):
    found = {}
    for path in sorted((shared_data / "wire" / "ninjs").glob("*.json")):
        items = [item for _, item in parse(unwrap(Message(path.read_bytes(), FileOrigin(path.name))))]
        assert all(item.format == "ninjs" and item.uri and item.headlines for item in items), path.name
        found[path.stem] = (len(items), items[0].type, any(item.blocks for item in items))
        stated = json.loads(path.read_bytes())
        stated = stated if isinstance(stated, list) else [stated]
        assert [item.uri for item in items] == [stable_uri(one["uri"]) for one in stated]
    assert found == EXAMPLES


def test_what_superdesk_adds_is_read():
    item = parse_one(
        {
            "uri": "urn:a:2",
            "evolvedfrom": "urn:a:1",
            "signal": "correction",
            "service": [{"code": "d", "name": "Domestic"}],
            "authors": [
                {"code": "7", "name": "Ann Lee", "role": "writer"},
                {"name": "Cy Dow", "role": "photographer"},
                {"name": None, "role": "writer"},
            ],
        },
        Hints(),
    )
    assert (item.authors, item.sources) == ((Author("Ann Lee"),), (Concept("Cy Dow", rel="photographer"),))
    assert item.subjects == (Concept("Domestic", rel="service", literal="d"),)
    assert (item.kind, item.alt_ids) == ("correction", (AltId("evolvedFrom", "urn:a:1"),))


def test_a_title_that_is_no_headline_is_kept_beside_it():
    assert parse_one({"uri": "u", "headline": "A fire", "title": "Fire 1"}, Hints()).headlines == (
        Text("A fire"),
        Text("Fire 1", "title"),
    )
    assert parse_one({"uri": "u", "headline": "A fire", "title": "A fire"}, Hints()).headlines == (Text("A fire"),)


def test_who_organises_an_event_and_where_rights_are_laid_down_is_said():
    item = parse_one(
        {
            "uri": "u",
            "eventDetails": {"organiser": [{"name": "Ann Lee"}]},
            "rightsInfo": {"langId": "http://w3.org/ns/odrl/2/", "linkedRights": "http://a.example/rights"},
        },
        Hints(),
    )
    assert item.sources == (Concept("Ann Lee", rel="organiser"),)
    assert item.usage_terms == "http://a.example/rights"


def test_superdesks_source_is_the_agency_where_nothing_else_says():
    assert parse_one({"uri": "urn:a:1", "source": "AAP"}, Hints()).agency == "AAP"


def test_what_describes_a_picture_is_its_caption():
    item = parse_one({"uri": "urn:a:1", "type": "picture", "description_text": "Smoke over the harbour"}, Hints())
    assert item.descriptions == (Text("Smoke over the harbour", "caption"),)


def test_a_description_as_text_and_as_html_is_one():
    item = parse_one({"uri": "urn:a:1", "description_text": "In short", "description_html": "<p>In short</p>"}, Hints())
    assert item.descriptions == (Text("In short"),)


def test_when_an_item_expires_is_said():
    assert parse_one({"uri": "u", "expires": "2026-05-02T00:00:00Z"}, Hints()).expires == "2026-05-02T00:00:00Z"


@pytest.mark.parametrize("member", ["item", "items", "_items", "hits"])
def test_a_page_of_a_news_service_gives_each_of_its_items(member):
    page = {"total": 2, "offset": 0, member: [FIRST, FIRST | {"uri": "urn:a:9", "headline": "A flood"}]}
    items = parse(unwrap(Message(json.dumps(page).encode(), FileOrigin("page.json"))))
    assert [(item.format, item.uri, item.headlines[0].value) for _, item in items] == [
        ("ninjs", "urn:a:1", "A fire"),
        ("ninjs", "urn:a:9", "A flood"),
    ]


PLAIN = "One.\n\nThen\n\nTwo."


@pytest.mark.parametrize(
    "bodies",
    [
        {"bodies": {"role": "main", "contenttype": "text/html", "value": HTML}},
        {"bodies": {"main": {"contentType": "text/html", "value": HTML}, "summary": {"value": "In short"}}},
        {"bodies": {"text/plain": PLAIN, "text/html": HTML}},
        {"bodies": {"text": PLAIN, "html": HTML}},
        {"bodies": HTML},
        {"bodies": [HTML]},
        {"bodies": [{"role": "main", "value": PLAIN}, {"role": "main", "contentType": "text/html", "value": HTML}]},
        {"bodyHtml": HTML},
        {"body": HTML},
        {"body_nitf": f"<nitf><body><body.content>{HTML}</body.content></body></nitf>".replace("h2", "hl2")},
    ],
)
def test_bodies_are_read_in_whatever_shape_they_come(bodies):
    item = parse_one({"uri": "urn:a:1", "headline": "A fire", **bodies}, Hints())
    assert [block.text for block in item.blocks] == ["One.", "Then", "Two."]


def test_what_says_how_a_body_is_and_is_none_is_left_out():
    item = parse_one(
        {"uri": "urn:a:1", "headline": "A fire", "bodylength": "300", "bodies": {"main": {"id": 1}}}, Hints()
    )
    assert item.blocks == ()


def test_the_document_in_a_sole_nitf_body_has_the_headline_that_the_item_lacks():
    head = "<body.head><hedline><hl1>A fire</hl1></hedline><byline>By Ann Lee</byline></body.head>"
    nitf = f"<?xml version='1.0' encoding='utf-16'?><nitf><body>{head}<body.content>{HTML}</body.content></body></nitf>"
    item = parse_one({"uri": "urn:a:1", "body_nitf": nitf}, Hints())
    assert (item.format, item.headlines, item.byline) == ("ninjs", (Text("A fire"),), "By Ann Lee")
    assert parse_one({"uri": "urn:a:1", "headline": "Fire", "body_nitf": nitf}, Hints()).headlines == (Text("Fire"),)


def test_headlines_that_are_mere_texts_are_headlines():
    assert parse_one({"uri": "urn:a:1", "headlines": ["A <b>fire</b>"]}, Hints()).headlines == (Text("A fire"),)
