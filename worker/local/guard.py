"""The guard of a broker: a small process between Java and its owner, so that no broker outlives the program it is for.

Run alone, on the standard library: ``python -I -S guard.py OWNER FOLDER COMMAND…``. OWNER is the process id of the
owner, FOLDER the folder of its cluster, COMMAND what to guard. The owner gives orders on standard input.

- ``s``: stop, by SIGTERM.
- ``k``: kill, by SIGKILL.
- ``f``, ``t``: freeze, by SIGSTOP, and thaw, by SIGCONT.
- Nothing more to come, or another parent than OWNER: the owner is gone, however it went. Kill, and remove FOLDER, which
  nobody else will.

When the guard has ended, so has the command. The guard itself, killed, takes the command with it. It belongs in a
session of its own: a terminal's Ctrl-C then reaches the owner alone, which may need its broker to finish its work.
"""

import ctypes
import os
import select
import shutil
import signal
import subprocess
import sys

STOP, KILL, FREEZE, THAW, GONE = b"s", b"k", b"f", b"t", b""
SIGNALS = {STOP: signal.SIGTERM, FREEZE: signal.SIGSTOP, THAW: signal.SIGCONT}

POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


def guard(owner: int, folder: str, command: list[str]) -> int:
    """Run the command until it ends by itself, by order, or with its owner; return its exit code."""
    prctl = ctypes.CDLL(None).prctl
    me = os.getpid()

    def die_with_the_guard() -> None:
        # The signal comes when the thread that started the command ends: here that is the guard's only one. In the
        # owner, which may start brokers from any thread, it would not mean what it should.
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != me:  # killed before the call above
            os._exit(1)

    with subprocess.Popen(  # noqa: S603  the owner's command
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_the_guard,  # noqa: PLW1509  there is one thread
    ) as process:
        while process.poll() is None:
            order = _order(owner)
            if order in SIGNALS:
                process.send_signal(SIGNALS[order])
            elif order in {KILL, GONE}:
                process.kill()
                process.wait()
            if order == GONE:
                shutil.rmtree(folder, ignore_errors=True)
    return process.returncode


def _order(owner: int) -> bytes | None:
    """The owner's next order; None if it gives none for now."""
    if os.getppid() != owner:
        return GONE  # even if a fork of the owner still holds the pipe
    if select.select([0], [], [], POLL_SECONDS)[0]:
        return os.read(0, 1)
    return None


if __name__ == "__main__":
    sys.exit(guard(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
