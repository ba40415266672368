"""What the stream promises, held against fakes of its ports; Apache Kafka itself comes in tests/broker."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from worker.errors import PoolError, Reason, StreamError
from worker.item import Failure, Message, Outcome, Record
from worker.stream.breaker import Breaker
from worker.stream.clock import SystemClock
from worker.stream.lane import TOGETHER_PART, TOGETHER_SECONDS_MAX, Parts
from worker.stream.limits import Budget, StreamLimits
from worker.stream.outgoing import Routes
from worker.stream.ports import Arrival, Outgoing, Partition, Work
from worker.stream.runner import Runner
from worker.stream.testing import FakeBroker, FakeSink, FakeSource, Told

ONE, TWO = Partition("wire.in", 0), Partition("wire.in", 1)
LIMITS = StreamLimits(again_seconds_min=0.002, again_seconds_max=0.01, poll_seconds_max=0.01, drain_seconds_max=5)
ROUTES = Routes("wire.out", "wire.dlq", worker="1.0")


async def echo(message: Message) -> Outcome:
    """A message becomes a record of the same bytes, in any order; one that says so fails."""
    await asyncio.sleep(random.uniform(0, 0.003))
    if message.value.startswith(b"bad"):
        return Outcome((Failure(Reason.MALFORMED, "MalformedError", "cut off", "parse"),))
    return Outcome((Record("urn:x", b"k", message.value, (), "afp-text"),))


class Stage:
    """A runner over fakes, started."""

    def __init__(self, work: Work, limits: StreamLimits, routes: Routes) -> None:
        self.broker = FakeBroker()
        self.source = FakeSource(self.broker)
        self.told = Told()
        budget = Budget(limits.in_flight_records_max, limits.in_flight_bytes_max)
        self.sink = FakeSink(self.broker)
        clock = SystemClock()
        breaker = Breaker(limits, clock)
        self.runner = Runner(Parts(self.source, self.sink, work, routes, limits, budget, breaker, clock, self.told))
        self.budget = budget

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not true():
                await asyncio.sleep(0.002)

    async def until_committed(self, partition: Partition) -> None:
        await self.until(lambda: self.broker.committed.get(partition) == len(self.broker.inputs[partition]))


@asynccontextmanager
async def running(work: Work = echo, limits: StreamLimits = LIMITS, routes: Routes = ROUTES) -> AsyncIterator[Stage]:
    stage = Stage(work, limits, routes)
    task = asyncio.create_task(stage.runner.run())
    try:
        yield stage
    finally:
        stage.runner.stop()
        await task


def values(count: int) -> list[bytes]:
    return [str(number).encode() for number in range(count)]


async def test_each_item_comes_out_once_and_in_order() -> None:
    async with running() as stage:
        for value in values(500):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(500)
        assert stage.budget.records == stage.budget.bytes == 0


async def test_what_comes_out_after_the_routes_have_changed_goes_by_the_new_ones_on_old_partitions_and_new() -> None:
    async with running() as stage:
        stage.broker.produce(ONE, b"first")
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        stage.runner.reroute(Routes("wire.out", "wire.dlq", worker="1.0", by_topic={"wire.in": "wire.else"}))
        stage.broker.produce(ONE, b"second")
        stage.broker.produce(TWO, b"third")
        stage.source.assign(TWO)
        await stage.until_committed(ONE)
        await stage.until_committed(TWO)
        assert stage.broker.published("wire.out") == [b"first"]
        assert sorted(stage.broker.published("wire.else")) == [b"second", b"third"]


async def test_what_arrives_before_the_claim_is_not_taken_for_what_comes_after_it() -> None:
    async with running() as stage:
        for value in values(100):
            stage.broker.produce(ONE, value)
        stage.broker.committed[ONE] = 60
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(100)[60:]


async def test_a_partition_that_stands_still_does_not_hold_up_another() -> None:
    release = asyncio.Event()

    async def stuck_on_one(message: Message) -> Outcome:
        if message.value == b"stuck":
            await release.wait()
        return await echo(message)

    async with running(stuck_on_one) as stage:
        stage.broker.produce(ONE, b"stuck")
        for value in values(50):
            stage.broker.produce(TWO, value)
        stage.source.assign(ONE, TWO)
        await stage.until_committed(TWO)
        assert stage.broker.committed[ONE] == 0  # where its work began
        release.set()
        await stage.until_committed(ONE)


async def test_the_longer_the_queue_the_fewer_the_commits() -> None:
    in_turn = asyncio.Lock()

    async def one_by_one(message: Message) -> Outcome:
        async with in_turn:
            await asyncio.sleep(0.001)  # as long as a publication takes
            return Outcome((Record("urn:x", b"k", message.value, (), "afp-text"),))

    async with running(one_by_one) as stage:
        for value in values(100):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(100)
        assert stage.told.settled_parts[0] >= 100 // TOGETHER_PART
        assert len(stage.told.settled_parts) < 40


async def test_what_is_worked_waits_only_so_long_for_what_comes_with_it() -> None:
    release = asyncio.Event()

    async def stuck_behind_the_first(message: Message) -> Outcome:
        if message.value != b"0":
            await release.wait()
        return await echo(message)

    async with running(stuck_behind_the_first) as stage:
        for value in values(20):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        began = asyncio.get_running_loop().time()
        await stage.until(lambda: stage.broker.committed.get(ONE) == 1)
        assert asyncio.get_running_loop().time() - began >= TOGETHER_SECONDS_MAX
        release.set()
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(20)


async def test_a_failure_becomes_a_dead_letter_in_its_place_and_the_rest_goes_on() -> None:
    async with running() as stage:
        for value in (b"1", b"bad", b"2"):
            stage.broker.produce(ONE, value, key=b"key")
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == [b"1", b"2"]
        (letter,) = [output for output in stage.broker.outputs if output.topic == "wire.dlq"]
        headers = dict(letter.headers)
        assert (letter.value, letter.key) == (b"bad", b"key")
        assert headers["dlq.reason"] == b"malformed"
        assert headers["dlq.offset"] == b"1"
        assert headers["dlq.attempts"] == b"1"


async def test_after_a_failed_publication_work_goes_on_from_what_is_committed() -> None:
    async with running() as stage:
        stage.broker.faults.extend(StreamError("no acknowledgement") for _ in range(5))
        for value in values(200):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(200)
        assert len(stage.told.failures) == 5
        assert stage.source.claims == [ONE] * 6


async def test_a_lost_position_is_claimed_again() -> None:
    async with running() as stage:
        stage.source.assign(ONE)
        await stage.until(lambda: stage.source.claims == [ONE])
        stage.source.lose(ONE)
        stage.broker.produce(ONE, b"1")
        await stage.until_committed(ONE)
        assert stage.source.claims == [ONE, ONE]
        assert stage.broker.published("wire.out") == [b"1"]


async def test_above_the_budget_nothing_more_is_read_until_half_of_it_is_free() -> None:
    release = asyncio.Event()

    async def slow(message: Message) -> Outcome:
        await release.wait()
        return await echo(message)

    limits = StreamLimits(in_flight_records_max=20, poll_records_max=7, poll_seconds_max=0.01)
    async with running(slow, limits) as stage:
        for value in values(100):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        await stage.until(lambda: stage.told.paused_ever)
        assert stage.told.held_records_max == 18  # the rest is for what comes of others
        release.set()
        await stage.until_committed(ONE)
        await stage.until(lambda: not stage.source.held)
        assert stage.told.held_records_max == 18  # the rest is for what comes of others
        assert stage.broker.published("wire.out") == values(100)


async def test_while_much_is_worked_what_comes_is_fetched_together_and_a_lone_alert_at_once() -> None:
    release = asyncio.Event()
    polls: list[int] = []

    async def slow(message: Message) -> Outcome:
        if message.value != b"alert":
            await release.wait()
        return await echo(message)

    async with running(slow) as stage:
        poll = stage.source.poll

        async def counted(seconds_max: float, records_max: int) -> list[Arrival]:
            polled = await poll(seconds_max, records_max)
            if polled:
                polls.append(len(polled))
            return polled

        stage.source.poll = counted  # type: ignore[method-assign]
        stage.source.assign(ONE, TWO)
        await stage.until(lambda: len(stage.told.assigned_partitions) == 2)
        stage.broker.produce(TWO, b"alert")
        await stage.until_committed(TWO)
        assert polls == [1]
        assert not stage.source.held  # nothing rests after a lone one
        for value in values(100):
            stage.broker.produce(ONE, value)
        await stage.until(lambda: len(polls) == 2)
        assert stage.source.held == {ONE, TWO}
        for _ in range(40):
            stage.broker.produce(TWO, b"alert")
            await asyncio.sleep(0)
        await stage.until_committed(TWO)
        assert polls == [1, 100, 40]
        release.set()
        await stage.until_committed(ONE)


async def test_what_comes_of_another_partition_is_worked_while_a_backlog_fills_the_budget_or_is_stuck() -> None:
    async def stuck(message: Message) -> Outcome:
        if message.value != b"alert":
            await asyncio.Event().wait()
        return await echo(message)

    limits = StreamLimits(in_flight_records_max=80, poll_records_max=50, poll_seconds_max=0.01, drain_seconds_max=0.05)
    async with running(stuck, limits) as stage:
        for value in values(1000):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE, TWO)
        await stage.until(lambda: stage.source.held == {ONE})
        assert not stage.runner.statistics().paused
        for _ in range(30):  # more than the reserve, one after the other
            stage.broker.produce(TWO, b"alert")
        await stage.until_committed(TWO)
        assert stage.told.held_records_max <= 80
        await stage.until(lambda: stage.source.held == {ONE})


async def test_headers_count_for_the_budget_too() -> None:
    message = Message(b"12345", None, b"123", (("name", b"123456"), ("wire-agency", b"")))
    assert Arrival(ONE, 0, message).size_bytes == 5 + 3 + 4 + 6 + 11


async def test_a_stop_publishes_what_was_admitted_and_leaves_the_rest_uncommitted() -> None:
    stage = Stage(echo, LIMITS, ROUTES)
    for value in values(3000):
        stage.broker.produce(ONE, value)
    stage.source.assign(ONE)
    task = asyncio.create_task(stage.runner.run())
    await stage.until(lambda: stage.told.settled_records > 100)
    stage.runner.stop()
    await task
    done = stage.broker.committed[ONE]
    assert 100 < done <= 3000
    assert stage.broker.published("wire.out") == values(3000)[:done]
    assert stage.told.consumed_records == done
    assert not stage.source.running
    assert not stage.sink.running


async def test_a_stop_does_not_wait_longer_than_its_bound() -> None:
    async def never(message: Message) -> Outcome:
        await asyncio.Event().wait()
        raise AssertionError("never comes")

    limits = StreamLimits(drain_seconds_max=0.05, poll_seconds_max=0.01)
    stage = Stage(never, limits, ROUTES)
    stage.broker.produce(ONE, b"1")
    stage.source.assign(ONE)
    task = asyncio.create_task(stage.runner.run())
    await stage.until(lambda: stage.told.consumed_records == 1)
    stage.runner.stop()
    async with asyncio.timeout(2):
        await task
    assert stage.broker.committed == {ONE: 0}  # where its work began
    assert stage.budget.records == 0


async def test_a_revoked_partition_is_drained_before_it_is_released() -> None:
    async with running() as stage:
        for value in values(50):
            stage.broker.produce(ONE, value)
        stage.source.assign(ONE)
        await stage.until(lambda: stage.told.consumed_records > 0)
        released = stage.source.revoke(ONE)
        async with asyncio.timeout(5):
            await released.wait()
        assert stage.broker.committed[ONE] == stage.told.consumed_records
        assert stage.told.revoked_partitions == [ONE]
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == values(50)


async def test_a_record_that_the_topic_refuses_becomes_a_dead_letter_and_that_one_at_worst_without_its_value() -> None:
    async def large(message: Message) -> Outcome:
        return Outcome((Record("urn:x", b"k", message.value * 10, (), "afp-text"),))

    async with running(large) as stage:
        stage.broker.value_bytes_max = 100
        stage.broker.produce(ONE, b"x" * 50)
        stage.broker.produce(ONE, b"x" * 500)
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        first, second = stage.broker.outputs
        assert (first.topic, first.value) == ("wire.dlq", b"x" * 50)
        assert (second.topic, second.value) == ("wire.dlq", b"")
        assert first.reason == second.reason == Reason.RECORD_TOO_LARGE
        assert len(dict(second.headers)["dlq.sha256"]) == 64


@pytest.mark.parametrize("forward", [True, False])
async def test_a_tombstone_is_counted_and_forwarded_only_where_the_keys_are_the_same(forward: bool) -> None:
    async with running(routes=Routes("wire.out", "wire.dlq", "1.0", forward_tombstones=forward)) as stage:
        stage.broker.produce(ONE, b"1", key=b"a")
        stage.broker.produce(ONE, None, key=b"a")
        stage.source.assign(ONE)
        await stage.until_committed(ONE)
        assert stage.broker.published("wire.out") == ([b"1", None] if forward else [b"1"])
        assert stage.told.settled_records == 2


async def test_an_unreachable_broker_is_waited_for() -> None:
    stage = Stage(echo, LIMITS, ROUTES)
    refusals = iter([StreamError("no broker")] * 3)
    start = stage.source.start

    async def late_start() -> None:
        if error := next(refusals, None):
            raise error
        await start()

    stage.source.start = late_start  # type: ignore[method-assign]
    stage.source.assign(ONE)
    stage.broker.produce(ONE, b"1")
    task = asyncio.create_task(stage.runner.run())
    await stage.until_committed(ONE)
    assert len(stage.told.unreachable_pauses) == 3
    stage.runner.stop()
    await task


async def test_only_the_end_of_the_pool_ends_the_run() -> None:
    async def without_children(message: Message) -> Outcome:
        raise PoolError("no child can be made ready")

    stage = Stage(without_children, LIMITS, ROUTES)
    stage.broker.produce(ONE, b"1")
    stage.source.assign(ONE)
    with pytest.raises(PoolError):
        await stage.runner.run()
    assert stage.broker.committed == {ONE: 0}  # where its work began


async def stopped(stage: Stage, task: asyncio.Task[None]) -> float:
    """Stop a run; how many seconds that took."""
    began = asyncio.get_running_loop().time()
    stage.runner.stop()
    async with asyncio.timeout(10):
        await task
    return asyncio.get_running_loop().time() - began


async def test_a_stop_does_not_wait_for_a_broker_that_never_answers() -> None:
    stage = Stage(echo, LIMITS, ROUTES)
    stage.source.start = asyncio.Event().wait  # type: ignore[assignment,method-assign]
    task = asyncio.create_task(stage.runner.run())
    await stage.until(lambda: stage.sink.running)
    assert await stopped(stage, task) < 1
    assert not stage.sink.running


async def corrupt(seconds_max: float, records_max: int) -> list[Arrival]:
    raise StreamError("a batch is corrupt")


async def test_the_group_is_followed_also_while_the_poll_fails() -> None:
    async with running() as stage:
        stage.source.assign(ONE)
        await stage.until(lambda: stage.source.claims == [ONE])
        stage.source.poll = corrupt  # type: ignore[method-assign]
        await stage.until(lambda: len(stage.told.unreachable_pauses) > 2)
        async with asyncio.timeout(1):
            await stage.source.revoke(ONE).wait()


async def test_after_an_error_of_the_poll_the_source_is_asked_to_connect_and_the_pauses_grow() -> None:
    limits = StreamLimits(again_seconds_min=0.01, again_seconds_max=1, poll_seconds_max=0.01)
    stage = Stage(echo, limits, ROUTES)

    async def failing(seconds_max: float, records_max: int) -> list[Arrival]:
        assert stage.source.running
        stage.source.running = False
        raise StreamError("the consumer is dead")

    stage.source.poll = failing  # type: ignore[method-assign]
    task = asyncio.create_task(stage.runner.run())
    await stage.until(lambda: len(stage.told.unreachable_pauses) == 5)
    pauses = stage.told.unreachable_pauses  # each twice the one before, up to a half of it taken off
    assert 0.005 <= pauses[0] <= 0.01
    assert 0.08 <= pauses[4] <= 0.16
    assert await stopped(stage, task) < 0.5


async def test_a_stop_does_not_wait_out_the_pause_after_a_publication_that_fails() -> None:
    limits = StreamLimits(again_seconds_min=5, again_seconds_max=5, poll_seconds_max=0.01)
    stage = Stage(echo, limits, ROUTES)
    failing = asyncio.Event()

    async def publish(partition: Partition, outgoing: Sequence[Outgoing], next_offset: int) -> tuple[Outgoing, ...]:
        await failing.wait()
        raise StreamError("no acknowledgement")

    stage.sink.publish = publish  # type: ignore[method-assign]
    stage.broker.produce(ONE, b"1")
    stage.source.assign(ONE)
    task = asyncio.create_task(stage.runner.run())
    await stage.until(lambda: stage.told.consumed_records == 1)
    asyncio.get_running_loop().call_later(0.1, failing.set)
    assert await stopped(stage, task) < 1
    assert stage.budget.records == stage.budget.bytes == 0


async def test_a_source_that_has_lost_its_group_and_does_not_come_back_is_not_joined_and_holds_nothing() -> None:
    async with running() as stage:
        stage.source.assign(ONE)
        await stage.until(lambda: stage.source.claims == [ONE])
        await stage.until(lambda: stage.runner.statistics().joined)
        poll, start = stage.source.poll, stage.source.start

        async def gives_up(seconds_max: float, records_max: int) -> list[Arrival]:
            stage.source.revoke(ONE)
            raise StreamError("the client is a member no more")

        async def away() -> None:
            raise StreamError("no broker")

        stage.source.poll, stage.source.start = gives_up, away  # type: ignore[method-assign]
        await stage.until(lambda: len(stage.told.unreachable_pauses) > 3)
        statistics = stage.runner.statistics()
        assert (statistics.joined, statistics.assigned) == (False, 0)
        assert stage.told.revoked_partitions == [ONE]

        stage.source.poll, stage.source.start = poll, start  # type: ignore[method-assign]
        stage.source.assign(ONE)
        stage.broker.produce(ONE, b"1")
        await stage.until_committed(ONE)
        assert stage.runner.statistics().joined


async def test_between_its_partitions_and_the_next_the_group_has_not_given_its_word() -> None:
    async with running() as stage:
        stage.source.assign(ONE)
        await stage.until(lambda: stage.runner.statistics().joined)
        await stage.source.revoke(ONE).wait()
        assert not stage.runner.statistics().joined
        stage.source.assign()
        await stage.until(lambda: stage.runner.statistics().joined)


async def test_an_error_of_the_poll_that_costs_no_partition_costs_no_readiness() -> None:
    async with running() as stage:
        stage.source.assign(ONE)
        await stage.until(lambda: stage.source.claims == [ONE])
        stage.source.poll = corrupt  # type: ignore[method-assign]
        await stage.until(lambda: len(stage.told.unreachable_pauses) > 2)
        assert stage.runner.statistics().joined
        assert not stage.told.revoked_partitions
