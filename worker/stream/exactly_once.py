"""The Sink that delivers exactly once: what is published and how far the input is worked are committed as one.

Apart from the Kafka room, though its rules come from there, because they are proven by breaking them: the simulation runs
this very code over a broker in memory that fences, delays and forgets.
"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, starmap

from worker.errors import RefusedError, StreamError
from worker.stream.ports import MemberOf, Outgoing, Partition, Producers, Transaction
from worker.stream.shares import Hold, Part, Refusal, Shares

TURNS = 2  # producers a partition


class ExactlyOnceSink:
    """Transactions by producers that nobody else can be, one after another for each partition. Owned by the runner.

    The group says who should work a partition; the lock is fencing: whoever initialised the partition's transactional
    ids last is the only one who can publish for it, and what is read as committed after that is final. So a claim fences
    first and reads then. After any error the hold is given up, also where the error says nothing of its own fate, as a
    commit's that was answered too late: only the next claim tells what has happened.

    Partitions share transactions, by a producer of one of them, whom the fences of the others do not stop. So it commits in
    the name of a member of the group, which is refused once the group has gone on without that one; and whoever reads what
    is committed waits for what is not decided. Between them nothing is left: the offsets are taken before the end is asked.

    ``seconds_max`` bounds a fencing, and a transaction from its begin to its commit.
    """

    # About two transactions. Measured at half load: 6 ms take a fifth more of the processors, and with 14 alerts come later.
    rest_seconds_max = 0.010

    def __init__(self, producers: Producers, member_of: MemberOf, *, prefix: str, seconds_max: float) -> None:
        self._producers = producers
        self._member_of = member_of
        self._prefix = prefix
        self._seconds_max = seconds_max
        self._holds: dict[Partition, Hold] = {}
        self._shares = Shares(self._transact)

    async def start(self) -> None:
        """Nothing to connect: producers come with the claims."""

    async def stop(self) -> None:
        """Give up every hold, and wait for the producers to close."""
        for partition in tuple(self._holds):
            self.release(partition)
        await self._shares.stop()
        await self._producers.stop()

    async def claim(self, partition: Partition) -> int | None:
        """Fence whoever published for the partition before, then read how far that went."""
        self.release(partition)
        await self._shares.out_of(partition)
        member = self._member_of(partition)
        fenced: list[Transaction] = []
        try:
            while len(fenced) < TURNS:
                fenced.append(await self._fence(self._transactional_id(partition, len(fenced))))
            committed = await self._agreed(partition, fenced)
        except BaseException:
            for producer in fenced:
                producer.discard()
            raise
        self._holds[partition] = Hold(fenced, committed, member)
        return committed

    def _transactional_id(self, partition: Partition, turn: int) -> str:
        """The same for every worker of the group. No topic's name may hold a slash, so that no two are alike by chance."""
        return f"{self._prefix}/{partition.topic}/{partition.number}/{turn}"

    async def _fence(self, transactional_id: str) -> Transaction:
        """One id, in its turn.

        Of two workers that claim at the same time each could end with one id, and both publish. Not so if all fence in
        the same order, and begin with the id that was fenced first: who fenced it last holds it, the other is stopped
        there, and every failure gives up the hold on both.
        """
        try:
            async with asyncio.timeout(self._seconds_max):
                return await self._producers.fence(transactional_id)
        except TimeoutError as error:
            raise StreamError(f"{transactional_id} not fenced within {self._seconds_max:.0f} s") from error

    async def _agreed(self, partition: Partition, fenced: Sequence[Transaction]) -> int | None:
        """What is committed, as the coordinators of both ids have it; where they differ one has yet to hear of it."""
        answers = [await producer.committed(partition) for producer in fenced]
        if len(set(answers)) > 1:
            raise StreamError(f"{partition.topic}/{partition.number}: what is committed is told as {answers}")
        return answers[0]

    def release(self, partition: Partition) -> None:
        """Give up the hold; what is open is aborted, so that readers do not wait for it."""
        if hold := self._holds.pop(partition, None):
            for producer in hold.producers:
                producer.discard()

    async def publish(
        self, partition: Partition, outgoing: Sequence[Outgoing], next_offset: int
    ) -> tuple[Outgoing, ...]:
        """Publish and commit; what a topic refuses for its size is found, and its ``instead`` published."""
        published = list(outgoing)
        alone: frozenset[int] = frozenset()
        refusal = await self._shares.settled(Part(partition, self._hold(partition), published, next_offset))
        while refusal:
            for place in refusal.proven:
                published[place] = _instead(published[place])
            alone |= {*refusal.places}
            await self._claim_again(partition)
            part = Part(partition, self._hold(partition), published, next_offset)
            await self._transact([part], alone)
            refusal = await part.answer
        return tuple(published)

    def _hold(self, partition: Partition) -> Hold:
        hold = self._holds.get(partition)
        if hold is None:
            raise StreamError(f"{partition.topic}/{partition.number} is not claimed")
        return hold

    async def _claim_again(self, partition: Partition) -> None:
        """After a refusal the producers are spoiled: the sequence has moved on (aiokafka 0.14, ``message_accumulator.py:444``).

        Work goes on only where nobody has worked the partition meanwhile.
        """
        before = self._holds[partition].committed
        committed = await self.claim(partition)
        if committed != before:
            self.release(partition)
            raise StreamError(f"{partition.topic}/{partition.number} has gone from {before} to {committed} without us")

    async def _transact(self, parts: Sequence[Part], alone: frozenset[int] = frozenset()) -> None:
        """Try one transaction, by a producer of the first part's, and answer.

        A commit asks nobody what became of the deliveries, so all of them are awaited before.
        """
        hold = parts[0].hold
        try:
            async with asyncio.timeout(self._seconds_max):
                producer = hold.next()
                await producer.begin()
                refused = await _refused(producer, [*chain.from_iterable(part.outgoing for part in parts)], alone)
                if not refused:
                    await producer.commit({part.partition: part.next_offset for part in parts}, hold.member)
        except BaseException as error:
            self._give_up(parts, error)
            if not isinstance(error, Exception):
                raise
            return
        if refused:
            self._refuse(parts, refused, alone)
        else:
            for part in parts:
                part.hold.committed = part.next_offset
                _answer(part, None)

    def _give_up(self, parts: Sequence[Part], error: BaseException) -> None:
        """All the holds: the transaction may be committed nevertheless, for each of them."""
        for part in parts:
            if self._holds.get(part.partition) is part.hold:
                self.release(part.partition)
            _answer(part, self._told(error))

    def _told(self, error: BaseException) -> StreamError:
        """To each lane an error of its own: they are raised in several tasks."""
        match error:
            case TimeoutError():
                told = StreamError(f"no transaction within {self._seconds_max:.0f} s")
            case asyncio.CancelledError():
                told = StreamError("another partition gave up the transaction that it had a part in")
            case _:
                told = StreamError(str(error) or type(error).__name__)
        told.__cause__ = error
        return told

    def _refuse(self, parts: Sequence[Part], refused: Sequence[int], alone: frozenset[int]) -> None:
        """Whoever something was refused of goes on alone, and so does the first, whose producer is spoiled."""
        proven = refused if len(refused) == 1 else [place for place in refused if place in alone][:1]
        begin = 0
        innocent: list[Part] = []
        for part in parts:
            theirs = range(begin, begin + len(part.outgoing))
            begin = theirs.stop
            places, sure = ([place - theirs.start for place in some if place in theirs] for some in (refused, proven))
            if places or part is parts[0]:
                _answer(part, Refusal(places, sure))
            else:
                innocent.append(part)
        self._shares.again(innocent)


def _answer(part: Part, answer: Refusal | StreamError | None) -> None:
    """Whoever was cancelled meanwhile does not ask, also not for an error."""
    if part.answer.done():
        return
    if isinstance(answer, StreamError):
        part.answer.set_exception(answer)
        part.answer.exception()  # taken note of; else the event loop complains where nobody asks
    else:
        part.answer.set_result(answer)


async def _refused(producer: Transaction, outgoing: Sequence[Outgoing], alone: frozenset[int]) -> Sequence[int]:
    """Send in order and await every delivery; the places of what was refused.

    What is ``alone`` shares its batch with nothing: a refusal means that very record, and ends the attempt.
    """
    deliveries: list[asyncio.Future[object]] = []
    try:
        for places in _apart(len(outgoing), alone):
            if alone:
                await _settled(deliveries)
            deliveries += await producer.send(outgoing[places.start : places.stop])
            if places.start in alone and await _settled(deliveries):
                break
        return await _settled(deliveries)
    finally:
        for delivery in deliveries:
            if not delivery.cancel() and not delivery.cancelled():
                delivery.exception()  # taken note of; else the event loop complains that nobody did


def _apart(count: int, alone: frozenset[int]) -> Iterator[range]:
    """So many places in their order, those that are to be alone each by itself.

    >>> [*_apart(5, frozenset({1, 4}))]
    [range(0, 1), range(1, 2), range(2, 4), range(4, 5)]
    """
    bounds = sorted({0, count, *alone, *(place + 1 for place in alone)})
    return starmap(range, pairwise(bounds))


async def _settled(deliveries: Sequence["asyncio.Future[object]"]) -> Sequence[int]:
    """Wait for all; the places of the refused. Raises the first other error where nothing was refused.

    After a refusal the sequence has a hole, and what follows in its partition fails with another error.
    """
    answers = await asyncio.gather(*deliveries, return_exceptions=True)
    refused = [place for place, answer in enumerate(answers) if isinstance(answer, RefusedError)]
    if not refused:
        for answer in answers:
            if isinstance(answer, BaseException):
                raise answer
    return refused


def _instead(output: Outgoing) -> Outgoing:
    instead = output.after_refusal()
    if instead is None:
        raise StreamError(f"{output.topic} takes no record of that size, and there is nothing to send in its place")
    return instead
