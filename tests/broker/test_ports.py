"""What every Source and every Sink keeps, the fakes of the stream's own tests and the Kafka room's alike."""

from collections.abc import Sequence
from random import Random

import pytest
from brokers import BATCH_BYTES_MAX
from members import Member, of_every_sink, of_every_source

from worker.errors import GapError, StreamError
from worker.kafka.sink import AtLeastOnceSink
from worker.stream.ledger import Ledger
from worker.stream.ports import Arrival, Outgoing, Partition

LARGE = Random(1).randbytes(2 * BATCH_BYTES_MAX)  # which no compression makes small
VALUES = [b"%d" % number for number in range(10)]


async def polled(one: Member, count: int) -> Sequence[Arrival]:
    """So many arrivals, a few at a time, and no more."""
    arrivals: list[Arrival] = []
    while len(arrivals) < count:
        some = await one.source.poll(0.1, 3)
        assert len(some) <= 3
        arrivals += some
    assert await one.source.poll(0.1, 3) == []
    return arrivals


def values_of(arrivals: Sequence[Arrival]) -> list[bytes]:
    return [arrival.message.value for arrival in arrivals]


# ── Sources ──


@of_every_source
async def test_work_goes_on_from_where_a_seek_leads_in_offsets_that_a_ledger_takes(one: Member) -> None:
    await one.produce(*VALUES)
    ledger = Ledger(await one.source.seek(one.partition, None))
    arrivals = await polled(one, len(VALUES))
    assert values_of(arrivals) == VALUES
    assert {arrival.partition for arrival in arrivals} == {one.partition}
    for arrival in arrivals:
        ledger.admit(arrival.offset)
    committed = ledger.settle([arrival.offset for arrival in arrivals[:4]])
    assert await one.source.seek(one.partition, committed) == committed
    assert await polled(one, 6) == arrivals[4:]
    await one.source.seek(one.partition, ledger.settle([arrival.offset for arrival in arrivals[4:]]))
    assert await polled(one, 0) == []
    while await one.source.lag_records(one.partition) not in {0, None}:  # until it has passed the upstream's marker
        assert await one.source.poll(0.02, 3) == []
    await one.produce(b"news")
    assert values_of(await polled(one, 1)) == [b"news"]


@of_every_source
async def test_a_paused_source_hands_out_nothing_and_forgets_nothing(one: Member) -> None:
    await one.produce(*VALUES)
    await one.source.seek(one.partition, None)
    one.source.hold({one.partition})
    for _ in range(3):
        assert await one.source.poll(0.1, 10) == []
    one.source.hold(())
    assert values_of(await polled(one, len(VALUES))) == VALUES


@of_every_source
async def test_a_tombstone_arrives_as_one_between_its_neighbours(one: Member) -> None:
    await one.produce(b"before", None, b"after")
    await one.source.seek(one.partition, None)
    arrivals = await polled(one, 3)
    assert values_of(arrivals) == [b"before", b"", b"after"]
    assert [arrival.tombstone for arrival in arrivals] == [False, True, False]


@of_every_source
async def test_no_position_is_made_up(one: Member) -> None:
    await one.produce(*VALUES)
    with pytest.raises(GapError):
        await one.source.seek(one.partition, 1000)
    with pytest.raises(StreamError):
        await one.source.seek(Partition(one.output_topic, 0), None)  # not assigned


# ── Sinks ──


def record(one: Member, value: bytes, *, instead: bytes | None = None) -> Outgoing:
    letter = None if instead is None else record(one, instead)
    return Outgoing(one.output_topic, b"k", value, (), instead=None if letter is None else lambda _: letter)


async def comes_out(one: Member, *expected: bytes) -> None:
    came: list[bytes | None] = []
    while came != [*expected]:
        came = await one.published()
        assert came == [*expected][: len(came)]
        await one.source.poll(0.02, 1)


@of_every_sink
async def test_what_is_published_comes_out_in_order_and_a_claim_tells_how_far_it_went(one: Member) -> None:
    assert await one.sink.claim(one.partition) is None
    for first in range(0, 9, 3):
        outgoing = tuple(record(one, value) for value in VALUES[first : first + 3])
        assert await one.sink.publish(one.partition, outgoing, first + 3) == outgoing
    assert await one.sink.claim(one.partition) == 9
    assert await one.sink.publish(one.partition, (), 12) == ()
    one.sink.release(one.partition)
    assert await one.sink.claim(one.partition) == 12
    await comes_out(one, *VALUES[:9])


@of_every_sink
async def test_what_the_topic_refuses_is_replaced_in_its_place(one: Member) -> None:
    await one.sink.claim(one.partition)
    huge = Random(1).randbytes(255 * 1024)  # fills a batch of the producer's: what comes behind it is in the next one
    values = [b"before", b"in its place", *(Random(number).randbytes(700) for number in range(2)), b"last"]
    outgoing = [record(one, value) for value in values]
    outgoing[1] = record(one, huge, instead=values[1])
    published = await one.sink.publish(one.partition, outgoing, 5)
    assert [output.value for output in published] == values
    assert await one.sink.claim(one.partition) == 5
    came = await one.published()
    assert list(dict.fromkeys(reversed(came)))[::-1] == values  # the last copies are in order
    assert len(came) == len(values) or isinstance(one.sink, AtLeastOnceSink)  # and there is one alone


@of_every_sink
async def test_where_nothing_is_left_to_send_nothing_is_committed_and_the_next_claim_goes_on(one: Member) -> None:
    await one.sink.claim(one.partition)
    await one.sink.publish(one.partition, [record(one, VALUES[0])], 1)
    with pytest.raises(StreamError):
        await one.sink.publish(one.partition, [record(one, LARGE)], 2)
    with pytest.raises(StreamError):
        await one.sink.publish(one.partition, [record(one, LARGE, instead=LARGE)], 2)
    assert await one.sink.claim(one.partition) == 1
    await one.sink.publish(one.partition, [record(one, VALUES[1])], 2)
    assert await one.sink.claim(one.partition) == 2
    await comes_out(one, *VALUES[:2])
