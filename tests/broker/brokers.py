"""The brokers of which the conformance suite holds its claims: the simulated one, in virtual time, and Apache Kafka.

Apache Kafka twice: with transactions of the second version (KIP-890), and with those of the first, as older clusters have.
"""

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from random import Random
from typing import Any, Protocol

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from simulation import broker as simulated
from simulation.loop import run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.kafka.admin import create_topics, delete_topics
from worker.kafka.connection import connection
from worker.kafka.producer import producer_arguments
from worker.kafka.transactions import TransactionalProducers
from worker.settings import load_settings
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Partition, Producers, Transaction

BATCH_BYTES_MAX = 2000  # that an output topic takes
SEEDS = 30  # of the simulated broker, for each claim
CLAIM_SECONDS_MAX = 90.0
TRANSACTION_SECONDS = 5.0  # on Apache Kafka; the simulated broker has its own


class Broker(Protocol):
    """A broker as the workers of one group meet it. Its topics, its ids and its group are one claim's own."""

    input: Partition
    transaction_seconds: float
    spoils_producers: bool  # by refusing a record, and not its transaction alone

    async def topic(self) -> str:
        """A new output topic of one partition."""

    async def fence(self, transactional_id: str) -> Transaction:
        """A producer of one more worker."""

    def sink(self) -> ExactlyOnceSink:
        """The sink of one more worker."""

    async def readable(self, topic: str) -> list[bytes | None]:
        """The values that a reader of committed records can get at this moment."""


def _nobody(partition: Partition) -> None:
    """Who is in no group."""


class _Workers:
    """What both have in common: whose producers there are, so that none outlives the claim."""

    input: Partition
    _producers: Producers

    def __init__(self) -> None:
        self._fenced: list[Transaction] = []
        self._sinks: list[ExactlyOnceSink] = []

    async def fence(self, transactional_id: str) -> Transaction:
        self._fenced.append(await self._producers.fence(f"{self.input.topic} {transactional_id}"))
        return self._fenced[-1]

    def sink(self) -> ExactlyOnceSink:
        self._sinks.append(ExactlyOnceSink(self._producers, _nobody, prefix=self.input.topic, seconds_max=10.0))
        return self._sinks[-1]

    async def close(self) -> None:
        for transaction in self._fenced:
            transaction.discard()
        await asyncio.gather(*(sink.stop() for sink in self._sinks))
        await self._producers.stop()


class SimulatedBroker(_Workers):
    """One seed of the simulated broker, behind a network without trouble."""

    transaction_seconds = simulated.TRANSACTION_SECONDS
    spoils_producers = True

    def __init__(self, seed: int) -> None:
        super().__init__()
        random, told = Random(seed), Counter[str]()
        self.input = Partition("wire.in", 0)
        self._bytes_max: dict[str, int] = {}
        self._broker = simulated.Broker(random, told, self._bytes_max, batch_records_max=30)
        self._producers = SimulatedProducers(self._broker, Network(random, told), random)

    async def topic(self) -> str:
        topic = f"wire.out.{len(self._bytes_max)}"
        self._bytes_max[topic] = BATCH_BYTES_MAX
        return topic

    async def readable(self, topic: str) -> list[bytes | None]:
        return [output.value for output in self._broker.readable(topic)]


class ApacheKafka(_Workers):
    """A cluster of the tests, through the Kafka room's implementations of the ports."""

    transaction_seconds = TRANSACTION_SECONDS

    def __init__(self, bootstrap_servers: str, *, spoils_producers: bool = False) -> None:
        super().__init__()
        self.spoils_producers = spoils_producers
        self._bootstrap_servers = bootstrap_servers
        self.input = Partition(f"wire.in-{uuid.uuid4().hex[:8]}", 0)
        self._topics = [self.input.topic]
        settings = load_settings({"bootstrap_servers": bootstrap_servers})
        reach = connection(settings.kafka, settings.security, "test")
        self._producers = TransactionalProducers(
            producer_arguments(reach, compression=None, record_bytes_max=1 << 20),
            group_id=f"group-of-{self.input.topic}",
            transaction_seconds=TRANSACTION_SECONDS,
            ask_seconds_max=10.0,
        )

    async def open(self) -> None:
        await create_topics(self._bootstrap_servers, {self.input.topic: 1})

    async def close(self) -> None:
        await super().close()
        await delete_topics(self._bootstrap_servers, self._topics)

    async def topic(self) -> str:
        self._topics.append(f"wire.out-{uuid.uuid4().hex[:8]}")
        limit = {"max.message.bytes": str(BATCH_BYTES_MAX)}
        await create_topics(self._bootstrap_servers, {self._topics[-1]: 1}, configs=limit)
        return self._topics[-1]

    async def readable(self, topic: str) -> list[bytes | None]:
        """Everything below the last stable offset, which is where the topic ends for such a reader."""
        place = TopicPartition(topic, 0)
        consumer = AIOKafkaConsumer(bootstrap_servers=self._bootstrap_servers, isolation_level="read_committed")
        values: list[bytes | None] = []
        async with consumer:
            consumer.assign([place])
            end = (await consumer.end_offsets([place]))[place]
            consumer.seek(place, 0)
            while await consumer.position(place) < end:
                for records in (await consumer.getmany(timeout_ms=50)).values():
                    values += [record.value for record in records if record.offset < end]
        return values


Claim = Callable[[Any], Awaitable[None]]  # of a broker, or of a member of a group
Hold = Callable[[Claim, pytest.FixtureRequest], None]


def held_of(kinds: Mapping[str, Hold]) -> Callable[[Claim], Callable[..., None]]:
    """Make a test of a claim for each kind."""

    def tests_of(claim: Claim) -> Callable[..., None]:
        @pytest.mark.parametrize("kind", kinds)
        def test(kind: str, request: pytest.FixtureRequest) -> None:
            kinds[kind](claim, request)

        test.__name__, test.__module__ = claim.__name__, claim.__module__
        return test

    return tests_of


async def bounded(holding: Awaitable[None]) -> None:
    """Within a time, virtual or real, in which every claim holds."""
    async with asyncio.timeout(CLAIM_SECONDS_MAX):
        await holding


def under_every_seed(holds: Callable[[int], Awaitable[None]]) -> None:
    """In virtual time, whatever the chances are."""
    for seed in range(SEEDS):
        try:
            run(bounded(holds(seed)))
        except BaseException as error:
            error.add_note(f"with seed {seed} of the simulated broker")
            raise


def _of_the_simulated_broker(claim: Claim, request: pytest.FixtureRequest) -> None:
    async def holds(seed: int) -> None:
        broker = SimulatedBroker(seed)
        await claim(broker)
        await broker.close()

    under_every_seed(holds)


def _of_apache_kafka(bootstrap_servers: str, *, spoils_producers: bool) -> Hold:
    """Of the cluster whose addresses the fixture of that name tells."""

    def hold(claim: Claim, request: pytest.FixtureRequest) -> None:
        async def holds(broker: ApacheKafka) -> None:
            await broker.open()
            try:
                await bounded(claim(broker))
            finally:
                await broker.close()

        addresses: str = request.getfixturevalue(bootstrap_servers)
        asyncio.run(holds(ApacheKafka(addresses, spoils_producers=spoils_producers)))

    return hold


of_every_broker = held_of(
    {
        "simulated": _of_the_simulated_broker,
        "Apache Kafka": _of_apache_kafka("bootstrap_servers", spoils_producers=False),
        "Apache Kafka, first version": _of_apache_kafka("first_version", spoils_producers=True),
    }
)
