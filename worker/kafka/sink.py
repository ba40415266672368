"""The Sink that delivers at least once: one idempotent producer for all partitions, then the commit."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError, OutOfOrderSequenceNumber

from worker.errors import StreamError
from worker.kafka.connection import Connection, stream_errors
from worker.stream.ports import Outgoing, Partition

Commit = Callable[[Partition, int], Awaitable[None]]

_PRODUCER_CLOSE_SECONDS_MAX = 10.0


class AtLeastOnceSink:
    """Sends in order, waits for every acknowledgement, commits last: whatever breaks, the input is read again.

    Owned by the runner. A record that the broker refuses for its size leaves a hole in the producer's sequence (aiokafka
    0.14, ``message_accumulator.py:444``), after which its partition takes nothing more from it: the producer is then
    replaced, and what it could not send goes out through the new one.
    """

    def __init__(
        self,
        connection: Connection,
        commit: Commit,
        *,
        compression: str | None,
        record_bytes_max: int,
        seconds_max: float,
    ) -> None:
        self._arguments = {
            **connection,
            "enable_idempotence": True,
            "compression_type": compression,
            "linger_ms": 0,  # an alert never waits for company
            "max_batch_size": 256 * 1024,
            "max_request_size": record_bytes_max,
        }
        self._commit = commit
        self._seconds_max = seconds_max
        self._producer: AIOKafkaProducer | None = None
        self._renewing = asyncio.Lock()
        self._retired: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Connect."""
        self._producer = await self._connect()

    async def stop(self) -> None:
        """Close the producers, those replaced included."""
        if self._producer is not None:
            self._retire(self._producer)
            self._producer = None
        await asyncio.gather(*self._retired)

    async def publish(
        self, partition: Partition, outgoing: Sequence[Outgoing], next_offset: int
    ) -> tuple[Outgoing, ...]:
        """Send, wait, commit."""
        published = list(outgoing)
        with stream_errors("publishing"):
            async with asyncio.timeout(self._seconds_max):
                for index in await self._refused(published):
                    published[index] = await self._send_alone(published[index])
        await self._commit(partition, next_offset)
        return tuple(published)

    async def _refused(self, outgoing: Sequence[Outgoing]) -> list[int]:
        """Send all, wait for all, and return which were refused, in order: for their size, or after one that was."""
        producer = self._connected()
        deliveries = [await _sent(producer, output) for output in outgoing]
        answers = await asyncio.gather(*deliveries, return_exceptions=True)
        errors = {index: answer for index, answer in enumerate(answers) if isinstance(answer, BaseException)}
        if errors:
            await self._renew(producer)
        for error in errors.values():
            if not isinstance(error, (MessageSizeTooLargeError, OutOfOrderSequenceNumber)):
                raise error
        return list(errors)

    async def _send_alone(self, output: Outgoing) -> Outgoing:
        """Send one output in a batch of its own, where a refusal can only mean itself; then send its ``instead``."""
        while True:
            producer = self._connected()
            try:
                await (await _sent(producer, output))
            except MessageSizeTooLargeError:
                await self._renew(producer)
                if output.instead is None:
                    raise
                output = output.instead(f"{output.topic} takes no record of that size")
            else:
                return output

    def _connected(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise StreamError("the sink is not connected")
        return self._producer

    async def _renew(self, broken: AIOKafkaProducer) -> None:
        """Replace a producer that can no longer be trusted, once, however many lanes find it broken."""
        async with self._renewing:
            if self._producer is broken:
                self._producer = await self._connect()
                self._retire(broken)

    async def _connect(self) -> AIOKafkaProducer:
        producer = AIOKafkaProducer(**self._arguments)
        with stream_errors("connecting the producer"):
            try:
                await producer.start()
            except BaseException:
                await producer.stop()
                raise
        return producer

    def _retire(self, producer: AIOKafkaProducer) -> None:
        """Close a producer behind the scenes: its ``stop`` may wait for a dead broker, and must not be cancelled early."""
        task = asyncio.create_task(_closed(producer))
        self._retired.add(task)
        task.add_done_callback(self._retired.discard)


async def _sent(producer: AIOKafkaProducer, output: Outgoing) -> asyncio.Future[object]:
    """The delivery to wait for; a record that is too large for the client itself is refused like one by the broker."""
    try:
        delivery: asyncio.Future[object] = await producer.send(
            output.topic, output.value, output.key, headers=list(output.headers)
        )
    except MessageSizeTooLargeError as error:
        delivery = asyncio.get_running_loop().create_future()
        delivery.set_exception(error)
    return delivery


async def _closed(producer: AIOKafkaProducer) -> None:
    await asyncio.wait([asyncio.ensure_future(producer.stop())], timeout=_PRODUCER_CLOSE_SECONDS_MAX)
