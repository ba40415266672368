"""One seed's whole schedule: a world of replicas, a duel and a quarrel. A module of its own, so that other processes find it."""

from simulation.duel import fight
from simulation.quarrel import quarrel
from simulation.world import Result, simulate


def schedule(seed: int) -> Result:
    """Run all three."""
    result = simulate(seed)
    result.violations += [f"in the duel: {violation}" for violation in fight(seed)]
    result.violations += [f"in the quarrel: {violation}" for violation in quarrel(seed)]
    return result
