"""What is put into a contender's topic, and when it comes out: all at once for the speed, by chance for the latency.

Produced and read by librdkafka, another client than ours, and read committed.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from feeds import Feed, Item

PARTITIONS = 4
SILENCE_SECONDS_MAX = 120.0
QUIET = {"log_level": 0}  # the broker goes before its clients, which would say so


@dataclass
class Topics:
    """Both ends of one contender's work, with what was read and not yet asked for."""

    bootstrap: str
    wire_in: str
    wire_out: str
    check: Callable[[], None]
    producer: Producer = field(init=False)
    consumer: Consumer = field(init=False)

    def __post_init__(self) -> None:
        self.producer = Producer(
            {"bootstrap.servers": self.bootstrap, "linger.ms": 0, "queue.buffering.max.kbytes": 1_000_000, **QUIET}
        )
        self.consumer = Consumer(
            {
                "bootstrap.servers": self.bootstrap,
                "group.id": f"reader-{self.wire_out}",
                "isolation.level": "read_committed",
                "enable.auto.commit": False,
                "fetch.wait.max.ms": 100,
                **QUIET,
            }
        )
        self.consumer.assign([TopicPartition(self.wire_out, number, 0) for number in range(PARTITIONS)])

    def put(self, item: Item, value: bytes, partition: int) -> None:
        self.producer.produce(self.wire_in, value, key=item.key, partition=partition)

    def read(self, count: int) -> list[tuple[str, float]]:
        """So many records: their keys, and when they were here. Raises SystemExit where none comes for two minutes."""
        found: list[tuple[str, float]] = []
        heard = time.perf_counter()
        while len(found) < count:
            record = self.consumer.poll(1.0)  # not consume(): that one waits until it has as many as it was asked for
            now = time.perf_counter()
            if record is not None:
                if record.error():
                    raise SystemExit(f"{self.wire_out}: {record.error()}")
                found.append((record.key().decode(), now))
                heard = now
                continue
            self.check()
            if now - heard > SILENCE_SECONDS_MAX:
                raise SystemExit(f"{self.wire_out}: {len(found):,} of {count:,} records, then none for two minutes")
        return found

    def joined(self, group: str, members: int) -> None:
        """Wait until the group is whole and at rest: else the first member has all partitions for a while."""
        admin = AdminClient({"bootstrap.servers": self.bootstrap, **QUIET})
        deadline = time.monotonic() + SILENCE_SECONDS_MAX
        while time.monotonic() < deadline:
            told = admin.describe_consumer_groups([group])[group].result()
            if told.state.name == "STABLE" and len(told.members) == members:
                return
            self.check()
            time.sleep(0.2)
        raise SystemExit(f"{group}: {members} members did not come together")

    def close(self) -> None:
        self.producer.flush(10)
        self.consumer.close()


def burst(topics: Topics, feed: Feed) -> float:
    """All items at once, those of a key in one partition; seconds until the last record was there."""
    partitions = {key: number % PARTITIONS for number, key in enumerate(dict.fromkeys(item.key for item in feed.items))}
    values = [item.value() for item in feed.items]
    began = time.perf_counter()
    for item, value in zip(feed.items, values, strict=True):
        topics.put(item, value, partitions[item.key])
        topics.producer.poll(0)
    return topics.read(len(feed.items))[-1][1] - began


@dataclass(frozen=True, slots=True)
class Stream:
    """Items that come one by one, at random moments, into some of the partitions."""

    items: Sequence[Item]
    a_second: float
    partitions: Sequence[int]


def latencies(topics: Topics, streams: Sequence[Stream], seed: int) -> list[dict[str, float]]:
    """How long each item of each stream took, milliseconds by key, from its record's timestamp to a reader."""
    chance = random.Random(seed)
    due: list[tuple[float, int, Item, int]] = []
    for number, stream in enumerate(streams):
        moment = 0.0
        for item in stream.items:
            moment += chance.expovariate(stream.a_second)
            due.append((moment, number, item, chance.choice(list(stream.partitions))))
    due.sort(key=lambda one: one[0])
    values = [item.value() for _, _, item, _ in due]
    sent: dict[str, float] = {}
    arrived: list[tuple[str, float]] = []
    reader = threading.Thread(target=lambda: arrived.extend(topics.read(len(due))), daemon=True)
    reader.start()
    began = time.perf_counter()
    for (moment, _, item, partition), value in zip(due, values, strict=True):
        time.sleep(max(0.0, began + moment - time.perf_counter()))
        sent[item.key] = time.perf_counter()
        topics.put(item, value, partition)
        topics.producer.poll(0)
    reader.join()
    if len(arrived) < len(due):
        raise SystemExit(f"{topics.wire_out}: {len(arrived):,} of {len(due):,} records came")
    took = {key: 1000 * (moment - sent[key]) for key, moment in arrived}
    return [
        {item.key: took[item.key] for _, number, item, _ in due if number == stream} for stream in range(len(streams))
    ]
