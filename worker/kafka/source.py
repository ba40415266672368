"""The Source of the stream: an aiokafka consumer in a group, whose callbacks only record what happened."""

import asyncio
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.abc import ConsumerRebalanceListener
from aiokafka.coordinator.assignors.sticky.sticky_assignor import StickyPartitionAssignor
from aiokafka.errors import KafkaError, NoOffsetForPartitionError, OffsetOutOfRangeError, RecordTooLargeError

from worker.errors import StreamError
from worker.item import Coordinates, Message
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.ends import Ends
from worker.kafka.fetched import Fetched
from worker.kafka.gaps import Gaps
from worker.kafka.headers import headers_of
from worker.kafka.offsets import committed_offset
from worker.kafka.reach import connecting
from worker.kafka.wanted import WantedTopics
from worker.stream.ports import Arrival, Assigned, Event, Lost, Member, Partition, Revoked

LEAVE_SECONDS_MAX = 10.0
# Of one fetch from one partition: enough for the next moments, and read while it is still at hand in the processor's
# caches. A larger batch comes whole where its partition is the first in a fetch; the library draws lots for that.
FETCH_BYTES_MAX = 512 * 1024


@dataclass(frozen=True, slots=True)
class Group:
    """The consumer group, its topics, and the bounds of membership."""

    id: str
    topics: tuple[str, ...]
    start: Literal["earliest", "latest"] | int  # where a new group begins; a number is milliseconds since 1970 UTC
    on_gap: Literal["stop", "earliest"]  # where the committed offset is gone
    instance_id: str | None  # of a static member, which does not leave when it stops
    session_seconds: float  # silence after which the broker takes us for dead
    rebalance_seconds: float  # how long the broker waits for our drain when partitions are revoked
    request_seconds_max: float  # for any single question to the brokers


class KafkaSource:
    """A member of the consumer group. Owned by the runner; ``stop`` leaves the group, unless the member is a static one.

    The library hands out records of a new partition before anyone could seek in it, so that arrivals count only after
    ``seek``; see ``Source.poll`` and the lane.
    """

    def __init__(self, connection: Connection, group: Group) -> None:
        self._connection = connection
        self._group = group
        self._consumer: AIOKafkaConsumer | None = None
        self._events: list[Event] = []
        self._gaps = Gaps(group.on_gap)
        self._fetched = Fetched()
        self._ends = Ends()
        self._due: dict[TopicPartition, int] = {}  # of claimed partitions: the position after what was handed out
        self._topics = WantedTopics(group.topics)
        self._revoked: Revoked | None = None  # the group's latest call, which waits until it is released
        self._member: Member | None = None  # as of the last assignment
        self._resumed = 0.0
        self._stopping = False

    async def start(self) -> None:
        """Connect and subscribe, unless that is done; the assignment arrives as events."""
        if self._consumer is not None:
            return
        group = self._group
        consumer = AIOKafkaConsumer(
            **self._connection,
            group_id=group.id,
            group_instance_id=group.instance_id,
            enable_auto_commit=False,
            # Where a partition has no commit, or an expired one, the claim decides; the library never jumps by itself.
            auto_offset_reset="none",
            isolation_level="read_committed",
            # The same for the product's life: members of one group must agree on it, also during a rolling upgrade.
            partition_assignment_strategy=(StickyPartitionAssignor,),
            session_timeout_ms=int(group.session_seconds * 1000),
            heartbeat_interval_ms=int(group.session_seconds * 1000 / 10),
            rebalance_timeout_ms=int(group.rebalance_seconds * 1000),
            max_partition_fetch_bytes=FETCH_BYTES_MAX,
            # A new input topic's partitions are found within a minute instead of five.
            metadata_max_age_ms=60_000,
        )
        with stream_errors("connecting the consumer"):
            try:
                async with connecting("the consumer", self._connection), asyncio.timeout(group.request_seconds_max):
                    await consumer.start()
                    self._topics.check(await consumer.topics())
            except BaseException:
                await ended(consumer.stop(), seconds_max=LEAVE_SECONDS_MAX)
                raise
        self._fetched, self._ends = Fetched(), Ends()
        # After the start, which would else wait for the group: for as long as a dead member's session runs.
        consumer.subscribe(group.topics, listener=_Listener(self))
        self._consumer = consumer

    async def stop(self) -> None:
        """Leave the group, so that others get the partitions at once."""
        self._stopping = True
        if self._revoked is not None:
            self._revoked.released.set()  # the runner has let go of all it had, and the consumer waits for its callback
        await self._leave()

    async def _leave(self) -> None:
        if self._consumer is not None:
            consumer, self._consumer = self._consumer, None
            await ended(consumer.stop(), seconds_max=LEAVE_SECONDS_MAX)

    async def poll(self, seconds_max: float, records_max: int) -> list[Arrival]:
        """What has arrived. During a rebalance it returns empty-handed after twice the time, so that the runner can act."""
        consumer = self._joined()
        self._topics.look_for_missing(consumer)
        try:
            async with asyncio.timeout(2 * seconds_max):
                polled = await self._fetched.take(consumer, seconds_max, records_max)
        except TimeoutError:
            return []
        except NoOffsetForPartitionError:
            return []  # of a new group's partition, which the library asks for before the claim says where to begin
        except (OffsetOutOfRangeError, RecordTooLargeError) as error:
            self._events += [Lost(partition, StreamError(f"reading: {error!r}")) for partition in _named(error)]
            return []
        except Exception as error:
            await self._recover(consumer, error)
            raise StreamError(f"reading: {error!r}") from error
        for place, records in polled.items():
            if place in self._due:
                self._due[place] = records[-1].offset + 1
        return [_arrival(record) for records in polled.values() for record in records]

    async def _recover(self, consumer: AIOKafkaConsumer, error: Exception) -> None:
        """Give up what an error of the library's has cost us.

        One that is found while records are unpacked, such as a corrupt batch, takes those of other partitions with it
        that were unpacked before: their positions have moved on (aiokafka 0.14, ``fetcher.py:1228``). A bare KafkaError
        says that one of the library's own tasks has died (see ``fetched.py``, and ``group_coordinator.py:599``), after which
        this consumer does nothing any more: the next ``start`` makes another.
        """
        if type(error) is KafkaError:
            self._events.append(Revoked(_partitions(consumer.assignment())))
            await self._leave()
            return
        for place in consumer.assignment() & self._due.keys():
            # Answered at once: it has been sought in. A position that a transaction's marker moved costs a claim for nothing.
            if await consumer.position(place) != self._due[place]:
                self._events.append(Lost(Partition(*place), StreamError(f"reading: {error!r}")))

    def events(self) -> list[Event]:
        """What the group did since the last call."""
        events, self._events = self._events, []
        return events

    async def committed(self, partition: Partition) -> int | None:
        """Asked of the coordinator each time."""
        client = self._joined()._client  # noqa: SLF001  its connections, without its way of asking
        node, seconds_max = client.get_random_node(), self._group.request_seconds_max
        return await committed_offset(client, node, self._group.id, partition, seconds_max=seconds_max)

    def member(self, partition: Partition) -> Member:
        """As whom we were assigned the partition. Raises StreamError where it is not ours any more."""
        consumer = self._joined()
        member = self._member
        if member is None or member.generation < 0 or TopicPartition(*partition) not in consumer.assignment():
            raise StreamError(f"{partition.topic}/{partition.number} is not assigned to us")
        return member

    async def seek(self, partition: Partition, committed: int | None) -> int:
        """Go to the committed offset, or where there is none to the start."""
        consumer, place = self._joined(), TopicPartition(*partition)
        with stream_errors(f"seeking in {partition.topic}/{partition.number}"):
            async with asyncio.timeout(self._group.request_seconds_max):
                first = (await consumer.beginning_offsets([place]))[place]
                end = (await consumer.end_offsets([place]))[place]
                if committed is None:
                    position = await self._start_offset(consumer, place, first, end)
                else:
                    position = self._gaps.position(partition, committed, first, end)
            consumer.seek(place, position)
        self._due[place] = position
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

    async def commit(self, next_offsets: Mapping[Partition, int]) -> None:
        """Say that everything below these offsets is done."""
        names = ", ".join(f"{topic}/{number}" for topic, number in next_offsets)
        with stream_errors(f"committing {names}"):
            # Without a bound of ours the library would try for ever.
            async with asyncio.timeout(self._group.request_seconds_max):
                await self._joined().commit({TopicPartition(*one): due for one, due in next_offsets.items()})

    def hold(self, partitions: Collection[Partition]) -> None:
        """Pause these and resume the others; polling goes on and keeps the membership."""
        if (consumer := self._consumer) is None:
            return
        paused = consumer.paused()
        held = {TopicPartition(*partition) for partition in partitions} & consumer.assignment()
        consumer.pause(*(held - paused))
        if again := paused - held:
            consumer.resume(*again)
            self._resumed = time.time()

    async def lag_records(self, partition: Partition) -> int | None:
        """From our position to the last stable offset, beyond which no reader of committed records can go."""
        consumer, place = self._joined(), TopicPartition(*partition)
        if place not in consumer.assignment() or (stable := await self._ends.last_stable(consumer, place)) is None:
            return None
        with stream_errors("asking for a position"):
            # Answered at once for a claimed partition, which has been sought in.
            async with asyncio.timeout(self._group.request_seconds_max):
                return max(0, int(stable - await consumer.position(place)))

    def silent_seconds(self) -> float:
        """Since the newest answer to a fetch: the brokers answer each of them within half a second, be it empty."""
        if self._consumer is None:
            return 0.0
        asked = self._consumer.assignment() - self._consumer.paused()
        answers_ms = [self._consumer.last_poll_timestamp(place) for place in asked]
        newest_ms = max((answer_ms for answer_ms in answers_ms if answer_ms), default=None)
        return 0.0 if newest_ms is None else max(0.0, time.time() - max(newest_ms / 1000, self._resumed))

    def _joined(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            raise StreamError("the source is not connected")
        return self._consumer

    def record_assigned(self, places: Iterable[TopicPartition]) -> None:
        """Called by the group."""
        partitions = _partitions(places)
        self._due.clear()
        if self._consumer is not None:
            self._topics.note_missing(self._consumer)
            coordinator = self._consumer._coordinator  # noqa: SLF001  it is told nowhere else
            self._member = Member(coordinator.generation, coordinator.member_id, self._group.instance_id)
        self._events.append(Assigned(partitions))

    async def record_revoked(self, places: Iterable[TopicPartition]) -> None:
        """Called by the group, which waits for it; the runner sets ``released`` when the lanes are closed."""
        partitions = _partitions(places)
        if not partitions or self._stopping:
            return
        self._revoked = Revoked(partitions)
        self._events.append(self._revoked)
        async with asyncio.timeout(self._group.rebalance_seconds):
            await self._revoked.released.wait()


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
    message = Message(record.value or b"", origin, record.key, headers_of(record))
    return Arrival(Partition(record.topic, record.partition), record.offset, message, tombstone=record.value is None)
