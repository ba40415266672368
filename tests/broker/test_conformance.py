"""What exactly once rests on, held of the simulated broker and of Apache Kafka alike: fencing, transactions, offsets.

The simulation proves the stream's rules over its own broker; these claims say that Apache Kafka is as that one is.
"""

import asyncio
from collections import Counter
from random import Random

import pytest
from brokers import BATCH_BYTES_MAX, Broker, of_every_broker

from simulation.duel import Field, contend
from worker.errors import RefusedError, StreamError
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Outgoing, Transaction

LARGE = b"." * 2 * BATCH_BYTES_MAX
ROUNDS = 15  # of what goes wrong only now and then
DUEL_SECONDS = 6.0


def record(topic: str, value: bytes) -> Outgoing:
    return Outgoing(topic, b"k", value, ())


async def send(transaction: Transaction, topic: str, *values: bytes) -> None:
    """Send in order, and await every delivery."""
    for delivery in await transaction.send([record(topic, value) for value in values]):
        await delivery


async def publish(broker: Broker, transaction: Transaction, topic: str, value: bytes, next_offset: int) -> None:
    """One transaction, from its begin to its commit."""
    await transaction.begin()
    await send(transaction, topic, value)
    await transaction.commit({broker.input: next_offset}, None)


async def comes_out(broker: Broker, topic: str, *expected: bytes, seconds_max: float = 20) -> None:
    """These values are readable in the end, and nothing else is on the way there."""
    deadline = asyncio.get_running_loop().time() + seconds_max
    while (came := await broker.readable(topic)) != [*expected]:
        assert came == [*expected][: len(came)]
        assert asyncio.get_running_loop().time() < deadline, came
        await asyncio.sleep(0.02)


# ── Fencing ──


@of_every_broker
async def test_whoever_fences_an_id_last_is_its_only_writer(broker: Broker) -> None:
    topic = await broker.topic()
    first = await broker.fence("id")
    await publish(broker, first, topic, b"first", 1)
    second = await broker.fence("id")
    await publish(broker, second, topic, b"second", 2)
    await first.begin()
    with pytest.raises(StreamError):
        await send(first, topic, b"first again")
    await publish(broker, second, topic, b"second again", 3)
    third = await broker.fence("id")
    await publish(broker, third, topic, b"third", 4)
    await second.begin()
    with pytest.raises(StreamError):
        await send(second, topic, b"second once more")
    await comes_out(broker, topic, b"first", b"second", b"second again", b"third")


@of_every_broker
async def test_a_fenced_producer_commits_nothing(broker: Broker) -> None:
    topic = await broker.topic()
    first = await broker.fence("id")
    await first.begin()
    await send(first, topic, b"first")
    second = await broker.fence("id")
    with pytest.raises(StreamError):
        await first.commit({broker.input: 1}, None)
    assert await second.committed(broker.input) is None
    await publish(broker, second, topic, b"second", 1)
    await comes_out(broker, topic, b"second")


@of_every_broker
async def test_what_a_fenced_producer_left_open_is_void_and_holds_up_no_reader(broker: Broker) -> None:
    topic = await broker.topic()
    first, other = await broker.fence("id"), await broker.fence("other id")
    await first.begin()
    await send(first, topic, b"left open")
    await publish(broker, other, topic, b"behind it", 1)
    await asyncio.sleep(0.5)
    assert await broker.readable(topic) == []
    await broker.fence("id")
    await comes_out(broker, topic, b"behind it", seconds_max=broker.transaction_seconds / 2)


@of_every_broker
async def test_what_was_committed_is_told_and_readable_once_its_producer_is_fenced(broker: Broker) -> None:
    topic = await broker.topic()
    producer = await broker.fence("id")
    assert await producer.committed(broker.input) is None
    values = []
    for number in range(ROUNDS):
        await publish(broker, producer, topic, b"%d" % number, number + 1)
        values.append(b"%d" % number)
        producer = await broker.fence("id")
        assert await producer.committed(broker.input) == number + 1
        if number % 5 == 0:
            assert await broker.readable(topic) == values
    await comes_out(broker, topic, *values)


@of_every_broker
async def test_of_two_producers_that_take_turns_the_last_commit_counts_once_both_are_fenced(broker: Broker) -> None:
    topic = await broker.topic()
    turns = [await broker.fence("one"), await broker.fence("other")]
    for number in range(ROUNDS):
        for turn in random_turns(number):
            await publish(broker, turns[turn], topic, b"%d" % number, turn + 2 * number)
        last = turn + 2 * number
        turns = [await broker.fence("one"), await broker.fence("other")]
        assert [await producer.committed(broker.input) for producer in turns] == [last, last]


def random_turns(number: int) -> list[int]:
    """Who commits, one after the other; the last commit may be the lower one."""
    return Random(number).choices((0, 1), k=3)


# ── Transactions ──


@of_every_broker
async def test_records_are_readable_in_order_and_not_before_their_transaction_is_committed(broker: Broker) -> None:
    topic, another = await broker.topic(), await broker.topic()
    values = [b"%d" % number for number in range(20)]
    producer, other = await broker.fence("id"), await broker.fence("other id")
    await producer.begin()
    await send(producer, topic, *values[:10])
    await send(producer, another, b"elsewhere")
    await publish(broker, other, topic, b"behind", 1)
    await send(producer, topic, *values[10:])
    await asyncio.sleep(0.5)
    assert await broker.readable(topic) == await broker.readable(another) == []
    await producer.commit({broker.input: 2}, None)
    await comes_out(broker, topic, *values[:10], b"behind", *values[10:])
    await comes_out(broker, another, b"elsewhere")


@of_every_broker
async def test_an_offset_is_committed_with_its_transaction_or_not_at_all(broker: Broker) -> None:
    topic = await broker.topic()
    producer = await broker.fence("id")
    await producer.begin()
    await producer.commit({broker.input: 7}, None)  # of what gave nothing to publish
    producer = await broker.fence("id")
    assert await producer.committed(broker.input) == 7
    await producer.begin()
    await send(producer, topic, b"given up")
    producer.discard()
    producer = await broker.fence("id")
    assert await producer.committed(broker.input) == 7
    assert await broker.readable(topic) == []


@of_every_broker
async def test_a_discarded_transaction_frees_the_readers_at_once(broker: Broker) -> None:
    topic = await broker.topic()
    producer, other = await broker.fence("id"), await broker.fence("other id")
    await producer.begin()
    await send(producer, topic, b"given up")
    await publish(broker, other, topic, b"behind it", 1)
    producer.discard()
    await comes_out(broker, topic, b"behind it", seconds_max=broker.transaction_seconds / 2)


@of_every_broker
async def test_a_transaction_over_its_time_is_void_and_its_producer_fenced(broker: Broker) -> None:
    topic = await broker.topic()
    producer, other = await broker.fence("id"), await broker.fence("other id")
    await producer.begin()
    await send(producer, topic, b"too late")
    await publish(broker, other, topic, b"behind it", 1)
    await asyncio.sleep(broker.transaction_seconds / 2)
    assert await broker.readable(topic) == []
    await comes_out(broker, topic, b"behind it")
    with pytest.raises(StreamError):
        await producer.commit({broker.input: 2}, None)
    assert await (await broker.fence("id")).committed(broker.input) == 1


@of_every_broker
async def test_a_transaction_is_begun_once_and_nothing_is_done_outside_of_one(broker: Broker) -> None:
    topic = await broker.topic()
    producer = await broker.fence("id")
    with pytest.raises(StreamError):
        await send(producer, topic, b"outside")
    with pytest.raises(StreamError):
        await producer.commit({broker.input: 1}, None)
    producer = await broker.fence("id")
    await producer.begin()
    with pytest.raises(StreamError):
        await producer.begin()


# ── Refusals ──


@of_every_broker
async def test_a_refused_record_spoils_its_producer_for_the_topic_and_nothing_of_the_transaction_remains(
    broker: Broker,
) -> None:
    topic, another = await broker.topic(), await broker.topic()
    producer = await broker.fence("id")
    await producer.begin()
    await send(producer, topic, b"before")
    with pytest.raises(RefusedError):
        await send(producer, topic, LARGE)
    with pytest.raises(StreamError) as error:
        await send(producer, topic, b"after")
    assert not isinstance(error.value, RefusedError)
    await send(producer, another, b"elsewhere")
    producer.discard()
    successor = await broker.fence("id")
    await publish(broker, successor, topic, b"anew", 1)
    await comes_out(broker, topic, b"anew")
    assert await broker.readable(another) == []


@of_every_broker
async def test_what_another_id_commits_is_told_once_it_is_decided_and_not_before(broker: Broker) -> None:
    topic = await broker.topic()
    writers = [await broker.fence(f"id {turn}") for turn in range(2)]
    asker = await broker.fence("another id")
    for number in range(ROUNDS):
        await publish(broker, writers[number % 2], topic, b"%d" % number, number + 1)
        assert await asker.committed(broker.input) == number + 1


@of_every_broker
async def test_a_commit_does_not_miss_what_was_refused(broker: Broker) -> None:
    topic = await broker.topic()
    producer = await broker.fence("id")
    await producer.begin()
    await send(producer, topic, b"before")
    with pytest.raises(RefusedError):
        await send(producer, topic, LARGE)
    await producer.commit({broker.input: 1}, None)
    await comes_out(broker, topic, b"before")
    await producer.begin()
    if broker.spoils_producers:
        with pytest.raises(StreamError):
            await send(producer, topic, b"after")
    else:
        await send(producer, topic, b"after")


@of_every_broker
async def test_of_records_that_share_a_batch_with_a_refused_one_each_is_told_what_became_of_it(broker: Broker) -> None:
    topic = await broker.topic()
    producer = await broker.fence("id")
    values = [b"0", b"1", LARGE, b"3", b"4"]
    await producer.begin()
    deliveries = await producer.send([record(topic, value) for value in values])
    answers = await asyncio.gather(*deliveries, return_exceptions=True)
    assert isinstance(answers[2], RefusedError)
    assert all(isinstance(answer, StreamError) for answer in answers[3:])
    await producer.commit({broker.input: 1}, None)
    taken = [value for value, answer in zip(values, answers, strict=True) if not isinstance(answer, BaseException)]
    await comes_out(broker, topic, *taken)


# ── The sink ──


@of_every_broker
async def test_two_claims_at_a_time_end_with_one_holder(broker: Broker) -> None:
    topic = await broker.topic()
    sinks = [broker.sink(), broker.sink()]
    came: list[bytes] = []

    async def attempt(sink: ExactlyOnceSink, value: bytes) -> bytes | None:
        try:
            await sink.publish(broker.input, [record(topic, value)], len(came) + 1)
        except StreamError:
            return None
        return value

    for number in range(ROUNDS):
        claims = await asyncio.gather(*(sink.claim(broker.input) for sink in sinks), return_exceptions=True)
        assert all(isinstance(claim, StreamError) or (claim or 0) == len(came) for claim in claims)
        values = [b"%d of %d" % (number, sink) for sink in range(2)]
        published = [*filter(None, await asyncio.gather(*map(attempt, sinks, values)))]
        assert len(published) <= 1
        came += published
    assert came
    await comes_out(broker, topic, *came)


@of_every_broker
async def test_two_workers_that_hold_a_partition_for_theirs_publish_each_record_once_and_in_order(
    broker: Broker,
) -> None:
    field, told = Field(broker.input, await broker.topic(), await broker.topic()), Counter[str]()
    fighters = [contend(field, broker.sink(), Random(number), told, DUEL_SECONDS) for number in range(2)]
    await asyncio.gather(*fighters)
    due = field.due(await broker.sink().claim(broker.input) or 0)
    assert told  # each stood in the other's way
    assert all(due.values())
    for topic, values in due.items():
        await comes_out(broker, topic, *values)
