"""What the live page is told: the numbers of the metrics, and each partition's state in one word."""

import json
from dataclasses import replace
from typing import Any

import pytest

from worker.errors import GapError, StreamError
from worker.item import Coordinates, Message
from worker.pool.limits import ChildStatistics, Ending, PoolStatistics
from worker.stream.ports import Arrival, Partition
from worker.stream.runner import RunnerStatistics
from worker.telemetry import metrics as m
from worker.telemetry.metrics import Metrics
from worker.telemetry.observer import StreamObserver
from worker.telemetry.overview import STUCK_SECONDS, Overview

HERE = Partition("wire.in", 0)
RUNNING = RunnerStatistics(
    joined=True,
    assigned=1,
    claimed=1,
    paused=False,
    broken="",
    stopping=False,
    turned_seconds_ago=0.1,
    silent_seconds=0.0,
    partitions={HERE: True},
)


class Desk:
    """An overview, and what it is made of; ``now_ms`` and ``runner`` are the test's."""

    def __init__(self) -> None:
        self.now_ms = 1_000_000
        self.gathered = 0
        self.runner = RUNNING
        self.metrics = Metrics()
        self.observer = StreamObserver(self.metrics, formats=(), agencies=(), now_ms=lambda: self.now_ms)
        children = (ChildStatistics(7, 3, 12.0, 1.5, 10.0), ChildStatistics(8, 0, 2.0))
        self.pool = PoolStatistics(
            starting=1, idle=1, busy=1, queued=4, in_hand=1, restarts={Ending.CRASH: 2}, children=children
        )
        self.overview = Overview(
            self.metrics,
            self.observer,
            self._runner,
            lambda: self.pool,
            lambda: ("no child process is ready",),
            version="1.2",
            now_ms=lambda: self.now_ms,
        )

    def _runner(self) -> RunnerStatistics:
        self.gathered += 1
        return self.runner

    def told(self, after_seconds: float = 2.0) -> dict[str, Any]:
        self.now_ms += round(after_seconds * 1000)
        return json.loads(self.overview.json())

    def partition(self, after_seconds: float = 2.0) -> dict[str, Any]:
        (told,) = self.told(after_seconds)["partitions"]
        return told


def arrival(offset: int) -> Arrival:
    return Arrival(HERE, offset, Message(b"x", Coordinates("wire.in", 0, offset, 900_000)))


def test_the_numbers_are_those_of_a_scrape():
    desk = Desk()
    desk.observer.assigned(HERE)
    desk.observer.lag(HERE, 5)
    desk.observer.settled([arrival(3)], [], desk.now_ms)
    desk.metrics.count(m.DEAD_LETTERS, 3, "malformed")
    desk.metrics.count(m.RECORDS_PROCESSED, 9, "published")
    told = desk.told(4)
    assert told["done"] == {"published": 9, "dead_lettered": 0, "tombstone": 0}
    assert told["deadLetters"] == {"malformed": 3}
    assert told["latency"]["60.0"] == 0
    assert told["latency"]["300.0"] == told["latency"]["+Inf"] == 1
    assert told["problems"] == ["no child process is ready"]
    assert (told["version"], told["inFlight"]) == ("1.2", 0)
    assert told["partitions"] == [
        {"topic": "wire.in", "number": 0, "state": "claimed", "lag": 5, "waiting": 0, "quiet": 4, "trouble": ""}
    ]


def test_children_are_told_with_what_they_are_at_and_the_deadline_of_it():
    told = Desk().told()["pool"]
    assert (told["starting"], told["queued"], told["restarts"]) == (1, 4, {"crash": 2})
    assert told["children"][0] == {
        "pid": 7, "items": 3, "age_seconds": 12.0, "at_it_seconds": 1.5, "deadline_seconds": 10.0
    }  # fmt: skip


def test_a_partition_is_being_claimed_then_claimed_and_paused_with_all():
    desk = Desk()
    desk.runner = replace(RUNNING, partitions={HERE: False})
    assert desk.partition() == {
        "topic": "wire.in", "number": 0, "state": "assigned", "lag": None, "waiting": 0, "quiet": None, "trouble": ""
    }  # fmt: skip
    desk.observer.assigned(HERE)
    desk.runner = RUNNING
    assert desk.partition()["state"] == "claimed"
    desk.runner = replace(RUNNING, paused=True)
    assert desk.partition()["state"] == "paused"


def test_a_partition_that_does_none_of_what_it_has_to_do_is_stuck_until_it_does():
    desk = Desk()
    desk.observer.assigned(HERE)
    desk.observer.lag(HERE, 2)
    assert desk.partition(STUCK_SECONDS - 1)["state"] == "claimed"
    desk.observer.lag(HERE, 3)
    assert desk.partition(2)["state"] == "stuck"
    desk.observer.settled([arrival(0)], [], desk.now_ms)
    assert desk.partition()["state"] == "claimed"


def test_a_partition_without_anything_to_do_is_never_stuck():
    desk = Desk()
    desk.observer.assigned(HERE)
    desk.observer.settled([arrival(0)], [], desk.now_ms)
    desk.observer.lag(HERE, 0)
    assert desk.partition(100 * STUCK_SECONDS)["state"] == "claimed"
    desk.observer.lag(HERE, 1)
    assert desk.partition(2)["state"] == "claimed"


@pytest.mark.parametrize(
    ("error", "state"), [(GapError("what came next is gone"), "gap"), (StreamError("away"), "assigned")]
)
def test_why_a_partition_broke_off_is_told_until_it_is_claimed_again(error: Exception, state: str):
    desk = Desk()
    desk.runner = replace(RUNNING, partitions={HERE: False})
    desk.observer.failed(HERE, error, 1.0)
    told = desk.partition()
    assert (told["state"], told["trouble"]) == (state, f"{type(error).__name__}: {error}")
    desk.observer.assigned(HERE)
    desk.runner = RUNNING
    assert (desk.partition()["state"], desk.partition()["trouble"]) == ("claimed", "")


def test_however_many_ask_it_is_gathered_once_a_second():
    desk = Desk()
    for _ in range(50):
        desk.told(0.01)
    assert desk.gathered == 1
    desk.told(1)
    assert desk.gathered == 2
