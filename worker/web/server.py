"""A small HTTP server: GET and HEAD, one request a connection, every wait bounded.

No framework: a few paths need none, and what is not there cannot be attacked. It shares the worker's event loop, so that
a loop that no longer turns answers no probe either. What is served is in ``probes`` and ``page``.
"""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import structlog

from worker.errors import SettingsError

HEAD_BYTES_MAX = 8 * 1024  # request line and header fields; a scraper's are under 1 kB
REQUEST_SECONDS_MAX = 5.0  # to send them
RESPONSE_SECONDS_MAX = 10.0  # to read our answer
CONNECTIONS_MAX = 64  # at a time; one above them is closed unread
EVERYWHERE = "::"  # every address of the machine, IPv4 and IPv6

_PHRASES = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    421: "Misdirected Request",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for: a path, what stands behind its question mark, and the header fields by their lower-case names."""

    method: str
    path: str
    query: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back; ``fields`` are those beyond what every answer has."""

    status: int
    body: bytes
    content_type: str = "text/plain; charset=utf-8"
    fields: Mapping[str, str] = field(default_factory=dict)


class RefusedError(Exception):
    """A request that is not answered as it wishes."""

    def __init__(self, status: int) -> None:
        super().__init__(_PHRASES[status])
        self.status = status


class HttpServer:
    """Serves until it is closed: ``async with HttpServer(…) as server``. Owned by ``app``.

    It is handed what it shows: ``respond`` answers a request, or raises RefusedError, and must return at once. Opening
    raises SettingsError, in which the settings' ``names`` begin the sentence, where the address cannot be had; closing
    cuts what is still open.
    """

    def __init__(
        self,
        host: str,
        port: int,
        respond: Callable[[Request], Response],
        *,
        names: str = "WIRE_HTTP_HOST, WIRE_HTTP_PORT",
        connections_max: int = CONNECTIONS_MAX,
    ) -> None:
        self._host = host
        self._port = port
        self._respond = respond
        self._names = names
        self._connections_max = connections_max
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._log = structlog.get_logger("worker.web")

    @property
    def port(self) -> int:
        """The port that is served; where 0 was asked for, the one that was given."""
        if self._server is None:
            raise RuntimeError("the server is not open")
        return int(self._server.sockets[0].getsockname()[1])

    @property
    def address(self) -> str:
        """As a browser takes it."""
        return f"http://[{self._host}]:{self.port}" if ":" in self._host else f"http://{self._host}:{self.port}"

    async def __aenter__(self) -> Self:
        try:
            self._server = await asyncio.start_server(
                self._accept, **_listening(self._host, self._port), limit=HEAD_BYTES_MAX
            )
        except OSError as error:
            raise SettingsError(
                f"{self._names}: {self._host}:{self._port} cannot be listened on: {error.strerror}"
            ) from error
        self._log.info("serving http", host=self._host, port=self.port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server:
            self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._connections) >= self._connections_max:
            writer.transport.abort()
            return
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request, then close, whatever the other side does."""
        try:
            with contextlib.suppress(OSError, TimeoutError):  # gone, or too slow to read its answer: its own loss
                answer = await self._answer(reader)
                async with asyncio.timeout(RESPONSE_SECONDS_MAX):
                    writer.write(answer)
                    writer.close()
                    await writer.wait_closed()
        finally:
            writer.transport.abort()  # no-op after an orderly close

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        method = ""
        try:
            async with asyncio.timeout(REQUEST_SECONDS_MAX):
                head = await reader.readuntil(b"\r\n\r\n")
            request = _request(head)
            method = request.method
            response = self._respond(request)
        except RefusedError as refused:
            response = _plain(refused.status)
        except TimeoutError:
            response = _plain(408)
        except asyncio.LimitOverrunError:
            response = _plain(431)
        except asyncio.IncompleteReadError:
            response = _plain(400)
        except Exception as error:  # noqa: BLE001  a defect in what we show must not look like a dead process
            self._log.error("http answer failed", exc_info=error)
            response = _plain(500)
        return _encode(response, with_body=method != "HEAD")


def _listening(host: str, port: int) -> dict[str, Any]:
    """Where to listen, as asyncio takes it, which by itself would take ``::`` for IPv6 alone (Python 3.13).

    A pod has an address of either family, or of both, and must answer a probe on whichever it is asked by.
    """
    if host != EVERYWHERE:
        return {"host": host, "port": port}
    if socket.has_dualstack_ipv6():
        return {"sock": socket.create_server((host, port), family=socket.AF_INET6, dualstack_ipv6=True)}
    return {"host": "0.0.0.0", "port": port}  # noqa: S104  the kernel has no IPv6, and everywhere was asked for


def _request(head: bytes) -> Request:
    """Read the head of a request. Raises RefusedError."""
    line, _, rest = head.decode("latin-1").partition("\r\n")
    match line.split(" "):
        case [method, target, "HTTP/1.0" | "HTTP/1.1"] if target.startswith("/"):
            if method not in {"GET", "HEAD"}:
                raise RefusedError(405)
        case _:
            raise RefusedError(400)
    fields: dict[str, str] = {}
    for name, _, value in (line.partition(":") for line in rest.split("\r\n") if line):
        known = fields.get(name.lower())
        fields[name.lower()] = value.strip() if known is None else f"{known},{value.strip()}"
    path, _, query = target.partition("?")
    return Request(method, path, query, fields)


def _plain(status: int) -> Response:
    return Response(status, f"{_PHRASES[status]}\n".encode())


def _encode(response: Response, *, with_body: bool) -> bytes:
    fields: Mapping[str, str | int] = {
        "Content-Type": response.content_type,
        "Content-Length": len(response.body),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Connection": "close",
        **({"Allow": "GET, HEAD"} if response.status == 405 else {}),
        **response.fields,
    }
    lines = [f"HTTP/1.1 {response.status} {_PHRASES[response.status]}"]
    lines += [f"{name}: {value}" for name, value in fields.items()]
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return head + response.body if with_body else head
