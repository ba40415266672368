"""JSON beyond the ordinary has stated answers."""

import json
import re
from pathlib import Path

import orjson
import pytest

from worker.errors import MalformedError, TooLargeError
from worker.formats.limits import Limits
from worker.formats.read_json import read_json

CASES = json.loads((Path(__file__).parents[2] / "data/cases/formats-json.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_each_oddity_has_its_answer(case):
    source = case["source"].encode()
    if "error" in case:
        with pytest.raises(MalformedError) as raised:
            read_json(source)
        assert case["error"] in str(raised.value)
        return
    read = read_json(source)
    assert (read.value, list(read.warnings)) == (case["value"], case["warnings"])


def test_a_wide_charset_is_read():
    assert read_json('{"text": "été"}'.encode("utf-16")).value == {"text": "été"}


def test_a_single_byte_charset_is_read_as_declared():
    assert read_json('{"text": "été"}'.encode("cp1252"), "windows-1252").value == {"text": "été"}


def test_the_limit_of_levels_is_exact():
    nested = b"[" * 20 + b"]" * 20
    assert read_json(nested, limits=Limits(depth_max=20)).value is not None
    with pytest.raises(TooLargeError, match="19 levels"):
        read_json(nested, limits=Limits(depth_max=19))


def test_the_careful_reading_holds_the_same_limit():
    nested = b'["\\\'",' + b"[" * 19 + b"]" * 19 + b"]"
    assert read_json(nested, limits=Limits(depth_max=20)).warnings == ("json_repaired",)
    with pytest.raises(TooLargeError):
        read_json(nested, limits=Limits(depth_max=19))


def test_ordinary_json_is_what_orjson_says(shared_data):
    for path in sorted((shared_data / "wire" / "ninjs").glob("*.json")):
        assert read_json(path.read_bytes()).value == orjson.loads(path.read_bytes()), path.name


def test_commas_too_many_change_nothing_else(shared_data):
    for path in sorted((shared_data / "wire").glob("*json*/*.json")):
        value = json.loads(path.read_bytes())
        pretty = json.dumps(value, indent=1, ensure_ascii=False)
        with_commas = re.sub(r"(?<=[^\[{,])(?=\n\s*[}\]])", ",", pretty)
        assert with_commas != pretty
        assert read_json(with_commas.encode()).value == value, path.name


def test_no_message_carries_the_text():
    with pytest.raises(MalformedError) as raised:
        read_json(b'{"text": "a secret", oops}')
    assert "secret" not in str(raised.value)
    assert "oops" not in str(raised.value)
