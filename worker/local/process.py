"""A command under its guard, as the owner holds it: see guard.py for the other side."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from worker.local import guard
from worker.local.errors import LocalKafkaError

STOP_SECONDS_MAX = 30.0  # for a broker to hand on its leaderships and close its logs; then it is killed
KILL_SECONDS_MAX = 10.0


class Process:
    """A running command that ends with this program, even if this program is killed; it runs from the first moment on.

    Its output is appended to ``log``, in whose folder it works. ``cluster`` is the folder that is removed when this
    program goes without ending the command; else it stays. One thread at a time may use it.
    """

    def __init__(self, command: Sequence[str], log: Path, cluster: Path) -> None:
        with log.open("ab") as output:
            self._guard = subprocess.Popen(  # noqa: S603  our own script, and Java from its package
                [sys.executable, "-I", "-S", guard.__file__, str(os.getpid()), str(cluster), *command],
                bufsize=0,
                cwd=log.parent,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def running(self) -> bool:
        """Whether the command has not ended."""
        return self._guard.poll() is None

    def stop(self) -> None:
        """Let the command end in order, and wait for it; kill it if that takes too long."""
        self._order(guard.STOP)
        try:
            self.wait(STOP_SECONDS_MAX)
        except LocalKafkaError:
            self.kill()

    def kill(self) -> None:
        """End the command as a crash would, and wait for it."""
        self.condemn()
        self.wait(KILL_SECONDS_MAX)

    def condemn(self) -> None:
        """Order the kill and do not wait, so that several can die at once."""
        self._order(guard.KILL)

    def freeze(self) -> None:
        """Let the command stand still, as on a machine that hangs: its connections stay open, and nothing answers."""
        self._order(guard.FREEZE)

    def thaw(self) -> None:
        """Let it go on."""
        self._order(guard.THAW)

    def wait(self, seconds_max: float) -> int:
        """The exit code of the command, once it has ended; LocalKafkaError if it still runs after so long."""
        try:
            code = self._guard.wait(seconds_max)
        except subprocess.TimeoutExpired:
            raise LocalKafkaError(f"process {self._guard.pid} still runs after {seconds_max:.0f} s") from None
        if self._guard.stdin:
            self._guard.stdin.close()
        return code

    def _order(self, order: bytes) -> None:
        if self.running and self._guard.stdin:
            with suppress(BrokenPipeError):  # it has just ended by itself
                self._guard.stdin.write(order)
