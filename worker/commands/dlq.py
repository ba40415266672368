"""``wire-worker dlq list`` and ``show``: what lies in the dead-letter topic, and one letter of it."""

import asyncio
import heapq
import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import aclosing

import orjson
from rich.console import Console
from rich.table import Table

from worker.commands.letters import Choice, Line, age_of, facts, place_of
from worker.commands.terminal import one_line, preview, printable, text_of
from worker.kafka.connection import connection
from worker.kafka.dead_letters import Letter, letters, record_at, whole
from worker.settings import Settings
from worker.stream.clock import SystemClock
from worker.stream.ports import Partition
from worker.times import rfc3339

CLIENT = "wire-worker-dlq"
SHOWN_BYTES_MAX = 4_000  # of a value, unless all of it is asked for
LINE_COLUMNS_MAX = 100_000  # where no terminal sets the width, nothing is folded


def list_letters(settings: Settings, choice: Choice, *, limit: int, as_json: bool) -> int:
    """Print the newest ``limit`` letters of the choice, and how many there are by reason; the exit code."""
    return asyncio.run(_list(settings, choice, limit, as_json=as_json))


def show_letter(settings: Settings, place: str, *, raw: bool) -> int:
    """Print one letter with its value; ``raw``: its value's bytes alone. The exit code: 1 where there is none."""
    return asyncio.run(_show(settings, place, raw=raw))


async def _list(settings: Settings, choice: Choice, limit: int, *, as_json: bool) -> int:
    newest: list[Line] = []  # a heap: the oldest of them goes when a newer one comes
    receipts: set[str] = set()
    reasons: Counter[str] = Counter()
    reach = connection(settings.kafka, settings.security, CLIENT)
    async with aclosing(letters(reach, settings.kafka.dead_letter_topic, since_ms=choice.since_ms)) as found:
        async for letter in found:
            if letter.receipt_for:
                receipts.add(letter.receipt_for)
            elif choice.takes(letter):
                reasons[letter.said.get("dlq.reason", "?")] += 1
                (heapq.heappush if len(newest) < limit else heapq.heappushpop)(newest, Line.of(letter))
    newest.sort()
    if as_json:
        for line in newest:
            sys.stdout.buffer.write(orjson.dumps(facts(line, replayed=line.place in receipts)) + b"\n")
        return 0
    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = LINE_COLUMNS_MAX
    if newest:
        console.print(_table(newest, receipts))
    shown = f", the newest {limit} shown" if reasons.total() > limit else ""
    counted = ", ".join(f"{one_line(reason)} {times}" for reason, times in reasons.most_common())
    console.print(f"{reasons.total()} dead letters{shown}" + (f": {counted}" if counted else ""))
    return 0


def _table(shown: Iterable[Line], receipts: set[str]) -> Table:
    table = Table("place", "age", "reason", "from", "item", "tries", "bytes", "what is wrong", box=None, pad_edge=False)
    now_ms = SystemClock().now_ms()
    for line in shown:
        said = line.said
        told = said.get("dlq.message", "")
        cells = (
            line.place,
            age_of(line.written_ms, now_ms=now_ms),
            said.get("dlq.reason", "?"),
            f"{said.get('dlq.topic')} {said.get('dlq.partition')}:{said.get('dlq.offset')}",
            said.get("dlq.item", ""),
            said.get("dlq.attempts", ""),
            f"{line.size_bytes:,}",
            f"{told} [replayed]" if line.place in receipts else told,
        )
        table.add_row(*map(one_line, cells))
    return table


async def _show(settings: Settings, place: str, *, raw: bool) -> int:
    number, offset = place_of(place)
    topic = settings.kafka.dead_letter_topic
    reach = connection(settings.kafka, settings.security, CLIENT)
    letter = await record_at(reach, Partition(topic, number), offset)
    if letter is None or letter.receipt_for:
        what = f": what is there is the receipt of {letter.receipt_for}" if letter else ""
        sys.stderr.write(printable(f"{topic} has no dead letter at {place}{what}\n"))
        return 1
    if not raw:
        sys.stdout.write("\n".join(_told(letter)) + "\n")
        return 0
    original = await whole(reach, letter)
    if original is None:
        sys.stderr.write(f"{place}: the dead-letter topic did not take its value, and the original is gone\n")
        return 1
    sys.stdout.buffer.write(original.value or b"")
    return 0


def _told(letter: Letter) -> Iterable[str]:
    """The letter's headers and the beginning of its value, a line each."""
    written = f"{rfc3339(letter.written_ms)}, {age_of(letter.written_ms, now_ms=SystemClock().now_ms())} ago"
    headers = [("written", written), ("key", text_of(letter.key or b""))]
    headers += [(one_line(name), text_of(value)) for name, value in letter.headers]
    column = max(len(name) for name, _ in headers)
    for name, told in headers:
        yield f"{name:<{column}}  {one_line(told)}"
    yield ""
    if "dlq.sha256" in letter.said:
        yield "The dead-letter topic did not take its value; --raw and `dlq replay` take the original, if that is there."
        return
    value = letter.value or b""
    yield preview(value, bytes_max=SHOWN_BYTES_MAX)
    if len(value) > SHOWN_BYTES_MAX:
        yield f"… {len(value):,} bytes in all: `dlq show {letter.place} --raw` writes them"
