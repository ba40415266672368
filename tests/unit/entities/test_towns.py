import time

import pytest

from worker.entities.towns import with_towns
from worker.item import EntityType, Mention

BODY = "/bodies/0/value"
PERSON, PLACE, ORGANISATION = EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION


def read(story_of, text: str, *names: tuple[str, EntityType], language: str = "en") -> list[tuple[str, EntityType]]:
    """The mentions that ``names`` become, each of them given wherever the text has it, in the order of the text."""
    given = tuple(
        Mention(BODY, at, at + len(name), name, type_)
        for name, type_ in names
        for at in range(len(text))
        if text.startswith(name, at)
    )
    found = with_towns(story_of(text, language=language), given)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    return [(mention.text, mention.type) for mention in sorted(found, key=lambda mention: mention.start)]


def test_what_something_happens_in_is_a_place_wherever_the_item_names_it(story_of):
    text = "Shiraz mourns. A fire in Shiraz killed two."
    assert read(story_of, text, ("Shiraz", ORGANISATION)) == [("Shiraz", PLACE), ("Shiraz", PLACE)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He fled to safety in Tunis, they say.", "Tunis"),
        ("Residents of Punjab left.", "Punjab"),
        ("In Bhopal it rained.", "Bhopal"),
    ],
)
def test_a_well_known_place_that_the_model_passed_over_is_found_behind_its_preposition(story_of, text, name):
    assert read(story_of, text) == [(name, PLACE)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met in Wonderland and in Parliament.", "en"),  # on no map
        ("They believe in Nancy Pelosi.", "en"),  # a longer name
        ("He came from Tunis and went to Bhopal.", "en"),  # said of people and clubs as well
        ("Estar en Bagdad.", "es"),  # no words for it in this language
    ],
)
def test_what_is_no_place_or_may_be_none_is_left_alone(story_of, text, language):
    assert read(story_of, text, language=language) == []


def test_a_surname_of_the_item_stays_one(story_of):
    text = "Anna Lincoln spoke. Trust in Lincoln grows."
    names = [("Anna Lincoln", PERSON), ("Lincoln", PERSON)]
    assert {type_ for _, type_ in read(story_of, text, *names)} == {PERSON}


def test_a_club_stays_one(story_of):
    names = [("Bayern Munich", ORGANISATION), ("Bayern", ORGANISATION)]
    found = read(story_of, "Bayern Munich won. Trust in Bayern grows.", *names)
    assert {type_ for _, type_ in found} == {ORGANISATION}


def test_a_name_inside_a_mention_is_no_second_one(story_of):
    assert read(story_of, "The Bank in Tunis Tower fell.", ("Bank in Tunis", ORGANISATION)) == [
        ("Bank in Tunis", ORGANISATION)
    ]


def test_a_megabyte_of_prepositions_is_read_in_no_time(story_of):
    began = time.process_time()
    with_towns(story_of("in Tunis " * 110_000, language="en"), ())
    with_towns(story_of("in Xx" + "Xx" * 500_000, language="en"), ())
    assert time.process_time() - began < 3
