"""Transactions that several partitions share: who has a part in which, and what becomes of the others when one breaks off."""

import asyncio
import gc
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from random import Random

import pytest

from simulation.broker import Broker
from simulation.loop import run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.errors import StreamError
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Member, Outgoing, Partition
from worker.stream.shares import PART_BYTES_MAX, SHARED_BYTES_MAX, Part, _together

PARTITIONS = [Partition("wire.in", number) for number in range(4)]
MEMBER = Member(1, "member", None)
BYTES_MAX = 2_000  # of a batch


class Stage:
    """A sink that has claimed the partitions."""

    def __init__(self, *, bytes_max: int = BYTES_MAX) -> None:
        random = Random(1)
        self.broker = Broker(random, Counter(), {"wire.out": bytes_max, "wire.dlq": bytes_max}, batch_records_max=30)
        self.members = dict.fromkeys(PARTITIONS, MEMBER)
        producers = SimulatedProducers(self.broker, Network(random, Counter()), random)
        self.sink = ExactlyOnceSink(producers, self.members.__getitem__, prefix="group", seconds_max=10.0)

    async def claim(self) -> Sequence[int | None]:
        return [await self.sink.claim(partition) for partition in PARTITIONS]

    def publish(self, values: Sequence[bytes]) -> "list[asyncio.Task[tuple[Outgoing, ...]]]":
        return [
            asyncio.create_task(self.sink.publish(partition, [record(value)], 1))
            for partition, value in zip(PARTITIONS, values, strict=True)
        ]

    async def readable(self, topic: str = "wire.out") -> list[bytes | None]:
        await asyncio.sleep(5)  # until everything is decided
        return [output.value for output in self.broker.readable(topic)]

    @property
    def shared(self) -> int:
        return self.broker.told["transaction shared"]


def record(value: bytes) -> Outgoing:
    return Outgoing("wire.out", b"key", value, (), instead=lambda _: Outgoing("wire.dlq", b"key", value[:5], ()))


def on_a_stage(test: Callable[[Stage], Awaitable[None]]) -> Callable[[], None]:
    def staged() -> None:
        async def play() -> None:
            stage = Stage()
            await stage.claim()
            await test(stage)

        run(play())

    staged.__name__, staged.__module__ = test.__name__, test.__module__
    return staged


VALUES = [b"%d" % partition.number for partition in PARTITIONS]


@on_a_stage
async def test_what_comes_together_is_one_transaction(stage: Stage) -> None:
    await asyncio.gather(*stage.publish(VALUES))
    assert stage.broker.told["transaction committed"] == stage.shared == 1
    assert await stage.readable() == VALUES
    assert await stage.claim() == [1] * 4


@on_a_stage
async def test_what_comes_while_one_is_under_way_shares_the_next(stage: Stage) -> None:
    first = asyncio.create_task(stage.sink.publish(PARTITIONS[0], [record(b"0")], 1))
    await asyncio.sleep(0.001)
    others = [asyncio.create_task(stage.sink.publish(one, [record(b"%d" % one.number)], 1)) for one in PARTITIONS[1:]]
    await asyncio.gather(first, *others)
    assert stage.broker.told["transaction committed"] == 2
    assert await stage.readable() == VALUES


@on_a_stage
async def test_only_what_was_assigned_to_the_same_member_goes_together(stage: Stage) -> None:
    for partition in PARTITIONS[2:]:
        stage.members[partition] = Member(2, "member", None)
        await stage.sink.claim(partition)
    await asyncio.gather(*stage.publish(VALUES))
    assert stage.broker.told["transaction committed"] == stage.shared == 2
    assert await stage.readable() == VALUES


def test_what_is_much_goes_alone() -> None:
    async def play() -> None:
        stage = Stage(bytes_max=10 * SHARED_BYTES_MAX)
        await stage.claim()
        values = [b".", bytes(PART_BYTES_MAX + 1), b".", b"."]
        await asyncio.gather(*stage.publish(values))
        assert stage.broker.told["transaction committed"] == 2
        assert stage.shared == 1

    run(play())


def test_together_they_are_not_more_than_goes_at_a_time() -> None:
    async def play() -> None:
        stage = Stage(bytes_max=10 * SHARED_BYTES_MAX)
        await stage.claim()
        waiting = [Part(one, stage.sink._holds[one], [record(bytes(PART_BYTES_MAX))], 1) for one in 3 * PARTITIONS]
        parts, rest = _together(waiting)
        assert parts == waiting[: SHARED_BYTES_MAX // PART_BYTES_MAX]
        assert rest == waiting[len(parts) :]

    run(play())


@on_a_stage
async def test_what_is_refused_is_found_and_the_others_go_on_without_it(stage: Stage) -> None:
    values = [b"0", b"1", b"large" + bytes(2 * BYTES_MAX), b"3"]
    published = await asyncio.gather(*stage.publish(values))
    assert [output.topic for (output,) in published] == ["wire.out", "wire.out", "wire.dlq", "wire.out"]
    assert sorted(await stage.readable()) == [b"0", b"1", b"3"]
    assert await stage.readable("wire.dlq") == [b"large"]
    assert await stage.claim() == [1] * 4


@on_a_stage
async def test_records_that_are_too_large_only_together_are_nobodys_fault(stage: Stage) -> None:
    values = [bytes([number]) * (BYTES_MAX // 3) for number in range(4)]
    await asyncio.gather(*stage.publish(values))
    assert sorted(await stage.readable()) == values
    assert await stage.readable("wire.dlq") == []


@on_a_stage
async def test_who_is_cancelled_takes_along_whoever_has_a_part_with_him_and_nothing_is_published_twice(
    stage: Stage,
) -> None:
    for seconds in (0.001, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64):
        before = [position or 0 for position in await stage.claim()]
        names = [b"%d %d" % (one.number, due) for one, due in zip(PARTITIONS, before, strict=True)]
        publishing = [
            asyncio.create_task(stage.sink.publish(partition, [record(name)], due + 1))
            for partition, name, due in zip(PARTITIONS, names, before, strict=True)
        ]
        await asyncio.sleep(seconds)
        publishing[2].cancel()
        await asyncio.gather(*publishing, return_exceptions=True)
    committed = [position or 0 for position in await stage.claim()]
    assert 0 < max(committed) < 8
    due = [
        f"{one.number} {offset}".encode()
        for one, end in zip(PARTITIONS, committed, strict=True)
        for offset in range(end)
    ]
    assert sorted(await stage.readable()) == due


@on_a_stage
async def test_who_is_cancelled_before_it_begins_leaves_nothing_behind(stage: Stage) -> None:
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    publishing = stage.publish(VALUES)
    await asyncio.sleep(0)
    for task in publishing:
        task.cancel()
    await asyncio.gather(*publishing, return_exceptions=True)
    assert await stage.readable() == []
    await asyncio.gather(*stage.publish(VALUES))  # no hold was given up
    assert await stage.readable() == VALUES
    gc.collect()
    assert not complaints


@on_a_stage
async def test_a_transaction_that_fails_is_told_to_each_who_had_a_part_in_it(stage: Stage) -> None:
    stage.broker.is_member = lambda _: False
    errors = await asyncio.gather(*stage.publish(VALUES), return_exceptions=True)
    assert len({id(error) for error in errors}) == 4
    for error in errors:
        assert isinstance(error, StreamError)
        assert str(error) == "generation 1 is over"
    with pytest.raises(StreamError, match="not claimed"):
        await stage.sink.publish(PARTITIONS[3], [record(b"3")], 1)
    assert await stage.readable() == []
