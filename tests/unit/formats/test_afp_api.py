"""AFP's API gives a story as a list of paragraphs, and everything else under names of its own."""

import pytest

from worker.formats.afp_api import parse, sniff, split
from worker.item import AltId, Association, Concept, Hints, Place, RawBlock, RawKind, Text

DOCUMENT = {
    "uno": "newsml.afp.com.20260222T090659Z.doc-98aaa1",
    "afpshortid": "98aaa1",
    "class": "text",
    "product": "news",
    "lang": "fr",
    "urgency": 4,
    "revision": 2,
    "created": "2026-02-22T09:00:00Z",
    "published": "2026-02-22T09:06:59Z",
    "embargoed": "2026-02-22T18:00:00Z",
    "status": "Usable",
    "signal": ["cwarn", "update", "correction"],
    "provider": "AFP",
    "source": "AFP",
    "contributor": "Maud Kerbrat",
    "creator": "Élodie Marchais, Yvon Le Bihan",
    "city": "Brest",
    "country": "FRA",
    "location": {"lat": 48.39, "lon": -4.48},
    "slug": ["port", "grue"],
    "headline": "La grue tourne de nouveau",
    "subheadline": "Trois jours d'attente",
    "title": "La grue tourne de nouveau",
    "summary": ["La grue est réparée."],
    "news": ["Brest (AFP) - La grue tourne.", "<table><tr><td>a</td><td>b</td></tr></table>", " ", "em-yl/dlm"],
    "advisory": "CORRIGE au 2e paragraphe",
    "disclaimer": ["Images fournies"],
    "genre": ["Article"],
    "genreid": ["afpattribute:Article", "afpedtype:TextWire"],
    "iptc": ["04007003"],
    "mediatopic": ["medtop:20000339"],
    "topic": ["A-LA-UNE"],
    "keyword": ["grue"],
    "afpentity": {
        "event": [{"qcode": "afpevent:1", "keyword": "event:Fêtes maritimes"}],
        "person": [{"qcode": "afpperson:7", "keyword": "Goulven Riou"}],
    },
    "entity_person": ["Goulven Riou", "Ana Prigent"],
    "entity_company": ["Grues du Ponant"],
    "copyright": "© AFP",
    "rules": ["Usage éditorial"],
    "usageRight": [{"name": "print", "phrase": "Pas d'archives"}],
    "bagItem": [
        {
            "uno": "u2",
            "caption": "La grue lundi",
            "creator": "Paul Abgrall",
            "provider": {"name": "AFP"},
            "newslines": {"headline": "Grue"},
            "medias": [{"type": "Photo", "href": "https://example.org/1.jpg"}],
        }
    ],
    "wordCount": 30,
}


def _parse(**members):
    return parse(DOCUMENT | members, Hints())


def test_every_member_has_its_place():
    item = _parse()
    assert (item.format, item.id, item.uri, item.version) == ("afp-api", DOCUMENT["uno"], None, "2")
    assert (item.agency, item.type, item.language, item.urgency, item.status) == ("AFP", "text", "fr", 4, "Usable")
    assert (item.first_created, item.version_created) == ("2026-02-22T09:00:00Z", "2026-02-22T09:06:59Z")
    assert (item.embargoed, item.kind, item.take) == ("2026-02-22T18:00:00Z", "correction", None)
    assert item.headlines == (Text("La grue tourne de nouveau"), Text("Trois jours d'attente", "subheadline"))
    assert item.descriptions == (Text("La grue est réparée.", "summary"),)
    assert (item.slug, item.slug_parts) == ("port-grue", ("port", "grue"))
    assert item.byline == "Élodie Marchais, Yvon Le Bihan"
    assert item.located == (Place("Brest", "FR", None, 48.39, -4.48),)
    assert item.notes == ("CORRIGE au 2e paragraphe", "Images fournies")
    assert (item.keywords, item.products) == (("grue",), ("news", "A-LA-UNE"))
    assert (item.copyright_notice, item.usage_terms) == ("© AFP", "Usage éditorial\nPas d'archives")
    assert item.alt_ids == (AltId("afp:afpshortid", "98aaa1"),)


def test_paragraphs_are_kept_as_they_are_and_a_table_is_one():
    assert _parse().blocks == (
        RawBlock("Brest (AFP) - La grue tourne."),
        RawBlock("a\tb", RawKind.TABLE),
        RawBlock("em-yl/dlm"),
    )


def test_a_story_in_one_piece_is_parted():
    assert [block.text for block in _parse(news="One.\n\nTwo.").blocks] == ["One.", "Two."]
    assert [block.text for block in _parse(news=["1  Quimper  3\n2  Brest  1"]).blocks] == [
        "1  Quimper  3\n2  Brest  1"
    ]


def test_things_have_their_codes_and_those_without_follow():
    item = _parse()
    assert item.people == (Concept("Goulven Riou", literal="afpperson:7"), Concept("Ana Prigent"))
    assert item.events == (Concept("Fêtes maritimes", literal="afpevent:1"),)
    assert item.organisations == (Concept("Grues du Ponant"),)
    assert [subject.uri for subject in item.subjects] == [
        "http://cv.iptc.org/newscodes/subjectcode/04007003",
        "http://cv.iptc.org/newscodes/mediatopic/20000339",
    ]
    assert item.genres == (Concept("Article", literal="afpattribute:Article"), Concept(literal="afpedtype:TextWire"))
    assert item.sources == (Concept("AFP", rel="source"), Concept("Maud Kerbrat", rel="contributor"))


def test_what_is_in_the_bag_is_related():
    assert _parse().associations == (
        Association("photo0", "picture", "u2", "Grue", "La grue lundi", "Paul Abgrall", "AFP"),
    )


def test_a_picture_has_its_own_caption_in_the_bag():
    item = _parse(**{"class": "picture", "summary": None, "news": []})
    assert (item.type, item.associations) == ("picture", ())
    assert item.descriptions == (Text("La grue lundi", "caption"),)
    assert _parse(**{"class": "picture", "caption": ["La grue"], "summary": None}).descriptions[0].value == "La grue"


def test_the_text_of_a_picture_is_its_caption():
    news = ["La grue du port de Brest.", "Le 1er mars 2026."]
    item = _parse(product="photo", summary=None, bagItem=None, news=news, **{"class": None})
    assert (item.type, item.blocks) == ("picture", ())
    assert item.descriptions == (Text("La grue du port de Brest. Le 1er mars 2026.", "caption"),)
    assert _parse(news=news, caption=news[:1], summary=None, **{"class": "picture"}).blocks == (RawBlock(news[1]),)


@pytest.mark.parametrize(("urgency", "take"), [(1, "Flash"), (2, "Alert"), (3, "Urgent"), (4, None), (None, None)])
def test_urgency_tells_what_is_sent_in_a_hurry(urgency, take):
    assert _parse(urgency=urgency).take == take
    assert _parse(urgency=urgency, product="photo", **{"class": "picture"}).take is None


@pytest.mark.parametrize("genre", ["afpattribute:Agenda", "afpedtype:TextProgram", "afpattribute:Advice"])
def test_what_is_written_for_desks_is_an_advisory(genre):
    assert _parse(genreid=[genre]).profile == "advisory"
    assert _parse(genreid=None, genre=genre).profile == "advisory"


def test_a_public_identifier_outweighs_the_uno():
    item = _parse(publicIdentifier="urn:newsml:afp.com:20260222T090659Z:doc-98aaa1:2")
    assert (item.uri, item.id) == ("urn:newsml:afp.com:20260222T090659Z:doc-98aaa1", None)
    assert item.alt_ids[0] == AltId("afp:uno", DOCUMENT["uno"])


def test_a_place_may_be_a_country_alone():
    assert _parse(city=None, location=None).located == (Place("France", "FR"),)
    assert _parse(city=None, country="ZZZ", location=None).located == (Place("ZZZ"),)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (DOCUMENT, 1),
        ([DOCUMENT, DOCUMENT], 2),
        ({"docs": [DOCUMENT]}, 1),
        ({"response": {"docs": [DOCUMENT, DOCUMENT], "numFound": 2}}, 2),
    ],
)
def test_documents_come_alone_in_lists_and_in_answers(value, count):
    assert sniff(value, Hints())
    assert [parse(part, Hints()).version for part in split(value)] == ["2"] * count


@pytest.mark.parametrize("value", [None, 7, [], {}, {"uno": "1"}, {"uno": 5, "news": [], "lang": "fr"}, {"docs": []}])
def test_what_is_not_afps_is_not_taken(value):
    assert not sniff(value, Hints())


@pytest.mark.parametrize("value", [None, True, 7, "text", [], {}, [[]], [None], {"a": 1}])
def test_a_member_of_another_type_is_no_reason_to_fail(value):
    for name in DOCUMENT:
        assert _parse(**{name: value}).format == "afp-api"


def test_when_an_item_expires_is_said():
    assert _parse(expires="2026-05-02T00:00:00Z").expires == "2026-05-02T00:00:00Z"
