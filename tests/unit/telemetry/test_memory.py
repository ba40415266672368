"""Memory as the worker's control group tells it."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest

from worker.telemetry.memory import show_memory
from worker.telemetry.metrics import Metrics

Scrape = Callable[[], dict[tuple[str, tuple[str, ...]], float]]
Files = dict[str, str]

USED = {"memory.current": "1000\n", "memory.stat": "anon 600\ninactive_file 300\nactive_file 100\n"}


def machine(root: Path, own: str, files: Files) -> tuple[Path, Path]:
    """The file that names our group, and the folder of all groups, with these files in it."""
    (root / "self").write_text(f"4:memory:/old\n0::/{own}\n")
    for name, text in files.items():
        file = root / "groups" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root / "self", root / "groups"


@pytest.mark.parametrize(
    ("own", "files", "used", "limit"),
    [
        ("", USED | {"memory.max": "4000\n"}, 700, 4000),
        ("", USED | {"memory.max": "max\n"}, 700, math.inf),
        (
            "wire.slice/worker.service",
            {f"wire.slice/worker.service/{name}": text for name, text in USED.items()}
            | {"wire.slice/worker.service/memory.max": "max\n", "wire.slice/memory.max": "2000\n"},
            700,
            2000,
        ),
        ("", {}, 0, math.inf),
    ],
    ids=["container", "no limit", "the limit is that of the slice", "root of a machine"],
)
def test_memory_is_that_of_our_group_and_the_limit_the_tightest(
    metrics: Metrics, samples: Scrape, tmp_path: Path, own: str, files: Files, used: int, limit: float
):
    show_memory(metrics, *machine(tmp_path, own, files))
    shown = samples()
    assert (shown["wire_memory_used_bytes", ()], shown["wire_memory_limit_bytes", ()]) == (used, limit)


def test_without_control_groups_nothing_is_known(metrics: Metrics, samples: Scrape, tmp_path: Path):
    show_memory(metrics, tmp_path / "absent", tmp_path)
    shown = samples()
    assert (shown["wire_memory_used_bytes", ()], shown["wire_memory_limit_bytes", ()]) == (0, math.inf)
