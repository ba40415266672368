import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from worker.entities import link, resolve
from worker.entities.places import gazetteer, place_key
from worker.entities.senses import best_known
from worker.item import Dateline, Entity, EntityType, Mention, Place, Story
from worker.normalize.dateline import find_dateline

BODY = "/bodies/0/value"
CASES = json.loads((Path(__file__).parents[2] / "data" / "cases" / "places.json").read_text(encoding="utf-8"))


def linked(story: Story, *names: str) -> dict[str, Entity]:
    mentions, at = [], 0
    for name in names:
        at = story.body.index(name, at)
        mentions.append(Mention(BODY, at, at + len(name), name, EntityType.PLACE))
        at += len(name)
    entities = link(story, resolve(story, tuple(mentions))).entities
    assert entities is not None
    return {entity.name: entity for entity in entities}


def dateline(story: Story) -> tuple[Place, ...]:
    found = link(story, None).dateline
    assert found is not None
    return found.places


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_name_means_what_an_editor_reads_in_it(story_of, case):
    names = re.findall(r"\[([^]]+)\]", case["text"])
    places = linked(story_of(re.sub(r"[][]", "", case["text"]), language=case["language"]), *names)
    assert {name: places[name].geonames for name in case["places"]} == case["places"]


def test_kiev_and_kyiv_are_one_place(story_of):
    (kiev,) = linked(story_of("Kiev attend. Kyiv dit. Kiev parle."), "Kiev", "Kyiv").values()
    assert (kiev.id, kiev.name, kiev.aliases, kiev.iso3166) == (
        "https://sws.geonames.org/703448/",
        "Kiev",
        ("Kyiv",),
        "UA",
    )
    assert [mention.text for mention in kiev.mentions] == ["Kiev", "Kyiv", "Kiev"]


def test_a_country_has_its_own_identifier(story_of):
    ukraine = linked(story_of("L'Ukraine attend."), "Ukraine")["Ukraine"]
    assert (ukraine.geonames, ukraine.iso3166) == (690791, "UA")


@pytest.mark.parametrize(
    ("name", "language", "geonames"),
    [
        ("Washington", "fr", 4140963),
        ("واشنطن", "ar", 4140963),
        ("Kiev", "fr", 703448),
        ("Kyiv", "en", 703448),
        ("Moscou", "fr", 524901),
        ("MOSCOW", "en", 524901),
        ("القدس", "ar", 281184),
        ("Bruselas", "es", 2800866),
        ("Etats-Unis", "fr", 6252001),
        ("La France", "fr", 3017382),
        ("أوكرانيا", "ar", 690791),
        ("Russie", "fr", 2017370),
        ("Californie", "fr", 5332921),
        ("Florida", "en", 4155751),
        ("New York", "en", 5128581),
        ("Gaza", "fr", 281133),
        ("Islamabad", "en", 1176615),
        ("Europe", "fr", 6255148),
        ("The Hague", "en", 2747373),
    ],
)
def test_a_name_without_context_is_its_best_known_place(name, language, geonames):
    place = best_known(place_key(name), language)
    assert place is not None
    assert place.geonames == geonames


@pytest.mark.parametrize(
    "name", ["Maison Blanche", "White House", "West", "Nord", "Matignon", "Victoria", "Springfield"]
)
def test_what_may_be_several_places_or_none_has_no_best_known(name):
    assert best_known(place_key(name), None) is None


def test_a_namesake_is_chosen_by_the_country_that_the_item_names(story_of):
    assert linked(story_of("France : une attaque à Valence."), "France", "Valence")["Valence"].iso3166 == "FR"
    assert linked(story_of("Espagne : une attaque à Valence."), "Espagne", "Valence")["Valence"].iso3166 == "ES"


def test_a_name_that_could_be_either_of_two_places_is_not_linked(story_of):
    valence = linked(story_of("Une attaque à Valence."), "Valence")["Valence"]
    assert (valence.geonames, valence.iso3166, valence.id) == (None, None, "urn:wire:place:valence")


def test_what_stands_after_the_comma_decides(story_of):
    story = story_of("A fire in Paris, Texas, and one in London, Ontario.", language="en")
    places = linked(story, "Paris", "Texas", "London", "Ontario")
    assert (places["Paris"].geonames, places["London"].geonames) == (4717560, 6058560)


def test_a_province_that_is_called_like_its_capital_decides_in_brackets(story_of):
    lucena = linked(story_of("Un incendie à Lucena (Córdoba)."), "Lucena", "Córdoba")["Lucena"]
    assert lucena.geonames == 2514392


def test_a_town_that_the_table_does_not_have_is_not_its_famous_namesake(story_of):
    story = story_of("A fire in Moscow, Vermont.", language="en")
    assert linked(story, "Moscow", "Vermont")["Moscow"].geonames is None


def test_a_new_sentence_contains_nothing(story_of):
    story = story_of("They left Paris. Texas came later.", language="en")
    assert linked(story, "Paris", "Texas")["Paris"].iso3166 == "FR"


def test_a_comma_in_a_list_of_capitals_decides_nothing(story_of):
    places = linked(story_of("Washington, Moscou, Kiev et Paris."), "Washington", "Moscou", "Kiev", "Paris")
    assert [place.iso3166 for place in places.values()] == ["US", "RU", "UA", "FR"]


def test_a_person_is_no_place(story_of):
    story = story_of("Washington parle.")
    person = Mention(BODY, 0, 10, "Washington", EntityType.PERSON)
    (entity,) = link(story, resolve(story, (person,))).entities
    assert entity.geonames is None


def test_a_dateline_is_linked_in_a_language_without_a_model(story_of):
    story = story_of("…", language="ar", dateline=Dateline("القدس (أ ف ب) -", (Place("القدس"),)))
    (place,) = dateline(story)
    assert (place.name, place.geonames, place.lat, place.lon) == ("القدس", 281184, 31.769, 35.2163)


def test_the_country_that_the_dateline_states_decides(story_of):
    stated = Dateline("VALENCE (France) (AFP) -", (Place("Valence", country="FR"),))
    (place,) = dateline(story_of("…", dateline=stated))
    assert (place.country, place.geonames) == ("FR", 2971053)


@pytest.mark.parametrize(
    ("raw", "geonames"),
    [
        ("PORTLAND, Maine (AP) -", 4975802),
        ("PORTLAND, Ore. (AP) -", 5746545),
        ("SPRINGFIELD, Ill. (AP) -", 4250542),
        ("LONDON, Ontario (CP) -", 6058560),
        ("Vienne (Isère) (AFP) -", 2969284),
        (
            "Lucena (Córdoba), 3 oct (EFE).-",
            2514392,
        ),  # the province is called like its capital, as Cordobas elsewhere are
        ("Vera (Almería), 3 oct (EFE).-", 2509693),
        ("Villa María (Córdoba, Argentina), 3 oct (EFE).-", 3832694),
        ("ROSCOE, South Dakota (AP) -", None),  # too small for the table: and no other Roscoe either
    ],
)
def test_a_dateline_is_where_its_state_or_department_is(story_of, raw, geonames):
    found = find_dateline(f"{raw} It rained.")
    assert found is not None
    (place,) = dateline(story_of("…", dateline=found.dateline))
    assert place.geonames == geonames


@pytest.mark.parametrize(
    ("raw", "language", "country", "geonames"),
    [
        ("BENI, Congo (AP) -", "en", "CD", 219057),  # as The Associated Press calls it
        ("Pointe-Noire (Congo), 2 mai 2024 (AFP) -", "fr", "CG", 2255414),
        ("NOWHEREVILLE, Congo (AP) -", "en", "CG", None),
    ],
)
def test_of_the_two_congos_it_is_the_one_that_has_the_town(story_of, raw, language, country, geonames):
    found = find_dateline(f"{raw} It rained.")
    assert found is not None
    (place,) = dateline(story_of("…", language=language, dateline=found.dateline))
    assert (place.country, place.geonames) == (country, geonames)


@pytest.mark.parametrize(
    ("agency", "raw", "geonames"),
    [
        ("EFE", "Mérida, 3 oct (EFE).-", 2513917),
        ("EFE", "Mérida (México), 3 oct (EFE).-", 3523349),
        ("EuropaPress", "VITORIA, 3 Oct. (EUROPA PRESS) -", 3104499),
        ("EFE", "La Paz, 3 oct (EFE).-", 3911925),  # no quarter of Madrid
        ("EFE", "Getafe, 3 oct (EFE).-", 3121437),
        ("EFE", "Santiago, 3 oct (EFE).-", 3871336),
        ("AFP", "Guadalajara, 3 oct 2024 (AFP) -", 4005539),
    ],
)
def test_who_states_the_country_of_towns_abroad_means_those_at_home(story_of, agency, raw, geonames):
    found = find_dateline(f"{raw} Llovió.")
    assert found is not None
    story = replace(story_of("…", language="es", dateline=found.dateline), agency=agency)
    assert [place.geonames for place in dateline(story)] == [geonames]


@pytest.mark.parametrize(
    ("raw", "language", "geonames"),
    [
        ("Cité du Vatican, 3 oct 2024 (AFP) -", "fr", 6691831),
        ("VATICAN CITY, Oct 3 (Reuters) -", "en", 6691831),
        ("CITTÀ DEL VATICANO, 3 ott (ANSA) -", "it", 6691831),
        ("Frankfurt a.M. (epd).", "de", 2925533),
        ("ST. LOUIS (AP) —", "en", 4407066),
        ("DAVOS, Switzerland/LONDON, Oct 3 (Reuters) -", "en", 2643743),
    ],
)
def test_a_dateline_of_few_people_or_of_a_spelling_of_its_own_is_linked(story_of, raw, language, geonames):
    found = find_dateline(f"{raw} It rained.")
    assert found is not None
    assert dateline(story_of("…", language=language, dateline=found.dateline))[-1].geonames == geonames


def test_the_story_means_the_town_of_its_dateline(story_of):
    portland = Dateline("PORTLAND, Maine (AP) -", (Place("Portland", country="US", within="Maine"),))
    story = story_of("Portland shivers.", language="en", dateline=portland)
    mention = Mention(BODY, 0, 8, "Portland", EntityType.PLACE)
    (entity,) = link(story, resolve(story, (mention,))).entities
    assert entity.geonames == 4975802


def test_the_country_of_a_dateline_is_not_its_city(story_of):
    filed = Dateline("LUXEMBOURG (AFP) -", (Place("Luxembourg"),))
    story = story_of("Luxembourg attend.", dateline=filed)
    (entity,) = link(story, resolve(story, (Mention(BODY, 0, 10, "Luxembourg", EntityType.PLACE),))).entities
    assert entity.geonames == 2960313


def test_a_stated_country_is_kept_where_the_city_is_unknown(story_of):
    stated = Dateline("NANTUCKET (Etats-Unis) (AFP) -", (Place("Nantucket", country="CK"),))
    assert dateline(story_of("…", dateline=stated)) == (Place("Nantucket", country="CK"),)


def test_what_the_item_states_of_a_place_is_kept(story_of):
    stated = Place("Paris", country="FR", geonames=2988507, lat=48.0, lon=0.0)
    assert dateline(story_of("…", dateline=Dateline("PARIS", (stated,)))) == (stated,)


def test_a_dateline_names_the_city_and_not_its_country(story_of):
    (place,) = dateline(story_of("…", dateline=Dateline("LUXEMBOURG (AFP) -", (Place("Luxembourg"),))))
    assert place.geonames == 2960316


def test_no_model_means_no_entities_and_not_none_found(story_of):
    assert link(story_of("…"), None).entities is None
    assert link(story_of("…"), ()).entities == ()
    assert link(story_of("…"), ()).dateline is None


def test_a_gazetteer_for_a_story_is_linked_in_a_moment(story_of):
    names = [name.decode() for name, _ in (line.split(b"\t") for line in list_of_names(4_000))]
    story = story_of(*(f"In {name}." for name in names), language="en")
    linked(story, "In")  # the table is unpacked
    began = time.process_time()
    linked(story, *names)
    assert time.process_time() - began < 5


def list_of_names(count: int) -> list[bytes]:
    """Names out of all parts of the table."""
    lines = gazetteer()._names._lines.strip().split(b"\n")
    return lines[:: len(lines) // count]


@pytest.mark.parametrize(
    ("place", "geonames"),
    [
        (Place("Kiev", "UA"), 703448),
        (Place("Paris", "FR"), 2988507),
        (Place("Paris"), None),  # which one the item does not say, and there is no dateline that means a town
        (Place("Luxembourg", "LU"), None),  # the country, or its town
        (Place("Europe"), None),
    ],
)
def test_a_town_that_the_item_states_with_its_country_is_linked_as_a_datelines(story_of, place, geonames):
    (found,) = link(replace(story_of("Texte.", language="fr"), located=(place,)), None).located
    assert (found.name, found.geonames) == (place.name, geonames)
