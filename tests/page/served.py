"""The live page as a browser's tests hold it: served from data, at whatever state of the worker a test wants."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from typing import Any, Self

import orjson
from playwright.async_api import Browser, Page, Playwright

from worker.web.latest import Latest
from worker.web.page import page
from worker.web.server import HttpServer

Open = Callable[..., Awaitable[Page]]

HOST = "127.0.0.1"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")

WELL: Mapping[str, Any] = {
    "now": 1_000_000,
    "version": "0.1.0",
    "problems": [],
    "breaker": "",
    "partitions": [
        {"topic": "wire.in", "number": number, "state": "claimed", "lag": 0, "waiting": 0, "quiet": 2.4, "trouble": ""}
        for number in range(3)
    ],
    "done": {"published": 0, "dead_lettered": 0, "tombstone": 0},
    "latency": {"0.05": 0, "0.1": 0, "0.25": 0, "+Inf": 0},
    "inFlight": 0,
    "deadLetters": {},
    "rebalances": 1,
    "pool": {
        "starting": 0,
        "queued": 0,
        "restarts": {},
        "children": [
            {"pid": pid, "items": 40, "age_seconds": 300.0, "at_it_seconds": 0.0, "deadline_seconds": 0.0}
            for pid in (4211, 4212)
        ],
    },
}
"""A worker that is well, and has nothing to do."""


async def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium; as root it takes no sandbox."""
    return await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


class Served:
    """The page's server; ``overview`` is what it tells next, ``latest`` what it shows."""

    def __init__(self) -> None:
        self.latest = Latest()
        self.overview: dict[str, Any] = dict(WELL)
        self.asked = 0
        self._port = 0
        self._life = AsyncExitStack()

    async def __aenter__(self) -> Self:
        def since(run: str, number: int) -> bytes:
            self.asked += 1
            return self.latest.since(run, number)

        def overview() -> bytes:
            return orjson.dumps(self.overview)

        server = HttpServer(HOST, self._port, page(overview, since))
        self._port = (await self._life.enter_async_context(server)).port
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._life.aclose()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._port}/"

    async def restart(self) -> None:
        """The worker comes again, on the same port, and knows of nothing."""
        self.latest = Latest()
        await self.__aenter__()

    def later(self, seconds: float = 2.0, **state: Any) -> None:
        """Time goes on, and something has become different."""
        self.overview = {**self.overview, "now": self.overview["now"] + round(seconds * 1000), **state}

    def publish(self, record: Mapping[str, Any], at_ms: int = 1_773_788_020_000) -> None:
        """As the sink's acknowledgement has it done."""
        kind = record.get("wire", {}).get("version", {}).get("kind", "")
        headers = {"wire-status": str(record.get("pubStatus", "usable")).encode(), "wire-kind": kind.encode()}
        self.latest.published(at_ms, record["uri"], record["uri"].encode(), headers, orjson.dumps(record))
