from dataclasses import replace

from worker.item import BODY_POINTER, Entity, EntityType, Hints, Mention, Passage, Story, WireItem
from worker.salience import weigh

LEAD, REST = "Anna dort.", "Boris veille, Boris lit. Anna rêve, Carl ronfle, Boris part."
STORY = Story(
    item=WireItem(format="test", hints=Hints()),
    body=f"{LEAD}\n\n{REST}",
    blocks=(),
    passages=(Passage(BODY_POINTER, 0, LEAD), Passage(BODY_POINTER, len(LEAD) + 2, REST)),
    pub_status="usable",
)


def entity(name: str, *starts: int, pointer: str = BODY_POINTER) -> Entity:
    mentions = tuple(Mention(pointer, start, start + len(name), name, EntityType.PERSON) for start in starts)
    return Entity(id=f"urn:wire:person:{name}", type=EntityType.PERSON, name=name, mentions=mentions)


def test_salience_is_half_the_lead_and_half_the_count():
    people = (entity("Anna", 0, 37), entity("Boris", 12, 26, 61), entity("Carl", 48))
    assert list(weigh(STORY, people)) == [0.83, 0.5, 0.17]


def test_a_headline_leads_and_a_caption_does_not():
    told = (entity("Anna", 0, pointer="/headlines/0/value"), entity("Carl", 0, pointer="/descriptions/0/value"))
    assert list(weigh(STORY, told)) == [1.0, 0.5]
    assert list(weigh(replace(STORY, passages=()), told)) == [1.0, 0.5]


def test_nothing_weighs_nothing():
    assert list(weigh(STORY, ())) == []
