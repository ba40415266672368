"""The real service as a test holds it: ``wire-worker run`` in a process of its own, and what comes out of its topics."""

import asyncio
import contextlib
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import psutil

COMMAND = Path(sys.executable).with_name("wire-worker")
READY_SECONDS_MAX = 120


def on_topics(bootstrap_servers: str, wire_in: str, wire_out: str, wire_dlq: str) -> dict[str, str]:
    """The settings of a service that works these topics, in a group of its own."""
    return {
        "WIRE_BOOTSTRAP_SERVERS": bootstrap_servers,
        "WIRE_GROUP_ID": f"group-of-{wire_in}",
        "WIRE_INPUT_TOPICS": wire_in,
        "WIRE_OUTPUT_TOPIC": wire_out,
        "WIRE_DEAD_LETTER_TOPIC": wire_dlq,
    }


@dataclass
class Service:
    """A running service: its log as it comes, its child processes, its end."""

    process: asyncio.subprocess.Process
    log: list[dict] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return next(line["address"] for line in self.log if "address" in line)

    def children(self) -> list[int]:
        """The processes that work on items: of the service's own, those that do not lead a group, as a forkserver does."""
        return [child for child in _children_of(self.process.pid) if _group_of(child) not in {None, child}]

    def said(self, event: str) -> list[dict]:
        return [line for line in self.log if line["event"] == event]

    async def get(self, path: str) -> bytes:
        with await asyncio.to_thread(urllib.request.urlopen, self.address + path) as answer:
            return answer.read()

    async def problems(self, path: str) -> list[str]:
        """What a probe says is wrong: nothing where it is green."""
        try:
            answer = await self.get(path)
        except urllib.error.HTTPError as error:
            answer = error.read()
        return orjson.loads(answer)["problems"]

    async def stop(self, number: signal.Signals = signal.SIGTERM, seconds_max: float = 60) -> int:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)
        async with asyncio.timeout(seconds_max):
            return await self.process.wait()

    async def read_log(self) -> None:
        async for line in self.process.stderr:
            if not line.startswith(b"{"):  # the interpreter's own words: a traceback, a fatal signal
                self.log.append({"event": line.decode()})
                continue
            self.log.append(orjson.loads(line))
            if self.log[-1]["event"] == "ready":
                self.ready.set()


@asynccontextmanager
async def running(settings: Mapping[str, str], *before: str) -> AsyncIterator[Service]:
    """Start ``wire-worker run`` and wait until it is ready; stop it at the end, whatever happened.

    ``before`` is a command that becomes the service.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")}
    environment |= {"WIRE_HTTP_PORT": "0", "WIRE_LOG_FORMAT": "json", "WIRE_VALIDATE": "true", **settings}
    process = await asyncio.create_subprocess_exec(
        *before, COMMAND, "run", env=environment, stderr=asyncio.subprocess.PIPE, limit=1 << 20
    )
    service = Service(process)
    reading = asyncio.create_task(service.read_log())
    try:
        ready = asyncio.create_task(service.ready.wait())
        ended = asyncio.create_task(process.wait())
        await asyncio.wait((ready, ended), timeout=READY_SECONDS_MAX, return_when=asyncio.FIRST_COMPLETED)
        assert service.ready.is_set(), service.log
        yield service
    finally:
        if process.returncode is None:
            try:
                await service.stop()
            except TimeoutError:
                process.kill()
        await reading
        for task in (ready, ended):
            task.cancel()


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and that nobody has asked after (where PID 1 reaps none) does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _children_of(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    return []


def _group_of(pid: int) -> int | None:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None
