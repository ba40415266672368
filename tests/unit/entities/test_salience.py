from worker.entities.salience import weigh
from worker.item import Entity, EntityType, Mention

BODY = "/bodies/0/value"


def entity(name: str, *starts: int) -> Entity:
    mentions = tuple(Mention(BODY, start, start + len(name), name, EntityType.PERSON) for start in starts)
    return Entity(id=f"urn:wire:person:{name}", type=EntityType.PERSON, name=name, mentions=mentions)


def test_salience_is_half_the_lead_and_half_the_count(story_of):
    story = story_of("Anna dort.", "Boris veille, Boris lit. Anna rêve, Carl ronfle, Boris part.")
    people = (entity("Anna", 0, 37), entity("Boris", 12, 26, 61), entity("Carl", 48))
    assert [each.salience for each in weigh(story, people)] == [0.83, 0.5, 0.17]


def test_nothing_weighs_nothing(story_of):
    assert weigh(story_of("Rien."), ()) == ()
