"""How much an item is about each of its entities, from 0 to 1.

Half for being named where the news is told first, in a headline or the first paragraph; half for how often it is
named, against the entity named most. A figure to order one item's entities by; it compares nothing across items.
"""

from dataclasses import replace

from worker.item import BODY_POINTER, Entity, Mention, Story

_HEADLINES = "/headlines/"


def weigh(story: Story, entities: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Give each entity its salience, two decimals."""
    most = max((len(entity.mentions) for entity in entities), default=1)
    lead_end = next(
        (passage.start + len(passage.text) for passage in story.passages if passage.pointer == BODY_POINTER), 0
    )

    def leads(mention: Mention) -> bool:
        return mention.pointer.startswith(_HEADLINES) or (mention.pointer == BODY_POINTER and mention.start < lead_end)

    return tuple(
        replace(entity, salience=round(any(map(leads, entity.mentions)) / 2 + len(entity.mentions) / most / 2, 2))
        for entity in entities
    )
