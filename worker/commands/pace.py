"""So many a second, and a line about it now and then: what both replays share."""

import asyncio
import sys
import time

TOLD_SECONDS = 2.0  # between two lines of progress


class Pace:
    """Holds a rate from its making on, and tells on standard error how far things are."""

    def __init__(self, what: str, per_second: float) -> None:
        self._what = what
        self._per_second = per_second
        self._due = self._told = self._began = time.monotonic()
        self._done = 0

    def batch_max(self, at_most: int) -> int:
        """How many to do at a time, so that a tenth of a second holds a batch."""
        return max(1, min(at_most, int(self._per_second / 10)))

    async def wait(self, count: int) -> None:
        """Until so many more may be done."""
        await asyncio.sleep(max(0.0, self._due - time.monotonic()))
        self._due = max(self._due, time.monotonic()) + count / self._per_second

    def did(self, count: int) -> None:
        """They are done."""
        self._done += count
        now = time.monotonic()
        if now - self._told >= TOLD_SECONDS:
            self._told = now
            sys.stderr.write(f"{self._done:,} {self._what}, {self._done / (now - self._began):.1f} a second\n")
