"""Roles and ages; the cases say what is one and, as many, what only looks like one."""

import json
from pathlib import Path

import pytest

from worker.entities.roles import Told, told
from worker.item import EntityType, Mention, Passage

CASES = json.loads((Path(__file__).parents[2] / "data" / "cases" / "entities-roles.json").read_text(encoding="utf-8"))


def told_of(language: str, text: str, *names: str) -> Told:
    passage = Passage("/bodies/0/value", 7, text)
    starts = [(7 + text.rindex(name), name) for name in names]
    mentions = [Mention(passage.pointer, at, at + len(name), name, EntityType.PERSON) for at, name in starts]
    return told(language, [(passage, mention) for mention in mentions])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['label']}")
def test_what_stands_beside_a_name_is_told(case):
    found = told_of(case["language"], case["text"], case["name"])
    assert (list(found.roles), found.age) == (case["roles"], case["age"])


def test_a_role_that_another_says_more_fully_is_left_out():
    text = "La présidente française Anna Roth parle. La présidente Roth se tait."
    assert told_of("fr", text, "Anna Roth", "Roth").roles == ("présidente française",)


def test_two_ages_are_none():
    assert told_of("en", "Jo Vale, 34, met Jo M. Vale, 35, there", "Jo Vale", "Jo M. Vale").age is None


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "piece", ["le président ", "de la ", "President ", "president of the ", ", chef de la", "'", "."]
)
def test_an_endless_row_of_offices_is_read_no_further_than_a_name_reaches(language, piece):
    text = piece * 50_000
    passage = Passage("/bodies/0/value", 0, text + "Jo Vale" + text)
    mention = Mention(passage.pointer, len(text), len(text) + 7, "Jo Vale", EntityType.PERSON)
    assert len("".join(told(language, [(passage, mention)]).roles)) < 300
