"""A reserved port is the broker's alone, while it runs and while it is down."""

import errno
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from worker.local import LocalKafkaError, ports


def test_nobody_else_can_reserve_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    with ports.reserve_port() as reserved:
        number = reserved.getsockname()[1]
        monkeypatch.setattr(ports, "RANGE", range(number, number + 1))
        monkeypatch.setattr(ports, "ATTEMPTS_MAX", 1)
        with pytest.raises(LocalKafkaError, match="no free port"):
            ports.reserve_port()
    with ports.reserve_port() as again:
        assert again.getsockname()[1] == number


def test_any_number_reserved_at_once_are_different() -> None:
    with ExitStack() as stack:
        numbers = [stack.enter_context(ports.reserve_port()).getsockname()[1] for _ in range(400)]
    assert len(set(numbers)) == 400


def test_a_server_listens_on_its_reserved_port_as_often_as_it_starts() -> None:
    with ports.reserve_port() as reserved:
        for _ in range(3):
            server = socket.create_server(reserved.getsockname())  # sets SO_REUSEADDR, as Java does
            with server, socket.create_connection(reserved.getsockname()), server.accept()[0]:
                pass


def test_a_connection_to_a_port_whose_server_is_down_is_refused() -> None:
    with ports.reserve_port() as reserved, pytest.raises(ConnectionRefusedError) as refusal:
        socket.create_connection(reserved.getsockname(), timeout=1)
    assert refusal.value.errno == errno.ECONNREFUSED


def test_no_port_is_one_that_the_system_gives_to_clients() -> None:
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert ports.RANGE.stop <= lowest
