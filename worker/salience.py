"""How much an item is about each of its entities, from 0 to 1.

Half for being named where the news is told first, in a headline or the first paragraph; half for how often it is
named, against the entity named most. A figure to order one item's entities by; it compares nothing across items.

Apart from the entities, since none has it alone: it can be told when all of them are found, linked and joined.
"""

from collections.abc import Iterator

from worker.item import BODY_POINTER, Entity, Mention, Story

_HEADLINES = "/headlines/"


def weigh(story: Story, entities: tuple[Entity, ...]) -> Iterator[float]:
    """The salience of each entity, two decimals."""
    most = max((len(entity.mentions) for entity in entities), default=1)
    lead_end = next(
        (passage.start + len(passage.text) for passage in story.passages if passage.pointer == BODY_POINTER), 0
    )
    for entity in entities:
        first = any(_leads(mention, lead_end) for mention in entity.mentions)
        yield round(first / 2 + len(entity.mentions) / most / 2, 2)


def _leads(mention: Mention, lead_end: int) -> bool:
    return mention.start < lead_end if mention.pointer == BODY_POINTER else mention.pointer.startswith(_HEADLINES)
