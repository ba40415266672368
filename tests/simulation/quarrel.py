"""Two workers of one group whose partitions change hands all the time, and who share transactions: what is rare in a whole
world is common here."""

import asyncio
from collections import Counter, defaultdict
from random import Random

from simulation.broker import Broker
from simulation.loop import run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.errors import StreamError
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.ports import Member, Outgoing, Partition

PARTITIONS = [Partition("wire.in", number) for number in range(4)]
SECONDS = 30.0


class Worker:
    """It hears of a new deal late, and until then goes on with what it had."""

    def __init__(self, name: str, broker: Broker, random: Random, sink_class: type[ExactlyOnceSink]) -> None:
        self._name = name
        self._random = random
        network = Network(random, broker.told)
        network.trouble = random.choice((0.0, 0.02, 0.2))
        producers = SimulatedProducers(broker, network, random)
        self._sink = sink_class(producers, self._member, prefix="group", seconds_max=random.choice((0.5, 3.0)))
        self._turn = asyncio.Lock()
        self._generation = 0
        self._lanes: dict[Partition, asyncio.Task[None]] = {}

    def _member(self, partition: Partition) -> Member:
        if partition not in self._lanes:
            raise StreamError(f"{partition} is not assigned")
        return Member(self._generation, self._name, None)

    async def hear(self, generation: int, partitions: list[Partition]) -> None:
        """Let go of what was ours, and work what is."""
        await asyncio.sleep(self._random.choice((0, 0.1, 1)))
        async with self._turn:
            if generation > self._generation:
                await self.end()
                self._generation = generation
                self._lanes = {partition: asyncio.create_task(self._work(partition)) for partition in partitions}

    async def end(self) -> None:
        """Whatever the lanes are at."""
        lanes, self._lanes = self._lanes, {}
        for lane in lanes.values():
            lane.cancel()
        await asyncio.gather(*lanes.values(), return_exceptions=True)
        for partition in lanes:
            self._sink.release(partition)

    async def _work(self, partition: Partition) -> None:
        while True:
            try:
                position = await self._sink.claim(partition) or 0
                while True:
                    count = self._random.randint(1, 3)
                    names = [f"{partition.number} {position + place}".encode() for place in range(count)]
                    outgoing = [Outgoing("wire.out", b"key", name, ()) for name in names]
                    await self._sink.publish(partition, outgoing, position + count)
                    position += count
                    await asyncio.sleep(self._random.choice((0, 0, 0.01)))
            except StreamError:
                await asyncio.sleep(self._random.choice((0, 0.1, 5)))


async def _quarrel(seed: int, sink_class: type[ExactlyOnceSink]) -> list[str]:
    random = Random(seed)
    broker = Broker(random, Counter(), {"wire.out": 5_000}, batch_records_max=30)
    workers = [Worker(f"worker {number}", broker, Random(f"{seed} {number}"), sink_class) for number in range(2)]
    hearing = []
    generation = 0
    while asyncio.get_running_loop().time() < SECONDS:
        generation += 1
        deal: dict[Worker, list[Partition]] = defaultdict(list)
        for partition in PARTITIONS:
            deal[random.choice(workers)].append(partition)
        broker.is_member = lambda member, now=generation: member.generation == now
        hearing += [asyncio.create_task(worker.hear(generation, deal[worker])) for worker in workers]
        await asyncio.sleep(random.choice((0.5, 2, 15)))
    await asyncio.gather(*hearing)
    await asyncio.gather(*(worker.end() for worker in workers))
    await asyncio.sleep(30)
    came = [output.value or b"" for output in broker.readable("wire.out")]
    violations = []
    for partition in PARTITIONS:
        due = [f"{partition.number} {offset}".encode() for offset in range(broker.committed(partition) or 0)]
        theirs = [value for value in came if value.startswith(b"%d " % partition.number)]
        if theirs != due:
            violations.append(f"{partition.number}: {Counter(theirs) - Counter(due)} too many of {len(due)}")
    return violations


def quarrel(seed: int, sink_class: type[ExactlyOnceSink] = ExactlyOnceSink) -> list[str]:
    """One quarrel; what was wrong with what came out."""
    violations: list[str] = run(_quarrel(seed, sink_class))
    return violations
