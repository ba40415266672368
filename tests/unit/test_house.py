"""The house: rooms import only rooms further in, and the heavy libraries each have one room."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "worker").rglob("*.py"))
ROOMS = {
    "aiokafka": {"kafka"},
    "opentelemetry": {"telemetry"},
    "prometheus_client": {"telemetry"},
    "spacy": {"entities", "training"},
    "thinc": {"entities", "training"},
}

# What the children need and the parent does not: time and memory of each start; and what only an extra brings.
FOR_CHILDREN = {
    "babel",
    "blis",
    "ftfy",
    "jsonschema_rs",
    "lxml",
    "numpy",
    "opentelemetry",
    "py3langid",
    "spacy",
    "thinc",
}


def imported(module: Path) -> set[str]:
    """The top names of all that a module imports, at whatever depth in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_the_rooms_import_in_one_direction() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", ROOMS)
def test_a_heavy_library_keeps_to_its_rooms(library: str) -> None:
    users = {module.relative_to(ROOT / "worker").parts[0] for module in MODULES if library in imported(module)}
    assert users == ROOMS[library]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "it does not open with a sentence"
    if module.name != "item.py":  # the nouns, in one place
        assert len(text.splitlines()) <= 300


def test_the_parent_process_never_loads_the_models_libraries_nor_unasked_those_of_an_extra() -> None:
    script = f"import sys, worker.app; print(*{FOR_CHILDREN} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
