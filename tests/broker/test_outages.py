"""What goes wrong with a broker, provoked on one of our own: Apache Kafka killed, its log damaged, its client broken."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import GroupAuthorizationFailedError, UnknownError
from replica import echo, numbers, produce, running_replica
from service import running
from structlog.testing import capture_logs

from worker.item import Message, Outcome
from worker.kafka.admin import create_topics, delete_topics
from worker.local import LocalKafka

HANG_SECONDS = 20.0
NUMBERS = count()  # of topics
UNREADY_SECONDS_MAX = 13.0  # ten of silence, and the probe's own interval


@pytest.fixture(scope="module")
def kafka() -> Iterator[LocalKafka]:
    with LocalKafka() as cluster:
        yield cluster


async def topics_of(kafka: LocalKafka, test: str, partitions: int) -> tuple[str, str, str]:
    wire_in, wire_out, wire_dlq = (f"{test}.{end}" for end in ("in", "out", "dlq"))
    await create_topics(kafka.bootstrap_servers, {wire_in: partitions, wire_out: 1, wire_dlq: 1})
    return wire_in, wire_out, wire_dlq


async def values_in(kafka: LocalKafka, topic: str, quiet_seconds: float = 1) -> list[bytes | None]:
    options = {"auto_offset_reset": "earliest", "isolation_level": "read_committed"}
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=kafka.bootstrap_servers, **options)
    values: list[bytes | None] = []
    async with consumer:
        while batches := await consumer.getmany(timeout_ms=int(quiet_seconds * 1000)):
            values += [record.value for records in batches.values() for record in records]
    return values


async def test_a_broker_that_is_away_longer_than_a_publication_may_take_costs_and_doubles_nothing(
    kafka: LocalKafka,
) -> None:
    gone = asyncio.Event()

    async def held(message: Message) -> Outcome:
        await gone.wait()
        return await echo(message)

    names = await topics_of(kafka, "away", 2)
    async with running_replica(kafka.bootstrap_servers, *names, work=held, request_seconds_max=3) as one:
        await produce(kafka.bootstrap_servers, names[0], numbers(0, 200), partitions=2)
        await one.until(lambda: one.told.consumed_records == 200)
        await asyncio.to_thread(kafka.kill_node, 0)
        gone.set()
        await asyncio.sleep(8)
        assert one.source.silent_seconds() > 5
        await asyncio.to_thread(kafka.start_node, 0)
        await produce(kafka.bootstrap_servers, names[0], numbers(200, 300), partitions=2)
        await one.until(lambda: one.told.settled_records >= 300)
        assert one.source.silent_seconds() < 5
    came = [int(value or b"") for value in await values_in(kafka, names[1])]
    assert sorted(came) == list(range(300))
    for partition in range(2):
        of_partition = [number for number in came if number % 2 == partition]
        assert of_partition == sorted(of_partition)


async def test_a_broker_that_hangs_makes_the_worker_unready_but_not_dead_and_work_goes_on_by_itself(
    kafka: LocalKafka, tmp_path: Path
) -> None:
    names = await topics_of(kafka, "hang", 2)
    (tmp_path / "settings.toml").write_text("[enrich]\nmodels = {}\n")
    settings = {
        "WIRE_CONFIG": str(tmp_path / "settings.toml"),
        "WIRE_BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "WIRE_GROUP_ID": "hang",
        **dict(zip(("WIRE_INPUT_TOPICS", "WIRE_OUTPUT_TOPIC", "WIRE_DEAD_LETTER_TOPIC"), names, strict=True)),
        "WIRE_PROCESSES": "1",
        "WIRE_REQUEST_SECONDS_MAX": "5",
        "WIRE_TRANSACTION_SECONDS_MAX": "5",
    }
    items = [orjson.dumps({"id": str(number), "text": "The mayor spoke."}) for number in range(400)]
    async with running(settings) as service:
        await produce(kafka.bootstrap_servers, names[0], items[:200], partitions=2)
        kafka.freeze_node(0)  # amid the work
        try:
            frozen = asyncio.get_running_loop().time()
            while (seconds := asyncio.get_running_loop().time() - frozen) < HANG_SECONDS:
                assert await service.problems("/livez") == []
                problems = await service.problems("/readyz")
                assert seconds < UNREADY_SECONDS_MAX or "the brokers have not answered" in " ".join(problems)
                await asyncio.sleep(0.5)
        finally:
            kafka.thaw_node(0)
        async with asyncio.timeout(30):
            while await service.problems("/readyz"):
                await asyncio.sleep(0.1)
        await produce(kafka.bootstrap_servers, names[0], items[200:], partitions=2)
        async with asyncio.timeout(30):
            while len(came := await values_in(kafka, names[1])) < len(items):
                pass
    numbered = Counter(int(orjson.loads(value)["uri"].rpartition(":")[2]) for value in came)
    assert [number for number, times in numbered.items() if times > 1] == []
    assert sorted(numbered) == list(range(len(items)))


async def test_a_stop_while_the_broker_is_away_is_bounded_and_in_order(kafka: LocalKafka) -> None:
    names = await topics_of(kafka, "stop", 1)
    async with running_replica(kafka.bootstrap_servers, *names, drain_seconds_max=1) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 1)
        await asyncio.to_thread(kafka.kill_node, 0)
        try:
            await asyncio.sleep(1)
            assert await one.stop() < 8
        finally:
            await asyncio.to_thread(kafka.start_node, 0)


async def test_a_stop_while_the_group_asks_for_the_partitions_leaves_it_at_once(kafka: LocalKafka) -> None:
    async def slow(message: Message) -> Outcome:
        await asyncio.sleep(3)
        return await echo(message)

    names = await topics_of(kafka, "leave", 2)
    await produce(kafka.bootstrap_servers, names[0], numbers(0, 20), partitions=2)
    async with running_replica(kafka.bootstrap_servers, *names, work=slow) as one:
        await one.until(lambda: one.told.consumed_records == 20)
        one.runner.stop()
        async with running_replica(kafka.bootstrap_servers, *names) as two:
            assert await one.stop() < 5
            await two.until(lambda: len(two.told.assigned_partitions) == 2, seconds_max=10)
    assert sorted(map(int, await values_in(kafka, names[1]))) == list(range(20))


async def test_a_corrupt_batch_holds_up_its_own_partition_and_takes_nothing_from_another(kafka: LocalKafka) -> None:
    names = await topics_of(kafka, "corrupt", 2)
    await produce(kafka.bootstrap_servers, names[0], [b"%c%03d" % (b"AB"[n % 2], n) for n in range(100)], partitions=2)
    damage(kafka, f"{names[0]}-1", b"B041")
    async with running_replica(kafka.bootstrap_servers, *names) as one:
        for number in range(100, 200, 2):  # the two are fetched together often, and then unpacked in either order
            await produce(kafka.bootstrap_servers, names[0], [b"A%03d" % number])
            await asyncio.sleep(0.05)
        await one.until(lambda: one.told.settled_records >= 100)
        assert len(one.told.unreachable_pauses)
    assert await values_in(kafka, names[1]) == [b"A%03d" % number for number in range(0, 200, 2)]


def damage(kafka: LocalKafka, partition: str, value: bytes) -> None:
    """Flip a bit of a record in the broker's log, which it will serve as it is."""
    (log,) = (Path(kafka._nodes[0].folder) / "data" / partition).glob("*.log")
    data = log.read_bytes()
    with log.open("r+b") as file:
        file.seek(data.index(value))
        file.write(bytes([value[0] ^ 1]))


async def test_a_topic_that_is_not_there_yet_is_waited_for(kafka: LocalKafka) -> None:
    wire_in, *others = [f"late.{end}" for end in ("in", "out", "dlq")]
    await create_topics(kafka.bootstrap_servers, dict.fromkeys(others, 1))
    async with running_replica(kafka.bootstrap_servers, wire_in, *others) as one:
        await one.until(lambda: len(one.told.unreachable_pauses) > 1)
        await create_topics(kafka.bootstrap_servers, {wire_in: 2})
        await produce(kafka.bootstrap_servers, wire_in, numbers(0, 20), partitions=2)
        await one.until(lambda: one.told.settled_records == 20)
    assert sorted(map(int, await values_in(kafka, others[0]))) == list(range(20))


async def test_a_topic_that_is_deleted_and_made_again_is_told_of_and_worked_from_its_start(kafka: LocalKafka) -> None:
    names = await topics_of(kafka, "again", 2)
    with capture_logs() as lines:
        async with running_replica(kafka.bootstrap_servers, *names) as one:
            for first in (0, 20, 40):
                await produce(kafka.bootstrap_servers, names[0], numbers(first, first + 20), partitions=2)
                await one.until(lambda due=first + 20: one.told.settled_records == due)
                await delete_topics(kafka.bootstrap_servers, [names[0]])
                if first == 0:  # the other times nobody need have noticed
                    await one.until(lambda: any(line["event"] == "topic is gone" for line in lines))
                await create_topics(kafka.bootstrap_servers, {names[0]: 2})
            await produce(kafka.bootstrap_servers, names[0], numbers(60, 65), partitions=2)
            await one.until(lambda: one.told.settled_records == 65)
    assert any(line["event"] == "topic is back" for line in lines)
    assert sorted(map(int, await values_in(kafka, names[1]))) == list(range(65))


async def test_a_consumer_that_fetches_no_more_is_replaced(kafka: LocalKafka) -> None:
    names = await topics_of(kafka, "still", 2)
    async with running_replica(kafka.bootstrap_servers, *names) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 2)
        one.source._consumer._fetcher._fetch_task.cancel()
        await one.until(lambda: len(one.told.unreachable_pauses) > 0)
        await produce(kafka.bootstrap_servers, names[0], numbers(0, 20), partitions=2)
        await one.until(lambda: one.told.settled_records == 20)


@pytest.mark.parametrize("delivery", ["exactly_once", "at_least_once"])
@pytest.mark.parametrize(
    ("asks", "error"),
    [
        ("_do_heartbeat", GroupAuthorizationFailedError("the right was withdrawn")),
        ("_do_heartbeat", UnknownError()),
        ("_maybe_refresh_commit_offsets", GroupAuthorizationFailedError("the right was withdrawn")),
    ],
)
async def test_a_consumer_whose_membership_was_refused_once_is_replaced(
    kafka: LocalKafka, delivery: str, asks: str, error: Exception
) -> None:
    async def refused(*_: object) -> None:
        raise error

    names = await topics_of(kafka, f"refused-{next(NUMBERS)}", 2)
    async with running_replica(kafka.bootstrap_servers, *names, delivery=delivery) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 2)
        coordinator = one.source._consumer._coordinator
        setattr(coordinator, asks, refused)
        coordinator._subscription.subscription.assignment.commit_refresh_needed.set()
        await one.until(lambda: len(one.told.revoked_partitions) == 2)
        await one.until(lambda: len(one.told.assigned_partitions) == 4)
        await produce(kafka.bootstrap_servers, names[0], numbers(0, 20), partitions=2)
        await one.until(lambda: one.told.settled_records == 20)
    assert sorted(map(int, await values_in(kafka, names[1]))) == list(range(20))


async def test_a_consumer_whose_own_tasks_have_died_is_replaced(kafka: LocalKafka) -> None:
    async def breaks(*_: object) -> None:
        raise ValueError("a defect of the library's")

    names = await topics_of(kafka, "dead", 2)
    async with running_replica(kafka.bootstrap_servers, *names) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 2)
        coordinator = one.source._consumer._coordinator
        coordinator._on_join_complete = breaks
        coordinator.request_rejoin()
        await one.until(lambda: len(one.told.unreachable_pauses) > 0)
        await produce(kafka.bootstrap_servers, names[0], numbers(0, 20), partitions=2)
        await one.until(lambda: one.told.settled_records == 20)
        assert one.told.revoked_partitions
