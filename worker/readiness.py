"""When the service is ready, and why it is not: for the probe, the metric and the live page alike."""

from collections.abc import Mapping

from worker.pool import PoolStatistics
from worker.stream.runner import RunnerStatistics
from worker.telemetry.metrics import Problem

SILENT_SECONDS_MAX = 10.0  # without an answer from the brokers, until readiness says so


def problems_of(runner: RunnerStatistics, pool: PoolStatistics) -> Mapping[Problem, str]:
    """What is in the way, a sentence each.

    None where children are ready, the brokers answer, the group has given its word, and every partition is claimed.
    """
    silent = runner.silent_seconds
    checks = (
        (Problem.STOPPING, runner.stopping, "stopping"),
        (Problem.NO_CHILD, pool.idle + pool.busy == 0, "no child process is ready"),
        (Problem.BREAKER_OPEN, bool(runner.broken), f"the breaker is open: {runner.broken}"),
        (Problem.NOT_JOINED, not runner.joined, "the consumer group has not assigned partitions yet"),
        (
            Problem.UNCLAIMED,
            runner.claimed < runner.assigned,
            f"{runner.claimed} of {runner.assigned} partitions are claimed",
        ),
        (Problem.BROKERS_SILENT, silent > SILENT_SECONDS_MAX, f"the brokers have not answered for {silent:.0f} s"),
    )
    return {problem: sentence for problem, true, sentence in checks if true}
