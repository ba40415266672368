"""AP's items are described in JSON; their stories are there only where a producer has fetched them."""

import pytest

from worker.errors import MalformedError
from worker.formats.ap_json import parse, sniff, split
from worker.item import AltId, Association, Concept, Hints, Place, Text

ITEM = {
    "uri": "https://api.ap.org/media/v/content/0a1b?qt=x&et=y",
    "altids": {"itemid": "0a1b", "etag": "0a1b_1", "friendlykey": "123", "videoid": None},
    "version": 3,
    "type": "text",
    "urgency": 4,
    "editorialpriority": "r",
    "language": "en",
    "firstcreated": "2026-03-02T10:00:00Z",
    "versioncreated": "2026-03-02T12:20:11Z",
    "embargoed": "2026-03-02T18:00:00Z",
    "pubstatus": "embargoed",
    "ednote": "UPDATES: With quotes.",
    "editorialrole": "FullStory",
    "editorialtypes": ["Lead", "Writethru"],
    "signals": ["newscontent"],
    "title": "US Drawbridge Stuck",
    "headline": "Drawbridge stuck open",
    "headline_extended": "Drawbridge in Duluth stuck open",
    "slugline": "BC-US--Drawbridge Stuck,1st Ld-Writethru",
    "description_summary": "A bridge is stuck.",
    "bylines": [
        {"by": "By DORA FINCH", "title": "AP Business Writer"},
        {"by": "CARL NYSTROM", "title": "Associated Press"},
        {"title": "No one"},
    ],
    "located": "DULUTH, Minn.",
    "datelinelocation": {
        "city": "Duluth",
        "countryareacode": "MN",
        "countrycode": "USA",
        "geometry_geojson": {"type": "Point", "coordinates": [-92.1, 46.78]},
    },
    "copyrightnotice": "Copyright 2026",
    "usageterms": ["Editorial use only.", "No archive."],
    "keywords": ["drawbridge stuck"],
    "provider": "AP",
    "infosource": [{"name": "AP", "type": "AP"}],
    "fixture": {"name": "Top Stories", "code": "f1"},
    "subject": [
        {"scheme": "http://cv.ap.org/id/", "code": "aa1", "name": "Bridges", "rels": ["direct"], "relevance": 90},
        {"code": "a", "name": "a", "rels": ["category"]},
    ],
    "person": [{"scheme": "http://cv.ap.org/id/", "code": "pp", "name": "Uma Reyes"}],
    "company": [{"code": "cc", "name": "Bridge Co."}],
    "place": [{"scheme": "http://cv.ap.org/id/", "code": "dd", "name": "Duluth"}],
    "event": [{"name": "Regatta"}],
    "associations": {
        "1": {
            "uri": "https://api.ap.org/media/v/content/9z?qt=1",
            "type": "picture",
            "headline": "Drawbridge",
            "description_caption": "The bridge on Monday.",
            "description_creditline": "ASSOCIATED PRESS",
            "photographer": {"name": "Ivo Marsh", "title": "STF"},
        }
    },
    "renditions": {"nitf": {"href": "https://api.ap.org/media/v/content/0a1b/download"}},
}
NITF = "<nitf><body><body.content><block><p>One.</p><p>Two.</p></block></body.content></body></nitf>"


def _parse(**members):
    return parse(ITEM | members, Hints())


def test_every_member_has_its_place():
    item = _parse()
    assert (item.format, item.uri, item.version) == ("ap-json", "https://api.ap.org/media/v/content/0a1b", "3")
    assert (item.agency, item.type, item.language, item.urgency, item.priority) == ("AP", "text", "en", 4, 4)
    assert (item.first_created, item.version_created) == ("2026-03-02T10:00:00Z", "2026-03-02T12:20:11Z")
    assert (item.embargoed, item.status, item.kind) == ("2026-03-02T18:00:00Z", "embargoed", "Writethru")
    assert item.slug == "BC-US--Drawbridge Stuck,1st Ld-Writethru"
    assert item.headlines == (
        Text("Drawbridge stuck open"),
        Text("Drawbridge in Duluth stuck open", "extended"),
        Text("US Drawbridge Stuck", "title"),
    )
    assert item.descriptions == (Text("A bridge is stuck.", "summary"),)
    assert item.byline == "By DORA FINCH, AP Business Writer, CARL NYSTROM, Associated Press"
    assert (item.dateline, item.located) == ("DULUTH, Minn.", (Place("Duluth", "US", None, 46.78, -92.1),))
    assert (item.notes, item.keywords) == (("UPDATES: With quotes.",), ("drawbridge stuck",))
    assert (item.copyright_notice, item.usage_terms) == ("Copyright 2026", "Editorial use only.\nNo archive.")
    assert item.alt_ids == (AltId("ap:itemid", "0a1b"), AltId("ap:etag", "0a1b_1"), AltId("ap:friendlykey", "123"))


def test_a_country_without_a_code_goes_by_its_name():
    (place,) = _parse(datelinelocation={"city": "Tallinn", "countryname": "Estonia"}).located
    assert (place.name, place.country) == ("Tallinn", "EE")


def test_things_have_the_uri_of_their_scheme_and_code():
    item = _parse()
    assert item.subjects == (
        Concept("Bridges", "http://cv.ap.org/id/aa1", "direct", "aa1"),
        Concept("a", rel="category", literal="a"),
    )
    assert item.people == (Concept("Uma Reyes", "http://cv.ap.org/id/pp", literal="pp"),)
    assert item.organisations == (Concept("Bridge Co.", literal="cc"),)
    assert (item.places[0].name, item.events) == ("Duluth", (Concept("Regatta"),))
    assert [genre.name for genre in item.genres] == ["FullStory", "Lead", "Writethru", "Top Stories"]
    assert item.sources == (Concept("AP", rel="source"),)


def test_a_linked_picture_keeps_its_caption_its_photographer_and_its_credit():
    assert _parse().associations == (
        Association(
            "picture1",
            "picture",
            "https://api.ap.org/media/v/content/9z",
            "Drawbridge",
            "The bridge on Monday.",
            "Ivo Marsh",
            "ASSOCIATED PRESS",
        ),
    )


def test_a_picture_is_signed_by_its_photographer():
    item = _parse(type="picture", bylines=None, photographer={"name": "Ivo Marsh"}, description_caption="The bridge.")
    assert (item.byline, item.descriptions[-1]) == ("Ivo Marsh", Text("The bridge.", "caption"))


@pytest.mark.parametrize(
    ("types", "role", "kind"),
    [
        (["Lead", "Kill"], "FullStory", "Kill"),
        (["Corrective", "Writethru"], None, "Corrective"),
        (None, "NewsAlert", "NewsAlert"),
        ([], "FullStory", None),
    ],
)
def test_the_gravest_editorial_type_is_the_kind(types, role, kind):
    assert _parse(editorialtypes=types, editorialrole=role).kind == kind


@pytest.mark.parametrize(
    ("letter", "priority", "kind"), [("f", 1, "flash"), ("b", 2, "alert"), ("u", 3, "urgent"), ("d", 5, None)]
)
def test_a_priority_is_a_letter_that_tells_the_kind_where_nothing_else_does(letter, priority, kind):
    item = _parse(editorialpriority=letter, editorialtypes=None)
    assert (item.priority, item.kind) == (priority, kind)
    assert _parse(editorialpriority=letter).kind == "Writethru"


def test_a_headline_that_is_also_the_title_stands_once():
    assert _parse(title="Drawbridge stuck open", headline_extended=None).headlines == (Text("Drawbridge stuck open"),)


@pytest.mark.parametrize(
    "value",
    [
        ITEM | {"body_nitf": NITF},
        ITEM | {"nitf": NITF},
        {"data": {"item": ITEM}, "nitf": NITF},
        {"item": ITEM, "nitf": {"body_html": "<p>One.</p><p>Two.</p>"}},
    ],
)
def test_a_story_that_was_fetched_is_read_where_the_producer_has_put_it(value):
    assert sniff(value, Hints())
    assert [block.text for block in parse(value, Hints()).blocks] == ["One.", "Two."]


def test_what_only_the_nitf_states_is_read_too():
    head = "<body.head><byline>By UMA REYES</byline><dateline><location>FARGO, N.D.</location></dateline></body.head>"
    told = NITF.replace("<body.content>", head + "<body.content>")
    item = _parse(nitf=told, bylines=None, located="DULUTH, Minn.")
    assert (item.byline, item.dateline) == ("By UMA REYES", "DULUTH, Minn.")


def test_a_broken_nitf_gives_way_to_another_body():
    assert [block.text for block in _parse(nitf="<nitf><body>", body_html="<p>One.</p>").blocks] == ["One."]
    with pytest.raises(MalformedError):
        _parse(nitf="<nitf><body>")


def test_a_story_that_was_not_fetched_is_none():
    assert _parse().blocks == ()


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (ITEM, 1),
        ({"data": {"item": ITEM}}, 1),
        ({"data": {"items": [{"meta": {}, "item": ITEM}, {"item": ITEM}]}}, 2),
        ({"items": [{"item": ITEM}]}, 1),
        ([ITEM, ITEM], 2),
    ],
)
def test_items_come_alone_in_lists_in_feeds_and_as_results(value, count):
    assert sniff(value, Hints())
    parts = split(value)
    assert [parse(part, Hints()).version for part in parts] == ["3"] * count


def test_products_stand_beside_the_item():
    meta = {"products": [{"id": 1, "name": "Top Stories"}]}
    assert parse({"meta": meta, "item": ITEM}, Hints()).products == ("Top Stories",)
    assert parse({"data": {"meta": meta, "item": ITEM}}, Hints()).products == ("Top Stories",)


@pytest.mark.parametrize("value", [None, 7, "text", [], {}, {"altids": {"itemid": "1"}}, {"data": []}])
def test_what_is_not_aps_is_not_taken(value):
    assert not sniff(value, Hints())


@pytest.mark.parametrize("value", [None, True, 7, "text", [], {}, [[]], [None], {"a": 1}])
def test_a_member_of_another_type_is_no_reason_to_fail(value):
    for name in ITEM:
        assert _parse(**{name: value}).format == "ap-json"


def test_when_an_item_expires_is_said():
    assert _parse(expires="2026-05-02T00:00:00Z").expires == "2026-05-02T00:00:00Z"
