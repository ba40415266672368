from dataclasses import replace

import pytest

from worker.entities.places import Candidate, Kind
from worker.entities.senses import Context, Sense, choose, is_inside, senses

FRANCE = Candidate(1, Kind.COUNTRY, "FR", 67_000_000, None, None, own=True)
ISERE = Candidate(2, Kind.COUNTY, "FR.84.38", 1_000_000, 45.2, 5.6, own=True)
VIENNE = Candidate(3, Kind.CITY, "FR.84.38", 32_000, 45.52, 4.87, own=True)
VIENNA = Candidate(4, Kind.CAPITAL, "AT.09", 1_700_000, 48.2, 16.4, own=True)
BOTH = (Sense(VIENNA, 8.2), Sense(VIENNE, 5.5))


def test_a_town_lies_in_its_county_its_region_and_its_country_and_in_no_town():
    assert [VIENNE.lies_in(place) for place in (ISERE, FRANCE, VIENNA, VIENNE)] == [True, True, False, False]
    assert ISERE.lies_in(FRANCE)
    assert not FRANCE.lies_in(ISERE)
    assert not is_inside(VIENNE, ())


def test_a_code_that_begins_alike_is_another_place():
    assert not replace(VIENNE, code="FR.84.381").lies_in(ISERE)


def test_nothing_said_leaves_the_best_known():
    assert choose("vienne", BOTH, Context()) is VIENNA


def test_what_the_text_puts_it_in_outweighs_fame():
    assert choose("vienne", BOTH, Context(), around=(ISERE,)) is VIENNE
    assert choose("vienne", BOTH[:1], Context(), around=(ISERE,)) is None


def test_a_name_is_no_evidence_for_itself():
    told_by_itself, told_by_another = Context(), Context()
    told_by_itself.add("vienne", FRANCE)
    told_by_another.add("france", FRANCE)
    near = (Sense(VIENNA, 7.0), Sense(VIENNE, 6.5))
    assert choose("vienne", near, told_by_itself) is VIENNA
    assert choose("vienne", near, told_by_another) is VIENNE


def test_two_as_likely_are_none():
    assert choose("vienne", (Sense(VIENNA, 6.0), Sense(VIENNE, 5.9)), Context()) is None


def test_towns_close_by_speak_for_a_town():
    context = Context()
    context.add("lyon", Candidate(5, Kind.CITY, "FR.84.69", 500_000, 45.75, 4.85, own=True))
    plain, near = (choose("vienne", (Sense(VIENNA, 7.0), Sense(VIENNE, 5.0)), each) for each in (Context(), context))
    assert (plain, near) == (VIENNA, VIENNE)


def test_a_village_needs_a_word_for_it():
    village = replace(VIENNE, population=900)
    context = Context()
    context.add("france", FRANCE)
    assert choose("vienne", (Sense(village, 4.0),), Context()) is None
    assert choose("vienne", (Sense(village, 4.0),), context) is village


def test_the_agencys_country_decides_between_two_as_likely():
    near = (Sense(VIENNA, 6.2), Sense(VIENNE, 6.0))
    assert choose("vienne", near, Context(home="AT")) is VIENNA


@pytest.mark.parametrize("name", ["san jose", "springfield", "saint pierre"])
def test_a_name_of_a_hundred_places_has_a_bounded_number_of_senses(name):
    assert 1 < len(senses(name, None)) <= 40
