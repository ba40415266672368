"""From what the pool gave to what is published: records with their times, dead letters with their history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from worker.errors import Reason
from worker.item import Coordinates, Failure, Headers, Message, Outcome, Record
from worker.stream.ports import Arrival, Outgoing


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
        return [Outgoing(output_topic, arrival.message.key, None, arrival.message.headers)] if forward else []
    times: Headers = (
        ("wire-received", rfc3339(received_ms).encode()),
        ("wire-processed", rfc3339(processed_ms).encode()),
    )
    outgoing = []
    for output in outcome.outputs:
        if isinstance(output, Failure):
            outgoing.append(dead_letter(routes, arrival.message, output))
        else:
            outgoing.append(_record(routes, output_topic, arrival.message, output, times))
    return outgoing


def _record(
    routes: Routes, topic: str, message: Message, record: Record, times: Sequence[tuple[str, bytes]]
) -> Outgoing:
    def refused(why: str) -> Outgoing:
        failure = Failure(
            Reason.RECORD_TOO_LARGE, "RecordTooLargeError", why, stage="publish", item=record.item, uri=record.uri
        )
        return dead_letter(routes, message, failure)

    return Outgoing(topic, record.key, record.value, (*record.headers, *times), instead=refused)


def dead_letter(routes: Routes, message: Message, failure: Failure) -> Outgoing:
    """The original bytes, key and headers, and why they gave no record.

    ``dlq.attempts`` counts on from a replayed dead letter's; its other ``dlq.`` headers tell of the last failure. Where
    the topic refuses the letter for its size it goes out without its value, with the value's sha256.
    """
    headers = _dead_letter_headers(routes, message, failure)

    def without_value(why: str) -> Outgoing:
        digest = sha256(message.value).hexdigest()
        more = (("dlq.sha256", digest.encode()), ("dlq.omitted", why.encode()))
        return Outgoing(routes.dead_letter_topic, message.key, b"", (*headers, *more), reason=failure.reason)

    return Outgoing(
        routes.dead_letter_topic, message.key, message.value, headers, instead=without_value, reason=failure.reason
    )


def _dead_letter_headers(routes: Routes, message: Message, failure: Failure) -> Headers:
    history = {name: value for name, value in message.headers if name.startswith("dlq.")}
    said = {
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
    if failure.item is not None:
        said["dlq.item"] = str(failure.item)
    original = tuple((name, value) for name, value in message.headers if not name.startswith("dlq."))
    return (*original, *((name, value.encode()) for name, value in said.items()))


def _attempts(history: Mapping[str, bytes]) -> int:
    stated = history.get("dlq.attempts", b"")
    return int(stated) if stated.isdigit() and len(stated) < 10 else 0


def rfc3339(ms: int) -> str:
    """Milliseconds since 1970 UTC as RFC 3339.

    >>> rfc3339(1742310000123)
    '2025-03-18T15:00:00.123Z'
    """
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
