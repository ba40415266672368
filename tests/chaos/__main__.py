"""``make chaos``: two runs on three nodes of Apache Kafka, and a table of what they cost."""

import argparse
import statistics

from rich.console import Console
from rich.table import Table

from chaos.faults import MIXED, RESTARTS
from chaos.run import Order, Report, conduct, folder, say


def show(report: Report, logs: str) -> None:
    """The figures of one run."""
    order, counted = report.order, report.count
    table = Table(
        "fault", "times", "median s", "max s", title=f"{order.name}, {order.delivery}: {report.seconds:.0f} s"
    )
    for fault, seconds in sorted(report.recoveries.items(), key=lambda row: row[0].__name__):
        table.add_row(fault.__name__, str(len(seconds)), f"{statistics.median(seconds):.1f}", f"{max(seconds):.1f}")
    Console(width=90).print(table)
    say(f"{counted.items:,} items, {counted.records:,} records, dead letters {dict(counted.letters)}")
    say(f"lost {len(counted.lost)}, doubled {len(counted.doubled)}, out of order {len(counted.out_of_order)}")
    medians = {silent: report.median(silent=silent) for silent in (True, False)}
    say(f"median recovery: killed or frozen {medians[True]} s, all others {medians[False]} s")
    for failure in report.failures:
        say(f"FAILED: {failure}")
    if report.failures:
        say(
            f"lost {counted.lost[:20]} doubled {counted.doubled[:20]} out of order {counted.out_of_order[:20]}; logs in {logs}"
        )


def main() -> int:
    """Both runs, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mode", choices=("exactly_once", "at_least_once"), default="exactly_once")
    parser.add_argument("--run", choices=("mixed", "restarts", "both"), default="both")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--faults", type=int, help="fewer than the bar's, to try")
    arguments = parser.parse_args()
    few = arguments.faults
    orders = (
        Order("mixed", MIXED, few or 105, 15.0, 0 if few else 10_000, arguments.mode, arguments.seed),
        Order("restarts", RESTARTS, few or 48, 45.0, 0, arguments.mode, arguments.seed),
    )
    failed = False
    for order in orders:
        if arguments.run in {order.name, "both"}:
            logs = folder()
            report = conduct(order, logs, say)
            show(report, str(logs))
            failed |= bool(report.failures)
    return int(failed)


if __name__ == "__main__":
    raise SystemExit(main())
