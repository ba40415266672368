"""The Sink that delivers at least once: one idempotent producer for all partitions, then the commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiokafka.errors import OutOfOrderSequenceNumber, ProducerClosed

from worker.kafka.commits import CommitAll, Commits
from worker.kafka.connection import Connection, stream_errors
from worker.kafka.producer import TOO_LARGE, Producer
from worker.stream.ports import Outgoing, Partition

Committed = Callable[[Partition], Awaitable[int | None]]

# What a record may meet that is not at fault: the batch that it shares is refused for another's size, the sequence has a
# hole after that, or the producer is replaced already.
REFUSALS = (*TOO_LARGE, OutOfOrderSequenceNumber, ProducerClosed)


class AtLeastOnceSink:
    """Sends in order, waits for every acknowledgement, commits last: whatever breaks, the input is read again.

    Owned by the runner. The lanes share a producer, and so its batches, and their commits. What is refused there is sent
    again alone, through another, by one lane at a time, where a refusal can only mean the record itself; and so is all that
    comes behind it, part of which is out already: twice rather than before its predecessor, which a reader would take for new.
    """

    rest_seconds_max = 0.006

    def __init__(
        self,
        producer_arguments: Connection,
        committed: Committed,
        commit: CommitAll,
        *,
        seconds_max: float,
    ) -> None:
        self._shared, self._lone = (Producer(producer_arguments, seconds_max=seconds_max) for _ in range(2))
        self._alone = asyncio.Lock()
        self._committed = committed
        self._commits = Commits(commit)

    async def start(self) -> None:
        """Connect, unless that is done."""
        await self._shared.connect()

    async def stop(self) -> None:
        """Close the producers."""
        await asyncio.gather(self._shared.stop(), self._lone.stop())

    async def claim(self, partition: Partition) -> int | None:
        """What is committed; that nobody else publishes any more is the group's word alone."""
        return await self._committed(partition)

    def release(self, partition: Partition) -> None:
        """The producers are no partition's own."""

    async def publish(
        self, partition: Partition, outgoing: Sequence[Outgoing], next_offset: int
    ) -> tuple[Outgoing, ...]:
        """Send, wait, commit."""
        published = list(outgoing)
        with stream_errors("publishing"):
            refused = await self._first_refused(published)
            for index in range(refused, len(published)):
                published[index] = await self._send_alone(published[index])
        await self._commits.commit(partition, next_offset)
        return tuple(published)

    async def _first_refused(self, outgoing: Sequence[Outgoing]) -> int:
        """Send all, wait for all, and return where the first one stands that was refused; their number if none was."""
        answers = await self._shared.deliver(outgoing)
        errors = {index: answer for index, answer in enumerate(answers) if isinstance(answer, BaseException)}
        for error in errors.values():
            if not isinstance(error, REFUSALS):
                raise error
        return min(errors, default=len(outgoing))

    async def _send_alone(self, output: Outgoing) -> Outgoing:
        """Send one output, or where it is refused its ``instead``; return what was sent."""
        async with self._alone:
            while True:
                (answer,) = await self._lone.deliver([output])
                if not isinstance(answer, BaseException):
                    return output
                if not isinstance(answer, TOO_LARGE) or not (instead := output.after_refusal()):
                    raise answer
                output = instead
