import pytest

from worker.agencies import agency_of
from worker.normalize.end_marks import is_end_mark

AFP = agency_of("AFP")


@pytest.mark.parametrize(
    "line",
    ["NNNN", "ends", "/ritzau/", "/ritzau/Reuters/", "==Kyodo", "(ANSA).", "-30-", "AFP", "Agence France-Presse"],
)
def test_an_end_mark_says_only_that_the_text_is_over(line):
    assert is_end_mark(line, AFP)


@pytest.mark.parametrize("line", ["The end is near", "EFE", "30", "2032", "Le train", "/paris/"])
def test_another_line_does_not(line):
    assert not is_end_mark(line, AFP)
