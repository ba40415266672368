"""How much memory the worker has of what it may have: its own processes do not know, only their control group does."""

import math
from pathlib import Path

from worker import cgroups
from worker.telemetry import metrics as m
from worker.telemetry.metrics import Metrics


def show_memory(metrics: Metrics, cgroup: Path = cgroups.CGROUP, folder: Path = cgroups.CGROUPS) -> None:
    """Set both gauges; without cgroup v2, or outside of any group, as if there were no limit and nothing used."""
    groups = list(cgroups.groups(cgroup, folder))
    metrics.put(m.MEMORY_USED, _used_bytes(groups[0]) if groups else 0)
    metrics.put(m.MEMORY_LIMIT, min(map(_limit_bytes, groups), default=math.inf))


def _used_bytes(group: Path) -> int:
    """Without the pages of files that are not in use: the kernel drops those before it kills for the rest."""
    try:
        current = int((group / "memory.current").read_text())
        statistics = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    except OSError:  # the root group has none
        return 0
    return max(0, current - int(statistics.get("inactive_file", 0)))


def _limit_bytes(group: Path) -> float:
    try:
        limit = (group / "memory.max").read_text().strip()
    except OSError:
        return math.inf
    return math.inf if limit == "max" else int(limit)
