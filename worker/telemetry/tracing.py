"""Spans: what became of one message and when, told to an OpenTelemetry collector. The only module that imports OpenTelemetry.

It comes with the extra ``tracing`` and is loaded by ``collector`` alone, and only where spans are wanted. Names and
attributes are those of OpenTelemetry's conventions for messaging; none holds a word of an item.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from worker.item import Outcome
from worker.stream.ports import Arrival, Outgoing
from worker.trace_context import TRACEPARENT, TRACESTATE, TraceContext, read_trace

CHECK_SECONDS_MAX = 5.0  # for the collector to answer ``check``
CLOSE_SECONDS_MAX = 2.0  # for the collector to take what is left, at the end of the service

_W3C = TraceContextTextMapPropagator()


@dataclass(frozen=True, kw_only=True)
class _Traced(TraceContext):
    """The context of a span of ours, which outputs go out with, and what is known of it until it ends."""

    span: Span
    stages: list[tuple[str, int, int]] = field(default_factory=list)  # name, begin and end in nanoseconds
    answered: list[int] = field(default_factory=list)  # when the child process gave the outcome, once it has


class Tracing:
    """One span a message, begun when it is admitted and ended when what came of it is acknowledged. Owned by ``app``.

    What is in flight holds its span; one that is given up, to be read again, is never told of. What is ended waits in the
    SDK's queue of at most ``OTEL_BSP_MAX_QUEUE_SIZE`` (2048), which loses the oldest when it is full, and a thread of its
    own sends it: a collector that is slow or away holds up nothing. Which traces are kept is the business of whoever
    began them, else of ``OTEL_TRACES_SAMPLER``.

    Raises ValueError for what the SDK's own environment variables say wrongly.
    """

    def __init__(self, worker: str, group_id: str, exporter: SpanExporter | None = None) -> None:
        # At the exit the SDK would wait half a minute for a collector that does not answer: ``close`` is all there is.
        self._provider = TracerProvider(resource=_resource(worker), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter or OTLPSpanExporter()))
        self._tracer = self._provider.get_tracer("wire-worker", worker)
        self._group_id = group_id
        self._log = structlog.get_logger("worker.tracing")

    def begin(self, arrival: Arrival) -> TraceContext | None:
        """Begin the message's span, in the trace that it came with; the context that its outputs go out with."""
        came = read_trace(arrival.message.headers)
        said = {TRACEPARENT: came.traceparent, TRACESTATE: came.tracestate} if came else {}
        span = self._tracer.start_span(
            f"process {arrival.partition.topic}",
            context=_W3C.extract(said, Context()),
            kind=SpanKind.CONSUMER,
            attributes=_attributes(arrival, self._group_id),
            start_time=time.time_ns(),
        )
        if not span.get_span_context().is_valid:  # OTEL_SDK_DISABLED
            return came
        carried: dict[str, str] = {}
        _W3C.inject(carried, set_span_in_context(span, Context()))
        return _Traced(carried[TRACEPARENT], carried.get(TRACESTATE, ""), span=span)

    def worked(self, arrival: Arrival, outcome: Outcome) -> None:
        """Note when the stages were, one after the other since the first began, by the machine's clock, which children share.

        Of messages that a child works on together each has to wait between two of its stages: that is not told.
        """
        if not isinstance(traced := arrival.trace, _Traced) or not traced.span.is_recording():
            return
        now_ns = time.time_ns()
        traced.answered[:] = [now_ns]
        if outcome.began_at is None:  # the process that worked on it is gone
            return
        began = now_ns - round((time.monotonic() - outcome.began_at) * 1e9)
        for stage, seconds in outcome.timings:
            ended = began + round(seconds * 1e9)
            traced.stages.append((stage, began, ended))
            began = ended

    def settled(self, arrivals: Sequence[Arrival], published: Sequence[Outgoing]) -> None:
        """End the spans of these arrivals; what was sent for them is acknowledged."""
        now_ns = time.time_ns()
        sent: dict[str, list[Outgoing]] = {}
        for outgoing in published:
            sent.setdefault(dict(outgoing.headers).get(TRACEPARENT, b"").decode(), []).append(outgoing)
        for arrival in arrivals:
            if isinstance(traced := arrival.trace, _Traced) and traced.span.is_recording():
                self._end(traced, sent.get(traced.traceparent, ()), now_ns)

    def reaches_collector(self) -> bool:
        """Whether the collector takes a request without spans; why not is logged by the SDK. It blocks: for ``check``."""
        return OTLPSpanExporter(timeout=CHECK_SECONDS_MAX).export(()) is SpanExportResult.SUCCESS

    async def close(self) -> None:
        """Hand over what waits, within a bound; what is left then is lost, and said to be."""
        closing = threading.Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        await asyncio.to_thread(closing.join, CLOSE_SECONDS_MAX)
        if closing.is_alive():
            self._log.warning("spans are lost", why=f"the collector has not taken them in {CLOSE_SECONDS_MAX:.0f} s")

    def _end(self, traced: _Traced, outputs: Sequence[Outgoing], now_ns: int) -> None:
        within = set_span_in_context(traced.span, Context())
        for stage, began, ended in traced.stages:
            self._tracer.start_span(stage, within, start_time=began).end(ended)
        for topic, messages in Counter(output.topic for output in outputs).items():
            attributes = _sent_to(topic, messages)
            answered = traced.answered[-1] if traced.answered else now_ns
            self._tracer.start_span(f"send {topic}", within, SpanKind.CLIENT, attributes, start_time=answered).end(
                now_ns
            )
        letters = [output for output in outputs if output.reason]
        for letter in letters:
            traced.span.add_event("dead letter", _why(letter), now_ns)
        if letters:
            said = _why(letters[0])
            traced.span.set_attribute("error.type", said["dlq.reason"])
            traced.span.set_status(Status(StatusCode.ERROR, f"{said['dlq.reason']} in {said['dlq.stage']}"))
        traced.span.end(now_ns)


def _resource(worker: str) -> Resource:
    """Who we are; ``OTEL_SERVICE_NAME`` and ``OTEL_RESOURCE_ATTRIBUTES`` may say it otherwise, or more."""
    ours = Resource({"service.name": "wire-worker", "service.version": worker})
    return Resource.create().merge(ours).merge(OTELResourceDetector().detect())


def _attributes(arrival: Arrival, group_id: str) -> dict[str, str | int | bool]:
    about: dict[str, str | int | bool] = {
        "messaging.system": "kafka",
        "messaging.consumer.group.name": group_id,
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": arrival.partition.topic,
        "messaging.destination.partition.id": str(arrival.partition.number),
        "messaging.kafka.offset": arrival.offset,
        "messaging.message.body.size": len(arrival.message.value),
    }
    return about | {"messaging.kafka.message.tombstone": True} if arrival.tombstone else about


def _sent_to(topic: str, messages: int) -> dict[str, str | int]:
    """What was published together: it began with the child's answer, so that it holds the wait for its turn too."""
    about: dict[str, str | int] = {
        "messaging.system": "kafka",
        "messaging.operation.name": "send",
        "messaging.operation.type": "send",
        "messaging.destination.name": topic,
    }
    return about | {"messaging.batch.message_count": messages} if messages > 1 else about


def _why(letter: Outgoing) -> dict[str, str]:
    """What a dead letter says of itself, but for its sentence: that is for who reads the letter."""
    names = ("dlq.reason", "dlq.stage", "dlq.error", "dlq.item")
    said = dict(letter.headers)
    return {name: said[name].decode() for name in names if name in said}
