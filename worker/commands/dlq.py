"""``wire-worker dlq``: what lies in the dead-letter topic, one letter of it, and back to where it came from."""

import asyncio
import sys
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from hashlib import sha256

import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from worker.assembly import record_bytes_max
from worker.commands.letters import Choice, age_of, facts, place_of
from worker.commands.pace import Pace
from worker.kafka.connection import Connection, connection
from worker.kafka.dead_letters import Letter, letters, record_at
from worker.kafka.producer import producer_arguments
from worker.kafka.replayer import Replayer, replayer
from worker.settings import Settings
from worker.stream.clock import SystemClock
from worker.stream.ports import Partition
from worker.times import rfc3339

CLIENT = "wire-worker-dlq"
SHOWN_BYTES_MAX = 4_000  # of a value, unless all of it is asked for
BATCH_LETTERS_MAX = 100
BATCH_BYTES_MAX = 8 * 1024 * 1024

console = Console()


def list_letters(settings: Settings, choice: Choice, *, limit: int, as_json: bool) -> int:
    """Print the newest ``limit`` letters of the choice, and how many there are by reason; the exit code."""
    return asyncio.run(_list(settings, choice, limit, as_json=as_json))


def show_letter(settings: Settings, place: str, *, raw: bool) -> int:
    """Print one letter with its value; ``raw``: its value's bytes alone. The exit code: 1 where there is none."""
    return asyncio.run(_show(settings, place, raw=raw))


def replay_letters(settings: Settings, choice: Choice, *, again: bool, dry_run: bool, per_second: float) -> int:
    """Publish the letters of the choice to their input topics; the exit code: 1 where one could not be."""
    return asyncio.run(_replay(settings, choice, again=again, dry_run=dry_run, per_second=per_second))


async def _list(settings: Settings, choice: Choice, limit: int, *, as_json: bool) -> int:
    newest: deque[Letter] = deque(maxlen=limit)
    receipts: set[str] = set()
    reasons: Counter[str] = Counter()
    async for letter in _all(settings, choice):
        if letter.receipt_for:
            receipts.add(letter.receipt_for)
        elif choice.takes(letter):
            newest.append(letter)
            reasons[letter.said.get("dlq.reason", "?")] += 1
    if as_json:
        for letter in newest:
            sys.stdout.buffer.write(orjson.dumps(facts(letter, replayed=letter.place in receipts)) + b"\n")
        return 0
    console.print(_table(newest, receipts))
    shown = f", the newest {limit} shown" if reasons.total() > limit else ""
    counted = ", ".join(f"{reason} {times}" for reason, times in reasons.most_common())
    console.print(f"{reasons.total()} dead letters{shown}" + (f": {counted}" if counted else ""))
    return 0


def _table(shown: Iterable[Letter], receipts: set[str]) -> Table:
    table = Table("place", "age", "reason", "from", "item", "tries", "bytes", "what is wrong", box=None, pad_edge=False)
    now_ms = SystemClock().now_ms()
    for letter in shown:
        said = letter.said
        told = said.get("dlq.message", "")
        table.add_row(
            letter.place,
            age_of(letter.written_ms, now_ms=now_ms),
            said.get("dlq.reason", "?"),
            f"{said.get('dlq.topic')} {said.get('dlq.partition')}:{said.get('dlq.offset')}",
            said.get("dlq.item", ""),
            said.get("dlq.attempts", ""),
            f"{len(letter.value or b''):,}",
            escape(f"{told} [replayed]" if letter.place in receipts else told),
        )
    return table


async def _show(settings: Settings, place: str, *, raw: bool) -> int:
    number, offset = place_of(place)
    topic = settings.kafka.dead_letter_topic
    reach = connection(settings.kafka, settings.security, CLIENT)
    letter = await record_at(reach, Partition(topic, number), offset)
    if letter is None:
        sys.stderr.write(f"{topic} has no dead letter at {place}\n")
        return 1
    if raw:
        sys.stdout.buffer.write(letter.value or b"")
        return 0
    written = rfc3339(letter.written_ms)
    age = age_of(letter.written_ms, now_ms=SystemClock().now_ms())
    table = Table.grid(padding=(0, 2))
    table.add_row("written", f"{written}, {age} ago")
    table.add_row("key", escape(_text(letter.key or b"")))
    for name, value in letter.headers:
        table.add_row(escape(name), escape(_text(value)))
    console.print(table)
    console.print()
    value = letter.value or b""
    console.print(escape(_text(value[:SHOWN_BYTES_MAX])), soft_wrap=True)
    if len(value) > SHOWN_BYTES_MAX:
        console.print(f"… {len(value):,} bytes in all: `dlq show {place} --raw` writes them")
    if "dlq.sha256" in letter.said:
        console.print(
            "The dead-letter topic did not take its value; `dlq replay` takes the original, if that is there."
        )
    return 0


def _text(value: bytes) -> str:
    """As text; what is no UTF-8 shows as escapes."""
    return value.decode("utf-8", "backslashreplace")


async def _replay(settings: Settings, choice: Choice, *, again: bool, dry_run: bool, per_second: float) -> int:
    """Read twice: the receipts lie behind their letters, so that only the second reading knows what to leave out."""
    receipts = {letter.receipt_for async for letter in _all(settings, choice)} - {None}
    known = set(settings.kafka.input_topics)
    reach = connection(settings.kafka, settings.security, CLIENT)
    arguments = producer_arguments(reach, compression=None, record_bytes_max=record_bytes_max(settings))
    done, skipped = 0, 0
    pace = Pace("replayed", per_second)
    async with replayer(arguments, settings.kafka.group_id) as to_input:
        async for batch in _batches(settings, choice, pace.batch_max(BATCH_LETTERS_MAX)):
            ready: list[tuple[Letter, Partition]] = []
            for letter in batch:
                if letter.place in receipts and not again:
                    continue
                letter_or_why = await _whole(reach, letter, known)
                if isinstance(letter_or_why, str):
                    skipped += 1
                    console.print(f"[red]not replayed[/] {letter.place}: {escape(letter_or_why)}")
                else:
                    ready.append(letter_or_why)
            if dry_run:
                for letter, partition in ready:
                    reason = letter.said.get("dlq.reason")
                    console.print(
                        f"would go to {partition.topic}, partition {partition.number}: {letter.place} ({reason})"
                    )
            else:
                await _publish(to_input, ready, pace)
            done += len(ready)
    if choice.places and not done and not skipped:
        console.print("none of these places holds a dead letter that was not replayed; --again replays it once more")
        return 1
    console.print(f"{done} dead letters {'would be ' if dry_run else ''}replayed, {skipped} could not be")
    return int(skipped > 0)


async def _publish(to_input: Replayer, ready: list[tuple[Letter, Partition]], pace: Pace) -> None:
    if ready:
        await pace.wait(len(ready))
        await to_input.publish(ready)
        pace.did(len(ready))


async def _whole(reach: Connection, letter: Letter, known: set[str]) -> tuple[Letter, Partition] | str:
    """The letter with its value, and where it goes; or why it cannot."""
    if letter.origin is None:
        return "it does not say where it came from"
    partition, offset = letter.origin
    if partition.topic not in known:
        return f"it came from {partition.topic}, which is not among WIRE_INPUT_TOPICS"
    if "dlq.sha256" not in letter.said:
        return letter, partition
    original = await record_at(reach, partition, offset)
    if original is None or sha256(original.value or b"").hexdigest() != letter.said["dlq.sha256"]:
        return f"its value was too large for the topic, and the original is gone from {partition.topic} {partition.number}:{offset}"
    return replace(letter, value=original.value), partition


async def _batches(settings: Settings, choice: Choice, size_max: int) -> AsyncIterator[list[Letter]]:
    batch: list[Letter] = []
    size_bytes = 0
    async for letter in _all(settings, choice):
        if letter.receipt_for or not choice.takes(letter):
            continue
        batch.append(letter)
        size_bytes += len(letter.value or b"")
        if len(batch) >= size_max or size_bytes >= BATCH_BYTES_MAX:
            yield batch
            batch, size_bytes = [], 0
    if batch:
        yield batch


async def _all(settings: Settings, choice: Choice) -> AsyncIterator[Letter]:
    """The whole topic from the choice's beginning on; a receipt is never older than its letter."""
    reach = connection(settings.kafka, settings.security, CLIENT)
    async for letter in letters(reach, settings.kafka.dead_letter_topic, since_ms=choice.since_ms):
        yield letter
