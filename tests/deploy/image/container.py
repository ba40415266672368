"""A container without an engine: the image's tree of files as the root of a process, in namespaces of its own.

It has what `docker run --read-only --cap-drop ALL --security-opt no-new-privileges` gives: a root that cannot be written, an
unprivileged user, process number 1. Its network is this machine's.
"""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil

RUN_SECONDS_MAX = 180.0

# $1 is the tree, $2 the user, the rest a command inside it. Less than what an engine mounts is mounted: proc, and a dev of its
# own, without shared memory.
CONTAINER = """
mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t proc proc "$1/proc" && mount -t tmpfs dev "$1/dev"
for device in null zero full random urandom; do touch "$1/dev/$device" && mount --bind /dev/$device "$1/dev/$device"; done
tree=$1 user=$2; shift 2
exec setpriv --no-new-privs chroot --userspec="$user" "$tree" "$@"
"""


@dataclass(frozen=True)
class Image:
    """The built image: its whole tree of files, unpacked, the base's, what its configuration says, how it was built."""

    tree: Path
    base: Path
    config: Mapping[str, Any]
    log: str

    @property
    def environment(self) -> dict[str, str]:
        """What every process in it finds set."""
        return dict(line.split("=", 1) for line in self.config["Env"])

    @cached_property
    def packages(self) -> Path:
        """Where its Python packages lie."""
        (folder,) = self.tree.glob("opt/wire/lib/python3.*/site-packages")
        return folder

    def start(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None, **how: Any
    ) -> subprocess.Popen[bytes]:
        """Run a command in a container of its own; ``how`` is for Popen."""
        told = [f"{name}={value}" for name, value in {**self.environment, **(environment or {})}.items()]
        inside = ["sh", "-eu", "-c", CONTAINER, "sh", self.tree, self.config["User"], "env", "-i", *told, *command]
        return subprocess.Popen(["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", *inside], **how)

    def run(self, *arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        """`docker run -i --read-only IMAGE ARGUMENTS`."""
        command = [*self.config["Entrypoint"], *arguments]
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        with self.start(command, environment, **pipes) as process:
            output, errors = process.communicate(stdin, timeout=RUN_SECONDS_MAX)
        return subprocess.CompletedProcess(command, process.returncode, output, errors)


def first_process(container: subprocess.Popen[bytes]) -> psutil.Process:
    """Process number 1 of a container, which is whom `docker stop` signals."""
    (process,) = psutil.Process(container.pid).children()
    return process
