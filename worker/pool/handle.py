"""A child as the worker sees it: its line, the jobs that it has, the deadline of the one in hand, and its wear."""

import asyncio
import pickle
import socket
from collections import deque
from collections.abc import Callable

from worker.pool.jobs import Job
from worker.pool.launcher import Forkserver
from worker.pool.limits import Ending, PoolLimits
from worker.pool.wire import Wire

JOBS_MAX = 2  # one in hand and one fed ahead, so that the child never waits for us


class ChildHandle:
    """One child, from its fork to its end. Owned by the seat of the pool that asked for it.

    ``ready`` resolves to the models that the child has, when it says so. ``ended`` resolves once, to why it is no
    longer to be used: TIMEOUT and RECYCLE are our doing, CRASH is the end of its line. ``jobs`` then still holds what it
    owed, and ``answered`` how many messages of the first one it has answered: the next one was in its hand.
    """

    def __init__(
        self,
        pid: int,
        forkserver: Forkserver,
        line: socket.socket,
        limits: PoolLimits,
        on_answer: Callable[[], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._limits = limits
        self._on_answer = on_answer
        self._wire = Wire(line, on_frame=self._read, on_end=lambda: self.end(Ending.CRASH))
        self._timer: asyncio.TimerHandle | None = None
        self._bytes_when_ready = 0
        self._worn = False
        self.pid = pid
        self.forkserver = forkserver
        self.jobs: deque[Job] = deque()
        self.answered = 0
        self.items = 0
        self.forked_at = self._loop.time()
        self.ready_at = self.forked_at  # until it is known
        self.ready: asyncio.Future[dict[str, str]] = self._loop.create_future()
        self.ended: asyncio.Future[Ending] = self._loop.create_future()

    @property
    def age_seconds(self) -> float:
        """Since it was ready."""
        return self._loop.time() - self.ready_at

    @property
    def deadline_seconds(self) -> float:
        """What the message in hand may take."""
        limits = self._limits
        by_size = len(self.jobs[0].messages[self.answered].value) / 100_000 * limits.deadline_seconds_per_100_kb
        return min(limits.deadline_seconds + by_size, limits.deadline_seconds_max)

    def takes_more(self) -> bool:
        """Whether another job may be given; nothing is fed ahead behind one that already lost a child."""
        if self._worn or self.ended.done() or len(self.jobs) >= JOBS_MAX:
            return False
        return not any(job.again for job in self.jobs)

    def give(self, job: Job) -> None:
        """Hand over a job."""
        self.jobs.append(job)
        self._wire.send(pickle.dumps(job.messages, protocol=pickle.HIGHEST_PROTOCOL))
        if len(self.jobs) == 1:
            self._set_deadline()

    def end(self, ending: Ending) -> None:
        """Have nothing more to do with the child; the first reason counts."""
        if not self.ended.done():
            self.ended.set_result(ending)
        if self._timer:
            self._timer.cancel()
        self._wire.close()

    def _set_deadline(self) -> None:
        self._timer = self._loop.call_later(self.deadline_seconds, self.end, Ending.TIMEOUT)

    def _read(self, frame: bytes) -> None:
        what, own_bytes = pickle.loads(frame)  # noqa: S301  our own child wrote it
        if not self.ready.done():
            self._bytes_when_ready = own_bytes
            self.ready_at = self._loop.time()
            self.ready.set_result(what)
            return
        if self._timer:
            self._timer.cancel()
        job = self.jobs[0]
        job.settle(self.answered, what)
        self.answered += 1
        self.items += 1
        if self.answered < len(job.places):
            self._set_deadline()
            return
        self.jobs.popleft()
        self.answered = 0
        limits = self._limits
        self._worn = (
            self.items >= limits.items_max
            or self.age_seconds >= limits.age_seconds_max
            or own_bytes - self._bytes_when_ready >= limits.growth_bytes_max
        )
        if self.jobs:
            self._set_deadline()
        elif self._worn:
            self.end(Ending.RECYCLE)
        self._on_answer()
