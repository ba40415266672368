import json
from pathlib import Path

import pytest

from worker.entities.clean import settle, trim
from worker.entities.lexicon import Lexicon
from worker.item import EntityType, Mention
from worker.normalize.text import fold_typography

CASES = json.loads((Path(__file__).parents[2] / "data" / "cases" / "entities-names.json").read_text(encoding="utf-8"))
FRENCH = Lexicon("fr", grammar=frozenset({"la", "le"}), small=frozenset())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_span_is_narrowed_to_the_name_in_it(case, lexicons):
    text = fold_typography(f"xx {case['span']} xx")
    name = trim(text, 3, len(text) - 3, EntityType(case["type"]), lexicon=lexicons[case["language"]])
    assert (text[slice(*name)] if name else None) == case["expected"], case["comment"]


def mention(text: str, start: int, type_: EntityType = EntityType.PLACE) -> Mention:
    return Mention("/bodies/0/value", start, start + len(text), text, type_)


def test_a_name_takes_the_type_that_most_of_its_mentions_have():
    seen = (
        mention("Daech", 0),
        mention("DAECH", 10, EntityType.ORGANISATION),
        mention("Daech", 20, EntityType.ORGANISATION),
    )
    assert {each.type for each in settle(seen, FRENCH)} == {EntityType.ORGANISATION}


def test_a_name_loses_the_article_that_the_item_writes_it_without():
    first, _ = settle((mention("La France", 0), mention("France", 20)), FRENCH)
    assert (first.text, first.start, first.end) == ("France", 3, 9)


def test_an_article_stays_where_the_name_is_never_without():
    assert settle((mention("La Haye", 0),), FRENCH)[0].text == "La Haye"


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("court in The Hague said", "Hague", "The Hague"),
        ("The Hague", "Hague", "The Hague"),
        ("in Washington, D.C., today", "Washington", "Washington, D.C."),
        ("in Washington DC today", "Washington", "Washington DC"),
        ("in Washington, DCEU fans", "Washington", "Washington"),
        ("The Berlin court", "Berlin", "Berlin"),
    ],
)
def test_a_place_has_what_belongs_to_its_name(text, marked, whole):
    start = text.index(marked)
    words = Lexicon("en", grammar=frozenset({"the"}), small=frozenset())
    name = trim(text, start, start + len(marked), EntityType.PLACE, lexicon=words)
    assert name is not None
    assert text[slice(*name)] == whole


@pytest.mark.parametrize(
    ("text", "marked", "is_name"),
    [
        ("The ferry left at 0400 GMT.", "GMT", False),
        ("The ferry left at 0400 GMT.", "0400 GMT", False),
        ("Coup d'envoi à 21h00 (19h00 GMT)", "GMT", False),
        ("They meet at 5:30 p.m. EST.", "EST", False),
        ("The MET opens its season.", "MET", True),
    ],
)
def test_a_zone_behind_a_time_is_no_name(text, marked, is_name, lexicons):
    start = text.index(marked)
    found = trim(text, start, start + len(marked), EntityType.ORGANISATION, lexicon=lexicons["en"])
    assert (found is not None) is is_name
