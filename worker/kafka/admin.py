"""Making topics: for the demo and the tests. The service itself never makes one; its topics are the operator's."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import for_code

from worker.errors import StreamError
from worker.kafka.connection import stream_errors

POLL_SECONDS = 0.05


async def create_topics(
    bootstrap_servers: str,
    partitions: Mapping[str, int],
    replication: int = 1,
    configs: Mapping[str, str] | None = None,
    *,
    seconds_max: float = 30.0,
) -> None:
    """Create topics, each with its number of partitions, and wait until every partition has a leader.

    ``replication`` and ``configs`` (``max.message.bytes``, …) are those of all of them. Raises StreamError when the
    broker refuses one, for one that exists as well; those before it in the mapping may have been created then.
    """
    topics = [
        NewTopic(name, count, replication, topic_configs=dict(configs or {})) for name, count in partitions.items()
    ]
    with stream_errors(f"create topics {', '.join(partitions)}"):
        async with asyncio.timeout(seconds_max), _admin(bootstrap_servers) as admin:
            created = await admin.create_topics(topics)
            for name, code, message in created.topic_errors:
                if code:
                    raise StreamError(f"topic {name} not created: {for_code(code).__name__}: {message}")
            while not _led(await admin.describe_topics(list(partitions)), partitions):  # noqa: ASYNC110  nobody calls us
                await asyncio.sleep(POLL_SECONDS)


async def delete_topics(bootstrap_servers: str, names: list[str], *, seconds_max: float = 30.0) -> None:
    """Delete topics with all that they hold; one that does not exist is none of our business."""
    with stream_errors(f"delete topics {', '.join(names)}"):
        async with asyncio.timeout(seconds_max), _admin(bootstrap_servers) as admin:
            await admin.delete_topics(names)


@asynccontextmanager
async def _admin(bootstrap_servers: str) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


def _led(described: list[dict[str, Any]], partitions: Mapping[str, int]) -> bool:
    """Whether the broker shows all topics with all partitions, and a leader for each."""
    led = {topic["topic"]: sum(not partition["error_code"] for partition in topic["partitions"]) for topic in described}
    return led == dict(partitions)
