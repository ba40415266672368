"""Whose turn it is, over a consumer that hands out as the library's does: one partition to its end, then the next."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition

from worker.kafka.fetched import Fetched

HOT, WARM, QUIET = (TopicPartition("wire.in", number) for number in range(3))


class Consumer:
    """What is fetched lies in ``fetched``; an error in it is raised once, unless another partition has given something."""

    def __init__(self, **fetched: int) -> None:
        names = {"hot": HOT, "warm": WARM, "quiet": QUIET}
        self.fetched: dict[TopicPartition, list[Any]] = {
            names[name]: [SimpleNamespace(place=names[name], offset=offset) for offset in range(count)]
            for name, count in fetched.items()
        }
        self.held: set[TopicPartition] = set()
        self.waits: list[int] = []
        alive = SimpleNamespace(done=lambda: False)
        self._fetcher = SimpleNamespace(error_future=alive)
        self._coordinator = SimpleNamespace(_heartbeat_task=alive, _commit_refresh_task=None)

    def assignment(self) -> set[TopicPartition]:
        return {HOT, WARM, QUIET}

    def paused(self) -> set[TopicPartition]:
        return self.held

    async def getmany(
        self, *places: TopicPartition, timeout_ms: int, max_records: int
    ) -> dict[TopicPartition, list[Any]]:
        assert max_records > 0
        if timeout_ms:
            self.waits.append(timeout_ms)
        gave: dict[TopicPartition, list[Any]] = {}
        for place, records in self.fetched.items():
            if places and place not in places:
                continue
            if place in self.held:
                records.clear()  # as the library throws it away
            if records and isinstance(records[0], Exception):
                if gave:
                    break
                raise records.pop(0)
            if room := max_records - sum(map(len, gave.values())):
                gave[place], records[:] = records[:room], records[room:]
        return {place: records for place, records in gave.items() if records}


async def counts(fetched: Fetched, consumer: Consumer, records_max: int = 100) -> dict[TopicPartition, int]:
    polled = await fetched.take(consumer, 0.1, records_max)
    assert all(record.place == place for place, records in polled.items() for record in records)
    return {place: len(records) for place, records in polled.items()}


async def test_one_that_was_quiet_comes_before_those_with_a_backlog():
    fetched, consumer = Fetched(), Consumer(hot=1000, warm=1000, quiet=0)
    for _ in range(4):
        await counts(fetched, consumer)
    consumer.fetched[QUIET].append(SimpleNamespace(place=QUIET, offset=0))
    assert (await counts(fetched, consumer))[QUIET] == 1


async def test_those_with_a_backlog_share_a_poll():
    fetched, consumer = Fetched(), Consumer(hot=1000, warm=1000, quiet=0)
    for _ in range(2):  # to be seen as such
        await counts(fetched, consumer)
    for _ in range(3):
        assert await counts(fetched, consumer) == {HOT: 50, WARM: 50}


async def test_and_one_alone_has_all_of_it_in_order():
    fetched, consumer = Fetched(), Consumer(hot=250, warm=0, quiet=0)
    offsets = []
    for _ in range(3):
        offsets += [record.offset for record in (await fetched.take(consumer, 0.1, 100))[HOT]]
    assert offsets == list(range(250))
    assert not consumer.waits


async def test_what_one_does_not_use_of_its_part_another_gets():
    fetched, consumer = Fetched(), Consumer(hot=1000, warm=30, quiet=0)
    await counts(fetched, consumer, 10)
    await counts(fetched, consumer, 10)
    polled = await counts(fetched, consumer)
    assert (polled[HOT], polled[WARM]) == (80, 20)


async def test_each_has_its_turn_where_a_poll_takes_one_record():
    fetched, consumer = Fetched(), Consumer(hot=100, warm=100, quiet=100)
    turns = [next(iter(await counts(fetched, consumer, 1))) for _ in range(9)]
    assert sorted(turns) == sorted([HOT, WARM, QUIET] * 3)


async def test_nothing_is_asked_of_what_is_held_so_that_nothing_fetched_is_thrown_away():
    fetched, consumer = Fetched(), Consumer(hot=100, warm=100, quiet=0)
    consumer.held = {HOT}
    assert await counts(fetched, consumer) == {WARM: 100}
    consumer.held = set()
    assert await counts(fetched, consumer) == {HOT: 100}


async def test_where_nothing_is_there_it_waits_for_all():
    fetched, consumer = Fetched(), Consumer(hot=0)
    assert await counts(fetched, consumer) == {}
    assert consumer.waits == [100]


async def test_what_others_gave_before_an_error_is_kept_and_the_error_comes_with_the_next_poll():
    fetched, consumer = Fetched(), Consumer(hot=200, warm=0, quiet=0)
    await counts(fetched, consumer)
    consumer.fetched[HOT][:0] = [ValueError("corrupt")]
    consumer.fetched[QUIET].append(SimpleNamespace(place=QUIET, offset=0))
    assert await counts(fetched, consumer) == {QUIET: 1}
    with pytest.raises(ValueError, match="corrupt"):
        await counts(fetched, consumer)
    assert await counts(fetched, consumer) == {HOT: 100}
