"""Which partitions a topic has, asked so that the asking makes no topic.

The library's clients have the broker create a topic that is missing, where it is set to: whoever mistypes a name gets an
empty topic in place of an error. So it is asked here first.
"""

import asyncio

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import TopicAuthorizationFailedError, UnknownTopicOrPartitionError, for_code
from aiokafka.protocol.metadata import MetadataRequest

from worker.errors import StreamError
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.reach import connecting
from worker.stream.ports import Partition

CLOSE_SECONDS_MAX = 5.0


async def partitions_of(connection: Connection, topic: str) -> tuple[Partition, ...]:
    """The topic's partitions in order. Raises StreamError where there is no such topic, or nobody answers in time."""
    if not (found := await find_partitions(connection, topic)):
        raise StreamError(f"no such topic, or none that we may see: {topic}")
    return found


async def find_partitions(connection: Connection, topic: str) -> tuple[Partition, ...]:
    """The same; none where there is no such topic."""
    client = AIOKafkaClient(**connection)
    try:
        with stream_errors(f"asking for the topic {topic}"):
            async with connecting("to the brokers", connection), asyncio.timeout(seconds_max(connection)):
                await client.bootstrap()
                node = client.get_random_node()
                answer = await client.send(node, MetadataRequest([topic], allow_auto_topic_creation=False))
    finally:
        await ended(client.close(), seconds_max=CLOSE_SECONDS_MAX)
    (said,) = answer.to_object()["topics"]
    if said["error_code"] in {UnknownTopicOrPartitionError.errno, TopicAuthorizationFailedError.errno}:
        return ()
    if said["error_code"]:
        raise StreamError(f"asking for the topic {topic}: {for_code(said['error_code']).__name__}")
    return tuple(Partition(topic, number) for number in sorted(part["partition"] for part in said["partitions"]))


def seconds_max(connection: Connection) -> float:
    """How long one answer may take on this connection."""
    return float(connection["request_timeout_ms"]) / 1000
