"""Whether a broker is at work, asked in Kafka's own protocol: that its port is open means nothing yet."""

import socket
import struct

from worker.local.ports import LOOPBACK

ANSWER_SECONDS_MAX = 5.0

# Metadata, version 1, correlation id 0, no client id, no topics.
REQUEST = struct.pack(">hhihi", 3, 1, 0, -1, 0)


def brokers_seen_by(port: int) -> set[int]:
    """The node ids of all brokers that the one at this port knows to be at work; none if it does not answer.

    A broker counts itself only once the controller lets it serve clients.
    """
    try:
        with (
            socket.create_connection((LOOPBACK, port), ANSWER_SECONDS_MAX) as connection,
            connection.makefile("rb") as stream,
        ):
            connection.sendall(struct.pack(">i", len(REQUEST)) + REQUEST)
            (size,) = struct.unpack(">i", stream.read(4))
            return parse_brokers(stream.read(size))
    except (OSError, struct.error):  # refused, silent · cut off
        return set()


def parse_brokers(response: bytes) -> set[int]:
    """Read a Metadata response: the correlation id, then an array of (node id, host, port, rack or null).

    >>> parse_brokers(bytes.fromhex("00000000 00000001 00000007 0004 686f7374 00002384 ffff"))
    {7}
    """
    (count,) = struct.unpack_from(">i", response, 4)
    at, nodes = 8, set()
    for _ in range(count):
        node, host_size = struct.unpack_from(">ih", response, at)
        nodes.add(node)
        at += 6 + host_size + 4
        (rack_size,) = struct.unpack_from(">h", response, at)
        at += 2 + max(rack_size, 0)
    return nodes
