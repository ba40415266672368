"""Entities that turn out to be one thing, made one; apart, since linking places and the authority files both find such."""

from collections.abc import Collection

from worker.entities.reading import by_passage
from worker.item import Entity, Story


def joined(story: Story, entities: Collection[Entity]) -> tuple[Entity, ...]:
    """One entity for each identifier, where it was first named."""
    if len({entity.id for entity in entities}) == len(entities):  # as in most items
        return tuple(entities)
    joined: dict[str, Entity] = {}
    for entity in entities:
        known = joined.get(entity.id)
        joined[entity.id] = entity if known is None else _merged(story, known, entity)
    return tuple(joined.values())


def _merged(story: Story, one: Entity, other: Entity) -> Entity:
    """Two names of one thing; the one that the text uses more is its name, the other an alias."""
    name = max((one, other), key=lambda entity: len(entity.mentions)).name
    forms = dict.fromkeys((one.name, *one.aliases, other.name, *other.aliases))
    mentions = (*one.mentions, *other.mentions)
    return one._replace(
        name=name,
        aliases=tuple(form for form in forms if form != name),
        mentions=tuple(mention for _, here in by_passage(story.passages, mentions) for mention in here),
    )
