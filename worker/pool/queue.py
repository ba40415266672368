"""What waits for a child, and which of it is given next: alerts first, stories to the child that had them before.

Free of processes, clocks and the event loop. Order within a partition is the stream's matter, which releases outcomes from
the head; here is decided only what is worked before what.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from itertools import islice

from worker.item import Coordinates, Message
from worker.pool.jobs import Errand, Job
from worker.pool.limits import PoolLimits

# So many jobs of urgent errands in a row may overtake the others, which are then given one: whatever comes, they keep a
# fifth of the jobs.
URGENT_IN_A_ROW_MAX = 4
# A child leaves the stories that it knows for those of another only where these came so many errands before.
BEHIND_ERRANDS_MAX = 256

_URGENT = frozenset((b"1", b"2", b"3"))  # of IPTC's nine: flash to urgent; 4 is an ordinary story


def is_urgent(message: Message, bytes_max: int) -> bool:
    """Whether a message may overtake: it is short, or its header says so. Alerts are short in every wire format.

    >>> from worker.item import FileOrigin
    >>> is_urgent(Message(b"URGENT - ...", FileOrigin("1.txt")), bytes_max=4096)
    True
    >>> is_urgent(Message(bytes(9000), FileOrigin("2.txt")), bytes_max=4096)
    False
    >>> is_urgent(Message(bytes(9000), FileOrigin("3.txt"), headers=(("wire-urgency", b"1"),)), bytes_max=4096)
    True
    """
    return len(message.value) <= bytes_max or any(
        name == "wire-urgency" and value.strip() in _URGENT for name, value in message.headers
    )


class Queue:
    """Errands, each in one of four orders. Owned by the pool; as long as its callers make it.

    First what a lost child leaves behind, then suspects, each as a job of its own for an idle child. Then what is urgent,
    and with it all that its partition holds before it, since it cannot be released earlier than that. Then the ordinary
    ones, by seat: a child takes those of its own, unless it has none or another's are far older.
    """

    def __init__(self, seats: int, limits: PoolLimits) -> None:
        self._seats = seats
        self._limits = limits
        self._again: deque[Errand] = deque()
        self._suspects: deque[Errand] = deque()
        self._urgent: deque[Errand] = deque()
        self._ordinary = tuple(deque[Errand]() for _ in range(seats))
        self._ordinary_of: Counter[tuple[str, int]] = Counter()  # how many of a partition wait among the ordinary ones
        self._urgent_in_a_row = 0

    def __iter__(self) -> Iterator[Errand]:
        """All that wait, in no particular order, but for those whose caller has gone."""
        for errands in (self._again, self._suspects, self._urgent, *self._ordinary):
            yield from (errand for errand in errands if not errand.done.done())

    def put(self, errand: Errand) -> None:
        """Take in what was submitted."""
        if errand.urgent:
            self._hurry(_partition(errand))
            self._urgent.append(errand)
        else:
            self._ordinary[errand.seat].append(errand)
            if partition := _partition(errand):
                self._ordinary_of[partition] += 1

    def give_back(self, errands: Iterable[Errand]) -> None:
        """Take in what a lost child leaves behind: suspects after their neighbours, so that they delay them least."""
        for errand in errands:
            errand.urgent = True
            (self._suspects if errand.suspect else self._again).append(errand)

    def take(self, seat: int, *, idle: int, suspects_in_hand: int) -> Job | None:
        """What the child of a seat is given next; None where it is to wait.

        ``idle`` counts the children that have no job, who share what waits. With 0 the job is to be fed ahead to one that
        has a job in hand: only one that is full is, since until that child is free more may come to share its cost.

        A suspect waits for an idle child, and nothing is fed ahead until there is one; half of the children are kept
        free of suspects, so that the others are not held up by them.
        """
        for errands in (self._again, self._suspects, self._urgent, *self._ordinary):
            while errands and errands[0].done.done():  # its caller has gone
                self._pop(errands)
        if self._again:
            return self._job(self._again, idle)
        if self._suspects and suspects_in_hand < max(1, self._seats // 2):
            return Job((self._suspects.popleft(),)) if idle else None
        ordinary = self._of(seat)
        if self._urgent and not (ordinary and self._urgent_in_a_row >= URGENT_IN_A_ROW_MAX):
            job = self._job(self._urgent, idle)
            self._urgent_in_a_row += job is not None
            return job
        job = self._job(ordinary, idle) if ordinary else None
        if job or not ordinary:
            self._urgent_in_a_row = 0
        return job

    def _of(self, seat: int) -> deque[Errand] | None:
        """The ordinary errands that a seat's child works next."""
        oldest = min(
            (errands for errands in self._ordinary if errands), key=lambda errands: errands[0].number, default=None
        )
        own = self._ordinary[seat]
        if own and oldest and own[0].number - oldest[0].number <= BEHIND_ERRANDS_MAX:
            return own
        return oldest

    def _job(self, errands: deque[Errand], idle: int) -> Job | None:
        """The first of them, as many as one child should have at once: the share of one of the idle, or a full job.

        What is not worth dividing is no one's share: each job has a cost whatever is in it, here, in the child and in the
        transaction that follows, and two at once on two processors leave the brokers none.
        """
        if not (idle or self._fill_a_job(errands)):
            return None
        limits = self._limits
        share = -(-len(errands) // max(1, idle))
        job = [self._pop(errands)]
        size_bytes = len(job[0].message.value)
        while errands and len(job) < limits.batch_records_max:
            size_bytes += len(errands[0].message.value)
            if size_bytes > limits.batch_bytes_max or (len(job) >= share and size_bytes > limits.undivided_bytes_max):
                break
            errand = self._pop(errands)
            if not errand.done.done():
                job.append(errand)
        return Job(job)

    def _fill_a_job(self, errands: deque[Errand]) -> bool:
        first = islice(errands, self._limits.batch_records_max)
        return (
            len(errands) >= self._limits.batch_records_max
            or sum(len(errand.message.value) for errand in first) >= self._limits.batch_bytes_max
        )

    def _pop(self, errands: deque[Errand]) -> Errand:
        errand = errands.popleft()
        if not errand.urgent and (partition := _partition(errand)):
            self._ordinary_of[partition] -= 1
        return errand

    def _hurry(self, partition: tuple[str, int] | None) -> None:
        """Make urgent what a partition has waiting before something urgent."""
        if partition is None or not self._ordinary_of.pop(partition, 0):
            return
        hurried: list[Errand] = []
        for errands in self._ordinary:
            waiting = list(errands)
            errands.clear()
            for errand in waiting:
                errand.urgent = _partition(errand) == partition
                (hurried if errand.urgent else errands).append(errand)
        self._urgent.extend(sorted(hurried, key=lambda errand: errand.number))


def _partition(errand: Errand) -> tuple[str, int] | None:
    origin = errand.message.origin
    return (origin.topic, origin.partition) if isinstance(origin, Coordinates) else None
