"""``wire-worker demo``: Apache Kafka on this machine, our sample dispatches through the real service, shown as they come.

The service is the command that an operator starts, in a process of its own; this module is its neighbours.
"""

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median

import orjson
from rich.console import Console
from rich.panel import Panel

from worker.assembly import publishing
from worker.commands.panels import dead_letter_panel, record_panel
from worker.errors import WireError
from worker.kafka.admin import create_topics
from worker.kafka.connection import connection
from worker.kafka.dead_letters import RECEIPT
from worker.kafka.feed import Delivered, Publisher, Reader, publisher, reader
from worker.local import LocalKafka
from worker.pool.kernel import die_with
from worker.samples import Sample, samples
from worker.settings import Settings, load_settings

PARTITIONS = 3
SECONDS_BETWEEN_ITEMS = 0.25
SECONDS_BETWEEN_ITEMS_STAYING = 3.0
SERVICE_START_SECONDS_MAX = 120.0
SERVICE_STOP_SECONDS_MAX = 30.0
OUTPUT_SECONDS_MAX = 60.0
LOG_LINES_MAX = 20
MESSAGE_BYTES_MAX = 16 * 1024 * 1024

POLL_SECONDS = 0.1

Place = tuple[int, int]
"""Partition and offset in the input topic."""

console = Console(highlight=False)


def demonstrate(*, stay: bool = False) -> int:
    """Show the samples go through, and return the exit code: 0 when each of them came out."""
    console.print("[bold]Apache Kafka[/] starts on this machine …")
    with LocalKafka(progress=True) as kafka:
        settings = load_settings({"bootstrap_servers": kafka.bootstrap_servers, "group_id": "demo"})
        try:
            return asyncio.run(_demonstrate(settings, stay=stay))
        except KeyboardInterrupt:
            return 0


async def _demonstrate(settings: Settings, *, stay: bool) -> int:
    kafka = settings.kafka
    servers = ",".join(kafka.bootstrap_servers)
    topics = {kafka.input_topics[0]: PARTITIONS, kafka.output_topic: PARTITIONS, kafka.dead_letter_topic: 1}
    await create_topics(servers, topics, configs={"max.message.bytes": str(MESSAGE_BYTES_MAX)})
    console.print(f"[bold]Apache Kafka[/] answers on {servers}; the service loads its models …")
    reach = connection(kafka, settings.security, "wire-worker-demo")
    async with (
        _service(settings) as (address, page),
        publisher(publishing(settings, reach), kafka.input_topics[0], seconds_max=kafka.request_seconds_max) as publish,
        reader(reach, (kafka.output_topic, kafka.dead_letter_topic)) as read,
    ):
        console.print(f"[bold]wire-worker[/] is ready; metrics on {address}/metrics, the live page on {page}\n")
        latencies = await _take_through(publish, read, samples(), SECONDS_BETWEEN_ITEMS)
        console.print(
            f"[bold]{len(latencies)}[/] outputs, each within {max(latencies) / 1000:.2f} s of its item's arrival in "
            f"{kafka.input_topics[0]}, half of them within {median(latencies):.0f} ms."
        )
        if stay:
            console.print(
                f"\nStaying until Ctrl-C. Metrics: {address}/metrics   Brokers: {servers}\n"
                f"The samples come again, one every {SECONDS_BETWEEN_ITEMS_STAYING:.0f} seconds; watch them arrive:\n"
                f"[bold]{page}[/]"
            )
            again = itertools.chain.from_iterable(samples() for _ in itertools.count())
            await _take_through(publish, read, again, SECONDS_BETWEEN_ITEMS_STAYING, quiet=True)
        console.print(f"The live page goes with the service; make demo STAY=1 keeps both. It was on\n{page}")
    return 0


@asynccontextmanager
async def _service(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """The service in a process of its own, from ready to stopped; yields the addresses of its HTTP server and its page."""
    environment = os.environ | {
        "WIRE_BOOTSTRAP_SERVERS": ",".join(settings.kafka.bootstrap_servers),
        "WIRE_GROUP_ID": settings.kafka.group_id,
        "WIRE_HTTP_PORT": "0",
        "WIRE_PAGE_PORT": "0",
        "WIRE_LOG_FORMAT": "json",
        "WIRE_VALIDATE": "true",
    }
    command = Path(sys.executable).with_name("wire-worker")
    service = await asyncio.create_subprocess_exec(
        command,
        "run",
        env=environment,
        stderr=asyncio.subprocess.PIPE,
        preexec_fn=partial(die_with, os.getpid()),  # however the demo ends, it leaves no service behind
    )
    if service.stderr is None:
        raise AssertionError("asked for a pipe")
    try:
        addresses = await _ready(service.stderr, seconds_max=SERVICE_START_SECONDS_MAX)
        # Whoever stops reading a pipe stops the one who writes to it.
        rest = asyncio.create_task(service.stderr.read())
        yield addresses
    finally:
        if service.returncode is None:
            service.terminate()
            try:
                async with asyncio.timeout(SERVICE_STOP_SECONDS_MAX):
                    await service.wait()
            except TimeoutError:
                service.kill()
    await rest


async def _ready(log: asyncio.StreamReader, *, seconds_max: float) -> tuple[str, str]:
    """Read the service's log until it says that it is ready; return the addresses that it serves on. Raises WireError."""
    address = page = ""
    lines = []
    why = "ended before it was ready"
    try:
        async with asyncio.timeout(seconds_max):
            async for line in log:
                lines.append(line.decode("utf-8", "replace"))
                said = orjson.loads(line) if line.startswith(b"{") else {}
                address, page = said.get("address", address), said.get("page", page)
                if said.get("event") == "ready":
                    return address, page
    except TimeoutError:
        why = f"was not ready within {seconds_max:.0f} s, on a machine that is perhaps busy with something else"
    raise WireError(f"the service {why}; its log:\n" + "".join(lines[-LOG_LINES_MAX:]))


async def _take_through(
    publish: Publisher, read: Reader, dispatches: Iterable[Sample], pause_seconds: float, *, quiet: bool = False
) -> list[int]:
    """Publish the samples, show what comes of them, and return the outputs' latencies in milliseconds.

    Ends when every sample has come out; raises WireError where one has not after ``OUTPUT_SECONDS_MAX``.
    """
    due: set[Place] = set()
    feeding = asyncio.create_task(_feed(publish, dispatches, pause_seconds, due))
    latencies: list[int] = []
    waited = asyncio.get_running_loop().time()
    try:
        while not feeding.done() or due:
            outputs = [output for output in await read.read(POLL_SECONDS) if RECEIPT not in dict(output.headers)]
            for output in outputs:
                place, sent_ms = _origin(output)
                due.discard(place)
                latencies.append(max(0, output.timestamp_ms - sent_ms))
                if not quiet:
                    console.print(_panel(output))
            now = asyncio.get_running_loop().time()
            if outputs or not due:
                waited = now
            elif now - waited > OUTPUT_SECONDS_MAX:
                raise WireError(f"{len(due)} samples did not come out within {OUTPUT_SECONDS_MAX:.0f} s")
        await feeding
    finally:
        feeding.cancel()
    return latencies


async def _feed(publish: Publisher, dispatches: Iterable[Sample], pause_seconds: float, due: set[Place]) -> None:
    for sample in dispatches:
        due.add(await publish.publish(sample.value, sample.name.encode(), sample.headers))
        await asyncio.sleep(pause_seconds)


def _origin(output: Delivered) -> tuple[Place, int]:
    """Where the output's item stood in the input topic, and its timestamp there, milliseconds since 1970 UTC."""
    headers = dict(output.headers)
    if "dlq.offset" in headers:
        place, stated = (int(headers["dlq.partition"]), int(headers["dlq.offset"])), headers["dlq.timestamp"].decode()
    else:
        provenance = orjson.loads(output.value)["provenance"]
        place, stated = (provenance["partition"], provenance["offset"]), provenance["timestamp"]
    return place, round(datetime.fromisoformat(stated).timestamp() * 1000)


def _panel(output: Delivered) -> Panel:
    headers = dict(output.headers)
    return dead_letter_panel(headers) if "dlq.reason" in headers else record_panel(orjson.loads(output.value))
