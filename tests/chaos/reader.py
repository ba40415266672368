"""What comes out, as a reader of committed records gets it, by librdkafka: watched as it comes, and counted in the end."""

import hashlib
import json
import threading
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from confluent_kafka import Consumer, KafkaError, Message, TopicPartition

from chaos.load import Place, Produced

READ_SECONDS_MAX = 60.0  # for the next record, or the end of the partition


class Came(NamedTuple):
    """A record that came out: where it stands, of which item it is, and whether it holds that item's text."""

    offset: int
    place: Place
    true: bool = True


def place_of(message: Message) -> Place:
    """Where the item of a record or a dead letter came from."""
    headers = dict(message.headers() or ())
    if "dlq.offset" in headers:
        return int(headers["dlq.partition"]), int(headers["dlq.offset"])
    provenance = json.loads(message.value())["provenance"]
    return provenance["partition"], provenance["offset"]


def holds(message: Message, item: bytes) -> bool:
    """Whether a record has the beginning of its item's text, which is like no other's; a dead letter all bytes, or their hash."""
    headers = dict(message.headers() or ())
    if sha256 := headers.get("dlq.sha256"):
        return sha256.decode() == hashlib.sha256(item).hexdigest()
    if "dlq.reason" in headers:
        return message.value() == item
    beginning = json.loads(item)["text"].partition(".")[0]
    return json.loads(message.value())["bodies"][0]["value"].startswith(f"{beginning}.")


def consumer(bootstrap_servers: str, group: str | None = None, isolation: str = "read_committed") -> Consumer:
    return Consumer(
        {
            "bootstrap.servers": bootstrap_servers,
            "group.id": group or uuid.uuid4().hex,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
            "isolation.level": isolation,
            "enable.partition.eof": True,
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
    altered: Sequence[Place]  # its record holds another item's text

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.out_of_order or self.altered)


def count(bootstrap_servers: str, produced: Mapping[Place, Produced], topics: Sequence[str], evidence: Path) -> Count:
    """Read the output topics from their beginning, each of one partition, and hold them against what was produced.

    What was read is written to ``evidence``, a line a record: topic, offset, time, where its item came from.
    """
    came: dict[str, list[Came]] = {}
    reasons: Counter[str] = Counter()
    with evidence.open("w") as lines:
        for topic in topics:
            came[topic] = []
            for message in everything(bootstrap_servers, topic):
                place = place_of(message)
                true = place in produced and holds(message, produced[place].value)
                came[topic].append(Came(message.offset(), place, true))
                lines.write(json.dumps([topic, message.offset(), message.timestamp()[1], *place]) + "\n")
                if reason := dict(message.headers() or ()).get("dlq.reason"):
                    reasons[reason.decode()] += 1
    return judge(sorted(produced), came, reasons)


def judge(wanted: Sequence[Place], came: Mapping[str, Sequence[Came]], reasons: Mapping[str, int]) -> Count:
    """Each item once, in the order of its input partition within each topic, with its own text.

    Of one that came twice the last copy has to be in order: it is what a reader is left with.
    """
    times = Counter(one.place for many in came.values() for one in many)
    out_of_order = []
    for topic, many in came.items():
        last_copies = {one.place: one.offset for one in many}
        last: dict[int, int] = defaultdict(lambda: -1)
        for at, (partition, offset), _ in many:
            if last_copies[partition, offset] != at:
                continue
            if offset < last[partition]:
                out_of_order.append((topic, (partition, offset)))
            last[partition] = max(offset, last[partition])
    return Count(
        len(wanted),
        len(next(iter(came.values()), ())),
        reasons,
        lost=[place for place in wanted if not times[place]],
        doubled=[place for place in times if times[place] > 1],
        out_of_order=out_of_order,
        altered=[one.place for many in came.values() for one in many if not one.true],
    )


def everything(bootstrap_servers: str, topic: str) -> list[Message]:
    """All committed records of a topic's one partition: to its end, of which the library tells."""
    reading = consumer(bootstrap_servers)
    reading.assign([TopicPartition(topic, 0, 0)])
    messages = []
    try:
        while message := reading.poll(READ_SECONDS_MAX):
            if not message.error():
                messages.append(message)
            elif message.error().code() == KafkaError._PARTITION_EOF:
                return messages
    finally:
        reading.close()
    raise TimeoutError(f"{topic} gave neither a record nor its end within {READ_SECONDS_MAX:.0f} s")


def open_transactions(bootstrap_servers: str, topics: Sequence[str]) -> bool:
    """Whether what is committed ends below what is written: a transaction has neither been committed nor aborted."""
    ends = []
    for isolation in ("read_committed", "read_uncommitted"):
        asking = consumer(bootstrap_servers, isolation=isolation)
        ends.append([asking.get_watermark_offsets(TopicPartition(topic, 0), timeout=30)[1] for topic in topics])
        asking.close()
    return ends[0] != ends[1]
