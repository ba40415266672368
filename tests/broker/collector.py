"""An OpenTelemetry collector as far as spans go: OTLP over HTTP on this machine, decoded by OpenTelemetry's own messages."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.trace.v1.trace_pb2 import Span

DECODERS = {"gzip": gzip.decompress, "deflate": zlib.decompress, None: bytes}


@dataclass
class Collector:
    """What has come in so far."""

    address: str = ""
    requests: list[ExportTraceServiceRequest] = field(default_factory=list)
    authorizations: set[str | None] = field(default_factory=set)

    def spans(self) -> list[Span]:
        return [
            span
            for request in tuple(self.requests)
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def resources(self) -> list[dict]:
        return [attributes(resource.resource) for request in self.requests for resource in request.resource_spans]


def attributes(of) -> dict:
    """The attributes of a span, an event, a resource."""
    return {pair.key: getattr(pair.value, pair.value.WhichOneof("value")) for pair in of.attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    """Take spans in for as long as the block lasts."""
    collector = Collector()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            good = self.path == "/v1/traces" and self.headers["content-type"] == "application/x-protobuf"
            if good:
                decoded = DECODERS[self.headers["content-encoding"]](body)
                collector.requests.append(ExportTraceServiceRequest.FromString(decoded))
                collector.authorizations.add(self.headers["authorization"])
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200 if good else 400)
            self.send_header("content-type", "application/x-protobuf")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    collector.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield collector
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
