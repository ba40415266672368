"""``wire-worker replay``: files to the input topic, one message a file."""

import asyncio
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from worker.assembly import publishing
from worker.commands.pace import Pace
from worker.commands.terminal import printable
from worker.errors import RefusedError, SettingsError
from worker.kafka.connection import connection
from worker.kafka.feed import publisher
from worker.kafka.topics import partitions_of
from worker.settings import Settings

CLIENT = "wire-worker-replay"
STANDARD_INPUT = Path("-")


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
        for file in _expanded(files):
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


def _expanded(files: Sequence[Path]) -> Iterator[Path]:
    """The files, and those in the folders among them; there, what is hidden is not meant: ``.DS_Store``, ``.git``."""
    for file in files:
        if file.is_dir():
            yield from sorted(inner for inner in file.rglob("*") if inner.is_file() and not _is_hidden(inner, file))
        else:
            yield file


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read(file: Path, bytes_max: int) -> bytes:
    """All of a file. Raises OSError for one that cannot be read, or that the worker would refuse for its size."""
    value = sys.stdin.buffer.read(bytes_max + 1) if file == STANDARD_INPUT else _head(file, bytes_max + 1)
    if len(value) > bytes_max:
        raise OSError(f"larger than WIRE_VALUE_BYTES_MAX, {bytes_max:,} bytes")
    return value


def _head(file: Path, size_bytes: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(size_bytes)
