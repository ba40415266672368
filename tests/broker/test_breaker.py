"""The breaker on Apache Kafka: a flood of bad items is stopped before it has become a flood of dead letters."""

import asyncio
from collections.abc import Awaitable, Callable

from replica import echo, produce, running_replica

from worker.errors import Reason
from worker.item import Failure, Message, Outcome

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]


async def test_it_stops_the_reading_tries_one_item_at_a_time_and_loses_and_doubles_nothing(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic
) -> None:
    mended = False

    async def broken_at_first(message: Message) -> Outcome:
        if mended:
            return await echo(message)
        failure = Failure(Reason.INTERNAL, "ValueError", "a defect", stage="parse")
        return Outcome((failure,))

    names = [await topics("wire.in", 2), await topics("wire.out"), await topics("wire.dlq")]
    values = [str(number).encode() for number in range(1000)]
    await produce(bootstrap_servers, names[0], values, partitions=2)
    bounds = {"breaker_consecutive_max": 20, "breaker_seconds": 1.0, "publish_records_max": 50}
    async with running_replica(bootstrap_servers, *names, work=broken_at_first, **bounds) as one:
        await one.until(lambda: bool(one.told.breaks))
        await asyncio.sleep(0.5)  # for what was being published
        opened_at = one.told.settled_records
        await one.until(lambda: one.told.settled_records >= opened_at + 3)
        assert one.told.settled_records == opened_at + 3  # one in each second
        assert one.runner.statistics().broken
        assert one.told.mended_times == 0
        mended = True
        await one.until(lambda: one.told.mended_times == 1)
        # What was being published when the breaker opened may have come out without being told as settled.
        letters = await read_topic(names[2], opened_at + 3, quiet_seconds=1)
        records = await read_topic(names[1], 1000 - len(letters), seconds_max=30, quiet_seconds=1)
        assert one.told.mended_times == 1
        assert not one.runner.statistics().broken
    assert len(letters) < 300  # what was under way when it opened, and the three
    assert sorted(int(record.value) for record in [*letters, *records]) == list(range(1000))
