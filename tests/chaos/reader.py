"""What comes out, as a reader of committed records gets it, by librdkafka: watched as it comes, and counted in the end."""

import json
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from confluent_kafka import Consumer, Message, TopicPartition

Place = tuple[int, int]  # partition and offset of an item in the input topic


def place_of(message: Message) -> Place:
    """Where the item of a record or a dead letter came from."""
    headers = dict(message.headers() or ())
    if "dlq.offset" in headers:
        return int(headers["dlq.partition"]), int(headers["dlq.offset"])
    provenance = json.loads(message.value())["provenance"]
    return provenance["partition"], provenance["offset"]


def consumer(bootstrap_servers: str, group: str | None = None) -> Consumer:
    return Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": group or uuid.uuid4().hex,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "isolation.level": "read_committed",
            "log_level": 0,
        }
    )


@dataclass
class Watch:
    """Follows the output topics in a thread of its own, and notes when each item's output was first seen."""

    bootstrap_servers: str
    topics: Sequence[str]
    seen: dict[Place, float] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._follow, name="watch")
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _follow(self) -> None:
        reading = consumer(self.bootstrap_servers)
        reading.assign([TopicPartition(topic, 0, 0) for topic in self.topics])
        while not self._stop.is_set():
            message = reading.poll(0.2)
            if message is not None and not message.error():
                self.seen.setdefault(place_of(message), time.monotonic())
        reading.close()


@dataclass(frozen=True)
class Count:
    """What is wrong with what came out."""

    items: int
    records: int
    letters: Mapping[str, int]  # by reason
    lost: Sequence[Place]
    doubled: Sequence[Place]
    out_of_order: Sequence[tuple[str, Place]]

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order)


def count(bootstrap_servers: str, produced: Iterable[Place], topics: Sequence[str]) -> Count:
    """Read the output topics from their beginning, each of one partition, and hold them against what was produced."""
    wanted = sorted(produced)
    came: dict[str, list[Place]] = {}
    reasons: Counter[str] = Counter()
    for topic in topics:
        messages = everything(bootstrap_servers, topic)
        came[topic] = [place_of(message) for message in messages]
        reasons.update(dict(message.headers())["dlq.reason"].decode() for message in messages if topic == topics[1])
    return judge(wanted, came, reasons)


def judge(wanted: Sequence[Place], came: Mapping[str, Sequence[Place]], reasons: Counter[str]) -> Count:
    """Each item once, in the order of its input partition within each topic."""
    times = Counter(place for places in came.values() for place in places)
    out_of_order = []
    for topic, places in came.items():
        last: dict[int, int] = defaultdict(lambda: -1)
        for partition, offset in places:
            if offset <= last[partition] and times[partition, offset] == 1:
                out_of_order.append((topic, (partition, offset)))
            last[partition] = max(offset, last[partition])
    records = len(next(iter(came.values()), ()))
    lost = [place for place in wanted if not times[place]]
    doubled = [place for place in times if times[place] > 1]
    return Count(len(wanted), records, reasons, lost, doubled, out_of_order)


def everything(bootstrap_servers: str, topic: str) -> list[Message]:
    """All committed records of a topic's one partition."""
    reading = consumer(bootstrap_servers)
    _, end = reading.get_watermark_offsets(TopicPartition(topic, 0), timeout=30)
    reading.assign([TopicPartition(topic, 0, 0)])
    messages = []
    while reading.position([TopicPartition(topic, 0)])[0].offset < end:
        message = reading.poll(10)
        if message is None:
            # Behind the last record there may be markers only, over which the position moves with the next fetch.
            break
        if not message.error():
            messages.append(message)
    reading.close()
    return messages
