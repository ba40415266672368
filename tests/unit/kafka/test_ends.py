"""How far a partition goes that nothing is fetched of."""

import asyncio

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from worker.kafka import ends
from worker.kafka.ends import Ends

PLACE, OTHER = TopicPartition("wire.in", 0), TopicPartition("wire.in", 1)


class Consumer:
    """Has fetched up to 10; the log has grown to 50."""

    def __init__(self) -> None:
        self.held: set[TopicPartition] = set()
        self.asked: list[set[TopicPartition]] = []
        self.error: Exception | None = None

    def paused(self) -> set[TopicPartition]:
        return self.held

    def last_stable_offset(self, place: TopicPartition) -> int | None:
        return 10 if place == PLACE else None

    async def end_offsets(self, places: set[TopicPartition]) -> dict[TopicPartition, int]:
        self.asked.append(set(places))
        if self.error:
            raise self.error
        return dict.fromkeys(places, 50)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ends, "LOOK_SECONDS", 0.0)


@pytest.mark.usefixtures("at_once")
async def test_the_brokers_are_asked_where_something_is_paused_and_only_then():
    asked, consumer = Ends(), Consumer()
    for _ in range(3):
        assert await asked.last_stable(consumer, PLACE) == 10
        assert await asked.last_stable(consumer, OTHER) is None
    assert not consumer.asked
    consumer.held = {PLACE}
    await asked.last_stable(consumer, PLACE)
    assert await asked.last_stable(consumer, PLACE) == 50
    assert await asked.last_stable(consumer, OTHER) is None
    consumer.held = set()
    assert await asked.last_stable(consumer, PLACE) == 10


async def test_not_at_once_since_most_pauses_are_short():
    asked, consumer = Ends(), Consumer()
    consumer.held = {PLACE}
    for _ in range(3):
        assert await asked.last_stable(consumer, PLACE) == 10
    assert not consumer.asked


@pytest.mark.usefixtures("at_once")
async def test_brokers_that_are_away_are_no_error_and_what_they_said_holds(monkeypatch: pytest.MonkeyPatch):
    asked, consumer = Ends(), Consumer()
    consumer.held = {PLACE}
    for error in (None, None, KafkaConnectionError("away")):
        consumer.error = error
        await asked.last_stable(consumer, PLACE)
    assert await asked.last_stable(consumer, PLACE) == 50

    async def never(_: object) -> dict[TopicPartition, int]:
        await asyncio.Event().wait()
        raise AssertionError("never comes")

    monkeypatch.setattr(ends, "ANSWER_SECONDS_MAX", 0.01)
    consumer.end_offsets = never  # type: ignore[method-assign,assignment]
    assert await asked.last_stable(consumer, PLACE) == 50
