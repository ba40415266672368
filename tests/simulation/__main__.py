"""``make simulate``: many schedules on all processors, and a table of what happened in them."""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from rich.console import Console
from rich.table import Table

from simulation.schedule import schedule
from simulation.world import Result

# Each of these has to happen somewhere among the schedules, or they prove less than they say.
EVERY_KIND = frozenset(
    {f"fault {kind}" for kind in ("kill", "freeze", "cut_off", "add", "remove", "restart")}
    | {f"request {fate}" for fate in ("lost", "unanswered", "refused after the fact", "late", "answered late")}
    | {"batch refused", "dropped in a rebalance", "poll failed", "producer refused as fenced", "session expired"}
    | {"transaction committed", "transaction fenced", "transaction timed out", "zombie came back"}
    | {"commit refused as a former member's", "transaction shared"}
)


def report(results: Sequence[Result], seconds: float) -> int:
    """Print it; 1 where something was violated or a kind of fault never happened."""
    told: Counter[str] = sum((result.told for result in results), Counter())
    table = Table("what happened", "times", title=f"{len(results):,} schedules in {seconds:.0f} s")
    for what, times in sorted(told.items()):
        table.add_row(what, f"{times:,}")
    Console(width=80).print(table)
    bad = [result for result in results if result.violations]
    for result in bad:
        sys.stdout.write(f"make simulate SEED={result.seed}\n")
        sys.stdout.writelines(f"  {violation}\n" for violation in result.violations)
    missing = sorted(EVERY_KIND - told.keys())
    if missing and len(results) > 1:
        sys.stdout.write(f"never happened: {', '.join(missing)}\n")
    sys.stdout.write(f"{len(bad)} of {len(results):,} schedules violated\n")
    return int(bool(bad or (missing and len(results) > 1)))


def main() -> int:
    """Run them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=1000, help="how many schedules")
    parser.add_argument("--seed", type=int, help="this one alone")
    arguments = parser.parse_args()
    seeds = range(arguments.n) if arguments.seed is None else [arguments.seed]
    began = time.monotonic()
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=get_context("spawn")) as pool:
        results = list(pool.map(schedule, seeds, chunksize=4))
    return report(results, time.monotonic() - began)


if __name__ == "__main__":
    raise SystemExit(main())
