import pytest

from worker.normalize.countries import country_code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("France", "FR"),
        ("Frankreich", "FR"),
        ("فرنسا", "FR"),
        ("الولايات المتحدة", "US"),
        ("Etats-Unis", "US"),
        ("Royaume-Uni", "GB"),
        ("Territoires palestiniens", "PS"),
        ("RD Congo", "CD"),
        ("South Dakota", "US"),
        ("Calif.", "US"),
        ("Ontario", "CA"),
        ("Georgia", "GE"),
        ("Tschechien", "CZ"),
        ("Suomi", "FI"),
    ],
)
def test_a_country_is_known_by_its_names(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize("name", ["Atlantis", "Bayern", "", "Europe", "2024"])
def test_what_is_no_country_has_no_code(name):
    assert country_code(name) is None
