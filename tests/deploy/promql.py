"""What expressions ask for, held against the metrics that the worker has.

No parser: whether an expression is sound, Prometheus itself says. This finds each metric's name with its matchers, and the
labels that are grouped and matched by.
"""

import re
from collections.abc import Collection
from functools import cache

from worker.telemetry.definition import Definition
from worker.telemetry.metrics import DEFINITIONS, PREFIX

# Of the client library's own collector, and of Prometheus.
OTHERS = {"up", "process_start_time_seconds", "process_cpu_seconds_total", "ALERTS"}
TARGET_LABELS = {"job", "instance", "namespace"}
ALERT_LABELS = {"alertname", "alertstate", "severity"}
SELECTOR = re.compile(r"((?:\w+:)?(?:wire_|process_|up\b|ALERTS)[a-z0-9_:]*|wire:[a-z0-9_:]+)(?:\{([^}]*)\})?")
MATCHER = re.compile(r'(\w+)\s*(?:=~|!~|!=|=)\s*"([^"]*)"')
GROUPING = re.compile(r"\b(?:by|on|without|group_left|group_right)\s*\(([^)]*)\)")


def faults(expression: str, recorded: Collection[str] = ()) -> list[str]:
    """What the expression asks for and no worker has: metrics, labels, values of labels whose values are all known.

    >>> faults('sum by (topic) (rate(wire_commits_total{result="okay", cause="x"}[5m])) / wire_comits_total')
    ["wire_commits_total has no result 'okay'", 'wire_commits_total has no label cause', 'there is no wire_comits_total', 'nothing has a label topic']
    """
    found, labels = [], set(TARGET_LABELS)
    for name, matchers in SELECTOR.findall(expression):
        if name in recorded:
            labels |= {"topic"} if name.startswith("job_topic:") else set()
            continue
        if name not in _families():
            found.append(f"there is no {name}")
            continue
        own = _labels(name)
        labels |= own.keys()
        for label, value in MATCHER.findall(matchers):
            if label not in own:
                found.append(f"{name} has no label {label}")
            elif own[label] and not value.startswith("$"):
                found += [f"{name} has no {label} {part!r}" for part in value.split("|") if part not in own[label]]
    groupings = {label.strip() for group in GROUPING.findall(expression) for label in group.split(",")} - {""}
    return found + [f"nothing has a label {label}" for label in sorted(groupings - labels)]


@cache
def _families() -> dict[str, Definition | None]:
    """Every name that a scrape can have, with its definition; None where it is not of ours."""
    names: dict[str, Definition | None] = dict.fromkeys(OTHERS)
    for row in DEFINITIONS:
        suffixes = ("_bucket", "_sum", "_count") if row.kind == "histogram" else ("",)
        names |= {f"{PREFIX}{row.name}{suffix}": row for suffix in suffixes}
    return names


def _labels(name: str) -> dict[str, tuple[str, ...]]:
    """The labels that the metric has, those of its target among them, with their values where all are known."""
    row = _families()[name]
    labels: dict[str, tuple[str, ...]] = dict.fromkeys(
        TARGET_LABELS | (ALERT_LABELS if name == "ALERTS" else set()), ()
    )
    if row:
        labels |= row.labels
        if name.endswith("_bucket"):
            labels["le"] = tuple(map(str, row.buckets))
    return labels
