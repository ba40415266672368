"""The latest items for the live page, kept as the bytes that were published: the browser draws them, not this process."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import orjson

ITEMS_MAX = 40
BYTES_MAX = 1024 * 1024  # of all of them; times the page's connections it is what slow readers can make us hold
ITEM_BYTES_MAX = 256 * 1024  # a larger one is named, not shown
KILLED_MAX = 10_000  # how many kills are remembered, for items that come after theirs


@dataclass(frozen=True, slots=True)
class Card:
    """One item as it is shown: ``head`` is the beginning of a JSON object, to which ``record`` and a brace are the rest."""

    number: int
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


def card(number: int, at_ms: int, key: bytes | None, headers: Mapping[str, bytes], value: bytes) -> Card:
    """What is shown of a record: all of it where it may be used; else its slug, so that no other word leaves here.

    Only these are opened, and only where they are small: the others go out as they are.
    """
    status = headers.get("wire-status")
    show = {b"usable": "story", b"canceled": "kill"}.get(status or b"", "withheld")
    if headers.get("wire-kind") == b"kill":
        show = "kill"
    too_large = len(value) > ITEM_BYTES_MAX
    facts: dict[str, object] = {"number": number, "at": at_ms, "show": show}
    if show != "story":
        slug = "" if too_large else orjson.loads(value).get("slugline", "")
        head = orjson.dumps({**facts, "slug": slug})
    elif too_large:
        head = orjson.dumps({**facts, "show": "large", "bytes": len(value)})
    else:
        return Card(number, orjson.dumps(facts)[:-1], value, key)
    return Card(number, head[:-1], b"", key)


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
        kill = b'"show":"kill"' in new.head
        if name in self._killed and not kill:
            return
        if kill:
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
