"""``dlq`` and ``replay`` on Apache Kafka: what lies in the dead-letter topic, and its way back, each letter once."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
from replica import produce, running_replica
from service import COMMAND

from worker.errors import Reason
from worker.item import Failure, Message, Outcome, Record

MakeTopic = Callable[..., Awaitable[str]]
ReadTopic = Callable[..., Awaitable[list]]


@dataclass
class Desk:
    """Three topics, and the commands as an operator gives them."""

    bootstrap_servers: str
    names: Sequence[str]
    read_topic: ReadTopic

    async def run(self, *arguments: str, stdin: bytes = b"") -> tuple[int, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")}
        environment |= {
            "WIRE_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "WIRE_GROUP_ID": f"group-of-{self.names[0]}",
            "WIRE_INPUT_TOPICS": self.names[0],
            "WIRE_OUTPUT_TOPIC": self.names[1],
            "WIRE_DEAD_LETTER_TOPIC": self.names[2],
            "COLUMNS": "220",
        }
        process = await asyncio.create_subprocess_exec(
            COMMAND,
            *arguments,
            env=environment,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate(stdin)
        return int(process.returncode), output.decode()

    async def work(self, outputs: int, letters: int) -> None:
        """Let a replica work until so many records and letters are there, receipts included."""
        async with running_replica(self.bootstrap_servers, *self.names, work=picky):
            await self.read_topic(self.names[1], outputs)
            await self.read_topic(self.names[2], letters)

    async def listed(self, *filters: str) -> list[dict]:
        code, said = await self.run("dlq", "list", "--json", *filters)
        assert code == 0, said
        return [orjson.loads(line) for line in said.splitlines()]


@pytest.fixture
async def desk(bootstrap_servers: str, topics: MakeTopic, read_topic: ReadTopic) -> Desk:
    """Five items were worked: two good ones, one cut off, one without news, one of two of which the second failed."""
    small = {"max.message.bytes": "4000"}
    names = [await topics("wire.in"), await topics("wire.out"), await topics("wire.dlq", configs=small)]
    desk = Desk(bootstrap_servers, names, read_topic)
    await produce(bootstrap_servers, names[0], [b"good 1", b"bad 2", b"none 3", b"two 4", b"good 5"])
    await desk.work(3, 3)
    return desk


async def picky(messages: Sequence[Message]) -> list[Outcome]:
    """Fails what begins with "bad" or "none"; of "two" the second item, unless it is asked for alone."""
    return [outcome_of(message) for message in messages]


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


async def test_the_list_tells_what_is_wrong_and_nothing_of_the_text(desk: Desk) -> None:
    code, said = await desk.run("dlq", "list")
    assert code == 0, said
    for part in ("malformed", "It is cut off.", "not_news", "no_text", "3 dead letters", desk.names[0]):
        assert part in said
    assert "bad 2" not in said


async def test_letters_are_chosen_by_reason_and_by_time(desk: Desk) -> None:
    assert [row["place"] for row in await desk.listed()] == ["0:0", "0:1", "0:2"]
    (row,) = await desk.listed("--reason", "no_text")
    assert (row["offset"], row["item"], row["attempts"], row["replayed"]) == ("3", "1", "1", False)
    assert await desk.listed("--until", "1h") == []
    assert len(await desk.listed("--since", "1h", "--topic", desk.names[0])) == 3
    assert await desk.listed("--topic", "another") == []


async def test_one_letter_is_shown_whole_and_its_bytes_alone(desk: Desk) -> None:
    code, said = await desk.run("dlq", "show", "0:0")
    assert code == 0
    assert "It is cut off." in said
    assert "bad 2" in said
    assert await desk.run("dlq", "show", "0:0", "--raw") == (0, "bad 2")
    assert (await desk.run("dlq", "show", "0:77"))[0] == 1


async def test_a_replay_publishes_each_letter_once_and_its_history_goes_on(desk: Desk) -> None:
    code, said = await desk.run("dlq", "replay", "--reason", "malformed", "--dry-run")
    assert code == 0, said
    assert "would go to" in said
    for _ in range(2):  # the second time nothing is left to do
        code, said = await desk.run("dlq", "replay", "--reason", "malformed", "--reason", "no_text")
        assert code == 0, said
    assert "0 dead letters replayed" in said
    await desk.work(4, 6)  # two receipts, and the one that failed again
    rows = {row["place"]: row for row in await desk.listed()}
    assert [place for place, row in rows.items() if row["replayed"]] == ["0:0", "0:2"]
    (again,) = [row for row in rows.values() if row["attempts"] == "2"]
    assert (again["reason"], again["topic"]) == ("malformed", desk.names[0])
    values = [record.value for record in await desk.read_topic(desk.names[1], 4)]
    assert sorted(values) == [b"good 1", b"good 5", b"two 4", b"two 4"]  # of two its second item alone


async def test_a_letter_is_replayed_again_where_that_is_asked_for(desk: Desk) -> None:
    for arguments in (("0:0",), ("0:0", "--again")):
        code, said = await desk.run("dlq", "replay", *arguments)
        assert code == 0, said
        assert "1 dead letters replayed" in said
    assert len(await desk.read_topic(desk.names[0], 7)) == 7
    assert (await desk.run("dlq", "replay", "0:0"))[0] == 1


async def test_a_letter_without_its_value_takes_it_from_where_it_came(desk: Desk) -> None:
    await produce(desk.bootstrap_servers, desk.names[0], [b"bad " + os.urandom(5000).hex().encode()])
    await desk.work(3, 4)
    (row,) = [row for row in await desk.listed() if "sha256" in row]
    assert row["bytes"] == 0
    code, said = await desk.run("dlq", "replay", row["place"])
    assert code == 0, said
    records = await desk.read_topic(desk.names[0], 7)
    assert records[-1].value == records[-2].value
    assert "dlq.sha256" not in dict(records[-1].headers)


async def test_nothing_is_replayed_by_accident(desk: Desk) -> None:
    code, said = await desk.run("dlq", "replay")
    assert code == 2
    assert "--all" in said
    code, said = await desk.run("dlq", "replay", "--reason", "nonsense")
    assert code == 2
    assert "malformed" in said
    assert (await desk.run("dlq", "show", "nowhere"))[0] == 2


async def test_files_are_published_in_order_and_what_cannot_be_read_is_named(desk: Desk, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_bytes(b"good " + name.encode())
    (tmp_path / "large.txt").write_bytes(b"x" * 2000)
    code, said = await desk.run("replay", str(tmp_path), str(tmp_path / "gone"), "--value-bytes-max", "1024")
    assert code == 1
    assert "large.txt: larger than WIRE_VALUE_BYTES_MAX, 1,024 bytes" in said
    assert "gone: No such file" in said
    assert "2 files published" in said
    records = await desk.read_topic(desk.names[0], 7)
    assert [(record.key, record.value) for record in records[-2:]] == [
        (b"a.txt", b"good a.txt"),
        (b"b.txt", b"good b.txt"),
    ]


async def test_a_rate_is_kept(desk: Desk, tmp_path: Path) -> None:
    for number in range(8):
        (tmp_path / f"{number}.txt").write_bytes(b"good")
    await desk.run("replay", str(tmp_path), "--rate", "4")
    *_, first, _, _, _, _, _, _, last = await desk.read_topic(desk.names[0], 13)
    assert 1500 < last.timestamp - first.timestamp < 4000
