"""The pool itself: who works on what, and what happens when a child ends."""

import asyncio
import os
import signal
import socket
from binascii import crc32
from collections import Counter
from collections.abc import Callable, Iterator

from worker.errors import PoolError
from worker.item import Message, Outcome
from worker.pool.child import OUT_OF_MEMORY, PROGRESS
from worker.pool.forkservers import Forkservers
from worker.pool.handle import JOBS_MAX, ChildHandle
from worker.pool.jobs import Errand, after_loss
from worker.pool.kernel import adopt_orphans
from worker.pool.launcher import Order, told_of
from worker.pool.limits import ChildEvent, Ending, PoolLimits, PoolStatistics
from worker.pool.queue import Queue, is_urgent

YOUNG_SECONDS = 1.0
PAUSE_SECONDS = 0.1
OUR_DOING = {
    Ending.TIMEOUT: "it was killed at its deadline",
    Ending.RECYCLE: "it had its share of items, time or memory",
    Ending.RELOAD: "it gave way to one with other options",
}


class Pool:
    """Messages in, outcomes out, through ``processes`` children. Owned by ``app``; lives from ``start`` to ``stop``.

    Every submitted message waits in the queue, which makes jobs of what waits: alerts first. A child has one job in hand
    and one fed ahead, and answers it as a whole. When it is lost, its jobs are worked again ahead of all else: the message
    in hand alone, after its neighbours, so that it delays them least; the order of results is the caller's, as jobs end in
    any order. Each child has a seat, a task that outlives it: fork, wait for its end, bury it, give back what it had, fork
    the next. Messages of one key go to one seat, whose child has read most of a story's paragraphs before.

    Bounded in itself: children, jobs a child, deadlines, pauses, starts that fail. Not bounded: how many messages wait;
    that is the caller's budget.

    ``work`` names a function, ``module:name``, that is called with ``options`` in the forkserver and returns the
    ``Work``. ``on_event`` is called for each child that became ready or ended, ``on_job`` with the number of messages that
    a child is given; neither may raise.
    """

    def __init__(
        self,
        work: str,
        options: object,
        *,
        processes: int,
        limits: PoolLimits,
        on_event: Callable[[ChildEvent], None] | None = None,
        on_job: Callable[[int], None] | None = None,
    ) -> None:
        order = Order(work, options, limits.headroom_bytes)
        self._forkservers = Forkservers(order, start_seconds_max=limits.start_seconds_max)
        self._processes = processes
        self._limits = limits
        self._on_event = on_event
        self._on_job = on_job
        self._seats: list[asyncio.Task[None]] = []
        self._children: list[ChildHandle] = []
        self._queue = Queue(processes, limits)
        self._submitted = 0
        self._feeding = False
        self._restarts: Counter[Ending] = Counter()
        self._full: asyncio.Future[None] | None = None
        self._joined = asyncio.Event()  # another child is ready
        self._over: PoolError | None = None

    async def start(self) -> None:
        """Load the models, fork the children, and return when each of them is ready.

        Raises PoolError with the reason where that cannot be, or where either takes longer than ``start_seconds_max``.
        """
        self._full = asyncio.get_running_loop().create_future()
        adopt_orphans()
        try:
            await self._forkservers.newest()
            for life in (self._keep_forkserver(), *(self._keep(seat) for seat in range(self._processes))):
                task = asyncio.create_task(life)
                task.add_done_callback(self._seat_ended)
                self._seats.append(task)
            async with asyncio.timeout(self._limits.start_seconds_max):
                await self._full
        except TimeoutError:
            await self.stop()
            raise PoolError(f"the children were not ready within {self._limits.start_seconds_max:g} s") from None
        except BaseException:
            await self.stop()
            raise

    def submit(self, message: Message) -> asyncio.Future[Outcome]:
        """Have a message worked; the future has its outcome.

        It fails for no message: one that goes on to be in hand when children are lost has a failure for an outcome. It
        fails with PoolError where no child can be made ready any more, or the pool is stopped. One that is cancelled is
        forgotten; what is in a child's hand by then is worked to its end.
        """
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        if self._over:
            done.set_exception(self._over)
            return done
        self._submitted += 1
        story = self._submitted if message.key is None else crc32(message.key)
        urgent = is_urgent(message, self._limits.urgent_bytes_max)
        self._queue.put(Errand(message, done, self._submitted, story % self._processes, urgent))
        if not self._feeding:  # once for all that are submitted together: only then is known what goes first
            self._feeding = True
            asyncio.get_running_loop().call_soon(self._feed)
        return done

    async def reload(self, options: object) -> None:
        """Load with other options, then replace the children one after another; each works off what it has.

        Returns when all of them have the new options; to be called again only then. Raises PoolError where nothing can be
        loaded with them: then all is as it was.
        """
        before = await self._forkservers.renew(options)
        while len(self._children) < self._processes or self._outdated():
            self._joined.clear()
            for child in self._outdated()[:1]:
                child.retire(Ending.RELOAD)
            await self._joined.wait()
        if before:
            await asyncio.wait([before])
        await self._forkservers.dismiss()

    async def stop(self) -> None:
        """Kill and reap all processes, whatever they are at, within a bound; what is not done fails with PoolError."""
        self._end_calls(PoolError("the pool is stopped"))
        for seat in self._seats:
            seat.cancel()
        await asyncio.gather(*self._seats, return_exceptions=True)
        await self._forkservers.close()

    def statistics(self) -> PoolStatistics:
        """How things stand."""
        alive = [child for child in self._children if not child.ended.done()]
        busy = sum(1 for child in alive if child.jobs)
        return PoolStatistics(
            starting=self._processes - len(alive),
            idle=len(alive) - busy,
            busy=busy,
            queued=sum(1 for _ in self._queue),
            in_hand=sum(1 for _ in self._in_hand()),
            restarts=dict(self._restarts),
            children=tuple(child.statistics() for child in alive),
        )

    def _feed(self) -> None:
        """Give out what waits: to idle children first, then one job ahead to each."""
        self._feeding = False
        for jobs_in_hand in range(JOBS_MAX):
            for child in self._children:
                if len(child.jobs) == jobs_in_hand and child.takes_more():
                    idle = 0 if child.jobs else sum(not one.jobs and one.takes_more() for one in self._children)
                    suspects = sum(job.suspect for one in self._children for job in one.jobs)
                    if job := self._queue.take(child.seat, idle=idle, suspects_in_hand=suspects):
                        child.give(job)
                        if self._on_job:
                            self._on_job(len(job.errands))

    def _in_hand(self) -> Iterator[Errand]:
        """What the children have."""
        return (errand for child in self._children for job in child.jobs for errand in job.errands)

    def _outdated(self) -> list[ChildHandle]:
        """The children that have options of before."""
        return [child for child in self._children if self._forkservers.is_outdated(child.forkserver)]

    async def _keep(self, seat: int) -> None:
        """Hold one seat: a child from its fork to its end, and then the next one."""
        in_vain = 0  # lives in a row that brought nothing
        while True:
            try:
                child = await self._ready_child(seat)
            except PoolError as error:
                in_vain += 1
                self._tell(ChildEvent(None, Ending.START, str(error), 0.0))
                if in_vain >= self._limits.starts_failed_max and not self._children:
                    raise
            else:
                fruitless = await self._accompany(child) if child else False
                in_vain = in_vain + 1 if fruitless else 0
            if in_vain > 1:
                await asyncio.sleep(min(PAUSE_SECONDS * 2 ** (in_vain - 2), self._limits.pause_seconds_max))

    async def _keep_forkserver(self) -> None:
        """Load another forkserver as soon as one is lost: its children work on, but none of them can be replaced."""
        while True:
            try:
                forkserver = await self._forkservers.newest()
            except PoolError as error:
                self._tell(ChildEvent(None, Ending.START, str(error), 0.0))
                await asyncio.sleep(self._limits.pause_seconds_max)
            else:
                await asyncio.wait([forkserver.ended])

    async def _ready_child(self, seat: int) -> ChildHandle | None:
        """Fork a child and hear from it that it is ready; None where it was killed from outside before that.

        Raises PoolError where it does not become ready by its own fault.
        """
        forkserver = await self._forkservers.newest()
        ours, theirs = socket.socketpair()
        progress_fd = os.memfd_create("progress")
        os.ftruncate(progress_fd, PROGRESS.size)
        with theirs:
            try:
                pid = await forkserver.fork(theirs, progress_fd)
            except BaseException:
                ours.close()
                os.close(progress_fd)
                raise
        child = ChildHandle(seat, pid, forkserver, ours, progress_fd, limits=self._limits, on_answer=self._feed)
        try:
            either = (child.ready, child.ended)
            patience = self._limits.start_seconds_max
            await asyncio.wait(either, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
        except BaseException:
            child.end(Ending.STOP)
            raise
        if not child.ready.done():
            child.end(Ending.TIMEOUT)
            ending, detail = await self._bury(child)
            if ending is Ending.KILLED:
                self._tell(ChildEvent(pid, ending, detail, 0.0))
                await asyncio.sleep(PAUSE_SECONDS)
                return None
            raise PoolError(f"a child was never ready: {detail}")
        return child

    async def _accompany(self, child: ChildHandle) -> bool:
        """Have a ready child work until its end, and give its jobs again; whether its life was short and without work."""
        models, recognizers = child.ready.result()
        self._children.append(child)
        took_seconds = child.ready_at - child.forked_at
        self._tell(ChildEvent(child.pid, None, "ready", took_seconds, models=models, recognizers=recognizers))
        if len(self._children) == self._processes and self._full and not self._full.done():
            self._full.set_result(None)
        self._joined.set()
        self._feed()
        try:
            await child.ended
            lived_seconds = child.age_seconds
            ending, detail = await self._bury(child)
        except BaseException:  # the pool stops, or has a defect
            ending, detail = Ending.STOP, "the pool stops"
            raise
        finally:
            child.end(Ending.STOP)
            self._children.remove(child)
            self._tell(ChildEvent(child.pid, ending, detail, child.age_seconds, child.items))
        idle_and_young = lived_seconds < YOUNG_SECONDS and not child.items and not child.jobs
        if child.jobs:
            # What cannot be begun may be the first one's fault; a kill from outside by then is nobody's.
            in_hand = child.in_hand if child.in_hand or ending is Ending.KILLED else range(1)
            self._queue.give_back(after_loss(child.jobs, in_hand, ending, detail))
            self._feed()
        return idle_and_young and ending not in {Ending.KILLED, Ending.RELOAD}

    async def _bury(self, child: ChildHandle) -> tuple[Ending, str]:
        """Kill and reap a child that has ended for us: why it did, in a word and in a sentence."""
        ending = child.ended.result()
        code = await child.forkserver.end(child.pid)
        if ending in OUR_DOING:
            return ending, OUR_DOING[ending]
        if code == OUT_OF_MEMORY:
            return Ending.OOM, "it reached its memory limit"
        if code == -signal.SIGKILL:
            return Ending.KILLED, f"it {told_of(code)}"
        return ending, f"it {told_of(code)}"

    def _tell(self, event: ChildEvent) -> None:
        if event.ending and event.ending is not Ending.STOP:
            self._restarts[event.ending] += 1
        if self._on_event:
            self._on_event(event)

    def _seat_ended(self, seat: asyncio.Task[None]) -> None:
        """A seat ends by itself only where no child can be made ready, or by a defect: either is the pool's end."""
        if not seat.cancelled() and (error := seat.exception()):
            told = error if isinstance(error, PoolError) else PoolError(f"a defect of the pool: {error!r}")
            self._end_calls(told)
            if self._full and not self._full.done():
                self._full.set_exception(told)

    def _end_calls(self, error: PoolError) -> None:
        self._over = self._over or error
        for errand in (*self._queue, *self._in_hand()):
            if not errand.done.done():
                errand.done.set_exception(error)
