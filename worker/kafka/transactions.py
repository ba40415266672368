"""Transactional producers: the library's behind the stream's ports, and what it needs so that none outlives its use."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.client import CoordinationType

from worker.errors import RefusedError, StreamError
from worker.kafka.batches import batches_of
from worker.kafka.connection import Connection, stream_errors
from worker.kafka.offsets import committed_offset
from worker.kafka.producer import TOO_LARGE, closed, sent
from worker.kafka.senders import choose_sender
from worker.stream.ports import Member, Outgoing, Partition

CONNECT_SECONDS_MAX = 5.0  # for a producer that is given up before it was connected
ABORT_SECONDS_MAX = 2.0
# Between attempts while the coordinator is busy: a fencing takes 35 ms so, 124 ms with the library's 100.
BACKOFF_MS = 20


class TransactionalProducers:
    """Makes producers for the sink, which discards them, and sees them closed.

    A transaction that is open when its worker is killed is aborted after ``transaction_seconds``, or when the next worker
    fences it: for so long readers of its partitions wait.
    """

    def __init__(
        self, arguments: Connection, *, group_id: str, transaction_seconds: float, ask_seconds_max: float
    ) -> None:
        self._arguments = {
            **arguments,
            "retry_backoff_ms": BACKOFF_MS,
            "transaction_timeout_ms": int(transaction_seconds * 1000),
        }
        self._group_id = group_id
        self._ask_seconds_max = ask_seconds_max
        self._closing: set[asyncio.Task[None]] = set()

    async def fence(self, transactional_id: str) -> "TransactionalProducer":
        """Start a producer: the library's does not, until it has its id's new epoch, which fences every earlier one.

        Its ``start`` in two steps, of which the first is never cancelled: it would leave the connection that it asks
        open behind it (aiokafka 0.14, ``client.py:219``).
        """
        client = AIOKafkaProducer(**self._arguments, transactional_id=transactional_id)
        connecting = asyncio.ensure_future(client.client.bootstrap())
        close = partial(self._close, client, connecting)
        producer = TransactionalProducer(client, self._group_id, self._ask_seconds_max, close)
        with stream_errors(f"fencing {transactional_id}"):
            try:
                await asyncio.shield(connecting)
                await choose_sender(client, transactional_id)
                await client._sender.start()  # noqa: SLF001  see above
            except BaseException:
                producer.discard()
                raise
        return producer

    async def stop(self) -> None:
        """Each closes within a bound of its own."""
        await asyncio.gather(*self._closing)

    def _close(self, client: AIOKafkaProducer, connecting: "asyncio.Future[None]") -> None:
        task = asyncio.create_task(_aborted_and_closed(client, connecting))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


class TransactionalProducer:
    """One fenced producer: its transactions one after another. The sink sets the deadlines."""

    def __init__(
        self, client: AIOKafkaProducer, group_id: str, ask_seconds_max: float, close: Callable[[], None]
    ) -> None:
        self._client = client
        self._group_id = group_id
        self._ask_seconds_max = ask_seconds_max
        self._close = close

    async def begin(self) -> None:
        """Begin a transaction."""
        with stream_errors("beginning a transaction"):
            await self._client.begin_transaction()

    async def send(self, outgoing: Sequence[Outgoing]) -> "Sequence[asyncio.Future[object]]":
        """Give the records to the library in batches; those of one batch have one future."""
        answers: dict[int, asyncio.Future[object]] = {}
        try:
            with stream_errors("publishing"):
                for batch in await batches_of(self._client, outgoing):
                    topic, number = batch.partition
                    delivery = await self._client.send_batch(batch.builder, topic, partition=number)
                    answers |= dict.fromkeys(batch.places, _answer(delivery, topic))
        except BaseException:
            for answer in answers.values():
                answer.cancel()
            raise
        return [answers[place] for place in range(len(outgoing))]

    async def send_to(self, number: int, output: Outgoing) -> "asyncio.Future[object]":
        """Give one record to the library, which batches it with its neighbours, for the partition of that number."""
        with stream_errors("publishing"):
            delivery = await sent(self._client, output, number)
        return _answer(delivery, output.topic)

    async def commit(self, next_offsets: Mapping[Partition, int], member: Member | None) -> None:
        """Commit the offsets in the transaction, and the transaction."""
        first, *others = (f"{topic}/{number}" for topic, number in next_offsets)
        with stream_errors(f"committing {first}" + (f" and {len(others)} more" if others else "")):
            if member:
                self._client._sender.member = member  # noqa: SLF001
            offsets = {TopicPartition(*partition): due for partition, due in next_offsets.items()}
            await self._client.send_offsets_to_transaction(offsets, self._group_id)
            await self._client.commit_transaction()

    async def commit_sent(self) -> None:
        """Commit the transaction without an offset: for who does not work an input."""
        with stream_errors("committing"):
            await self._client.commit_transaction()

    async def committed(self, partition: Partition) -> int | None:
        """Asked by way of the node that has fenced us, and so has just written to the group's coordinator."""
        node = self._client._sender._coordinators.get(CoordinationType.TRANSACTION)  # noqa: SLF001  it is told nowhere else
        if node is None:
            raise StreamError("the coordinator of our transactions is not known")
        return await committed_offset(
            self._client.client, node, self._group_id, partition, seconds_max=self._ask_seconds_max
        )

    def discard(self) -> None:
        """Leave it to a task of its own: a stop that is cancelled would leave the library's own tasks alive."""
        self._close()


def _answer(delivery: "asyncio.Future[object]", topic: str) -> "asyncio.Future[object]":
    """What becomes of a delivery. Whoever gives it up need not ask for its error: else the event loop would complain."""
    answer: asyncio.Future[object] = asyncio.ensure_future(_answered(delivery, topic))
    answer.add_done_callback(lambda done: done.cancelled() or done.exception())
    return answer


async def _answered(delivery: "asyncio.Future[object]", topic: str) -> None:
    with stream_errors(f"publishing to {topic}"):
        try:
            await delivery
        except TOO_LARGE as error:
            raise RefusedError(f"{topic}: {error}") from error


async def _aborted_and_closed(client: AIOKafkaProducer, connecting: "asyncio.Future[None]") -> None:
    """Abort first: the library's ``stop`` leaves a transaction open, and readers would wait until it runs out."""
    await asyncio.wait([connecting], timeout=CONNECT_SECONDS_MAX)
    if connecting.done() and not connecting.cancelled():
        connecting.exception()  # whoever wanted the producer has seen it, or was cancelled
    try:
        with stream_errors("aborting"):
            async with asyncio.timeout(ABORT_SECONDS_MAX):
                await client.abort_transaction()
    except StreamError:
        pass  # none is open, its end is under way, or we are fenced: whatever it was, the broker or the next claim ends it
    await closed(client)
    _hear_out(client)


def _hear_out(client: AIOKafkaProducer) -> None:
    """Take note of the errors that nobody awaits after a fatal one (aiokafka 0.14): the event loop would complain of each."""
    batches = chain.from_iterable(client._message_accumulator._batches.values())  # noqa: SLF001  they are told nowhere else
    waiters = [batch._drain_waiter for batch in batches]  # noqa: SLF001
    for waiter in (client._txn_manager._transaction_waiter, *waiters):  # noqa: SLF001
        if waiter is not None and waiter.done() and not waiter.cancelled():
            waiter.exception()
