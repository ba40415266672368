"""Who takes part in the next transaction: it costs the broker hardly more for several partitions than for one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from worker.stream.ports import Member, Outgoing, Partition, Transaction

PART_BYTES_MAX = 128 * 1024  # of values; what is more would hardly gain by company, and goes alone, at once
SHARED_BYTES_MAX = 1024 * 1024  # the same of a whole transaction, so that an alert does not wait for more


@dataclass(slots=True, eq=False)
class Hold:
    """Our hold on a partition: producers that take turns, the offset that we know to be committed, and in whose name."""

    producers: Sequence[Transaction]
    committed: int | None
    member: Member | None
    turn: int = 0

    def next(self) -> Transaction:
        """Whose turn it is.

        The broker completes a transaction after it has answered its commit, and the same producer's next one would wait
        for that, 20 ms at least (aiokafka 0.14, ``sender.py:40``); another's does not.
        """
        producer = self.producers[self.turn]
        self.turn = (self.turn + 1) % len(self.producers)
        return producer


class Refusal(NamedTuple):
    """What was refused of a part, by its places, and those of it that nobody else can have been the reason for."""

    places: Sequence[int]
    proven: Sequence[int]


@dataclass(slots=True, eq=False)
class Part:
    """What one partition publishes. The answer says that it is committed, None, or what was refused of it."""

    partition: Partition
    hold: Hold
    outgoing: Sequence[Outgoing]
    next_offset: int
    answer: "asyncio.Future[Refusal | None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    @property
    def size_bytes(self) -> int:
        """Of its values."""
        return sum(len(output.value or b"") for output in self.outgoing)


Transact = Callable[[Sequence[Part]], Awaitable[None]]
"""One transaction for all of these parts. Sees to their answers, but for those that it has ``Shares.again``; never fails."""


class Shares:
    """One shared transaction at a time: the parts that come while it is under way have the next.

    The larger ones go beside it, so that however much there is to publish, none of it waits for its turn.
    """

    def __init__(self, transact: Transact) -> None:
        self._transact = transact
        self._waiting: list[Part] = []
        self._under_way: Sequence[Part] = ()
        self._task: asyncio.Task[None] | None = None

    async def settled(self, part: Part) -> Refusal | None:
        """Its answer. Who is cancelled while the transaction is under way cancels it, for all who have a part in it."""
        if part.size_bytes > PART_BYTES_MAX:
            await self._transact([part])
            return await part.answer
        self._waiting.append(part)
        self._go_on()
        try:
            return await part.answer
        finally:
            if part in self._waiting:
                self._waiting.remove(part)
            elif part.answer.cancelled() and part in self._under_way and self._task:
                self._task.cancel()

    def again(self, parts: Sequence[Part]) -> None:
        """Let these wait for the next: what broke off was none of their fault, and nothing of them can be committed."""
        self._waiting[:0] = parts

    async def out_of(self, partition: Partition) -> None:
        """Wait for the end of what the partition still has a part in."""
        if self._task and any(part.partition == partition for part in self._under_way):
            await asyncio.wait([self._task])

    async def stop(self) -> None:
        """Break off what is under way: nobody waits for it any more."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _go_on(self) -> None:
        if self._waiting and not (self._task and not self._task.done()):
            self._task = asyncio.create_task(self._share())
            self._task.add_done_callback(lambda _: self._go_on())

    async def _share(self) -> None:
        """In a step of its own: what comes in one step of the event loop goes together."""
        if waiting := [part for part in self._waiting if not part.answer.cancelled()]:
            self._under_way, self._waiting = _together(waiting)
            try:
                await self._transact(self._under_way)
            finally:
                self._under_way = ()


def _together(waiting: Sequence[Part]) -> tuple[Sequence[Part], list[Part]]:
    """The first, and those after it whom the group knows as the same member, as many as go together; and the others."""
    first, *others = waiting
    parts, rest, size_bytes = [first], list[Part](), first.size_bytes
    for part in others:
        fits = size_bytes + part.size_bytes <= SHARED_BYTES_MAX
        if fits and part.hold.member is not None and part.hold.member == first.hold.member:
            size_bytes += part.size_bytes
            parts.append(part)
        else:
            rest.append(part)
    return parts, rest
