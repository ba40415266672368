import pytest

from worker.entities.edges import is_code, with_its_neighbours
from worker.item import EntityType

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("1. Wout Roth (BEL/SOQ) 4:12", "SOQ", True),
        ("2. Lena Brandt (ITA/N.2) 4:13", "ITA", True),
        ("selon Paul Aubert (UDC/GE)", "UDC/GE", True),
        ("selon Paul Aubert (UDC/GE)", "UDC", True),
        ("die Union (CDU/CSU) sagt", "CDU/CSU", False),
        ("leaders of both (EU/NATO countries) met", "NATO", False),
        ("the paper (AFP) said", "AFP", False),
        ("l'accord GE/Alstom", "GE", False),
    ],
)
def test_codes_in_brackets_are_no_names(text, marked, expected):
    start = text.index(marked)
    assert is_code(text, start, start + len(marked)) is expected


@pytest.mark.parametrize(
    ("text", "marked", "type_", "language", "expected"),
    [
        ("said Han Duck-soo today", "Han Duck", PERSON, "en", "Han Duck-soo"),
        ("met Hong Gil-dong, who", "Hong Gil", PERSON, "en", "Hong Gil-dong"),
        ("than Kim Jong Un-but the", "Kim Jong Un", PERSON, "en", "Kim Jong Un"),
        ("the Anna Roth-led team", "Anna Roth", PERSON, "en", "Anna Roth"),
        ("Rain fell. Across Germany it snowed", "Across Germany", PLACE, "en", "Germany"),
        ("Previously Germany won", "Previously Germany", PLACE, "en", "Germany"),
        ("Selon Paris, rien", "Selon Paris", PLACE, "fr", "Paris"),
        ("the film After Dark was", "After Dark", ORGANISATION, "en", "After Dark"),
        ("He left. The Greens won", "The Greens", ORGANISATION, "en", "The Greens"),
        ("a surclassé Brest 5-2", "Brest 5", ORGANISATION, "fr", "Brest"),
        ("crédité par Ipsos 40 %", "Ipsos 40", ORGANISATION, "fr", "Ipsos"),
        ("le club Schalke 04 joue", "Schalke 04", ORGANISATION, "fr", "Schalke 04"),
        ("en mer du Nord, un navire", "Nord", PLACE, "fr", "mer du Nord"),
        ("en Mer Noire, un navire", "Noire", PLACE, "fr", "Mer Noire"),
        ("le département du Nord", "Nord", PLACE, "fr", "Nord"),
    ],
)
def test_a_name_has_what_is_its_own(text, marked, type_, language, expected):
    start = text.index(marked)
    assert text[slice(*with_its_neighbours(text, start, start + len(marked), type_, language))] == expected
