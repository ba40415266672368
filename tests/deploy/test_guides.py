"""What the guides tell one to type, to click and to set exists; and what can run without a broker runs."""

import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
import typer

from documents import GUIDES, README, ROOT, blocks, commands, headings, section, wire_worker_calls, words
from worker.cli import app
from worker.settings import describe_settings
from worker.telemetry.metrics import DEFINITIONS

TEXTS = {guide.relative_to(ROOT).as_posix(): guide.read_text(encoding="utf-8") for guide in GUIDES}
CALLS = sorted({tuple(call) for text in TEXTS.values() for call in wire_worker_calls(text)})
COMMANDS = [command for text in TEXTS.values() for command in commands(text)]
HERE = Path(sys.executable).parent
NOT_METRICS = {"wire_fr", "wire_en", "wire_worker"}


def test_there_is_something_to_check() -> None:
    assert len(CALLS) > 20
    assert len(COMMANDS) > 30


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_a_command_of_ours_is_one_that_the_command_line_takes(call: tuple[str, ...]) -> None:
    call = tuple(word for word in call if word != "--help")
    command, context, name, left = typer.main.get_command(app), None, "wire-worker", call
    while hasattr(
        command, "commands"
    ):  # a group: typer brings a click of its own, so that it is no class of ours to ask
        context = command.make_context(name, [*left], parent=context)
        name, command, left = command.resolve_command(context, [*left])
    command.make_context(name, [*left], parent=context)  # raises where it takes no such argument


@pytest.mark.parametrize("guide", TEXTS)
def test_every_setting_that_is_named_exists(guide: str) -> None:
    known = {knob.env for knob in describe_settings()} | {"WIRE_TEST_BOOTSTRAP"}
    named = set(re.findall(r"\bWIRE_[A-Z0-9_]*[A-Z0-9]\b", TEXTS[guide]))
    assert named - known == set()


@pytest.mark.parametrize("guide", TEXTS)
def test_every_metric_that_is_named_exists(guide: str) -> None:
    known = {f"wire_{row.name}" for row in DEFINITIONS} | NOT_METRICS
    named = {re.sub(r"_(bucket|count|sum)$", "", name) for name in re.findall(r"`(wire_[a-z_]+)", TEXTS[guide])}
    assert named - known == set()


def anchors(text: str) -> set[str]:
    """As the forges make them of headings."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings(text)}


@pytest.mark.parametrize("guide", TEXTS)
def test_every_link_leads_somewhere(guide: str) -> None:
    folder = (ROOT / guide).parent
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", TEXTS[guide])
    for path, anchor in links:
        target = folder / path if path else ROOT / guide
        assert target.exists(), path
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), f"{path}#{anchor}"


def test_every_file_and_target_of_make_that_a_command_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    tops = {path.name for path in ROOT.iterdir()} - {"build"}
    for command in COMMANDS:
        for simple in words(command):
            if "make" in simple:
                at = simple.index("make")
                assert simple[at + 1] == "help" or simple[at + 1] in targets, command
            for word in simple:
                if word.partition("/")[0] in tops and "/" in word and not word.startswith(".venv/"):
                    assert (ROOT / word).exists(), command


def test_the_dispatch_of_the_first_five_minutes_becomes_a_record(tmp_path: Path) -> None:
    (written,) = [
        command for command in commands(section(README.read_text("utf-8"), "The first five minutes")) if "<<" in command
    ]
    (enriched,) = [
        command for command in COMMANDS if command.startswith(".venv/bin/wire-worker enrich my-dispatch.txt --pretty")
    ]
    script = f"set -e\n{written}\n{enriched}".replace(".venv/bin/", f"{HERE}/")
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    record = orjson.loads(done.stdout)
    assert record["located"] == "Lyon"
    assert record["wire"]["signOff"]["writers"] == ["dk"]
    assert {entity["name"] for entity in record["entities"]} >= {"Anna Whitfield", "Lyon"}


@pytest.mark.parametrize("guide", TEXTS)
def test_every_block_of_python_compiles(guide: str) -> None:
    for block in blocks(TEXTS[guide], "python"):
        compile(block, guide, "exec")


@pytest.mark.parametrize("guide", TEXTS)
def test_every_block_of_shell_is_shell(guide: str) -> None:
    script = "\n".join(blocks(TEXTS[guide], "sh") + commands(TEXTS[guide]))
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
