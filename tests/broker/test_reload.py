"""SIGHUP to the service as it is deployed, on Apache Kafka: what it reads again holds, and no item notices."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson
from aiokafka import AIOKafkaProducer
from service import Service, running

TEXT = "Paris (AFP) - Le directeur de l'Office des ports, Henri Valmont, a inauguré lundi un quai à Lyon."
ITEMS = 400
RECORDS = "id,type,names\nurn:desk:{number},person,Henri Valmont\n"
TOPIC = """
[topics."{topic}"]
agency = "{agency}"
"""


async def hang_up(service: Service, event: str) -> dict:
    """Send SIGHUP, and wait for the line in the log that says what came of it."""
    told = len(service.said(event))
    service.process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(120):
        while len(service.said(event)) == told:
            await asyncio.sleep(0.05)
    return service.said(event)[-1]


async def test_what_sighup_has_read_again_holds_and_a_bad_file_changes_nothing(
    bootstrap_servers: str,
    topics: Callable[..., Awaitable[str]],
    read_topic: Callable[..., Awaitable[list]],
    tmp_path: Path,
) -> None:
    wire_in, wire_out, wire_dlq = await topics("wire.in", 2), await topics("wire.out"), await topics("wire.dlq")
    desk, toml = tmp_path / "desk.csv", tmp_path / "wire.toml"
    desk.write_text(RECORDS.format(number=1), encoding="utf-8")
    toml.write_text(TOPIC.format(topic=wire_in, agency="AFP"), encoding="utf-8")
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": f"group-of-{wire_in}",
        "WIRE_INPUT_TOPICS": wire_in,
        "WIRE_OUTPUT_TOPIC": wire_out,
        "WIRE_DEAD_LETTER_TOPIC": wire_dlq,
        "WIRE_PROCESSES": "2",
        "WIRE_MODELS": "fr=fr_core_news_md",
        "WIRE_CONFIG": str(toml),
        "WIRE_AUTHORITY_FILES": str(desk),
    }

    async def produce() -> None:
        async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, enable_idempotence=True) as producer:
            for number in range(ITEMS):
                value = orjson.dumps({"id": f"item-{number}", "language": "fr", "text": TEXT})
                await producer.send(wire_in, value, partition=number % 2)
                await asyncio.sleep(0.03)

    async with running(settings) as service:
        producing = asyncio.create_task(produce())
        await read_topic(wire_out, 20, seconds_max=60, quiet_seconds=0.1)
        desk.write_text(RECORDS.format(number=2), encoding="utf-8")
        toml.write_text(TOPIC.format(topic=wire_in, agency="dpa"), encoding="utf-8")
        line = await hang_up(service, "read again")
        assert (line["files"], line["topics"]) == ([str(desk)], [wire_in])

        desk.write_text("id,type,names\n3,person,Henri Valmont\n", encoding="utf-8")
        line = await hang_up(service, "not read again: all goes on as before")
        assert f"{desk}, line 2, column id: '3' is no URI" in line["error"]
        metrics = (await service.get("/metrics")).decode()
        assert 'wire_reloads_total{result="ok"} 1.0' in metrics
        assert 'wire_reloads_total{result="failed"} 1.0' in metrics
        assert 'wire_worker_restarts_total{reason="reload"} 2.0' in metrics
        assert await service.problems("/readyz") == []

        await producing
        records = [
            orjson.loads(each.value) for each in await read_topic(wire_out, ITEMS, seconds_max=90, quiet_seconds=2)
        ]
        assert not service.said("partition broke off")
    numbers = [int(record["uri"].rpartition("-")[2]) for record in records]
    assert sorted(numbers) == list(range(ITEMS))
    for partition in range(2):
        of_partition = [number for number in numbers if number % 2 == partition]
        assert of_partition == sorted(of_partition)
    seen = {number: _ids(record) for number, record in zip(numbers, records, strict=True)}
    assert seen[0] == ("urn:desk:1", "AFP")
    assert seen[ITEMS - 1] == seen[ITEMS - 2] == ("urn:desk:2", "dpa")
    assert set(seen.values()) == {("urn:desk:1", "AFP"), ("urn:desk:2", "dpa")}


def _ids(record: dict) -> tuple[str, str]:
    """The id of the person in it, and the agency."""
    (person,) = [entity for entity in record["entities"] if entity["name"] == "Henri Valmont"]
    return person["id"], record["wire"]["agency"]
