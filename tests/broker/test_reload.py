"""SIGHUP to the service as it is deployed, on Apache Kafka: what it reads again holds, and no item notices."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson
from aiokafka import AIOKafkaProducer
from service import Service, on_topics, running

TEXT = "Paris (AFP) - Le directeur de l'Office des ports a inauguré lundi un quai à Lyon.\n\nburs-vt/kpl"
ITEMS_AFTER = 50  # what was to be read again has been
STAFF = '[AFP]\nvt = "{name}"\n'
DESK = "id,type,names\nurn:desk:1,person,Henri Valmont\n"
TOPIC = """
[topics."{topic}"]
language = "{language}"
"""


async def hang_up(service: Service) -> dict:
    """Send SIGHUP, and wait for the line in the log that says what came of it."""
    began = len(service.log)
    service.process.send_signal(signal.SIGHUP)
    async with asyncio.timeout(150):
        while True:
            if told := [line for line in service.log[began:] if "read again" in line["event"]]:
                return told[0]
            await asyncio.sleep(0.05)


async def test_what_sighup_has_read_again_holds_and_a_bad_file_changes_nothing(
    bootstrap_servers: str,
    topics: Callable[..., Awaitable[str]],
    read_topic: Callable[..., Awaitable[list]],
    tmp_path: Path,
) -> None:
    wire_in, wire_out, wire_dlq = await topics("wire.in", 2), await topics("wire.out"), await topics("wire.dlq")
    desk, staff, toml = tmp_path / "desk.csv", tmp_path / "staff.toml", tmp_path / "wire.toml"
    desk.write_text(DESK, encoding="utf-8")
    staff.write_text(STAFF.format(name="Vera Torres"), encoding="utf-8")
    toml.write_text(TOPIC.format(topic=wire_in, language="fr"), encoding="utf-8")
    settings = on_topics(bootstrap_servers, wire_in, wire_out, wire_dlq) | {
        "WIRE_PROCESSES": "2",
        "WIRE_MODELS": ",",  # none: what is read again says enough without them, and is loaded in a tenth of the time
        "WIRE_CONFIG": str(toml),
        "WIRE_STAFF_DIRECTORY": str(staff),
        "WIRE_AUTHORITY_FILES": str(desk),
    }

    reloaded = asyncio.Event()

    async def produce() -> int:
        """One item after another until all is read again, and some more; how many."""
        number, left = 0, ITEMS_AFTER
        async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, enable_idempotence=True) as producer:
            while left:
                value = orjson.dumps({"id": f"item-{number}", "text": TEXT})
                await producer.send(wire_in, value, partition=number % 2)
                await asyncio.sleep(0.03)
                number, left = number + 1, left - reloaded.is_set()
        return number

    async with running(settings) as service:
        producing = asyncio.create_task(produce())
        await read_topic(wire_out, 20, seconds_max=60, quiet_seconds=0.1)
        staff.write_text(STAFF.format(name="Vera Torres-Soler"), encoding="utf-8")
        toml.write_text(TOPIC.format(topic=wire_in, language="fr-CA"), encoding="utf-8")
        line = await hang_up(service)
        assert line["event"] == "read again", service.log
        assert (line["files"], line["topics"]) == ([str(staff), str(desk)], [wire_in])

        staff.write_text(STAFF.format(name="Nobody"), encoding="utf-8")
        desk.write_text("id,type,names\n3,person,Henri Valmont\n", encoding="utf-8")
        line = await hang_up(service)
        assert line["event"] == "not read again: all goes on as before"
        assert f"{desk}, line 2, column id: '3' is no URI" in line["error"]
        metrics = (await service.get("/metrics")).decode()
        assert 'wire_reloads_total{result="ok"} 1.0' in metrics
        assert 'wire_reloads_total{result="failed"} 1.0' in metrics
        assert 'wire_worker_restarts_total{reason="reload"} 2.0' in metrics
        assert await service.problems("/readyz") == []

        reloaded.set()
        count = await producing
        published = await read_topic(wire_out, count, seconds_max=90, quiet_seconds=2)
        assert not service.said("partition broke off")
    records = [orjson.loads(each.value) for each in published]
    numbers = [int(record["uri"].rpartition("-")[2]) for record in records]
    assert sorted(numbers) == list(range(count))
    for partition in range(2):
        of_partition = [number for number in numbers if number % 2 == partition]
        assert of_partition == sorted(of_partition)
    seen = [_said(record) for _, record in sorted(zip(numbers, records, strict=True), key=lambda pair: pair[0])]
    before, after = ("fr", "Vera Torres"), ("fr-CA", "Vera Torres-Soler")
    assert seen[0] == before
    assert seen[-1] == after
    assert set(seen) == {before, after}


def _said(record: dict) -> tuple[str, str]:
    """What the topic's section and the staff directory made of it: the language, and who signs."""
    (signer,) = record["wire"]["signOff"]["people"]
    return record["language"], signer["name"]
