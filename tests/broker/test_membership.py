"""Static members of the group, on Apache Kafka: what a restart within the session costs, and two that share one name."""

import asyncio
from collections.abc import Awaitable, Callable

from replica import numbers, produce, running_replica

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]


async def test_a_static_member_is_restarted_within_its_session_without_a_rebalance(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic
) -> None:
    names = [await topics("wire.in", partitions=4), await topics("wire.out"), await topics("wire.dlq")]
    async with running_replica(bootstrap_servers, *names, group_instance_id="a") as one:
        async with running_replica(bootstrap_servers, *names, group_instance_id="b") as two:
            await two.until(lambda: [r.runner.statistics().claimed for r in (one, two)] == [2, 2])
            await produce(bootstrap_servers, names[0], numbers(0, 200), partitions=4)
            await one.until(lambda: one.told.settled_records + two.told.settled_records >= 200)
        revoked = len(one.told.revoked_partitions)
        async with running_replica(bootstrap_servers, *names, group_instance_id="b") as again:
            await produce(bootstrap_servers, names[0], numbers(200, 400), partitions=4)
            await again.until(lambda: again.told.settled_records >= 100)
            await one.until(
                lambda: one.told.settled_records + two.told.settled_records + again.told.settled_records >= 400
            )
            assert sorted(again.told.assigned_partitions) == sorted(two.told.assigned_partitions[-2:])
        assert len(one.told.revoked_partitions) == revoked
    records = await read_topic(names[1], 400, quiet_seconds=1)
    assert sorted(int(record.value) for record in records) == list(range(400))


async def test_two_that_share_one_name_hinder_each_other_and_neither_lose_nor_double(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic
) -> None:
    names = [await topics("wire.in", partitions=2), await topics("wire.out"), await topics("wire.dlq")]
    async with running_replica(bootstrap_servers, *names, group_instance_id="same") as one:
        async with running_replica(bootstrap_servers, *names, group_instance_id="same") as two:
            for first in range(0, 600, 100):
                await produce(bootstrap_servers, names[0], numbers(first, first + 100), partitions=2)
                await asyncio.sleep(0.5)
        assert one.told.revoked_partitions  # they did meet
        assert two.told.assigned_partitions
        records = await read_topic(names[1], 600, seconds_max=40, quiet_seconds=1)
    assert sorted(int(record.value) for record in records) == list(range(600))
