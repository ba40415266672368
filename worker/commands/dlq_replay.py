"""``wire-worker dlq replay``: dead letters back to where they came from, each once."""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field

from worker.assembly import publishing
from worker.commands.letters import Choice
from worker.commands.pace import Pace
from worker.commands.terminal import one_line
from worker.kafka.connection import Connection, connection
from worker.kafka.dead_letters import Letter, letters, whole
from worker.kafka.replayer import Receipts, replayer
from worker.kafka.topics import find_partitions
from worker.settings import Settings
from worker.stream.ports import Partition

CLIENT = "wire-worker-dlq"
BATCH_LETTERS_MAX = 100
BATCH_BYTES_MAX = 8 * 1024 * 1024

Due = tuple[Letter, Partition]
"""A letter with all that is published of it, and where that goes."""


@dataclass
class _Tally:
    """What became of the letters of the choice."""

    done: int = 0
    failed: int = 0
    found: set[str] = field(default_factory=set)  # their places, where places were asked for

    def fail(self, place: str, why: str) -> None:
        """Name one that is left out."""
        self.failed += 1
        sys.stderr.write(one_line(f"not replayed: {place}: {why}") + "\n")


def replay_letters(settings: Settings, choice: Choice, *, again: bool, dry_run: bool, per_second: float) -> int:
    """Publish the letters of the choice to their input topics; the exit code: 1 where one could not be.

    ``dry_run`` says what would be done, and only reads.
    """
    tally = _Tally()
    if dry_run:
        asyncio.run(_rehearse(settings, choice, tally, again=again))
    else:
        asyncio.run(_replay(settings, choice, tally, again=again, per_second=per_second))
    for place in sorted(choice.places - tally.found):
        tally.fail(place, "there is no dead letter, or it was replayed before; --again replays it once more")
    sys.stdout.write(
        f"{tally.done} dead letters {'would be ' if dry_run else ''}replayed, {tally.failed} could not be\n"
    )
    return int(tally.failed > 0)


async def _rehearse(settings: Settings, choice: Choice, tally: _Tally, *, again: bool) -> None:
    reach = connection(settings.kafka, settings.security, CLIENT)
    receipts = Receipts()
    if not again:
        await receipts.catch_up(reach, settings.kafka.dead_letter_topic, since_ms=choice.since_ms)
    ready = _ready(settings, reach, choice, tally, lambda letter: letter.place not in receipts.places)
    async with aclosing(ready):
        async for letter, partition in ready:
            tally.done += 1
            reason = one_line(letter.said.get("dlq.reason", "?"))
            sys.stdout.write(
                f"would go to {partition.topic}, partition {partition.number}: {letter.place} ({reason})\n"
            )


async def _replay(settings: Settings, choice: Choice, tally: _Tally, *, again: bool, per_second: float) -> None:
    """Read twice: the receipts lie behind their letters, so that only the second reading knows what to leave out."""
    kafka = settings.kafka
    reach = connection(kafka, settings.security, CLIENT)
    pace = Pace("replayed", per_second)
    async with replayer(
        reach,
        publishing(settings, reach),
        group_id=kafka.group_id,
        topic=kafka.dead_letter_topic,
        since_ms=choice.since_ms,
        again=again,
        transaction_seconds_max=kafka.transaction_seconds_max,
    ) as to_input:
        ready = _ready(settings, reach, choice, tally, to_input.is_due)
        async with aclosing(ready), aclosing(_batches(ready, pace.batch_max(BATCH_LETTERS_MAX))) as batches:
            async for batch in batches:
                await pace.wait(len(batch))
                refused = await to_input.publish(batch)
                for place, why in refused.items():
                    tally.fail(place, why)
                tally.done += len(batch) - len(refused)
                pace.did(len(batch) - len(refused))


async def _ready(
    settings: Settings, reach: Connection, choice: Choice, tally: _Tally, is_due: Callable[[Letter], bool]
) -> AsyncGenerator[Due, None]:
    """The letters of the choice that are due and can be published; the tally is told of those that cannot."""
    partitions: dict[str, tuple[Partition, ...]] = {}
    async with aclosing(letters(reach, settings.kafka.dead_letter_topic, since_ms=choice.since_ms)) as found:
        async for letter in found:
            if letter.receipt_for or not choice.takes(letter) or not is_due(letter):
                continue
            if choice.places:
                tally.found.add(letter.place)
            if letter.origin is None:
                tally.fail(letter.place, "it does not say where it came from")
                continue
            partition, offset = letter.origin
            if partition.topic not in settings.kafka.input_topics:
                tally.fail(letter.place, f"it came from {partition.topic}, which is not among WIRE_INPUT_TOPICS")
                continue
            if partition.topic not in partitions:
                partitions[partition.topic] = await find_partitions(reach, partition.topic)
            if partition not in partitions[partition.topic]:
                tally.fail(letter.place, f"there is no partition {partition.number} of {partition.topic}")
            elif original := await whole(reach, letter):
                yield original, partition
            else:
                tally.fail(
                    letter.place,
                    f"its value was too large for the topic, and the original is gone from {partition.topic} "
                    f"{partition.number}:{offset}",
                )


async def _batches(ready: AsyncIterator[Due], letters_max: int) -> AsyncGenerator[list[Due], None]:
    """So many at a time, and fewer where they are large."""
    batch: list[Due] = []
    size_bytes = 0
    async for letter, partition in ready:
        batch.append((letter, partition))
        size_bytes += len(letter.value or b"")
        if len(batch) >= letters_max or size_bytes >= BATCH_BYTES_MAX:
            yield batch
            batch, size_bytes = [], 0
    if batch:
        yield batch
