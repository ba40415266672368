"""Real faults on three nodes of Apache Kafka, a few of them; ``make chaos`` does it at length."""

from collections import Counter
from pathlib import Path

import pytest

from chaos.faults import MIXED, plan
from chaos.reader import judge
from chaos.run import Order, conduct, say


def test_the_count_finds_what_is_lost_doubled_and_out_of_order() -> None:
    wanted = [(0, 0), (0, 1), (0, 2), (1, 0)]
    count = judge(wanted, {"out": [(0, 0), (0, 2), (0, 1), (0, 2)], "dlq": []}, Counter())
    assert (count.lost, count.doubled) == ([(1, 0)], [(0, 2)])
    assert count.out_of_order == [("out", (0, 1))]
    assert judge(wanted, {"out": [(0, 0), (1, 0), (0, 2)], "dlq": [(0, 1)]}, Counter()).clean


@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_or_out_of_order(tmp_path: Path) -> None:
    report = conduct(Order("short", MIXED, 10, 20.0, 0, "exactly_once", seed=3), tmp_path, say)
    assert report.count.clean, report.count
    assert not report.problems
    assert not report.left
    assert len(plan(MIXED, 10, 3)) == sum(map(len, report.recoveries.values())) == 10
