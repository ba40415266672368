"""What is put into a contender's topic, and when it comes out: all at once for the speed, by chance for the latency.

Produced and read by librdkafka, another client than ours, and read committed.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from contenders import ContenderError
from feeds import Feed, Item

PARTITIONS = 4
SILENCE_SECONDS_MAX = 120.0
QUIET = {"log_level": 0}  # the broker goes before its clients, which would say so


@dataclass
class Topics:
    """Both ends of one contender's work."""

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

    def read(self, items: Iterable[Item]) -> list[tuple[str, float]]:
        """The record of each item: its key, and when it was here. One that comes again, as at least once may, is passed over.

        Raises ContenderError where none comes for two minutes.
        """
        awaited = Counter(item.key for item in items)
        found: list[tuple[str, float]] = []
        count = awaited.total()
        heard = time.perf_counter()
        while len(found) < count:
            record = self.consumer.poll(1.0)  # not consume(): that one waits until it has as many as it was asked for
            now = time.perf_counter()
            if record is None:
                self.check()
                if now - heard > SILENCE_SECONDS_MAX:
                    raise ContenderError(
                        f"{self.wire_out}: {len(found):,} of {count:,} records, then none for two minutes"
                    )
                continue
            if record.error():
                raise ContenderError(f"{self.wire_out}: {record.error()}")
            heard = now
            key = record.key().decode()
            if awaited[key]:
                awaited[key] -= 1
                found.append((key, now))
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
        raise ContenderError(f"{group}: {members} members did not come together")

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
    return topics.read(feed.items)[-1][1] - began


@dataclass(frozen=True, slots=True)
class Stream:
    """Items that come one by one, at random moments, into some of the partitions."""

    items: Sequence[Item]
    a_second: float
    partitions: Sequence[int]


def kept_up(topics: Topics, stream: Stream) -> float:
    """Items a second that come out while the stream, which is more than can be worked, comes in: the full load of its kind.

    It is less than of a burst, which costs a broker on the same cores next to nothing.
    """
    sent, arrivals = _one_by_one(topics, [stream])
    began, ended = min(sent.values()), max(sent.values())
    return sum(arrived <= ended for arrived in arrivals.values()) / (ended - began)


def latencies(topics: Topics, streams: Sequence[Stream]) -> list[float]:
    """How long each item of the first stream took, milliseconds from its record's timestamp to a reader.

    Of its second half: in the first one, all get used to that load. The other streams are what comes beside it.
    """
    sent, arrivals = _one_by_one(topics, streams)
    measured = streams[0].items[len(streams[0].items) // 2 :]
    return [1000 * (arrivals[item.key] - sent[item.key]) for item in measured]


def _one_by_one(topics: Topics, streams: Sequence[Stream]) -> tuple[dict[str, float], dict[str, float]]:
    """When each item was sent, and when it was here."""
    chance = random.Random(len(streams))
    due: list[tuple[float, Item, int]] = []
    for stream in streams:
        moment = 0.0
        for item in stream.items:
            moment += chance.expovariate(stream.a_second)
            due.append((moment, item, chance.choice(stream.partitions)))
    due.sort(key=lambda one: one[0])
    values = [item.value() for _, item, _ in due]
    sent: dict[str, float] = {}
    with ThreadPoolExecutor(1) as reader:
        arrived = reader.submit(topics.read, [item for _, item, _ in due])
        began = time.perf_counter()
        for (moment, item, partition), value in zip(due, values, strict=True):
            time.sleep(max(0.0, began + moment - time.perf_counter()))
            sent[item.key] = time.perf_counter()
            topics.put(item, value, partition)
            topics.producer.poll(0)
    return sent, dict(arrived.result())
