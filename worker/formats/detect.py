"""Which reader a value is for, by what a header names, else by its syntax and content; and its items, each on its own.

A reader is a module with a ``NAME`` and three functions over an opened document (the root of an XML tree, a JSON value,
a text): ``sniff`` tells whether it knows the document, ``split`` gives the items in it, ``parse`` reads one of them.
Another format is another module and another row in one of the three tuples below; the first that knows it reads it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from worker.errors import CharsetError, ItemError, MalformedError, TooLargeError, UnknownFormatError
from worker.formats import afp_text, newsml12, ninjs, plain_json, plain_text
from worker.formats.charset import decode
from worker.formats.limits import LIMITS, Limits
from worker.formats.read_json import read_json
from worker.formats.read_xml import Element, read_xml
from worker.item import Failure, Hints, Payload, WireItem

Document = TypeVar("Document")


class Reader(Protocol[Document]):
    """What a format's module offers; see above."""

    @property
    def NAME(self) -> str: ...  # noqa: D102, N802

    def sniff(self, document: Document, hints: Hints, /) -> bool: ...  # noqa: D102
    def split(self, document: Document, /) -> Sequence[Document]: ...  # noqa: D102
    def parse(self, part: Document, hints: Hints, /) -> WireItem: ...  # noqa: D102


XML: tuple[Reader[Element], ...] = (newsml12,)
JSON: tuple[Reader[Any], ...] = (ninjs, plain_json)
TEXT: tuple[Reader[str], ...] = (afp_text, plain_text)

FORMATS = tuple(reader.NAME for readers in (XML, JSON, TEXT) for reader in readers)

_JSON_START = re.compile(rb'\s{0,1000}(?:\{|\[\s{0,1000}[\[\]{"0-9tfn-])')
