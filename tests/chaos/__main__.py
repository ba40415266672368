"""``make chaos``: runs on three nodes of Apache Kafka, and a table of what each cost."""

import argparse
import signal
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from chaos.faults import MIXED, RESTARTS, outage
from chaos.run import Order, Recovery, Report, conduct, say
from simulation.mutants import MUTANTS


def show(report: Report) -> None:
    """The figures of one run."""
    order, counted = report.order, report.count
    title = f"{order.name}, {order.delivery}, seed {order.seed}: {report.seconds:.0f} s"
    table = Table(
        "fault",
        "times",
        "recovery s: median",
        "max",
        "an item's wait s: median",
        "max",
        "all ready s: median",
        "max",
        title=title,
    )
    kinds: dict[str, list[Recovery]] = defaultdict(list)
    for one in report.recoveries:
        kinds[one.name].append(one)
    for name, many in sorted(kinds.items()):
        figures = (
            [one.seconds for one in many],
            [one.wait_seconds for one in many],
            [one.well - one.over for one in many],
        )
        columns = (f"{figure:.1f}" for seconds in figures for figure in (statistics.median(seconds), max(seconds)))
        table.add_row(name, str(len(many)), *columns)
    Console(width=140).print(table)
    say(
        f"{counted.items:,} items, {report.per_second:.1f} a second; {counted.records:,} records, dead letters {dict(counted.letters)}"
    )
    say(
        f"lost {len(counted.lost)}, doubled {len(counted.doubled)}, out of order {len(counted.out_of_order)},"
        f" altered {len(counted.altered)}"
    )
    for what, killed in (("killed replicas", True), ("all else", False)):
        if (median := report.median(killed=killed)) is not None:
            say(
                f"{what}: median recovery {median:.1f} s, median of the longest waits {report.median_wait(killed=killed):.1f} s"
            )
    for failure in report.failures:
        say(f"FAILED: {failure}")
    if report.violated:
        places = counted.lost, counted.doubled, counted.out_of_order, counted.altered
        say("lost {}\ndoubled {}\nout of order {}\naltered {}".format(*(list(some[:20]) for some in places)))


def main() -> int:
    """All runs, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=("exactly_once", "at_least_once"), default="exactly_once")
    parser.add_argument("--run", choices=("mixed", "restarts", "outage"))
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--faults", type=int, help="fewer than the bar's, to try")
    parser.add_argument("--mutant", choices=MUTANTS, help="a broken service: the run has to find it")
    arguments = parser.parse_args()
    few, mode, seed, mutant = arguments.faults, arguments.mode, arguments.seed, arguments.mutant
    orders = (
        Order("mixed", MIXED, few or 112, 15.0, 0 if few else 10_000, mode, seed, mutant=mutant),
        Order("restarts", RESTARTS, few or 48, 45.0, 0, mode, seed, per_second_min=40.0, mutant=mutant),
        Order("outage", (outage,), 1, 15.0, 0, mode, seed, mutant=mutant),
    )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what it started ends with it
    failed = False
    for order in orders:
        if arguments.run in {order.name, None}:
            report = conduct(order, Path(tempfile.mkdtemp(prefix="wire-worker-chaos-")), say)
            show(report)
            failed |= bool(report.failures)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
