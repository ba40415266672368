"""The systemd unit: systemd takes every line of it, it leaves little open, and it stops and starts as the worker needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from deploy.confined import UNIT, confining, directives
from deploy.stopping import stop_seconds_max
from worker.settings import Settings, load_settings

EXPOSURE_MAX = 12  # in tenths: systemd's sum of what is left open, from 0 to 10
COMMAND = Path(sys.executable).with_name("wire-worker")


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with the command that is installed here."""
    confining()  # or skip
    unit = tmp_path / UNIT.name
    unit.write_text(UNIT.read_text().replace("/opt/wire/bin/wire-worker", str(COMMAND)))
    return unit


def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Settings:
    """Those of the example, with the password where the unit puts it."""
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    for credential in directives()["LoadCredential"]:
        (credentials / credential.partition(":")[0]).write_text("secret")
    lines = [line for line in UNIT.with_name("settings.env").read_text().splitlines() if not line.startswith("#")]
    lines += [word for words in directives()["Environment"] for word in words.split()]
    for name, _, value in (line.partition("=") for line in lines):
        monkeypatch.setenv(name, value.replace("%d", str(credentials)))
    return load_settings()


def test_systemd_takes_every_line(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_leaves_little_open(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE_MAX}", unit]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_worker_takes_the_example_of_its_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken = settings(monkeypatch, tmp_path)
    assert taken.security.sasl_password
    assert taken.http.host == "::"


def test_a_stop_ends_before_systemd_kills(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (seconds,) = directives()["TimeoutStopSec"]
    assert stop_seconds_max(settings(monkeypatch, tmp_path)) < float(seconds)
    assert directives()["KillMode"] == ("mixed",)


def test_a_kill_of_a_child_for_its_memory_leaves_the_service_alive() -> None:
    assert directives()["OOMPolicy"] == ("continue",)


def test_settings_that_cannot_be_used_start_it_once(tmp_path: Path) -> None:
    (code,) = directives()["RestartPreventExitStatus"]
    done = subprocess.run(
        [COMMAND, "run"], env={"WIRE_HTTP_PORT": "none"}, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == int(code), done.stderr
    assert "WIRE_HTTP_PORT" in done.stderr


# Each is refused by another line of the unit.
FORBIDDEN = {
    "MemoryDenyWriteExecute": "import mmap; mmap.mmap(-1, 4096, prot=mmap.PROT_WRITE | mmap.PROT_EXEC)",
    "RestrictAddressFamilies": "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "RestrictNamespaces": "import ctypes, os; c = ctypes.CDLL(None, use_errno=True)\n"
    "if c.unshare(0x10000000): raise OSError(ctypes.get_errno(), 'unshare')",
    "SystemCallFilter": "import os; os.setpriority(os.PRIO_PROCESS, 0, 5)",
}


@pytest.mark.parametrize("directive", FORBIDDEN)
def test_what_the_unit_forbids_fails_where_it_is_tried(directive: str) -> None:
    """So that tests/broker/test_drain.py, which runs the service in these confines, runs it in some."""
    assert directive in directives()
    command = [*confining(), sys.executable, "-c", FORBIDDEN[directive]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "PermissionError" in done.stderr
