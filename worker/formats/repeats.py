"""What a text repeats of its own head: a byline that stands above the story once more is no paragraph of it."""

from dataclasses import replace

from worker.item import RawBlock, RawKind, WireItem

OPENING_BLOCKS = 2
"""Blocks at the front among which a byline is looked for; a dateline or a subhead may stand before it."""

_PROSE = frozenset({RawKind.PARAGRAPH, RawKind.PLAIN})


def told_apart(item: WireItem) -> WireItem:
    """The item with its byline told from its story, where the text has it again."""
    if not item.byline:
        return item
    signed = _folded(item.byline)
    opening = item.blocks[:OPENING_BLOCKS]
    told = tuple(block._replace(kind=RawKind.BYLINE) if _repeats(block, signed) else block for block in opening)
    return item if told == opening else replace(item, blocks=(*told, *item.blocks[OPENING_BLOCKS:]))


def _repeats(block: RawBlock, signed: str) -> bool:
    return block.kind in _PROSE and _folded(block.text) == signed


def _folded(line: str) -> str:
    return " ".join(line[:400].casefold().split()).removeprefix("by ")
