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
    opening = (_read(block, signed) for block in item.blocks[:OPENING_BLOCKS])
    return replace(item, blocks=(*opening, *item.blocks[OPENING_BLOCKS:]))


def _read(block: RawBlock, signed: str) -> RawBlock:
    is_byline = block.kind in _PROSE and _folded(block.text) == signed
    return replace(block, kind=RawKind.BYLINE) if is_byline else block


def _folded(line: str) -> str:
    return " ".join(line[:400].casefold().split()).removeprefix("by ")
