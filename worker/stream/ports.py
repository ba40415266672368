"""What the runner knows of the world: a Source it reads from, a Sink it publishes to, a Clock, and an Observer it tells.

Protocols without base classes: Kafka's own are in ``worker.kafka``, the fakes of the tests in ``worker.stream.testing``.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from worker.errors import Reason, StreamError
from worker.item import Headers, Message, Outcome
from worker.trace_context import TraceContext


class Partition(NamedTuple):
    """One partition of an input topic: the unit of order, of claiming and of committing."""

    topic: str
    number: int


class Member(NamedTuple):
    """A worker as its group knows it since the assignment of that generation."""

    generation: int
    id: str
    instance_id: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One record as the source handed it out. A tombstone has no value: its message's is empty.

    ``trace`` is what its outputs go out with: known from its admission on, None where it belongs to none.
    """

    partition: Partition
    offset: int
    message: Message
    tombstone: bool = False
    trace: TraceContext | None = None

    @property
    def size_bytes(self) -> int:
        """What it counts for in the budget."""
        message = self.message
        headers_bytes = sum(len(name) + len(value) for name, value in message.headers)
        return len(message.value) + len(message.key or b"") + headers_bytes


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One record to publish.

    ``instead`` makes what is sent where the topic refuses this one for its size: of a record its dead letter, of a
    dead letter the same without its value. ``reason`` is a dead letter's; ``uri`` is the item's, where it is known.
    """

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    instead: "Callable[[str], Outgoing] | None" = None
    reason: Reason | None = None
    uri: str | None = None

    def after_refusal(self) -> "Outgoing | None":
        """What is sent where the topic refuses this one for its size; None where there is nothing left to send."""
        return self.instead(f"{self.topic} takes no record of that size") if self.instead else None


@dataclass(frozen=True, slots=True)
class Assigned:
    """The group gave us these partitions; each has still to be claimed."""

    partitions: tuple[Partition, ...]


@dataclass(frozen=True, slots=True)
class Revoked:
    """The group takes these partitions away; it waits, within a bound, until ``released`` is set."""

    partitions: tuple[Partition, ...]
    released: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True, slots=True)
class Lost:
    """The position in this partition no longer holds (an offset out of range): it has to be claimed again."""

    partition: Partition
    why: StreamError


Event = Assigned | Revoked | Lost


class Source(Protocol):
    """Where arrivals come from. Owned by the runner; its callbacks record events and decide nothing."""

    async def start(self) -> None:
        """Connect and join the group, unless that is done. Raises StreamError. May be cancelled."""

    async def stop(self) -> None:
        """Leave the group, within a bound of its own. Never raises: a broker that is away finds out by itself."""

    async def poll(self, seconds_max: float, records_max: int) -> list[Arrival]:
        """What has arrived, in the order of each partition; empty after ``seconds_max``. Must be called steadily.

        Nothing may come between the return of the last record and the caller's next step: a claim that ends
        meanwhile would make it stale. Raises StreamError; the caller then calls ``start`` before it polls again, and
        what the error may have swallowed is among the events as Lost.
        """

    def events(self) -> list[Event]:
        """What happened to the assignment since the last call, in order."""

    async def seek(self, partition: Partition, committed: int | None) -> int:
        """Go to the committed offset, or where nothing is committed to the start, and return the offset.

        Nothing may come between the seek and the caller's next step: what is polled from then on comes from there.
        Raises StreamError; GapError where the committed offset lies outside what the partition still holds.
        """

    def hold(self, partitions: Collection[Partition]) -> None:
        """Hand out nothing of these, and of the others again; polling goes on, so that the group knows we live.

        Said at each turn: what is assigned anew is not held.
        """

    async def lag_records(self, partition: Partition) -> int | None:
        """How many records lie between our position and the last stable offset; None where that is unknown.

        Asked of claimed partitions only.
        """

    def silent_seconds(self) -> float:
        """For how long the brokers have not answered us; 0 where nothing is asked of them."""


class Sink(Protocol):
    """Where records go, together with the offset that says how far the input has been worked."""

    rest_seconds_max: float
    """For how long a busy worker may fetch nothing: longer where publications are dear, and are to be fewer."""

    async def start(self) -> None:
        """Connect, unless that is done. Raises StreamError. May be cancelled."""

    async def stop(self) -> None:
        """Close, within a bound of its own. Never raises."""

    async def claim(self, partition: Partition) -> int | None:
        """Say what is committed of the partition, None where nothing is; before anything is published for it.

        Where delivery is exactly once, nobody else can publish for the partition any more when this returns, and what
        others had begun is committed, and counts here, or void. Raises StreamError.
        """

    def release(self, partition: Partition) -> None:
        """Have nothing more to do with the partition, until it is claimed again. Returns at once and never raises."""

    async def publish(
        self, partition: Partition, outgoing: Sequence[Outgoing], next_offset: int
    ) -> tuple[Outgoing, ...]:
        """Publish in order, wait until all of it is acknowledged, then commit ``next_offset`` of the input partition.

        Returns what was really sent, which differs where a record was refused and its ``instead`` went out. Raises
        StreamError; the caller then claims the partition anew and works from what is committed.
        """


class Transaction(Protocol):
    """A producer with a transactional id, as its broker knows it since ``Producers.fence``; one transaction at a time.

    After an error it is of no use any more, but for ``discard``. Everything here raises StreamError, and may be
    cancelled.
    """

    async def begin(self) -> None:
        """Begin a transaction; the one before must be committed."""

    async def send(self, outgoing: Sequence[Outgoing]) -> "Sequence[asyncio.Future[object]]":
        """Hand over records in their order; each one's future tells whether it was taken: RefusedError, or another StreamError.

        They may share a batch, also with others that are sent soon after, and a batch is refused as a whole.
        """

    async def commit(self, next_offsets: Mapping[Partition, int], member: Member | None) -> None:
        """Commit what was sent, and with it the offsets of the input partitions. What failed to be sent is not missed.

        Refused where the group has gone on without this member, None for one that is in no group.
        """

    async def committed(self, partition: Partition) -> int | None:
        """What the group has committed of the partition, None where nothing is.

        It holds what was committed before this producer was fenced: its coordinator has seen to that. While a transaction
        is not over that has an offset for the partition, whoever's it is, the answer is waited for.
        """

    def discard(self) -> None:
        """Abort what is open and close, behind the scenes. Returns at once and never raises."""


class Producers(Protocol):
    """Where transactional producers come from. Owned by the sink."""

    async def fence(self, transactional_id: str) -> Transaction:
        """A producer of this id; from here on every earlier one is refused, and what it left open is aborted.

        Raises StreamError. May be cancelled.
        """

    async def stop(self) -> None:
        """Wait for those that were discarded, within a bound. Never raises."""


class Clock(Protocol):
    """Time, so that tests can make it jump."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""

    def monotonic(self) -> float:
        """Seconds that only grow."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


MemberOf = Callable[[Partition], Member | None]
"""As whom the group has assigned us a partition; None outside of a group. Raises StreamError where it has not."""

Trace = Callable[[Arrival], TraceContext | None]
"""What outputs go out with: the trace that the arrival came with, or a span of ours in it. Must not block, nor raise."""

Work = Callable[[Message], Awaitable[Outcome]]
"""The enrichment of a message; it contains every failure of an item. Outcomes come in any order."""


class Observer(Protocol):
    """Who is told what happens, for metrics and logs. Must not block and must not raise."""

    def assigned(self, partition: Partition) -> None:
        """The partition is claimed and will be worked."""

    def revoked(self, partition: Partition) -> None:
        """The partition is let go; nothing more will be said of it."""

    def rebalanced(self, event: str) -> None:
        """``assigned`` or ``revoked``, once for each call of the group's."""

    def consumed(self, arrivals: Sequence[Arrival]) -> None:
        """These arrivals were admitted, tombstones included."""

    def worked(self, arrivals: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
        """These outcomes, one an arrival, are about to be published; said again where they have to be worked again."""

    def settled(self, arrivals: Sequence[Arrival], published: Sequence[Outgoing], now_ms: int) -> None:
        """These arrivals are published and committed; what was sent for them."""

    def unreachable(self, error: Exception, again_seconds: float) -> None:
        """The broker did not do what was asked of it; the same will be tried again."""

    def failed(self, partition: Partition, error: Exception, again_seconds: float) -> None:
        """The partition's work broke off and will be claimed again."""

    def broken(self, why: str) -> None:
        """The breaker has opened: nothing is read until an item that is tried is good."""

    def mended(self) -> None:
        """The breaker has closed again."""

    def spent(self, phase: str, seconds: float) -> None:
        """The time of the main loop: ``poll``, ``admit``, ``backpressure``."""

    def holding(self, records: int, size_bytes: int, *, paused: int) -> None:
        """What is admitted and not yet committed, and of how many partitions nothing is read meanwhile."""

    def lag(self, partition: Partition, records: int) -> None:
        """How far the partition is behind."""
