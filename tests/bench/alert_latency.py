"""How long a lone alert takes, from its production to a reader of committed records: exactly once beside at least once.

Both services run side by side on one node of Apache Kafka, with the entity models, and get alerts by turns, so that
whatever else the machine does slows both. Produced and read by librdkafka, not by the worker's own client.
"""

import asyncio
import random
import statistics
import sys
import time
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from confluent_kafka import Consumer, Producer
from rich.console import Console
from rich.table import Table

from worker.kafka.admin import create_topics
from worker.local import LocalKafka

sys.path.insert(0, str(Path(__file__).parents[1] / "broker"))
from service import running

ALERT = (Path(__file__).parents[2] / "worker" / "samples" / "04-urgent.fr.xml").read_bytes()
WARM_UP = 20
PAUSE_SECONDS = (0.1, 0.4)  # between two alerts: each finds the worker idle
ARRIVAL_SECONDS_MAX = 30.0
P50_MS_MAX, P99_MS_MAX = 10.0, 30.0  # by how much exactly once may be slower


@dataclass
class Lane:
    """One service's topics, as its neighbours use them."""

    delivery: str
    producer: Producer
    consumer: Consumer
    wire_in: str
    milliseconds: list[float] = field(default_factory=list)

    def alert(self) -> float:
        """Produce one alert, wait for its record; milliseconds."""
        began = time.perf_counter()
        self.producer.produce(self.wire_in, ALERT)
        record = self.consumer.poll(ARRIVAL_SECONDS_MAX)
        taken = time.perf_counter() - began
        if record is None or record.error():
            raise SystemExit(f"{self.delivery}: no record: {record and record.error()}")
        self.producer.flush()
        return taken * 1000


async def lane_of(life: AsyncExitStack, bootstrap_servers: str, delivery: str) -> Lane:
    """A service of its own, ready, and a reader that stands at the end of its output."""
    run = uuid.uuid4().hex[:6]
    wire_in, wire_out, wire_dlq = names = [f"{end}.{delivery}.{run}" for end in ("in", "out", "dlq")]
    await create_topics(bootstrap_servers, dict.fromkeys(names, 1))
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": f"bench-{delivery}-{run}",
        "WIRE_INPUT_TOPICS": wire_in,
        "WIRE_OUTPUT_TOPIC": wire_out,
        "WIRE_DEAD_LETTER_TOPIC": wire_dlq,
        "WIRE_DELIVERY": delivery,
        "WIRE_PROCESSES": "1",
        "WIRE_VALIDATE": "false",
    }
    await life.enter_async_context(running(settings))
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": f"reader-{run}",
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            "fetch.wait.max.ms": 100,
            "log_level": 0,  # the broker goes before its clients, which would say so
        }
    )
    consumer.subscribe([wire_out])
    producer = Producer({"bootstrap.servers": bootstrap_servers, "linger.ms": 0, "acks": "all", "log_level": 0})
    return Lane(delivery, producer, consumer, wire_in)


async def measure(count: int, seed: int) -> list[Lane]:
    """So many alerts through each, by turns in a random order."""
    chance = random.Random(seed)
    async with AsyncExitStack() as life:
        kafka = LocalKafka()
        await asyncio.to_thread(kafka.__enter__)
        life.push(kafka.__exit__)
        lanes = [
            await lane_of(life, kafka.bootstrap_servers, delivery) for delivery in ("exactly_once", "at_least_once")
        ]
        for number in range(WARM_UP + count):
            for lane in chance.sample(lanes, 2):
                await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
                taken = await asyncio.to_thread(lane.alert)
                if number >= WARM_UP:
                    lane.milliseconds.append(taken)
        for lane in lanes:
            lane.consumer.close()
    return lanes


def main() -> int:
    """Print the table; 1 where exactly once is slower than its bar."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    lanes = asyncio.run(measure(count, seed=11))
    table = Table(
        "lone alert, ms", "p50", "p90", "p99", "max", title=f"{count} alerts each, one node, entity models in between"
    )
    quantiles = {}
    for lane in lanes:
        cut = statistics.quantiles(lane.milliseconds, n=100, method="inclusive")
        quantiles[lane.delivery] = cut[49], cut[98]
        table.add_row(lane.delivery, *(f"{value:.1f}" for value in (cut[49], cut[89], cut[98], max(lane.milliseconds))))
    Console(width=100).print(table)
    p50, p99 = (once - least for once, least in zip(quantiles["exactly_once"], quantiles["at_least_once"], strict=True))
    sys.stdout.write(
        f"exactly once costs {p50:+.1f} ms at p50 (bar {P50_MS_MAX}), {p99:+.1f} ms at p99 (bar {P99_MS_MAX})\n"
    )
    return int(p50 > P50_MS_MAX or p99 > P99_MS_MAX)


if __name__ == "__main__":
    raise SystemExit(main())
