"""One schedule: replicas of the real runner over the simulated broker, faults at any step, and what a reader has in the end."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from simulation import items
from simulation.broker import Broker
from simulation.group import Group, SimulatedSource
from simulation.loop import VirtualClock, run
from simulation.network import Network
from simulation.producers import SimulatedProducers
from worker.errors import StreamError
from worker.item import Message, Outcome
from worker.stream.breaker import Breaker
from worker.stream.exactly_once import ExactlyOnceSink
from worker.stream.lane import Parts
from worker.stream.limits import Budget, StreamLimits
from worker.stream.outgoing import Routes
from worker.stream.ports import Partition
from worker.stream.runner import Runner
from worker.stream.testing import Told

TROUBLE_SECONDS = 40.0  # of virtual time, with faults
HEALING_SECONDS_MAX = 120.0  # after them, for everything to come out
PARTITIONS = [Partition("wire.in", number) for number in range(3)]
ROUTES = Routes("wire.out", "wire.dlq", worker="simulated")
LIMITS = StreamLimits(
    in_flight_records_max=200,
    publish_records_max=30,
    drain_seconds_max=2.0,
    breaker_consecutive_max=10_000,
    again_seconds_max=2.0,
)


@dataclass
class Result:
    """What became of one schedule."""

    seed: int
    violations: list[str] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)


class Replica:
    """One worker process: everything of it goes when it is killed, but for what it has sent."""

    def __init__(self, world: "World", number: int) -> None:
        self.number = number
        self._random = Random(f"{world.seed} replica {number}")
        self.network = Network(self._random, world.told)
        self.network.trouble = world.trouble
        self.source = SimulatedSource(world.broker, world.group, self.network, self._random, latest=world.latest)
        producers = SimulatedProducers(world.broker, self.network, self._random)
        sink = world.sink_class(producers, self.source.member, prefix="group", seconds_max=world.patience)
        self.budget = Budget(LIMITS.in_flight_records_max, LIMITS.in_flight_bytes_max)
        clock = VirtualClock()
        parts = Parts(
            self.source,
            sink,
            self._work,
            ROUTES,
            LIMITS,
            self.budget,
            Breaker(LIMITS, clock),
            clock,
            Told(),
            self._random,
        )
        self.runner = Runner(parts)
        self.task = asyncio.create_task(self.runner.run())

    async def _work(self, message: Message) -> Outcome:
        """A pool whose children are slow now and then, as those that are killed are."""
        await self.network.take(self._random.uniform(0.5, 2) if self._random.random() < 0.01 else 0.01)
        return items.outcome_of(message)

    def kill(self) -> None:
        self.network.kill()
        self.task.cancel()


class World:
    """Everything of one schedule. ``sink_class`` is the product's, or a mutant of it."""

    def __init__(self, seed: int, sink_class: type[ExactlyOnceSink] = ExactlyOnceSink) -> None:
        self.seed = seed
        self.sink_class = sink_class
        self.random = Random(seed)
        self.result = Result(seed)
        self.told = self.result.told
        self.trouble = self.random.choice((0.0, 0.01, 0.03, 0.1))
        # In some schedules a worker's patience outlasts its session.
        self.patience = self.random.choice((3.0, 20.0))
        self.latest = self.random.random() < 0.2
        # Whose transactions are seldom refused shares them more often.
        self.odd = self.random.choice((1.0, 0.05))
        # In some schedules many small records together are refused as well.
        batch = self.random.choice((3, 12, 30))
        bytes_max = {"wire.out": items.OUT_BYTES_MAX, "wire.dlq": items.DLQ_BYTES_MAX}
        self.broker = Broker(self.random, self.told, bytes_max, batch_records_max=batch)
        self.group: Group
        self.replicas: list[Replica] = []
        self._gone: list[Replica] = []  # kept, since the event loop itself does not keep their tasks
        self._started = 0

    async def live(self) -> Result:
        """The whole schedule."""
        self.group = Group(PARTITIONS, self.random, self.told)
        self.broker.is_member = self.group.knows
        for _ in range(self.random.randint(1, 3)):
            self.start()
        producing = asyncio.create_task(self._produce())
        await self._strike()
        await self._heal()
        await producing
        if not await self._caught_up():
            self._violate("stands still: " + ", ".join(f"{p.number}: {self._progress(p)}" for p in PARTITIONS))
        for replica in self.replicas:
            replica.runner.stop()
        await asyncio.gather(*(replica.task for replica in self.replicas))
        await asyncio.sleep(10)  # for what is still on its way to do its harm
        self.group.close()
        self._judge()
        return self.result

    def start(self) -> None:
        """One more replica."""
        self._started += 1
        self.replicas.append(Replica(self, self._started))

    async def _produce(self) -> None:
        """Items, at a pace that leaves some waiting and some alone."""
        while asyncio.get_running_loop().time() < TROUBLE_SECONDS:
            # Into one partition, or into all of them at once, whose transactions are then shared.
            for partition in self.random.choice(([self.random.choice(PARTITIONS)], PARTITIONS)):
                for _ in range(self.random.choice((1, 1, 1, 2, 12))):
                    log = self.broker.inputs[partition]
                    log.append(items.arrival(self.random, partition, len(log), odd=self.odd))
            await asyncio.sleep(self.random.uniform(0, 0.4))

    async def _strike(self) -> None:
        """Faults, one after another, some while the last one is not over."""
        while (now := asyncio.get_running_loop().time()) < TROUBLE_SECONDS:
            await asyncio.sleep(min(self.random.uniform(0.2, 6), TROUBLE_SECONDS - now + 0.01))
            fault = self.random.choice(
                (self._kill, self._freeze, self._cut_off, self._add, self._remove, self._restart)
            )
            self.told[f"fault {fault.__name__.strip('_')}"] += 1
            await fault()

    async def _heal(self) -> None:
        self.trouble = 0.0
        if not self.replicas:
            self.start()
        for replica in self.replicas:
            replica.network.trouble = 0.0
            replica.network.unreachable = False
            replica.network.thaw()

    async def _kill(self) -> None:
        if self.replicas:
            replica = self.replicas.pop(self.random.randrange(len(self.replicas)))
            replica.kill()
            self._gone.append(replica)
            await asyncio.sleep(self.random.uniform(0, 2))
            self.start()

    async def _freeze(self) -> None:
        if self.replicas:
            replica = self.random.choice(self.replicas)
            replica.network.freeze()
            asyncio.get_running_loop().call_later(self.random.choice((1, 3, 9, 15)), replica.network.thaw)

    async def _cut_off(self) -> None:
        if self.replicas:
            network = self.random.choice(self.replicas).network
            network.unreachable = True
            asyncio.get_running_loop().call_later(
                self.random.choice((0.5, 2, 8)), lambda: setattr(network, "unreachable", False)
            )

    async def _add(self) -> None:
        if len(self.replicas) < 3:
            self.start()

    async def _remove(self) -> None:
        if len(self.replicas) > 1:
            self._gone.append(self.replicas.pop(self.random.randrange(len(self.replicas))))
            self._gone[-1].runner.stop()

    async def _restart(self) -> None:
        await self._remove()
        self.start()

    async def _caught_up(self) -> bool:
        deadline = asyncio.get_running_loop().time() + HEALING_SECONDS_MAX
        while asyncio.get_running_loop().time() < deadline:
            if all(self.broker.committed(partition) == len(self.broker.inputs[partition]) for partition in PARTITIONS):
                return True
            await asyncio.sleep(0.5)
        return False

    # ── What came out ──

    def _progress(self, partition: Partition) -> str:
        return f"{self.broker.committed(partition)} of {len(self.broker.inputs[partition])}"

    def _violate(self, what: str) -> None:
        self.result.violations.append(what)

    def _judge(self) -> None:
        """Hold what a reader has against what went in, for each topic and each input partition."""
        for topic in (ROUTES.output_topic, ROUTES.dead_letter_topic):
            came: dict[Partition, list[str]] = defaultdict(list)
            for output in self.broker.readable(topic):
                partition, name = items.name_of(output)
                came[partition].append(name)
            for partition in PARTITIONS:
                log = self.broker.inputs[partition][self.broker.began(partition) if self.latest else 0 :]
                wanted = [name for arrival in log for name in items.expected(arrival, topic)]
                self.told["outputs"] += len(wanted)
                if came[partition] != wanted:
                    self._violate(f"{topic} from {partition.number}: {difference(wanted, came[partition])}")
        for replica in self.replicas:
            if replica.budget.records or replica.budget.bytes:
                self._violate(f"the budget of replica {replica.number} is left with {replica.budget.records} records")


def difference(wanted: Sequence[str], came: Sequence[str]) -> str:
    """What is wrong, in a few words."""
    counted = Counter(came)
    lost = [name for name in wanted if not counted[name]]
    doubled = [name for name in wanted if counted[name] > 1]
    if lost or doubled:
        return f"lost {lost[:5]}, doubled {doubled[:5]}"
    where = next(place for place, pair in enumerate(zip(wanted, came, strict=True)) if pair[0] != pair[1])
    return f"out of order: {came[where]} where {wanted[where]} was due"


def simulate(seed: int, sink_class: type[ExactlyOnceSink] = ExactlyOnceSink) -> Result:
    """Run one schedule; the same seed is the same schedule."""
    world = World(seed, sink_class)
    try:
        return run(world.live())
    except StreamError as error:
        world.result.violations.append(f"ended with {error!r}")
        return world.result
