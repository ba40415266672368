"""What a text repeats of its own head: a headline or a byline that stands above the story once more is no part of it."""

from dataclasses import replace

from worker.item import RawBlock, RawKind, WireItem

OPENING_BLOCKS = 2
"""Blocks at the front among which a byline is looked for; a dateline or a subhead may stand before it."""

_CHARACTERS_MAX = 400  # of a byline
_PROSE = frozenset({RawKind.PARAGRAPH, RawKind.PLAIN})


def told_apart(item: WireItem) -> WireItem:
    """The item with its headline and its byline told from its story, where the text has them again."""
    if len(item.blocks) > 1 and item.blocks[0].kind is RawKind.SUBHEAD:
        title = " ".join(item.blocks[0].text.split())
        if any(title == line.value for line in item.headlines):
            item = replace(item, blocks=item.blocks[1:])
    if not item.byline:
        return item
    signed = _folded(item.byline)
    opening = item.blocks[:OPENING_BLOCKS]
    told = tuple(block._replace(kind=RawKind.BYLINE) if _repeats(block, signed) else block for block in opening)
    return item if told == opening else replace(item, blocks=(*told, *item.blocks[OPENING_BLOCKS:]))


def _repeats(block: RawBlock, signed: str) -> bool:
    words = signed.count(" ") + 1
    return block.kind in _PROSE and _folded(block.text, words + 2) == signed  # "by", and one that is too many


def _folded(line: str, words: int = _CHARACTERS_MAX) -> str:
    """The first words of a line."""
    return " ".join(line[:_CHARACTERS_MAX].split(None, words)[:words]).casefold().removeprefix("by ")
