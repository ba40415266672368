"""What we ask of Linux that Python does not offer: to be killed with one's parent, also in the middle of a hang."""

import ctypes
import os
import signal

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def die_with(parent_pid: int) -> None:
    """Have the kernel kill this process when ``parent_pid``, its parent, ends; end now where that has already happened.

    A thread that watches would not do: it never runs while C code holds the interpreter's lock. Strictly it is the
    parent's *thread* that counts, the one that forked us: for the worker the event loop's.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent_pid:  # it ended before we had asked
        os._exit(1)
