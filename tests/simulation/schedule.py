"""One seed's whole schedule: a world of replicas, and a duel. A module of its own, so that other processes find it."""

from simulation.duel import fight
from simulation.world import Result, simulate


def schedule(seed: int) -> Result:
    """Run both."""
    result = simulate(seed)
    result.violations += [f"in the duel: {violation}" for violation in fight(seed)]
    return result
