import pytest

from worker.entities.storms import match_storms, storm_of


@pytest.mark.parametrize(
    ("before", "name", "language", "storm"),
    [
        ([], "Tropical Storm Debby", "en", "Debby"),
        (["Typhoon"], "Yagi", "en", "Yagi"),
        (["la", "tempête"], "Ciaran", "fr", "Ciaran"),
        (["the", "storm"], "Florida", "en", None),
        ([], "Storm Lake", "en", None),
        ([], "Yagi", "ar", None),
    ],
)
def test_a_storm_is_told_by_its_kind(before, name, language, storm):
    assert storm_of(before, name, language) == storm


def test_a_storm_is_matched_to_its_whole_name():
    assert match_storms(["Cannes", "Milton", "Hurricane Milton"], "en") == {"Milton": "Hurricane Milton"}
    assert match_storms(["Milton"], "en") == {}
