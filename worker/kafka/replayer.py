"""Dead letters back to the topics they came from: each with a receipt, in one transaction, so that none goes out twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

from aiokafka.errors import (
    InvalidProducerEpoch,
    InvalidTimestampError,
    ProducerFenced,
    TopicAuthorizationFailedError,
    UnknownError,
)

from worker.errors import RefusedError, StreamError
from worker.kafka.connection import Connection
from worker.kafka.dead_letters import RECEIPT, Letter, letters
from worker.kafka.topics import partitions_of, seconds_max
from worker.kafka.transactions import TransactionalProducer, TransactionalProducers
from worker.stream.ports import Outgoing, Partition

# What a broker answers that has to do with the very record. The last is also every error that the library has no name for,
# as that of a compacted topic which takes no record without a key.
REFUSALS = (InvalidTimestampError, TopicAuthorizationFailedError, UnknownError)
FENCED = (ProducerFenced, InvalidProducerEpoch)


@dataclass
class Receipts:
    """The places of the letters that were replayed, as far as the dead-letter topic was read."""

    places: set[str] = field(default_factory=set)
    read_to: dict[int, int] = field(default_factory=dict)  # by partition, the next offset to read

    async def catch_up(self, connection: Connection, topic: str, *, since_ms: int | None = None) -> None:
        """Read what has come since. Raises StreamError."""
        behind = letters(connection, topic, since_ms=since_ms, begin=self.read_to, undecided=True)
        async with aclosing(behind):
            async for letter in behind:
                self.read_to[letter.partition] = letter.offset + 1
                if letter.receipt_for:
                    self.places.add(letter.receipt_for)


class Replayer:
    """Publishes letters, each with a receipt, and none that has one, unless it is told to do it ``again``.

    Several may run at once, or one after another that was killed. The lock is fencing, as everywhere with us: whoever
    fenced the transactional id last is the only one who can publish, and what the receipts say after that is final. So
    a claim fences first and reads then, and the one that was there before ends with an error.
    """

    def __init__(
        self,
        connection: Connection,
        producers: TransactionalProducers,
        *,
        group_id: str,
        topic: str,
        since_ms: int | None,
        again: bool,
        transaction_seconds_max: float,
    ) -> None:
        self._connection = connection
        self._producers = producers
        self._id = f"{group_id}.replay"
        self._topic = topic
        self._since_ms = since_ms
        self._again = again
        self._seconds_max = transaction_seconds_max
        self._receipts = Receipts()
        self._producer: TransactionalProducer | None = None

    def is_due(self, letter: Letter) -> bool:
        """Whether it is to be published, as far as the receipts are known."""
        return self._again or letter.place not in self._receipts.places

    async def claim(self) -> None:
        """Fence whoever replays for the group, then read what they have done. Raises StreamError."""
        self.release()
        try:
            async with asyncio.timeout(seconds_max(self._connection)):
                self._producer = await self._producers.fence(self._id)
        except TimeoutError as error:
            raise StreamError(f"{self._id} not fenced within {seconds_max(self._connection):.0f} s") from error
        await self._receipts.catch_up(self._connection, self._topic, since_ms=self._since_ms)

    def release(self) -> None:
        """Abort what is open."""
        if self._producer is not None:
            self._producer.discard()
            self._producer = None

    async def publish(self, due: Sequence[tuple[Letter, Partition]]) -> dict[str, str]:
        """Publish each letter to its partition, with its history; by place, why the broker refused one.

        A broker refuses a batch of records as a whole, and the transaction is lost with it: then each goes alone. Raises
        StreamError, after which this replay is at its end.
        """
        if self._producer is None:  # its last transaction was refused, and others may have been at work since
            await self.claim()
            due = [(letter, partition) for letter, partition in due if self.is_due(letter)]
        try:
            await self._transact(due)
        except RefusedError as error:
            if len(due) == 1:
                return {due[0][0].place: str(error)}
            refused: dict[str, str] = {}
            for one in due:
                refused |= await self.publish([one])
            return refused
        return {}

    async def _transact(self, due: Sequence[tuple[Letter, Partition]]) -> None:
        """All of them with their receipts, or nothing. After any error the producer is of no use any more."""
        if not due:
            return
        if self._producer is None:
            raise StreamError(f"{self._id} is not claimed")
        try:
            async with asyncio.timeout(self._seconds_max):
                await _sent_and_committed(self._producer, due)
        except BaseException as error:
            self.release()
            if isinstance(error, TimeoutError):
                raise StreamError(
                    f"no answer within {self._seconds_max:.0f} s; whether the last letters are published their receipts "
                    "tell, and the same command goes on from there"
                ) from error
            if isinstance(error.__cause__, FENCED):
                raise StreamError(
                    "another replay of this group has taken over, or this one was held up for longer than a transaction "
                    "may take; what is published has its receipt, and the same command goes on from there"
                ) from error
            raise


async def _sent_and_committed(producer: TransactionalProducer, due: Sequence[tuple[Letter, Partition]]) -> None:
    deliveries: list[asyncio.Future[object]] = []
    unsent: list[StreamError] = []
    await producer.begin()
    try:
        try:
            for letter, partition in due:
                original = Outgoing(partition.topic, letter.key, letter.value, letter.headers)
                deliveries.append(await producer.send_to(partition.number, original))
                deliveries.append(await producer.send_to(letter.partition, _receipt(letter, partition)))
        except StreamError as refusal:
            unsent.append(refusal)  # behind a fencing all is refused; why, only what was sent before it is told
        answers = await asyncio.gather(*deliveries, return_exceptions=True)
    finally:
        for delivery in deliveries:
            delivery.cancel()  # where there is an error, nobody asks for the rest
    errors = [*(answer for answer in answers if isinstance(answer, BaseException)), *unsent]
    for error in sorted(errors, key=_is_refusal):
        raise RefusedError(str(error)) if _is_refusal(error) else error
    await producer.commit_sent()


def _is_refusal(error: BaseException) -> bool:
    return isinstance(error, RefusedError) or isinstance(error.__cause__, REFUSALS)


def _receipt(letter: Letter, partition: Partition) -> Outgoing:
    headers = ((RECEIPT, letter.place.encode()), ("dlq.topic", partition.topic.encode()))
    return Outgoing(letter.topic, letter.key, b"", headers)


@asynccontextmanager
async def replayer(
    connection: Connection,
    arguments: Connection,
    *,
    group_id: str,
    topic: str,
    since_ms: int | None,
    again: bool,
    transaction_seconds_max: float,
) -> AsyncIterator[Replayer]:
    """A Replayer that has its claim, for as long as the block lasts. ``arguments`` are a producer's."""
    producers = TransactionalProducers(
        arguments,
        group_id=group_id,
        transaction_seconds=transaction_seconds_max,
        ask_seconds_max=seconds_max(connection),
    )
    replays = Replayer(
        connection,
        producers,
        group_id=group_id,
        topic=topic,
        since_ms=since_ms,
        again=again,
        transaction_seconds_max=transaction_seconds_max,
    )
    try:
        await partitions_of(connection, topic)  # who mistypes a name stops nobody
        await replays.claim()
        yield replays
    finally:
        replays.release()
        await producers.stop()
