"""The latest items for the live page, kept as the bytes that were published: the browser draws them, not this process."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import orjson

ITEMS_MAX = 40
BYTES_MAX = 1024 * 1024  # of all of them; times the page's connections it is what slow readers can make us hold
ITEM_BYTES_MAX = 256 * 1024  # a larger one is named, not shown
KILLED_MAX = 10_000  # how many kills are remembered, for items that come after theirs


Show = Literal["story", "withheld", "kill", "large"]


@dataclass(frozen=True, slots=True)
class Card:
    """One item as it is shown: ``head`` is the beginning of a JSON object, to which ``record`` and a brace are the rest."""

    number: int
    show: Show
    head: bytes
    record: bytes
    key: bytes | None

    @property
    def size_bytes(self) -> int:
        """What it counts for."""
        return len(self.head) + len(self.record)

    def json(self) -> bytes:
        """The object."""
        return b'%b,"record":%b}' % (self.head, self.record) if self.record else self.head + b"}"


def card(
    number: int,
    at_ms: int,
    key: bytes | None,
    headers: Mapping[str, bytes],
    value: bytes,
    *,
    item_bytes_max: int = ITEM_BYTES_MAX,
) -> Card:
    """What is shown of a record: all of it where it may be used; else its slug, so that no other word leaves here.

    Only these are opened, and only where they are small: the others go out as they are.
    """
    large = len(value) > item_bytes_max
    show = _show(headers, large=large)
    facts: dict[str, object] = {"number": number, "at": at_ms, "show": show, "bytes": len(value)}
    if show in {"withheld", "kill"} and not large:
        facts["slug"] = orjson.loads(value).get("slugline", "")
    return Card(number, show, orjson.dumps(facts)[:-1], value if show == "story" else b"", key)


def _show(headers: Mapping[str, bytes], *, large: bool) -> Show:
    """How an item is shown; one whose state is not known counts as withheld."""
    match headers:
        case {"wire-kind": b"kill"} | {"wire-status": b"canceled"}:
            return "kill"
        case {"wire-status": b"usable"}:
            return "large" if large else "story"
        case _:
            return "withheld"


class Latest:
    """The newest version of each of the latest items. Owned by ``app``; never blocks; bounded by count and bytes.

    A kill takes the place of its item, and goes on to keep it away where it comes first. A browser tells by ``run``
    that this process is another one than it spoke with, and begins anew.
    """

    def __init__(self, *, items_max: int = ITEMS_MAX, bytes_max: int = BYTES_MAX) -> None:
        self._items_max = items_max
        self._bytes_max = bytes_max
        self._cards: OrderedDict[bytes, Card] = OrderedDict()  # by the digest of the URI, the newest last
        self._killed: OrderedDict[bytes, None] = OrderedDict()
        self._bytes = 0
        self._number = 0
        self.run = secrets.token_hex(4)

    def published(
        self, at_ms: int, uri: str | None, key: bytes | None, headers: Mapping[str, bytes], value: bytes | None
    ) -> None:
        """Take note of a record, or where ``value`` is None of a deletion of whatever has that key."""
        if value is None:
            for name in [name for name, kept in self._cards.items() if kept.key == key]:
                self._drop(name)
            return
        self._number += 1
        new = card(self._number, at_ms, key, headers, value)
        name = sha256((uri or f"#{self._number}").encode(errors="surrogatepass")).digest()
        if name in self._killed and new.show != "kill":
            return
        if new.show == "kill":
            self._killed[name] = None
            if len(self._killed) > KILLED_MAX:
                self._killed.popitem(last=False)
        self._drop(name)
        self._cards[name] = new
        self._bytes += new.size_bytes
        while len(self._cards) > self._items_max or self._bytes > self._bytes_max:
            self._drop(next(iter(self._cards)))

    def since(self, run: str, number: int) -> bytes:
        """Members of a JSON object: which items are shown, the newest first, and those of them after ``number``.

        All of them, where it was another run that told the number.
        """
        cards = list(reversed(self._cards.values()))
        new = [kept for kept in cards if kept.number > number] if run == self.run else cards
        return b'"run":"%b","kept":[%b],"items":[%b]' % (
            self.run.encode(),
            _joined(b"%d" % kept.number for kept in cards),
            _joined(kept.json() for kept in new),
        )

    def _drop(self, name: bytes) -> None:
        if dropped := self._cards.pop(name, None):
            self._bytes -= dropped.size_bytes


def _joined(parts: Iterable[bytes]) -> bytes:
    return b",".join(parts)
