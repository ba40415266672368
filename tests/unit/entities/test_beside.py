import pytest

from worker.entities.beside import look_beside
from worker.entities.lexicon import Lexicon
from worker.item import EntityType, Mention, Passage

ENGLISH = Lexicon("en", grammar=frozenset(), small=frozenset())
PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION


def seen(text: str, *names: tuple[str, EntityType], lexicon: Lexicon = ENGLISH) -> list[tuple[str, EntityType]]:
    passage = Passage("/bodies/0/value", 100, text)
    mentions = [
        Mention("/bodies/0/value", 100 + text.index(name), 100 + text.index(name) + len(name), name, type_)
        for name, type_ in names
    ]
    ((_, found),) = look_beside(((passage, tuple(mentions)),), lexicon)
    assert all(text[each.start - 100 : each.end - 100] == each.text for each in found)
    return [(each.text, each.type) for each in found]


def test_what_somebody_is_in_is_a_place():
    assert seen("He was held in Heiligendamm.", ("Heiligendamm", PERSON)) == [("Heiligendamm", PLACE)]


def test_a_person_whom_the_item_names_whole_is_no_place():
    found = seen("They said in Reed they trust, friends of Ann Reed.", ("Reed", PERSON), ("Ann Reed", PERSON))
    assert found == [("Reed", PERSON), ("Ann Reed", PERSON)]


def test_what_is_in_his_songs_makes_nobody_a_place():
    assert seen("The grief in Reed's songs", ("Reed", PERSON)) == [("Reed", PERSON)]


@pytest.mark.parametrize(("name", "type_"), [("Stuttgart", PLACE), ("Parliament", ORGANISATION)])
def test_an_organisation_is_a_place_only_where_the_world_knows_one_of_its_name(name, type_):
    assert seen(f"a vote in {name} today", (name, ORGANISATION)) == [(name, type_)]


def test_other_languages_keep_their_types():
    french = Lexicon("fr", grammar=frozenset(), small=frozenset())
    assert seen("les in Reed", ("Reed", PERSON), lexicon=french) == [("Reed", PERSON)]


def test_the_short_name_in_brackets_is_found():
    found = seen("the Alternative for Germany (AfD) said", ("Alternative for Germany", ORGANISATION))
    assert found == [("Alternative for Germany", ORGANISATION), ("AfD", ORGANISATION)]


@pytest.mark.parametrize("bracket", ["(founded 1998)", "(Berlin)", "(N)", "(see page 3)", "(AfD and CDU)"])
def test_other_brackets_are_left_alone(bracket):
    assert len(seen(f"the Greens {bracket} said", ("Greens", ORGANISATION))) == 1


def test_a_short_name_that_is_known_is_not_found_twice():
    names = ("World Health Organization", ORGANISATION), ("WHO", ORGANISATION)
    assert len(seen("the World Health Organization (WHO) said", *names)) == 2


def test_a_legal_form_is_its_companys():
    found = seen("the maker Airbus SE said", ("Airbus", ORGANISATION), ("SE", EntityType.PRODUCT))
    assert found == [("Airbus SE", ORGANISATION)]


def test_a_legal_form_behind_something_else_is_left_alone():
    names = ("Airbus", ORGANISATION), ("SE", PLACE)
    assert len(seen("sold by Airbus, SE of Leeds", *names)) == 2


def test_an_ordinary_word_that_opens_a_sentence_is_no_name():
    assert seen("Ferry crews strike. A ferry was stuck.", ("Ferry", PERSON)) == []


def test_a_word_that_the_language_writes_small_is_none_either():
    words = Lexicon("en", grammar=frozenset(), small=frozenset({"ferry"}))
    for text in ("KILL: Ferry crews strike.", 'Kill the story "Ferry crews strike".'):
        assert seen(text, ("Ferry", PERSON), lexicon=words) == []


def test_a_word_that_is_part_of_a_longer_name_stays_one():
    found = seen("Mark left. Ann Mark will mark the day.", ("Mark", PERSON), ("Ann Mark", PERSON))
    assert found == [("Mark", PERSON), ("Ann Mark", PERSON)]


def test_a_name_that_stands_inside_a_sentence_too_stays_one():
    passage = Passage("p", 0, "Ferry left. They saw Ferry on a ferry.")
    mentions = Mention("p", 0, 5, "Ferry", PERSON), Mention("p", 21, 26, "Ferry", PERSON)
    assert look_beside(((passage, mentions),), ENGLISH) == ((passage, mentions),)


def test_an_elision_opens_no_sentence():
    words = Lexicon("fr", grammar=frozenset(), small=frozenset({"orange"}))
    assert seen("la ville d'Orange", ("Orange", PLACE), lexicon=words) == [("Orange", PLACE)]
