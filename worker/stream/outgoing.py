"""From what the pool gave to what is published: records with their times, dead letters with their history."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256

from worker.errors import RecordTooLargeError
from worker.item import Coordinates, Failure, Headers, Message, Outcome, Record
from worker.stream.ports import Arrival, Outgoing
from worker.times import rfc3339
from worker.trace_context import without_trace

ITEM_BYTES_MAX = 100  # of a replay's own item: what is longer is no number of ours, and no letter may grow by it


@dataclass(frozen=True, slots=True)
class Routes:
    """Where outputs go. ``by_topic`` gives an input topic its own output topic."""

    output_topic: str
    dead_letter_topic: str
    worker: str  # the product's version, for ``dlq.worker``
    by_topic: Mapping[str, str] = field(default_factory=dict)
    forward_tombstones: bool = False  # where the output has the input's key: a deletion there is one here


def outgoing_of(
    routes: Routes, arrival: Arrival, outcome: Outcome, *, received_ms: int, processed_ms: int
) -> list[Outgoing]:
    """What one arrival publishes: its records in order, a dead letter for each failure, a forwarded tombstone."""
    output_topic = routes.by_topic.get(arrival.partition.topic, routes.output_topic)
    if arrival.tombstone:
        forward = routes.forward_tombstones and arrival.message.key is not None
        headers = (*without_trace(arrival.message.headers), *_trace(arrival))
        return [Outgoing(output_topic, arrival.message.key, None, headers)] if forward else []
    times = _times(received_ms, processed_ms)
    outgoing = []
    for output in outcome.outputs:
        if isinstance(output, Failure):
            outgoing.append(dead_letter(routes, arrival, output))
        else:
            outgoing.append(_record(routes, output_topic, arrival, output, times))
    return outgoing


def _record(routes: Routes, topic: str, arrival: Arrival, record: Record, times: Headers) -> Outgoing:
    def refused(why: str) -> Outgoing:
        failure = Failure(
            RecordTooLargeError.reason,
            RecordTooLargeError.__name__,
            why,
            stage="publish",
            item=record.item,
            uri=record.uri,
        )
        return dead_letter(routes, arrival, failure)

    headers = (*record.headers, *_trace(arrival), *times)
    return Outgoing(topic, record.key, record.value, headers, instead=refused, uri=record.uri)


def dead_letter(routes: Routes, arrival: Arrival, failure: Failure) -> Outgoing:
    """The original bytes, key and headers, and why they gave no record; the trace is the one that all outputs have.

    ``dlq.attempts`` counts on from a replayed dead letter's, and its ``dlq.item`` stays: where it failed as a whole, too,
    its next replay gives that item alone. Its other ``dlq.`` headers tell of the last failure. Where the topic refuses the
    letter for its size it goes out without its value, with the value's sha256; and where it is its key or its own headers
    that are too large, without those.
    """
    message = arrival.message
    said = (*_trace(arrival), *_dead_letter_headers(routes, message, failure))
    original = tuple((name, value) for name, value in message.headers if not name.startswith("dlq."))
    headers = (*without_trace(original), *said)

    whole = Outgoing(
        routes.dead_letter_topic, message.key, message.value, headers, reason=failure.reason, uri=failure.uri
    )

    def without_value(why: str) -> Outgoing:
        digest = sha256(message.value).hexdigest()
        more = (("dlq.sha256", digest.encode()), ("dlq.omitted", why.encode()))

        def bare(_: str) -> Outgoing:
            return replace(whole, key=None, value=b"", headers=(*said, *more), instead=None)

        return replace(whole, value=b"", headers=(*headers, *more), instead=bare)

    return replace(whole, instead=without_value)


def _dead_letter_headers(routes: Routes, message: Message, failure: Failure) -> Headers:
    history = {name: value for name, value in message.headers if name.startswith("dlq.")}
    said: dict[str, str | None] = {
        "dlq.reason": failure.reason.value,
        "dlq.error": failure.error,
        "dlq.message": failure.message,
        "dlq.stage": failure.stage,
    }
    if isinstance(message.origin, Coordinates):
        said |= {
            "dlq.topic": message.origin.topic,
            "dlq.partition": str(message.origin.partition),
            "dlq.offset": str(message.origin.offset),
            "dlq.timestamp": rfc3339(message.origin.timestamp_ms),
        }
    said |= {"dlq.attempts": str(_attempts(history) + 1), "dlq.worker": routes.worker}
    return (*_headers(said), *_item(history, failure))


def _item(history: Mapping[str, bytes], failure: Failure) -> Headers:
    """The item that failed, else the one that was asked for, as it came: without it a replay would publish all again."""
    if failure.item is not None:
        return (("dlq.item", str(failure.item).encode()),)
    return (("dlq.item", history["dlq.item"][:ITEM_BYTES_MAX]),) if "dlq.item" in history else ()


@lru_cache(maxsize=64)  # those that came together have the same
def _times(received_ms: int, processed_ms: int) -> Headers:
    return _headers({"wire-received": rfc3339(received_ms), "wire-processed": rfc3339(processed_ms)})


def _trace(arrival: Arrival) -> Headers:
    return arrival.trace.headers if arrival.trace else ()


def _headers(texts: Mapping[str, str | None]) -> Headers:
    return tuple((name, text.encode()) for name, text in texts.items() if text is not None)


def _attempts(history: Mapping[str, bytes]) -> int:
    stated = history.get("dlq.attempts", b"")
    return int(stated) if stated.isdigit() and len(stated) < 10 else 0
