"""How many processors this process may use; Python 3.11 and 3.12 count the machine's, also inside a container."""

import os
from pathlib import Path

from worker.cgroups import CGROUP, CGROUPS, groups


def cpus_allowed(cgroup: Path = CGROUP, cgroups: Path = CGROUPS) -> int:
    """The processors that the scheduler and the container's quota leave us, whole ones, at least 1.

    A quota of one and a half processors counts as one: a second busy process would have the kernel stop all of them,
    the event loop with them, for a part of every period.
    """
    scheduled = len(os.sched_getaffinity(0))
    quota = _quota(cgroup, cgroups)
    return scheduled if quota is None else max(1, min(scheduled, int(quota)))


def _quota(cgroup: Path, cgroups: Path) -> float | None:
    """The tightest ``cpu.max`` (cgroup v2: quota and period in µs) from our group up to the root; None without one."""
    quotas: list[float] = []
    for folder in groups(cgroup, cgroups):
        try:
            quota, period = (folder / "cpu.max").read_text().split()
        except OSError:  # the root has none, and inside a container the groups above ours are hidden
            continue
        if quota != "max":
            quotas.append(int(quota) / int(period))
    return min(quotas, default=None)
