"""The Source of the stream: an aiokafka consumer in a group, whose callbacks only record what happened."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from aiokafka.errors import NoOffsetForPartitionError, OffsetOutOfRangeError, RecordTooLargeError

from worker.errors import StreamError
from worker.item import Coordinates, Message
from worker.kafka.connection import Connection, stream_errors
from worker.stream.ports import Arrival, Assigned, Event, Lost, Partition, Revoked


@dataclass(frozen=True, slots=True)
class Group:
    """The consumer group, its topics, and the bounds of membership."""

    id: str
    topics: tuple[str, ...]
    start: Literal["earliest", "latest"] | int  # where a new group begins; a number is milliseconds since 1970 UTC
    session_seconds: float  # silence after which the broker takes us for dead
    rebalance_seconds: float  # how long the broker waits for our drain when partitions are revoked
    request_seconds_max: float  # for any single question to the brokers
    fetch_bytes_max: int  # of one fetch from one partition; the largest message must fit


class KafkaSource:
    """A member of the consumer group. Owned by the runner; ``stop`` leaves the group.

    The library hands out records of a new partition before anyone could seek in it, so that arrivals count only after
    ``claim``, which ends in the seek; see ``Source.poll`` and the lane.
    """

    def __init__(self, connection: Connection, group: Group) -> None:
        self._connection = connection
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None
        self._events: list[Event] = []
        self._paused = False
        self._stopping = False

    async def start(self) -> None:
        """Connect and subscribe; the assignment arrives as events."""
        group = self._group
        consumer = AIOKafkaConsumer(
            **self._connection,
            group_id=group.id,
            enable_auto_commit=False,
            # Where a partition has no commit, or an expired one, the claim decides; the library never jumps by itself.
            auto_offset_reset="none",
            isolation_level="read_committed",
            # The same for the product's life: members of one group must agree on it, also during a rolling upgrade.
            partition_assignment_strategy=(StickyPartitionAssignor,),
            session_timeout_ms=int(group.session_seconds * 1000),
            heartbeat_interval_ms=int(group.session_seconds * 1000 / 10),
            rebalance_timeout_ms=int(group.rebalance_seconds * 1000),
            max_partition_fetch_bytes=group.fetch_bytes_max,
            # A new input topic's partitions are found within a minute instead of five.
            metadata_max_age_ms=60_000,
        )
        consumer.subscribe(group.topics, listener=_Listener(self))
        with stream_errors("joining the group"):
            try:
                await consumer.start()
            except BaseException:
                await consumer.stop()
                raise
        self._consumer = consumer

    async def stop(self) -> None:
        """Leave the group, so that others get the partitions at once."""
        self._stopping = True
        if self._consumer is None:
            return
        consumer, self._consumer = self._consumer, None
        with stream_errors("leaving the group"):
            async with asyncio.timeout(self._group.request_seconds_max):
                await consumer.stop()

    async def poll(self, seconds_max: float, records_max: int) -> list[Arrival]:
        """What has arrived. During a rebalance it returns empty-handed after twice the time, so that the runner can act."""
        consumer = self._joined()
        try:
            async with asyncio.timeout(2 * seconds_max):
                polled = await consumer.getmany(timeout_ms=int(seconds_max * 1000), max_records=records_max)
        except TimeoutError:
            return []
        except NoOffsetForPartitionError:
            return []  # of a new group's partition, which the library asks for before the claim says where to begin
        except (OffsetOutOfRangeError, RecordTooLargeError) as error:
            self._events += [Lost(partition, StreamError(f"reading: {error!r}")) for partition in _named(error)]
            return []
        except Exception as error:
            with stream_errors("reading"):
                raise error  # noqa: TRY201  the block above it turns it into ours
        return [_arrival(record) for records in polled.values() for record in records]

    def events(self) -> list[Event]:
        """What the group did since the last call."""
        events, self._events = self._events, []
        return events

    async def claim(self, partition: Partition) -> int:
        """Read the committed offset, or where there is none find the start, and seek to it."""
        consumer, place = self._joined(), TopicPartition(*partition)
        with stream_errors(f"claiming {partition.topic}/{partition.number}"):
            async with asyncio.timeout(self._group.request_seconds_max):
                committed = await consumer.committed(place)
                first = (await consumer.beginning_offsets([place]))[place]
                end = (await consumer.end_offsets([place]))[place]
                if committed is None:
                    position = await self._start_offset(consumer, place, first, end)
                elif first <= committed <= end:
                    position = committed
                else:
                    position = first  # retention, or a topic made anew, has taken the committed offset away
            consumer.seek(place, position)
        return int(position)

    async def _start_offset(self, consumer: AIOKafkaConsumer, place: TopicPartition, first: int, end: int) -> int:
        match self._group.start:
            case "earliest":
                return first
            case "latest":
                return end
            case moment_ms:
                found = (await consumer.offsets_for_times({place: moment_ms}))[place]
                return int(found.offset) if found else end

    async def commit(self, partition: Partition, next_offset: int) -> None:
        """Say that everything below ``next_offset`` is done."""
        with stream_errors(f"committing {partition.topic}/{partition.number}"):
            # Without a bound of ours the library would try for ever.
            async with asyncio.timeout(self._group.request_seconds_max):
                await self._joined().commit({TopicPartition(*partition): next_offset})

    def pause(self) -> None:
        """Stop handing out; polling goes on and keeps the membership."""
        self._paused = True
        consumer = self._joined()
        consumer.pause(*consumer.assignment())

    def resume(self) -> None:
        """Hand out again."""
        self._paused = False
        consumer = self._joined()
        consumer.resume(*consumer.paused())

    async def lag_records(self, partition: Partition) -> int | None:
        """From our position to the last stable offset, beyond which no reader of committed records can go."""
        consumer, place = self._joined(), TopicPartition(*partition)
        if place not in consumer.assignment() or (stable := consumer.last_stable_offset(place)) is None:
            return None
        with stream_errors("asking for a position"):
            # Answered at once for a claimed partition, which has been sought in.
            async with asyncio.timeout(self._group.request_seconds_max):
                return max(0, int(stable - await consumer.position(place)))

    def _joined(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise StreamError("the source is not connected")
        return self._consumer

    def record_assigned(self, places: Iterable[TopicPartition]) -> None:
        """Called by the group."""
        partitions = _partitions(places)
        if self._paused and self._consumer is not None:
            self._consumer.pause(*(TopicPartition(*partition) for partition in partitions))
        self._events.append(Assigned(partitions))

    async def record_revoked(self, places: Iterable[TopicPartition]) -> None:
        """Called by the group, which waits for it; the runner sets ``released`` when the lanes are closed."""
        partitions = _partitions(places)
        if not partitions or self._stopping:
            return
        revoked = Revoked(partitions)
        self._events.append(revoked)
        async with asyncio.timeout(self._group.rebalance_seconds):
            await revoked.released.wait()


class _Listener(ConsumerRebalanceListener):  # type: ignore[misc]  # published without types
    """The library wants an object of its own class."""

    def __init__(self, source: KafkaSource) -> None:
        self._source = source

    async def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        await self._source.record_revoked(revoked)

    async def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        self._source.record_assigned(assigned)


def _partitions(places: Iterable[TopicPartition]) -> tuple[Partition, ...]:
    return tuple(sorted(Partition(place.topic, place.partition) for place in places))


def _named(error: Exception) -> tuple[Partition, ...]:
    """The partitions that an error of the library's names: in a mapping, alone, or after its text."""
    for named in error.args:
        if isinstance(named, TopicPartition):
            return _partitions([named])
        if isinstance(named, dict):
            return _partitions(named)
    return ()


def _arrival(record: ConsumerRecord) -> Arrival:
    origin = Coordinates(record.topic, record.partition, record.offset, record.timestamp)
    headers = tuple((name, value or b"") for name, value in record.headers)
    message = Message(record.value or b"", origin, record.key, headers)
    return Arrival(Partition(record.topic, record.partition), record.offset, message, tombstone=record.value is None)
