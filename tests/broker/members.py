"""A member of a consumer group over each source and sink: the stream's fakes, the simulated ones, the Kafka room's."""

import asyncio
from collections import Counter
from functools import partial
from random import Random
from typing import Protocol

import pytest
from brokers import BATCH_BYTES_MAX, ApacheKafka, Claim, bounded, held_of, under_every_seed
from replica import member, producer

from simulation.broker import Broker
from simulation.group import Group, SimulatedSource
from simulation.loop import run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Assigned, Partition, Sink, Source
from worker.stream.testing import FakeBroker, FakeSink, FakeSource


class Member(Protocol):
    """The one member of its group, whose partition is assigned to it. Its output topic takes no large batch."""

    partition: Partition
    output_topic: str
    source: Source
    sink: Sink

    async def produce(self, *values: bytes | None) -> None:
        """Append records to the partition; None is a tombstone."""

    async def published(self) -> list[bytes | None]:
        """The values that a reader of the output topic can get."""


class FakeMember:
    """Over the fakes of the stream's own tests."""

    partition = Partition("wire.in", 0)
    output_topic = "wire.out"

    def __init__(self) -> None:
        self._broker = FakeBroker(value_bytes_max=BATCH_BYTES_MAX)
        self.source = FakeSource(self._broker)
        self.source.assign(self.partition)
        self.sink = FakeSink(self._broker)

    async def produce(self, *values: bytes | None) -> None:
        for value in values:
            self._broker.produce(self.partition, value)

    async def published(self) -> list[bytes | None]:
        return self._broker.published(self.output_topic)


class SimulatedMember:
    """Over one seed of the simulated broker and its group."""

    partition = Partition("wire.in", 0)
    output_topic = "wire.out"

    def __init__(self, seed: int) -> None:
        random, told = Random(seed), Counter[str]()
        self._log = FakeBroker()  # makes the arrivals
        self._broker = Broker(random, told, {self.output_topic: BATCH_BYTES_MAX}, batch_records_max=30)
        self._broker.inputs = self._log.inputs
        self.group = Group([self.partition], random, told)
        network = Network(random, told)
        self.source = SimulatedSource(self._broker, self.group, network, random, latest=False)
        producers = SimulatedProducers(self._broker, network, random)
        self.sink = ExactlyOnceSink(producers, self.source.member, prefix="group", seconds_max=10.0)

    async def produce(self, *values: bytes | None) -> None:
        for value in values:
            self._log.produce(self.partition, value)

    async def published(self) -> list[bytes | None]:
        return [output.value for output in self._broker.readable(self.output_topic)]


class KafkaMember:
    """Over Apache Kafka. What is produced comes in transactions, whose markers leave gaps between the offsets."""

    def __init__(self, bootstrap_servers: str, delivery: str) -> None:
        self._bootstrap_servers = bootstrap_servers
        self._kafka = ApacheKafka(bootstrap_servers)
        self.partition = self._kafka.input
        self.source, self.sink = member(bootstrap_servers, self.partition.topic, delivery=delivery)

    async def open(self) -> None:
        await self._kafka.open()
        self.output_topic = await self._kafka.topic()

    async def close(self) -> None:
        await self._kafka.close()

    async def produce(self, *values: bytes | None) -> None:
        options = {"bootstrap_servers": self._bootstrap_servers, "transactional_id": f"upstream {self.partition.topic}"}
        async with producer(**options) as made:
            for value in values:
                async with made.transaction():
                    await made.send(self.partition.topic, value, b"k")

    async def published(self) -> list[bytes | None]:
        return await self._kafka.readable(self.output_topic)


async def _holds(claim: Claim, one: Member) -> None:
    """Between the member's start, once it is assigned its partition, and its end."""
    try:
        await one.sink.start()
        await one.source.start()
        while not any(isinstance(event, Assigned) for event in one.source.events()):
            await one.source.poll(0.05, 10)
        await claim(one)
    finally:
        await asyncio.gather(one.sink.stop(), one.source.stop())


def _of_fakes(claim: Claim, request: pytest.FixtureRequest) -> None:
    run(bounded(_holds(claim, FakeMember())))


def _of_the_simulated(claim: Claim, request: pytest.FixtureRequest) -> None:
    async def holds(seed: int) -> None:
        one = SimulatedMember(seed)
        await _holds(claim, one)
        one.group.close()

    under_every_seed(holds)


def _of_apache_kafka(delivery: str, claim: Claim, request: pytest.FixtureRequest) -> None:
    async def holds(one: KafkaMember) -> None:
        await one.open()
        try:
            await bounded(_holds(claim, one))
        finally:
            await one.close()

    asyncio.run(holds(KafkaMember(request.getfixturevalue("bootstrap_servers"), delivery)))


of_every_source = held_of(
    {"fake": _of_fakes, "simulated": _of_the_simulated, "Apache Kafka": partial(_of_apache_kafka, "exactly_once")}
)
of_every_sink = held_of(
    {
        "fake": _of_fakes,
        "exactly once, simulated": _of_the_simulated,
        "exactly once, Apache Kafka": partial(_of_apache_kafka, "exactly_once"),
        "at least once, Apache Kafka": partial(_of_apache_kafka, "at_least_once"),
    }
)
