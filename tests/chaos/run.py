"""One run: a cluster, replicas, a load, faults; then everything heals, comes to rest, and is counted."""

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient

from chaos.faults import (
    AMID_SECONDS_MAX,
    BROKER_SESSION_SECONDS,
    KILLS,
    NODES,
    OF_A_BROKER,
    SESSION_SECONDS,
    Blow,
    Fault,
    Stage,
    outage,
    plan,
)
from chaos.load import Load
from chaos.reader import Count, Watch, consumer, count, open_transactions
from chaos.replicas import Fleet, command
from worker.kafka.admin import create_topics
from worker.local import LocalKafka

GROUP = "chaos"
IN, OUT, DLQ = "wire.in", "wire.out", "wire.dlq"
PARTITIONS = 6
RECOVERY_SECONDS_MAX = 120.0  # given up after that, and a failure
WHOLE_SECONDS_MAX = 120.0
POLL_SECONDS = 0.1
REST_SECONDS_MAX = 180.0
BROKER = {
    # As in production, but for how soon a killed node is missed: 9 s there, and this measures the worker.
    "broker.session.timeout.ms": int(BROKER_SESSION_SECONDS * 1000),
    "broker.heartbeat.interval.ms": 500,
    "default.replication.factor": NODES,
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
    per_second_min: float = 0.0
    mutant: str | None = None


@dataclass(frozen=True)
class Recovery:
    """After one blow."""

    blow: Blow
    struck: float
    over: float
    flowed: float  # when each partition was claimed once, and gave out what was produced after the blow
    well: float  # when all replicas were ready, too, those that have just been started
    wait_seconds: float = 0.0  # the longest that an item had to wait which was produced meanwhile

    @property
    def name(self) -> str:
        return " + ".join(fault.__name__ for fault in self.blow)

    @property
    def seconds(self) -> float:
        """Until everything flowed again: from the blow where it killed a replica, else from the blow's end."""
        return self.flowed - (self.struck if self.killed else self.over)

    @property
    def killed(self) -> bool:
        """A replica was killed, which the others miss only when its session has run out."""
        return not KILLS.isdisjoint(self.blow)


@dataclass
class Report:
    """What became of it."""

    order: Order
    count: Count
    seconds: float
    per_second: float
    problems: Sequence[str]
    left: Mapping[int, int]  # by partition: items that are not committed
    recoveries: Sequence[Recovery] = field(default_factory=list)

    def median(self, *, killed: bool) -> float | None:
        """The median recovery after a replica was killed, or after all other faults but an outage of everything."""
        seconds = [one.seconds for one in self._after(killed=killed)]
        return statistics.median(seconds) if seconds else None

    def median_wait(self, *, killed: bool) -> float | None:
        """The median of the longest waits of an item, after the same."""
        seconds = [one.wait_seconds for one in self._after(killed=killed)]
        return statistics.median(seconds) if seconds else None

    def _after(self, *, killed: bool) -> list[Recovery]:
        return [one for one in self.recoveries if one.killed == killed and outage not in one.blow]

    @property
    def violated(self) -> bool:
        """The promise of delivery is broken."""
        return bool(self.count.lost or self.count.altered) or (
            self.order.delivery == "exactly_once" and not self.count.clean
        )

    @property
    def failures(self) -> list[str]:
        """What breaks a bar."""
        failures = [*self.problems]
        if self.violated:
            failures.append("items were lost, doubled, altered or out of order")
        if self.left:
            failures.append(f"not committed: {dict(self.left)}")
        if self.per_second < self.order.per_second_min:
            failures.append(f"{self.per_second:.1f} items a second, below {self.order.per_second_min:.0f}")
        if never := [one.name for one in self.recoveries if one.well - one.over >= RECOVERY_SECONDS_MAX]:
            failures.append(f"not recovered within {RECOVERY_SECONDS_MAX:.0f} s: {never}")
        for killed, seconds_max in ((True, SESSION_SECONDS + 5), (False, 5.0)):
            median = self.median(killed=killed)
            if median is not None and median > seconds_max:
                failures.append(f"median recovery {median:.1f} s, above {seconds_max:.0f} s")
            if (wait := self.median_wait(killed=killed)) is not None and wait > seconds_max:
                failures.append(f"median of the longest waits {wait:.1f} s, above {seconds_max:.0f} s")
        return failures


def conduct(order: Order, logs: Path, say: Callable[[str], None]) -> Report:
    """The whole run; its logs, and what it read in the end, are left in ``logs``."""
    chance = random.Random(order.seed)
    blows = plan(order.kinds, order.faults, chance)
    say(
        f"{order.name}, {order.delivery}, seed {order.seed}: {order.faults} faults in {len(blows)} blows; logs in {logs}"
    )
    began = time.monotonic()
    with LocalKafka(NODES, BROKER) as kafka:
        servers = kafka.bootstrap_servers
        asyncio.run(_topics(servers))
        fleet = Fleet(command(order.mutant), _settings(servers, order.delivery, logs), logs)
        load = Load(servers, IN, PARTITIONS, order.per_second, order.seed)
        watch = Watch(servers, (OUT, DLQ))
        load.start()
        watch.start()
        try:
            fleet.start(), fleet.start()
            _flows(fleet, load, watch, time.monotonic(), ready=True)
            struck = [_strike(Stage(kafka, fleet, chance), blow, load, watch, say) for blow in blows]
            while len(load.produced) < order.items_min:
                time.sleep(1)
            load.stop()
            left = _at_rest(servers)
            counted = count(servers, load.produced, (OUT, DLQ), logs / "records.jsonl")
            for replica in tuple(fleet.running):
                fleet.running.remove(replica)
                fleet.end(replica)
        finally:
            load.stop()
            watch.stop()
            fleet.close()
    recoveries = [_with_wait(one, load, watch) for one in struck]
    problems = [*fleet.problems, *load.failed]
    per_second = len(load.produced) / load.seconds
    return Report(order, counted, time.monotonic() - began, per_second, problems, left, recoveries)


async def _topics(servers: str) -> None:
    await create_topics(servers, {IN: PARTITIONS}, replication=NODES)
    await create_topics(servers, {OUT: 1}, replication=NODES, configs={"max.message.bytes": "20000"})
    await create_topics(servers, {DLQ: 1}, replication=NODES)


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
        "WIRE_LOG_FORMAT": "json",
        "WIRE_COMPRESSION": "none",
    }


def _strike(stage: Stage, blow: Blow, load: Load, watch: Watch, say: Callable[[str], None]) -> Recovery:
    """One blow, once the last one is overcome; the broker's fault, where there are two, strikes amid the replica's."""
    time.sleep(stage.chance.uniform(0.5, 3))
    if not OF_A_BROKER.isdisjoint(blow):
        _until_whole(stage.kafka.bootstrap_servers)
    struck = time.monotonic()
    with ThreadPoolExecutor() as threads:
        striking = []
        for fault in blow:
            striking.append(threads.submit(fault, stage))
            if len(blow) > 1:
                time.sleep(stage.chance.uniform(0, AMID_SECONDS_MAX))
    for fault_done in striking:
        fault_done.result()
    over = time.monotonic()
    flowed = _flows(stage.fleet, load, watch, over)
    recovery = Recovery(blow, struck, over, flowed, _flows(stage.fleet, load, watch, over, ready=True))
    say(f"{recovery.well - struck:6.1f} s {recovery.name:32} recovered {recovery.seconds:5.1f} s")
    return recovery


def _until_whole(servers: str) -> None:
    """Wait until every partition has all its replicas in step: of what has two left, one more may not be taken."""
    admin = AdminClient({"bootstrap.servers": servers, "log_level": 0})
    deadline = time.monotonic() + WHOLE_SECONDS_MAX
    while time.monotonic() < deadline:
        topics = admin.list_topics(timeout=30).topics.values()
        if all(len(partition.isrs) == NODES for topic in topics for partition in topic.partitions.values()):
            return
        time.sleep(0.2)
    raise TimeoutError(f"some partition lacks a replica after {WHOLE_SECONDS_MAX:.0f} s")


def _flows(fleet: Fleet, load: Load, watch: Watch, over: float, *, ready: bool = False) -> float:
    """When each partition was claimed by one replica, and an item out of it that was produced after what was over then.

    ``ready``: and when every replica was ready besides. Given up after RECOVERY_SECONDS_MAX.
    """
    while (now := time.monotonic()) < over + RECOVERY_SECONDS_MAX:
        fleet.watch()
        if fleet.claimed() == PARTITIONS and (not ready or fleet.is_ready()):
            fresh = (place for place, item in load.so_far().items() if item.at > over)
            if len({place[0] for place in fresh if place in watch.seen}) == PARTITIONS:
                return now
        time.sleep(POLL_SECONDS)
    return now


def _with_wait(recovery: Recovery, load: Load, watch: Watch) -> Recovery:
    waits: Iterable[float] = (
        watch.seen[place] - item.at
        for place, item in load.produced.items()
        if recovery.struck <= item.at <= recovery.well and place in watch.seen
    )
    return replace(recovery, wait_seconds=max(waits, default=0.0))


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
        if not left and not open_transactions(servers, (OUT, DLQ)):
            break
        time.sleep(0.5)
    asking.close()
    return left


def say(line: str) -> None:
    """At once, also into a file."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
