"""Real faults on three nodes of Apache Kafka, a few of them; ``make chaos`` does it at length."""

import random
from pathlib import Path

import pytest

from chaos.faults import MIXED, OF_A_BROKER, SHORT, plan
from chaos.reader import Came, judge
from chaos.run import RECOVERY_SECONDS_MAX, Order, conduct, say


def test_the_count_finds_what_is_lost_doubled_out_of_order_and_altered() -> None:
    wanted = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]
    came = [Came(at, place) for at, place in enumerate([(0, 0), (0, 2), (0, 1), (0, 2)])]
    count = judge(wanted, {"out": [*came, Came(4, (1, 1), true=False)], "dlq": []}, {})
    assert (count.lost, count.doubled, count.altered) == ([(1, 0)], [(0, 2)], [(1, 1)])
    assert not count.out_of_order  # the copies that a reader is left with are in order
    assert not count.clean
    assert judge(wanted, {"out": [came[0], came[1], came[2]]}, {}).out_of_order == [("out", (0, 1))]
    right = [Came(at, place) for at, place in enumerate([(0, 0), (1, 0), (0, 2), (1, 1)])]
    assert judge(wanted, {"out": right, "dlq": [Came(0, (0, 1))]}, {}).clean


def test_a_plan_has_every_kind_in_its_share_and_half_of_the_brokers_faults_amid_a_replicas() -> None:
    blows = plan(MIXED, 112, random.Random(11))
    faults = [fault for blow in blows for fault in blow]
    assert {kind: faults.count(kind) for kind in MIXED} == {kind: 7 * MIXED.count(kind) for kind in MIXED}
    pairs = [blow for blow in blows if len(blow) == 2]
    assert len(pairs) == len([fault for fault in faults if fault in OF_A_BROKER]) // 2
    assert all(first not in OF_A_BROKER and second in OF_A_BROKER for first, second in pairs)


@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_altered_or_out_of_order(tmp_path: Path) -> None:
    report = conduct(Order("short", SHORT, len(SHORT), 20.0, 0, "exactly_once", seed=3), tmp_path, say)
    assert report.count.clean, report.count
    assert not report.problems
    assert not report.left
    assert all(one.well - one.over < RECOVERY_SECONDS_MAX for one in report.recoveries)
