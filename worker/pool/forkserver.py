"""What runs in the forkserver: load the models once, then fork a child when the worker asks.

A servant with one request at a time and no thoughts of its own. It forks safely because it has one thread.
"""

import gc
import importlib
import os
import pickle
import signal
import socket
import sys
from pathlib import Path
from typing import Never, cast

from worker.errors import place_of
from worker.pool.child import Work, serve
from worker.pool.kernel import give_back_free_memory
from worker.pool.launcher import DATAGRAM_BYTES_MAX, FORK, SHIELDED, Order


def main(control_fd: int) -> None:
    """Be the forkserver, until the worker closes the control line or ends."""
    for shielded in SHIELDED:  # they came blocked, so that none was lost or deadly while Python started
        signal.signal(shielded, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SHIELDED)
    with socket.socket(fileno=control_fd) as control:
        order: Order = pickle.loads(control.recv(DATAGRAM_BYTES_MAX))  # noqa: S301  the worker wrote it
        try:
            work = load(order)
        except BaseException as error:  # noqa: BLE001  whatever it is, the worker wants to know why
            answer(control, reason(error))
            return
        answer(control, None)
        obey(control, work, order.headroom_bytes)


def load(order: Order) -> Work:
    """Import the work's module, prepare it, and put all that it made out of the garbage collector's sight.

    Pages that the collector never writes to stay shared between all children. While it loads there is nothing to
    collect: looking again and again at half a million words would take a second. What was needed for loading alone, a
    hundred megabytes of it, is given back.
    """
    gc.disable()
    module, _, name = order.work.partition(":")
    work = cast("Work", getattr(importlib.import_module(module), name)(order.options))
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads > 1:
        raise RuntimeError(f"{threads} threads run after {order.work}: a fork could leave their locks held for ever")
    gc.collect()
    give_back_free_memory()
    gc.freeze()
    gc.enable()
    return work


def obey(control: socket.socket, work: Work, headroom_bytes: int) -> None:
    """Answer one request for a child after another, until the end of the line."""
    while True:
        request, fds, _, _ = socket.recv_fds(control, len(FORK), maxfds=2)
        if not request:
            return
        line, progress = fds
        try:
            answer(control, fork(control, line, progress, work, headroom_bytes))
        except OSError as error:  # no more processes, or no more memory, at this moment
            answer(control, str(error))
        finally:
            os.close(line)
            os.close(progress)


def fork(control: socket.socket, line: int, progress: int, work: Work, headroom_bytes: int) -> int:
    """Fork a child that serves the socket ``line``; its process id.

    What forks it is a process between, which then ends: so the child is an orphan, and the worker adopts it. It outlives
    us, and the worker itself sees to its end.
    """
    told, tell = os.pipe()
    try:
        between = os.fork()
        if between == 0:
            try:
                control.close()  # or the worker would not see the forkserver's end
                if pid := os.fork():
                    os.write(tell, pid.to_bytes(4))
                else:
                    os.close(told)
                    os.close(tell)
                    become_child(line, progress, work, headroom_bytes)
            finally:
                os._exit(0)
    finally:
        os.close(tell)
    pid_bytes = os.read(told, 4)
    os.close(told)
    os.waitpid(between, 0)
    if not pid_bytes:
        raise OSError("the process between could not fork")
    return int.from_bytes(pid_bytes)


def become_child(line: int, progress: int, work: Work, headroom_bytes: int) -> Never:
    """Serve, and never return into the forkserver's own code."""
    code = 1
    try:
        code = serve(socket.socket(fileno=line), progress, work, headroom_bytes)
    except BaseException as error:  # noqa: BLE001  the process ends with it
        sys.stderr.write(f"child {os.getpid()} ends: {type(error).__name__} at {place_of(error)}\n")
    finally:
        os._exit(code)


def answer(control: socket.socket, what: object) -> None:
    """Send one datagram to the worker."""
    control.send(pickle.dumps(what))


def reason(error: BaseException) -> str:
    """Why nothing could be loaded, in the error's own words: there is no item yet that they could quote."""
    return f"{type(error).__name__}: {str(error)[:1000]} (at {place_of(error)})"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
