"""What the cluster says of itself and of our topics: facts for ``check``, which judges them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.codec import has_gzip, has_lz4, has_snappy, has_zstd
from aiokafka.errors import for_code

from worker.errors import StreamError
from worker.kafka.connection import Connection, stream_errors

CONFIGS = frozenset({"max.message.bytes", "cleanup.policy", "min.insync.replicas"})
CODECS = {"gzip": has_gzip, "snappy": has_snappy, "lz4": has_lz4, "zstd": has_zstd}


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic as the cluster has it; ``error`` is the class of what it says in place of an answer."""

    name: str
    partitions: int = 0
    replicas: int = 0  # of the partition that has fewest
    configs: Mapping[str, str] = field(default_factory=dict)  # of CONFIGS, what the cluster lets us see
    error: str | None = None

    @property
    def message_bytes_max(self) -> int | None:
        """The largest batch of records that the topic takes, as it is sent."""
        size = self.configs.get("max.message.bytes")
        return None if size is None else int(size)


@dataclass(frozen=True, slots=True)
class ClusterFacts:
    """The brokers that answer, and the topics that were asked for, in that order."""

    brokers: tuple[str, ...]
    topics: tuple[TopicFacts, ...]


def missing_codecs() -> tuple[str, ...]:
    """The codecs that a producer may use and that could not be read here."""
    return tuple(name for name, present in CODECS.items() if not present())


async def probe(connection: Connection, topics: Sequence[str], *, seconds_max: float = 15.0) -> ClusterFacts:
    """Ask the cluster. Raises StreamError where it does not answer in time."""
    admin = AIOKafkaAdminClient(**connection)
    with stream_errors("asking the brokers"):
        try:
            async with asyncio.timeout(seconds_max):
                await admin.start()
                cluster = await admin.describe_cluster()
                brokers = tuple(f"{broker['host']}:{broker['port']}" for broker in cluster["brokers"])
                return ClusterFacts(brokers, tuple([await _topic(admin, name) for name in topics]))
        finally:
            await admin.close()


async def _topic(admin: AIOKafkaAdminClient, name: str) -> TopicFacts:
    (described,) = await admin.describe_topics([name])
    if described["error_code"]:
        return TopicFacts(name, error=for_code(described["error_code"]).__name__)
    partitions = described["partitions"]
    replicas = min(len(partition["replicas"]) for partition in partitions)
    try:
        configs = await _configs(admin, name)
    except StreamError as error:
        return TopicFacts(name, len(partitions), replicas, error=str(error))
    return TopicFacts(name, len(partitions), replicas, configs)


async def _configs(admin: AIOKafkaAdminClient, name: str) -> dict[str, str]:
    (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name)])
    for error_code, _, _, _, entries in response.resources:
        if error_code:
            raise StreamError(for_code(error_code).__name__)
        return {key: value for key, value, *_ in entries if key in CONFIGS}
    return {}
