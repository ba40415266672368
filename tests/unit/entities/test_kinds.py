import pytest

from worker.entities.kinds import told_types
from worker.item import EntityType, Mention, Passage

PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION
EVENT, PRODUCT = EntityType.EVENT, EntityType.PRODUCT


def told(language: str, text: str, *names: tuple[str, EntityType]) -> dict[str, EntityType]:
    mentions, at = [], 0
    for name, type_ in names:
        at = text.index(name, at)
        mentions.append(Mention("p", at, at + len(name), name, type_))
        at += len(name)
    return told_types(((Passage("p", 0, text), tuple(mentions)),), language)


@pytest.mark.parametrize(
    ("language", "text", "name", "taken_for", "expected"),
    [
        ("en", "Then Mrs Lindqvist spoke.", "Lindqvist", ORGANISATION, PERSON),
        ("fr", "Selon M. Corbin, rien.", "Corbin", PLACE, PERSON),
        ("en", "Howard M Corbin spoke.", "Corbin", ORGANISATION, None),
        ("en", "Lena Brandt, 48, said so.", "Lena Brandt", ORGANISATION, PERSON),
        ("fr", "Lina Morel, 48 ans, chante.", "Lina Morel", ORGANISATION, PERSON),
        ("en", "Lena Brandt, a 48-year-old teacher, said so.", "Lena Brandt", ORGANISATION, PERSON),
        ("en", "Brandt Steel, a 48-year-old company, said so.", "Brandt Steel", ORGANISATION, None),
        ("en", "Leeds Rovers, 7, and others.", "Leeds Rovers", ORGANISATION, None),
        ("en", "the spokesman Tariq Odeh said", "Tariq Odeh", ORGANISATION, PERSON),
        ("fr", "la ministre Lina Morel a dit", "Lina Morel", ORGANISATION, PERSON),
        ("en", "the police chief New York had", "New York", PLACE, None),
        ("fr", "la frégate Jean Bart croise", "Jean Bart", PERSON, PRODUCT),
        ("fr", "le pétrolier Total a dit", "Total", ORGANISATION, None),
        ("fr", "Un raid à Khan Younès a tué", "Khan Younès", PERSON, PLACE),
        ("fr", "Un hommage à Victor Hugo", "Victor Hugo", PERSON, None),
    ],
)
def test_the_word_beside_a_name_tells_its_type(language, text, name, taken_for, expected):
    assert told(language, text, (name, taken_for)) == ({name: expected} if expected else {})


@pytest.mark.parametrize("taken_for", [PERSON, ORGANISATION])
def test_what_is_in_a_department_is_a_place(taken_for):
    assert told("fr", "Un bal à Crépol (Drôme).", ("Crépol", taken_for), ("Drôme", PLACE)) == {"Crépol": PLACE}


def test_who_comes_from_a_department_is_none():
    assert told("fr", "Lina Morel (Drôme) a gagné.", ("Lina Morel", PERSON), ("Drôme", PLACE)) == {}


def test_a_storm_is_no_person_wherever_it_is_named():
    names = ("Hurricane Milton", PLACE), ("Milton", PERSON), ("Anna Milton", PERSON)
    found = told("en", "Hurricane Milton grew. Milton weakened, Anna Milton said.", *names)
    assert found == {"Hurricane Milton": EVENT, "Milton": EVENT}


def test_a_french_storm_is_none_either():
    found = told(
        "fr", "La tempête tropicale Ernesto approche. Ernesto faiblit.", ("Ernesto", PERSON), ("Ernesto", PERSON)
    )
    assert found == {"Ernesto": EVENT}


def test_those_who_watch_storms_are_none():
    assert told("en", "the National Hurricane Center said", ("National Hurricane Center", ORGANISATION)) == {}
    assert told("en", "a storm Florida had not seen", ("Florida", PLACE)) == {}
