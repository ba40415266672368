"""What is produced meanwhile: items of three kinds, at a steady pace, by librdkafka; what it acknowledged has to come out."""

import json
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from confluent_kafka import KafkaError, Message, Producer

LARGE_SHARE, MALFORMED_SHARE = 0.004, 0.01
LARGE_CHARACTERS = 30_000  # above what the output topic takes, below what the dead-letter topic takes
LETTERS = "abcdefghijklmnopqrstuvwxyz "

Place = tuple[int, int]  # partition and offset of an item in the input topic


class Produced(NamedTuple):
    """An item that the broker has acknowledged."""

    at: float
    value: bytes


def item(chance: random.Random, number: int) -> bytes:
    """Plain JSON as a producer without a standard writes it; or one whose record is too large; or a broken one."""
    draw = chance.random()
    if draw < MALFORMED_SHARE:
        return b'<?xml version="1.0"?><NewsML><NewsItem>' + str(number).encode()
    words = "".join(chance.choices(LETTERS, k=LARGE_CHARACTERS if draw < MALFORMED_SHARE + LARGE_SHARE else 300))
    story = f"Le conseil municipal a voté mardi le point {number} de son ordre du jour. {words}"
    return json.dumps({"id": f"chaos-{number}", "language": "fr", "text": story}).encode()


@dataclass
class Load:
    """Produces in a thread of its own until it is told to stop."""

    bootstrap_servers: str
    topic: str
    partitions: int
    per_second: float
    seed: int
    produced: dict[Place, Produced] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    seconds: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)
    _noting: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._produce, name="load")
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait until the broker has answered for everything."""
        self._stop.set()
        self._thread.join()

    def so_far(self) -> Mapping[Place, Produced]:
        """A copy of what was produced, to go through while more is."""
        with self._noting:
            return self.produced.copy()

    def _produce(self) -> None:
        chance = random.Random(self.seed)
        settings = {"enable.idempotence": True, "message.timeout.ms": 600_000, "linger.ms": 2, "log_level": 0}
        producer = Producer({"bootstrap.servers": self.bootstrap_servers, **settings})
        number = 0
        began = due = time.monotonic()
        while not self._stop.is_set():
            producer.produce(
                self.topic,
                item(chance, number),
                key=str(number),
                partition=number % self.partitions,
                on_delivery=self._delivered,
            )
            number += 1
            due += chance.expovariate(self.per_second)
            while (left := due - time.monotonic()) > 0:
                producer.poll(left)
        self.seconds = time.monotonic() - began
        if remaining := producer.flush(150):
            self.failed.append(f"{remaining} items were never acknowledged")

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error:
            self.failed.append(str(error))
            return
        with self._noting:
            self.produced[message.partition(), message.offset()] = Produced(time.monotonic(), message.value())
