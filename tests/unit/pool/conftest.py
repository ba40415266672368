"""Pools with real children, whose work is ``pool_work``: each test ends with all of its processes gone."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from worker.item import Coordinates, Message, Outcome, Record
from worker.pool import ChildEvent, Pool, PoolLimits

QUICK = PoolLimits(start_seconds_max=20.0, deadline_seconds=20.0, undivided_bytes_max=0)

StartPool = Callable[..., Coroutine[Any, Any, Pool]]


@pytest.fixture
async def start_pool(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[StartPool]:
    """Starts a pool of two children, or what the test asks for; stops it at the test's end."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    others = groups()
    pools: list[Pool] = []

    async def start(
        work: str = "prepare",
        options: object = None,
        *,
        processes: int = 2,
        limits: PoolLimits = QUICK,
        on_event: Callable[[ChildEvent], None] | None = None,
        on_job: Callable[[int], None] | None = None,
    ) -> Pool:
        pool = Pool(f"pool_work:{work}", options, processes=processes, limits=limits, on_event=on_event, on_job=on_job)
        pools.append(pool)
        await pool.start()
        return pool

    yield start
    for pool in pools:
        await pool.stop()
    assert newcomers(others, dead=True) == set()


def message(text: str | bytes, offset: int = 0) -> Message:
    value = text if isinstance(text, bytes) else text.encode()
    return Message(value, Coordinates("wire.in", 0, offset, 1_700_000_000_000))


def messages(*texts: str | bytes) -> list[Message]:
    return [message(text, offset) for offset, text in enumerate(texts)]


async def worked(pool: Pool, messages: Sequence[Message]) -> list[Outcome]:
    """What comes of messages that are submitted together."""
    return await asyncio.gather(*map(pool.submit, messages))


def told(outcome: Outcome) -> str:
    """What came of a message, in short: the record's value, or the failure's reason."""
    (output,) = outcome.outputs
    return output.value.decode() if isinstance(output, Record) else f"[{output.reason}]"


async def until(condition: Callable[[], object], seconds_max: float = 20.0) -> None:
    """Wait for something that happens elsewhere."""
    async with asyncio.timeout(seconds_max):
        while not condition():
            await asyncio.sleep(0.002)


def descendants(of: int | None = None, *, dead: bool = False) -> set[int]:
    """Process ids of all children and children's children of ``of``, by default of this process.

    Those that are dead and not yet reaped count only where that is asked for.
    """
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal() and (parent := _parent(folder, dead=dead)):
            parents[int(folder.name)] = parent
    found: set[int] = set()
    level = {of or int(Path("/proc/self").readlink().name)}
    while level := {pid for pid, parent in parents.items() if parent in level}:
        found |= level
    return found


def groups() -> set[int]:
    """The process groups of all descendants: a broker's, or a browser's, where their tests came first in this process."""
    return set(_groups(descendants(dead=True)).values())


def newcomers(others: set[int], *, dead: bool = False) -> set[int]:
    """The descendants of no group that was there before: each forkserver leads one, a browser forks in its own."""
    return {pid for pid, group in _groups(descendants(dead=dead)).items() if group not in others}


def _groups(pids: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for pid in pids:
        with suppress(ProcessLookupError):  # it has gone meanwhile
            found[pid] = os.getpgid(pid)
    return found


def alive(pid: int) -> bool:
    return _parent(Path(f"/proc/{pid}"), dead=False) is not None


def _parent(folder: Path, *, dead: bool) -> int | None:
    """The parent's process id; None for a process that is gone, or unless ``dead``, dead and not yet reaped."""
    try:
        state, parent = folder.joinpath("stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in "ZX" and not dead else int(parent)
