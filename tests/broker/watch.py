"""A real Prometheus over a running service, with the rules that we ship; of them alone the times are shortened."""

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import orjson
import pytest
import yaml

from worker.local.ports import reserve_port

SHIPPED = Path(__file__).resolve().parents[2] / "deploy" / "prometheus"
SECONDS_MAX = 60
SCRAPE = "500ms"


class Prometheus:
    """Its HTTP API, as Grafana and an operator ask it."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def get(self, path: str, **parameters: str | float) -> Any:
        def ask() -> Any:
            with urlopen(f"http://{self.address}/api/v1/{path}?{urlencode(parameters)}", timeout=10) as answer:
                return orjson.loads(answer.read())["data"]

        return await asyncio.to_thread(ask)

    async def query(self, expression: str) -> list[dict]:
        return (await self.get("query", query=expression))["result"]

    async def value(self, expression: str) -> float:
        return sum(float(row["value"][1]) for row in await self.query(expression))

    async def firing(self) -> dict[str, dict]:
        """The alerts that fire, by name."""
        alerts = (await self.get("alerts"))["alerts"]
        return {alert["labels"]["alertname"]: alert for alert in alerts if alert["state"] == "firing"}

    async def exemplars(self, series: str) -> list[dict]:
        now = time.time()
        found = await self.get("query_exemplars", query=series, start=now - 300, end=now + 60)
        return [exemplar for row in found for exemplar in row["exemplars"]]

    async def until(self, true: Callable[[], Any]) -> Any:
        """Ask until the answer is true; return it."""
        async with asyncio.timeout(SECONDS_MAX):
            while not (answer := await true()):
                await asyncio.sleep(0.2)
        return answer

    def answers(self) -> bool:
        try:
            return urlopen(f"http://{self.address}/-/ready", timeout=5).status == 200
        except (URLError, OSError):
            return False


@asynccontextmanager
async def watching(target: str, folder: Path) -> AsyncIterator[Prometheus]:
    """A Prometheus that scrapes ``target`` (host:port), from ready to killed; its data in ``folder``."""
    program = shutil.which("prometheus")
    if not program:
        pytest.skip("prometheus is missing: apt-get install prometheus")
    configure(target, folder)
    with reserve_port() as reservation:
        address = f"127.0.0.1:{reservation.getsockname()[1]}"
    with (folder / "prometheus.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            program,
            f"--config.file={folder / 'prometheus.yaml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address={address}",
            "--enable-feature=exemplar-storage",
            stdout=log,
            stderr=log,
        )
    prometheus = Prometheus(address)
    try:
        async with asyncio.timeout(SECONDS_MAX):
            while not await asyncio.to_thread(prometheus.answers):
                assert process.returncode is None, (folder / "prometheus.log").read_text()
                await asyncio.sleep(0.1)
        yield prometheus
    finally:
        process.kill()
        await process.wait()


def configure(target: str, folder: Path) -> None:
    """Our configuration and rules, but for where the worker is and how fast time goes."""
    config = yaml.safe_load((SHIPPED / "prometheus.yaml").read_text())
    config["global"] = {"scrape_interval": SCRAPE, "scrape_timeout": SCRAPE, "evaluation_interval": SCRAPE}
    del config["alerting"]
    (worker,) = config["scrape_configs"]
    del worker["dns_sd_configs"]
    worker["static_configs"] = [{"targets": [target]}]
    (folder / "prometheus.yaml").write_text(yaml.safe_dump(config))
    (folder / "rules.yaml").write_text(quickened((SHIPPED / "rules.yaml").read_text()))


def quickened(rules: str) -> str:
    """The same rules with seconds for minutes, wherever they wait or look back.

    >>> quickened("expr: max_over_time(wire_breaker_open[1m]) == 1\\nfor: 2m\\ndescription: for 5 minutes, 5m")
    'expr: max_over_time(wire_breaker_open[1s]) == 1\\nfor: 2s\\ndescription: for 5 minutes, 5m'
    """
    return re.sub(
        r"(?<=\[)(\d+)m(?=\])|(?<=for: )(\d+)m$", lambda found: f"{found[1] or found[2]}s", rules, flags=re.MULTILINE
    )
