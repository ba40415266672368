"""A child as the worker sees it: its line, the jobs that it has, the deadline of the message in hand, and its wear."""

import asyncio
import os
import pickle
import socket
from collections import deque
from collections.abc import Callable

from worker.pool.child import PROGRESS, Loaded
from worker.pool.jobs import Job
from worker.pool.launcher import Forkserver
from worker.pool.limits import ChildStatistics, Ending, PoolLimits
from worker.pool.wire import Wire

JOBS_MAX = 2  # one in hand and one fed ahead, so that the child never waits for us


class ChildHandle:
    """One child, from its fork to its end. Owned by the seat of the pool that asked for it.

    ``ready`` resolves to the models that the child has, and who runs them, when it says so. ``ended`` resolves once, to why it is no
    longer to be used: TIMEOUT, RECYCLE and RELOAD are our doing, CRASH is the end of its line. ``jobs`` then still holds what it
    owed, and ``in_hand`` which messages of all of them it was at; none where it has begun none.
    """

    def __init__(
        self,
        seat: int,
        pid: int,
        forkserver: Forkserver,
        line: socket.socket,
        progress_fd: int,
        *,
        limits: PoolLimits,
        on_answer: Callable[[], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._limits = limits
        self._on_answer = on_answer
        self._wire = Wire(line, on_frame=self._read, on_end=lambda: self.end(Ending.CRASH))
        self._progress_fd = progress_fd
        self._timer: asyncio.TimerHandle | None = None
        self._free_at = 0.0  # when it last answered, or was given something while it was idle
        self._bytes_when_ready = 0
        self._retired: Ending | None = None  # why it is given nothing more
        self.seat = seat
        self.pid = pid
        self.forkserver = forkserver
        self.jobs: deque[Job] = deque()
        self.in_hand = range(0)
        self.items = 0
        self.forked_at = self._loop.time()
        self.ready_at = self.forked_at  # until it is known
        self.ready: asyncio.Future[Loaded] = self._loop.create_future()
        self.ended: asyncio.Future[Ending] = self._loop.create_future()

    @property
    def age_seconds(self) -> float:
        """Since it was ready."""
        return self._loop.time() - self.ready_at

    def statistics(self) -> ChildStatistics:
        """How it stands; not of one that has ended."""
        return ChildStatistics(self.pid, self.items, self.age_seconds, *(self._at_it() if self.jobs else ()))

    def takes_more(self) -> bool:
        """Whether another job may be given; nothing is fed ahead behind one that already lost a child."""
        if self._retired or self.ended.done() or len(self.jobs) >= JOBS_MAX:
            return False
        return not any(job.suspect for job in self.jobs)

    def give(self, job: Job) -> None:
        """Hand over a job. A timer that runs is left alone: one a batch would cost more than a look now and then."""
        if not self.jobs:
            self._free_at = self._loop.time()
        self.jobs.append(job)
        self._wire.send(pickle.dumps(job.messages, protocol=pickle.HIGHEST_PROTOCOL))
        if not self._timer:
            self._look_after(self._deadline_seconds(0, alone=False))

    def retire(self, why: Ending) -> None:
        """Give it nothing more, and end it as soon as it has worked off what it has; the first reason counts."""
        self._retired = self._retired or why
        if not self.jobs:
            self.end(self._retired)

    def end(self, ending: Ending) -> None:
        """Have nothing more to do with the child; the first reason counts."""
        if not self.ended.done():
            self.ended.set_result(ending)
            self.in_hand, _ = self._progress()
            os.close(self._progress_fd)
        if self._timer:
            self._timer.cancel()
        self._wire.close()

    def _progress(self) -> tuple[range, float]:
        """Which of the messages that it owes the child is at, and since when; none where it has begun none of them."""
        first, behind, since = PROGRESS.unpack(os.pread(self._progress_fd, PROGRESS.size, 0))
        places = range(max(0, int(first) - self.items), max(0, int(behind) - self.items))
        return places, since if places else self._free_at

    def _look_after(self, seconds: float) -> None:
        """Look after so long, or after the shortest deadline: one that is begun later cannot end before that."""
        self._timer = self._loop.call_later(min(seconds, self._deadline_seconds(0, alone=False)), self._look)

    def _look(self) -> None:
        """End the child where the message in hand outlasts its deadline; else look again when this one or the next may."""
        self._timer = None
        if not self.jobs:
            return
        spent_seconds, deadline_seconds = self._at_it()
        if spent_seconds < deadline_seconds:
            self._look_after(deadline_seconds - spent_seconds)
        else:
            self.end(Ending.TIMEOUT)

    def _at_it(self) -> tuple[float, float]:
        """How long the child has been at what it has in hand, and how long it may be."""
        places, since = self._progress()
        owed = [(len(message.value), job.alone) for job in self.jobs for message in job.messages]
        in_hand = owed[places.start : places.stop] or owed[:1]
        return self._loop.time() - since, self._deadline_seconds(
            sum(size for size, _ in in_hand), alone=all(alone for _, alone in in_hand)
        )

    def _deadline_seconds(self, size_bytes: int, *, alone: bool) -> float:
        limits = self._limits
        by_size = size_bytes / 100_000 * limits.deadline_seconds_per_100_kb
        seconds = min(limits.deadline_seconds + by_size, limits.deadline_seconds_max)
        return seconds if alone else seconds * limits.share_in_company

    def _read(self, frame: memoryview) -> None:
        what, own_bytes = pickle.loads(frame)  # noqa: S301  our own child wrote it
        if not self.ready.done():
            self._bytes_when_ready = own_bytes
            self.ready_at = self._loop.time()
            self.ready.set_result(what)
            return
        job = self.jobs.popleft()
        job.settle(what)
        self.items += len(job.errands)
        self._free_at = self._loop.time()
        limits = self._limits
        worn = (
            self.items >= limits.items_max
            or self.age_seconds >= limits.age_seconds_max
            or own_bytes - self._bytes_when_ready >= limits.growth_bytes_max
        )
        if worn or self._retired:
            self.retire(Ending.RECYCLE)
        self._on_answer()
