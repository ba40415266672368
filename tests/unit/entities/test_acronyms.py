import pytest

from worker.entities.acronyms import spelled_out
from worker.item import EntityType, Mention, Passage

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION


def found(text: str, *names: tuple[str, EntityType]) -> list[str]:
    mentions = tuple(
        Mention("p", 100 + text.index(name), 100 + text.index(name) + len(name), name, type_) for name, type_ in names
    )
    mended = spelled_out(Passage("p", 100, text), mentions)
    assert all(text[each.start - 100 : each.end - 100] == each.text for each in mended)
    return [each.text for each in mended]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        (
            "the National Commission for Scheduled Castes (NCSC) said",
            [("National Commission", ORGANISATION), ("NCSC", ORGANISATION)],
            ["National Commission for Scheduled Castes", "NCSC"],
        ),
        (
            "Citizens of European Free Trade Association (EFTA) states",
            [("Citizens of European Free Trade Association", ORGANISATION)],
            ["European Free Trade Association"],
        ),
        (
            "l'Organisation mondiale de la santé (OMS) alerte",
            [("OMS", ORGANISATION)],
            ["Organisation mondiale de la santé", "OMS"],
        ),
        ("Kim Song Lee (KSL) said", [("Kim Song", PERSON), ("KSL", PERSON)], ["Kim Song", "KSL"]),
        ("the New York Knights (NYJ) won", [("New York", ORGANISATION)], ["New York"]),
        ("Ended. National (NCSC) said", [("National", ORGANISATION)], ["National"]),
    ],
)
def test_an_acronym_tells_where_its_name_begins(text, names, expected):
    assert found(text, *names) == expected


def test_a_name_that_is_whole_keeps_its_type():
    text = "la République arabe sahraouie démocratique (RASD) dit"
    names = ("République arabe sahraouie démocratique", PLACE), ("RASD", ORGANISATION)
    mentions = tuple(Mention("p", text.index(n), text.index(n) + len(n), n, type_) for n, type_ in names)
    assert spelled_out(Passage("p", 0, text), mentions) == mentions
