"""The edge cases of the wires, each a message and what its record says: data, so that an editor can add one.

``edge`` is a case's number in the collection; ``lines`` (or ``text``, or ``hex``) the message, ``headers`` what comes with
it; ``record`` the index of the output that is meant. ``expected`` has JSON pointers into the record with their values
(``null``: absent), and under ``blocks`` the role and text of every block; ``failure`` a dead letter's reason.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from worker.enrich import Enricher, EnrichOptions, prepare
from worker.item import Failure, FileOrigin, Message, Output, Record
from worker.schemas import validate

CASES = [
    case
    for file in sorted((Path(__file__).parents[1] / "data/cases/edges").glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]


@pytest.fixture(scope="module")
def enrich() -> Enricher:
    """The pipeline without models: what the wire says is all that is asked here."""
    return prepare(EnrichOptions(models={}))


def output(enrich: Enricher, case: dict[str, Any], value_of: Any) -> Output:
    value = "\n".join(case["lines"]).encode(case.get("encode", "utf-8")) if "lines" in case else value_of(case)
    headers = tuple((name, content.encode()) for name, content in case.get("headers", {}).items())
    return enrich(Message(value, FileOrigin("case"), headers=headers)).outputs[case.get("record", 0)]


def at(document: Any, pointer: str) -> Any:
    """The value at a JSON pointer, ``None`` where there is none."""
    for step in pointer.strip("/").split("/"):
        if isinstance(document, list):
            document = document[int(step)] if int(step) < len(document) else None
        else:
            document = (document or {}).get(step)
    return document


def blocks(record: dict[str, Any]) -> list[list[str]]:
    body = record.get("bodies", [{"value": ""}])[0]["value"]
    return [
        [block["role"], block["text"] if "text" in block else body[block["start"] : block["end"]]]
        for block in record["wire"].get("blocks", [])
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['edge']}: {case['label']}")
def test_an_edge_case_gives_the_right_answer(case, enrich, value_of):
    given = output(enrich, case, value_of)
    if "failure" in case:
        assert isinstance(given, Failure), given
        assert given.reason == case["failure"]
        return
    assert isinstance(given, Record), given
    validate(given.value, strict=True)
    record = json.loads(given.value)
    found = {pointer: blocks(record) if pointer == "blocks" else at(record, pointer) for pointer in case["expected"]}
    assert found == case["expected"]


def test_each_number_of_the_collection_has_a_case():
    assert {case["edge"] for case in CASES} == set(range(1, 73))
