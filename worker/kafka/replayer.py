"""Dead letters back to the topics they came from: each with a receipt, in one transaction, so that none goes out twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer

from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.dead_letters import RECEIPT, Letter
from worker.stream.ports import Partition

BATCH_SECONDS_MAX = 30.0
STOP_SECONDS_MAX = 5.0
# Headers of a letter without its value, which has it again when it is replayed.
LEFT_OUT = frozenset({"dlq.sha256", "dlq.omitted"})


class Replayer:
    """Publishes letters. A second one of the same group fences it: two replays at a time would double."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer

    async def publish(self, letters: Sequence[tuple[Letter, Partition]]) -> None:
        """Publish each letter's original, with its history, to a partition, and the receipts; all of it or nothing.

        Raises StreamError, after which nothing of these letters is published.
        """
        first, last = letters[0][0], letters[-1][0]
        with stream_errors(f"replaying {first.place} to {last.place}"):
            async with asyncio.timeout(BATCH_SECONDS_MAX), self._producer.transaction():
                deliveries = [await self._send(letter, partition) for letter, partition in letters]
                deliveries += [await self._send_receipt(letter, partition) for letter, partition in letters]
                await asyncio.gather(*deliveries)

    async def _send(self, letter: Letter, partition: Partition) -> "asyncio.Future[object]":
        headers = [(name, value) for name, value in letter.headers if name not in LEFT_OUT]
        delivery: asyncio.Future[object] = await self._producer.send(
            partition.topic, letter.value, letter.key, partition=partition.number, headers=headers
        )
        return delivery

    async def _send_receipt(self, letter: Letter, partition: Partition) -> "asyncio.Future[object]":
        headers = [(RECEIPT, letter.place.encode()), ("dlq.topic", partition.topic.encode())]
        delivery: asyncio.Future[object] = await self._producer.send(
            letter.topic, b"", letter.key, partition=letter.partition, headers=headers
        )
        return delivery


@asynccontextmanager
async def replayer(arguments: Connection, group_id: str) -> AsyncIterator[Replayer]:
    """A Replayer, for as long as the block lasts. ``arguments`` are a producer's."""
    producer = AIOKafkaProducer(**arguments, transactional_id=f"{group_id}.replay", retry_backoff_ms=20)
    try:
        with stream_errors("connecting to replay"):
            async with asyncio.timeout(BATCH_SECONDS_MAX):
                await producer.start()
        yield Replayer(producer)
    finally:
        await ended(producer.stop(), seconds_max=STOP_SECONDS_MAX)
