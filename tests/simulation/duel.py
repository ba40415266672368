"""Two workers that both believe a partition is theirs, all the time: what is rare in a whole world is common here."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from simulation.broker import Broker
from simulation.loop import run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.errors import StreamError
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Outgoing, Partition

PARTITION = Partition("wire.in", 0)
SECONDS = 20.0
LARGE_EVERY = 5  # every fifth record is refused by the output topic
LARGE = b"." * 3000


@dataclass(frozen=True)
class Field:
    """What is fought for, and where it shows who had it."""

    partition: Partition
    output_topic: str
    dead_letter_topic: str

    def record(self, offset: int) -> Outgoing:
        """The output of one input offset; where the topic refuses it, a dead letter goes out in its place."""
        name = str(offset).encode()
        letter = Outgoing(self.dead_letter_topic, b"k", name, ())
        value = name if offset % LARGE_EVERY else name + LARGE
        return Outgoing(self.output_topic, b"k", value, (), instead=lambda _: letter)

    def due(self, committed: int) -> Mapping[str, list[bytes]]:
        """What has to be in the topics."""
        names = {offset: str(offset).encode() for offset in range(committed)}
        return {
            self.output_topic: [name for offset, name in names.items() if offset % LARGE_EVERY],
            self.dead_letter_topic: [name for offset, name in names.items() if offset % LARGE_EVERY == 0],
        }


async def contend(field: Field, sink: ExactlyOnceSink, random: Random, told: Counter[str], seconds: float) -> None:
    """Claim and publish, whoever else does."""
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        try:
            position = await sink.claim(field.partition) or 0
            for _ in range(random.randint(1, 6)):
                count = random.randint(1, 3)
                outgoing = [field.record(position + place) for place in range(count)]
                await sink.publish(field.partition, outgoing, position + count)
                position += count
        except StreamError as error:
            told[str(error).split(":")[-1].strip()] += 1
        await asyncio.sleep(random.choice((0, 0, 0.01, 0.1)))


async def _fight(seed: int, sink_class: type[ExactlyOnceSink]) -> list[str]:
    random = Random(seed)
    field = Field(PARTITION, "wire.out", "wire.dlq")
    broker = Broker(random, Counter(), {"wire.out": 500, "wire.dlq": 500}, batch_records_max=3)
    contenders = []
    for number in range(2):
        chance = Random(f"{seed} {number}")
        network = Network(chance, broker.told)
        network.trouble = random.choice((0.0, 0.02))
        producers = SimulatedProducers(broker, network, chance)
        sink = sink_class(producers, lambda _: None, prefix="group", seconds_max=3.0)
        contenders.append(contend(field, sink, chance, broker.told, SECONDS))
    await asyncio.gather(*contenders)
    await asyncio.sleep(10)
    due = field.due(broker.committed(PARTITION) or 0)
    came = {topic: [output.value for output in broker.readable(topic)] for topic in due}
    return [f"{topic}: {came[topic]} where {due[topic]} was due" for topic in due if came[topic] != due[topic]]


def fight(seed: int, sink_class: type[ExactlyOnceSink] = ExactlyOnceSink) -> list[str]:
    """One duel; what was wrong with what came out."""
    violations: list[str] = run(_fight(seed, sink_class))
    return violations
