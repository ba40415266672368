"""Fakes of the ports for the stream's own tests: a broker in memory that can be told to fail, and who reads from it.

They keep the promises of the ports and nothing else: records stay in order, a commit is what a claim finds, and a
source hands out records of a new partition before its claim, as the real one does. ``tests/broker/test_ports.py`` holds
them against Apache Kafka's.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from worker.errors import GapError, StreamError
from worker.item import Coordinates, Message, Outcome
from worker.stream.ports import Arrival, Assigned, Event, Lost, Outgoing, Partition, Revoked


@dataclass(slots=True)
class FakeBroker:
    """Input logs, output logs and committed offsets. ``faults`` are raised by the next publications, one each."""

    inputs: dict[Partition, list[Arrival]] = field(default_factory=lambda: defaultdict(list))
    outputs: list[Outgoing] = field(default_factory=list)
    committed: dict[Partition, int] = field(default_factory=dict)
    faults: deque[StreamError] = field(default_factory=deque)
    value_bytes_max: int = 1_000_000

    def produce(self, partition: Partition, value: bytes | None, key: bytes | None = None) -> int:
        """Append a record to an input log and return its offset; None is a tombstone."""
        offset = len(self.inputs[partition])
        origin = Coordinates(partition.topic, partition.number, offset, timestamp_ms=1_700_000_000_000 + offset)
        message = Message(value or b"", origin, key)
        self.inputs[partition].append(Arrival(partition, offset, message, tombstone=value is None))
        return offset

    def published(self, topic: str) -> list[bytes | None]:
        """The values in an output topic."""
        return [output.value for output in self.outputs if output.topic == topic]


class FakeSource:
    """A group of one member, which a test assigns and revokes partitions."""

    def __init__(self, broker: FakeBroker) -> None:
        self._broker = broker
        self._positions: dict[Partition, int] = {}
        self._events: list[Event] = []
        self.held: frozenset[Partition] = frozenset()
        self.claims: list[Partition] = []
        self.running = False

    def assign(self, *partitions: Partition) -> None:
        """Give partitions; until they are claimed, records come from wherever the log begins."""
        self._positions |= dict.fromkeys(partitions, 0)
        self._events.append(Assigned(partitions))

    def revoke(self, *partitions: Partition) -> asyncio.Event:
        """Take partitions away; the event is set when the runner has let go of them."""
        for partition in partitions:
            del self._positions[partition]
        self._events.append(revoked := Revoked(partitions))
        return revoked.released

    def lose(self, partition: Partition) -> None:
        """Say that the position does not hold."""
        self._events.append(Lost(partition, StreamError("offset out of range")))

    async def start(self) -> None:
        """Connect."""
        self.running = True

    async def stop(self) -> None:
        """Leave."""
        self.running = False

    async def poll(self, seconds_max: float, records_max: int) -> list[Arrival]:
        """Records from the positions on, round the partitions."""
        polled: list[Arrival] = []
        for partition, position in self._positions.items():
            if partition not in self.held:
                taken = self._broker.inputs[partition][position : position + records_max - len(polled)]
                self._positions[partition] += len(taken)
                polled += taken
        await asyncio.sleep(0 if polled else min(seconds_max, 0.002))
        return polled

    def events(self) -> list[Event]:
        """What the test did."""
        events, self._events = self._events, []
        return events

    async def seek(self, partition: Partition, committed: int | None) -> int:
        """Seek, after a moment."""
        await asyncio.sleep(0.001)
        if partition not in self._positions:
            raise StreamError(f"{partition} is not assigned")
        if (committed or 0) > len(self._broker.inputs[partition]):
            raise GapError(f"{partition} ends before {committed}")
        self._positions[partition] = committed or 0
        self.claims.append(partition)
        return committed or 0

    def hold(self, partitions: Collection[Partition]) -> None:
        """Hold back."""
        self.held = frozenset(partitions)

    async def lag_records(self, partition: Partition) -> int | None:
        """What is left of the log."""
        return len(self._broker.inputs[partition]) - self._positions[partition]

    def silent_seconds(self) -> float:
        """Memory answers."""
        return 0.0


class FakeSink:
    """Publishes into the broker's memory, all or nothing, and refuses what is too large."""

    rest_seconds_max = 0.006

    def __init__(self, broker: FakeBroker) -> None:
        self._broker = broker
        self.running = False

    async def start(self) -> None:
        """Connect."""
        self.running = True

    async def stop(self) -> None:
        """Close."""
        self.running = False

    async def claim(self, partition: Partition) -> int | None:
        """Ask for the commit."""
        await asyncio.sleep(0.001)
        return self._broker.committed.get(partition)

    def release(self, partition: Partition) -> None:
        """Nothing is held."""

    async def publish(
        self, partition: Partition, outgoing: Sequence[Outgoing], next_offset: int
    ) -> tuple[Outgoing, ...]:
        """Append, then commit; a fault appends nothing."""
        await asyncio.sleep(0.001)
        if self._broker.faults:
            raise self._broker.faults.popleft()
        published = tuple(self._accepted(output) for output in outgoing)
        self._broker.outputs += published
        self._broker.committed[partition] = next_offset
        return published

    def _accepted(self, output: Outgoing) -> Outgoing:
        while len(output.value or b"") > self._broker.value_bytes_max:
            instead = output.after_refusal()
            if instead is None:
                raise StreamError(f"{output.topic} takes no record of that size")
            output = instead
        return output


@dataclass(slots=True)
class Told:
    """An Observer that remembers."""

    assigned_partitions: list[Partition] = field(default_factory=list)
    revoked_partitions: list[Partition] = field(default_factory=list)
    rebalances: list[str] = field(default_factory=list)
    consumed_records: int = 0
    settled_parts: list[int] = field(default_factory=list)  # records, one for each time
    failures: list[str] = field(default_factory=list)
    unreachable_pauses: list[float] = field(default_factory=list)  # seconds, one for each time
    breaks: list[str] = field(default_factory=list)
    mended_times: int = 0
    paused_ever: bool = False
    held_records_max: int = 0
    lags: dict[Partition, int] = field(default_factory=dict)
    phases: set[str] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def settled_records(self) -> int:
        """All of them."""
        return sum(self.settled_parts)

    def assigned(self, partition: Partition) -> None:
        """Remember."""
        self.assigned_partitions.append(partition)

    def revoked(self, partition: Partition) -> None:
        """Remember."""
        self.revoked_partitions.append(partition)

    def rebalanced(self, event: str) -> None:
        """Remember."""
        self.rebalances.append(event)

    def consumed(self, arrivals: Sequence[Arrival]) -> None:
        """Count."""
        self.consumed_records += len(arrivals)

    def worked(self, arrivals: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
        """Remember."""
        self.outcomes += outcomes

    def settled(self, arrivals: Sequence[Arrival], published: Sequence[Outgoing], now_ms: int) -> None:
        """Remember how many."""
        self.settled_parts.append(len(arrivals))

    def unreachable(self, error: Exception, again_seconds: float) -> None:
        """Remember the pause."""
        self.unreachable_pauses.append(again_seconds)

    def failed(self, partition: Partition, error: Exception, again_seconds: float) -> None:
        """Remember."""
        self.failures.append(str(error))

    def broken(self, why: str) -> None:
        """Remember why."""
        self.breaks.append(why)

    def mended(self) -> None:
        """Count."""
        self.mended_times += 1

    def spent(self, phase: str, seconds: float) -> None:
        """Remember the phase."""
        self.phases.add(phase)

    def holding(self, records: int, size_bytes: int, *, paused: int) -> None:
        """Remember the most."""
        self.paused_ever |= paused > 0
        self.held_records_max = max(self.held_records_max, records)

    def lag(self, partition: Partition, records: int) -> None:
        """Remember the last."""
        self.lags[partition] = records
