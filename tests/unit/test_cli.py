"""The commands as a shell sees them: what they print where, and how they end."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import orjson
import pytest

from worker.samples import samples
from worker.settings import describe_settings

COMMAND = Path(sys.executable).with_name("wire-worker")


def wire_worker(*arguments: str | Path, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    wide = os.environ | {"COLUMNS": "200"}
    return subprocess.run([COMMAND, *arguments], input=given, capture_output=True, check=False, env=wide)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("samples")
    for sample in samples():
        (folder / sample.name).write_bytes(sample.value)
    return sorted(folder.iterdir())


def records(output: bytes) -> Sequence[dict]:
    return [orjson.loads(line) for line in output.splitlines()]


def test_enrich_writes_a_record_a_line_and_a_line_for_each_file_that_gives_none(files: list[Path]) -> None:
    done = wire_worker("enrich", "--validate", *files)
    assert done.returncode == 1
    written = records(done.stdout)
    sources = [record["provenance"]["source"] for record in written]
    assert sources == sorted(sources)
    assert {file.name for file in files} - set(sources) == {"22-story-truncated.xml"}
    (complaint,) = done.stderr.decode().splitlines()
    truncated = next(file for file in files if file.name == "22-story-truncated.xml")
    assert complaint.startswith(f"{truncated}: parse: malformed: ")


def test_the_same_file_gives_the_same_bytes(files: list[Path]) -> None:
    first, second = wire_worker("enrich", files[0]), wire_worker("enrich", files[0])
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_a_dash_reads_standard_input_and_pretty_indents(files: list[Path]) -> None:
    done = wire_worker("enrich", "-", "--pretty", given=files[0].read_bytes())
    assert done.returncode == 0
    assert done.stdout.startswith(b"{\n  ")
    assert orjson.loads(done.stdout)["provenance"]["source"] == "-"


def test_html_writes_a_file_to_look_at_instead_and_says_where(files: list[Path], tmp_path: Path) -> None:
    html = tmp_path / "items.html"
    done = wire_worker("enrich", files[2], files[-1], "--html", html)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"{html}: 2 items to look at\n"
    assert b"Ariane 6 a plac" in html.read_bytes()


def test_html_that_cannot_be_written_is_said(files: list[Path], tmp_path: Path) -> None:
    done = wire_worker("enrich", files[2], "--html", tmp_path)
    assert done.returncode == 1
    assert done.stderr.decode() == f"{tmp_path}: write: unwritable: Is a directory\n"


def test_a_file_that_is_not_there_is_named_and_the_others_still_come_out(files: list[Path], tmp_path: Path) -> None:
    done = wire_worker("enrich", tmp_path / "gone.txt", files[0])
    assert done.returncode == 1
    assert done.stderr.decode() == f"{tmp_path / 'gone.txt'}: read: unreadable: No such file or directory\n"
    assert len(records(done.stdout)) == 1


def test_the_version_is_told() -> None:
    done = wire_worker("--version")
    assert (done.returncode, done.stdout) == (0, f"wire-worker {version('wire-worker')}\n".encode())


def test_help_lists_every_setting() -> None:
    told = wire_worker("run", "--help").stdout.decode()
    for knob in describe_settings():
        if knob.flag:
            assert knob.flag in told, knob


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["run", "--http-port", "99999"], b"WIRE_HTTP_PORT"),
        (["run", "--nonsense"], b"--nonsense"),
        (["nonsense"], b"nonsense"),
        (["enrich"], b"files"),
    ],
)
def test_bad_usage_ends_with_2_and_says_what_is_wrong(arguments: list[str], told: bytes) -> None:
    done = wire_worker(*arguments)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_model_that_is_not_installed_is_a_setting_that_cannot_be_used(files: list[Path]) -> None:
    done = wire_worker("enrich", "--models", "fr=no_such_model", files[0])
    assert done.returncode == 2
    assert b"no_such_model" in done.stderr


def test_enrich_takes_the_files_of_a_folder_and_names_them_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    for name in ("a.txt", ".hidden"):
        (tmp_path / "desk" / name).write_bytes(b"\0\0\0")
    done = wire_worker("enrich", tmp_path / "desk")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.decode().splitlines()] == [str(tmp_path / "desk" / "a.txt")]
