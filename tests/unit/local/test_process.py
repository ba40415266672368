"""A guarded command ends when its owner wants it, and when its owner can want nothing any more."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from worker.local import process
from worker.local.process import Process

TELL_PID_AND_SLEEP = ("sh", "-c", "echo $$; exec sleep 60")
IGNORE_SIGTERM = (
    sys.executable,
    "-c",
    "import os, signal, time; signal.signal(15, signal.SIG_IGN); print(os.getpid(), flush=True); time.sleep(60)",
)

OWNER = """
import os, sys, time
from pathlib import Path
from worker.local.process import Process
cluster = Path(sys.argv[1])
held = Process(("sh", "-c", "echo $$; exec sleep 60"), cluster / "log", cluster)
if sys.argv[2] == "forks" and os.fork() == 0:
    time.sleep(3)  # holds the owner's end of the pipe open
    os._exit(0)
if sys.argv[2] == "leaves":
    time.sleep(1)
    sys.exit()
time.sleep(60)
"""


def until(true: Callable[[], object], seconds_max: float = 10) -> None:
    deadline = time.monotonic() + seconds_max
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent to ask does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def told_pid(log: Path) -> int:
    until(lambda: log.exists() and log.read_text().endswith("\n"))
    return int(log.read_text())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    (tmp_path / "cluster").mkdir()
    return tmp_path / "cluster" / "log"


def test_stop_ends_the_command_in_order(log: Path) -> None:
    held = Process(TELL_PID_AND_SLEEP, log, log.parent)
    pid = told_pid(log)
    held.stop()
    assert not held.running
    assert not alive(pid)


def test_a_command_that_will_not_stop_is_killed(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "STOP_SECONDS_MAX", 0.5)
    held = Process(IGNORE_SIGTERM, log, log.parent)
    pid = told_pid(log)
    held.stop()
    assert not alive(pid)


def test_kill_ends_the_command_at_once_and_may_come_twice(log: Path) -> None:
    held = Process(IGNORE_SIGTERM, log, log.parent)
    pid = told_pid(log)
    held.kill()
    assert not alive(pid)
    held.kill()
    held.stop()


def test_a_frozen_command_stands_still_until_it_is_thawed_and_can_be_killed(log: Path) -> None:
    held = Process(TELL_PID_AND_SLEEP, log, log.parent)
    command = psutil.Process(told_pid(log))
    held.freeze()
    until(lambda: command.status() == psutil.STATUS_STOPPED)
    held.thaw()
    until(lambda: command.status() != psutil.STATUS_STOPPED)
    held.freeze()
    until(lambda: command.status() == psutil.STATUS_STOPPED)
    held.kill()
    assert not alive(command.pid)


def test_a_command_that_ends_by_itself_leaves_its_code_and_its_output(log: Path) -> None:
    held = Process(("sh", "-c", "echo out; echo err >&2; exit 7"), log, log.parent)
    assert held.wait(10) == 7
    assert log.read_text() == "out\nerr\n"


def test_the_folder_stays_when_the_owner_ends_the_command(log: Path) -> None:
    Process(TELL_PID_AND_SLEEP, log, log.parent).kill()
    assert log.exists()


@pytest.mark.parametrize("manner", ["waits", "forks"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_command_and_its_folder_go_when_the_owner_is_killed(log: Path, manner: str, end: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(log.parent), manner]) as owner:
        pid = told_pid(log)
        guard = psutil.Process(pid).ppid()
        time.sleep(0.1)
        owner.send_signal(end)
    until(lambda: not alive(pid), seconds_max=5)
    until(lambda: not log.parent.exists(), seconds_max=5)
    until(lambda: not alive(guard), seconds_max=5)


def test_the_command_and_its_folder_go_when_the_owner_forgets_them(log: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER, str(log.parent), "leaves"]):
        pid = told_pid(log)
    until(lambda: not alive(pid), seconds_max=5)
    until(lambda: not log.parent.exists(), seconds_max=5)


def test_the_command_dies_with_its_guard(log: Path) -> None:
    held = Process(IGNORE_SIGTERM, log, log.parent)
    pid = told_pid(log)
    os.kill(psutil.Process(pid).ppid(), signal.SIGKILL)
    until(lambda: not alive(pid), seconds_max=5)
    assert held.wait(1) == -signal.SIGKILL


def test_the_command_outlives_the_thread_that_started_it(log: Path) -> None:
    started: list[Process] = []
    thread = threading.Thread(target=lambda: started.append(Process(TELL_PID_AND_SLEEP, log, log.parent)))
    thread.start()
    thread.join()
    pid = told_pid(log)
    time.sleep(0.3)
    assert alive(pid)
    started[0].kill()


def test_no_signal_of_the_terminal_reaches_the_command(log: Path) -> None:
    held = Process(TELL_PID_AND_SLEEP, log, log.parent)
    pid = told_pid(log)
    assert os.getsid(pid) != os.getsid(0)
    assert os.getpgid(pid) != os.getpgid(0)
    held.kill()
