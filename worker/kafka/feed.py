"""Both ends of the worker as its neighbours see them: who publishes items, and who reads records. For the demo."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from worker.item import Headers
from worker.kafka.connection import Connection, stream_errors
from worker.kafka.headers import headers_of


@dataclass(frozen=True, slots=True)
class Delivered:
    """A record of an output topic, as a reader of committed records gets it."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Headers
    timestamp_ms: int


class Publisher:
    """Publishes items to a topic, one by one, and waits for each."""

    def __init__(self, producer: AIOKafkaProducer, topic: str) -> None:
        self._producer = producer
        self._topic = topic

    async def publish(self, value: bytes, key: bytes | None, headers: Headers) -> tuple[int, int]:
        """Publish one item; return the partition and the offset that it got."""
        with stream_errors(f"publishing to {self._topic}"):
            sent = await self._producer.send_and_wait(self._topic, value, key, headers=list(headers))
        return int(sent.partition), int(sent.offset)


@asynccontextmanager
async def publisher(connection: Connection, topic: str) -> AsyncIterator[Publisher]:
    """A Publisher, for as long as the block lasts."""
    producer = AIOKafkaProducer(**connection, enable_idempotence=True)
    with stream_errors("connecting a publisher"):
        await producer.start()
    try:
        yield Publisher(producer, topic)
    finally:
        await producer.stop()


class Reader:
    """Reads topics from their beginning on, committed records only."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    async def read(self, seconds_max: float) -> list[Delivered]:
        """What has arrived since the last call; empty after ``seconds_max``."""
        with stream_errors("reading"):
            polled = await self._consumer.getmany(timeout_ms=int(seconds_max * 1000))
        return [
            Delivered(
                record.topic,
                record.key,
                record.value or b"",
                headers_of(record),
                record.timestamp,
            )
            for records in polled.values()
            for record in records
        ]


@asynccontextmanager
async def reader(connection: Connection, topics: Sequence[str]) -> AsyncIterator[Reader]:
    """A Reader, for as long as the block lasts."""
    consumer = AIOKafkaConsumer(*topics, **connection, auto_offset_reset="earliest", isolation_level="read_committed")
    with stream_errors("connecting a reader"):
        await consumer.start()
    try:
        yield Reader(consumer)
    finally:
        await consumer.stop()
