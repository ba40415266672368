"""What the stream and the pool tell, made into metrics and log lines; the rooms that tell it know of neither."""

import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, get_args

import structlog

from worker.errors import BreakerError, GapError, Reason, WireError
from worker.item import Coordinates, Failure, Outcome, RecognizerInfo, RecognizerKind
from worker.pool.limits import ChildEvent, Ending, PoolStatistics
from worker.stream.ports import Arrival, Outgoing, Partition
from worker.telemetry import metrics as m
from worker.telemetry.caches import count_caches
from worker.telemetry.logs import about
from worker.telemetry.metrics import Metrics

if TYPE_CHECKING:
    from worker.telemetry.tracing import Tracing

# Older input is backlog: its wait is told by the lag, and would only bury the latency of what is live.
LATENCY_AGE_MS_MAX = 3_600_000
_LOGGER = logging.getLogger("worker.stream")  # structlog's own asks for the level after it has bound itself anew
NUMBERS = frozenset({"partition", "offset", "item"})  # among the headers of a dead letter, which are all text


@dataclass(slots=True)
class _Progress:
    """How far a partition is: the last offsets read and done with, and the timestamp of the record done with last."""

    read: int = -1
    done: int = -1
    timestamp_ms: int | None = None
    waits_since_ms: int | None = None  # there is more to do, and nothing of it has been done


class StreamObserver:
    """The stream's ``Observer``. Owned by ``app``; lives as long as the runner, never blocks and never raises.

    ``formats`` and ``agencies`` are the names that may be labels: any other is counted as ``other``, since an item's own
    words must not make series without end.
    """

    def __init__(
        self,
        metrics: Metrics,
        *,
        formats: Collection[str],
        agencies: Collection[str],
        now_ms: Callable[[], int],
        tracing: "Tracing | None" = None,
        on_published: Callable[[Sequence[Outgoing], int], None] | None = None,
    ) -> None:
        self._metrics = metrics
        self._on_published = on_published  # the page's, which shows the latest of it
        self._formats = frozenset(formats)
        self._agencies = frozenset(agencies)
        self._now_ms = now_ms
        self._tracing = tracing
        self._partitions: dict[Partition, _Progress] = {}
        self._troubles: dict[Partition, str] = {}
        self._log = structlog.get_logger("worker.stream")

    def assigned(self, partition: Partition) -> None:
        """Begin the partition's series. That it is claimed again, after an error, is no progress."""
        if partition not in self._partitions:
            self._metrics.put(m.LAST_PROGRESS, self._now_ms() / 1000, *_labels(partition))
        progress = self._partitions.setdefault(partition, _Progress())
        progress.read = progress.done = -1  # what was not done is read again; for how long it has waited goes on
        self._troubles.pop(partition, None)
        self._metrics.remove(m.OFFSET_GAP, *_labels(partition))
        self._metrics.put(m.ASSIGNED_PARTITIONS, len(self._partitions))
        self._log.info("partition claimed", **_where(partition))

    def revoked(self, partition: Partition) -> None:
        """End them, or two workers would tell of one partition."""
        self._partitions.pop(partition, None)
        self._troubles.pop(partition, None)
        for metric in (m.CONSUMER_LAG_RECORDS, m.CONSUMER_LAG_SECONDS, m.LAST_PROGRESS, m.OFFSET_GAP):
            self._metrics.remove(metric, *_labels(partition))
        self._metrics.put(m.ASSIGNED_PARTITIONS, len(self._partitions))
        self._log.info("partition let go", **_where(partition))

    def rebalanced(self, event: str) -> None:
        """Count it."""
        self._metrics.count(m.REBALANCES, 1, event)

    def consumed(self, arrivals: Sequence[Arrival]) -> None:
        """Count them by topic."""
        for topic, records in Counter(arrival.partition.topic for arrival in arrivals).items():
            self._metrics.count(m.RECORDS_CONSUMED, records, topic)
        for arrival in arrivals:
            progress = self._partitions.get(arrival.partition)
            if progress is None:
                continue
            progress.read = arrival.offset
            if progress.timestamp_ms is None:
                progress.timestamp_ms = _timestamp_ms(arrival)

    def worked(self, arrivals: Sequence[Arrival], outcomes: Sequence[Outcome]) -> None:
        """Keep the stages' times, and how the caches did; log each failure with where its item is, never with its text."""
        count_caches(self._metrics, outcomes)
        for arrival, outcome in zip(arrivals, outcomes, strict=True):
            self._worked(arrival, outcome)

    def _worked(self, arrival: Arrival, outcome: Outcome) -> None:
        if self._tracing:
            self._tracing.worked(arrival, outcome)
        for stage, seconds in outcome.timings:
            self._metrics.observe(m.STAGE_DURATION, seconds, stage, trace=arrival.trace)
        for output in outcome.outputs:
            if isinstance(output, Failure):
                self._log.warning(
                    "item failed",
                    **about(arrival.message.origin, output.uri),
                    item=output.item,
                    reason=output.reason.value,
                    stage=output.stage,
                    error=output.error,
                    message=output.message,
                )
            elif _LOGGER.isEnabledFor(logging.DEBUG):
                self._log.debug("item enriched", **about(arrival.message.origin, output.uri), item=output.item)

    def settled(self, arrivals: Sequence[Arrival], published: Sequence[Outgoing], now_ms: int) -> None:
        """Count what was acknowledged, and how long it took since it was written to the input topic."""
        self._metrics.count(m.COMMITS, 1, "ok")
        if self._tracing:
            self._tracing.settled(arrivals, published)
        items: Counter[tuple[str, str]] = Counter()
        for outgoing in published:
            if outgoing.reason:
                self._dead_letter(outgoing, outgoing.reason)
            elif outgoing.value is not None:  # a forwarded tombstone is counted with the arrivals
                items[self._item_labels(dict(outgoing.headers))] += 1
        for labels, count in items.items():
            self._metrics.count(m.RECORDS_PROCESSED, count, "published")
            self._metrics.count(m.ITEMS, count, *labels)
        for arrival in arrivals:
            if arrival.tombstone:
                self._metrics.count(m.RECORDS_PROCESSED, 1, "tombstone")
            elif (age_ms := _live_age_ms(arrival, now_ms)) is not None:
                self._metrics.observe(m.END_TO_END_LATENCY, age_ms / 1000, trace=arrival.trace)
        self._progress(arrivals[-1], now_ms)
        if self._on_published:
            self._on_published(published, now_ms)

    def unreachable(self, error: Exception, again_seconds: float) -> None:
        """Log it."""
        self._log.warning("broker does not answer", error=str(error), again_seconds=again_seconds)

    def failed(self, partition: Partition, error: Exception, again_seconds: float) -> None:
        """Log it; with its traceback where it is none of the errors that we foresaw."""
        if isinstance(error, GapError):
            self._metrics.put(m.OFFSET_GAP, 1, *_labels(partition))
        elif not isinstance(error, BreakerError):
            self._metrics.count(m.COMMITS, 1, "failed")
        self._troubles[partition] = f"{type(error).__name__}: {error}"
        self._log.warning(
            "partition broke off",
            **_where(partition),
            error=self._troubles[partition],
            again_seconds=again_seconds,
            exc_info=None if isinstance(error, WireError) else error,
        )

    def broken(self, why: str) -> None:
        """Show and log it."""
        self._metrics.put(m.BREAKER_OPEN, 1)
        self._log.error("breaker open: nothing is read until an item that is tried is good", why=why)

    def mended(self) -> None:
        """Show and log it."""
        self._metrics.put(m.BREAKER_OPEN, 0)
        self._log.info("breaker closed")

    def spent(self, phase: str, seconds: float) -> None:
        """Add it up."""
        self._metrics.count(m.MAIN_LOOP, seconds, phase)

    def holding(self, records: int, size_bytes: int, *, paused: int) -> None:
        """Show it."""
        self._metrics.put(m.INFLIGHT_RECORDS, records)
        self._metrics.put(m.INFLIGHT_BYTES, size_bytes)
        self._metrics.put(m.PAUSED_PARTITIONS, paused)

    def lag(self, partition: Partition, records: int) -> None:
        """Show it in records and in seconds; of a partition that is not claimed there is nothing to show."""
        progress = self._partitions.get(partition)
        if progress is None:
            return
        self._metrics.put(m.CONSUMER_LAG_RECORDS, records, *_labels(partition))
        behind_ms, now_ms = 0, self._now_ms()
        behind = records > 0 or progress.read > progress.done
        if behind and progress.timestamp_ms is not None:
            behind_ms = max(0, now_ms - progress.timestamp_ms)
        self._metrics.put(m.CONSUMER_LAG_SECONDS, behind_ms / 1000, *_labels(partition))
        progress.waits_since_ms = (progress.waits_since_ms or now_ms) if behind else None

    def waiting_seconds(self, partition: Partition) -> float:
        """For how long the partition has had something to do and done none of it; 0 where all is done."""
        progress = self._partitions.get(partition)
        since_ms = progress.waits_since_ms if progress else None
        return 0.0 if since_ms is None else max(0, self._now_ms() - since_ms) / 1000

    def trouble(self, partition: Partition) -> str:
        """Why the partition's work broke off and was not taken up again; empty where it was, or never did."""
        return self._troubles.get(partition, "")

    def _dead_letter(self, letter: Outgoing, reason: Reason) -> None:
        self._metrics.count(m.RECORDS_PROCESSED, 1, "dead_lettered")
        self._metrics.count(m.DEAD_LETTERS, 1, reason.value)
        # What failed before was logged when it was worked; this the broker decided.
        if reason is Reason.RECORD_TOO_LARGE:
            said = {name: value.decode(errors="replace") for name, value in letter.headers if name.startswith("dlq.")}
            names = ("topic", "partition", "offset", "item", "reason", "stage", "error", "message")
            texts = {name: said[f"dlq.{name}"] for name in names if f"dlq.{name}" in said}
            facts = {name: int(text) if name in NUMBERS else text for name, text in texts.items()}
            self._log.warning("item failed", **facts, **({"uri": letter.uri} if letter.uri else {}))

    def _item_labels(self, headers: Mapping[str, bytes]) -> tuple[str, str]:
        wire_format = headers.get("wire-format", b"").decode(errors="replace")
        agency = headers.get("wire-agency", b"").decode(errors="replace")
        return (
            wire_format if wire_format in self._formats else "other",
            agency if agency in self._agencies else "other",
        )

    def _progress(self, last: Arrival, now_ms: int) -> None:
        if progress := self._partitions.get(last.partition):
            progress.done = last.offset
            progress.timestamp_ms = _timestamp_ms(last)
            progress.waits_since_ms = None
            self._metrics.put(m.LAST_PROGRESS, now_ms / 1000, *_labels(last.partition))


class PoolObserver:
    """What happens to the child processes: called by the pool with each event, asked by each scrape."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._log = structlog.get_logger("worker.pool")
        self._recognizers: dict[str, RecognizerInfo] = {}

    def happened(self, event: ChildEvent) -> None:
        """Log what became of a child; count it where it is replaced. Tell who runs the models when that is news."""
        for language, info in event.recognizers.items():
            if self._recognizers.get(language) != info:
                self._recognizers[language] = info
                self._recognizer(language, info)
        facts = {"pid": event.pid, "detail": event.detail, "seconds": round(event.seconds, 3), "items": event.items}
        if event.ending is None:
            self._log.info("child ready", **facts, models=dict(event.models))
        elif event.ending is Ending.STOP:
            self._log.info("child stopped", **facts)
        else:
            self._metrics.count(m.WORKER_RESTARTS, 1, event.ending.value)
            level = "info" if event.ending in {Ending.RECYCLE, Ending.RELOAD} else "warning"
            getattr(self._log, level)("child ended", **facts, reason=event.ending.value)

    def given(self, records: int) -> None:
        """How many messages a child was given at once."""
        self._metrics.observe(m.BATCH_SIZE, records)

    def show(self, statistics: PoolStatistics) -> None:
        """The children by state."""
        self._metrics.put(m.POOL_WORKERS, statistics.starting, "starting")
        self._metrics.put(m.POOL_WORKERS, statistics.idle, "idle")
        self._metrics.put(m.POOL_WORKERS, statistics.busy, "busy")

    def _recognizer(self, language: str, info: RecognizerInfo) -> None:
        for kind in get_args(RecognizerKind):
            self._metrics.remove(m.RECOGNIZER, language, kind)
        self._metrics.put(m.RECOGNIZER, 1, language, info.kind)
        level = "info" if info.kind == "fast" else "warning"
        getattr(self._log, level)("recognizer", language=language, **asdict(info))


def _labels(partition: Partition) -> tuple[str, str]:
    return partition.topic, str(partition.number)


def _where(partition: Partition) -> dict[str, str | int]:
    return {"topic": partition.topic, "partition": partition.number}


def _timestamp_ms(arrival: Arrival) -> int | None:
    origin = arrival.message.origin
    return origin.timestamp_ms if isinstance(origin, Coordinates) else None


def _live_age_ms(arrival: Arrival, now_ms: int) -> int | None:
    """The age of live input; None for a replayed dead letter and for backlog. A clock ahead of ours counts as zero."""
    timestamp_ms = _timestamp_ms(arrival)
    if timestamp_ms is None or any(name == "dlq.attempts" for name, _ in arrival.message.headers):
        return None
    age_ms = max(0, now_ms - timestamp_ms)
    return age_ms if age_ms <= LATENCY_AGE_MS_MAX else None
