"""Who is held back where the budget runs out."""

import pytest

from worker.stream.holding import Load, held_back, share_of
from worker.stream.limits import Budget
from worker.stream.ports import Partition

HOT, WARM, QUIET = (Partition("wire.in", number) for number in range(3))


def budget(records: int = 0, size_bytes: int = 0) -> Budget:
    """Of 800 records and 80,000 bytes: a reserve of 100 and 10,000, of which each of three has 33 and 3,333."""
    made = Budget(800, 80_000)
    made.take(records, size_bytes)
    return made


def loads(hot: int = 0, warm: int = 0, quiet: int = 0, *, each_bytes: int = 1) -> dict[Partition, Load]:
    return {
        one: Load(records, records * each_bytes)
        for one, records in zip((HOT, WARM, QUIET), (hot, warm, quiet), strict=True)
    }


@pytest.mark.parametrize(
    ("spent", "of", "before", "held"),
    [
        (budget(699), loads(699), (), ()),
        (budget(700), loads(667, 33), (), (HOT,)),
        (budget(701), loads(667, 34), (), (HOT, WARM)),
        (budget(800), loads(800), (), (HOT, WARM, QUIET)),
        (budget(799), loads(799), (HOT, WARM, QUIET), (HOT,)),  # the others are read again as soon as there is room
        (budget(500), loads(500), (HOT,), (HOT,)),  # though the reserve is there again
        (budget(500), loads(400, 100), (HOT,), (HOT,)),
        (
            budget(500),
            loads(10, 490),
            (HOT, WARM),
            (WARM,),
        ),  # has worked what it had: another's backlog costs it nothing
        (budget(400), loads(400), (HOT,), ()),
        (budget(7, 70_000), loads(6, 1, each_bytes=10_000), (), (HOT, WARM)),
        (budget(7, 70_000), loads(7, each_bytes=10_000), (), (HOT,)),
        (budget(8, 80_000), loads(8, each_bytes=10_000), (), (HOT, WARM, QUIET)),
        (budget(4, 40_000), loads(4, each_bytes=10_000), (HOT,), ()),
        (budget(500), loads(500), (Partition("wire.in", 9),), ()),  # is another's now
    ],
)
def test_who_fills_the_budget_waits_and_nobody_else(spent, of, before, held):
    assert held_back(spent, of, before) == frozenset(held)


def test_without_partitions_there_is_nothing_to_hold():
    assert held_back(budget(), {}, (HOT,)) == frozenset()
    assert share_of(budget(), ()) == Load(100, 10_000)


def test_each_may_have_one_record_of_a_reserve_that_is_smaller_than_they_are_many():
    assert share_of(Budget(4, 80_000), [HOT, WARM]).records == 1
