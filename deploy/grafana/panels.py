"""What the dashboard shows: each figure and each graph, as data. How they look is in ``dashboard.py``."""

from dataclasses import dataclass

from worker.telemetry import metrics as m
from worker.telemetry.definition import Definition
from worker.telemetry.metrics import PREFIX

OURS = 'job=~"$job",instance=~"$instance"'  # the workers that are chosen
OF_TOPIC = f'{OURS},topic=~"$topic"'
WINDOW = "$__rate_interval"  # as Grafana chooses it for the time that is shown
GOOD, POOR, BAD = "green", "orange", "red"

Steps = tuple[tuple[float | None, str], ...]
"""Colours, each from a value on; the first from below."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure."""

    title: str
    meaning: str
    query: str
    steps: Steps
    unit: str = "short"
    texts: tuple[tuple[int, str], ...] = ()  # said in place of values


@dataclass(frozen=True, slots=True)
class Graph:
    """Lines over time, one for each series of each query."""

    title: str
    meaning: str
    queries: tuple[tuple[str, str], ...]  # with the legend of their lines
    unit: str = "short"
    limit: float | None = None  # not to be crossed
    exemplars: bool = False
    stacked: bool = False


def _of(metric: Definition, where: str = OURS, suffix: str = "") -> str:
    return f"{PREFIX}{metric.name}{suffix}{{{where}}}"


def _rate(metric: Definition, *by: str, where: str = OURS) -> str:
    return f"sum by ({', '.join(by)}) (rate({_of(metric, where)}[{WINDOW}]))"


def _increase(metric: Definition, *by: str, where: str = OURS) -> str:
    return f"sum by ({', '.join(by)}) (increase({_of(metric, where)}[{WINDOW}]))"


def _quantile(part: float, metric: Definition, *by: str, window: str = WINDOW) -> str:
    buckets = f"rate({_of(metric, suffix='_bucket')}[{window}])"
    return f"histogram_quantile({part}, sum by ({', '.join((*by, 'le'))}) ({buckets}))"


def _without_progress() -> str:
    """Seconds since the last commit, where messages wait; else 0, since an idle partition is not slow."""
    since = f"(time() - {_of(m.LAST_PROGRESS, OF_TOPIC)})"
    waiting = f"({_of(m.CONSUMER_LAG_SECONDS, OF_TOPIC)} > bool 0)"
    return f"topk(10, max by (topic, partition) ({since} * on (job, instance, topic, partition) {waiting}))"


def _busy() -> str:
    busy, all_of_them = _of(m.POOL_WORKERS, f'{OURS},state="busy"'), _of(m.POOL_WORKERS)
    return f"sum by (instance) ({busy}) / sum by (instance) ({all_of_them})"


HEALTH = (
    Tile("Workers", "Those that answer Prometheus.", f"sum(up{{{OURS}}}) or vector(0)", ((None, BAD), (1, GOOD))),
    Tile(
        "Not ready",
        "Workers whose /readyz is red.",
        f"sum(max by (job, instance) ({_of(m.NOT_READY)})) or vector(0)",
        ((None, GOOD), (1, POOR)),
    ),
    Tile(
        "Alerts",
        "Alerts of these workers that fire.",
        'count(ALERTS{alertname=~"Wire.+",alertstate="firing",job=~"$job"}) or vector(0)',
        ((None, GOOD), (1, BAD)),
    ),
    Tile(
        "Breaker",
        "Open: nothing is read, since too much became dead letters.",
        f"max({_of(m.BREAKER_OPEN)})",
        ((None, GOOD), (1, BAD)),
        texts=((0, "closed"), (1, "open")),
    ),
    Tile(
        "Gaps",
        "Partitions that wait for an operator, since what comes next in them is gone.",
        f"sum({_of(m.OFFSET_GAP, OF_TOPIC)}) or vector(0)",
        ((None, GOOD), (1, BAD)),
    ),
    Tile(
        "Lag",
        "Messages that have not been read yet.",
        f"sum({_of(m.CONSUMER_LAG_RECORDS, OF_TOPIC)}) or vector(0)",
        ((None, GOOD), (100, POOR), (1000, BAD)),
    ),
    Tile(
        "Latency, 99 %",
        "From a message's timestamp to the acknowledgement, in 5 minutes; the objective is 1 s.",
        _quantile(0.99, m.END_TO_END_LATENCY, window="5m"),
        ((None, GOOD), (1, POOR), (10, BAD)),
        unit="s",
    ),
    Tile(
        "Budget burn",
        "How fast the month's budget of late messages is used up, by the last hour; at 1 it lasts the month.",
        'max(job:wire_latency_burn:ratio_rate1h{job=~"$job"} >= 0) or vector(0)',
        ((None, GOOD), (1, POOR), (14.4, BAD)),
    ),
)

LATE = (
    Graph(
        "Latency",
        "From a message's timestamp to the acknowledgement of what came of it. The dots lead to traces.",
        tuple((_quantile(part, m.END_TO_END_LATENCY), f"{part:.0%}") for part in (0.5, 0.95, 0.99)),
        unit="s",
        limit=1,
        exemplars=True,
    ),
    Graph(
        "Messages unread",
        "The consumer lag, to the last stable offset.",
        ((f"sum by (topic) ({_of(m.CONSUMER_LAG_RECORDS, OF_TOPIC)})", "{{topic}}"),),
    ),
    Graph(
        "Behind, by partition",
        "The age of the newest message that is done with, where later ones wait; the ten furthest behind.",
        (
            (
                f"topk(10, max by (topic, partition) ({_of(m.CONSUMER_LAG_SECONDS, OF_TOPIC)}))",
                "{{topic}}/{{partition}}",
            ),
        ),
        unit="s",
    ),
    Graph(
        "In and out",
        "Messages read, and what became of them, a second.",
        (
            (_rate(m.RECORDS_CONSUMED, where=OF_TOPIC), "read"),
            (_rate(m.RECORDS_PROCESSED, "outcome"), "{{outcome}}"),
        ),
        unit="cps",
    ),
)

FAILING = (
    Graph(
        "Dead letters",
        "By reason, a second.",
        ((f"{_rate(m.DEAD_LETTERS, 'reason')} > 0", "{{reason}}"),),
        unit="cps",
        stacked=True,
    ),
    Graph(
        "Records, by agency",
        "A second. A line that ends is a feed that went silent.",
        ((_rate(m.ITEMS, "agency"), "{{agency}}"),),
        unit="cps",
    ),
    Graph(
        "Broken off",
        "Publications that failed and are tried again, rebalances, reloads that failed, in each interval.",
        (
            (_increase(m.COMMITS, where=f'{OURS},result="failed"'), "publications"),
            (_increase(m.REBALANCES, where=f'{OURS},event="assigned"'), "rebalances"),
            (_increase(m.RELOADS, where=f'{OURS},result="failed"'), "reloads"),
        ),
    ),
    Graph(
        "Child processes ended",
        "By cause, in each interval. Recycling and reloading are no failures.",
        ((_increase(m.WORKER_RESTARTS, "reason"), "{{reason}}"),),
        stacked=True,
    ),
)

SLOW = (
    Graph(
        "Stages, 95 %",
        "Time of each stage on one message, in a child process.",
        ((_quantile(0.95, m.STAGE_DURATION, "stage"), "{{stage}}"),),
        unit="s",
    ),
    Graph(
        "Partitions without progress",
        "Since the last commit, where messages wait; the ten longest.",
        ((_without_progress(), "{{topic}}/{{partition}}"),),
        unit="s",
    ),
    Graph(
        "Children at work",
        "The part of the child processes that is busy, and of its time that the main loop waits for them.",
        (
            (_busy(), "busy, {{instance}}"),
            (_rate(m.MAIN_LOOP, "instance", where=f'{OURS},phase="backpressure"'), "backpressure, {{instance}}"),
        ),
        unit="percentunit",
    ),
    Graph(
        "Parent process",
        "Its processor, and how late its event loop wakes up: near the session's time-out the group is lost.",
        (
            (f"sum by (instance) (rate(process_cpu_seconds_total{{{OURS}}}[{WINDOW}]))", "processor, {{instance}}"),
            (_quantile(0.99, m.LOOP_LAG, "instance"), "late, {{instance}}"),
        ),
        unit="s",
    ),
)

ROWS = (("How late are we?", LATE), ("What is failing?", FAILING), ("Who is slow?", SLOW))
