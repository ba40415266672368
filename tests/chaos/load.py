"""What is produced meanwhile: items of three kinds, at a steady pace, by librdkafka; what it acknowledged has to come out."""

import json
import random
import threading
import time
from dataclasses import dataclass, field

from confluent_kafka import KafkaError, Message, Producer

LARGE_SHARE, MALFORMED_SHARE = 0.004, 0.01
LARGE_CHARACTERS = 30_000  # above what the output topic takes, below what the dead-letter topic takes


def item(chance: random.Random, number: int) -> bytes:
    """Plain JSON as a producer without a standard writes it; or one whose record is too large; or a broken one."""
    draw = chance.random()
    if draw < MALFORMED_SHARE:
        return b'<?xml version="1.0"?><NewsML><NewsItem>' + str(number).encode()
    words = "".join(
        chance.choices(
            "abcdefghijklmnopqrstuvwxyz ", k=LARGE_CHARACTERS if draw < MALFORMED_SHARE + LARGE_SHARE else 300
        )
    )
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
    produced: dict[tuple[int, int], float] = field(
        default_factory=dict
    )  # partition and offset: when it was acknowledged
    failed: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._produce, name="load")
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait until the broker has answered for everything."""
        self._stop.set()
        self._thread.join()

    def _produce(self) -> None:
        chance = random.Random(self.seed)
        producer = Producer(
            {
                "bootstrap.servers": self.bootstrap_servers,
                "enable.idempotence": True,
                "message.timeout.ms": 120_000,
                "linger.ms": 2,
                "log_level": 0,
            }
        )
        number = 0
        due = time.monotonic()
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
        if remaining := producer.flush(150):
            self.failed.append(f"{remaining} items were never acknowledged")

    def _delivered(self, error: KafkaError | None, message: Message) -> None:
        if error:
            self.failed.append(str(error))
        else:
            self.produced[message.partition(), message.offset()] = time.monotonic()
