"""What the group has committed, asked so that the answer holds: the library's own question takes errors for "nothing"."""

import asyncio

from aiokafka.client import AIOKafkaClient, ConnectionGroup, CoordinationType
from aiokafka.protocol.coordination import FindCoordinatorRequest

from worker.errors import StreamError
from worker.kafka.connection import stream_errors
from worker.kafka.requests import Exactly, OffsetFetch7, raise_for
from worker.stream.ports import Partition

STABLE = True
UNSTABLE = 88  # UNSTABLE_OFFSET_COMMIT: a transaction that is not over has another offset
UNSTABLE_SECONDS = 0.02  # between two questions while a transaction is not over


async def committed_offset(
    client: AIOKafkaClient, node: int, group_id: str, partition: Partition, *, seconds_max: float
) -> int | None:
    """Ask the coordinator that ``node`` names; None where nothing is committed. Raises StreamError.

    Not by the library's ``committed``. It leaves the error of the answer as a whole unread (aiokafka 0.14,
    ``group_coordinator.py:1196``), so that from a node that is the coordinator no more, or is still loading the group,
    it learns that nothing was ever committed. And it asks whom it knew before: a coordinator that was frozen, and is
    thawed when another has long taken its place, tells for a moment what was true when it froze. The ``node`` to ask is
    therefore one that knows better: for a claim, the one that has just completed our last transaction there.

    While a transaction is not over that has an offset for the partition, another worker's who shared it perhaps, the
    answer is waited for: it is aborted after its time at the latest.
    """
    doing = f"reading what is committed of {partition.topic}/{partition.number}"
    open_still = False
    with stream_errors(doing):
        try:
            async with asyncio.timeout(seconds_max):
                while True:
                    found = await client.send(node, FindCoordinatorRequest(group_id, CoordinationType.GROUP))
                    raise_for(found.error_code)
                    question = Exactly(OffsetFetch7, group_id, [(partition.topic, [partition.number], {})], STABLE)
                    answer = await client.send(found.coordinator_id, question, group=ConnectionGroup.COORDINATION)
                    raise_for(answer.error_code)
                    ((_, ((_, offset, _, _, code, _),), _),) = answer.topics
                    if open_still := code == UNSTABLE:
                        await asyncio.sleep(UNSTABLE_SECONDS)
                        continue
                    raise_for(code)
                    return None if offset < 0 else int(offset)
        except TimeoutError as error:
            if open_still:
                raise StreamError(f"{doing}: a transaction that has an offset for it is not over") from error
            raise
