"""What an operator sees: a running worker, scraped by a running Prometheus, with the dashboard's queries and the alerts."""

import asyncio
import math
import shutil
import signal
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.request import Request, urlopen

import orjson
import pytest
from aiokafka import AIOKafkaProducer
from panels import HEALTH, ROWS
from service import Service, running
from watch import Prometheus, watching

MakeTopic = Callable[..., Awaitable[str]]

GOOD = orjson.dumps({"id": "item-1", "text": "Paris (AFP) - Anna Whitfield a inauguré lundi à Lyon une exposition."})
BAD = GOOD[:-20]
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACED = [("traceparent", f"00-{TRACE}-00f067aa0ba902b7-01".encode())]
# As Prometheus itself asks.
ACCEPT = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
QUERIES = {tile.title: tile.query for tile in HEALTH} | {
    f"{graph.title}, {legend}": query for _, row in ROWS for graph in row for query, legend in graph.queries
}


async def test_prometheus_sees_a_worker_at_work_the_breaker_open_and_the_worker_gone(
    bootstrap_servers: str, topics: MakeTopic, tmp_path: Path
) -> None:
    wire_in = await topics("wire.in", 2)
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": f"group-of-{wire_in}",
        "WIRE_INPUT_TOPICS": wire_in,
        "WIRE_OUTPUT_TOPIC": await topics("wire.out"),
        "WIRE_DEAD_LETTER_TOPIC": await topics("wire.dlq"),
        "WIRE_PROCESSES": "1",
        "WIRE_BREAKER_CONSECUTIVE_MAX": "5",
        "WIRE_BREAKER_SECONDS": "120",
    }
    async with (
        running(settings) as service,
        watching(service.address.removeprefix("http://"), tmp_path) as prometheus,
        AIOKafkaProducer(bootstrap_servers=bootstrap_servers) as producer,
    ):

        async def feed() -> None:
            """Mostly good items, without end."""
            for number in range(1_000_000):
                await producer.send_and_wait(wire_in, BAD if number % 10 == 5 else GOOD, headers=TRACED)
                await asyncio.sleep(0.1)

        feeding = asyncio.create_task(feed())
        await prometheus.until(lambda: prometheus.query("wire_items_total > 10"))
        await assert_a_scrape_is_sound(service)
        await prometheus.until(lambda: prometheus.exemplars("wire_end_to_end_latency_seconds_bucket"))
        await assert_every_query_answers(prometheus)
        assert "WireBreakerOpen" not in await prometheus.firing()
        feeding.cancel()

        for _ in range(20):
            await producer.send_and_wait(wire_in, BAD)
        alerts = await prometheus.until(lambda: fires(prometheus, "WireBreakerOpen"))
        assert "mostly malformed" in alerts["WireBreakerOpen"]["annotations"]["description"]
        assert await prometheus.value('wire_not_ready{problem="breaker_open"}') == 1
        assert await prometheus.value("wire_not_ready") == 1

        await service.stop(signal.SIGKILL)
        alerts = await prometheus.until(lambda: fires(prometheus, "WireWorkersDown"))
        assert alerts["WireWorkersDown"]["labels"]["severity"] == "critical"
        await prometheus.until(lambda: fires_no_more(prometheus, "WireBreakerOpen"))


async def fires(prometheus: Prometheus, alert: str) -> dict[str, dict]:
    alerts = await prometheus.firing()
    return alerts if alert in alerts else {}


async def fires_no_more(prometheus: Prometheus, alert: str) -> bool:
    return alert not in await prometheus.firing()


async def assert_a_scrape_is_sound(service: Service) -> None:
    """By Prometheus' own tool, which wants the plain form; and the form that carries exemplars is given where asked for."""
    promtool = shutil.which("promtool")
    assert promtool, "promtool comes with prometheus"
    text = await service.get("/metrics")
    done = await asyncio.to_thread(
        subprocess.run, [promtool, "check", "metrics"], input=text, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, b"")
    asked = Request(f"{service.address}/metrics", headers={"Accept": ACCEPT})
    with await asyncio.to_thread(urlopen, asked) as answer:
        assert answer.headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0")
        assert answer.read().endswith(b"# EOF\n")


async def assert_every_query_answers(prometheus: Prometheus) -> None:
    """No panel of the dashboard is empty over a worker that works, nor has it only what is no number."""
    chosen = {"$job": "wire-worker", "$instance": ".*", "$topic": ".*", "$__rate_interval": "5s", "[5m]": "[5s]"}
    for title, query in QUERIES.items():
        for name, value in chosen.items():
            query = query.replace(name, value)  # noqa: PLW2901

        async def numbers(asked: str = query) -> list[float]:
            found = [float(row["value"][1]) for row in await prometheus.query(asked)]
            return [number for number in found if not math.isnan(number)]

        try:
            await prometheus.until(numbers)
        except TimeoutError:
            pytest.fail(f"{title} shows nothing: {query}")
