"""Which partitions are held back where the budget runs out: those that fill it, so that an alert of another still comes in."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from worker.stream.limits import Budget
from worker.stream.ports import Partition


class Load(NamedTuple):
    """What a partition has admitted and not yet committed."""

    records: int
    bytes: int


def held_back(budget: Budget, loads: Mapping[Partition, Load], before: Collection[Partition]) -> frozenset[Partition]:
    """Of the partitions with these loads, the ones to read nothing of, where ``before`` are those of the last time.

    While a backlog is worked, whoever has more than its share of the reserve waits until half of the budget is free; the
    others are read on, each up to its share. So a partition that is stuck holds up none of them either.
    """
    if budget.full:
        return frozenset(loads)
    if budget.free or not loads:
        return frozenset()
    share = share_of(budget, loads)
    held = {
        one for one in before if one in loads and not _within(loads[one], Load(share.records // 2, share.bytes // 2))
    }
    if budget.tight:
        held |= {one for one, load in loads.items() if not _within(load, share)}
    return frozenset(held)


def share_of(budget: Budget, parts: Collection[Partition]) -> Load:
    """What of the reserve each of these partitions may fill."""
    among = max(1, len(parts))
    return Load(max(1, budget.reserve_records // among), budget.reserve_bytes // among)


def _within(load: Load, share: Load) -> bool:
    return load.records <= share.records and load.bytes <= share.bytes
