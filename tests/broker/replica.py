"""A worker of the group without children, as a test holds it: the Kafka room's source and sink under the real runner."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord

from worker.app import sink_of
from worker.item import Message, Outcome, Record
from worker.kafka.connection import connection
from worker.kafka.source import Group, KafkaSource
from worker.settings import load_settings
from worker.stream.breaker import Breaker
from worker.stream.clock import SystemClock
from worker.stream.lane import Parts
from worker.stream.limits import Budget, StreamLimits
from worker.stream.outgoing import Routes
from worker.stream.ports import Sink, Work
from worker.stream.runner import Runner
from worker.stream.testing import Told

Records = list[ConsumerRecord[bytes | None, bytes | None]]

BOUNDS = {field.name for field in fields(StreamLimits)}


async def echo(message: Message) -> Outcome:
    return Outcome((Record("urn:x", message.key, message.value, (), "afp-text"),))


@dataclass
class Replica:
    """The runner, its source, and what it told."""

    runner: Runner
    source: KafkaSource
    told: Told
    task: asyncio.Task[None]

    async def until(self, true: Callable[[], bool], seconds_max: float = 30) -> None:
        async with asyncio.timeout(seconds_max):
            while not true():
                await asyncio.sleep(0.02)

    async def stop(self) -> float:
        """Stop it in order; how many seconds that took."""
        began = asyncio.get_running_loop().time()
        self.runner.stop()
        await self.task
        return asyncio.get_running_loop().time() - began


def member(
    bootstrap_servers: str,
    wire_in: str,
    *,
    start: str | int = "earliest",
    request_seconds_max: float = 20,
    delivery: str = "exactly_once",
    on_gap: str = "stop",
    **more: Any,
) -> tuple[KafkaSource, Sink]:
    """The source and the sink of one more member of the group that is named after the input topic; ``more`` are settings
    of the connection."""
    group_id = f"group-of-{wire_in}"
    settings = load_settings(
        {
            **more,
            "bootstrap_servers": bootstrap_servers,
            "group_id": group_id,
            "delivery": delivery,
            "request_seconds_max": request_seconds_max,
            "transaction_seconds_max": request_seconds_max,
        }
    )
    reach = connection(settings.kafka, settings.security, "test")
    group = Group(group_id, (wire_in,), start, on_gap, settings.kafka.group_instance_id, 6, 20, request_seconds_max)
    source = KafkaSource(reach, group)
    return source, sink_of(settings, reach, source)


@asynccontextmanager
async def running_replica(
    bootstrap_servers: str, wire_in: str, wire_out: str, wire_dlq: str, *, work: Work = echo, **more: Any
) -> AsyncIterator[Replica]:
    """One more member, at work; ``more`` are bounds of the stream, and what makes the member."""
    bounds = {name: more.pop(name) for name in tuple(more) if name in BOUNDS}
    source, sink = member(bootstrap_servers, wire_in, **more)
    limits, told = StreamLimits(**{"drain_seconds_max": 8, **bounds}), Told()
    budget = Budget(limits.in_flight_records_max, limits.in_flight_bytes_max)
    routes = Routes(wire_out, wire_dlq, worker="test")
    clock = SystemClock()
    runner = Runner(Parts(source, sink, work, routes, limits, budget, Breaker(limits, clock), clock, told))
    one = Replica(runner, source, told, asyncio.create_task(runner.run()))
    try:
        yield one
    finally:
        await one.stop()
        assert budget.records == budget.bytes == 0


@asynccontextmanager
async def producer(bootstrap_servers: str, **options: object) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **options) as made:
        yield made


async def produce(bootstrap_servers: str, topic: str, values: Sequence[bytes], partitions: int = 1) -> None:
    async with producer(bootstrap_servers) as made:
        for number, value in enumerate(values):
            await made.send_and_wait(topic, value, str(number).encode(), partition=number % partitions)


async def read_committed(
    bootstrap_servers: str, topic: str, count: int, *, seconds_max: float = 20, quiet_seconds: float = 0.3
) -> Records:
    """Read all partitions from their start, as a ``read_committed`` consumer.

    It ends when ``count`` records are there and ``quiet_seconds`` have passed without another, which would be a doubled
    one; or after ``seconds_max``, with those that came.
    """
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap_servers,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds_max
    records: Records = []
    async with consumer:
        while loop.time() < deadline:
            enough = len(records) >= count
            batches = await consumer.getmany(timeout_ms=int(quiet_seconds * 1000) if enough else 100)
            if enough and not batches:
                break
            for batch in batches.values():
                records.extend(batch)
    return records


def numbers(first: int, end: int) -> list[bytes]:
    return [str(number).encode() for number in range(first, end)]
