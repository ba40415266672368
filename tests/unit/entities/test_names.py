import pytest

from worker.entities.names import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Côte d’Ivoire", "COTE D'IVOIRE"),
        ("États-Unis", "Etats Unis"),
        ("Łódź", "Lodz"),
        ("Washington, D.C.", "Washington DC"),
        ("أثينا", "اثينا"),
        ("القدسُ", "القدس"),
    ],
)
def test_spellings_of_one_name_meet_in_one_key(one, other):
    assert fold(one) == fold(other)


def test_a_name_of_marks_alone_folds_to_nothing():
    assert not fold("—'…")
