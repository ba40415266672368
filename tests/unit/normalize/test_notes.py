import pytest

from worker.normalize.notes import is_correction_line, is_note


@pytest.mark.parametrize(
    "text",
    [
        "ATTENTION - AJOUTE réactions ///",
        "/// VIDEO ///",
        "Eds: UPDATES: with quotes.",
        "(Berichtigung: im zweiten Absatz)",
        "(Corrects spelling in paragraph 3.)",
        "(Wiederholung: Foto ergänzt)",
        "URGENT",
        "2nd LEAD",
        "(LEAD 2)",
        "ملاحظة: يتبع",
    ],
)
def test_what_speaks_to_editors_is_a_note(text):
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a demandé des corrections.",
        "Attention: le train suivant est en retard.",
        "(Budget: trois millions)",
        "Urgent",
        "(AFP)",
        "Un lead",
        "(Corrects " + "x" * 2000 + ")",
    ],
)
def test_what_speaks_to_readers_is_none(text):
    assert not is_note(text)


def test_a_correction_line_opens_with_its_word_in_capitals():
    assert is_correction_line("CORRECTION: le train est à Cuzco.")
    assert not is_correction_line("Correction: le mot fait peur.")
