"""One run: a cluster, replicas, a load, faults; then everything heals, comes to rest, and is counted."""

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from confluent_kafka import TopicPartition

from chaos.faults import SESSION_SECONDS, SILENT, Fault, Stage, plan
from chaos.load import Load
from chaos.reader import Count, Watch, consumer, count
from chaos.replicas import Fleet
from worker.kafka.admin import create_topics
from worker.local import LocalKafka

GROUP = "chaos"
IN, OUT, DLQ = "wire.in", "wire.out", "wire.dlq"
PARTITIONS = 6
RECOVERY_SECONDS_MAX = 60.0  # given up after that, and told
REST_SECONDS_MAX = 180.0
BROKER = {
    # As in production, but for how soon a killed node is missed: 9 s there, and this measures the worker.
    "broker.session.timeout.ms": 3000,
    "broker.heartbeat.interval.ms": 500,
    "default.replication.factor": 3,
    "min.insync.replicas": 2,
}


@dataclass(frozen=True)
class Order:
    """What a run is to be."""

    name: str
    kinds: Sequence[Fault]
    faults: int
    per_second: float
    items_min: int
    delivery: str
    seed: int


@dataclass
class Report:
    """What became of it."""

    order: Order
    count: Count
    seconds: float
    problems: Sequence[str]
    left: Mapping[int, int]  # by partition: items that are not committed
    recoveries: Mapping[Fault, Sequence[float]] = field(default_factory=dict)

    def median(self, *, silent: bool) -> float | None:
        """The median recovery after faults that only the session's end tells, or after all others."""
        seconds = [one for fault, many in self.recoveries.items() if (fault in SILENT) == silent for one in many]
        return statistics.median(seconds) if seconds else None

    @property
    def failures(self) -> list[str]:
        """What breaks a bar."""
        failures = [*self.problems]
        if self.count.lost or (self.order.delivery == "exactly_once" and not self.count.clean):
            failures.append("items were lost, doubled or out of order")
        if self.left:
            failures.append(f"not committed: {dict(self.left)}")
        for silent, seconds_max in ((True, SESSION_SECONDS + 5), (False, 5.0)):
            median = self.median(silent=silent)
            if median is not None and median > seconds_max:
                failures.append(f"median recovery {median:.1f} s, above {seconds_max:.0f} s")
        return failures


def conduct(order: Order, logs: Path, say: Callable[[str], None]) -> Report:
    """The whole run."""
    faults = plan(order.kinds, order.faults, order.seed)
    say(f"{order.name}, {order.delivery}, seed {order.seed}: {', '.join(fault.__name__ for fault in faults)}")
    began = time.monotonic()
    with LocalKafka(3, BROKER) as kafka:
        servers = kafka.bootstrap_servers
        asyncio.run(_topics(servers))
        fleet = Fleet(_settings(servers, order.delivery, logs), logs)
        load = Load(servers, IN, PARTITIONS, order.per_second, order.seed)
        watch = Watch(servers, (OUT, DLQ))
        try:
            fleet.start(), fleet.start()
            load.start()
            watch.start()
            _recovered(load, watch, time.monotonic())
            recoveries = _strike(Stage(kafka, fleet, random.Random(order.seed)), faults, load, watch, say)
            while len(load.produced) < order.items_min:
                time.sleep(1)
            load.stop()
            left = _at_rest(servers)
            counted = count(servers, load.produced, (OUT, DLQ))
            for replica in tuple(fleet.running):
                fleet.running.remove(replica)
                fleet.end(replica)
        finally:
            load.stop()
            watch.stop()
            fleet.close()
    return Report(order, counted, time.monotonic() - began, [*fleet.problems, *load.failed], left, recoveries)


async def _topics(servers: str) -> None:
    await create_topics(servers, {IN: PARTITIONS}, replication=3)
    await create_topics(servers, {OUT: 1}, replication=3, configs={"max.message.bytes": "20000"})
    await create_topics(servers, {DLQ: 1}, replication=3)


def _settings(servers: str, delivery: str, logs: Path) -> Mapping[str, str]:
    """No models: it is the stream that is tried, on two processors, and a start takes seconds less."""
    file = logs / "settings.toml"
    file.write_text("[enrich]\nmodels = {}\n")
    return {
        "WIRE_CONFIG": str(file),
        "WIRE_BOOTSTRAP_SERVERS": servers,
        "WIRE_GROUP_ID": GROUP,
        "WIRE_DELIVERY": delivery,
        "WIRE_SESSION_SECONDS": str(SESSION_SECONDS),
        "WIRE_REQUEST_SECONDS_MAX": "10",
        "WIRE_TRANSACTION_SECONDS_MAX": "10",
        "WIRE_PROCESSES": "1",
        "WIRE_HTTP_PORT": "0",
        "WIRE_COMPRESSION": "none",
    }


def _strike(
    stage: Stage, faults: Sequence[Fault], load: Load, watch: Watch, say: Callable[[str], None]
) -> Mapping[Fault, Sequence[float]]:
    """One fault after another, each when the last one is overcome."""
    recoveries: dict[Fault, list[float]] = defaultdict(list)
    for number, fault in enumerate(faults, 1):
        time.sleep(stage.chance.uniform(0.5, 3))
        stage.fleet.watch()
        struck = time.monotonic()
        fault(stage)
        seconds = _recovered(load, watch, struck)
        recoveries[fault].append(seconds)
        say(f"{number:4} {fault.__name__:16} {seconds:5.1f} s   {len(load.produced):6,} items")
    return recoveries


def _recovered(load: Load, watch: Watch, since: float) -> float:
    """Seconds until of every partition an item has come out that was produced after ``since``."""
    while (now := time.monotonic()) < since + RECOVERY_SECONDS_MAX:
        fresh = {place: at for place, at in tuple(load.produced.items()) if at > since}
        came: dict[int, float] = {}
        for place in fresh.keys() & watch.seen.keys():
            came[place[0]] = min(watch.seen[place], came.get(place[0], now))
        if len(came) == PARTITIONS:
            return max(came.values()) - since
        time.sleep(0.05)
    return RECOVERY_SECONDS_MAX


def _at_rest(servers: str) -> Mapping[int, int]:
    """Wait until the group has committed everything, and say what it has not within the bound."""
    asking = consumer(servers, GROUP)
    places = [TopicPartition(IN, number) for number in range(PARTITIONS)]
    deadline = time.monotonic() + REST_SECONDS_MAX
    left: dict[int, int] = {}
    while time.monotonic() < deadline:
        ends = {place.partition: asking.get_watermark_offsets(place, timeout=30)[1] for place in places}
        done = {place.partition: place.offset for place in asking.committed(places, timeout=30)}
        left = {number: ends[number] - max(0, done[number]) for number in ends if ends[number] > max(0, done[number])}
        if not left:
            break
        time.sleep(0.5)
    asking.close()
    return left


def folder() -> Path:
    """Where a run's logs are kept."""
    return Path(tempfile.mkdtemp(prefix="wire-worker-chaos-"))


def say(line: str) -> None:
    """At once, also into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
