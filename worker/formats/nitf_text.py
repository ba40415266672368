"""The text of NITF elements: a line of a head, the blocks of a body; its own elements are known to ``markup``."""

from itertools import chain

from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.read_xml import Element
from worker.item import RawBlock, RawKind

# Notes speak to editors, metadata of a table to typesetters: neither is story.
NOT_STORY = frozenset({"note", "nitf-table-metadata"})


def line_of(element: Element | None, *, leave_out: frozenset[str] = frozenset()) -> str | None:
    """The text of an element on one line, whatever inline markup or paragraphs are in it."""
    if element is None:
        return None
    return " ".join(block.text.replace("\n", " ") for block in blocks(element, leave_out=leave_out)) or None


def story_blocks(root: Element) -> tuple[RawBlock, ...]:
    """The story's blocks: ``body.content`` without notes and pictures, then what ``body.end`` has to say."""
    bodies = list(root.iterchildren("body"))
    contents = [content for body in bodies for content in body.iterchildren("body.content")]
    ends = [end for body in bodies for end in body.iterchildren("body.end")]
    parts = [*(contents or root.findall("body.content") or bodies), *ends]
    return tuple(chain.from_iterable(map(_blocks, parts)))


def _blocks(part: Element) -> tuple[RawBlock, ...]:
    """The blocks of a part; one text whose markup was escaped as a whole, or put into CDATA, is HTML."""
    read = blocks(part, leave_out=NOT_STORY)
    return html_blocks(read[0].text) if len(read) == 1 and is_markup(read[0].text) else read


def as_table(blocks: tuple[RawBlock, ...]) -> tuple[RawBlock, ...]:
    """The blocks of a table that was sent line by line as one."""
    rows = [block.text for block in blocks if block.kind in {RawKind.PARAGRAPH, RawKind.PLAIN, RawKind.TABLE}]
    rest = tuple(block for block in blocks if block.kind not in {RawKind.PARAGRAPH, RawKind.PLAIN, RawKind.TABLE})
    return (RawBlock("\n".join(rows), RawKind.TABLE), *rest) if rows else rest
