"""The account of one claimed partition: what was admitted, what is published, and so what may be committed."""

from collections import deque


class LedgerError(Exception):
    """What happened contradicts the account; the partition has to be claimed again before anything goes on."""


class Ledger:
    """Offsets go in by ``admit`` in growing order and leave by ``settle`` in the same order; nothing else is possible.

    Offsets may have gaps (compaction, transaction markers), so that only their order can be checked. The position is
    that of the claim: an arrival below it comes from before the seek and must not be worked.

    >>> ledger = Ledger(position=7)
    >>> ledger.admit(7)
    >>> ledger.admit(9)
    >>> ledger.settle([7, 9])
    10
    >>> ledger.admit(8)
    Traceback (most recent call last):
    worker.stream.ledger.LedgerError: offset 8 arrived where 10 or more was due
    """

    def __init__(self, position: int) -> None:
        self._due = position
        self._admitted: deque[int] = deque()

    def admit(self, offset: int) -> None:
        """Enter an arrival. Raises LedgerError where it is below what was admitted before."""
        if offset < self._due:
            raise LedgerError(f"offset {offset} arrived where {self._due} or more was due")
        self._due = offset + 1
        self._admitted.append(offset)

    def settle(self, offsets: list[int]) -> int:
        """Strike out what is published, and return the offset to commit. Raises LedgerError where it is not the head."""
        for offset in offsets:
            if not self._admitted or self._admitted[0] != offset:
                raise LedgerError(f"offset {offset} was settled out of its turn")
            self._admitted.popleft()
        return offsets[-1] + 1
