"""What a broker is told: the ``server.properties`` of one node of a small cluster whose nodes share one machine."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from worker.local.listeners import Listener
from worker.local.ports import LOOPBACK

INTERNAL_TOPICS = ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")


class Ports(NamedTuple):
    """Where a node listens, on the loopback interface alone."""

    broker: int
    controller: int
    further: Mapping[str, int] = {}  # by the listener's name


def server_properties(
    node: int,
    cluster: Sequence[Ports],
    data: Path,
    overrides: Mapping[str, str | int],
    further: Mapping[str, Listener] | None = None,
) -> dict[str, str | int]:
    """The properties of one node, which is broker and controller at once.

    They are Kafka's own, except where a production default costs a small cluster its start, or its memory: internal
    topics have four partitions and as many replicas as there are nodes, three at most; groups do not wait for further
    members; the log cleaner's buffer takes 8 instead of 128 MB. ``overrides`` outweigh all of it. ``further`` are the
    listeners beside the plain one.
    """
    ports = {"PLAINTEXT": cluster[node].broker, "CONTROLLER": cluster[node].controller, **cluster[node].further}
    addresses = {name: f"{LOOPBACK}:{port}" for name, port in ports.items()}
    advertised = {name: address for name, address in addresses.items() if name != "CONTROLLER"}
    spoken = {"PLAINTEXT": "PLAINTEXT", "CONTROLLER": "PLAINTEXT"}
    for name, listener in (further or {}).items():
        advertised[name] = listener.advertised or addresses[name]
        spoken[name] = listener.protocol
    replicas = min(3, len(cluster))
    internal = {f"{topic}.num.partitions": 4 for topic in INTERNAL_TOPICS}
    internal |= {f"{topic}.replication.factor": replicas for topic in INTERNAL_TOPICS}
    # The offsets topic has no such property: min.insync.replicas, 1, holds for it.
    internal |= {f"{topic}.min.isr": max(1, replicas - 1) for topic in INTERNAL_TOPICS[1:]}
    return {
        "node.id": node,
        "process.roles": "broker,controller",
        "listeners": ",".join(f"{name}://{address}" for name, address in addresses.items()),
        "advertised.listeners": ",".join(f"{name}://{address}" for name, address in advertised.items()),
        "listener.security.protocol.map": ",".join(f"{name}:{protocol}" for name, protocol in spoken.items()),
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": ",".join(f"{n}@{LOOPBACK}:{ports.controller}" for n, ports in enumerate(cluster)),
        "log.dirs": str(data),
        **internal,
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": 0,
        "log.cleaner.dedupe.buffer.size": 8 * 1024 * 1024,
        **overrides,
    }
