"""Spans: one a message, in the trace that it came with, and no burden where nobody takes them."""

import asyncio
import socket
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from structlog.testing import capture_logs

from worker.errors import Reason
from worker.item import Coordinates, Failure, Headers, Message, Outcome, Output, Record
from worker.stream.outgoing import Routes, outgoing_of
from worker.stream.ports import Arrival, Partition
from worker.telemetry import tracing as tracing_module
from worker.telemetry.tracing import Tracing
from worker.trace_context import read_trace

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
TRACED = (("traceparent", PARENT.encode()), ("tracestate", b"congo=t61rcWkgMzE"))
STAGES = (("unwrap", 0.001), ("parse", 0.002), ("encode", 0.001))
TEXT = b"The minister of Norland resigned."

RECORD = Record("urn:x", b"k", TEXT, (), "afp-text")
FAILURE = Failure(Reason.NO_TEXT, "NoTextError", "No words.", "normalize", item=1)

Works = Callable[..., dict[str, list[ReadableSpan]]]


def arrival(headers: Headers = (), offset: int = 7, *, tombstone: bool = False) -> Arrival:
    origin = Coordinates("wire.in", 3, offset, 0)
    return Arrival(Partition("wire.in", 3), offset, Message(TEXT, origin, b"key", headers), tombstone=tombstone)


def publish(tracing: Tracing, came: Arrival, *outputs: Output) -> list:
    """Take an arrival through, as the lane does, and give back what is published for it."""
    came = replace(came, trace=tracing.begin(came))
    outcome = Outcome(outputs, () if came.tombstone else STAGES, time.monotonic() - 0.005)
    tracing.worked(came, outcome)
    routes = Routes("wire.out", "wire.dlq", worker="1.0", forward_tombstones=True)
    published = outgoing_of(routes, came, outcome, received_ms=0, processed_ms=0)
    tracing.settled([came], published)
    return published


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OTEL_TRACES_SAMPLER", "OTEL_SDK_DISABLED", "OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def works() -> Iterator[Works]:
    """Take an arrival through, and give back what was told, by the spans' names."""
    exporter = InMemorySpanExporter()
    made: list[Tracing] = []

    def work(came: Arrival, *outputs: Output) -> dict[str, list[ReadableSpan]]:
        made.append(Tracing("1.0", "desk", exporter))
        work.published = publish(made[-1], came, *outputs)
        made[-1]._provider.force_flush()
        told: dict[str, list[ReadableSpan]] = {}
        for span in exporter.get_finished_spans():
            told.setdefault(span.name, []).append(span)
        return told

    yield work
    for tracing in made:
        tracing._provider.shutdown()


def test_a_message_is_a_span_in_the_trace_that_it_came_with_and_its_outputs_go_on_from_there(works: Works):
    told = works(arrival(TRACED), RECORD, FAILURE)
    (span,) = told["process wire.in"]
    assert span.kind is SpanKind.CONSUMER
    assert f"{span.parent.span_id:016x}" == "00f067aa0ba902b7"
    assert dict(span.attributes).items() >= {
        ("messaging.system", "kafka"),
        ("messaging.operation.name", "process"),
        ("messaging.operation.type", "process"),
        ("messaging.consumer.group.name", "desk"),
        ("messaging.destination.name", "wire.in"),
        ("messaging.destination.partition.id", "3"),
        ("messaging.kafka.offset", 7),
        ("messaging.message.body.size", len(TEXT)),
    }
    for output in works.published:
        context = read_trace(output.headers)
        assert context.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
        assert context.span_id == f"{span.context.span_id:016x}"
        assert context.sampled
        assert context.tracestate == "congo=t61rcWkgMzE"


def test_a_message_without_a_trace_begins_one(works: Works):
    (span,) = works(arrival(), RECORD)["process wire.in"]
    assert span.parent is None
    assert read_trace(works.published[0].headers).trace_id == f"{span.context.trace_id:032x}"


def test_the_stages_lie_within_the_message_in_their_order_and_then_comes_the_sending(works: Works):
    told = works(arrival(TRACED), RECORD)
    (message,), (sent,) = told["process wire.in"], told["send wire.out"]
    stages = [told[name][0] for name, _ in STAGES]
    assert all(span.parent.span_id == message.context.span_id for span in [*stages, sent])
    assert [round((span.end_time - span.start_time) / 1e9, 6) for span in stages] == [took for _, took in STAGES]
    assert [span.start_time for span in stages[1:]] == [span.end_time for span in stages[:-1]]
    assert stages[-1].end_time <= sent.start_time <= sent.end_time == message.end_time
    assert sent.kind is SpanKind.CLIENT
    assert "messaging.batch.message_count" not in sent.attributes


def test_what_is_sent_together_says_how_many(works: Works):
    (sent,) = works(arrival(TRACED), RECORD, RECORD)["send wire.out"]
    assert sent.attributes["messaging.batch.message_count"] == 2


def test_a_dead_letter_is_an_error_with_its_reason_and_no_word_of_the_item_is_told(works: Works):
    told = works(arrival(TRACED), RECORD, FAILURE)
    (span,) = told["process wire.in"]
    assert (span.status.status_code, span.status.description) == (StatusCode.ERROR, "no_text in normalize")
    assert span.attributes["error.type"] == "no_text"
    (event,) = span.events
    assert dict(event.attributes) == {
        "dlq.reason": "no_text",
        "dlq.stage": "normalize",
        "dlq.error": "NoTextError",
        "dlq.item": "1",
    }
    assert {"send wire.out", "send wire.dlq"} <= told.keys()
    everything = "".join(span.to_json() for spans in told.values() for span in spans)
    assert "minister" not in everything
    assert "urn:x" not in everything


def test_a_tombstone_is_a_span_without_stages(works: Works):
    told = works(arrival(TRACED, tombstone=True))
    assert set(told) == {"process wire.in", "send wire.out"}
    assert told["process wire.in"][0].attributes["messaging.kafka.message.tombstone"]


def test_a_replayed_dead_letter_goes_on_from_the_attempt_that_failed(works: Works):
    first = works(arrival(TRACED), FAILURE)["process wire.in"][0]
    second = works(arrival(works.published[0].headers, 8), RECORD)["process wire.in"][1]
    assert second.parent.span_id == first.context.span_id
    assert second.context.trace_id == first.context.trace_id


def test_a_trace_that_nobody_keeps_is_passed_on_and_not_told(works: Works):
    told = works(arrival((("traceparent", f"{PARENT[:-2]}00".encode()),)), RECORD)
    context = read_trace(works.published[0].headers)
    assert not told
    assert (context.trace_id, context.sampled) == ("4bf92f3577b34da6a3ce929d0e0e4736", False)


def test_the_sampler_of_the_environment_decides_on_traces_that_begin_here(
    works: Works, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_always_off")
    assert not works(arrival(), RECORD)
    assert works(arrival(TRACED), RECORD)


def test_where_the_sdk_is_switched_off_the_trace_passes_as_it_came(works: Works, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    assert not works(arrival(TRACED), RECORD)
    assert works.published[0].headers[: len(TRACED)] == TRACED
    works(arrival(), RECORD)
    assert read_trace(works.published[0].headers) is None


def test_who_tells_is_named_as_the_environment_says_or_as_we_do(works: Works, monkeypatch: pytest.MonkeyPatch):
    (span,) = works(arrival(), RECORD)["process wire.in"]
    assert dict(span.resource.attributes).items() >= {("service.name", "wire-worker"), ("service.version", "1.0")}
    monkeypatch.setenv("OTEL_SERVICE_NAME", "desk-7")
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
    _, span = works(arrival(), RECORD)["process wire.in"]
    named = {"service.name": "desk-7", "service.version": "1.0", "deployment.environment.name": "test"}
    assert dict(span.resource.attributes).items() >= named.items()


def test_what_is_given_up_is_not_told(works: Works):
    exporter = InMemorySpanExporter()
    tracing = Tracing("1.0", "desk", exporter)
    came = arrival(TRACED)
    tracing.worked(replace(came, trace=tracing.begin(came)), Outcome((RECORD,), STAGES, time.monotonic()))
    tracing._provider.shutdown()
    assert not exporter.get_finished_spans()


# ── A collector that is no help ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def silent_collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """It takes connections and never says a word, the patience with it is long, and the queue before it is small."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{listening.getsockname()[1]}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "60")
        monkeypatch.setenv("OTEL_BSP_MAX_QUEUE_SIZE", "200")
        monkeypatch.setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "50")
        yield listening


async def test_a_collector_that_never_answers_costs_neither_memory_nor_the_loops_time_nor_the_end(
    silent_collector: socket.socket, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tracing_module, "CLOSE_SECONDS_MAX", 0.2)
    tracing = Tracing("1.0", "desk")
    tracemalloc.start()
    for offset in range(200):
        publish(tracing, arrival(TRACED, offset), RECORD)
    connection, _ = await asyncio.to_thread(
        silent_collector.accept
    )  # it waits for an answer now, and the queue is full
    with connection:
        held = tracemalloc.get_traced_memory()[0]
        for offset in range(400):
            publish(tracing, arrival(TRACED, offset), RECORD)
        grown = tracemalloc.get_traced_memory()[0] - held
        tracemalloc.stop()
        began = time.monotonic()
        with capture_logs() as lines:
            await tracing.close()
    assert grown < 1_000_000  # 2,000 spans take six times that
    assert time.monotonic() - began < 20
    assert [line["event"] for line in lines] == ["spans are lost"]
