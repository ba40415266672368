"""What an authority file knows has its id, whatever the item calls it; what could be two things stays as it was."""

import csv
from hashlib import sha256
from pathlib import Path

import orjson
import pytest

from worker.authority_files import AuthorityFile, Entry
from worker.enrich import Enricher, EnrichOptions
from worker.entities import NOTHING_KNOWN, Authority, identify, resolve
from worker.entities.link import link
from worker.entities.tables import build_places
from worker.item import BODY_POINTER, Entity, EntityType, FileOrigin, Mention, Message
from worker.schemas import validate
from worker.staff import NOBODY

ORG, PERSON, PLACE, PRODUCT = EntityType.ORGANISATION, EntityType.PERSON, EntityType.PLACE, EntityType.PRODUCT


def file_of(*entries: Entry) -> AuthorityFile:
    return AuthorityFile("desk.csv", "0" * 64, entries)


def entry(id_: str, type_: EntityType, *names: str, language: str = "*", **more) -> Entry:
    return Entry(f"urn:desk:{id_}", type_, tuple((language, name) for name in names), **more)


def authority_of(*entries: Entry) -> Authority:
    return Authority([file_of(*entries)])


def entity(name: str, type_: EntityType = ORG, *aliases: str, **more) -> Entity:
    mentions = tuple(
        Mention(BODY_POINTER, number, number + len(form), form, type_) for number, form in enumerate((name, *aliases))
    )
    return Entity(f"urn:wire:{type_}:{name}", type_, name, mentions, aliases, **more)


def ids(authority: Authority, story_of, *entities: Entity, language: str = "fr") -> list[str]:
    return [known.id for known in identify(story_of("Un texte.", language=language), entities, authority)]


@pytest.fixture(scope="session")
def ours() -> Authority:
    return Authority.read()


def test_a_name_is_known_in_any_spelling_and_by_any_of_the_items_forms(story_of):
    authority = authority_of(entry("1", ORG, "Électricité de l’Atlantique"))
    assert ids(authority, story_of, entity("ELECTRICITE DE L'ATLANTIQUE")) == ["urn:desk:1"]
    assert ids(authority, story_of, entity("EDA", ORG, "Electricité de l'Atlantique")) == ["urn:desk:1"]
    assert ids(authority, story_of, entity("Electricité")) == ["urn:wire:organisation:Electricité"]


def test_a_company_is_known_without_its_legal_form(story_of):
    authority = authority_of(entry("1", ORG, "Nordhavn Steel"))
    assert ids(authority, story_of, entity("Nordhavn Steel SE"), entity("Nordhavn Steel, Inc.")) == ["urn:desk:1"]
    assert ids(authority, story_of, entity("Nordhavn Steel Works")) == ["urn:wire:organisation:Nordhavn Steel Works"]


def test_an_acronym_of_another_language_is_another_name_and_a_name_of_several_words_is_the_same(story_of):
    authority = authority_of(
        entry("court", ORG, "CPI", "Cour pénale", language="fr"), entry("court-en", ORG, "Penal Court", language="en")
    )
    assert ids(authority, story_of, entity("CPI"), language="fr") == ["urn:desk:court"]
    assert ids(authority, story_of, entity("CPI"), language="en") == ["urn:wire:organisation:CPI"]
    assert ids(authority, story_of, entity("Penal Court"), language="fr") == ["urn:desk:court-en"]


def test_an_acronym_that_spells_a_word_counts_in_capitals_alone(story_of):
    authority = authority_of(entry("who", ORG, "WHO", language="en"))
    assert ids(authority, story_of, entity("WHO"), entity("Who"), language="en") == [
        "urn:desk:who",
        "urn:wire:organisation:Who",
    ]


def test_an_acronym_that_the_item_spells_out_otherwise_is_anothers(story_of):
    authority = authority_of(entry("agency", ORG, "AFP", "Agence France-Presse"))
    assert ids(authority, story_of, entity("Australian Federal Police", ORG, "AFP"), language="en") == [
        "urn:wire:organisation:Australian Federal Police"
    ]
    assert ids(authority, story_of, entity("Agence de presse française", ORG, "AFP")) == ["urn:desk:agency"]


def test_what_turns_out_to_be_one_thing_is_one_entity_named_as_the_item_does_most(story_of):
    authority = authority_of(entry("nato", ORG, "OTAN", "Alliance atlantique"))
    story = story_of("L'OTAN se réunit. L'Alliance atlantique, l'OTAN.")
    at = [(2, "OTAN"), (20, "Alliance atlantique"), (43, "OTAN")]
    mentions = tuple(Mention(BODY_POINTER, start, start + len(text), text, ORG) for start, text in at)
    (nato,) = identify(story, resolve(story, mentions), authority)
    assert (nato.id, nato.authority, nato.name, nato.aliases) == (
        "urn:desk:nato",
        "urn:desk:nato",
        "OTAN",
        ("Alliance atlantique",),
    )
    assert [mention.start for mention in nato.mentions] == [2, 20, 43]


def test_a_name_that_two_things_have_links_to_neither_and_is_told(story_of):
    authority = authority_of(entry("1", PERSON, "Nora Lindqvist"), entry("2", PERSON, "Nora Lindqvist"))
    assert ids(authority, story_of, entity("Nora Lindqvist", PERSON)) == ["urn:wire:person:Nora Lindqvist"]
    assert authority.ambiguous() == ["nora lindqvist"]


def test_two_things_of_one_name_are_told_apart_by_their_types(story_of):
    authority = authority_of(entry("paper", ORG, "Nordhavn"), entry("town", PLACE, "Nordhavn"))
    assert ids(authority, story_of, entity("Nordhavn", ORG), entity("Nordhavn", PLACE)) == [
        "urn:desk:paper",
        "urn:desk:town",
    ]
    assert ids(authority, story_of, entity("Nordhavn", PERSON)) == ["urn:wire:person:Nordhavn"]
    assert authority.ambiguous() == []


def test_the_file_corrects_the_type_of_a_name_that_one_thing_has(story_of):
    authority = authority_of(entry("1", ORG, "Boko Haram"))
    (known,) = identify(story_of("Un texte."), (entity("Boko Haram", PERSON),), authority)
    assert (known.type, known.id) == (ORG, "urn:desk:1")


def test_a_place_that_is_on_the_map_is_not_the_firm_that_has_its_name(story_of):
    authority = authority_of(entry("firm", ORG, "Orange"))
    assert ids(authority, story_of, entity("Orange", PLACE, geonames=11), entity("Orange", ORG)) == [
        "urn:wire:place:Orange",
        "urn:desk:firm",
    ]


def test_a_person_is_known_by_the_whole_name_and_not_by_a_part_of_it(story_of):
    authority = authority_of(entry("1", PERSON, "Marchetti"), entry("2", PERSON, "Ines Marchetti"))
    assert ids(authority, story_of, entity("Bruno Marchetti", PERSON, "Marchetti")) == [
        "urn:wire:person:Bruno Marchetti"
    ]
    assert ids(authority, story_of, entity("Ines Marchetti", PERSON, "Marchetti")) == ["urn:desk:2"]
    assert ids(authority, story_of, entity("Marchetti", PERSON)) == ["urn:desk:1"]


def test_a_place_is_known_by_its_number_and_keeps_it(story_of):
    authority = authority_of(entry("1", PLACE, "Valence", geonames=11), entry("2", PLACE, "Valence", geonames=22))
    story = story_of("Un texte.")
    (known,) = identify(story, (entity("Valence", PLACE, geonames=22, iso3166="ES"),), authority)
    assert (known.id, known.geonames, known.iso3166) == ("urn:desk:2", 22, "ES")
    (unknown,) = identify(story, (entity("Valence", PLACE, geonames=33, iso3166="US"),), authority)
    assert (unknown.id, unknown.geonames) == ("urn:wire:place:Valence", 33)


def test_the_newsrooms_place_outweighs_the_one_that_was_guessed(story_of):
    authority = authority_of(entry("1", PLACE, "Saint-Denis", geonames=11))
    (known,) = identify(story_of("Un texte."), (entity("Saint-Denis", PLACE, geonames=22, iso3166="RE"),), authority)
    assert (known.id, known.geonames, known.iso3166) == ("urn:desk:1", 11, None)


def test_the_first_file_outweighs_those_after_it(story_of):
    authority = Authority([file_of(entry("club", ORG, "Apollo")), file_of(entry("firm", ORG, "Apollo"))])
    assert ids(authority, story_of, entity("Apollo")) == ["urn:desk:club"]


def test_entries_of_two_files_that_share_an_id_are_one_thing_with_the_names_of_both(story_of):
    newsroom = entry("nato", ORG, "NATO", same_as=("http://www.wikidata.org/entity/Q7184",))
    other = entry("other", PRODUCT, "OTAN", same_as=("http://www.wikidata.org/entity/Q7184",))
    authority = Authority([file_of(newsroom), file_of(other)])
    (known,) = identify(story_of("Un texte."), (entity("OTAN"),), authority)
    assert (known.id, known.type, known.same_as) == ("urn:desk:nato", ORG, ("http://www.wikidata.org/entity/Q7184",))


def test_without_a_model_there_is_nothing_to_know(story_of):
    assert identify(story_of("Un texte."), None, NOTHING_KNOWN) is None


def test_the_record_has_the_id_what_is_the_same_and_which_file_said_so(tmp_path: Path, recognizer):
    file = tmp_path / "desk.csv"
    file.write_text("id,type,names,sameAs\nurn:desk:un,organisation,ONU,http://www.wikidata.org/entity/Q1065\n")
    enrich = Enricher(EnrichOptions(models={}), recognizer, NOBODY, Authority.read([file]))
    value = '{"id": "item-1", "language": "fr", "text": "Genève (AFP) - Les Nations unies ont protesté lundi."}'
    (output,) = enrich(Message(value.encode(), FileOrigin("case"))).outputs
    validate(output.value, strict=True)
    record = orjson.loads(output.value)
    (un,) = [known for known in record["entities"] if known["name"] == "Nations unies"]
    assert un["id"] == "urn:desk:un"
    assert un["links"] == {"authority": "urn:desk:un", "sameAs": ["http://www.wikidata.org/entity/Q1065"]}
    assert {"name": "Nations unies", "rel": "mentioned", "uri": "urn:desk:un"} in record["organisations"]
    assert record["provenance"]["authority"] == [f"desk.csv {sha256(file.read_bytes()).hexdigest()[:12]}"]


# ── Our own file ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_id_goes_across_languages(ours: Authority):
    for french, english in (("ONU", "United Nations"), ("UE", "EU"), ("CPI", "ICC"), ("Maison Blanche", "White House")):
        known = ours.find(french, ORG, "fr")
        assert known
        assert ours.find(english, ORG, "en") is known
    assert ours.find("CPI", ORG, "en") is None


def test_no_name_of_ours_means_two_things_in_one_language(ours: Authority):
    assert ours.ambiguous() == []


def test_every_id_of_another_source_says_where_it_was_checked():
    with Path(build_places.__file__).with_name("authority.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 300
    assert all(bool(row["sameAs"]) is bool(row["#checked"]) for row in rows)
    linked = [row["sameAs"] for row in rows if row["sameAs"]]
    assert len(set(linked)) == len(linked)


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "fr",
            "Le chef de l'Otan s'est rendu lundi à Kiev. L'Union européenne et l'OTAN le soutiennent, a dit l'UE.",
            {"nato": 2, "eu": 2},
        ),
        ("en", "The United Nations and the IMF met in Washington, the U.N. said on Monday.", {"un": 2, "imf": 1}),
    ],
)
def test_what_wires_name_daily_has_one_id(ours: Authority, recognizer, story_of, language, text, wanted):
    story = story_of(text, language=language)
    entities = link(story, resolve(story, recognizer.recognize([story])[0])).entities
    known = {entity.authority: len(entity.mentions) for entity in identify(story, entities, ours) if entity.authority}
    assert known == {f"urn:wire:authority:{name}": count for name, count in wanted.items()}
