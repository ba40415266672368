"""The stream under seeded schedules of faults: what a reader gets equals what came in; and broken rules are found."""

import pytest

from simulation.duel import fight
from simulation.mutants import MUTANTS
from simulation.quarrel import quarrel
from simulation.schedule import schedule
from simulation.world import simulate
from worker.stream.exactly_once import ExactlyOnceSink

SCHEDULES = 60
SCHEDULES_MAX = 150  # in which a mutant has to be found


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_each_item_comes_out_once_in_order_or_as_one_dead_letter(seed: int) -> None:
    assert schedule(seed).violations == []


def test_a_seed_is_a_schedule() -> None:
    assert simulate(7).told == simulate(7).told


@pytest.mark.parametrize("name", MUTANTS)
def test_a_broken_rule_is_found(name: str) -> None:
    sink_class, broken = MUTANTS[name]
    with broken():
        found = next(
            (
                seed
                for seed in range(SCHEDULES_MAX)
                if any(tried(seed, sink_class) for tried in (fight, quarrel, violated))
            ),
            None,
        )
    assert found is not None


def violated(seed: int, sink_class: type[ExactlyOnceSink]) -> bool:
    return bool(simulate(seed, sink_class).violations)
