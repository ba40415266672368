"""Countries' codes, as CLDR has them."""

import pytest

from worker.territories import alpha2, name


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("FRA", "FR"),
        ("pse", "PS"),
        (" USA ", "US"),
        ("GB", "GB"),
        ("ZZZ", None),
        ("ZZ", None),
        ("YUG", None),
        ("", None),
    ],
)
def test_a_country_has_two_letters_and_what_is_none_has_none(code, expected):
    assert alpha2(code) == expected


def test_a_code_of_no_country_goes_by_itself():
    assert (name("PRT"), name("XYZ")) == ("Portugal", "XYZ")
