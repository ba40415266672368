"""An event loop without waiting: time jumps to the next thing that is due, so that minutes of a stream pass in a second."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class StandstillError(Exception):
    """Every task waits for another, and no time would end it."""


class _Selector(selectors.SelectSelector):
    """Never waits for a file: it moves the loop's time by as much as the loop would have waited."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise StandstillError("nothing is ready and nothing is due")
        self.now += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """The standard loop on virtual time. Two runs of the same coroutine with the same random numbers are the same."""

    def __init__(self) -> None:
        self._virtual = _Selector()
        super().__init__(self._virtual)

    def time(self) -> float:
        return self._virtual.now


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run to the end in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(main)


class VirtualClock:
    """The stream's Clock on the loop's time."""

    def now_ms(self) -> int:
        return 1_700_000_000_000 + int(self.monotonic() * 1000)

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
