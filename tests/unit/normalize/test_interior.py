import pytest

from worker.normalize.interior import subhead_text


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Le temps long -", "Le temps long"),
        ("- 'Enfin LÀ' -", "'Enfin LÀ'"),
        ('- "لا تراجع" -', '"لا تراجع"'),
        ("- قطع غيار –", "قطع غيار"),
        ("– Zeit und Ort –", "Zeit und Ort"),
        ("-- Le temps --", "Le temps"),
        ("-\u00a0Le temps\u00a0-", "Le temps"),
        ("- Et après ? -", "Et après ?"),
    ],
)
def test_a_line_between_dashes_is_a_subhead(line, text):
    assert subhead_text(line) == text


@pytest.mark.parametrize(
    "line",
    [
        "- Oui -",
        "- Non! -",
        "- «نعم» -",
        "- Un train",
        "Un train -",
        "-Un train-",
        "- -",
        "- 12 -",
        "- Un. Deux -",
        "- un - deux -",
        "- " + "mot " * 20 + "-",
    ],
)
def test_speech_items_and_rows_are_none(line):
    assert subhead_text(line) is None
