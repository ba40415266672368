"""The rules against annotated news that none of them was written for; ``-rP`` prints the figures.

A floor lies a little below what was measured when it was set: a change of a rule may cost a tenth, not a point.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from worker.entities import Recognizer, link, resolve
from worker.item import Entity, EntityType

TYPES = {
    "Person": "person",
    "Location": "place",
    "Organization": "organisation",
    "person": "person",
    "place": "place",
    "organisation": "organisation",
}

Span = tuple[int, int, str]


def articles(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def read(article: dict, language: str, recognizer: Recognizer, story_of) -> tuple[Entity, ...]:
    """The entities of an article, each of its lines a paragraph; offsets count from the article's beginning."""
    story = story_of(*article["text"].split("\n"), language=language)
    mentions = recognizer.recognize(story)
    return link(story, resolve(story, mentions)).entities


def spans(article: dict, entities: Iterable[Entity]) -> dict[tuple[int, int], Entity]:
    """Where in the article the mentions are: a story parts its paragraphs by two characters, the article by one."""
    text = article["text"]
    starts, at = [], 0
    for number, line in enumerate(text.split("\n")):
        starts.append((at + number, at))  # in the story, in the article
        at += len(line) + 1
    found = {}
    for entity in entities:
        for mention in entity.mentions:
            story_at, article_at = max(pair for pair in starts if pair[0] <= mention.start)
            start = mention.start - story_at + article_at
            found[start, start + len(mention.text)] = entity
    return found


def outermost(gold: list) -> set[Span]:
    kept, end = set(), -1
    for start, stop, label, *_ in sorted(gold, key=lambda row: (row[0], -row[1])):
        if start >= end:
            end = stop
            if label in TYPES:
                kept.add((start, stop, TYPES[label]))
    return kept


def f_score(found: Counter, wanted: Counter, right: Counter, kind: str) -> float:
    score = 200 * right[kind] / (found[kind] + wanted[kind])
    print(f"{kind:13} P {100 * right[kind] / found[kind]:.1f}  R {100 * right[kind] / wanted[kind]:.1f}  F {score:.1f}")  # noqa: T201
    return score


@pytest.mark.parametrize(
    ("corpus", "floors"),
    [
        (("winer-fr/2016-2017.jsonl", "fr"), {"person": 90.3, "place": 83.5, "organisation": 63.8, "all": 81.5}),
        (
            ("english-news/dwie-entities.jsonl", "en"),
            {"person": 81.3, "place": 86.9, "organisation": 65.9, "all": 78.9},
        ),
    ],
)
def test_names_in_news_are_found(corpus, floors, shared_data, recognizer, story_of):
    file, language = corpus
    found, wanted, right = Counter(), Counter(), Counter()
    for article in articles(shared_data / file):
        gold = outermost(article["entities"])
        entities = spans(article, read(article, language, recognizer, story_of))
        ours = {(*span, entity.type.value) for span, entity in entities.items() if entity.type in set(TYPES.values())}
        for tally, of in ((found, ours), (wanted, gold), (right, ours & gold)):
            tally.update(kind for *_, kind in of)
            tally["all"] += len(of)
    scores = {kind: f_score(found, wanted, right, kind) for kind in floors}
    assert all(scores[kind] >= floor for kind, floor in floors.items()), scores


def test_the_mentions_of_one_thing_are_one_entity(shared_data, recognizer, story_of):
    """B-cubed over the mentions that both sides have: how pure our entities are, how whole."""
    purity, wholeness, count = 0.0, 0.0, 0
    for article in articles(shared_data / "english-news" / "dwie-entities.jsonl"):
        ours = spans(article, read(article, "en", recognizer, story_of))
        theirs = {(start, end): thing for start, end, label, thing in article["entities"] if label in TYPES}
        both = [span for span in theirs if span in ours]
        for span in both:
            mine = {other for other in both if ours[other] is ours[span]}
            gold = {other for other in both if theirs[other] == theirs[span]}
            purity += len(mine & gold) / len(mine)
            wholeness += len(mine & gold) / len(gold)
        count += len(both)
    print(f"B-cubed P {100 * purity / count:.1f} R {100 * wholeness / count:.1f} over {count} mentions")  # noqa: T201
    assert purity / count > 0.995
    assert wholeness / count > 0.945


def test_places_in_news_are_linked_rightly_or_not_at_all(shared_data, recognizer, story_of):
    right = wrong = countries = 0
    for article in articles(shared_data / "english-news" / "tr-news-places.jsonl"):
        ours = spans(article, read(article, "en", recognizer, story_of))
        for place in article["places"]:
            entity = ours.get((place["start"], place["end"]))
            if entity is not None and entity.geonames is not None:
                right += entity.geonames == place["geonames"]
                wrong += entity.geonames != place["geonames"]
                countries += entity.iso3166 == place.get("iso3166")
    linked = right + wrong
    print(f"{linked} linked, {100 * right / linked:.1f} % rightly, {100 * countries / linked:.1f} % to the country")  # noqa: T201
    assert linked >= 730
    assert right / linked > 0.91
    assert countries / linked > 0.95


def test_persons_are_never_linked_to_places(shared_data, recognizer, story_of):
    for article in articles(shared_data / "english-news" / "dwie-entities.jsonl")[:40]:
        for entity in read(article, "en", recognizer, story_of):
            assert entity.geonames is None or entity.type is EntityType.PLACE


def test_every_mention_is_its_text(shared_data, recognizer, story_of):
    for article in articles(shared_data / "winer-fr" / "2016-2017.jsonl")[:200]:
        for (start, end), entity in spans(article, read(article, "fr", recognizer, story_of)).items():
            assert article["text"][start:end] in {entity.name, *entity.aliases}
