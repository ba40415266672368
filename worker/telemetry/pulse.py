"""The pulse of the event loop: how late it wakes a task that is due tells whether something blocks it."""

import asyncio
from collections.abc import Callable


async def watch_pulse(late: Callable[[float], None], every_seconds: float = 0.25) -> None:
    """Tell ``late`` by how many seconds each beat came too late, until cancelled. Owned by ``app``."""
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + every_seconds
        await asyncio.sleep(every_seconds)
        late(max(0.0, loop.time() - due))
