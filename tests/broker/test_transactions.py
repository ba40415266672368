"""Transactional producers on Apache Kafka: what they leave behind, be it that another has fenced them."""

import asyncio
import gc
import uuid
from collections.abc import Awaitable, Callable
from random import Random
from typing import Any

import psutil
import pytest
from aiokafka import ConsumerRecord
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.api import RequestStruct, Response
from aiokafka.protocol.types import (
    Boolean,
    CompactArray,
    CompactString,
    Int8,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)
from replica import member, read_committed

from worker.errors import StreamError
from worker.kafka.admin import create_topics
from worker.kafka.connection import connection
from worker.kafka.partitioner import murmur2
from worker.kafka.producer import producer_arguments
from worker.kafka.requests import ApiVersions3, Exactly
from worker.kafka.senders import ImplicitSender, MemberSender
from worker.kafka.source import KafkaSource
from worker.kafka.transactions import TransactionalProducer, TransactionalProducers
from worker.settings import load_settings
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Assigned, Member, Outgoing, Partition, Revoked


def producers_of(bootstrap_servers: str, group_id: str) -> TransactionalProducers:
    settings = load_settings({"bootstrap_servers": bootstrap_servers})
    arguments = producer_arguments(
        connection(settings.kafka, settings.security, "test"), compression=None, record_bytes_max=1 << 20
    )
    return TransactionalProducers(arguments, group_id=group_id, transaction_seconds=10, ask_seconds_max=10)


async def test_a_producer_that_was_fenced_while_it_publishes_goes_without_a_complaint_of_the_event_loop(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    wire_out = await topics("wire.out")
    producers = producers_of(bootstrap_servers, wire_out)
    zombie = await producers.fence(wire_out)
    heir = await producers.fence(wire_out)
    await zombie.begin()
    (delivery,) = await zombie.send([Outgoing(wire_out, b"key", b"value", ())])
    await asyncio.wait([delivery])
    assert "ProducerFenced" in str(delivery.exception())
    zombie.discard()
    heir.discard()
    await producers.stop()
    del zombie, heir, producers, delivery
    gc.collect()
    await asyncio.sleep(0)
    assert not complaints


async def until_claimed(sink: ExactlyOnceSink, partition: Partition) -> None:
    """A new cluster makes the topics of its coordinators first."""
    async with asyncio.timeout(20):
        while True:
            try:
                await sink.claim(partition)
            except StreamError:
                await asyncio.sleep(0.1)
            else:
                return


async def test_what_fills_several_batches_comes_out_in_the_order_of_each_partition_where_a_key_belongs(
    bootstrap_servers: str,
    topics: Callable[..., Awaitable[str]],
    read_topic: Callable[..., Awaitable[list[ConsumerRecord]]],
) -> None:
    wire_in, wire_out = await topics("wire.in"), await topics("wire.out", partitions=3)
    sink = ExactlyOnceSink(producers_of(bootstrap_servers, wire_in), lambda _: None, prefix=wire_in, seconds_max=10)
    await until_claimed(sink, Partition(wire_in, 0))
    keys = [b"key %d" % (number % 7) for number in range(400)]
    values = [b"%d " % number + Random(number).randbytes(5_000) for number in range(400)]
    headers = (("wire-kind", b"story"),)
    outgoing = [Outgoing(wire_out, key, value, headers) for key, value in zip(keys, values, strict=True)]
    await sink.publish(Partition(wire_in, 0), outgoing, 400)
    await sink.stop()
    records = await read_topic(wire_out, 400)
    assert len(records) == 400
    for number in range(3):
        came = [record.value for record in records if record.partition == number]
        due = [value for key, value in zip(keys, values, strict=True) if murmur2(key) % 2**31 % 3 == number]
        assert came == due
        assert sum(map(len, came)) > 256 * 1024  # which one batch does not hold
    assert {record.headers for record in records} == {headers}


async def test_partitions_share_a_transaction_and_a_former_member_commits_nothing(
    bootstrap_servers: str,
    topics: Callable[..., Awaitable[str]],
    read_topic: Callable[..., Awaitable[list[ConsumerRecord]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shares: list[set[Partition]] = []
    commit = TransactionalProducer.commit

    async def noted(producer: TransactionalProducer, next_offsets: dict[Partition, int], member: Member) -> None:
        await commit(producer, next_offsets, member)
        shares.append({*next_offsets})

    monkeypatch.setattr(TransactionalProducer, "commit", noted)
    wire_in, wire_out = await topics("wire.in", partitions=3), await topics("wire.out")
    partitions = [Partition(wire_in, number) for number in range(3)]
    source, sink = member(bootstrap_servers, wire_in)
    await source.start()
    await until_assigned(source)
    for partition in partitions:
        await until_claimed(sink, partition)

    async def publish(value: bytes, next_offset: int) -> None:
        outgoing = [Outgoing(wire_out, b"key", value, ())]
        await asyncio.gather(*(sink.publish(partition, outgoing, next_offset) for partition in partitions))

    await publish(b"shared", 1)
    assert shares == [{*partitions}]
    assert [await sink.claim(partition) for partition in partitions] == [1, 1, 1]
    successor, _ = member(bootstrap_servers, wire_in)
    await successor.start()
    await until_assigned(source, successor)  # the group has gone on, and the sink does not know
    with pytest.raises(StreamError, match="IllegalGeneration"):
        await publish(b"of a generation that is over", 2)
    for partition in partitions:
        assert [knows(one, partition) for one in (source, successor)].count(True) == 1
    await asyncio.gather(successor.stop(), source.stop(), sink.stop())
    assert [record.value for record in await read_topic(wire_out, 3, quiet_seconds=1)] == [b"shared"] * 3


def knows(source: KafkaSource, partition: Partition) -> bool:
    """Whether the source can say as whom it was assigned the partition."""
    try:
        return source.member(partition).generation > 0
    except StreamError:
        return False


async def until_assigned(*sources: KafkaSource) -> None:
    """Each has been given its partitions anew; what it has to let go of it does."""
    awaited = {*sources}
    async with asyncio.timeout(30):
        while awaited:
            for source in sources:
                await source.poll(0.05, 10)
                for event in source.events():
                    if isinstance(event, Revoked):
                        event.released.set()
                    elif isinstance(event, Assigned):
                        awaited.discard(source)


async def test_claims_without_end_leave_neither_tasks_nor_connections_behind(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    wire_in, wire_out = await topics("wire.in"), await topics("wire.out")
    partition = Partition(wire_in, 0)
    sink = ExactlyOnceSink(producers_of(bootstrap_servers, wire_in), lambda _: None, prefix=wire_in, seconds_max=10)
    await until_claimed(sink, partition)
    sink.release(partition)
    await asyncio.sleep(1)  # for its producers to close
    tasks, connections = len(asyncio.all_tasks()), len(psutil.Process().net_connections())
    for number in range(50):
        assert await sink.claim(partition) == (number or None)
        await sink.publish(partition, [Outgoing(wire_out, b"key", b"value", ())], number + 1)
    await sink.stop()
    assert len(asyncio.all_tasks()) <= tasks
    assert len(psutil.Process().net_connections()) <= connections


class UpdateFeatures1Response(Response):
    API_KEY, API_VERSION = 57, 1
    SCHEMA = Schema(("throttle_time_ms", Int32), ("error_code", Int16), ("error_message", CompactString("utf-8")))


class UpdateFeatures1(RequestStruct):
    """What ``kafka-features.sh`` sends."""

    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 57, 1, True, UpdateFeatures1Response
    SCHEMA = Schema(
        ("timeout_ms", Int32),
        (
            "updates",
            CompactArray(("feature", CompactString("utf-8")), ("level", Int16), ("kind", Int8), ("tags", TaggedFields)),
        ),
        ("validate_only", Boolean),
        ("tags", TaggedFields),
    )


UPGRADE, SAFE_DOWNGRADE = 1, 2
VALIDATE_ONLY = False


async def set_transaction_version(bootstrap_servers: str, level: int, kind: int) -> None:
    """As an operator does, and wait until the broker knows it."""
    client = AIOKafkaClient(bootstrap_servers=bootstrap_servers)
    await client.bootstrap()
    try:
        update = [("transaction.version", level, kind, {})]
        answer = await client.send(0, Exactly(UpdateFeatures1, 10_000, update, VALIDATE_ONLY))
        assert answer.error_code == 0, answer.error_message
        async with asyncio.timeout(10):
            while (await client.send(0, Exactly(ApiVersions3, "test", "1"))).features()["transaction.version"] != level:
                await asyncio.sleep(0.02)
    finally:
        await client.close()


async def test_the_cluster_may_change_its_version_of_transactions_while_producers_are_at_work(
    first_version: str,
) -> None:
    wire_in, wire_out = f"wire.in-{uuid.uuid4().hex[:8]}", f"wire.out-{uuid.uuid4().hex[:8]}"
    await create_topics(first_version, {wire_in: 1, wire_out: 1})
    producers = producers_of(first_version, wire_in)
    input_partition = Partition(wire_in, 0)

    async def publish(producer: TransactionalProducer, offset: int) -> None:
        await producer.begin()
        for delivery in await producer.send([Outgoing(wire_out, b"key", b"%d" % offset, ())]):
            await delivery
        await producer.commit({input_partition: offset + 1}, None)

    older = await producers.fence(wire_in)
    await publish(older, 0)
    await set_transaction_version(first_version, 2, UPGRADE)
    await publish(older, 1)
    newer = await producers.fence(wire_in)
    assert await newer.committed(input_partition) == 2
    await publish(newer, 2)
    await publish(newer, 3)
    await set_transaction_version(first_version, 1, SAFE_DOWNGRADE)
    await publish(newer, 4)
    with pytest.raises(StreamError, match="ProducerFenced"):
        await publish(older, 5)
    last = await producers.fence(wire_in)
    assert await last.committed(input_partition) == 5
    await publish(last, 5)
    kinds = [type(producer._client._sender) for producer in (older, newer, last)]
    assert kinds == [MemberSender, ImplicitSender, MemberSender]
    records = await read_committed(first_version, wire_out, 6)
    assert [record.value for record in records] == [b"%d" % number for number in range(6)]
    for producer in (older, newer, last):
        producer.discard()
    await producers.stop()
