"""Two workers that both believe a partition is theirs, all the time: what is rare in a whole world is common here."""

import asyncio
from collections import Counter
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


def record(offset: int) -> Outgoing:
    """The output of one input offset; where the topic refuses it, a dead letter goes out in its place."""
    name = str(offset).encode()
    large = offset % LARGE_EVERY == 0
    letter = Outgoing("wire.dlq", b"k", name, ())
    return Outgoing("wire.out", b"k", name + b"." * (1000 if large else 0), (), instead=lambda _: letter)


async def _contend(broker: Broker, sink: ExactlyOnceSink, random: Random) -> None:
    """Claim and publish, whoever else does."""
    while asyncio.get_running_loop().time() < SECONDS:
        try:
            position = await sink.claim(PARTITION) or 0
            for _ in range(random.randint(1, 6)):
                count = random.randint(1, 3)
                await sink.publish(PARTITION, [record(position + place) for place in range(count)], position + count)
                position += count
        except StreamError as error:
            broker.told[str(error).split(":")[-1].strip()] += 1
        await asyncio.sleep(random.choice((0, 0, 0.01, 0.1)))


async def _fight(seed: int, sink_class: type[ExactlyOnceSink]) -> list[str]:
    random = Random(seed)
    broker = Broker(random, Counter(), {"wire.out": 500, "wire.dlq": 500}, batch_records_max=3)
    contenders = []
    for number in range(2):
        chance = Random(f"{seed} {number}")
        network = Network(chance, broker.told)
        network.trouble = random.choice((0.0, 0.02))
        producers = SimulatedProducers(broker, network, chance)
        sink = sink_class(producers, prefix="group", seconds_max=3.0)
        contenders.append(_contend(broker, sink, chance))
    await asyncio.gather(*contenders)
    await asyncio.sleep(10)
    done = broker.committed(PARTITION) or 0
    wanted = {
        "wire.out": [str(offset) for offset in range(done) if offset % LARGE_EVERY],
        "wire.dlq": [str(offset) for offset in range(0, done, LARGE_EVERY)],
    }
    came = {topic: [(output.value or b"").decode() for output in broker.readable(topic)] for topic in wanted}
    return [f"{topic}: {came[topic]} where {wanted[topic]} was due" for topic in wanted if came[topic] != wanted[topic]]


def fight(seed: int, sink_class: type[ExactlyOnceSink] = ExactlyOnceSink) -> list[str]:
    """One duel; what was wrong with what came out."""
    violations: list[str] = run(_fight(seed, sink_class))
    return violations
