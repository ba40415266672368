"""Readers of the last release read on: today's schemas are compared with those that were published, rule by rule."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import orjson
import pytest
from asyncapi import document, headers_validator
from compatibility import Schema, breaks, document_breaks, major, released, schema_in

from worker import schemas

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((ROOT / "tests/data/cases/schema-changes.json").read_text("utf-8"))
OURS = (schemas.RECORD, schemas.DEAD_LETTER)
RELEASED = released()
IDS = [folder.name for folder in RELEASED]
MAJOR = major(schemas.read(schemas.RECORD))
COMPARABLE = [folder for folder in RELEASED if major(schema_in(folder, schemas.RECORD)) == MAJOR]


# ── Today, and what was released ────────────────────────────────────────────────────────────────────────────────────


def test_the_schemas_of_the_version_that_is_to_be_released_are_kept():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert version in IDS, "run make release-schemas"


@pytest.mark.parametrize("folder", RELEASED, ids=IDS)
@pytest.mark.parametrize("name", OURS)
def test_whoever_reads_by_a_released_schema_reads_on(folder: Path, name: str):
    assert breaks(schema_in(folder, name), schemas.read(name)) == []


@pytest.mark.parametrize("folder", RELEASED, ids=IDS)
def test_topics_messages_and_headers_are_those_of_before(folder: Path):
    assert document_breaks(folder, schemas.folder()) == []


def examples(folder: Path) -> list[bytes]:
    found = [path.read_bytes() for path in sorted((folder / "examples").glob("*.json"))]
    assert found
    return found


@pytest.mark.parametrize("folder", COMPARABLE, ids=lambda folder: folder.name)
def test_records_of_before_are_valid_today_and_todays_by_the_schema_of_before(folder: Path):
    for record in examples(folder):
        schemas.validate(record)
    of_before = schemas.validator(schema_in(folder, schemas.RECORD))
    for record in examples(schemas.folder()):
        of_before.validate(orjson.loads(record))


@pytest.mark.parametrize("folder", COMPARABLE, ids=lambda folder: folder.name)
def test_messages_of_before_have_headers_that_are_valid_today(folder: Path):
    for name, message in document(folder)["components"]["messages"].items():
        for example in message.get("examples", ()):
            headers_validator(name).validate(example["headers"])


# ── The rules, tried ────────────────────────────────────────────────────────────────────────────────────────────────


def changed(schema: Schema, steps: list[list[Any]]) -> Schema:
    """The schema after each step: set, remove, append to or drop from what a JSON pointer names."""
    schema = copy.deepcopy(schema)
    for verb, pointer, *value in steps:
        *way, last = pointer.strip("/").split("/")
        part: Any = schema
        for step in way:
            part = part[int(step) if isinstance(part, list) else step]
        if verb == "set":
            part[int(last) if isinstance(part, list) else last] = value[0]
        elif verb == "remove":
            del part[last]
        elif verb == "append":
            part[last].append(value[0])
        else:
            part[last].remove(value[0])
    return schema


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_change_is_judged_as_the_rules_say(case: dict[str, Any]):
    before = schema_in(RELEASED[0], schemas.DEAD_LETTER if case.get("letter") else schemas.RECORD)
    after = changed(before, case["change"])
    assert after != before
    told = breaks(before, after)
    if not case["told"]:
        assert told == []
    else:
        assert any(case["told"] in line for line in told), told


def test_a_schema_breaks_nothing_in_itself():
    for name in OURS:
        assert breaks(schemas.read(name), schemas.read(name)) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("address: wire.out", "address: wire.records", "the topic records is not called wire.out any more"),
        ("          wire-kind:", "          wire-genre:", "record: /wire-kind is gone"),
        ("enum: [usable, withheld, canceled]", "enum: [usable, canceled]", "/wire-status: the value withheld is gone"),
        ("      receipt:\n        $ref", "      proof:\n        $ref", "deadLetters has no receipt any more"),
        ("version: 1.0.0", "version: 1.1.0", None),
        ("          wire-kind:", "          wire-desk:\n            type: string\n          wire-kind:", None),
    ],
)
def test_a_change_of_topics_or_headers_is_judged(tmp_path: Path, before: str, after: str, told: str | None):
    text = (RELEASED[0] / "asyncapi.yaml").read_text("utf-8")
    assert before in text
    (tmp_path / "asyncapi.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")
    for name in OURS:
        (tmp_path / name).write_bytes((RELEASED[0] / name).read_bytes())
    found = document_breaks(RELEASED[0], tmp_path)
    assert any(told in line for line in found) if told else found == []
