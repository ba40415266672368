"""The Kafka room's source and sink under the real runner, on Apache Kafka: what only a broker can show."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from aiokafka import AIOKafkaProducer

from worker.errors import Reason
from worker.item import Message, Outcome, Record
from worker.kafka.connection import connection
from worker.kafka.sink import AtLeastOnceSink
from worker.kafka.source import Group, KafkaSource
from worker.settings import load_settings
from worker.stream.clock import SystemClock
from worker.stream.lane import Parts
from worker.stream.limits import Budget, StreamLimits
from worker.stream.outgoing import Routes
from worker.stream.ports import Partition, Work
from worker.stream.runner import Runner
from worker.stream.testing import Told

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]


async def echo(messages: Sequence[Message]) -> list[Outcome]:
    return [Outcome((Record("urn:x", message.key, message.value, (), "afp-text"),)) for message in messages]


@dataclass
class Replica:
    """A worker of the group without children: the stream alone."""

    runner: Runner
    told: Told

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not true():
                await asyncio.sleep(0.02)


@pytest.fixture
def replica(bootstrap_servers: str) -> Callable[..., contextlib.AbstractAsyncContextManager[Replica]]:
    """``async with replica("in", "out", "dlq", start=…, work=…)`` is one more member of the group named after "in"."""

    @asynccontextmanager
    async def make(
        wire_in: str, wire_out: str, wire_dlq: str, *, start: str | int = "earliest", work: Work = echo
    ) -> AsyncIterator[Replica]:
        settings = load_settings({"bootstrap_servers": bootstrap_servers})
        reach = connection(settings.kafka, settings.security, "test")
        source = KafkaSource(reach, Group(f"group-of-{wire_in}", (wire_in,), start, 6, 10, 20, 8 << 20))
        sink = AtLeastOnceSink(reach, source.commit, compression="zstd", record_bytes_max=1 << 24, seconds_max=20)
        limits, told = StreamLimits(drain_seconds_max=8), Told()
        budget = Budget(limits.in_flight_records_max, limits.in_flight_bytes_max)
        routes = Routes(wire_out, wire_dlq, worker="test")
        runner = Runner(Parts(source, sink, work, routes, limits, budget, SystemClock(), told))
        task = asyncio.create_task(runner.run())
        try:
            yield Replica(runner, told)
        finally:
            runner.stop()
            await task

    return make


@asynccontextmanager
async def producer(bootstrap_servers: str, **options: object) -> AsyncIterator[AIOKafkaProducer]:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, **options) as made:
        yield made


async def produce(bootstrap_servers: str, topic: str, values: Sequence[bytes], partitions: int = 1) -> None:
    async with producer(bootstrap_servers) as made:
        for number, value in enumerate(values):
            await made.send_and_wait(topic, value, str(number).encode(), partition=number % partitions)


@pytest.mark.parametrize(
    ("start", "expected"), [("earliest", b"123"), ("latest", b"3"), ("between", b"23"), ("in future", b"3")]
)
async def test_a_new_group_begins_where_it_is_told_to(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica, start: str, expected: bytes
) -> None:
    names = [await topics(name) for name in ("wire.in", "wire.out", "wire.dlq")]
    await produce(bootstrap_servers, names[0], [b"1"])
    await asyncio.sleep(0.01)
    between = int(datetime.now(UTC).timestamp() * 1000)
    await asyncio.sleep(0.01)
    await produce(bootstrap_servers, names[0], [b"2"])
    moments: dict[str, str | int] = {"between": between, "in future": between + 3_600_000}
    async with replica(*names, start=moments.get(start, start)) as one:
        await one.until(lambda: bool(one.told.assigned_partitions))
        await produce(bootstrap_servers, names[0], [b"3"])
        records = await read_topic(names[1], len(expected))
    assert b"".join(record.value for record in records) == expected


async def test_a_record_that_the_topic_refuses_becomes_a_dead_letter_and_its_company_goes_out_once_in_order(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    async def slow(messages: Sequence[Message]) -> list[Outcome]:
        await asyncio.sleep(0.2)  # so that many are published together
        values = [value + (os.urandom(60_000) if b"7" in value else b"") for value in (m.value for m in messages)]
        return [Outcome((Record("urn:x", m.key, value, (), "t"),)) for m, value in zip(messages, values, strict=True)]

    names = [
        await topics("wire.in"),
        await topics("wire.out", configs={"max.message.bytes": "20000"}),
        await topics("wire.dlq"),
    ]
    values = [str(number).encode() for number in range(100)]
    await produce(bootstrap_servers, names[0], values)
    async with replica(*names, work=slow) as one:
        records = await read_topic(names[1], 81, seconds_max=30)
        letters = await read_topic(names[2], 19, seconds_max=30)
        assert not one.told.failures
    assert [record.value for record in records] == [value for value in values if b"7" not in value]
    assert sorted(letter.value for letter in letters) == sorted(value for value in values if b"7" in value)
    assert {dict(letter.headers)["dlq.reason"] for letter in letters} == {Reason.RECORD_TOO_LARGE.value.encode()}


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd", None])
async def test_producers_may_compress_as_they_like(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica, codec: str | None
) -> None:
    names = [await topics(name) for name in ("wire.in", "wire.out", "wire.dlq")]
    async with producer(bootstrap_servers, compression_type=codec) as made:
        await made.send_and_wait(names[0], b"a dispatch " * 100)
    async with replica(*names):
        (record,) = await read_topic(names[1], 1)
    assert record.value == b"a dispatch " * 100


async def test_partitions_move_to_a_new_member_and_back_and_nothing_is_doubled(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    names = [await topics("wire.in", 4), await topics("wire.out"), await topics("wire.dlq")]
    values = [str(number).encode() for number in range(800)]
    async with replica(*names) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 4)
        producing = asyncio.create_task(produce(bootstrap_servers, names[0], values, partitions=4))
        async with replica(*names) as two:
            await two.until(lambda: len(two.told.assigned_partitions) == 2)
            await two.until(lambda: two.told.settled_records > 20)
        await producing
        records = await read_topic(names[1], len(values), seconds_max=40, quiet_seconds=1)
        assert one.told.rebalances.count("revoked") >= 2
    assert sorted(int(record.value) for record in records) == list(range(800))
    for partition in range(4):
        of_partition = [int(record.value) for record in records if int(record.value) % 4 == partition]
        assert of_partition == sorted(of_partition)


async def test_lag_counts_to_the_last_stable_offset_and_comes_down_to_nothing(
    bootstrap_servers: str, topics: MakeTopic, replica
) -> None:
    names = [await topics(name) for name in ("wire.in", "wire.out", "wire.dlq")]
    release = asyncio.Event()

    async def held(messages: Sequence[Message]) -> list[Outcome]:
        await release.wait()
        return await echo(messages)

    # A transaction leaves a marker behind its records, which no reader ever gets.
    async with producer(bootstrap_servers, transactional_id=f"of-{names[0]}") as made, made.transaction():
        for number in range(3000):
            await made.send(names[0], str(number).encode())
    async with replica(*names, work=held) as one:
        place = Partition(names[0], 0)
        await one.until(lambda: one.told.lags.get(place, 0) > 500)
        assert one.told.paused_ever
        release.set()
        await one.until(lambda: one.told.settled_records == 3000 and one.told.lags[place] == 0)
