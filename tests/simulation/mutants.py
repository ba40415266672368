"""The product's own code with one rule broken in each: what the simulation has to find, or it proves nothing."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import count
from typing import Any
from unittest.mock import patch

from simulation.broker import Broker
from simulation.producers import SimulatedTransaction
from worker.stream import exactly_once
from worker.stream.exactly_once import TURNS, ExactlyOnceSink
from worker.stream.lane import Lane
from worker.stream.ledger import Ledger
from worker.stream.ports import Member, Outgoing, Partition, Transaction
from worker.stream.shares import Hold


class ReadsBeforeItFences(ExactlyOnceSink):
    """The committed offset is read first: a commit of the one who is fenced may come after that."""

    async def claim(self, partition: Partition) -> int | None:
        asking = await self._fence(f"asks {next(self._claims)}")
        committed = await asking.committed(partition)
        asking.discard()
        await super().claim(partition)
        self._holds[partition].committed = committed
        return committed

    _claims = count()


class FencesNobody(ExactlyOnceSink):
    """Every claim has transactional ids of its own."""

    _claims = count()

    async def _fence(self, transactional_id: str) -> Transaction:
        return await super()._fence(f"{transactional_id}.{next(self._claims)}")


class FencesBothAtOnce(ExactlyOnceSink):
    """Two claims at a time may end with one id each."""

    async def claim(self, partition: Partition) -> int | None:
        self.release(partition)
        ids = [self._transactional_id(partition, turn) for turn in range(TURNS)]
        fenced = await asyncio.gather(*map(self._fence, ids))
        committed = await self._agreed(partition, fenced)
        self._holds[partition] = Hold(fenced, committed, self._member_of(partition))
        return committed


class BeginsWithTheOtherId(ExactlyOnceSink):
    """The first transaction of a claim uses the id that was fenced last."""

    async def claim(self, partition: Partition) -> int | None:
        committed = await super().claim(partition)
        self._holds[partition].turn = 1
        return committed


class GoesOnAfterARefusal(ExactlyOnceSink):
    """What another has committed between the refusal and the new claim is published again."""

    async def _claim_again(self, partition: Partition) -> None:
        await self.claim(partition)


class KeepsItsProducersAfterAnError(ExactlyOnceSink):
    """A transaction that failed, perhaps after it was committed, is followed by another of the same producers."""

    async def claim(self, partition: Partition) -> int | None:
        if hold := self._holds.get(partition):
            return hold.committed
        return await super().claim(partition)

    def release(self, partition: Partition) -> None:
        pass


_commit = SimulatedTransaction.commit


async def _in_nobodys_name(
    producer: SimulatedTransaction, next_offsets: Mapping[Partition, int], member: Member | None
) -> None:
    """The group may have gone on long ago."""
    await _commit(producer, next_offsets, None)


async def _without_a_beginning(lane: Lane) -> None:
    """Where "latest" was is not committed: after an error it is found again, behind what came meanwhile."""
    committed = await lane._parts.sink.claim(lane.partition)
    lane._ledger = Ledger(await lane._parts.source.seek(lane.partition, committed))


async def _unawaited(producer: Transaction, outgoing: Sequence[Outgoing], alone: frozenset[int]) -> Sequence[int]:
    """Commit asks nobody what became of the deliveries."""
    for delivery in await producer.send(outgoing):
        delivery.add_done_callback(lambda done: done.cancelled() or done.exception())
    return ()


async def _ready_before_the_seek(lane: Lane) -> None:
    """What is polled until then comes from before the seek, and leaves a gap."""
    committed = await lane._parts.sink.claim(lane.partition)
    lane._ledger = Ledger(committed or 0)
    lane._news.clear()
    await lane._parts.source.seek(lane.partition, committed)


Mutant = tuple[type[ExactlyOnceSink], Callable[[], AbstractContextManager[Any]]]

MUTANTS: dict[str, Mutant] = {
    "commits before deliveries are awaited": (
        ExactlyOnceSink,
        lambda: patch.object(exactly_once, "_refused", _unawaited),
    ),
    "reads the committed offset before it fences": (ReadsBeforeItFences, nullcontext),
    "fences nobody": (FencesNobody, nullcontext),
    "fences both ids at once": (FencesBothAtOnce, nullcontext),
    "takes records from before the seek": (
        ExactlyOnceSink,
        lambda: patch.object(Lane, "_claim", _ready_before_the_seek),
    ),
    "begins with the id that it fenced last": (BeginsWithTheOtherId, nullcontext),
    "does not commit where it begins": (ExactlyOnceSink, lambda: patch.object(Lane, "_claim", _without_a_beginning)),
    "does not heed a lost position": (ExactlyOnceSink, lambda: patch.object(Lane, "restart", lambda *_: None)),
    "goes on after a refusal without looking": (GoesOnAfterARefusal, nullcontext),
    "keeps its producers after an error": (KeepsItsProducersAfterAnError, nullcontext),
    "commits in nobody's name": (
        ExactlyOnceSink,
        lambda: patch.object(SimulatedTransaction, "commit", _in_nobodys_name),
    ),
    "reads what is not decided": (ExactlyOnceSink, lambda: patch.object(Broker, "undecided", lambda *_: False)),
}
