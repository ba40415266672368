"""The consumer group and its members' sources: eager rebalances, sessions that run out, positions from before the seek."""

import asyncio
from collections import Counter
from collections.abc import Collection
from itertools import count
from random import Random

from simulation.broker import Broker
from simulation.network import Network
from worker.errors import GapError, StreamError
from worker.stream.ports import Arrival, Assigned, Event, Lost, Member, Partition, Revoked

SESSION_SECONDS = 6.0
HEARTBEAT_SECONDS = 0.6
REBALANCE_SECONDS = 8.0  # for members to let go of what they have


class Group:
    """Who is assigned what. A member that cannot be reached is dropped when its session runs out; it does not know."""

    def __init__(self, partitions: list[Partition], random: Random, told: Counter[str]) -> None:
        self._partitions = partitions
        self._random = random
        self._told = told
        self._members: list[SimulatedSource] = []
        self._change = asyncio.Event()
        self._generation = 0
        self._task = asyncio.create_task(self._coordinate())

    def join(self, member: "SimulatedSource") -> None:
        if member not in self._members:
            self._members.append(member)
            self._change.set()

    def leave(self, member: "SimulatedSource") -> None:
        if member in self._members:
            self._members.remove(member)
            self._change.set()

    def knows(self, member: Member) -> bool:
        """Whether it is one, and as of the generation that counts."""
        ids = {one.id for one in self._members}
        return member.generation == self._generation and member.id in ids

    def close(self) -> None:
        self._task.cancel()

    async def _coordinate(self) -> None:
        expiring = asyncio.create_task(self._expire())
        try:
            while True:
                await self._change.wait()
                self._change.clear()
                await self._rebalance()
        finally:
            expiring.cancel()

    async def _expire(self) -> None:
        silent: dict[SimulatedSource, float] = {}
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            for member in tuple(self._members):
                silent[member] = 0.0 if member.heard else silent.get(member, 0.0) + HEARTBEAT_SECONDS
                if silent[member] >= SESSION_SECONDS:
                    self._told["session expired"] += 1
                    self.leave(member)

    async def _rebalance(self) -> None:
        """Eagerly: everybody gives up everything, then gets his share. Who does not answer in time is dropped."""
        self._told["rebalance"] += 1
        members = tuple(self._members)
        revoking = {member: asyncio.create_task(member.revoke()) for member in members}
        if revoking:
            _, late = await asyncio.wait(revoking.values(), timeout=REBALANCE_SECONDS)
            for member, task in revoking.items():
                if task in late:
                    task.cancel()
                    self._told["dropped in a rebalance"] += 1
                    self.leave(member)
        members = tuple(member for member in members if member in self._members)
        shares: dict[SimulatedSource, list[Partition]] = {member: [] for member in members}
        dealt = self._random.sample(self._partitions, len(self._partitions))
        for number, partition in enumerate(dealt):
            if members:
                shares[members[number % len(members)]].append(partition)
        self._generation += 1
        for member, share in shares.items():
            member.assign(tuple(sorted(share)), self._generation)


class SimulatedSource:
    """One member. What it was handed before its seek comes from wherever its position happened to be."""

    _count = count()

    def __init__(self, broker: Broker, group: Group, network: Network, random: Random, *, latest: bool) -> None:
        self._latest = latest
        self._broker = broker
        self._group = group
        self._network = network
        self._random = random
        self._positions: dict[Partition, int] = {}
        self._events: list[Event] = []
        self._held: frozenset[Partition] = frozenset()
        self._generation = 0
        self.id = f"member {next(self._count)}"
        self._started = False
        self._stopped = False

    @property
    def heard(self) -> bool:
        """Whether its heartbeats arrive. A member that was dropped and hears of it again joins anew."""
        network = self._network
        return not (network.dead or network.frozen or network.unreachable or self._stopped)

    # ── What the group does ──

    async def revoke(self) -> None:
        """Take everything away, as soon as the member hears of it, and wait until it has let go."""
        while not self.heard:
            await asyncio.sleep(HEARTBEAT_SECONDS / 2)
        await asyncio.sleep(self._random.uniform(0, HEARTBEAT_SECONDS))
        held, self._positions = tuple(self._positions), {}
        if held:
            self._events.append(revoked := Revoked(held))
            await revoked.released.wait()

    def assign(self, partitions: tuple[Partition, ...], generation: int) -> None:
        self._generation = generation
        for partition in partitions:
            end = len(self._broker.inputs[partition])
            self._positions[partition] = self._random.choice((0, end, self._random.randint(0, end)))
        self._events.append(Assigned(partitions))

    async def _watch(self) -> None:
        """Find out that the group has gone on without us, some time after it has."""
        while True:
            await self._network.take(self._random.uniform(0, 4 * HEARTBEAT_SECONDS))
            if self.heard and self not in self._group._members:
                self._group._told["zombie came back"] += 1
                await self.revoke()
                self._group.join(self)

    # ── The port ──

    async def start(self) -> None:
        if not self._started:
            await self._network.ask(lambda: self._group.join(self))
            self._started = True
            self._watching = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        self._stopped = True
        if self._started:
            self._watching.cancel()
            if not self._network.dead:
                self._group.leave(self)

    async def poll(self, seconds_max: float, records_max: int) -> list[Arrival]:
        await self._network.take(self._random.uniform(0, seconds_max))
        if self._network.unreachable:
            return []
        if self._random.random() < self._network.trouble / 10:
            lost = [partition for partition in self._positions if self._random.random() < 0.5]
            for partition in lost:  # what was unpacked of it is gone with the error
                self._positions[partition] += self._random.randint(0, 3)
                self._events.append(Lost(partition, StreamError("offset out of range")))
            self._group._told["poll failed"] += 1
            raise StreamError("reading failed")
        polled: list[Arrival] = []
        for partition in self._random.sample(sorted(self._positions), len(self._positions)):
            if partition not in self._held:
                position = self._positions[partition]
                taken = self._broker.inputs[partition][position : position + records_max - len(polled)]
                self._positions[partition] = position + len(taken)
                polled += taken
        return polled

    def events(self) -> list[Event]:
        events, self._events = self._events, []
        return events

    async def seek(self, partition: Partition, committed: int | None) -> int:
        await self._network.ask(lambda: None)
        if partition not in self._positions:
            raise StreamError(f"{partition} is not assigned")
        if committed is None:  # where "latest" begins
            committed = len(self._broker.inputs[partition]) if self._latest else 0
        if committed > len(self._broker.inputs[partition]):
            raise GapError(f"{partition} ends before {committed}")
        self._positions[partition] = committed
        return committed

    def member(self, partition: Partition) -> Member:
        if partition not in self._positions:
            raise StreamError(f"{partition} is not assigned")
        return Member(self._generation, self.id, None)

    def hold(self, partitions: Collection[Partition]) -> None:
        self._held = frozenset(partitions)

    async def lag_records(self, partition: Partition) -> int | None:
        return None

    def silent_seconds(self) -> float:
        return 0.0
