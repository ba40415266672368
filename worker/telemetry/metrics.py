"""Every metric of the worker, in one commented list, and the registry that holds their values.

Only the parent process owns metrics: children hand their timings back with their work, since the client library's mode
for several processes can neither remove a series nor show the process's own.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import TypeVar, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, disable_created_metrics
from prometheus_client.exposition import choose_encoder

from worker.errors import Reason
from worker.item import CacheName
from worker.pool.limits import Ending
from worker.telemetry.definition import Definition
from worker.trace_context import TraceContext

Metric = TypeVar("Metric", Counter, Gauge, Histogram)
PREFIX = "wire_"


class Problem(StrEnum):
    """Why the worker is not ready: the label of the metric that says what `/readyz` says."""

    STOPPING = "stopping"
    NO_CHILD = "no_child"
    BREAKER_OPEN = "breaker_open"
    NOT_JOINED = "not_joined"
    UNCLAIMED = "unclaimed"
    BROKERS_SILENT = "brokers_silent"


# ── What comes in and what becomes of it ────────────────────────────────────────────────────────────────────────────

RECORDS_CONSUMED = Definition(
    "records_consumed_total",
    "counter",
    "Records admitted from an input topic, tombstones and records read again included.",
    {"topic": ()},
)
RECORDS_PROCESSED = Definition(
    "records_processed_total",
    "counter",
    "What was acknowledged: enriched records, dead letters, and input records without a value.",
    {"outcome": ("published", "dead_lettered", "tombstone")},
)
ITEMS = Definition(
    "items_total",
    "counter",
    "Enriched records that were acknowledged, by wire format and agency; `other` is a name outside our tables.",
    {"format": (), "agency": ()},
)
DEAD_LETTERS = Definition(
    "dead_letters_total",
    "counter",
    "Dead letters that were acknowledged, by reason.",
    {"reason": tuple(reason.value for reason in Reason)},
)

# ── How long it takes ───────────────────────────────────────────────────────────────────────────────────────────────

STAGE_DURATION = Definition(
    "stage_duration_seconds",
    "histogram",
    "Time of one stage of the pipeline on one message, in a child process.",
    {"stage": ()},
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
)
END_TO_END_LATENCY = Definition(
    "end_to_end_latency_seconds",
    "histogram",
    "From the input record's timestamp to the acknowledgement of what came of it; replays and backlog left out.",
    # An alert leaves within 50 ms; what takes minutes waited for something that the lag tells better.
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0),
)
BATCH_SIZE = Definition(
    "batch_size_records",
    "histogram",
    "Records that a child process was given at once.",
    buckets=(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0),
)
LOOP_LAG = Definition(
    "loop_lag_seconds",
    "histogram",
    "How late the event loop woke up a task that was due; near the session's time-out the group is lost.",
    buckets=(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0),
)
MAIN_LOOP = Definition(
    "main_loop_seconds_total",
    "counter",
    "Where the main loop spends its time; much backpressure says that the child processes are what limits.",
    {"phase": ("poll", "admit", "backpressure")},
)

# ── How far behind, and whether it moves ────────────────────────────────────────────────────────────────────────────

CONSUMER_LAG_RECORDS = Definition(
    "consumer_lag_records",
    "gauge",
    "Offsets between what was read and the last stable offset of the partition.",
    {"topic": (), "partition": ()},
)
CONSUMER_LAG_SECONDS = Definition(
    "consumer_lag_seconds",
    "gauge",
    "Age of the newest record that is done with, while later ones are not; 0 when all are.",
    {"topic": (), "partition": ()},
)
LAST_PROGRESS = Definition(
    "last_progress_timestamp_seconds",
    "gauge",
    "When the group gave us the partition, or we last committed there, seconds since 1970 UTC.",
    {"topic": (), "partition": ()},
)

OFFSET_GAP = Definition(
    "offset_gap",
    "gauge",
    "1 where the committed offset is gone from the partition, which waits for an operator; see `WIRE_ON_GAP`.",
    {"topic": (), "partition": ()},
)

# ── What is held ────────────────────────────────────────────────────────────────────────────────────────────────────

INFLIGHT_RECORDS = Definition("inflight_records", "gauge", "Records admitted and not yet committed.")
INFLIGHT_BYTES = Definition("inflight_bytes", "gauge", "The same in bytes of keys and values.")
PAUSED_PARTITIONS = Definition(
    "paused_partitions", "gauge", "Partitions that nothing is read from until there is room."
)
ASSIGNED_PARTITIONS = Definition("assigned_partitions", "gauge", "Partitions that this worker has claimed.")

# ── What the children remember ──────────────────────────────────────────────────────────────────────────────────────

_CACHES = {"cache": get_args(CacheName)}
CACHE_HITS = Definition(
    "cache_hits_total", "counter", "Paragraphs, and words between spaces, that a child had met before.", _CACHES
)
CACHE_MISSES = Definition("cache_misses_total", "counter", "Those that it had not.", _CACHES)
CACHE_RESETS = Definition("cache_resets_total", "counter", "Times that a full cache forgot the most of it.", _CACHES)
CACHE_BYTES = Definition("cache_bytes", "gauge", "Size in one language and child, the last that used it.", _CACHES)

# ── The group, the offsets, the children ────────────────────────────────────────────────────────────────────────────

REBALANCES = Definition(
    "rebalances_total", "counter", "Assignments and revocations by the group.", {"event": ("assigned", "revoked")}
)
COMMITS = Definition(
    "commits_total",
    "counter",
    "Publications with their commit; after `failed` the partition is claimed again. Gaps and the open breaker count apart.",
    {"result": ("ok", "failed")},
)
BREAKER_OPEN = Definition(
    "breaker_open", "gauge", "1 while nothing is read because too many items became dead letters; see `WIRE_BREAKER`."
)
POOL_WORKERS = Definition("pool_workers", "gauge", "Child processes by state.", {"state": ("starting", "idle", "busy")})
WORKER_RESTARTS = Definition(
    "worker_restarts_total",
    "counter",
    "Child processes that ended and were replaced, by the cause of their end.",
    {"reason": tuple(ending.value for ending in Ending if ending is not Ending.STOP)},
)
RECOGNIZER = Definition(
    "recognizer_info",
    "gauge",
    "Always 1: ours runs a language's model (`fast`), or spaCy itself (`stock`).",
    {"language": (), "kind": ()},
)
RELOADS = Definition(
    "reloads_total",
    "counter",
    "Times that SIGHUP had authority files, staff directory and topic sections read again; after `failed` the old ones go on.",
    {"result": ("ok", "failed")},
)
MEMORY_USED = Definition(
    "memory_used_bytes",
    "gauge",
    "Memory of parent, forkserver and children that cannot be given back, by their control group; 0 where it does not say.",
)
MEMORY_LIMIT = Definition("memory_limit_bytes", "gauge", "What they may have together; +Inf where nothing bounds it.")
RELOAD_FAILED = Definition("reload_failed", "gauge", "1 from a reload that failed until one succeeds.")
NOT_READY = Definition("not_ready", "gauge", "1 while `/readyz` is red for that reason.", {"problem": tuple(Problem)})
BUILD_INFO = Definition("build_info", "gauge", "Always 1; which worker this is.", {"version": (), "python": ()})

DEFINITIONS = tuple(row for row in globals().values() if isinstance(row, Definition))


class Metrics:
    """The values of all metrics, in a registry of its own. Made once by ``app``, read by each scrape.

    Values are pushed by ``count``, ``observe`` and ``put``; what a part of the worker can tell at any time is pulled by
    a function given to ``at_scrape``. Labels go by position, in the order of the definition.
    """

    def __init__(self) -> None:
        # Else each counter has a second series beside it that nobody reads; the library has no switch but this one.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self._pulls: list[Callable[[], None]] = []
        self._counters = {row.name: self._counter(row) for row in DEFINITIONS if row.kind == "counter"}
        self._gauges = {row.name: self._gauge(row) for row in DEFINITIONS if row.kind == "gauge"}
        self._histograms = {row.name: self._histogram(row) for row in DEFINITIONS if row.kind == "histogram"}
        # Looked for once: the library's `labels` costs as much as several increments.
        self._counter_of = cache(lambda name, *labels: _series(self._counters[name], labels))
        self._gauge_of = cache(lambda name, *labels: _series(self._gauges[name], labels))
        self._histogram_of = cache(lambda name, *labels: _series(self._histograms[name], labels))
        ProcessCollector(registry=self._registry)  # process_cpu_seconds_total, process_resident_memory_bytes, …

    def count(self, metric: Definition, amount: float, *labels: str) -> None:
        """Add to a counter."""
        if amount:  # most of what a message may count it does not
            self._counter_of(metric.name, *labels).inc(amount)

    def observe(self, metric: Definition, value: float, *labels: str, trace: TraceContext | None = None) -> None:
        """Add one value to a histogram; its bucket then leads to the trace, where that is kept by somebody."""
        exemplar = {"trace_id": trace.trace_id, "span_id": trace.span_id} if trace and trace.sampled else None
        self._histogram_of(metric.name, *labels).observe(value, exemplar)

    def put(self, metric: Definition, value: float, *labels: str) -> None:
        """Set a gauge."""
        self._gauge_of(metric.name, *labels).set(value)

    def remove(self, metric: Definition, *labels: str) -> None:
        """Let a gauge's series go, if it is there: a partition that another worker has now is no longer ours to tell of."""
        self._gauges[metric.name].remove(*labels)
        self._gauge_of.cache_clear()  # what is put after that is a series anew

    def at_scrape(self, pull: Callable[[], None]) -> None:
        """Have ``pull`` set its gauges before each scrape. It must not block."""
        self._pulls.append(pull)

    def render(self, accept: str = "") -> tuple[bytes, str]:
        """All values as text, and its content type: OpenMetrics where the scraper accepts it, else Prometheus' own."""
        for pull in self._pulls:
            pull()
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type

    def values(self, metric: Definition) -> dict[tuple[str, ...], float]:
        """The values of a counter or a gauge by its labels' values; of a histogram, how many were not above each bound."""
        collector = self._counters.get(metric.name) or self._gauges.get(metric.name) or self._histograms[metric.name]
        name = PREFIX + metric.name + ("_bucket" if metric.kind == "histogram" else "")
        samples = (sample for told in collector.collect() for sample in told.samples)
        return {tuple(sample.labels.values()): sample.value for sample in samples if sample.name == name}

    def _counter(self, row: Definition) -> Counter:
        counter = Counter(PREFIX + row.name, row.meaning, tuple(row.labels), registry=self._registry)
        for labels in row.series():
            counter.labels(*labels)
        return counter

    def _gauge(self, row: Definition) -> Gauge:
        gauge = Gauge(PREFIX + row.name, row.meaning, tuple(row.labels), registry=self._registry)
        for labels in row.series():
            gauge.labels(*labels)
        return gauge

    def _histogram(self, row: Definition) -> Histogram:
        return Histogram(
            PREFIX + row.name, row.meaning, tuple(row.labels), registry=self._registry, buckets=row.buckets
        )


def _series(metric: Metric, labels: tuple[str, ...]) -> Metric:
    """One of a metric's series; of one without labels, the only one."""
    return metric.labels(*labels) if labels else metric
