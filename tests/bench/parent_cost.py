"""What a message costs the parent: processor time of the process that polls, hands out, publishes and commits.

The real service with two children on one node of Apache Kafka, in either mode of delivery, works off a backlog of mixed
lengths in which no paragraph comes twice. Its children's time is shown beside, and is no part of the bar.
"""

import asyncio
import os
import random
import re
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from confluent_kafka import Consumer, Producer
from lxml import etree
from rich.console import Console
from rich.table import Table

from worker.kafka.admin import create_topics
from worker.local import LocalKafka

sys.path.insert(0, str(Path(__file__).parents[1] / "broker"))
from service import Service, running

ROOT = Path(__file__).parents[2]

SAMPLE = ROOT / "worker" / "samples" / "05-lead.fr.xml"
GOLD = ROOT / "tests" / "data" / "gold"
PARTITIONS = 4
CHILDREN = 2
WARM_UP = 400
SENTENCES = {1: 4, 4: 3, 12: 2, 28: 1}  # an alert, a brief, a story, a feature of 600 words, and how often each comes
ARRIVAL_SECONDS_MAX = 60.0
MICROSECONDS_MAX = 150.0


def items_of(count: int, seed: int) -> list[bytes]:
    """NewsML items of our own sentences, drawn anew for each, two a paragraph."""
    chance = random.Random(seed)
    texts = [plain(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.fr.txt"))]
    lines = [line for text in texts for line in text.splitlines() if len(line.split()) > 12]
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.!?»]) (?=[A-ZÉÀ«])", line)]
    sample = SAMPLE.read_bytes()
    items = []
    for length in chance.choices([*SENTENCES], [*SENTENCES.values()], k=count):
        root = etree.fromstring(sample)
        body = next(root.iter("body.content"))
        first, *others, sign_off = body
        for paragraph in others:
            body.remove(paragraph)
        drawn = chance.sample(sentences, length)
        first.text = f"Kourou, 18 mars 2026 (AFP) - {drawn[0]}"
        for place in range(1, length, 2):
            paragraph = etree.Element("p")
            paragraph.text = " ".join(drawn[place : place + 2])
            sign_off.addprevious(paragraph)
        items.append(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return items


def plain(annotated: str) -> str:
    """A gold text as an agency would send it: ``[[ORG:Airbus]]`` is Airbus."""
    return re.sub(r"\[\[[A-Z]+:([^]#]*)[^]]*\]\]", r"\1", annotated)


def processor_seconds(pid: int) -> float:
    """What a process has used so far, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def used(service: Service) -> tuple[float, float]:
    """The parent's seconds, and its children's."""
    return processor_seconds(service.process.pid), sum(map(processor_seconds, service.children()))


def work_off(producer: Producer, consumer: Consumer, topic: str, items: Sequence[bytes]) -> None:
    """Produce all of it at once, and return when as many records have come out."""
    for number, item in enumerate(items):
        producer.produce(topic, item, key=str(number).encode(), partition=number % PARTITIONS)
    producer.flush()
    missing = len(items)
    while missing:
        records = consumer.consume(min(500, missing), ARRIVAL_SECONDS_MAX)
        if not records or any(record.error() for record in records):
            raise SystemExit(f"{topic}: {missing} records have not come")
        missing -= len(records)


async def measure(
    kafka: LocalKafka, delivery: str, items: Sequence[bytes], before: Sequence[str] = (), **further: str
) -> tuple[float, float]:
    """Microseconds a message: the parent's and the children's."""
    run = uuid.uuid4().hex[:6]
    topic, out, letters = names = [f"{end}.{delivery}.{run}" for end in ("in", "out", "dlq")]
    await create_topics(kafka.bootstrap_servers, dict.fromkeys(names, PARTITIONS))
    settings: Mapping[str, str] = {
        "WIRE_BOOTSTRAP_SERVERS": kafka.bootstrap_servers,
        "WIRE_GROUP_ID": f"bench-{run}",
        "WIRE_INPUT_TOPICS": topic,
        "WIRE_OUTPUT_TOPIC": out,
        "WIRE_DEAD_LETTER_TOPIC": letters,
        "WIRE_DELIVERY": delivery,
        "WIRE_PROCESSES": str(CHILDREN),
        "WIRE_VALIDATE": "false",
        **further,
    }
    reading = {"group.id": run, "auto.offset.reset": "earliest", "isolation.level": "read_committed", "log_level": 0}
    consumer = Consumer({"bootstrap.servers": kafka.bootstrap_servers, **reading})
    consumer.subscribe([out, letters])
    producer = Producer({"bootstrap.servers": kafka.bootstrap_servers, "log_level": 0})
    async with running(settings, *before) as service:
        await asyncio.to_thread(work_off, producer, consumer, topic, items[:WARM_UP])
        began = used(service)
        await asyncio.to_thread(work_off, producer, consumer, topic, items[WARM_UP:])
        taken = [after - before for before, after in zip(began, used(service), strict=True)]
    consumer.close()
    parent, children = (seconds / (len(items) - WARM_UP) * 1e6 for seconds in taken)
    return parent, children


def main() -> int:
    """Print the table; 1 where the parent is above its bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    items = items_of(WARM_UP + count, seed=11)
    size_bytes = sum(map(len, items)) // len(items)
    table = Table(
        "µs a message", "parent", "bar", "children", title=f"{count} messages of {size_bytes} bytes on average"
    )
    with LocalKafka() as kafka:
        costs = {mode: asyncio.run(measure(kafka, mode, items)) for mode in ("exactly_once", "at_least_once")}
    for mode, (parent, children) in costs.items():
        table.add_row(mode, f"{parent:.0f}", f"{MICROSECONDS_MAX:.0f}", f"{children:.0f}")
    Console(width=100).print(table)
    return int(max(parent for parent, _ in costs.values()) > MICROSECONDS_MAX)


if __name__ == "__main__":
    raise SystemExit(main())
