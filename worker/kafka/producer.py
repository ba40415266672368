"""An idempotent producer that is replaced after any error, and how the library's producers are closed: their traps in one place."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from aiokafka import AIOKafkaProducer
from aiokafka.codec import zstd_encode
from aiokafka.errors import MessageSizeTooLargeError, ProducerClosed, RecordListTooLargeError
from aiokafka.record.default_records import DefaultRecordBatchBuilder

from worker.errors import StreamError
from worker.kafka.connection import Connection, ended, stream_errors
from worker.kafka.partitioner import partition_of
from worker.kafka.reach import connecting
from worker.stream.ports import Outgoing

# How a topic refuses a batch for its size: by ``max.message.bytes``, or by ``segment.bytes``, where that is the smaller one.
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
FLUSH_SECONDS_MAX = 2.0  # for what others wait for in a producer that is replaced
CLOSE_SECONDS_MAX = 5.0
CANCEL_SECONDS = 0.1

# At level 1 zstd takes two thirds of its time at level 3, which is a seventh of what a message costs us, for records that are
# 3 % longer. The library asks for 3 and has no setting (aiokafka 0.14, ``codec.py:189``).
sys.modules[DefaultRecordBatchBuilder.__module__].zstd_encode = partial(zstd_encode, level=1)  # type: ignore[attr-defined]


def producer_arguments(connection: Connection, *, compression: str | None, record_bytes_max: int) -> Connection:
    """What every producer of ours is told."""
    return {
        **connection,
        "enable_idempotence": True,
        "compression_type": compression,
        "partitioner": partition_of,
        "linger_ms": 0,  # an alert never waits for company
        "max_batch_size": 256 * 1024,
        "max_request_size": record_bytes_max,
    }


class Producer:
    """Connects when it is first needed, and again after an error. Owned by a sink, which stops it.

    A record that the broker refuses for its size leaves a hole in a producer's sequence (aiokafka 0.14,
    ``message_accumulator.py:444``), after which its partition takes nothing more from it; one whose sender has died
    answers nothing any more; and what was given up in one must not come out later, behind what is sent in its place. So
    no error is waited out. ``seconds_max`` bounds the connecting, and the answer to what is sent.
    """

    def __init__(self, arguments: Connection, *, seconds_max: float) -> None:
        self._arguments = arguments
        self._seconds_max = seconds_max
        self._client: AIOKafkaProducer | None = None
        self._connecting = asyncio.Lock()
        self._retired: set[asyncio.Task[None]] = set()

    async def connect(self) -> AIOKafkaProducer:
        """The library's producer; where there is none, the first who asks makes it for all. Raises StreamError."""
        async with self._connecting:
            if self._client is None:
                client = AIOKafkaProducer(**self._arguments)
                with stream_errors("connecting the producer"):
                    try:
                        async with connecting("the producer", self._arguments), asyncio.timeout(self._seconds_max):
                            await client.start()
                    except BaseException:
                        await ended(client.stop(), seconds_max=CLOSE_SECONDS_MAX)
                        raise
                self._client = client
            return self._client

    async def stop(self) -> None:
        """Close it, and those that it replaced."""
        if self._client is not None:
            self._retire(self._client)
        await asyncio.gather(*self._retired)

    async def deliver(self, outgoing: Sequence[Outgoing]) -> Sequence[object]:
        """Send, and wait for an answer to each: what the broker said, or an error. Raises StreamError if one is missing."""
        client = await self.connect()
        deliveries: list[asyncio.Future[object]] = []
        try:
            async with asyncio.timeout(self._seconds_max):
                for output in outgoing:
                    deliveries.append(await sent(client, output))  # noqa: PERF401  the first ones count if this one fails
                answers = await asyncio.gather(*deliveries, return_exceptions=True)
        except BaseException as error:
            for delivery in deliveries:
                delivery.cancel()  # nobody asks for its answer any more
            self._retire(client)
            if isinstance(error, TimeoutError):
                topics = ", ".join(sorted({output.topic for output in outgoing}))
                raise StreamError(f"not acknowledged by {topics} within {self._seconds_max:.0f} s") from error
            raise
        if any(isinstance(answer, BaseException) for answer in answers):
            self._retire(client)
        return answers

    def _retire(self, client: AIOKafkaProducer) -> None:
        """Have nothing more to do with it, once, however many find it broken; it closes behind the scenes."""
        if self._client is client:
            self._client = None
            task = asyncio.create_task(closed(client))
            self._retired.add(task)
            task.add_done_callback(self._retired.discard)


async def sent(client: AIOKafkaProducer, output: Outgoing, number: int | None = None) -> asyncio.Future[object]:
    """The delivery to wait for; what the client itself refuses is answered like a refusal by the broker."""
    try:
        delivery: asyncio.Future[object] = await client.send(
            output.topic, output.value, output.key, partition=number, headers=list(output.headers)
        )
    except (MessageSizeTooLargeError, ProducerClosed) as error:
        delivery = asyncio.get_running_loop().create_future()
        delivery.set_exception(error)
    return delivery


async def closed(client: AIOKafkaProducer) -> None:
    """Close it: what it holds goes out if the broker takes it now, or never.

    In the steps of the library's ``stop``, which by itself waits for a dead broker for ever, and sends when that is back (0.14).
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(FLUSH_SECONDS_MAX):
            await client.flush()
    client._closed = True  # noqa: SLF001  for its finalizer, which warns
    sender = client._sender.sender_task  # noqa: SLF001
    for _ in range(2):  # the first ends the sender's loop, the second its wait for requests that are under way
        if sender is not None and not sender.done():
            sender.cancel()
            await asyncio.wait([sender], timeout=CANCEL_SECONDS)
    await ended(client.client.close(), seconds_max=CLOSE_SECONDS_MAX)
