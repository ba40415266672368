"""Dead letters as they lie in their topic: read from one end to the other, one by its place, or an original by its own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition

from worker.errors import StreamError
from worker.item import Headers
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.headers import headers_of
from worker.stream.ports import Partition

READ_SECONDS_MAX = 30.0  # for the next records, or for one that is asked for
STOP_SECONDS_MAX = 5.0
RECEIPT = "dlq.replayed"  # header of a receipt: the place of the letter that was replayed


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


async def letters(connection: Connection, topic: str, *, since_ms: int | None = None) -> AsyncIterator[Letter]:
    """Everything in the topic that was committed when the reading began, each partition in order, receipts too.

    ``since_ms`` leaves out what was written before that moment, where the broker can tell. Raises StreamError.
    """
    consumer = _consumer(connection, topic)
    try:
        with stream_errors(f"reading {topic}"):
            async with asyncio.timeout(READ_SECONDS_MAX):
                await consumer.start()
                ends = await _seek_to_begin(consumer, topic, since_ms)
        while ends:
            with stream_errors(f"reading {topic}"):
                async with asyncio.timeout(READ_SECONDS_MAX):
                    polled = await _next(consumer, ends)
            for record in polled:
                yield _letter(record)
    finally:
        await ended(consumer.stop(), seconds_max=STOP_SECONDS_MAX)


async def record_at(connection: Connection, partition: Partition, offset: int) -> Letter | None:
    """The record at a place of any topic; None where there is none any more. Raises StreamError."""
    place = TopicPartition(*partition)
    consumer = _consumer(connection, partition.topic)
    try:
        with stream_errors(f"reading {partition.topic} {partition.number}:{offset}"):
            async with asyncio.timeout(READ_SECONDS_MAX):
                await consumer.start()
                if place not in consumer.assignment():
                    return None
                first = (await consumer.beginning_offsets([place]))[place]
                end = (await consumer.end_offsets([place]))[place]
                if not first <= offset < end:
                    return None
                consumer.seek(place, offset)
                ends = {place: offset + 1}
                found: list[ConsumerRecord] = []
                while ends and not found:
                    found = await _next(consumer, ends, records_max=1)
        return _letter(found[0]) if found else None
    finally:
        await ended(consumer.stop(), seconds_max=STOP_SECONDS_MAX)


def _consumer(connection: Connection, topic: str) -> AIOKafkaConsumer:
    """One without a group, which has all partitions of the topic when it is started."""
    return AIOKafkaConsumer(
        topic,
        **connection,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )


async def _seek_to_begin(consumer: AIOKafkaConsumer, topic: str, since_ms: int | None) -> dict[TopicPartition, int]:
    """Seek in each partition; where each ends, without those that hold nothing from there on."""
    places = sorted(consumer.assignment())
    if not places:
        raise StreamError(f"no such topic, or none that we may read: {topic}")
    starts = await consumer.beginning_offsets(places)
    ends = await consumer.end_offsets(places)
    if since_ms is not None:
        found = await consumer.offsets_for_times(dict.fromkeys(places, since_ms))
        starts = {place: found[place].offset if found[place] else ends[place] for place in places}
    for place in places:
        consumer.seek(place, starts[place])
    return {place: end for place, end in ends.items() if starts[place] < end}


async def _next(
    consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int], records_max: int = 500
) -> list[ConsumerRecord]:
    """The next records before the ends; takes out of ``ends`` the partitions that are read to theirs.

    Behind the last record there may be a transaction's marker, which only the position shows.
    """
    polled = await consumer.getmany(*ends, timeout_ms=100, max_records=records_max)
    records = [record for place, many in polled.items() for record in many if record.offset < ends[place]]
    for place in tuple(ends):
        if await consumer.position(place) >= ends[place]:
            del ends[place]
    return records


def _letter(record: ConsumerRecord) -> Letter:
    return Letter(
        record.topic, record.partition, record.offset, record.timestamp, record.key, record.value, headers_of(record)
    )
