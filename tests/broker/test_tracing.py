"""A trace goes through the running service: in by the headers, out by them, told to a collector, and named by a bucket."""

import asyncio
import urllib.request
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from collector import attributes, collecting
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from service import Service, running

from worker.trace_context import TraceContext, read_trace

PARENT = TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "congo=t61rcWkgMzE")
GOOD = b'{"id": "1", "text": "Paris (AFP) - Le ministre Henri Valmont a inaugure lundi une exposition."}'
TWO = b'{"id": "2", "text": "Lyon (AFP) - Un pont est ferme."}\n{"id": "3", "text": ""}'
MESSAGES: Sequence[tuple[bytes | None, tuple]] = (
    (GOOD, PARENT.headers),
    (GOOD[:-20], PARENT.headers),
    (None, PARENT.headers),
    (GOOD, ()),
    (GOOD, (("traceparent", b"00-what-is-this-01"), ("tracestate", b"a=b"))),
    (TWO, PARENT.headers),
)
STAGES = ["unwrap", "parse", "normalize", "recognize", "resolve", "link", "encode"]


async def openmetrics(service: Service) -> str:
    request = urllib.request.Request(service.address + "/metrics", headers={"accept": "application/openmetrics-text"})
    with await asyncio.to_thread(urllib.request.urlopen, request) as answer:
        return answer.read().decode()


def worked(spans: Sequence[Span]) -> dict[int, Span]:
    """The messages' spans, by offset."""
    return {attributes(span)["messaging.kafka.offset"]: span for span in spans if span.name.startswith("process ")}


async def test_a_trace_goes_through_the_service(bootstrap_servers, topics, read_topic) -> None:
    names = [await topics("wire.in"), await topics("wire.out"), await topics("wire.dlq")]
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": f"group-of-{names[0]}",
        "WIRE_INPUT_TOPICS": names[0],
        "WIRE_OUTPUT_TOPIC": names[1],
        "WIRE_DEAD_LETTER_TOPIC": names[2],
        "WIRE_OUTPUT_KEY": "input",
        "WIRE_PROCESSES": "1",
        "WIRE_TRACING": "otlp",
        "OTEL_EXPORTER_OTLP_HEADERS": "authorization=Bearer%20open-sesame",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
    }
    with collecting() as collector:
        async with running(settings | {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.address}) as service:
            async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers) as producer:
                for value, headers in MESSAGES:
                    await producer.send_and_wait(names[0], value, b"key", headers=list(headers))
            records = await read_topic(names[1], 5, seconds_max=60)
            letters = await read_topic(names[2], 2, seconds_max=60)
            metrics = await openmetrics(service)
            assert await service.stop() == 0
        spans = collector.spans()

    messages = worked(spans)
    assert sorted(messages) == list(range(len(MESSAGES)))
    assert collector.authorizations == {"Bearer open-sesame"}
    assert all(who["service.name"] == "wire-worker" and who["service.version"] for who in collector.resources())

    by_id = {span.span_id.hex(): attributes(span)["messaging.kafka.offset"] for span in messages.values()}
    out = [read_trace(record.headers) for record in [*records, *letters]]
    assert [by_id[trace.span_id] for trace in out] == [0, 2, 3, 4, 5, 1, 5]
    for offset, span in messages.items():
        traced = MESSAGES[offset][1] == PARENT.headers
        assert (span.trace_id.hex() == PARENT.trace_id) == (span.parent_span_id.hex() == PARENT.span_id) == traced
        assert span.kind == Span.SPAN_KIND_CONSUMER
        children = [child for child in spans if child.parent_span_id == span.span_id]
        assert all(
            span.start_time_unix_nano - 10_000_000 <= child.start_time_unix_nano <= span.end_time_unix_nano
            for child in children
        )
        names_of_stages = [child.name for child in children if not child.name.startswith("send ")]
        wanted = {1: STAGES[:1], 2: []}.get(offset, STAGES)
        assert names_of_stages == wanted
    assert {offset for offset, span in messages.items() if span.status.code == Status.STATUS_CODE_ERROR} == {1, 5}
    assert messages[1].status.message == "malformed in parse"
    assert [attributes(event)["dlq.item"] for event in messages[5].events] == ["1"]

    told = b"".join(request.SerializeToString() for request in collector.requests)
    assert b"Valmont" not in told
    exemplars = {
        sample.exemplar.labels["trace_id"]
        for family in text_string_to_metric_families(metrics)
        for sample in family.samples
        if sample.exemplar
    }
    assert exemplars
    assert exemplars <= {trace.trace_id for trace in out}
