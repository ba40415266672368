"""The stream's Producers and Transaction over the simulated broker, with the client library's ways."""

import asyncio
from collections.abc import Mapping, Sequence
from random import Random

from simulation.broker import Broker
from simulation.network import Network
from worker.errors import StreamError
from worker.stream.ports import Member, Outgoing, Partition

LINGER_SECONDS_MAX = 0.002  # records that are sent within it share a batch


class SimulatedProducers:
    """Makes producers of one replica."""

    def __init__(self, broker: Broker, network: Network, random: Random) -> None:
        self._broker = broker
        self._network = network
        self._random = random
        self._made: list[SimulatedTransaction] = []  # kept, with their tasks, as the library's client is by its own

    async def fence(self, transactional_id: str) -> "SimulatedTransaction":
        """Initialise the id; the answer comes when nothing of its past is under way any more."""
        broker = self._broker
        epoch = await self._network.request(
            lambda: broker.initialise(transactional_id), waits=lambda: broker.completing(transactional_id)
        )
        self._made.append(SimulatedTransaction(broker, self._network, self._random, transactional_id, epoch))
        return self._made[-1]

    async def stop(self) -> None:
        """Nothing is closed here that counts."""


class SimulatedTransaction:
    """One producer: batches one after another, the sequence of each counted."""

    def __init__(self, broker: Broker, network: Network, random: Random, transactional_id: str, epoch: int) -> None:
        self._broker = broker
        self._network = network
        self._random = random
        self._id = transactional_id
        self._epoch = epoch
        self._batch: list[tuple[Outgoing, asyncio.Future[object]]] = []
        self._sending: asyncio.Task[None] | None = None
        self._holes: set[str] = set()  # topics with one in their sequence: a batch was refused, or its fate is unknown
        self._begun = False
        self._discarded = False

    async def begin(self) -> None:
        """Nothing is asked of the broker."""
        await self._network.take(0)
        if self._begun:
            raise StreamError("a transaction is begun already")
        self._begun = True

    async def send(self, outgoing: Sequence[Outgoing]) -> "Sequence[asyncio.Future[object]]":
        """Put them into the batches that go next."""
        return [await self._put(output) for output in outgoing]

    async def _put(self, output: Outgoing) -> "asyncio.Future[object]":
        await self._network.alive()
        self._check_begun()
        answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda done: done.cancelled() or done.exception())  # a killed replica asks for none
        self._batch.append((output, answer))
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send_batches())
        if self._random.random() < 0.1:
            await self._network.take(self._random.uniform(0, 2 * LINGER_SECONDS_MAX))
        return answer

    async def commit(self, next_offsets: Mapping[Partition, int], member: Member | None) -> None:
        """Wait for the batches, whatever becomes of them, as the library does; then the offsets, then the end."""
        self._check_begun()
        if self._sending is not None:
            await asyncio.wait([self._sending])
        broker, network = self._broker, self._network
        await network.request(
            lambda: broker.add_offsets(self._id, self._epoch, next_offsets, member), waits=self._concurrent
        )
        await network.request(lambda: broker.end(self._id, self._epoch, commit=True))
        self._begun = False

    async def committed(self, partition: Partition) -> int | None:
        """Asked of a coordinator that has completed everything of this id's past."""
        broker = self._broker
        offset: int | None = await self._network.ask(
            lambda: broker.committed(partition), waits=lambda: broker.undecided(partition)
        )
        return offset

    def discard(self) -> None:
        """Abort what is open, some time."""
        if not self._discarded:
            self._discarded = True
            self._aborting = asyncio.create_task(self._abort())

    def _check_begun(self) -> None:
        if not self._begun:
            raise StreamError("no transaction is begun")

    def _concurrent(self) -> bool:
        """The broker still completes the id's last transaction, and lets the next one wait."""
        return self._broker.completing(self._id)

    async def _abort(self) -> None:
        try:
            async with asyncio.timeout(2):
                await self._network.request(lambda: self._broker.end(self._id, self._epoch, commit=False))
        except (StreamError, TimeoutError):
            pass  # the next claim, or the broker's own time-out, ends it

    async def _send_batches(self) -> None:
        while self._batch:
            await self._network.take(self._random.uniform(0, LINGER_SECONDS_MAX))
            topic = self._batch[0][0].topic
            batch = [pair for pair in self._batch if pair[0].topic == topic][: self._broker.batch_records_max]
            self._batch = [pair for pair in self._batch if pair not in batch]
            await self._send([output for output, _ in batch], [answer for _, answer in batch])

    async def _send(self, outputs: Sequence[Outgoing], answers: "Sequence[asyncio.Future[object]]") -> None:
        topic = outputs[0].topic
        out_of_order = StreamError("out of order sequence number") if topic in self._holes else None
        error = out_of_order or await self._refusal(outputs)
        if error is not None:
            self._holes.add(topic)
        for answer in answers:
            if answer.done():
                continue
            if error:
                answer.set_exception(error)
            else:
                answer.set_result(None)

    async def _refusal(self, outputs: Sequence[Outgoing]) -> StreamError | None:
        try:
            async with asyncio.timeout(30):
                await self._network.request(
                    lambda: self._broker.produce(self._id, self._epoch, outputs), waits=self._concurrent
                )
        except StreamError as error:
            return error
        except TimeoutError:
            return StreamError("no answer")
        return None
