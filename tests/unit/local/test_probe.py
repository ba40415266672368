"""Only a broker that says so is at work; whatever else listens at its port is not."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from worker.local import probe


@contextmanager
def server_that_sends(data: bytes) -> Iterator[int]:
    """A server which answers its one client with these bytes and closes; its port."""

    def serve() -> None:
        client, _ = server.accept()
        with client:
            client.recv(1024)
            client.sendall(data)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def broker(node: int, rack: bytes | None) -> bytes:
    host = b"127.0.0.1"
    tail = struct.pack(">h", -1) if rack is None else struct.pack(f">h{len(rack)}s", len(rack), rack)
    return struct.pack(f">ih{len(host)}si", node, len(host), host, 20_000 + node) + tail


BROKERS = struct.pack(">ii", 0, 3) + broker(0, None) + broker(1, b"rack") + broker(2, None)
ANSWER = struct.pack(">i", len(BROKERS)) + BROKERS


def test_a_broker_tells_which_brokers_it_sees() -> None:
    with server_that_sends(ANSWER) as port:
        assert probe.brokers_seen_by(port) == {0, 1, 2}


@pytest.mark.parametrize("size", [0, 3, 4, 12, 20, len(ANSWER) - 1])
def test_half_an_answer_is_none(size: int) -> None:
    with server_that_sends(ANSWER[:size]) as port:
        assert probe.brokers_seen_by(port) == set()


def test_no_server_is_no_answer() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert probe.brokers_seen_by(bound.getsockname()[1]) == set()


def test_a_silent_server_is_waited_for_no_longer_than_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "ANSWER_SECONDS_MAX", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert probe.brokers_seen_by(silent.getsockname()[1]) == set()
