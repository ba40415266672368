"""The control group that this process is in (cgroup v2): what a container or a service manager lets it have."""

from collections.abc import Iterator
from pathlib import Path

CGROUP = Path("/proc/self/cgroup")
CGROUPS = Path("/sys/fs/cgroup")


def groups(cgroup: Path = CGROUP, cgroups: Path = CGROUPS) -> Iterator[Path]:
    """The folders of our group and of those that it is in, up to the root; what bounds one bounds us. None without cgroups.

    Inside a container ours is the root, and those above it are hidden.
    """
    try:
        lines = cgroup.read_text().splitlines()
    except OSError:  # no /proc, or not ours to read
        return
    own = cgroups / next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    yield from (folder for folder in (own, *own.parents) if folder.is_relative_to(cgroups))
