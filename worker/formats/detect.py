"""Which reader a value is for, by its syntax, by what a header names and by content; and its items, each on its own.

A reader is a module with a ``NAME`` and three functions over an opened document (the root of an XML tree, a JSON value,
a text): ``sniff`` tells whether it knows the document, ``split`` gives the items in it, ``parse`` reads one of them.
Another format is another module and another row in one of the three tuples below, and its name in ``names``; the first that
knows it reads it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from worker.errors import ItemError, MalformedError, NoTextError, NotNewsError, TooLargeError, UnknownFormatError
from worker.formats import (
    afp_api,
    afp_text,
    anpa1312,
    ap_json,
    dpa_json,
    fingerpost,
    iptc7901,
    newsml12,
    newsml_g2,
    ninjs,
    nitf,
    plain_json,
    plain_text,
    reuters_connect,
    telex,
)
from worker.formats.charset import as_utf8, decode
from worker.formats.escapes import unescaped
from worker.formats.limits import LIMITS, Limits
from worker.formats.read_json import read_json
from worker.formats.read_xml import Element, read_xml
from worker.formats.teletype import HEADER_START, is_framed
from worker.formats.teletype_charset import charset_of
from worker.item import Failure, Hints, Payload, Warn, WireItem

_Document = TypeVar("_Document")


class Reader(Protocol[_Document]):
    """What a format's module offers."""

    NAME: str

    def sniff(self, document: _Document, hints: Hints, /) -> bool:
        """Tell whether the document is of this format."""

    def split(self, document: _Document, /) -> Sequence[_Document]:
        """Give the items of the message, in their order."""

    def parse(self, part: _Document, hints: Hints, /) -> WireItem:
        """Read one item."""


XML: tuple[Reader[Element], ...] = (newsml12, newsml_g2, nitf)
JSON: tuple[Reader[Any], ...] = (dpa_json, ap_json, afp_api, reuters_connect, fingerpost, ninjs, plain_json)
TELETYPE: tuple[Reader[str], ...] = (iptc7901, anpa1312)
TEXT: tuple[Reader[str], ...] = (telex, *TELETYPE, afp_text, plain_text)

# ninjs' types of news; an item of another type (event, planning, concept) is news only where it has words.
_NEWS = frozenset({"text", "picture", "video", "audio", "graphic", "animation", "composite"})

_XML_START = re.compile(rb"\s*<[?!A-Za-z]")
_JSON_START = re.compile(rb"\s*(?:\{|\[\s*[\]\[{\"0-9tfn-])")  # "[COMBO] …" begins a text

# A text has line ends, tabs, perhaps a teletype's stray bell; what has more control characters is no text.
_SAMPLE_BYTES = 65_536
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r")) + b"\x7f"
_NO_CONTROL = bytes(set(range(256)) - set(_CONTROL))
_CONTROL_SHARE_MAX = 0.02


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document, what it is in a message to people, and the readers that may know it."""

    document: Any
    syntax: str
    readers: tuple[Reader[Any], ...]
    warnings: tuple[str, ...]


def parse(payload: Payload, limits: Limits = LIMITS) -> tuple[tuple[int, WireItem | Failure], ...]:
    """Read the items of a message, each with its index; with ``hints.item`` that one alone.

    An item that cannot be read is a ``Failure``, and the others still come out. What is no news item is left out where
    another one is.

    Raises:
        ItemError: nothing can be read at all, or the only item cannot.

    """
    opened = _open(payload, limits)
    reader, ignored = _reader(opened, payload.hints)
    parts = reader.split(opened.document)
    if len(parts) > limits.items_max:
        raise TooLargeError(f"The message holds {len(parts):,} items; the limit is {limits.items_max:,}.")
    if not parts:
        raise NotNewsError(f"The message is {reader.NAME}, but holds no news item.")
    wanted = payload.hints.item
    if wanted is not None and wanted >= len(parts):
        raise MalformedError(f"The header dlq.item asks for item {wanted}, but the message holds {len(parts)}.")
    warnings = (*payload.warnings, *ignored, *opened.warnings)
    indices = range(len(parts)) if wanted is None else (wanted,)
    if len(parts) == 1:
        return ((0, _item(reader, parts[0], payload.hints, warnings, limits)),)
    return _each(reader, ((index, parts[index]) for index in indices), payload.hints, warnings, limits)


def _each(
    reader: Reader[Any],
    parts: Iterable[tuple[int, Any]],
    hints: Hints,
    warnings: tuple[str, ...],
    limits: Limits,
) -> tuple[tuple[int, WireItem | Failure], ...]:
    found: list[tuple[int, WireItem | Failure]] = []
    no_news: NotNewsError | None = None
    for index, part in parts:
        try:
            found.append((index, _item(reader, part, hints, warnings, limits)))
        except NotNewsError as error:
            no_news = error
        except ItemError as error:
            found.append((index, Failure(error.reason, type(error).__name__, str(error), "parse", index)))
    if not found and no_news:
        raise no_news
    return tuple(found)


def _item(reader: Reader[Any], part: Any, hints: Hints, warnings: tuple[str, ...], limits: Limits) -> WireItem:
    item = unescaped(reader.parse(part, hints))
    texts = [*[block.text for block in item.blocks], *[text.value for text in (*item.headlines, *item.descriptions)]]
    if not any(map(_has_words, texts)) and not _may_be_a_kill(item):
        error = NoTextError if item.type in _NEWS else NotNewsError
        raise error(f"The item is {reader.NAME}, but has no word in its headline, its captions or its body.")
    characters = sum(map(len, texts))
    if characters > limits.characters_max:
        raise TooLargeError(f"The item has {characters:,} characters to read; the limit is {limits.characters_max:,}.")
    told = tuple(dict.fromkeys((*warnings, *item.warnings)))
    return item if told == item.warnings else replace(item, warnings=told)


def _may_be_a_kill(item: WireItem) -> bool:
    """Whether an item without a word may still say that another one is withdrawn; ``normalize`` decides."""
    return item.type in _NEWS and (
        bool(item.notes) or (item.status or "usable").rpartition(":")[2].casefold() != "usable"
    )


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _open(payload: Payload, limits: Limits) -> _Opened:
    """Open the value by its first character; what it is declared to be matters only where that leaves a choice."""
    hints = payload.hints
    data, charset = as_utf8(payload.data, hints.charset)
    if _XML_START.match(data):
        xml = read_xml(data, charset, hints.language, limits)
        return _Opened(xml.root, f"XML with the root <{xml.root.tag:.40}>", XML, xml.warnings)
    if _JSON_START.match(data):
        json = read_json(data, charset, hints.language, limits)
        return _Opened(json.value, "JSON", JSON, json.warnings)
    is_teletype = HEADER_START.match(data) is not None  # its header is no story: no reader of plain text may have it
    has_frames = is_teletype or (is_framed(data) and b"\0" not in data[:_SAMPLE_BYTES])  # any noise has their bytes
    if not has_frames and _is_noise(data):
        raise UnknownFormatError("The value is neither XML nor JSON nor text, but full of control characters.")
    guess = charset_of(data, hints)
    text = decode(data, charset or guess, hints.language)
    warnings = (*text.warnings, Warn.CHARSET_GUESSED) if guess else text.warnings
    if is_teletype:
        return _Opened(text.text, "a teletype's message", TELETYPE, warnings)
    return _Opened(text.text, "plain text", TEXT, warnings)


def _is_noise(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample.translate(None, _NO_CONTROL))
    return controls > max(1, _CONTROL_SHARE_MAX * len(sample)) or b"\0" in sample


def _reader(opened: _Opened, hints: Hints) -> tuple[Reader[Any], tuple[str, ...]]:
    """Find the reader: the one that a header names if it can be, else the first that knows the document.

    Plain text says nothing of itself, so that a named reader takes it without a look.
    """
    named = [reader for reader in opened.readers if hints.format == reader.NAME]
    for reader in named:
        if opened.readers is TEXT or reader.sniff(opened.document, hints):
            return reader, ()
    for reader in opened.readers:
        if reader.sniff(opened.document, hints):
            return reader, (Warn.BAD_HINT,) if hints.format else ()
    raise UnknownFormatError(f"The value is {opened.syntax}, but of no format that is read.")
