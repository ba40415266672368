"""The commits of several partitions in one question to the broker."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from worker.errors import StreamError
from worker.stream.ports import Partition

CommitAll = Callable[[Mapping[Partition, int]], Awaitable[None]]


@dataclass(slots=True)
class _Round:
    """Offsets that go together, and what came of it."""

    offsets: dict[Partition, int] = field(default_factory=dict)
    answered: bool = False
    error: StreamError | None = None


class Commits:
    """One commit at a time: the partitions that ask while one is under way share the next.

    It costs the broker, and us, hardly more for all partitions than for one.
    """

    def __init__(self, commit: CommitAll) -> None:
        self._commit = commit
        self._next = _Round()
        self._turn = asyncio.Lock()

    async def commit(self, partition: Partition, next_offset: int) -> None:
        """Say that everything below ``next_offset`` is done. Raises StreamError, to all who shared the question.

        Who is first in a round asks for all of it. Who is cancelled takes its offset along, and if it was the one who
        asked, the next asks again.
        """
        mine = self._next
        mine.offsets[partition] = next_offset
        try:
            async with self._turn:
                if not mine.answered:
                    await self._ask(mine)
        finally:
            if not mine.answered:
                mine.offsets.pop(partition, None)  # the partition may be another's by the time that the others ask
        if mine.error:
            raise StreamError(str(mine.error)) from mine.error

    async def _ask(self, mine: _Round) -> None:
        await asyncio.sleep(0)  # what one acknowledgement sets free asks in one step of the event loop
        if self._next is mine:
            self._next = _Round()
        try:
            await self._commit(mine.offsets)
        except StreamError as error:
            mine.error = error
        mine.answered = True
