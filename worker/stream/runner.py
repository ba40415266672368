"""The worker's one loop: poll, admit, follow the assignment, hold back. What is ready is published by the lanes."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from worker.errors import BreakerError, StreamError
from worker.stream.breaker import BreakerState
from worker.stream.holding import held_back, share_of
from worker.stream.lane import Lane, Parts
from worker.stream.limits import Backoff
from worker.stream.outgoing import Routes
from worker.stream.ports import Arrival, Assigned, Lost, Partition, Revoked

LAG_SECONDS = 1.0  # between two measurements of the lag: nobody scrapes more often
# The rest between two polls, for each record that is being worked: what comes meanwhile costs one fetch together, and would
# only have waited for a child. A lone alert's successor is not made to wait, and the sink says where a rest no longer pays.
REST_SECONDS_A_RECORD = 0.001
REST_SECONDS_MIN = 0.002  # below, none


@dataclass(frozen=True, slots=True)
class RunnerStatistics:
    """The runner at a glance, for health and metrics."""

    joined: bool  # the group has given its word on our partitions, be it none
    assigned: int
    claimed: int
    paused: bool  # nothing is read at all
    broken: str  # why the breaker is open; empty where it is closed
    stopping: bool
    turned_seconds_ago: float  # since the main loop last came round; 0 before it runs
    silent_seconds: float  # for which the brokers have not answered
    partitions: Mapping[Partition, bool]  # those assigned, and whether each is claimed


class Runner:
    """Owns the source, the sink and one lane a partition, from ``run`` to its return.

    ``stop`` may be called at any time, from a signal handler too: the loop then ends, the lanes drain within
    ``drain_seconds_max``, the sink and the source close, and ``run`` returns. A broker that cannot be reached is waited
    for; a pool without children ends the run with an error, and an open breaker where ``break_ends`` says so.
    """

    def __init__(self, parts: Parts, *, break_ends: bool = False) -> None:
        self._parts = parts
        self._break_ends = break_ends
        self._broken = False
        self._lanes: dict[Partition, Lane] = {}
        self._stop = asyncio.Event()
        self._joined = False
        self._held: frozenset[Partition] = frozenset()
        self._turned: float | None = None
        self._lag_due = parts.clock.monotonic()

    def stop(self) -> None:
        """End the run, gracefully."""
        self._stop.set()

    def reroute(self, routes: Routes) -> None:
        """Publish by other routes from now on."""
        self._parts = replace(self._parts, routes=routes)
        for lane in self._lanes.values():
            lane.reroute(routes)

    def statistics(self) -> RunnerStatistics:
        """How things stand."""
        return RunnerStatistics(
            joined=self._joined,
            assigned=len(self._lanes),
            claimed=sum(lane.ready for lane in self._lanes.values()),
            paused=self._paused,
            broken=self._parts.breaker.why if self._broken else "",
            stopping=self._stop.is_set(),
            turned_seconds_ago=0.0 if self._turned is None else self._parts.clock.monotonic() - self._turned,
            silent_seconds=self._parts.source.silent_seconds(),
            partitions={partition: lane.ready for partition, lane in self._lanes.items()},
        )

    async def run(self) -> None:
        """Work the stream until ``stop``."""
        connected, backoff = False, Backoff(self._parts.limits, self._parts.random)
        try:
            while not self._stop.is_set():
                self._turned = self._parts.clock.monotonic()
                try:
                    if connected:
                        await self._turn()
                        backoff.reset()
                    else:
                        # What the source has given up is let go now: it may not come back for long.
                        await self._follow()
                        await self._unless_stopped(self._connect())
                        connected = True
                except StreamError as error:
                    connected, pause_seconds = False, backoff.next()
                    self._parts.observer.unreachable(error, pause_seconds)
                    await self._unless_stopped(self._parts.clock.sleep(pause_seconds))
        finally:
            await self._close(tuple(self._lanes))
            await asyncio.gather(self._parts.sink.stop(), self._parts.source.stop())

    async def _connect(self) -> None:
        await self._parts.sink.start()
        await self._parts.source.start()

    async def _unless_stopped(self, doing: Coroutine[Any, Any, None]) -> None:
        """Wait for it to be done, or for the stop, which cancels it."""
        task, stop = asyncio.create_task(doing), asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
        finally:
            stop.cancel()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _turn(self) -> None:
        """Follow the group first: it waits for us also where the poll fails."""
        began = self._parts.clock.monotonic()
        await self._follow()
        self._mind_the_breaker()
        self._hold_back()
        for lane in self._lanes.values():
            lane.look_after()
        await self._measure_lag()
        followed = self._parts.clock.monotonic()
        self._parts.observer.spent("admit", followed - began)
        arrivals = await self._poll()
        self._parts.observer.spent("backpressure" if self._paused else "poll", self._parts.clock.monotonic() - followed)
        self._admit(arrivals)
        if arrivals:
            await self._rest()

    async def _poll(self) -> list[Arrival]:
        limits = self._parts.limits
        records_max = min(limits.poll_records_max, self._parts.budget.room_records)
        if self._held:  # the others have their share of the reserve, and no more of it at once
            records_max = min(records_max, share_of(self._parts.budget, self._lanes).records)
        records_max = 1 if self._broken else max(1, records_max)
        return await self._parts.source.poll(limits.poll_seconds_max, records_max)

    def _admit(self, arrivals: Sequence[Arrival]) -> None:
        """Give each lane its arrivals, in the same step of the event loop in which the poll returned them."""
        by_partition: dict[Partition, list[Arrival]] = {}
        for arrival in arrivals:
            by_partition.setdefault(arrival.partition, []).append(arrival)
        for partition, theirs in by_partition.items():
            if lane := self._lanes.get(partition):
                lane.admit(theirs)

    async def _rest(self) -> None:
        """Fetch nothing for a moment while the children have enough: until the next turn, which says anew what is held."""
        seconds = min(REST_SECONDS_A_RECORD * self._parts.budget.records, self._parts.sink.rest_seconds_max)
        if seconds >= REST_SECONDS_MIN:
            self._parts.source.hold(self._lanes)
            await self._parts.clock.sleep(seconds)
            self._parts.observer.spent("poll", seconds)

    async def _follow(self) -> None:
        """Do what the group's callbacks recorded."""
        for event in self._parts.source.events():
            match event:
                case Assigned(partitions):
                    self._parts.observer.rebalanced("assigned")
                    await self._close(partitions)  # none is left, unless a revoke ran out of its bound
                    self._lanes |= {partition: Lane(partition, self._parts) for partition in partitions}
                    self._joined = True
                case Revoked(partitions, released):
                    self._joined = False
                    self._parts.observer.rebalanced("revoked")
                    await self._close(partitions)
                    released.set()
                case Lost(partition, why):
                    if lane := self._lanes.get(partition):
                        lane.restart(why)

    async def _close(self, partitions: Sequence[Partition]) -> None:
        lanes = [self._lanes.pop(partition) for partition in partitions if partition in self._lanes]
        await asyncio.gather(*(lane.close(self._parts.limits.drain_seconds_max) for lane in lanes))

    async def _measure_lag(self) -> None:
        if self._parts.clock.monotonic() < self._lag_due:
            return
        self._lag_due = self._parts.clock.monotonic() + LAG_SECONDS
        for lane in self._lanes.values():
            if lane.ready and (records := await self._parts.source.lag_records(lane.partition)) is not None:
                self._parts.observer.lag(lane.partition, records)

    def _mind_the_breaker(self) -> None:
        """When it opens, give back what is in flight: none of it is committed, so that all of it is read again."""
        breaker = self._parts.breaker
        if breaker.state is BreakerState.CLOSED:
            if self._broken:
                self._broken = False
                self._parts.observer.mended()
        elif not self._broken:
            self._broken = True
            self._parts.observer.broken(breaker.why)
            error = BreakerError(breaker.why)
            if self._break_ends:
                raise error
            for lane in self._lanes.values():
                lane.restart(error)

    @property
    def _paused(self) -> bool:
        return bool(self._held) and self._held >= self._lanes.keys()

    def _hold_back(self) -> None:
        budget, breaker = self._parts.budget, self._parts.breaker.state
        if breaker is BreakerState.OPEN or (breaker is BreakerState.PROBING and budget.records > 0):
            self._held = frozenset(self._lanes)
        elif breaker is BreakerState.PROBING:  # one item at a time
            self._held = frozenset()
        else:
            loads = {partition: lane.load for partition, lane in self._lanes.items()}
            self._held = held_back(budget, loads, self._held)
        self._parts.source.hold(self._held)
        self._parts.observer.holding(budget.records, budget.bytes, paused=len(self._held))
