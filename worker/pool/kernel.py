"""What we ask of Linux and its C library.

So that no process is left behind, neither alive when ours has ended, nor dead and not reaped; and no memory held that is free.
"""

import asyncio
import ctypes
import fcntl
import os
import signal

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h


def die_with(parent_pid: int) -> None:
    """Have the kernel kill this process when ``parent_pid``, its parent, ends; end now where that has already happened.

    Strictly it is the parent's *thread* that counts, the one that forked us.
    """
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent_pid:  # it ended before we had asked
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of each descendant whose own parent ends, as process 1 of a container is."""
    _prctl(PR_SET_CHILD_SUBREAPER, 1)


def tie(group: int, lifeline_fd: int) -> None:
    """Have the kernel kill a process group when the writing end of a pipe is closed: by us, or by our end.

    The group holds the reading end and never reads. A thread that watches would not do: it never runs while C code holds
    the interpreter's lock; nor would PR_SET_PDEATHSIG, which kills the children together with whoever forked them.
    """
    fcntl.fcntl(lifeline_fd, fcntl.F_SETOWN, -group)
    fcntl.fcntl(lifeline_fd, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline_fd, fcntl.F_SETFL, os.O_ASYNC)


async def end_of(pid: int) -> int:
    """Wait for the end of a child of this process, and reap it: its exit code, negative for a signal."""
    loop = asyncio.get_running_loop()
    ended = loop.create_future()
    pidfd = os.pidfd_open(pid)
    loop.add_reader(pidfd, ended.set_result, None)
    try:
        await ended
    finally:
        loop.remove_reader(pidfd)
        os.close(pidfd)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])  # noqa: ASYNC222  it has ended


async def end_of_group(group: int) -> None:
    """Wait for the end of all children of this process that are of a group, and reap them."""
    while True:
        try:
            pid, _ = os.waitpid(-group, os.WNOHANG)  # noqa: ASYNC222  which does not block
        except ChildProcessError:  # none is left
            return
        if not pid:
            await asyncio.sleep(0.005)  # there is no event for a group


def give_back_free_memory() -> None:
    """Have glibc hand what was freed within its heap back to the kernel; another C library sees to that by itself."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl({option})")
