"""Ports for brokers: free now, and kept free for the same broker while it is down."""

import random
import socket

from worker.local.errors import LocalKafkaError

LOOPBACK = "127.0.0.1"

# Below 32768, where Linux begins to take ports for outgoing connections: else a client that tries to reach a stopped
# broker can be given that broker's own port, and connects to itself.
RANGE = range(20_000, 30_000)
ATTEMPTS_MAX = 200


def reserve_port() -> socket.socket:
    """A free port of the loopback interface, reserved until the socket is closed or its process ends.

    The socket is bound and does not listen. Nobody else can reserve the port then, and connections to it are refused;
    yet a server that sets SO_REUSEADDR, as Java's do, may listen on it, as often as it is started again.
    """
    for port in random.sample(RANGE, ATTEMPTS_MAX):
        reservation = socket.socket()
        try:
            reservation.bind((LOOPBACK, port))
        except OSError:
            reservation.close()
            continue
        # Only now: with the option set before, bind would not see the reservations of others.
        reservation.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return reservation
    raise LocalKafkaError(f"no free port in {ATTEMPTS_MAX} of {RANGE.start}–{RANGE.stop - 1}")
