"""Dead letters as they lie in their topic: read from one end to the other, one by its place, or whole with its original."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from worker.errors import StreamError
from worker.item import Headers
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.headers import headers_of
from worker.kafka.reach import connecting
from worker.kafka.topics import partitions_of, seconds_max
from worker.stream.ports import Partition

STOP_SECONDS_MAX = 5.0
RECEIPT = "dlq.replayed"  # header of a receipt: the place of the letter that was replayed
# Headers of a letter that its topic took only without its value.
OMITTED = frozenset({"dlq.sha256", "dlq.omitted"})


@dataclass(frozen=True)
class Letter:
    """One record of the dead-letter topic; ``value`` is None for a tombstone."""

    topic: str
    partition: int
    offset: int
    written_ms: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def place(self) -> str:
        """How it is named on the command line."""
        return f"{self.partition}:{self.offset}"

    @cached_property
    def said(self) -> Mapping[str, str]:
        """The headers that the worker added."""
        return {name: value.decode("utf-8", "replace") for name, value in self.headers if name.startswith("dlq.")}

    @property
    def receipt_for(self) -> str | None:
        """The place of the letter whose replay this record confirms; None for a letter."""
        return self.said.get(RECEIPT)

    @property
    def origin(self) -> tuple[Partition, int] | None:
        """Where the original was read from; None where the letter does not say."""
        try:
            partition = Partition(self.said["dlq.topic"], int(self.said["dlq.partition"]))
            return partition, int(self.said["dlq.offset"])
        except (KeyError, ValueError):
            return None


async def letters(
    connection: Connection,
    topic: str,
    *,
    since_ms: int | None = None,
    begin: Mapping[int, int] | None = None,
    undecided: bool = False,
) -> AsyncGenerator[Letter, None]:
    """What is committed in the topic when the reading begins, each partition in order, receipts too.

    ``since_ms`` leaves out what was written before that moment, where the broker can tell; ``begin`` what lies before an
    offset, by partition. A reader of committed records is shown nothing that lies behind an open transaction, be it
    committed itself: with ``undecided`` the reading goes on behind it, once it is decided. Raises StreamError, also
    where nothing more comes for as long as a request may take.
    """
    doing = f"reading {topic}"
    places = [TopicPartition(*partition) for partition in await partitions_of(connection, topic)]
    async with _consumer(connection, places, doing) as consumer:
        with _in_time(doing, connection):
            async with asyncio.timeout(seconds_max(connection)):
                ends = await (_last_ends(connection, places) if undecided else consumer.end_offsets(places))
                starts = await _starts(consumer, places, since_ms, begin or {})
        for place in places:
            consumer.seek(place, starts.get(place, ends[place]))
        ends = {place: end for place, end in ends.items() if starts.get(place, end) < end}
        while ends:
            with _in_time(doing, connection):
                async with asyncio.timeout(seconds_max(connection)):
                    polled = await _next(consumer, ends)
            for record in polled:
                yield _letter(record)


async def record_at(connection: Connection, partition: Partition, offset: int) -> Letter | None:
    """The record at a place of any topic; None where there is none any more. Raises StreamError."""
    doing = f"reading {partition.topic} {partition.number}:{offset}"
    if partition not in await partitions_of(connection, partition.topic):
        return None
    place = TopicPartition(*partition)
    async with _consumer(connection, [place], doing) as consumer:
        with _in_time(doing, connection):
            async with asyncio.timeout(seconds_max(connection)):
                first = (await consumer.beginning_offsets([place]))[place]
                end = (await consumer.end_offsets([place]))[place]
                if not first <= offset < end:
                    return None
                consumer.seek(place, offset)
                found = await _next(consumer, {place: offset + 1}, records_max=1)
    return _letter(found[0]) if found else None


async def whole(connection: Connection, letter: Letter) -> Letter | None:
    """The letter with value, key and headers of its original, where it was written without them.

    None where the original is gone, or another lies in its place. Raises StreamError.
    """
    if "dlq.sha256" not in letter.said:
        return letter
    original = await record_at(connection, *letter.origin) if letter.origin else None
    if original is None or sha256(original.value or b"").hexdigest() != letter.said["dlq.sha256"]:
        return None
    own = [(name, value) for name, value in original.headers if not name.startswith("dlq.")]
    told = [(name, value) for name, value in letter.headers if name.startswith("dlq.") and name not in OMITTED]
    return replace(letter, key=original.key, value=original.value, headers=(*own, *told))


@asynccontextmanager
async def _consumer(
    connection: Connection, places: Sequence[TopicPartition], doing: str
) -> AsyncIterator[AIOKafkaConsumer]:
    """One without a group, which has these partitions."""
    consumer = AIOKafkaConsumer(
        **connection, enable_auto_commit=False, auto_offset_reset="earliest", isolation_level="read_committed"
    )
    try:
        with _in_time(doing, connection):
            async with connecting("to the brokers", connection), asyncio.timeout(seconds_max(connection)):
                await consumer.start()
                consumer.assign(places)
        yield consumer
    finally:
        await ended(consumer.stop(), seconds_max=STOP_SECONDS_MAX)


async def _last_ends(connection: Connection, places: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Where each partition ends, open transactions included: only a reader of uncommitted records is told."""
    consumer = AIOKafkaConsumer(**connection, enable_auto_commit=False, isolation_level="read_uncommitted")
    try:
        await consumer.start()
        return dict(await consumer.end_offsets(places))
    finally:
        await ended(consumer.stop(), seconds_max=STOP_SECONDS_MAX)


async def _starts(
    consumer: AIOKafkaConsumer, places: Sequence[TopicPartition], since_ms: int | None, begin: Mapping[int, int]
) -> dict[TopicPartition, int]:
    """Where to begin in each partition; without those that hold nothing since."""
    starts: dict[TopicPartition, int] = dict(await consumer.beginning_offsets(places))
    if since_ms is not None:
        found = await consumer.offsets_for_times(dict.fromkeys(places, since_ms))
        starts = {place: found[place].offset for place in places if found[place]}
    return {place: max(start, begin.get(place.partition, 0)) for place, start in starts.items()}


async def _next(
    consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int], records_max: int = 500
) -> list[ConsumerRecord]:
    """Wait for the next records before the ends; take out of ``ends`` the partitions that are read to theirs.

    Behind the last record there may be a transaction's marker, which only the position shows: there may come none.
    """
    while True:
        polled = await consumer.getmany(*ends, timeout_ms=100, max_records=records_max)
        records = [record for place, many in polled.items() for record in many if record.offset < ends[place]]
        read = [place for place in ends if await consumer.position(place) >= ends[place]]
        for place in read:
            del ends[place]
        if records or read:
            return records


@contextmanager
def _in_time(doing: str, connection: Connection) -> Iterator[None]:
    """The library's errors as ours; and a time that ran out as a sentence that helps."""
    try:
        with stream_errors(doing):
            yield
    except StreamError as error:
        if not isinstance(error.__cause__, TimeoutError):
            raise
        raise StreamError(
            f"{doing}: nothing came within {seconds_max(connection):.0f} s; a broker is away, or a transaction is open there"
        ) from error


def _letter(record: ConsumerRecord) -> Letter:
    return Letter(
        record.topic, record.partition, record.offset, record.timestamp, record.key, record.value, headers_of(record)
    )
