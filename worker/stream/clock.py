"""The Clock of the running worker: the machine's own."""

import asyncio
import time


class SystemClock:
    """Wall time for what people read, monotonic time for what is measured."""

    def now_ms(self) -> int:
        """Milliseconds since 1970 UTC."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
