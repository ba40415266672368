"""The text of NITF elements: a line of a head, the blocks of a body; its own elements are known to ``markup``."""

from contextlib import suppress
from itertools import chain

from worker.errors import ItemError
from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.read_xml import Element, read_xml_text
from worker.item import RawBlock, RawKind

# Notes speak to editors, metadata of a table to typesetters: neither is story.
NOT_STORY = frozenset({"note", "nitf-table-metadata"})


_DECLARED_MAX = 2_000  # characters before the root of a document: its declaration, its document type


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
    """The blocks of a part; a text whose markup was escaped as a whole, or put into CDATA, is HTML, or NITF once more."""
    read = blocks(part, leave_out=NOT_STORY)
    if len(read) == 1 and is_markup(read[0].text):
        return _of_markup(read[0].text)
    if any(block.text.startswith("<") for block in read):  # a part in CDATA before a picture, another one behind it
        parts = ((_is_whole(one.text) and _of_markup(one.text)) or (one,) for one in read)
        return tuple(chain.from_iterable(parts))
    return read


def _is_whole(text: str) -> bool:
    """Whether a text is markup from end to end, and not one that speaks of a tag."""
    return text.startswith("<") and text.endswith(">") and is_markup(text)


def _of_markup(text: str) -> tuple[RawBlock, ...]:
    if "<nitf" in text[:_DECLARED_MAX]:
        with suppress(ItemError):  # what is broken in it is read as the looser HTML
            root, _ = read_xml_text(text)
            return blocks(next(root.iter("body.content"), root), leave_out=NOT_STORY)
    return html_blocks(text)


def as_table(blocks: tuple[RawBlock, ...]) -> tuple[RawBlock, ...]:
    """The blocks of a table that was sent line by line as one."""
    rows = [block.text for block in blocks if block.kind in {RawKind.PARAGRAPH, RawKind.PLAIN, RawKind.TABLE}]
    rest = tuple(block for block in blocks if block.kind not in {RawKind.PARAGRAPH, RawKind.PLAIN, RawKind.TABLE})
    return (RawBlock("\n".join(rows), RawKind.TABLE), *rest) if rows else rest
