"""The worker installs without a network from what the runbook has one pack, and reads a dispatch there.

The packages are kept in ``build/wheelhouse``: only the first run fetches them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from documents import ROOT, RUNBOOK, between, commands
from worker.samples import samples

KEPT = ROOT / "build" / "wheelhouse"
NO_INDEX = {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}


def told(part: str) -> list[str]:
    return commands(between(RUNBOOK.read_text(encoding="utf-8"), f"wheelhouse: {part}"))


def run(command: str, folder: Path, **more: str) -> bytes:
    # Compiling what is installed takes ten times as long as installing it, and proves nothing more.
    environment = os.environ | {"PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more
    for name in ("PYTHONPATH", "PIP_FIND_LINKS"):
        environment.pop(name, None)
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
    return done.stdout


@pytest.fixture(scope="module")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which stands, under ``wheelhouse``, what the runbook's commands pack."""
    folder = tmp_path_factory.mktemp("pack")
    for name in ("deploy", "worker", "schemas", "pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        (folder / name).symlink_to(ROOT / name)
    KEPT.mkdir(parents=True, exist_ok=True)
    (folder / "wheelhouse").symlink_to(KEPT)
    make_packer, download, build, copy = told("pack")
    assert download.startswith("build/packer/bin/pip download ")
    (folder / "build").mkdir()
    run(make_packer.replace("python3", sys.executable, 1), folder)
    try:  # of an earlier run
        run(f"{download} --no-index --find-links wheelhouse", folder)
    except AssertionError:
        for old in KEPT.iterdir():
            old.unlink()
        run(download, folder)
    run(build, folder)
    run(copy, folder)
    return folder


def test_a_machine_without_a_network_installs_what_was_packed_and_reads_a_dispatch(
    wheelhouse: Path, tmp_path: Path
) -> None:
    (tmp_path / "wheelhouse").symlink_to(wheelhouse / "wheelhouse")
    (tmp_path / "my-dispatch.txt").write_bytes(next(iter(samples())).value)
    *install, enrich = (command.replace("/opt/wire", "wire") for command in told("install"))
    for command in install:
        run(command.replace("python3", sys.executable, 1), tmp_path, **NO_INDEX)
    record = orjson.loads(run(enrich, tmp_path, **NO_INDEX))
    assert record["entities"]


def test_the_wheelhouse_is_as_large_as_the_runbook_says(wheelhouse: Path) -> None:
    (told_mb,) = re.findall(r"Copy `wheelhouse` \((\d+) MB\)", RUNBOOK.read_text(encoding="utf-8"))
    size = sum(file.stat().st_size for file in KEPT.iterdir())
    assert size == pytest.approx(int(told_mb) * 1_000_000, rel=0.1)
