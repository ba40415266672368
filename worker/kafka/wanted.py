"""The topics that the group reads, as far as they are there: one that is missing is told of, and looked for."""

import time
from collections.abc import Sequence

import structlog
from aiokafka import AIOKafkaConsumer

from worker.errors import StreamError

LOOK_SECONDS = 5.0  # between two looks for a topic that has gone

log = structlog.get_logger("worker.kafka")


class WantedTopics:
    """What is missing of them. Owned by the source."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._missing: list[str] = []
        self._looked = 0.0

    def check(self, visible: set[str]) -> None:
        """Raises StreamError where one is not there at the start."""
        if missing := sorted({*self._names} - visible):
            raise StreamError(f"no such topic, or none that we may read: {', '.join(missing)}")

    def note_missing(self, consumer: AIOKafkaConsumer) -> None:
        """A topic that is deleted costs its assignment alone: nobody would hear of it."""
        missing = [topic for topic in self._names if not consumer.partitions_for_topic(topic)]
        if missing and missing != self._missing:
            log.warning("topic is gone", topics=missing)
        elif self._missing and not missing:
            log.info("topic is back", topics=self._missing)
        self._missing = missing

    def look_for_missing(self, consumer: AIOKafkaConsumer) -> None:
        """Do not leave it to the next minute whether one was made again."""
        if self._missing and time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            consumer._client.force_metadata_update()  # noqa: SLF001  the library has no word for it
