"""An item that hangs and one that kills its process, amid good ones, through the real pool and Apache Kafka."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from replica import produce, running_replica

from worker.pool import Ending, Pool, PoolLimits

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]

WORDS = b" mot" * 900
DEADLINE_SECONDS = 3.0
DELAY_SECONDS_MAX = 10.0


async def test_each_becomes_a_dead_letter_and_delays_the_others_by_less_than_ten_seconds(
    bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[1] / "unit" / "pool"))
    values = [b"echo %d" % number + WORDS for number in range(200)]
    values[60:60] = [b"sleep 3600" + b" " * len(WORDS)]
    values[140:140] = [b"segfault" + WORDS]
    names = [await topics("wire.in", 2), await topics("wire.out"), await topics("wire.dlq")]
    limits = PoolLimits(deadline_seconds=DEADLINE_SECONDS, deadline_seconds_per_100_kb=DEADLINE_SECONDS)
    pool = Pool("pool_work:prepare", None, processes=2, limits=limits)
    await pool.start()
    try:
        async with running_replica(bootstrap_servers, *names, work=pool.submit) as one:
            await one.until(lambda: len(one.told.assigned_partitions) == 2)
            await produce(bootstrap_servers, names[0], values, partitions=2)
            records = await read_topic(names[1], 200, seconds_max=60)
            letters = await read_topic(names[2], 2, seconds_max=60)
            sent = {record.value: record.timestamp for record in await read_topic(names[0], len(values))}
        assert not one.told.failures
        restarts = pool.statistics().restarts
    finally:
        await pool.stop()
    assert sorted(record.value for record in records) == sorted(value[5:] for value in values if value[:4] == b"echo")
    assert {dict(letter.headers)["dlq.reason"] for letter in letters} == {b"timeout", b"worker_crashed"}
    # Each twice alone, and once before that where it did not happen to arrive alone; no good one costs a child.
    assert restarts[Ending.CRASH] in {2, 3}
    assert restarts[Ending.TIMEOUT] in {2, 3}
    assert set(restarts) == {Ending.CRASH, Ending.TIMEOUT}
    delays = [record.timestamp - sent[b"echo " + record.value] for record in records]
    assert max(delays) / 1000 < DELAY_SECONDS_MAX
