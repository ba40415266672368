"""The text that a ContentItem of NewsML 1.x holds: as markup, as plain text, as NITF, in base64 or beside its twins.

Apart from ``newsml12_parts``, which tells what the text is for.
"""

import base64
import binascii
import quopri

from worker.errors import ItemError, MalformedError
from worker.formats.charset import decode
from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.nitf_text import story_blocks
from worker.formats.plain_text import paragraphs
from worker.formats.read_xml import Element, child, read_xml, read_xml_text
from worker.item import RawBlock

ENCODINGS_MAX = 3
"""Encodings around one text; each is an element of its own, the outermost first."""


def blocks_in(content: Element) -> tuple[RawBlock, ...]:
    """Read the text of one ContentItem.

    Raises:
        MalformedError: it says that it is encoded, and is not.

    """
    held = _held(content)
    if held is None:
        return ()
    if isinstance(held, str):
        return html_blocks(held) if is_markup(held) else tuple(RawBlock(one) for one in paragraphs(held))
    inside = nitf_root(held)
    if inside is not None:
        return story_blocks(inside)
    return blocks(next(held.iter("body.content"), held))


def nitf_in(content: Element) -> Element | None:
    """Give the NITF document that a ContentItem holds, which may know more than the NewsML around it."""
    held = _held(content)
    return None if held is None or isinstance(held, str) else nitf_root(held)


def nitf_root(held: Element) -> Element | None:
    """Give the NITF document in a tree."""
    return next(held.iter("nitf"), None)


def _held(content: Element) -> Element | str | None:
    """What is in the data: its own tree, a tree written as text, or text."""
    data = child(content, "DataContent")
    if data is not None:
        return data if len(data) else _as_tree(data.text or "")
    encoded = _encoded(content)
    if encoded is None:
        return None
    if encoded.lstrip().startswith(b"<?xml"):
        return read_xml(encoded).root
    return _as_tree(decode(encoded).text) if b"\0" not in encoded else None


def _as_tree(text: str) -> Element | str:
    """Read NITF that was put in as text; what is broken in it is read as the looser HTML."""
    if "<nitf" not in text[:2_000]:
        return text
    try:
        return read_xml_text(text)[0]
    except ItemError:
        return text


def _encoded(content: Element) -> bytes | None:
    """Undo the encodings around a text, the innermost last."""
    notations: list[str] = []
    inner: Element | None = content.find("Encoding")
    while inner is not None and len(notations) < ENCODINGS_MAX:
        notations.append(inner.get("Notation", "").casefold())
        data = inner.find("DataContent")
        if data is not None:
            value = "".join(map(str, data.itertext())).encode()
            for notation in reversed(notations):
                value = _decoded(value, notation)
            return value
        inner = inner.find("Encoding")
    return None


def _decoded(value: bytes, notation: str) -> bytes:
    if "base64" in notation or "base-64" in notation:
        try:
            return base64.b64decode(b"".join(value.split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise MalformedError("The item's text is said to be base64, and is none.") from error
    if "quoted" in notation:
        return quopri.decodestring(value)
    return value
