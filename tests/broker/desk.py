"""An operator's desk: three topics of a worker, and the commands that look after them, each in a process of its own."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from replica import producer, running_replica
from service import COMMAND

from worker.errors import Reason
from worker.item import Failure, Message, Outcome, Record

ReadTopic = Callable[..., Awaitable[list]]


@dataclass
class Desk:
    """Three topics, and the commands as an operator gives them."""

    bootstrap_servers: str
    names: Sequence[str]
    read_topic: ReadTopic

    @property
    def group_id(self) -> str:
        return f"group-of-{self.names[0]}"

    async def run(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and what was said: the results, then the errors."""
        code, results, errors = await self.run_apart(*arguments)
        return code, results + errors

    async def run_apart(self, *arguments: str) -> tuple[int, str, str]:
        process = await self.begin(*arguments)
        results, errors = await process.communicate()
        return int(process.returncode), results.decode(), errors.decode()

    async def begin(self, *arguments: str) -> asyncio.subprocess.Process:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")}
        environment |= {
            "WIRE_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "WIRE_GROUP_ID": self.group_id,
            "WIRE_INPUT_TOPICS": self.names[0],
            "WIRE_OUTPUT_TOPIC": self.names[1],
            "WIRE_DEAD_LETTER_TOPIC": self.names[2],
        }
        return await asyncio.create_subprocess_exec(
            COMMAND, *arguments, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )

    async def work(self, outputs: int, letters: int) -> None:
        """Let a replica work until so many records and letters are there, receipts included."""
        async with running_replica(self.bootstrap_servers, *self.names, work=picky):
            await self.read_topic(self.names[1], outputs)
            await self.read_topic(self.names[2], letters)

    async def listed(self, *filters: str) -> list[dict]:
        code, said = await self.run("dlq", "list", "--json", *filters)
        assert code == 0, said
        return [orjson.loads(line) for line in said.splitlines()]

    async def put_letters(self, *values: bytes, key: bytes | None = b"key", **more: Any) -> None:
        """Dead letters of our own making; ``more`` are further headers, of which none is left out, or other ones."""
        said = {"dlq.reason": "malformed", "dlq.topic": self.names[0], "dlq.partition": "0", "dlq.offset": "0"} | more
        async with producer(self.bootstrap_servers) as made:
            for value in values:
                headers = [(name, str(told).encode()) for name, told in said.items()]
                await made.send_and_wait(self.names[2], value, key, partition=0, headers=headers)


async def picky(message: Message) -> Outcome:
    """Fails what begins with "bad" or "none"; of "two" the second item, unless it is asked for alone."""
    return outcome_of(message)


def outcome_of(message: Message) -> Outcome:
    record = Record("urn:x", message.key, message.value, (), "text")
    wanted = dict(message.headers).get("dlq.item")
    if message.value.startswith(b"bad"):
        return Outcome((Failure(Reason.MALFORMED, "MalformedError", "It is cut off.", "parse"),))
    if message.value.startswith(b"none"):
        return Outcome((Failure(Reason.NOT_NEWS, "NotNewsError", "It is a catalog.", "parse"),))
    if message.value.startswith(b"two"):
        second = Failure(Reason.NO_TEXT, "NoTextError", "No words.", "normalize", item=1)
        return Outcome((record,) if wanted else (record, second))
    return Outcome((record,))
