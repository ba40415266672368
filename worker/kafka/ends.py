"""Where the partitions end, also of those that nothing is fetched of."""

import asyncio
import time

from aiokafka import AIOKafkaConsumer, TopicPartition

from worker.errors import StreamError
from worker.kafka.connection import stream_errors

LOOK_SECONDS = 5.0  # between two questions, and before the first
ANSWER_SECONDS_MAX = 2.0  # the main loop waits for it


class Ends:
    """Last stable offsets, beyond which no reader of committed records can go. Owned by the source.

    The library learns them with what it fetches: of a partition that is paused, which may last as long as the breaker is
    open, it hears nothing, so that the brokers are asked.
    """

    def __init__(self) -> None:
        self._due: float | None = None
        self._asked: dict[TopicPartition, int] = {}

    async def last_stable(self, consumer: AIOKafkaConsumer, place: TopicPartition) -> int | None:
        """As far as it is known. Never raises: who is behind by how much is not worth an error."""
        paused = consumer.paused()
        self._asked = {one: end for one, end in self._asked.items() if one in paused}
        if not paused:
            self._due = None
        elif self._due is None:
            self._due = time.monotonic() + LOOK_SECONDS
        elif time.monotonic() >= self._due:
            self._due = time.monotonic() + LOOK_SECONDS
            await self._ask(consumer, paused)
        known = (consumer.last_stable_offset(place), self._asked.get(place))
        return max((end for end in known if end is not None), default=None)

    async def _ask(self, consumer: AIOKafkaConsumer, places: set[TopicPartition]) -> None:
        try:
            with stream_errors("asking for the ends"):
                async with asyncio.timeout(ANSWER_SECONDS_MAX):
                    self._asked |= await consumer.end_offsets(places)
        except StreamError:
            pass  # a broker that is away is told of elsewhere; what is known holds until the next time
