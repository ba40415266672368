"""What the tests with a broker share: one cluster a session, fresh topics on it, and a reader of what is committed."""

import os
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from functools import partial

import pytest
from desk import Desk
from replica import Records, produce, read_committed

from worker.kafka.admin import create_topics, delete_topics
from worker.local import LocalKafka

# A broker looks every ten seconds for transactions over their time: no test waits for that.
PROPERTIES = {"transaction.abort.timed.out.transaction.cleanup.interval.ms": 500}


@pytest.fixture(scope="session")
def bootstrap_servers() -> Iterator[str]:
    """Addresses of the cluster that ``WIRE_TEST_BOOTSTRAP`` names, or of one node of Apache Kafka on this machine."""
    if named := os.environ.get("WIRE_TEST_BOOTSTRAP"):
        yield named
        return
    with LocalKafka(properties=PROPERTIES, progress=True) as kafka:
        yield kafka.bootstrap_servers


@pytest.fixture(scope="module")
def first_version() -> Iterator[str]:
    """Addresses of a cluster that has transactions of the first version alone, as those of before KIP-890 have."""
    with LocalKafka(properties=PROPERTIES, features={"transaction.version": 1}) as kafka:
        yield kafka.bootstrap_servers


@pytest.fixture
async def topics(bootstrap_servers: str) -> AsyncIterator[Callable[..., Awaitable[str]]]:
    """``await topics("input", partitions=4, configs={…})`` makes a topic, which goes with the test, and tells its name.

    No other test, nor another run on the same cluster, has a topic of that name.
    """
    made: list[str] = []

    async def make(name: str, partitions: int = 1, configs: Mapping[str, str] | None = None) -> str:
        topic = f"{name}-{uuid.uuid4().hex[:8]}"
        await create_topics(bootstrap_servers, {topic: partitions}, configs=configs)
        made.append(topic)
        return topic

    yield make
    if made:
        await delete_topics(bootstrap_servers, made)


@pytest.fixture
def read_topic(bootstrap_servers: str) -> Callable[..., Awaitable[Records]]:
    """``await read_topic(topic, count)``: see ``read_committed``."""
    return partial(read_committed, bootstrap_servers)


@pytest.fixture
async def desk(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]], read_topic: Callable[..., Awaitable[Records]]
) -> Desk:
    """Five items were worked: two good ones, one cut off, one without news, one of two of which the second failed."""
    small = {"max.message.bytes": "4000"}
    names = [await topics("wire.in"), await topics("wire.out"), await topics("wire.dlq", configs=small)]
    desk = Desk(bootstrap_servers, names, read_topic)
    await produce(bootstrap_servers, names[0], [b"good 1", b"bad 2", b"none 3", b"two 4", b"good 5"])
    await desk.work(3, 3)
    return desk


@pytest.fixture
async def bare_desk(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]], read_topic: Callable[..., Awaitable[Records]]
) -> Desk:
    """Nothing was worked; the input topic takes 2,000 bytes, and like one that is compacted nothing without a key."""
    small = {"max.message.bytes": "2000", "cleanup.policy": "compact"}
    names = [await topics("wire.in", configs=small), await topics("wire.out"), await topics("wire.dlq", partitions=2)]
    return Desk(bootstrap_servers, names, read_topic)
