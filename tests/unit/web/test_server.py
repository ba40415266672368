"""What probes, scrapers, and clients that mean no good get from the HTTP server. Real sockets throughout."""

import asyncio
import contextlib
import json
import socket
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from worker.errors import SettingsError
from worker.web import server as server_module
from worker.web.probes import Health, probes
from worker.web.server import HttpServer

HOST = "127.0.0.1"


@asynccontextmanager
async def serving(
    *,
    render: Callable[[str], tuple[bytes, str]] = lambda accept: (accept.encode(), "text/plain"),
    livez: Callable[[], Health] = Health,
    readyz: Callable[[], Health] = Health,
    host: str = HOST,
    connections_max: int = 64,
) -> AsyncIterator[HttpServer]:
    respond = probes(render=render, livez=livez, readyz=readyz)
    async with HttpServer(host, 0, respond, connections_max=connections_max) as server:
        yield server


async def talk(server: HttpServer, request: bytes, host: str = HOST) -> tuple[int, dict[str, str], bytes]:
    """Send these bytes, read until the server closes; status, header fields, body."""
    reader, writer = await asyncio.open_connection(host, server.port)
    writer.write(request)
    async with asyncio.timeout(10):
        answer = await reader.read()
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    return int(status.split()[1]), dict(field.split(": ", 1) for field in fields), body


async def get(server: HttpServer, path: str, *fields: str) -> tuple[int, dict[str, str], bytes]:
    return await talk(server, "\r\n".join((f"GET {path} HTTP/1.1", "Host: x", *fields, "", "")).encode())


async def test_an_ordinary_client_understands_the_answer():
    async with serving(render=lambda _: (b"wire_up 1\n", "text/plain")) as server:
        url = f"http://{HOST}:{server.port}/metrics?x=1"
        body = await asyncio.to_thread(lambda: urllib.request.urlopen(url, timeout=5).read())
    assert body == b"wire_up 1\n"


async def test_metrics_are_rendered_for_what_the_scraper_accepts():
    async with serving() as server:
        _, _, body = await get(server, "/metrics", "ACCEPT: application/openmetrics-text; version=1.0.0", "Accept: */*")
    assert body == b"application/openmetrics-text; version=1.0.0,*/*"


async def test_all_well_is_200():
    async with serving() as server:
        status, fields, body = await get(server, "/livez")
    assert (status, fields["Content-Type"], json.loads(body)) == (200, "application/json", {"ok": True, "problems": []})


def has(host: str) -> bool:
    """Whether this machine has that address: a container may have none of IPv6, for all that its kernel knows it."""
    with contextlib.suppress(OSError), socket.create_server((host, 0), family=socket.AF_INET6):
        return True
    return False


async def test_everywhere_is_ipv4_and_ipv6():
    async with serving(host="::") as server:
        assert server.address == f"http://[::]:{server.port}"
        for host in ("127.0.0.1", *(["::1"] if has("::1") else [])):
            assert (await talk(server, b"GET /livez HTTP/1.1\r\n\r\n", host))[0] == 200


async def test_everywhere_is_ipv4_where_the_kernel_has_no_ipv6(monkeypatch):
    monkeypatch.setattr(socket, "has_dualstack_ipv6", lambda: False)
    async with serving(host="::") as server:
        assert (await talk(server, b"GET /livez HTTP/1.1\r\n\r\n", "127.0.0.1"))[0] == 200


async def test_a_problem_is_503_and_says_why():
    async with serving(readyz=lambda: Health(("the group has not given its word yet",))) as server:
        status, _, body = await get(server, "/readyz")
        assert (await get(server, "/livez"))[0] == 200
    assert status == 503
    assert json.loads(body) == {"ok": False, "problems": ["the group has not given its word yet"]}


async def test_head_gives_the_header_of_get_alone():
    async with serving() as server:
        _, of_get, body = await get(server, "/livez")
        status, of_head, nothing = await talk(server, b"HEAD /livez HTTP/1.1\r\n\r\n")
    assert (status, of_head, nothing) == (200, of_get, b"")
    assert int(of_get["Content-Length"]) == len(body)


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"GET /nothing HTTP/1.1\r\n\r\n", 404),
        (b"GET /livez/../metrics HTTP/1.1\r\n\r\n", 404),
        (b"POST /livez HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 405),
        (b"PRI * HTTP/2.0\r\n\r\n", 400),
        (b"GET /livez\r\n\r\n", 400),
        (b"GET  /livez HTTP/1.1\r\n\r\n", 400),
        (b"GET http://elsewhere/livez HTTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),  # TLS to a port that speaks none
        (b"\r\n\r\n", 400),
        (b"GET /livez HTTP/1.1\r\nX: " + b"a" * 20_000 + b"\r\n\r\n", 431),
    ],
)
async def test_what_is_no_request_of_ours_is_refused_and_the_next_one_answered(request_bytes: bytes, status: int):
    async with serving() as server:
        assert (await talk(server, request_bytes))[0] == status
        assert (await get(server, "/livez"))[0] == 200


async def test_a_request_cut_off_by_its_sender_is_refused():
    async with serving() as server:
        reader, writer = await asyncio.open_connection(HOST, server.port)
        writer.write(b"GET /livez HT")
        writer.write_eof()
        assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
        writer.close()


async def test_a_client_that_never_finishes_its_request_is_sent_away(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server_module, "REQUEST_SECONDS_MAX", 0.05)
    async with serving() as server:
        status, _, _ = await talk(server, b"GET /livez HTTP/1.1\r\nX-Slow: ")
    assert status == 408


async def test_a_client_that_never_reads_its_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(server_module, "RESPONSE_SECONDS_MAX", 0.05)
    async with serving(render=lambda _: (b"x" * 50_000_000, "text/plain")) as server:
        _, writer = await asyncio.open_connection(HOST, server.port, limit=1024)
        writer.write(b"GET /metrics HTTP/1.1\r\n\r\n")
        async with asyncio.timeout(5):
            while not server._connections:
                await asyncio.sleep(0.01)
            while server._connections:
                await asyncio.sleep(0.01)
        writer.transport.abort()


async def test_connections_above_the_bound_are_closed_and_the_others_still_answered():
    async with serving(connections_max=2) as server:
        held = [await asyncio.open_connection(HOST, server.port) for _ in range(2)]
        reader, writer = await asyncio.open_connection(HOST, server.port)
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()
        held_reader, held_writer = held[0]
        held_writer.write(b"GET /livez HTTP/1.1\r\n\r\n")
        assert (await held_reader.read()).startswith(b"HTTP/1.1 200 ")
        for _, each in held:
            each.close()


async def test_a_defect_in_what_is_shown_is_500_and_no_end_of_the_server():
    def broken() -> Health:
        raise ZeroDivisionError

    async with serving(livez=broken) as server:
        assert (await get(server, "/livez"))[0] == 500
        assert (await get(server, "/readyz"))[0] == 200


async def test_closing_does_not_wait_for_a_client_that_says_nothing():
    async with asyncio.timeout(2):
        async with serving() as server:
            reader, writer = await asyncio.open_connection(HOST, server.port)
            while not server._connections:
                await asyncio.sleep(0.01)
        with contextlib.suppress(ConnectionResetError):
            assert await reader.read() == b""
        writer.close()


async def test_an_address_that_is_taken_is_a_wrong_setting():
    async with serving() as server:
        with pytest.raises(SettingsError, match=r"WIRE_HTTP_PORT: 127\.0\.0\.1:\d+ cannot be listened on"):
            async with HttpServer(HOST, server.port, probes(render=lambda _: (b"", ""), livez=Health, readyz=Health)):
                pass
