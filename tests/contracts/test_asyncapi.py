"""The AsyncAPI document says what the worker writes and reads: nothing more, nothing less, and its examples are real."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest
from asyncapi import document, headers_schema, headers_validator, references_in, target

from worker import schemas
from worker.enrich import Enricher, EnrichOptions, prepare
from worker.formats.envelope import _HEADERS as READ
from worker.item import Coordinates, Headers, Message
from worker.kafka.dead_letters import Letter
from worker.kafka.replayer import _receipt
from worker.ninjs import RECORD_SCHEMA_HEADER
from worker.samples import samples
from worker.stream.lane import as_it_came
from worker.stream.outgoing import Routes, outgoing_of
from worker.stream.ports import Arrival, Outgoing, Partition

API = document()
MESSAGES = API["components"]["messages"]
TRACE = (
    ("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
    ("tracestate", b"desk=t61rcWkgMzE"),
)
INVALID_TRACE = (("traceparent", b"00-no-trace-at-all"), ("tracestate", b"desk=t61rcWkgMzE"))
TWO_ITEMS = b'{"id": "1", "text": "Ein Satz."}\n{"id": "2", "text": ""}'
PLACE = Partition("wire.in", 3)


@pytest.fixture(scope="module")
def enrich() -> Enricher:
    """The pipeline without models: no header depends on them."""
    return prepare(EnrichOptions(models={}))


def publish(enrich: Enricher, value: bytes | None, headers: Headers) -> Iterator[Outgoing]:
    """All that may be written for a message: what comes of it, and what takes its place where a topic refuses that."""
    message = Message(value or b"", Coordinates(*PLACE, 1042, 1742310000123), b"hafen", headers)
    arrival = Arrival(PLACE, 1042, message, tombstone=value is None)
    arrival = replace(arrival, trace=as_it_came(arrival))
    routes = Routes("wire.out", "wire.dlq", worker="0.1.0", forward_tombstones=True)
    times = {"received_ms": 1742310000130, "processed_ms": 1742310000142}
    for outgoing in outgoing_of(routes, arrival, enrich(message), **times):
        written: Outgoing | None = outgoing
        while written:
            yield written
            written = written.after_refusal()


@pytest.fixture(scope="module")
def written(enrich: Enricher) -> dict[str, list[Headers]]:
    """The headers that the worker writes, by message; of a dead letter those that were not the original's."""
    found: dict[str, list[Headers]] = {"record": [], "deadLetter": [], "recordDeletion": []}
    messages: list[tuple[bytes | None, Headers]] = [(sample.value, sample.headers) for sample in samples()]
    messages += [(TWO_ITEMS, ()), (b"\x00", ()), (None, ())]
    for value, headers in messages:
        for trace in (TRACE, INVALID_TRACE):
            for outgoing in publish(enrich, value, (*headers, *trace)):
                name = "deadLetter" if outgoing.reason else "record" if outgoing.value is not None else "recordDeletion"
                own = [(name, value) for name, value in outgoing.headers if (name, value) not in headers]
                found[name].append(tuple(own) if outgoing.reason else outgoing.headers)
    letter = Letter("wire.dlq", 0, 17, 0, b"hafen", b"", ())
    return found | {"receipt": [_receipt(letter, PLACE).headers]}


@pytest.mark.parametrize("name", ["record", "deadLetter", "recordDeletion", "receipt"])
def test_every_header_that_is_written_is_documented_and_every_documented_one_is_written(name: str, written: Any):
    documented = set(headers_schema(name)["properties"])
    assert {header for headers in written[name] for header, _ in headers} == documented


@pytest.mark.parametrize("name", ["record", "deadLetter", "recordDeletion", "receipt"])
def test_what_is_written_in_a_header_is_what_the_document_says(name: str, written: Any):
    check = headers_validator(name)
    assert written[name]
    for headers in written[name]:
        check.validate({header: value.decode() for header, value in headers})


def test_the_headers_of_an_item_are_those_that_are_read():
    by_the_parent = {"dlq.attempts", "traceparent", "tracestate"}
    assert set(headers_schema("item")["properties"]) == set(READ) | by_the_parent


@pytest.mark.parametrize(
    ("name", "header", "value"),
    [
        ("record", "wire-status", "spiked"),
        ("record", "wire-kind", "rumour"),
        ("record", "wire-urgency", "0"),
        ("record", "wire-processed", "yesterday"),
        ("record", "traceparent", TRACE[0][1].decode().upper()),
        ("deadLetter", "traceparent", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"),
        ("receipt", "dlq.replayed", "17"),
    ],
)
def test_a_wrong_value_of_a_header_is_none_that_the_document_allows(name: str, header: str, value: str, written: Any):
    good = next({said: told.decode() for said, told in headers} for headers in written[name] if len(headers) > 1)
    assert not headers_validator(name).is_valid(good | {header: value})


# ── The document itself ─────────────────────────────────────────────────────────────────────────────────────────────


def test_every_reference_leads_to_something():
    references = list(references_in(API))
    assert references
    for reference in references:
        assert target(API, reference)


def test_its_major_version_is_the_records():
    assert API["info"]["version"].partition(".")[0] == RECORD_SCHEMA_HEADER.partition("/")[2]
    assert headers_schema("record")["properties"]["wire-schema"]["const"] == RECORD_SCHEMA_HEADER


def test_readers_are_told_to_read_committed():
    assert {channel["address"] for channel in API["channels"].values()} == {"wire.in", "wire.out", "wire.dlq"}
    for topic in ("records", "deadLetters"):
        assert "isolation.level=read_committed" in API["channels"][topic]["description"]


def examples() -> Iterable[tuple[str, dict[str, Any]]]:
    return [(name, example) for name, message in MESSAGES.items() for example in message.get("examples", ())]


@pytest.mark.parametrize(("name", "example"), examples(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_example_is_valid_by_the_schemas_of_its_message(name: str, example: dict[str, Any]):
    headers_validator(name).validate(example["headers"])
    if "payload" in MESSAGES[name]:
        schemas.validate(orjson.dumps(example["payload"]), strict=True)


def test_the_examples_are_what_the_worker_makes_of_the_first(enrich: Enricher):
    item, record, letter = (MESSAGES[name]["examples"][0] for name in ("item", "record", "deadLetter"))
    headers = tuple((name, value.encode()) for name, value in item["headers"].items())
    made = next(publish(enrich, item["payload"].encode(), headers))
    made_record = orjson.loads(made.value or b"")
    made_record["provenance"]["worker"] = record["payload"]["provenance"]["worker"]  # grows with each release
    assert made_record == record["payload"]
    assert {name: value.decode() for name, value in made.headers} == record["headers"]
    cut_off = next(publish(enrich, letter["payload"].encode(), headers))
    assert cut_off.value == letter["payload"].encode()
    assert {name: value.decode() for name, value in cut_off.headers} == letter["headers"]
