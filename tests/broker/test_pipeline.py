"""What the guides show of a feed pipeline, on Apache Kafka: whoever copies it publishes items and reads records."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from desk import Desk
from replica import running_replica

from documents import README, RUNBOOK, blocks, section
from worker.item import Message, Outcome, Record

DISPATCH = b"Lyon (AFP) - Nothing happened.\n"


async def enriched(message: Message) -> Outcome:
    """A record that says what came in."""
    value = orjson.dumps({"text": message.value.decode()})
    return Outcome((Record("urn:x", message.key, value, (*message.headers, ("wire-kind", b"lead")), "text"),))


async def run(command: Sequence[str], **how: Any) -> bytes:
    done = await asyncio.to_thread(subprocess.run, command, stdout=subprocess.PIPE, check=True, timeout=120, **how)
    return done.stdout


async def test_the_examples_publish_a_file_and_a_folder_and_read_what_comes_of_them(
    bare_desk: Desk, tmp_path: Path
) -> None:
    wire_in, wire_out, _ = bare_desk.names
    (tmp_path / "my-dispatch.txt").write_bytes(DISPATCH)
    for folder in ("drop", "done"):
        (tmp_path / folder).mkdir()
    (tmp_path / "drop" / "from the server.txt").write_bytes(DISPATCH)
    os.utime(tmp_path / "drop" / "from the server.txt", (0, 0))
    (tmp_path / "drop" / "half.txt").write_bytes(DISPATCH[:10])  # is being written

    pipeline = section(README.read_text(encoding="utf-8"), "In your feed pipeline")
    (produce,) = blocks(pipeline, "python")
    produce = produce.replace("kafka-1:9092", bare_desk.bootstrap_servers).replace("wire.in", wire_in)
    await run([sys.executable, "-c", produce], cwd=tmp_path)
    (from_folder,) = blocks(pipeline, "sh")
    settings = {
        "WIRE_BOOTSTRAP_SERVERS": bare_desk.bootstrap_servers,
        "WIRE_INPUT_TOPICS": wire_in,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    await run(["sh", "-c", from_folder], cwd=tmp_path, env=os.environ | settings)
    assert [file.name for file in (tmp_path / "drop").iterdir()] == ["half.txt"]
    assert [file.name for file in (tmp_path / "done").iterdir()] == ["from the server.txt"]

    async with running_replica(bare_desk.bootstrap_servers, *bare_desk.names, work=enriched):
        assert len(await bare_desk.read_topic(wire_out, 2, seconds_max=60)) == 2
    (read,) = blocks(section(RUNBOOK.read_text(encoding="utf-8"), "Reading the output"), "python")
    script = f"{read}\nfor number, (headers, record) in zip(range(2), records(*{[bare_desk.bootstrap_servers, 'r', wire_out]})):\n"
    script += "    print(json.dumps([headers.get('wire-kind'), headers.get('wire-agency'), record['text']]))\n"
    said = [orjson.loads(line) for line in (await run([sys.executable, "-c", script])).splitlines()]
    assert len(said) == 2
    assert ["lead", "AFP", DISPATCH.decode()] in said  # by the first example, with its headers
    assert ["lead", None, DISPATCH.decode()] in said  # out of the folder
