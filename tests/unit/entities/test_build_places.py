import pytest

from worker.entities.places import gazetteer
from worker.entities.tables.build_places import _is_usable
from worker.entities.tables.exonyms import BARRED, COUNTRIES, EXONYMS, REGIONS


@pytest.mark.parametrize("name", ["Moscou", "باريس", "Ville-Lumière", "'s-Hertogenbosch"])
def test_a_name_that_copy_would_use_is_kept(name):
    assert _is_usable(name)


@pytest.mark.parametrize("name", ["PAR", "WAS", "Ko", "mo si ke", "Москва", "巴黎", "モスクワ", "Distrito 9", ""])
def test_a_code_a_syllable_or_another_script_is_left_out(name):
    assert not _is_usable(name)


@pytest.mark.parametrize("geonames", EXONYMS)
def test_every_exonym_leads_to_its_place(geonames):
    for name in EXONYMS[geonames]:
        assert geonames in {candidate.geonames for candidate in gazetteer().candidates(name, None)}, name


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_short_form_leads_to_its_country(country):
    for name in COUNTRIES[country]:
        assert country in {candidate.country for candidate in gazetteer().candidates(name, None)}, name


@pytest.mark.parametrize("region", REGIONS)
def test_every_abbreviation_leads_to_its_state(region):
    for name in REGIONS[region]:
        assert region in {candidate.region for candidate in gazetteer().candidates(name, None)}, name


@pytest.mark.parametrize("name", sorted(BARRED))
def test_what_is_barred_leads_nowhere(name):
    assert gazetteer().candidates(name, None) == ()
