"""How things stand, for the live page: the numbers that a scrape has, beside what the stream and the pool tell of themselves.

Counters and buckets go out as they are; rates and quantiles are the browser's to make, of two looks at them.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict

import orjson

from worker.pool.limits import PoolStatistics
from worker.stream.runner import RunnerStatistics
from worker.telemetry import metrics as m
from worker.telemetry.metrics import Metrics
from worker.telemetry.observer import StreamObserver

STUCK_SECONDS = 60.0  # with something to do and none of it done: longer than any deadline of an item of usual size
AGE_SECONDS = 1.0  # of what is told: however many browsers ask, it is gathered once in that time


class Overview:
    """Gathers it when it is asked for, at most once a second. Owned by ``app``; never blocks."""

    def __init__(
        self,
        metrics: Metrics,
        observer: StreamObserver,
        runner: Callable[[], RunnerStatistics],
        pool: Callable[[], PoolStatistics],
        problems: Callable[[], Sequence[str]],
        *,
        version: str,
        now_ms: Callable[[], int],
    ) -> None:
        self._metrics = metrics
        self._observer = observer
        self._runner = runner
        self._pool = pool
        self._problems = problems
        self._version = version
        self._now_ms = now_ms
        self._told = (0, b"")  # when, and what

    def json(self) -> bytes:
        """One JSON object."""
        now_ms = self._now_ms()
        when_ms, told = self._told
        if not 0 <= now_ms - when_ms < AGE_SECONDS * 1000:
            told = orjson.dumps(self._gather(now_ms))
            self._told = (now_ms, told)
        return told

    def _gather(self, now_ms: int) -> dict[str, object]:
        runner, pool, values = self._runner(), self._pool(), self._metrics.values
        return {
            "now": now_ms,
            "version": self._version,
            "problems": list(self._problems()),
            "breaker": runner.broken,
            "partitions": self._partitions(runner, now_ms),
            "done": {outcome: value for (outcome,), value in values(m.RECORDS_PROCESSED).items()},
            "latency": {bound: value for (bound,), value in values(m.END_TO_END_LATENCY).items()},
            "inFlight": values(m.INFLIGHT_RECORDS)[()],
            "deadLetters": {reason: value for (reason,), value in values(m.DEAD_LETTERS).items() if value},
            "rebalances": sum(values(m.REBALANCES).values()),
            "pool": {
                "starting": pool.starting,
                "queued": pool.queued,
                "restarts": {ending.value: number for ending, number in pool.restarts.items()},
                "children": [asdict(child) for child in pool.children],
            },
        }

    def _partitions(self, runner: RunnerStatistics, now_ms: int) -> list[dict[str, object]]:
        lags, gaps, progress = map(self._metrics.values, (m.CONSUMER_LAG_RECORDS, m.OFFSET_GAP, m.LAST_PROGRESS))
        told: list[dict[str, object]] = []
        for partition, claimed in sorted(runner.partitions.items()):
            labels = (partition.topic, str(partition.number))
            waiting_seconds = self._observer.waiting_seconds(partition)
            state = _state(waiting_seconds, gap=bool(gaps.get(labels)), claimed=claimed, paused=runner.paused)
            told.append(
                {
                    "topic": partition.topic,
                    "number": partition.number,
                    "state": state,
                    "lag": lags.get(labels),
                    "waiting": waiting_seconds,
                    "quiet": max(0.0, now_ms / 1000 - progress[labels]) if labels in progress else None,
                    "trouble": self._observer.trouble(partition),
                }
            )
        return told


def _state(waiting_seconds: float, *, gap: bool, claimed: bool, paused: bool) -> str:
    """A partition's state in a word; where several hold, the one that explains the others."""
    if gap:
        return "gap"
    if not claimed:
        return "assigned"
    if paused:
        return "paused"
    return "stuck" if waiting_seconds > STUCK_SECONDS else "claimed"
