"""Apache Kafka as far as exactly once goes: transactional ids, transactions, logs with a last stable offset, commits.

It behaves as Apache Kafka 4.3 does: ``tests/broker/test_conformance.py`` holds the same claims of both. Whoever initialises
a transactional id last is the only one who can write with it; a transaction whose commit is answered becomes visible a
while later, its offsets too, and only the next initialisation of the id waits for that.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from worker.errors import RefusedError, StreamError
from worker.stream.ports import Arrival, Member, Outgoing, Partition

TRANSACTION_SECONDS = 4.0  # after which the broker aborts it by itself, and fences its producer
MARKERS_SECONDS_MAX = 0.4  # from the answer to a commit until it is visible everywhere


@dataclass(eq=False, slots=True)
class Entry:
    """One record in an output topic; ``committed`` is None while its transaction is open."""

    output: Outgoing
    committed: bool | None = None


@dataclass(eq=False, slots=True)
class OpenTransaction:
    """What a transaction holds so far."""

    entries: list[Entry] = field(default_factory=list)
    offsets: dict[Partition, tuple[int, int]] = field(default_factory=dict)  # when added, in counts; the offset


@dataclass(eq=False, slots=True)
class Id:
    """A transactional id as its coordinator knows it."""

    epoch: int = -1
    open: OpenTransaction | None = None
    completing: bool = False  # its last transaction is decided, and not yet visible everywhere


class Broker:
    """Everything that outlives the replicas. Its methods are the effects of requests: they take no time."""

    def __init__(
        self, random: Random, told: Counter[str], bytes_max: dict[str, int], *, batch_records_max: int
    ) -> None:
        self._random = random
        self.told = told
        self._bytes_max = bytes_max
        self.batch_records_max = batch_records_max
        self.inputs: dict[Partition, list[Arrival]] = defaultdict(list)
        self._committed: dict[Partition, tuple[int, int]] = {}
        self._added = 0
        self._undecided: Counter[Partition] = Counter()  # the transactions that have an offset for it
        self.is_member: Callable[[Member], bool] = lambda _: True
        self._first: dict[Partition, tuple[int, int]] = {}
        self._logs: dict[str, list[Entry]] = defaultdict(list)
        self._ids: dict[str, Id] = defaultdict(Id)

    def readable(self, topic: str) -> list[Outgoing]:
        """What a reader of committed records has got: everything up to the first open transaction, but for the aborted."""
        outputs = []
        for entry in self._logs[topic]:
            if entry.committed is None:
                break
            if entry.committed:
                outputs.append(entry.output)
        return outputs

    def committed(self, partition: Partition) -> int | None:
        """What the group has committed, as far as it is visible."""
        return self._committed[partition][1] if partition in self._committed else None

    def began(self, partition: Partition) -> int:
        """The offset that was committed first: where work begins, with "latest"."""
        return self._first[partition][1] if partition in self._first else 0

    def completing(self, transactional_id: str) -> bool:
        """Whether an initialisation of the id has to wait."""
        return self._ids[transactional_id].completing

    def initialise(self, transactional_id: str) -> int:
        """Fence every earlier producer of the id, begin the abort of what is open, and return the epoch that counts now."""
        known = self._ids[transactional_id]
        known.epoch += 1
        if known.open:
            self.told["transaction fenced"] += 1
            self._end(known, known.open, commit=False)
        return known.epoch

    def produce(self, transactional_id: str, epoch: int, batch: Sequence[Outgoing]) -> None:
        """Append one batch. Raises RefusedError for one that is too large, StreamError for one who is fenced."""
        transaction = self._transaction(transactional_id, epoch)
        topic = batch[0].topic
        if sum(len(output.value or b"") for output in batch) > self._bytes_max[topic]:
            self.told["batch refused"] += 1
            raise RefusedError(f"{topic}: too large")
        entries = [Entry(output) for output in batch]
        transaction.entries += entries
        self._logs[topic] += entries

    def add_offsets(
        self, transactional_id: str, epoch: int, offsets: Mapping[Partition, int], member: Member | None
    ) -> None:
        """Commit offsets inside the transaction. Raises StreamError for a member without whom the group has gone on."""
        transaction = self._transaction(transactional_id, epoch)
        if member and not self.is_member(member):
            self.told["commit refused as a former member's"] += 1
            raise StreamError(f"generation {member.generation} is over")
        self.told["transaction shared"] += len(offsets) > 1
        self._added += 1
        self._undecided.update(offsets.keys() - transaction.offsets.keys())
        transaction.offsets |= {partition: (self._added, offset) for partition, offset in offsets.items()}

    def undecided(self, partition: Partition) -> bool:
        """Whether a transaction that is not over may yet change what is committed."""
        return self._undecided[partition] > 0

    def end(self, transactional_id: str, epoch: int, *, commit: bool) -> None:
        """Decide the transaction: from here on its fate is fixed."""
        known = self._known(transactional_id, epoch)
        if known.open is None:
            raise StreamError("no transaction is open")
        self._end(known, known.open, commit=commit)

    def _known(self, transactional_id: str, epoch: int) -> Id:
        known = self._ids[transactional_id]
        if known.epoch != epoch:
            self.told["producer refused as fenced"] += 1
            raise StreamError(f"{transactional_id}: fenced")
        return known

    def _transaction(self, transactional_id: str, epoch: int) -> OpenTransaction:
        known = self._known(transactional_id, epoch)
        if known.open is None:
            known.open = OpenTransaction()
            asyncio.get_running_loop().call_later(TRANSACTION_SECONDS, self._time_out, known, known.open)
        return known.open

    def _time_out(self, known: Id, transaction: OpenTransaction) -> None:
        if known.open is transaction:
            self.told["transaction timed out"] += 1
            known.epoch += 1
            self._end(known, transaction, commit=False)

    def _end(self, known: Id, transaction: OpenTransaction, *, commit: bool) -> None:
        known.open = None
        known.completing = True
        self.told["transaction committed" if commit else "transaction aborted"] += 1

        def complete() -> None:
            known.completing = False
            self._undecided.subtract(transaction.offsets.keys())
            for entry in transaction.entries:
                entry.committed = commit
            if commit:
                # Of two transactions the one whose offset was added last counts, whichever is complete last.
                for partition, added in transaction.offsets.items():
                    self._first[partition] = min(added, self._first.get(partition, added))
                    self._committed[partition] = max(added, self._committed.get(partition, (0, 0)))

        seconds = self._random.uniform(0.001, 0.01 if self._random.random() < 0.8 else MARKERS_SECONDS_MAX)
        asyncio.get_running_loop().call_later(seconds, complete)
