"""The Kafka room's source and sink under the real runner, on Apache Kafka: what only a broker can show."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from replica import Replica, echo, produce, producer, running_replica
from structlog.testing import capture_logs

from worker.errors import Reason
from worker.item import Message, Outcome, Record
from worker.kafka import ends
from worker.kafka.source import FETCH_BYTES_MAX
from worker.stream.ports import Partition

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]


@pytest.fixture
def replica(bootstrap_servers: str) -> Callable[..., contextlib.AbstractAsyncContextManager[Replica]]:
    """``async with replica("in", "out", "dlq", start=…, work=…)`` is one more member of the group named after "in"."""
    return partial(running_replica, bootstrap_servers)


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
    async def slow(message: Message) -> Outcome:
        await asyncio.sleep(0.2)  # so that many are published together
        value = message.value + (os.urandom(60_000) if b"7" in message.value else b"")
        return Outcome((Record("urn:x", message.key, value, (), "t"),))

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


@pytest.mark.parametrize("delivery", ["exactly_once", "at_least_once"])
async def test_so_does_one_that_a_segment_of_the_topic_cannot_hold(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica, delivery: str
) -> None:
    segment_bytes = 1 << 20  # the least that Apache Kafka takes; the topic would take a larger message
    sizes = {"max.message.bytes": str(4 * segment_bytes)}

    async def grown(message: Message) -> Outcome:
        value = message.value + (os.urandom(2 * segment_bytes) if message.value == b"1" else b"")
        return Outcome((Record("urn:x", message.key, value, (), "t"),))

    names = [
        await topics("wire.in"),
        await topics("wire.out", configs={**sizes, "segment.bytes": str(segment_bytes)}),
        await topics("wire.dlq"),
    ]
    await produce(bootstrap_servers, names[0], [b"0", b"1", b"2"])
    async with replica(*names, work=grown, delivery=delivery) as one:
        (letter,) = await read_topic(names[2], 1)
        records = await read_topic(names[1], 2)
        assert not one.told.failures
    assert letter.value == b"1"
    assert dict(letter.headers)["dlq.reason"] == Reason.RECORD_TOO_LARGE.value.encode()
    assert [*dict.fromkeys(record.value for record in records)] == [b"0", b"2"]


async def test_a_refusal_in_one_partition_costs_the_others_nothing(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    async def some_large(message: Message) -> Outcome:
        await asyncio.sleep(0.1)
        value = message.value + (os.urandom(60_000) if b"7" in message.value else b"")
        return Outcome((Record("urn:x", message.key, value, (), "t"),))

    names = [
        await topics("wire.in", partitions=3),
        await topics("wire.out", partitions=2, configs={"max.message.bytes": "20000"}),
        await topics("wire.dlq"),
    ]
    values = [str(number).encode() for number in range(600)]
    await produce(bootstrap_servers, names[0], values, partitions=3)
    async with replica(*names, work=some_large) as one:
        await one.until(lambda: one.told.settled_records >= 600)
        assert not one.told.failures
    good = [value for value in values if b"7" not in value]
    records = await read_topic(names[1], len(good), quiet_seconds=1)
    letters = await read_topic(names[2], len(values) - len(good), quiet_seconds=1)
    assert sorted(record.value for record in records) == sorted(good)
    assert sorted(letter.value for letter in letters) == sorted(set(values) - set(good))


async def test_a_topic_that_is_not_there_is_named_and_waited_for(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    wire_out, wire_dlq = await topics("wire.out"), await topics("wire.dlq")
    async with replica("no-such-topic", wire_out, wire_dlq) as one:
        await one.until(lambda: len(one.told.unreachable_pauses) > 1)
        assert await one.stop() < 1


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
        joining = asyncio.create_task(produce(bootstrap_servers, names[0], values[:400], partitions=4))
        async with replica(*names) as two:
            await two.until(lambda: len(two.told.assigned_partitions) == 2)
            # However fast the first half was worked, of this one the new member has its part.
            await joining
            leaving = asyncio.create_task(produce(bootstrap_servers, names[0], values[400:], partitions=4))
            await two.until(lambda: two.told.settled_records > 20)
        await leaving
        records = await read_topic(names[1], len(values), seconds_max=40, quiet_seconds=1)
        assert one.told.rebalances.count("revoked") >= 2
    assert sorted(int(record.value) for record in records) == list(range(800))
    for partition in range(4):
        of_partition = [int(record.value) for record in records if int(record.value) % 4 == partition]
        assert of_partition == sorted(of_partition)


async def test_an_alert_comes_in_while_the_backlog_of_another_partition_fills_the_budget_and_its_lag_is_told(
    bootstrap_servers: str, topics: MakeTopic, replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ends, "LOOK_SECONDS", 0.2)
    names = [await topics("wire.in", 2), await topics("wire.out"), await topics("wire.dlq")]
    release = asyncio.Event()
    worked: list[bytes] = []

    async def stuck(message: Message) -> Outcome:
        if message.value != b"alert":
            await release.wait()
        worked.append(message.value)
        return await echo(message)

    async with replica(*names, work=stuck, in_flight_records_max=80) as one:
        await produce(bootstrap_servers, names[0], [b"backlog"] * 300)
        await one.until(lambda: one.told.paused_ever)
        for count in range(20):
            async with producer(bootstrap_servers) as made:
                await made.send_and_wait(names[0], b"alert", b"k", partition=1)
            await one.until(lambda count=count: worked == [b"alert"] * (count + 1), seconds_max=3)
        await produce(bootstrap_servers, names[0], [b"backlog"] * 100)
        await one.until(lambda: one.told.lags.get(Partition(names[0], 0)) == 400 - 70, seconds_max=5)
        assert one.told.held_records_max <= 80
        release.set()
        await one.until(lambda: one.told.settled_records == 420)


async def test_a_message_larger_than_a_fetch_comes_whole_beside_a_partition_that_always_has_more(
    bootstrap_servers: str, topics: MakeTopic, replica
) -> None:
    huge = b"." * 4 * FETCH_BYTES_MAX
    names = [await topics("wire.in", 2, configs={"max.message.bytes": "5000000"}), await topics("wire.out")]
    sizes: list[int] = []

    async def measured(message: Message) -> Outcome:
        sizes.append(len(message.value))
        return await echo(replace(message, value=b"read"))

    async with producer(bootstrap_servers, max_request_size=5_000_000) as made:
        for partition, value in ((0, huge), *((1, b"." * 20_000),) * 300, (0, huge)):
            await made.send(names[0], value, b"k", partition=partition)
    async with replica(*names, await topics("wire.dlq"), work=measured) as one:
        await one.until(lambda: one.told.settled_records == 302)
    assert sorted(sizes)[-3:] == [20_000, len(huge), len(huge)]


async def test_lag_counts_to_the_last_stable_offset_and_comes_down_to_nothing(
    bootstrap_servers: str, topics: MakeTopic, replica
) -> None:
    names = [await topics(name) for name in ("wire.in", "wire.out", "wire.dlq")]
    release = asyncio.Event()

    async def held(message: Message) -> Outcome:
        await release.wait()
        return await echo(message)

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


async def topics_with_a_gap(bootstrap_servers: str, topics: MakeTopic) -> list[str]:
    """Two items are there, and a committed offset far beyond them."""
    names = [await topics(name) for name in ("wire.in", "wire.out", "wire.dlq")]
    await produce(bootstrap_servers, names[0], [b"1", b"2"])
    group = {"group_id": f"group-of-{names[0]}", "enable_auto_commit": False}
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap_servers, **group) as consumer:
        place = TopicPartition(names[0], 0)
        consumer.assign([place])
        await consumer.commit({place: 1000})
    return names


async def test_where_the_committed_offset_is_gone_the_partition_waits_for_an_operator(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    names = await topics_with_a_gap(bootstrap_servers, topics)
    async with replica(*names) as one:
        await one.until(lambda: len(one.told.failures) > 2)
        assert not one.told.assigned_partitions
    assert f"{names[0]}/0 holds 0 to 2, and 1000 is committed: set WIRE_ON_GAP=earliest" in one.told.failures[0]
    assert await read_topic(names[1], 0) == []


async def test_or_goes_on_from_the_earliest_record_that_is_left_once_the_gap_has_lasted(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, replica
) -> None:
    names = await topics_with_a_gap(bootstrap_servers, topics)
    with capture_logs() as lines:
        async with replica(*names, on_gap="earliest") as one:
            records = await read_topic(names[1], 2, seconds_max=40)
    assert one.told.failures  # a leader that does not know yet how far it goes would look the same
    assert [record.value for record in records] == [b"1", b"2"]
    (line,) = [line for line in lines if line["event"] == "committed offset is gone"]
    assert (line["topic"], line["partition"], line["committed"]) == (names[0], 0, 1000)
