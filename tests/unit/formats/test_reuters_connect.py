"""Reuters Connect answers with the names of its GraphQL schema."""

import pytest

from worker.formats.reuters_connect import parse, sniff, split
from worker.item import AltId, Association, Concept, Hints, Place, Text

ITEM = {
    "byLine": "By Tomas Ferreira",
    "copyrightNotice": "(c) Copyright Thomson Reuters 2026",
    "firstCreated": "2026-03-01T08:00:00Z",
    "versionCreated": "2026-03-01T08:20:00.000Z",
    "fragment": "The ferry was late.",
    "headLine": "UPDATE 1-Ferry late",
    "versionedGuid": "tag:reuters.com,2026:newsml_L1N0000AA:2",
    "usn": "L1N0000AA",
    "uri": None,
    "language": "en",
    "type": "TEXT",
    "slug": "FERRY-DELAY/ (UPDATE 1)",
    "usageTerms": "No archive",
    "version": "2",
    "credit": "REUTERS",
    "productLabel": "World Service (English)",
    "pubStatus": "stat:usable",
    "urgency": 3,
    "priority": 4,
    "located": "LISBON",
    "editorsNote": "Adds quote",
    "caption": "A ferry story.",
    "bodyXhtml": "<html><head><title>x</title></head><body><p>One.</p></body></html>",
    "bodyXhtmlRich": "<html><body><p>One.</p><p>Two.</p></body></html>",
    "subject": [{"code": "M:1QD", "name": "Ferries", "rel": "about"}, {"code": None, "name": None}],
    "associations": [{"usn": "P1", "type": "PHOTO", "caption": "The ferry.", "credit": "REUTERS"}],
}


def _parse(**members):
    return parse(ITEM | members, Hints())


def test_every_member_has_its_place():
    item = parse({"data": {"item": ITEM}}, Hints())
    assert (item.format, item.uri, item.version) == ("reuters-connect", "tag:reuters.com,2026:newsml_L1N0000AA", "2")
    assert (item.agency, item.type, item.language, item.urgency, item.priority) == ("Reuters", "text", "en", 3, 4)
    assert (item.first_created, item.version_created) == ("2026-03-01T08:00:00Z", "2026-03-01T08:20:00.000Z")
    assert (item.status, item.slug, item.byline) == ("stat:usable", "FERRY-DELAY/ (UPDATE 1)", "By Tomas Ferreira")
    assert item.headlines == (Text("UPDATE 1-Ferry late"),)
    assert item.descriptions == (Text("The ferry was late.", "summary"), Text("A ferry story.", "summary"))
    assert (item.located, item.notes) == ((Place("LISBON"),), ("Adds quote",))
    assert (item.products, item.usage_terms) == (("World Service (English)",), "No archive")
    assert item.copyright_notice == "(c) Copyright Thomson Reuters 2026"
    assert item.subjects == (Concept("Ferries", rel="about", literal="M:1QD"),)
    assert item.sources == (Concept("REUTERS", rel="credit"),)
    assert item.associations == (Association("picture0", "picture", "P1", caption="The ferry.", credit="REUTERS"),)
    assert item.alt_ids == (
        AltId("reuters:usn", "L1N0000AA"),
        AltId("reuters:versionedGuid", "tag:reuters.com,2026:newsml_L1N0000AA:2"),
    )


def test_the_rich_body_is_read_before_the_plain_one():
    assert [block.text for block in _parse().blocks] == ["One.", "Two."]
    assert [block.text for block in _parse(bodyXhtmlRich=None).blocks] == ["One."]


def test_a_picture_has_a_caption():
    item = _parse(type="ninat:picture", pictureType="Studio", fragment=None)
    assert (item.type, item.descriptions, item.genres) == (
        "picture",
        (Text("A ferry story.", "caption"),),
        (Concept("Studio"),),
    )


def test_an_item_without_a_guid_goes_by_its_number():
    assert _parse(versionedGuid=None).uri == "L1N0000AA"


@pytest.mark.parametrize(
    "value",
    [ITEM, [ITEM], {"data": {"item": ITEM}}, [{"data": {"item": ITEM}}], {"data": {"search": {"items": [ITEM]}}}],
)
def test_items_come_in_answers_searches_and_lists(value):
    assert sniff(value, Hints())
    assert [parse(part, Hints()).version for part in split(value)] == ["2"]


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, {"data": {"item": {}}}, {"headLine": "One"}, {"data": {"search": []}}]
)
def test_what_is_not_reuters_is_not_taken(value):
    assert not sniff(value, Hints())


@pytest.mark.parametrize("value", [None, True, 7, "text", [], {}, [[]], [None], {"a": 1}])
def test_a_member_of_another_type_is_no_reason_to_fail(value):
    for name in ITEM:
        assert _parse(**{name: value}).format == "reuters-connect"


def test_when_an_item_expires_is_said():
    assert _parse(expires="2026-05-02T00:00:00Z").expires == "2026-05-02T00:00:00Z"
