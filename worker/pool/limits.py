"""What bounds the pool, and what it tells of itself; apart from the code that keeps the bounds, for who sets and reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from worker.item import RecognizerInfo

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """Every bound of the pool, with its unit in its name.

    A message's deadline is ``deadline_seconds`` and ``deadline_seconds_per_100_kb`` for each 100,000 bytes of its value,
    ``deadline_seconds_max`` at most. It holds for each of the three steps that a child takes with it; where it takes one with
    all messages of a job, their bytes count together. One with neighbours is taken out of their way at ``share_in_company``
    of it, and has all of it when it is tried again alone.
    """

    start_seconds_max: float = 120.0  # to load the models, and for each child to say that it is ready
    starts_failed_max: int = 5  # in a row, with no child alive: the pool gives up
    pause_seconds_max: float = 5.0  # between two starts that fail; it doubles up to here
    deadline_seconds: float = 10.0
    deadline_seconds_per_100_kb: float = 10.0
    deadline_seconds_max: float = 120.0
    share_in_company: float = 0.5
    batch_records_max: int = 16  # what a child gets at a time: small, so that a lost batch costs little
    batch_bytes_max: int = 64 * 1024  # the same for long stories; one always fits
    undivided_bytes_max: int = 4 * 1024  # what waits and is no more than this goes to one child, however many are idle
    urgent_bytes_max: int = 4 * 1024  # what is no longer than this overtakes longer messages
    headroom_bytes: int = 1024 * MIB  # address space beyond what a child has when it is ready
    growth_bytes_max: int = 512 * MIB  # of a child's own memory since it was ready: past it, the child is replaced
    items_max: int = 100_000  # a child works on so many messages, then it is replaced
    age_seconds_max: float = 6 * 3600.0  # the same by time


class Ending(StrEnum):
    """Why a child ended: the label ``reason`` of the metric that counts restarts."""

    CRASH = "crash"  # it ended itself: a segmentation fault, an abort, an exit
    KILLED = "killed"  # SIGKILL from outside: the kernel, out of memory, or an operator
    TIMEOUT = "timeout"  # killed by us at its message's deadline
    OOM = "oom"  # it reached its memory limit and ended itself
    RECYCLE = "recycle"  # it had its share of items, time or memory
    RELOAD = "reload"  # it was loaded with options that hold no longer
    START = "start"  # it was never ready
    STOP = "stop"  # the pool was stopped; nothing is started again


@dataclass(frozen=True, slots=True)
class ChildEvent:
    """One thing that happened to a child, for the log: it became ready (``ending`` is None), or it ended."""

    pid: int | None
    ending: Ending | None
    detail: str  # "it was killed by signal 11 (Segmentation fault)", "ready"
    seconds: float  # how long its start took, or how long it lived
    items: int = 0  # messages that it worked on
    # Once ready, by language: name and version of the model, who runs it.
    models: Mapping[str, str] = field(default_factory=dict)
    recognizers: Mapping[str, RecognizerInfo] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChildStatistics:
    """One child at one moment; the last two are of the message in hand, 0 where it has none."""

    pid: int
    items: int
    age_seconds: float
    at_it_seconds: float = 0.0
    deadline_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PoolStatistics:
    """The pool at one moment. ``queued`` and ``in_hand`` count messages, ``restarts`` the children that ended so far."""

    starting: int
    idle: int
    busy: int
    queued: int
    in_hand: int
    restarts: Mapping[Ending, int]
    children: tuple[ChildStatistics, ...] = field(default=(), compare=False)
