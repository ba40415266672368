"""What only several nodes of Apache Kafka can do: lose a coordinator, move a leader, answer for another node."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.client import AIOKafkaClient, CoordinationType
from aiokafka.errors import CoordinatorNotAvailableError
from aiokafka.protocol.coordination import FindCoordinatorRequest
from replica import Replica, producer, running_replica

from worker.errors import StreamError
from worker.kafka.admin import create_topics
from worker.kafka.offsets import committed_offset
from worker.local import LocalKafka
from worker.stream.exactly_once import TURNS
from worker.stream.ports import Partition

NODES = 3
PARTITIONS = 2
SAFE = {"min.insync.replicas": "2"}
PAUSE_SECONDS = 0.01  # between two items


@pytest.fixture(scope="module")
def kafka() -> Iterator[LocalKafka]:
    # A node that is killed is missed after 2 s, not 9.
    with LocalKafka(NODES, {"broker.session.timeout.ms": 2000, "broker.heartbeat.interval.ms": 500}) as cluster:
        yield cluster


@asynccontextmanager
async def connected(client: AIOKafkaClient) -> AsyncIterator[AIOKafkaClient]:
    await client.bootstrap()
    try:
        yield client
    finally:
        await client.close()


async def coordinator(client: AIOKafkaClient, kind: int, key: str) -> int:
    """The node; the first question has the cluster make the topic that its coordinators keep."""
    async with asyncio.timeout(20):
        while True:
            try:
                return int(await client.coordinator_lookup(kind, key))
            except CoordinatorNotAvailableError:
                await asyncio.sleep(0.1)


async def leader(client: AIOKafkaClient, topic: str) -> int:
    """The node; of a topic that was just made, the one that is asked may not have heard yet."""
    async with asyncio.timeout(20):
        while True:
            await client.set_topics([topic])
            await client.force_metadata_update()
            if (node := client.cluster.leader_for_partition(TopicPartition(topic, 0))) is not None and node >= 0:
                return int(node)
            await asyncio.sleep(0.1)


# ── Who is asked what is committed ──


class Misled(AIOKafkaClient):
    """Told of another coordinator than the real one, as by a node that has not yet heard of its end."""

    def __init__(self, coordinator: int, **options: Any) -> None:
        super().__init__(**options)
        self._coordinator = coordinator

    async def send(self, node: int, request: Any, **options: Any) -> Any:
        answer = await super().send(node, request, **options)
        if isinstance(request, FindCoordinatorRequest):
            answer.coordinator_id = self._coordinator
        return answer


async def test_a_node_that_is_not_the_groups_coordinator_is_not_taken_at_its_word_that_nothing_is_committed(
    kafka: LocalKafka,
) -> None:
    servers, group = kafka.bootstrap_servers, "asked"
    await create_topics(servers, {"asked.in": 1}, replication=3)
    partition, place = Partition("asked.in", 0), TopicPartition("asked.in", 0)
    async with AIOKafkaConsumer(bootstrap_servers=servers, group_id=group, enable_auto_commit=False) as consumer:
        consumer.assign([place])
        await consumer.commit({place: 7})
        async with connected(AIOKafkaClient(bootstrap_servers=servers)) as client:
            right = await coordinator(client, CoordinationType.GROUP, group)
            assert await committed_offset(client, right, group, partition, seconds_max=10) == 7
        for wrong in {*range(NODES)} - {right}:
            async with connected(Misled(wrong, bootstrap_servers=servers)) as misled:
                with pytest.raises(StreamError, match="NotCoordinator"):
                    await committed_offset(misled, right, group, partition, seconds_max=10)
            consumer._coordinator.coordinator_id = wrong
            assert await consumer.committed(place) is None  # the library takes it at its word (aiokafka 0.14)


# ── Nodes that go, amid work ──


async def test_the_crash_of_the_node_that_coordinates_all_and_leads_the_output_costs_and_doubles_nothing(
    kafka: LocalKafka,
) -> None:
    servers = kafka.bootstrap_servers
    async with connected(AIOKafkaClient(bootstrap_servers=servers)) as client:
        wire_in, struck = await _input_with_one_coordinator(client)
        await create_topics(servers, {wire_in: PARTITIONS, "moved.dlq": 1}, NODES, SAFE)
        wire_out = await _output_led_by(struck, client, servers)
        async with running_replica(servers, wire_in, wire_out, "moved.dlq", request_seconds_max=5) as one:
            async with feeding(servers, wire_in) as fed:
                await _goes_on(one)
                await asyncio.to_thread(kafka.kill_node, struck)
                await _goes_on(one)
                assert await leader(client, wire_out) != struck
                await asyncio.to_thread(kafka.start_node, struck)
                await _goes_on(one)
            came = await values_in(servers, wire_out, fed.count)
    assert sorted(came) == list(range(fed.count))
    for number in range(PARTITIONS):
        of_partition = [value for value in came if value % PARTITIONS == number]
        assert of_partition == sorted(of_partition)


async def _input_with_one_coordinator(client: AIOKafkaClient) -> tuple[str, int]:
    """A name for an input topic whose group has the same coordinator as some of its transactions; and that node."""
    for number in range(20):
        wire_in = f"moved-{number}.in"
        group = f"group-of-{wire_in}"
        of_group = await coordinator(client, CoordinationType.GROUP, group)
        ids = [f"{group}/{wire_in}/{partition}/{turn}" for partition in range(PARTITIONS) for turn in range(TURNS)]
        if of_group in [await coordinator(client, CoordinationType.TRANSACTION, of_id) for of_id in ids]:
            return wire_in, of_group
    raise AssertionError("no group shares its coordinator with a transaction of its own")


async def _output_led_by(node: int, client: AIOKafkaClient, servers: str) -> str:
    for number in range(20):
        topic = f"moved-{number}.out"
        await create_topics(servers, {topic: 1}, NODES, SAFE)
        if await leader(client, topic) == node:
            return topic
    raise AssertionError(f"node {node} leads no topic")


async def _goes_on(one: Replica) -> None:
    """Much is settled that was not before."""
    before = one.told.settled_records
    await one.until(lambda: one.told.settled_records > before + 100)


class Feed:
    """Numbered items, round the partitions, until it is stopped."""

    def __init__(self) -> None:
        self.stop = asyncio.Event()
        self.count = 0

    async def run(self, servers: str, topic: str) -> None:
        async with producer(servers, enable_idempotence=True) as made:
            while not self.stop.is_set():
                await made.send(topic, b"%d" % self.count, partition=self.count % PARTITIONS)
                self.count += 1
                await asyncio.sleep(PAUSE_SECONDS)


@asynccontextmanager
async def feeding(servers: str, topic: str) -> AsyncIterator[Feed]:
    """All of it is sent when this is left."""
    feed = Feed()
    task = asyncio.create_task(feed.run(servers, topic))
    try:
        yield feed
    finally:
        feed.stop.set()
        await task


async def values_in(servers: str, topic: str, count: int) -> list[int]:
    """So many, and then those that come within a second, which would be doubled ones."""
    options = {"auto_offset_reset": "earliest", "isolation_level": "read_committed"}
    values: list[int] = []
    async with AIOKafkaConsumer(topic, bootstrap_servers=servers, **options) as consumer, asyncio.timeout(40):
        while (batches := await consumer.getmany(timeout_ms=1000)) or len(values) < count:
            values += [int(record.value) for records in batches.values() for record in records]
    return values
