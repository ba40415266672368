"""One contender's turn: started, warmed, measured on each feed, asked for its latency, stopped."""

import asyncio
import json
import statistics
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

from contenders import Contender, Place, Running, running
from feeds import Feed, Item
from load import PARTITIONS, Stream, Topics, burst, kept_up, latencies

from worker.kafka.admin import create_topics

ONE_RATE, BESIDE = "alerts at one rate", "alerts beside stories"
BESIDE_ALERTS_A_SECOND, BESIDE_LOAD = 20.0, 0.8
SAME_ALERTS_A_SECOND = 120.0  # about half of what the slowest framework can do
WARM_ALERTS_A_SECOND, WARM_SECONDS = 600.0, 150.0  # until Java has compiled to the end what a busy broker does


@dataclass(frozen=True, slots=True)
class Figures:
    """What one feed cost one contender in one round."""

    items: int
    words: int
    wall: float
    cpu: float
    parent_cpu: float = 0.0
    new_words: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Turn:
    """All that one round told of one contender; items a second one by one by feed, milliseconds by scenario."""

    start_seconds: float = 0.0
    memory_mb: float = 0.0
    private_mb: float = 0.0
    feeds: dict[str, Figures] = field(default_factory=dict)
    kept_up: dict[str, float] = field(default_factory=dict)
    latency: dict[str, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feeds:
    """What is read in a round, and which of it by whom."""

    warm: Feed
    mixed: Feed
    takes: tuple[Feed, ...]
    alerts: Feed
    stories: Feed

    def of(self, contender: Contender) -> tuple[Feed, ...]:
        """Takes are for those that may gain by them, and for what these are measured by."""
        takes = self.takes if contender.name in {"stock", "ours"} else ()
        return (self.mixed, *takes, self.alerts, self.stories)


def turn(contender: Contender, feeds: Feeds, *, bootstrap: str, model: str, seconds: float) -> Turn:
    """One round of one contender."""
    with _place(contender, feeds, bootstrap, model) as place:
        if contender.name == "stock":
            return _bare(contender, place, feeds)
        _make_topics(place)
        began = time.perf_counter()
        with running(contender, place) as service:
            return _through_kafka(service, place, feeds, began, seconds)


def warm_broker(ours: Contender, feeds: Feeds, *, bootstrap: str, model: str) -> None:
    """Alerts one by one before the rounds: a broker that has just been started takes twice as long for all of them."""
    stream = _stream(feeds.alerts, "warm", WARM_ALERTS_A_SECOND, WARM_SECONDS, range(PARTITIONS))
    with _place(ours, feeds, bootstrap, model) as place:
        _make_topics(place)
        with running(ours, place) as service, closing(_topics(service, place)) as topics:
            latencies(topics, [stream])


@contextmanager
def _place(contender: Contender, feeds: Feeds, bootstrap: str, model: str) -> Iterator[Place]:
    """A place of its own: names of topics and group, and the texts to warm up with."""
    run = f"{contender.name}-{uuid.uuid4().hex[:6]}"
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.json"
        warm.write_text(json.dumps([text for item in feeds.warm.items for text in item.paragraphs]))
        yield Place(bootstrap, f"bench-{run}", f"in.{run}", f"out.{run}", f"dlq.{run}", model, warm)


def _make_topics(place: Place) -> None:
    names = (place.wire_in, place.wire_out, place.wire_dlq)
    asyncio.run(create_topics(place.bootstrap, dict.fromkeys(names, PARTITIONS)))


def _topics(service: Running, place: Place) -> Topics:
    return Topics(place.bootstrap, place.wire_in, place.wire_out, service.check)


def _through_kafka(service: Running, place: Place, feeds: Feeds, began: float, seconds: float) -> Turn:
    contender = service.contender
    with closing(_topics(service, place)) as topics:
        first = Item("first", feeds.warm.items[0].paragraphs)
        topics.put(first, first.value(), 0)
        done = Turn(start_seconds=topics.read([first])[0][1] - began)
        topics.joined(place.group, contender.members)
        burst(topics, _part(feeds.warm, contender.part))
        for feed in feeds.of(contender):
            done.feeds[feed.name] = _burst(service, topics, _part(feed, contender.part))
        for feed in (feeds.alerts, feeds.stories):
            done.kept_up[feed.name] = _kept_up(topics, feed, done.feeds[feed.name], seconds)
        done.latency = _latencies(topics, done, feeds, seconds, beside=contender.ours)
        done.memory_mb, done.private_mb = service.memory()
        return done


def _burst(service: Running, topics: Topics, feed: Feed) -> Figures:
    before, cpu, parent = service.metrics(), service.cpu_seconds(), service.parent_cpu_seconds()
    wall = burst(topics, feed)
    cpu, parent = service.cpu_seconds() - cpu, service.parent_cpu_seconds() - parent
    told = {name: value - before.get(name, 0.0) for name, value in service.metrics().items()}
    hits, misses = (told.get(f"wire_cache_{kind}_total words", 0.0) for kind in ("hits", "misses"))
    stages = {name.rpartition(" ")[2]: value for name, value in told.items() if name.startswith("wire_stage")}
    return Figures(len(feed.items), feed.words, wall, cpu, parent, misses / max(1.0, hits + misses), stages)


def _latencies(topics: Topics, done: Turn, feeds: Feeds, seconds: float, *, beside: bool) -> dict[str, list[float]]:
    """At half load, alerts alone and stories alone; alerts at one rate for all; alerts beside stories at 80 % load elsewhere."""
    alerts, stories = (done.kept_up[feed.name] for feed in (feeds.alerts, feeds.stories))
    every, twice = range(PARTITIONS), 2 * seconds  # the second half counts
    told = {
        "alerts": latencies(topics, [_stream(feeds.alerts, "half", alerts / 2, twice, every)]),
        "stories": latencies(topics, [_stream(feeds.stories, "half", stories / 2, twice, every)]),
        ONE_RATE: latencies(topics, [_stream(feeds.alerts, "same", SAME_ALERTS_A_SECOND, twice, every)]),
    }
    if beside:
        of_alerts = _stream(feeds.alerts, "beside", BESIDE_ALERTS_A_SECOND, twice, every[:1])
        of_stories = _stream(feeds.stories, "beside", BESIDE_LOAD * stories, twice, every[1:])
        told[BESIDE] = latencies(topics, [of_alerts, of_stories])
    return told


def _kept_up(topics: Topics, feed: Feed, in_a_burst: Figures, seconds: float) -> float:
    """Offered as many a second as it can do of a burst, which is more than of what comes one by one."""
    return kept_up(topics, _stream(feed, "full", in_a_burst.items / in_a_burst.wall, seconds, range(PARTITIONS)))


def _stream(feed: Feed, run: str, a_second: float, seconds: float, partitions: Sequence[int]) -> Stream:
    """Items for so many seconds, each with a word of its own in every paragraph: none is one that a cache has met."""
    count = max(10, round(a_second * seconds))
    items = [
        Item(f"{run}-{number}-{item.key}", tuple(f"{text} {run}-{number}" for text in item.paragraphs))
        for number, item in enumerate(islice(cycle(feed.items), count))
    ]
    return Stream(items, a_second, list(partitions))


def _part(feed: Feed, part: float) -> Feed:
    """The first items of a feed: enough of them for a slow one."""
    return Feed(feed.name, feed.items[: max(5, round(part * len(feed.items)))])


def _bare(contender: Contender, place: Place, feeds: Feeds) -> Turn:
    """The stage alone: each process reads its part of the items, and says itself how long that took."""
    began = time.perf_counter()
    with running(contender, place) as service:
        for program in service.programs:
            _answer(service, program)  # ready
        done = Turn(start_seconds=time.perf_counter() - began)
        for feed in (feeds.warm, *feeds.of(contender)):
            done.feeds[feed.name] = _bare_feed(service, feed, place.warm.parent)
        done.memory_mb, done.private_mb = service.memory()
    return done


def _bare_feed(service: Running, feed: Feed, folder: Path) -> Figures:
    programs = service.programs
    parts = dealt(feed.items, len(programs))
    for number, (part, program) in enumerate(zip(parts, programs, strict=True)):
        file = folder / f"feed-{number}.json"
        file.write_text(json.dumps([text for item in part for text in item.paragraphs]))
        program.stdin.write(f"{file}\n")
    for program in programs:
        program.stdin.flush()
    told = [json.loads(_answer(service, program)) for program in programs]
    return Figures(len(feed.items), feed.words, max(one["seconds"] for one in told), sum(one["cpu"] for one in told))


def dealt(items: Sequence[Item], count: int) -> list[list[Item]]:
    """The items in parts of about as many words: no process waits for another, which would flatter ours."""
    parts: list[list[Item]] = [[] for _ in range(count)]
    words = [0] * count
    for item in items:
        least = words.index(min(words))
        parts[least].append(item)
        words[least] += item.words
    return parts


def _answer(service: Running, program: subprocess.Popen[str]) -> str:
    """The next line of a program. Raises ContenderError where there is none any more."""
    line = program.stdout.readline()
    if not line:
        program.wait()
        service.check()
    return line


def median_of(turns: Sequence[Turn], feed: str) -> Figures | None:
    """The rounds' figures of one feed, each figure's median."""
    rounds = [one.feeds[feed] for one in turns if feed in one.feeds]
    if not rounds:
        return None
    stages = {name for one in rounds for name in one.stages}
    return Figures(
        rounds[0].items,
        rounds[0].words,
        *(
            statistics.median(getattr(one, name) for one in rounds)
            for name in ("wall", "cpu", "parent_cpu", "new_words")
        ),
        {name: statistics.median(one.stages.get(name, 0.0) for one in rounds) for name in sorted(stages)},
    )
