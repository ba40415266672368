"""The service as it is deployed, on Apache Kafka: everything once, in order, whatever becomes of its processes."""

import asyncio
import os
import random
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from service import Service, alive, running

from worker.samples import samples

ITEMS = 1000
PARTITIONS = 3
BAD_EVERY = 50

TEXTS = (
    "Paris (AFP) - Le ministre de la Culture Henri Valmont a inauguré lundi à Lyon une exposition sur la presse.",
    "London (AFP) - The council of Bristol said on Monday that Anna Whitfield would lead the new transport authority.",
)


@dataclass
class Feed:
    """Topics of one test's own, and the settings that make a service read and write them."""

    bootstrap_servers: str
    wire_in: str
    wire_out: str
    wire_dlq: str

    @property
    def settings(self) -> dict[str, str]:
        return {
            "WIRE_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "WIRE_GROUP_ID": f"group-of-{self.wire_in}",
            "WIRE_INPUT_TOPICS": self.wire_in,
            "WIRE_OUTPUT_TOPIC": self.wire_out,
            "WIRE_DEAD_LETTER_TOPIC": self.wire_dlq,
            "WIRE_PROCESSES": "2",
            "WIRE_SESSION_SECONDS": "6",
        }

    async def produce(self, numbers: range, pause_seconds: float = 0.0) -> None:
        """Numbered items, round the partitions; one in fifty is cut off."""
        async with AIOKafkaProducer(bootstrap_servers=self.bootstrap_servers, enable_idempotence=True) as producer:
            for number in numbers:
                value = orjson.dumps({"id": f"item-{number}", "text": TEXTS[number % len(TEXTS)]})
                if number % BAD_EVERY == BAD_EVERY - 1:
                    value = value[:-20]
                await producer.send(self.wire_in, value, str(number).encode(), partition=number % PARTITIONS)
                await asyncio.sleep(pause_seconds)


@pytest.fixture
async def feed(bootstrap_servers: str, topics: Callable[..., Awaitable[str]]) -> Feed:
    return Feed(
        bootstrap_servers,
        await topics("wire.in", PARTITIONS),
        # One partition, so that the order of what was published can be read off its offsets.
        await topics("wire.out"),
        await topics("wire.dlq"),
    )


async def assert_each_once_in_order(feed: Feed, read_topic: Callable[..., Awaitable[list]], count: int = ITEMS) -> None:
    bad = [number for number in range(count) if number % BAD_EVERY == BAD_EVERY - 1]
    good = [number for number in range(count) if number not in set(bad)]
    records = await read_topic(feed.wire_out, len(good), seconds_max=120, quiet_seconds=1)
    letters = await read_topic(feed.wire_dlq, len(bad), seconds_max=60, quiet_seconds=1)
    assert sorted(int(letter.key) for letter in letters) == bad
    assert {dict(letter.headers)["dlq.reason"] for letter in letters} == {b"malformed"}
    numbers = [int(orjson.loads(record.value)["uri"].rpartition("-")[2]) for record in records]
    assert sorted(numbers) == good
    for partition in range(PARTITIONS):
        of_partition = [number for number in numbers if number % PARTITIONS == partition]
        assert of_partition == sorted(of_partition)


async def test_a_thousand_items_come_out_once_each_in_order_also_over_a_stop_in_the_middle(feed, read_topic) -> None:
    producing = asyncio.create_task(feed.produce(range(ITEMS), pause_seconds=0.002))
    async with running(feed.settings) as service:
        await read_topic(feed.wire_out, 100, seconds_max=60, quiet_seconds=0.1)
        assert await service.stop(signal.SIGTERM) == 0
        assert service.said("stopped")
    async with running(feed.settings):
        await producing
        await assert_each_once_in_order(feed, read_topic)


async def test_a_worker_that_is_killed_leaves_no_process_behind_and_its_successor_loses_nothing(
    feed, read_topic
) -> None:
    producing = asyncio.create_task(feed.produce(range(300), pause_seconds=0.01))
    async with running(feed.settings) as service:
        await read_topic(feed.wire_out, 50, seconds_max=60, quiet_seconds=0.1)
        children = service.children()
        await service.stop(signal.SIGKILL)
        await asyncio.sleep(1)
        assert children
        assert not [child for child in children if alive(child)]
    async with running(feed.settings):
        await producing
        numbers = {number for number in range(300) if number % BAD_EVERY != BAD_EVERY - 1}
        records = await read_topic(feed.wire_out, len(numbers), seconds_max=60, quiet_seconds=2)
        assert {int(record.key.rpartition(b"-")[2]) for record in records} == numbers


async def test_children_killed_idle_and_busy_cost_no_item_and_no_restart(feed, read_topic) -> None:
    async with running(feed.settings) as service:
        for _ in range(50):
            await _kill_a_child(service)
        producing = asyncio.create_task(feed.produce(range(ITEMS), pause_seconds=0.01))
        killed = 0
        while killed < 50 and not producing.done():
            await asyncio.sleep(random.uniform(0.02, 0.15))
            killed += await _kill_a_child(service)
        await producing
        await assert_each_once_in_order(feed, read_topic)
        assert killed == 50
        assert service.process.returncode is None
        assert not service.said("partition broke off")


async def _kill_a_child(service: Service) -> bool:
    children = service.children()
    while not children:
        await asyncio.sleep(0.01)
        children = service.children()
    os.kill(random.choice(children), signal.SIGKILL)
    return True


async def test_our_samples_give_valid_records_and_the_deliberate_dead_letter(feed, read_topic) -> None:
    async with running(feed.settings) as service:
        async with AIOKafkaProducer(bootstrap_servers=feed.bootstrap_servers) as producer:
            for sample in samples():
                await producer.send_and_wait(feed.wire_in, sample.value, headers=list(sample.headers))
        records = await read_topic(feed.wire_out, 20, seconds_max=60, quiet_seconds=2)
        letters = await read_topic(feed.wire_dlq, 1, seconds_max=30, quiet_seconds=1)
        assert len(letters) == 1
        for record in records:
            headers = dict(record.headers)
            assert headers["wire-schema"] == b"enriched-record/1"
            assert {"wire-received", "wire-processed"} <= headers.keys()
            provenance = orjson.loads(record.value)["provenance"]
            assert provenance["topic"] == feed.wire_in
        for path in ("/livez", "/readyz"):
            assert orjson.loads(await service.get(path)) == {"ok": True, "problems": []}
        metrics = (await service.get("/metrics")).decode()
        assert f'wire_records_consumed_total{{topic="{feed.wire_in}"}} {float(len(list(samples())))}' in metrics
        assert 'wire_dead_letters_total{reason="malformed"} 1.0' in metrics


async def test_ctrl_c_drains_too_and_leaves_no_process_behind(feed, read_topic) -> None:
    async with running(feed.settings) as service:
        await feed.produce(range(60))
        await read_topic(feed.wire_out, 10, seconds_max=60, quiet_seconds=0.1)
        children = service.children()
        assert await service.stop(signal.SIGINT) == 0
        assert children
        assert not [child for child in children if alive(child)]
