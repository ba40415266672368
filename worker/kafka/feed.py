"""Both ends of the worker as its neighbours see them: who publishes items, and who reads records. For `demo` and `replay`."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer

from worker.errors import RefusedError
from worker.item import Headers
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.headers import headers_of
from worker.kafka.producer import TOO_LARGE, Producer
from worker.stream.ports import Outgoing

START_SECONDS_MAX = 30.0
STOP_SECONDS_MAX = 5.0


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

    def __init__(self, producer: Producer, topic: str) -> None:
        self._producer = producer
        self._topic = topic

    async def publish(self, value: bytes, key: bytes | None, headers: Headers) -> tuple[int, int]:
        """Publish one item; return the partition and the offset that it got.

        Raises StreamError; RefusedError where the topic takes no item of that size, after which others may follow.
        """
        with stream_errors(f"publishing to {self._topic}"):
            (answer,) = await self._producer.deliver([Outgoing(self._topic, key, value, headers)])
            if isinstance(answer, TOO_LARGE):
                raise RefusedError(f"{self._topic} takes no item of that size: {answer}") from answer
            if isinstance(answer, BaseException):
                raise answer
        return int(answer.partition), int(answer.offset)  # type: ignore[attr-defined]  # the library's RecordMetadata


@asynccontextmanager
async def publisher(arguments: Connection, topic: str, *, seconds_max: float) -> AsyncIterator[Publisher]:
    """A Publisher, for as long as the block lasts. ``arguments`` are a producer's; ``seconds_max`` bounds every answer."""
    producer = Producer(arguments, seconds_max=seconds_max)
    try:
        await producer.connect()
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
    try:
        with stream_errors("connecting a reader"):
            async with asyncio.timeout(START_SECONDS_MAX):
                await consumer.start()
        yield Reader(consumer)
    finally:
        await ended(consumer.stop(), seconds_max=STOP_SECONDS_MAX)
