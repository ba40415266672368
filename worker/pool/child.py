"""What runs in a child: confine itself, say that it is ready, then one job after another until the line ends.

It has no clock, no deadline and no say in its own end: the worker watches, and kills.
"""

import faulthandler
import mmap
import os
import pickle
import resource
import socket
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from worker.errors import DefectError, place_of
from worker.item import Failure, Message, Outcome, RecognizerInfo
from worker.pool import wire

OUT_OF_MEMORY = 86  # our exit code, told apart from Python's own 1
OOM_SCORE = 500  # of -1000 to 1000: the kernel takes a child before it takes the worker
PAGE_BYTES = resource.getpagesize()
# What a child tells while it works, in memory that the worker reads when it has to know: which messages it is at, counted
# through all that it was ever given, the first and the one behind the last; and since when, by the clock that never goes
# back and is the same in all processes.
PROGRESS = struct.Struct("ddd")

# What a child says when it is ready: its models, and who runs them, by language.
Loaded = tuple[dict[str, str], dict[str, RecognizerInfo]]


class Work(Protocol):
    """What a ``prepare`` function returns, with all that it needs already loaded.

    Each message of a job is begun, then what is cheaper for several is done for all of them, then each is finished.
    """

    @property
    def models(self) -> Mapping[str, str]:
        """What is loaded: language → name and version, as ``provenance`` has it."""

    @property
    def recognizers(self) -> Mapping[str, RecognizerInfo]:
        """Who runs each language's model."""

    def begin(self, message: Message) -> Any:
        """What there is to do for a message by itself at first."""

    def recognize(self, several: Sequence[Any]) -> None:
        """The names of all that were begun, at once."""

    def finish(self, begun: Any) -> Outcome:
        """What there is to do for a message by itself then: its records and failures."""


def serve(sock: socket.socket, progress_fd: int, work: Work, headroom_bytes: int) -> int:
    """Be a child; returns its exit code at the end of the line."""
    at_it = AtIt(progress_fd)
    try:
        confine(headroom_bytes)
        wire.send(
            sock,
            pickle.dumps(((dict(work.models), dict(work.recognizers)), own_bytes()), protocol=pickle.HIGHEST_PROTOCOL),
        )
        while (frame := wire.receive(sock)) is not None:
            outcomes = work_off(work, pickle.loads(frame), at_it)  # noqa: S301  the worker wrote it
            wire.send(sock, pickle.dumps((outcomes, own_bytes()), protocol=pickle.HIGHEST_PROTOCOL))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # not one step more: there may be no memory to take it
    except (BrokenPipeError, ConnectionResetError):
        pass  # the worker let go of the line while we wrote
    return 0


def confine(headroom_bytes: int) -> None:
    """Set the bounds that the kernel keeps for us."""
    faulthandler.enable()  # a segfault tells its place, lines of code and no values, on standard error
    space_bytes = memory_pages()[0] * PAGE_BYTES + headroom_bytes
    resource.setrlimit(resource.RLIMIT_AS, (space_bytes, space_bytes))
    # A core of all models takes seconds to write, in which the child's end stays unknown, and it holds the item's text.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    score = Path("/proc/self/oom_score_adj")
    if int(score.read_text(encoding="ascii")) < OOM_SCORE:
        score.write_text(str(OOM_SCORE), encoding="ascii")


class AtIt:
    """Tells the worker which messages of the job are in hand."""

    def __init__(self, progress_fd: int) -> None:
        self._told = memoryview(mmap.mmap(progress_fd, PROGRESS.size)).cast("d")
        self._base = 0  # messages of the jobs before

    def __call__(self, first: int, behind: int) -> None:
        """These of the job, from now on; read in between, they seem to have more time than they have, and to be more."""
        self._told[2] = time.monotonic()
        self._told[1] = self._base + behind
        self._told[0] = self._base + first

    def done(self, count: int) -> None:
        """So many were the job."""
        self._base += count


def work_off(work: Work, messages: Sequence[Message], at_it: AtIt) -> list[Outcome]:
    """The outcomes of a job."""
    begun: list[Any] = []
    for place, message in enumerate(messages):
        at_it(place, place + 1)
        begun.append(attempt(work.begin, message))
    at_it(0, len(messages))
    if several := [one for one in begun if not isinstance(one, Outcome)]:
        work.recognize(several)
    outcomes = []
    for place, one in enumerate(begun):
        at_it(place, place + 1)
        outcomes.append(one if isinstance(one, Outcome) else attempt(work.finish, one))
    at_it.done(len(messages))
    return outcomes


def attempt(step: Callable[[Any], Any], given: Any) -> Any:
    """Take one step of one message; an exception that no stage foresaw becomes a failure that says where it arose."""
    try:
        return step(given)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the last line of defence: the item is kept, the stream goes on
        told = f"{type(error).__name__} at {place_of(error)}"
        return Outcome((Failure(DefectError.reason, type(error).__name__, told, stage="pool"),))


def memory_pages() -> tuple[int, int]:
    """Pages of address space, and pages of memory that no file backs."""
    size, resident, shared = Path("/proc/self/statm").read_text(encoding="ascii").split()[:3]
    return int(size), int(resident) - int(shared)


def own_bytes() -> int:
    """Memory of this process that no file backs; what it still shares with the forkserver counts, and does not grow."""
    return memory_pages()[1] * PAGE_BYTES
