"""The worker's handle on its forkserver: start it, ask it for children, end them and it.

Requests and answers are datagrams, one at a time. The first request is the ``Order``, answered with None when the models
are loaded, or with the reason why they cannot be. After it, ``FORK`` with the child's end of a line, and memory to tell its
progress in, asks for a child and is answered with its pid, or with the reason why there is none.
"""

import asyncio
import os
import pickle
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from worker.errors import PoolError
from worker.pool.kernel import end_of, end_of_group, tie

DATAGRAM_BYTES_MAX = 128 * 1024  # a Linux socket takes 200 kB at once
LAUNCHES_MAX = 3  # while each is killed from outside
REQUEST_SECONDS_MAX = 10.0  # a fork takes milliseconds; past this the forkserver is stuck, and is killed
# They are for the worker alone: its children end when it does, and not before it has drained.
SHIELDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FORK = b"fork"
CLOSE_SECONDS_MAX = 5.0  # processes that are killed end in milliseconds
STDERR = 2
ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the forkserver is to load: ``work`` names a function ``module:name``, ``options`` is its argument."""

    work: str
    options: object
    headroom_bytes: int


class Forkserver:
    """A running forkserver with its models loaded, and its children; made by ``launch``, ended by ``close``.

    When it is lost, its children work on; no more can be forked, so that another one has to be launched. When the worker
    ends, in whatever way, the kernel ends them all.
    """

    def __init__(
        self, order: Order, process: subprocess.Popen[bytes], control: socket.socket, lifeline: BinaryIO
    ) -> None:
        self.order = order
        self._process = process
        self._control = control
        self._lifeline = lifeline
        self._turn = asyncio.Lock()
        self.children: set[int] = set()  # those that are not reaped yet
        self.ended = asyncio.create_task(self._wait())
        self.lost = False
        self.silent = False  # it was lost because it did not answer in time, and so killed by us

    @classmethod
    async def launch(cls, order: Order, *, seconds_max: float) -> "Forkserver":
        """Start the process and wait until its models are loaded.

        One that is killed from outside meanwhile says nothing of the models, and is followed by another. Raises PoolError
        with the reason where they cannot be loaded, or are not within ``seconds_max``.
        """
        request = pickle.dumps(order)
        if len(request) > DATAGRAM_BYTES_MAX:
            raise PoolError(f"options of {len(request)} bytes, {DATAGRAM_BYTES_MAX} can be handed over")
        for _ in range(LAUNCHES_MAX):
            forkserver = cls(order, *start())
            try:
                failed = await forkserver._ask(request, seconds_max=seconds_max)
            except PoolError as error:
                failed = str(error)
            except BaseException:
                await forkserver.close()
                raise
            if not failed:
                return forkserver
            died = forkserver.lost and not forkserver.silent
            await forkserver.close()
            if not died or forkserver._process.returncode != -signal.SIGKILL:
                break
        raise PoolError(f"{order.work} could not be loaded: {failed}")

    async def fork(self, line: socket.socket, progress_fd: int) -> int:
        """A new child that serves ``line``: its process id. Raises PoolError where there can be none."""
        pid = await self._ask(FORK, line.fileno(), progress_fd, seconds_max=REQUEST_SECONDS_MAX)
        if isinstance(pid, str):
            raise PoolError(f"no child could be forked: {pid}")
        self.children.add(pid)
        return int(pid)

    async def end(self, pid: int) -> int:
        """Kill and reap a child: its exit code, negative for a signal."""
        os.kill(pid, signal.SIGKILL)  # no one else reaps it: the id is not yet another's
        code = await end_of(pid)
        self.children.remove(pid)
        return code

    async def close(self) -> None:
        """End the process and all that it forked, known to us or not, and reap them; within a bound."""
        self._lose()
        self._control.close()
        self._lifeline.close()  # the kernel kills them all
        try:
            async with asyncio.timeout(CLOSE_SECONDS_MAX):
                await asyncio.wait([self.ended])
                await end_of_group(self._process.pid)
        except TimeoutError:
            pass  # the kernel itself is stuck with one of them: nothing that we could do ends it

    async def _wait(self) -> int:
        self._process.returncode = await end_of(self._process.pid)
        self.lost = True
        return self._process.returncode

    async def _ask(self, request: bytes, *fds: int, seconds_max: float) -> Any:
        async with self._turn:
            if self.lost:
                raise PoolError("the forkserver is gone")
            try:
                socket.send_fds(self._control, [request], fds)
                async with asyncio.timeout(seconds_max):
                    answer = await asyncio.get_running_loop().sock_recv(self._control, DATAGRAM_BYTES_MAX)
            except OSError as error:  # TimeoutError is one of them
                self.silent = isinstance(error, TimeoutError)
                self._lose()
                told = f"no answer in {seconds_max:g} s" if isinstance(error, TimeoutError) else str(error)
                raise PoolError(f"the forkserver is lost: {told}") from error
            except asyncio.CancelledError:  # the answer to this request would be taken for the next one's
                self._lose()
                raise
            if not answer:
                self._lose()
                await asyncio.wait([self.ended])
                raise PoolError(f"the forkserver {told_of(self.ended.result())}")
            return pickle.loads(answer)  # noqa: S301  our own process wrote it

    def _lose(self) -> None:
        self.lost = True
        if not self.ended.done():
            os.kill(self._process.pid, signal.SIGKILL)


def start() -> tuple[subprocess.Popen[bytes], socket.socket, BinaryIO]:
    """The process, which leads a group of its own, our end of its control line, and of the line on which its life hangs.

    It finds modules where we find them: our path, the current folder only if it is on it. It does not get our settings,
    among which are passwords, and it never writes to our standard output, on which ``enrich`` writes records.
    """
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(0)
    held, lifeline_fd = os.pipe()
    lifeline = os.fdopen(lifeline_fd, "wb")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")}
    environment |= dict.fromkeys(ONE_THREAD, "1")
    environment |= {
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path),
    }
    command = [sys.executable, "-m", "worker.pool.forkserver", str(theirs.fileno())]
    # Blocked from its first moment, until it has said that it ignores them.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, SHIELDED)
    try:
        process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command,
            env=environment,
            pass_fds=[theirs.fileno(), held],
            stdin=subprocess.DEVNULL,
            stdout=STDERR,
            process_group=0,
        )
        tie(process.pid, held)
    except OSError as error:
        ours.close()
        lifeline.close()
        raise PoolError(f"the forkserver could not be started: {error}") from error
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        theirs.close()
        os.close(held)
    return process, ours, lifeline


def told_of(code: int) -> str:
    """An exit code in words.

    >>> told_of(-11), told_of(3)
    ('was killed by signal 11 (Segmentation fault)', 'ended with exit code 3')
    """
    if code < 0:
        return f"was killed by signal {-code} ({signal.strsignal(-code)})"  # real-time signals have no name
    return f"ended with exit code {code}"
