"""One partition at work: from its claim, over what waits in it for its turn, to its release."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import NamedTuple

from worker.errors import BreakerError, PoolError, StreamError
from worker.item import Outcome
from worker.stream.breaker import Breaker, BreakerState
from worker.stream.holding import Load
from worker.stream.ledger import Ledger, LedgerError
from worker.stream.limits import Backoff, Budget, StreamLimits
from worker.stream.outgoing import Routes, outgoing_of
from worker.stream.ports import Arrival, Clock, Observer, Partition, Sink, Source, Trace, Work
from worker.trace_context import TraceContext, read_trace

CANCEL_SECONDS_MAX = 5.0  # for the clients to let go of a task that is cancelled
# Such a part of what a lane holds is published and committed together, since that costs hardly more for many than for one:
# the longer the queue, the fewer commits, and a lone alert waits for nobody.
TOGETHER_PART = 2
TOGETHER_SECONDS_MAX = 0.25  # for which what is worked waits for others of that part


def as_it_came(arrival: Arrival) -> TraceContext | None:
    """The trace of an arrival where no spans of ours are made: it is passed on."""
    return read_trace(arrival.message.headers)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every lane of a runner works with."""

    source: Source
    sink: Sink
    work: Work
    routes: Routes
    limits: StreamLimits
    budget: Budget
    breaker: Breaker
    clock: Clock
    observer: Observer
    random: Random = field(default_factory=Random)  # of the pauses
    trace: Trace = as_it_came


class _Entry(NamedTuple):
    """One arrival in the lane, and what comes of it."""

    arrival: Arrival
    size_bytes: int
    received_ms: int
    outcome: asyncio.Future[Outcome]


class Lane:
    """Arrivals enter at the tail, are worked in any order, and leave from the head: published, then committed.

    Owned by the runner, which admits arrivals and closes it. The lane's one task claims the partition and publishes;
    after any error it forgets what is not committed, pauses, and claims again, so that the only thing it ever relies on
    is the committed offset. Bounded by the runner's budget; closing is bounded by ``drain_seconds_max``.
    """

    def __init__(self, partition: Partition, parts: Parts) -> None:
        self.partition = partition
        self._parts = parts
        self._ledger: Ledger | None = None  # there is none until the partition is claimed
        self._entries: deque[_Entry] = deque()
        self._bytes = 0  # of the entries
        self._news = asyncio.Event()
        self._closing = False
        self._backoff = Backoff(parts.limits, parts.random)
        self._task = asyncio.create_task(self._live(), name=f"lane {partition.topic}/{partition.number}")

    @property
    def ready(self) -> bool:
        """The partition is claimed: arrivals count."""
        return self._ledger is not None

    @property
    def load(self) -> Load:
        """What is admitted and not yet committed."""
        return Load(len(self._entries), self._bytes)

    def admit(self, arrivals: Sequence[Arrival]) -> None:
        """Take arrivals in and give them to the pool.

        What comes before the claim or after the close is left to the claim that follows: it will arrive again.
        """
        if self._ledger is None or self._closing:
            return
        try:
            for arrival in arrivals:
                self._ledger.admit(arrival.offset)
        except LedgerError as error:
            self.restart(error)
            return
        received_ms = self._parts.clock.now_ms()
        arrivals = [self._traced(arrival) for arrival in arrivals]
        entries = [_Entry(arrival, arrival.size_bytes, received_ms, self._outcome(arrival)) for arrival in arrivals]
        self._entries += entries
        self._take(entries)
        self._parts.observer.consumed(arrivals)
        self._news.set()

    def _traced(self, arrival: Arrival) -> Arrival:
        """The arrival with its trace: most have none, and stay as they are."""
        trace = self._parts.trace(arrival)
        return replace(arrival, trace=trace) if trace else arrival

    def reroute(self, routes: Routes) -> None:
        """Publish by other routes from now on."""
        self._parts = replace(self._parts, routes=routes)

    def restart(self, why: Exception) -> None:
        """The position does not hold any more: drop everything and claim again. Before the claim there is none to lose."""
        if self._ledger is not None:
            self._again(why)

    def _again(self, why: Exception) -> None:
        self._forget()
        self._task.cancel()
        self._task = asyncio.create_task(self._live_again(self._task, why), name=self._task.get_name())

    def look_after(self) -> None:
        """Raise what ended the lane's task: only the end of the whole pool does. What cancelled it was none of ours."""
        if not self._task.done() or self._closing:
            return
        if self._task.cancelled():
            self._again(StreamError("the lane was cancelled, perhaps by the client library"))
        elif error := self._task.exception():
            raise error

    async def close(self, seconds_max: float) -> None:
        """Publish what is admitted, within the bound; what is not published by then stays uncommitted."""
        self._closing = True
        self._news.set()
        if self._ledger is None:
            self._task.cancel()
        await asyncio.wait([self._task], timeout=seconds_max)
        self._task.cancel()  # to one that has ended it says that nobody asks for its error any more
        await asyncio.wait([self._task], timeout=CANCEL_SECONDS_MAX)
        self._forget()
        self._parts.sink.release(self.partition)
        self._parts.observer.revoked(self.partition)

    async def _live_again(self, before: asyncio.Task[None], why: Exception) -> None:
        await asyncio.wait([before], timeout=CANCEL_SECONDS_MAX)
        await self._break_off(why)
        await self._live()

    async def _live(self) -> None:
        while not self._closing:
            try:
                await self._claim()
                await self._publish_until_closed()
            except PoolError:
                raise
            except Exception as error:  # noqa: BLE001  whatever it was, what is committed is known, and work goes on
                await self._break_off(error)

    async def _claim(self) -> None:
        committed = await self._parts.sink.claim(self.partition)
        position = await self._parts.source.seek(self.partition, committed)
        # Without an await since the seek: what was polled before it can never be taken for what comes after.
        self._ledger = Ledger(position)
        self._parts.observer.assigned(self.partition)
        if committed is None:
            # Where "latest" is, or a moment, is found once: found again after an error it would lie behind what came.
            await self._parts.sink.publish(self.partition, (), position)

    async def _break_off(self, error: Exception) -> None:
        self._forget()
        self._parts.sink.release(self.partition)
        pause_seconds = self._backoff.next()
        self._parts.observer.failed(self.partition, error, pause_seconds)
        if not self._closing:  # else nobody waits for the next claim
            await self._parts.clock.sleep(pause_seconds)

    def _forget(self) -> None:
        self._ledger = None
        self._give(self._entries)
        while self._entries:
            self._entries.popleft().outcome.cancel()

    def _outcome(self, arrival: Arrival) -> asyncio.Future[Outcome]:
        if not arrival.tombstone:
            return asyncio.ensure_future(self._parts.work(arrival.message))
        nothing: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        nothing.set_result(Outcome(()))
        return nothing

    async def _publish_until_closed(self) -> None:
        while heads := await self._heads():
            await self._publish(heads)

    async def _heads(self) -> list[_Entry]:
        """The entries at the head whose work is done, at least one; none when the lane is closed and empty.

        Where more of them wait behind it the first waits for its part of them, within a bound.
        """
        while not self._entries:
            if self._closing:
                return []
            self._news.clear()
            await self._news.wait()
        await asyncio.wait([self._entries[0].outcome])
        last = self._entries[max(0, len(self._entries) // TOGETHER_PART - 1)].outcome
        if not last.done():
            await asyncio.wait([last], timeout=TOGETHER_SECONDS_MAX)
        limits = self._parts.limits
        heads: list[_Entry] = []
        size_bytes = 0
        for entry in self._entries:
            size_bytes += entry.size_bytes
            full = len(heads) == limits.publish_records_max or size_bytes > limits.publish_bytes_max
            if not entry.outcome.done() or (heads and full):
                break
            heads.append(entry)
        return heads

    async def _publish(self, heads: Sequence[_Entry]) -> None:
        if self._parts.breaker.state is BreakerState.OPEN:  # until the runner's next turn, which gives all lanes up
            raise BreakerError(self._parts.breaker.why)
        processed_ms = self._parts.clock.now_ms()
        arrivals = [entry.arrival for entry in heads]
        self._parts.observer.worked(arrivals, [entry.outcome.result() for entry in heads])
        outgoing = [
            output
            for arrival, _, received_ms, outcome in heads
            for output in outgoing_of(
                self._parts.routes, arrival, outcome.result(), received_ms=received_ms, processed_ms=processed_ms
            )
        ]
        published = await self._parts.sink.publish(self.partition, outgoing, arrivals[-1].offset + 1)
        self._settle(heads)
        self._parts.breaker.count(published)
        self._parts.observer.settled(arrivals, published, self._parts.clock.now_ms())
        self._backoff.reset()

    def _settle(self, heads: Sequence[_Entry]) -> None:
        if self._ledger is None:
            raise LedgerError("published without a claim")
        self._ledger.settle([entry.arrival.offset for entry in heads])
        for _ in heads:
            self._entries.popleft()
        self._give(heads)

    def _take(self, entries: Collection[_Entry]) -> None:
        size_bytes = sum(entry.size_bytes for entry in entries)
        self._bytes += size_bytes
        self._parts.budget.take(len(entries), size_bytes)

    def _give(self, entries: Collection[_Entry]) -> None:
        size_bytes = sum(entry.size_bytes for entry in entries)
        self._bytes -= size_bytes
        self._parts.budget.give(len(entries), size_bytes)
