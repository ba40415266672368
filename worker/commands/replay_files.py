"""``wire-worker replay``: files to the input topic, one message a file."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from worker.assembly import publishing
from worker.commands.files import STANDARD_INPUT, expanded
from worker.commands.pace import Pace
from worker.commands.terminal import printable
from worker.errors import RefusedError, SettingsError
from worker.kafka.connection import connection
from worker.kafka.feed import publisher
from worker.kafka.topics import partitions_of
from worker.settings import Settings

CLIENT = "wire-worker-replay"


def replay_files(files: Sequence[Path], settings: Settings, *, topic: str | None, per_second: float) -> int:
    """Publish each file, in the order given, a folder's in the order of their names; the exit code.

    1 where one could not be read, or is larger than what the worker opens or the topic takes; the others go on. The key
    is the file's name, so that what is published again under a name goes to the same partition. Raises StreamError where
    the broker answers no more; what was published before stays.
    """
    wanted = topic or settings.kafka.input_topics[0]
    if wanted not in settings.kafka.input_topics:
        raise SettingsError(f"--topic: {wanted} is not among WIRE_INPUT_TOPICS")
    return asyncio.run(_publish(files, settings, wanted, per_second))


async def _publish(files: Sequence[Path], settings: Settings, topic: str, per_second: float) -> int:
    reach = connection(settings.kafka, settings.security, CLIENT)
    await partitions_of(reach, topic)  # of a topic that is missing the first file would make one
    pace = Pace("published", per_second)
    done, failed = 0, 0
    async with publisher(
        publishing(settings, reach), topic, seconds_max=settings.kafka.request_seconds_max
    ) as to_input:
        for file in expanded(files):
            try:
                value = _read(file, settings.limits.value_bytes_max)
                await pace.wait(1)
                await to_input.publish(value, file.name.encode(), ())
            except (OSError, RefusedError) as error:
                failed += 1
                why = error.strerror if isinstance(error, OSError) and error.strerror else error
                sys.stderr.write(f"{printable(str(file))}: {why}\n")
                continue
            pace.did(1)
            done += 1
    sys.stdout.write(f"{done} files published to {topic}, {failed} could not be\n")
    return int(failed > 0)


def _read(file: Path, bytes_max: int) -> bytes:
    """All of a file. Raises OSError for one that cannot be read, or that the worker would refuse for its size."""
    value = sys.stdin.buffer.read(bytes_max + 1) if file == STANDARD_INPUT else _head(file, bytes_max + 1)
    if len(value) > bytes_max:
        raise OSError(f"larger than WIRE_VALUE_BYTES_MAX, {bytes_max:,} bytes")
    return value


def _head(file: Path, size_bytes: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(size_bytes)
