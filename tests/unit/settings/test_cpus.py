"""How many processors count, by the container's quota."""

import os
from pathlib import Path

import pytest

from worker.settings.cpus import cpus_allowed


@pytest.fixture(autouse=True)
def _eight_scheduled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)))


def container(folder: Path, **quotas: str) -> int:
    """The processors allowed in the group ``/a/b`` of a machine where these groups have these quotas."""
    own = folder / "cgroup"
    own.write_text("0::/a/b\n")
    groups = folder / "groups"
    (groups / "a" / "b").mkdir(parents=True)
    for name, quota in quotas.items():
        (groups / {"root": ".", "a": "a", "b": "a/b"}[name] / "cpu.max").write_text(f"{quota}\n")
    return cpus_allowed(own, groups)


def test_without_a_quota_the_scheduler_tells(tmp_path: Path):
    assert container(tmp_path, a="max 100000", b="max 100000") == 8


def test_the_quota_tells_whole_processors(tmp_path: Path):
    assert container(tmp_path, b="350000 100000") == 3


def test_half_a_processor_is_one(tmp_path: Path):
    assert container(tmp_path, b="50000 100000") == 1


def test_the_tightest_group_above_holds(tmp_path: Path):
    assert container(tmp_path, b="600000 100000", a="200000 100000", root="max 100000") == 2


def test_inside_a_container_the_own_group_is_the_root(tmp_path: Path):
    assert container(tmp_path, root="400000 100000") == 4


def test_a_machine_without_groups_is_the_schedulers(tmp_path: Path):
    assert cpus_allowed(tmp_path / "none", tmp_path) == 8
