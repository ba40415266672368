"""Fingerpost hands on many agencies' items, each with the feed that it comes from."""

import pytest

from worker.formats import parse as parse_message
from worker.formats import unwrap
from worker.formats.fingerpost import parse, sniff, split
from worker.item import AltId, Association, Concept, FileOrigin, Hints, Message, Place, Text

ITEM = {
    "uri": "http://PA_API/HSX1.2/2026-03-10T11:00:15.000Z/3",
    "source-feed": "PA_API",
    "usn": "HSX1.2",
    "version": "3",
    "unique-name": "PA_API.HSX1.2.3",
    "status": "embargoed",
    "type": "text",
    "format": "GOA-WIRES-NINJS",
    "mimeType": "application/ninjs+json",
    "firstVersion": "2026-03-10T11:00:15.000Z",
    "versionCreated": "2026-03-10T11:20:15.000Z",
    "dateTimeSent": "2026-03-10T11:20:16.000Z",
    "originalUrn": "0",
    "slug": "POLITICS Harbour",
    "headline": "Harbour reopens",
    "subhead": "Ferries resume",
    "byline": "By Nia Penhale, PA",
    "priority": "4",
    "subjects": {"code": ["iptccat:SFU", "medtop:20000339", ""]},
    "mediaCatCodes": "SCN",
    "destinations": {"code": ["10000", "REULB"]},
    "keywords": "harbour+ferries+",
    "organisation": {"symbols": ["HRB.L", ""]},
    "tabVtxt": "X",
    "language": "en",
    "ednote": "Adds quote",
    "copyrightHolder": "SCN",
    "copyrightNotice": "© PA",
    "usage": "No archive",
    "location": "Leith",
    "abstract": "POL",
    "body_text": "<p>The harbour has reopened.</p><p>end</p>",
    "imageIds": ["i1"],
    "agencyMetadata": {"event": [{"code": "e1", "scheme": "http://a.example/", "name": "Regatta"}]},
    "dataformat": {"indesignTags": "<ASCII-MAC>"},
}


def _parse(**members):
    return parse(ITEM | members, Hints())


def test_every_member_has_its_place():
    item = _parse()
    assert (item.format, item.uri, item.id, item.version) == ("fingerpost", "http://PA_API/HSX1.2", "HSX1.2", "3")
    assert (item.agency, item.type, item.language, item.priority, item.status) == (
        "PA_API",
        "text",
        "en",
        4,
        "embargoed",
    )
    assert (item.first_created, item.version_created) == ("2026-03-10T11:00:15.000Z", "2026-03-10T11:20:15.000Z")
    assert item.headlines == (Text("Harbour reopens"), Text("Ferries resume", "subheadline"))
    assert (item.slug, item.byline, item.located) == ("POLITICS Harbour", "By Nia Penhale, PA", (Place("Leith"),))
    assert [block.text for block in item.blocks] == ["The harbour has reopened.", "end"]
    assert (item.keywords, item.products) == (("harbour", "ferries"), ("PA_API", "REULB"))
    assert (item.notes, item.usage_terms, item.copyright_notice) == (("Adds quote",), "No archive", "© PA")
    assert (item.organisations, item.events) == (
        (Concept(literal="HRB.L"),),
        (Concept("Regatta", "http://a.example/e1", literal="e1"),),
    )
    assert item.associations == (Association("picture0", "picture", "i1"),)
    assert item.alt_ids == (AltId("fingerpost:usn", "HSX1.2"), AltId("fingerpost:unique-name", "PA_API.HSX1.2.3"))


def test_the_note_of_an_embargoed_item_tells_its_embargo():
    note = "EMBARGOED: Not for publication before 0001 Wednesday March 11"
    assert _parse(ednote=note).embargoed == note
    assert _parse(ednote=note, status="usable").embargoed is None


def test_a_category_in_place_of_a_holder_or_an_abstract_is_a_subject():
    item = _parse()
    assert [subject.uri or subject.literal for subject in item.subjects] == [
        "iptccat:SFU",
        "http://cv.iptc.org/newscodes/mediatopic/20000339",
        "SCN",
        "POL",
    ]
    assert (item.copyright_holder, item.descriptions) == (None, ())


def test_a_holder_and_an_abstract_are_what_they_are_called():
    item = _parse(copyrightHolder="AAP", abstract="The harbour has reopened.")
    assert (item.copyright_holder, item.descriptions) == ("AAP", (Text("The harbour has reopened.", "summary"),))


@pytest.mark.parametrize(
    ("feed", "agency"),
    [
        ("PA", "PA"),
        ("PA PA SPORT LATEST", "PA"),
        ("AP APMAW", "AP"),
        ("AP-Newswires", "AP"),
        ("Reuters-Newswires", "Reuters"),
        ("AFP", "AFP"),
        ("COMET", "COMET"),
    ],
)
def test_the_agency_is_the_feeds_first_word(feed, agency):
    assert _parse(**{"source-feed": feed}).agency == agency


@pytest.mark.parametrize(
    ("uri", "stable"),
    [
        (
            "http://REUTERS/tag:reuters.com,2026:newsml_L1/2026-03-10T11:00:15Z/12",
            "http://REUTERS/tag:reuters.com,2026:newsml_L1",
        ),
        ("http://a.example/1/2", "http://a.example/1/2"),
        ("", None),
    ],
)
def test_a_uri_is_free_of_the_version_at_its_end(uri, stable):
    assert _parse(uri=uri).uri == stable


def test_it_is_read_before_ninjs_whose_name_it_uses():
    value = '[{"uri": "http://PA_API/1", "source-feed": "PA_API", "versionCreated": "", "headline": "One"}]'
    ((_, item),) = parse_message(unwrap(Message(value.encode(), FileOrigin("a"))))
    assert item.format == "fingerpost"
    assert list(split([ITEM])) == [ITEM]


@pytest.mark.parametrize("value", [None, 7, [], {}, {"source-feed": "PA"}, {"source-feed": 1, "usn": "1"}])
def test_what_is_not_fingerposts_is_not_taken(value):
    assert not sniff(value, Hints())


@pytest.mark.parametrize("value", [None, True, 7, "text", [], {}, [[]], [None], {"a": 1}])
def test_a_member_of_another_type_is_no_reason_to_fail(value):
    for name in ITEM:
        assert _parse(**{name: value}).format == "fingerpost"
