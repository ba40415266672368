import pytest

from worker.entities.places import Kind, gazetteer
from worker.entities.tables.barred import BARRED
from worker.entities.tables.exonyms import COUNTRIES, EXONYMS
from worker.entities.tables.named_place import NamedPlace, is_usable
from worker.entities.tables.states import REGIONS
from worker.entities.tables.wide_regions import WIDE_REGIONS


@pytest.mark.parametrize("name", ["Moscou", "باريس", "Ville-Lumière", "'s-Hertogenbosch"])
def test_a_name_that_copy_would_use_is_kept(name):
    assert is_usable(name)


@pytest.mark.parametrize("name", ["PAR", "WAS", "Ko", "mo si ke", "Москва", "巴黎", "モスクワ", "Distrito 9", ""])
def test_a_code_a_syllable_or_another_script_is_left_out(name):
    assert not is_usable(name)


@pytest.mark.parametrize("geonames", EXONYMS)
def test_every_exonym_leads_to_its_place(geonames):
    for name in EXONYMS[geonames]:
        assert geonames in {candidate.geonames for candidate in gazetteer().candidates(name, None)}, name


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_short_form_leads_to_its_country(country):
    for form in COUNTRIES[country]:
        name, _, language = form.partition("@")
        assert country in {candidate.country for candidate in gazetteer().candidates(name, language or None)}, name


@pytest.mark.parametrize("region", REGIONS)
def test_every_abbreviation_leads_to_its_state(region):
    for name in REGIONS[region]:
        assert region in {candidate.code for candidate in gazetteer().candidates(name, None)}, name


@pytest.mark.parametrize("name", sorted(BARRED))
def test_what_is_barred_leads_nowhere(name):
    assert gazetteer().candidates(name, None) == ()


@pytest.mark.parametrize("row", WIDE_REGIONS, ids=lambda row: row[3])
def test_every_region_of_the_world_is_found_by_its_names(row):
    number, _, _, *names = row
    for name in names:
        assert number in {candidate.geonames for candidate in gazetteer().candidates(name, None)}, name


def test_a_name_tells_where_it_is_the_places_own_and_where_it_holds():
    vienna = NamedPlace(2761369, Kind.CAPITAL, "AT.09", 1_691_468)
    vienna.call("Vienna", own=True)
    vienna.call("Wien")
    vienna.call("Vienne", "fr", own=True)
    vienna.call("Vienne")
    vienna.call("Viena", "es", own=True)
    assert [vienna.entry(name) for name in ("vienna", "wien", "vienne", "viena")] == [
        "2761369*",
        "2761369",
        "2761369*fr",
        "2761369*@es",
    ]
