"""The figures of all rounds as one table, and the bars that they are held to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contenders import Contender
from feeds import percentile
from measure import BESIDE, ONE_RATE, SAME_ALERTS_A_SECOND, Feeds, Figures, Turn, median_of
from rich.table import Table

COLUMNS = (
    *("items/s", "words/s", "CPU ms\nan item", "parent\nµs", "× (a)\nCPU", "× (a)\nwall", "new\nwords"),
    *("one by\none /s", "p50\nms", "p99\nms", "ready\ns", "PSS\nMB", "child\nMB"),
)


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured."""

    contenders: Sequence[Contender]
    feeds: Feeds
    turns: Mapping[str, Sequence[Turn]]
    model: str
    pinned: Mapping[str, str]

    def of(self, name: str, feed: str) -> Figures | None:
        return median_of(self.turns.get(name, ()), feed)

    def ratio(self, name: str, feed: str, cost: str, to: str = "stock") -> float | None:
        """Words a second of ``cost`` (``cpu``, ``wall``), against another's of the same round; the median of the rounds."""
        rounds = [
            (one.feeds[feed], another.feeds[feed])
            for one, another in zip(self.turns.get(name, ()), self.turns.get(to, ()), strict=False)
            if feed in one.feeds and feed in another.feeds
        ]
        ratios = [own.words / getattr(own, cost) / (other.words / getattr(other, cost)) for own, other in rounds]
        return _median(ratios)

    def latency(self, name: str, scenario: str, share: float) -> float | None:
        """A percentile of each round's; the median of the rounds."""
        return _median(
            [percentile(one.latency[scenario], share) for one in self.turns.get(name, ()) if scenario in one.latency]
        )

    def kept_up(self, name: str, feed: str) -> float | None:
        """Items a second, one by one; the median of the rounds."""
        return _median([one.kept_up[feed] for one in self.turns.get(name, ()) if feed in one.kept_up])

    def turn(self, name: str, figure: str) -> float | None:
        """Of what a round told of the contender as a whole, the median."""
        return _median([getattr(one, figure) for one in self.turns.get(name, ()) if one.feeds])


def _median(rounds: Sequence[float]) -> float | None:
    """``None`` where no round told it."""
    return percentile(rounds, 0.5) if rounds else None


def table(results: Results) -> Table:
    """A section a feed, a row a contender."""
    feeds = results.feeds
    pinned = ", ".join(f"{name}={value}" for name, value in results.pinned.items()) or "not set"
    table = Table(
        title=f"Model {results.model} for all but (c); OPENBLAS_CORETYPE and the like: {pinned} here, unset for all; "
        "medians of the rounds",
        caption=growth(results),
    )
    table.add_column("", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for feed in (feeds.mixed, *feeds.takes, feeds.alerts, feeds.stories):
        words = feed.words / max(1, len(feed.items))
        table.add_section()
        table.add_row(f"[bold]{feed.name}[/]: {words:.0f} words, r {100 * feed.repeated:.1f} %")
        for one in results.contenders:
            if results.of(one.name, feed.name):
                table.add_row(one.title, *_cells(results, one, feed.name, whole=feed is feeds.mixed))
    for scenario, load in ((ONE_RATE, f"{SAME_ALERTS_A_SECOND:.0f} a second"), (BESIDE, "80 % load")):
        table.add_section()
        table.add_row(f"[bold]{scenario}[/], {load}")
        for one in results.contenders:
            p50, p99 = (results.latency(one.name, scenario, share) for share in (0.5, 0.99))
            if p50 is not None:
                table.add_row(one.title, *[""] * 8, _number(p50, ".1f"), _number(p99, ".1f"))
    return table


def _cells(results: Results, one: Contender, feed: str, *, whole: bool) -> Iterator[str]:
    figures = results.of(one.name, feed)
    assert figures
    yield f"{figures.items / figures.wall:,.0f}"
    yield f"{figures.words / figures.wall:,.0f}"
    yield f"{1000 * figures.cpu / figures.items:.2f}"
    yield f"{1e6 * figures.parent_cpu / figures.items:.0f}" if one.ours else ""
    yield _number(results.ratio(one.name, feed, "cpu"), ".2f")
    yield _number(results.ratio(one.name, feed, "wall"), ".2f")
    yield f"{100 * figures.new_words:.1f} %" if one.ours else ""
    yield _number(results.kept_up(one.name, feed), ",.0f")
    for share in (0.5, 0.99):
        yield _number(results.latency(one.name, feed, share), ".1f")
    for figure in ("start_seconds", "memory_mb", "private_mb"):
        yield _number(results.turn(one.name, figure) if whole else None, ".1f" if figure == "start_seconds" else ".0f")


def growth(results: Results) -> str:
    """What the latencies are of, what further children add, and how many items the parent alone could feed to more of them."""
    told = ["latencies are those at half of what is kept up with one by one"]
    mixed = results.feeds.mixed.name
    if second := results.ratio("ours", mixed, "wall", to="ours-one"):
        told.append(f"ours with all children against one: {second:.2f} ×")
    ours = results.of("ours", mixed)
    if ours and ours.parent_cpu:
        told.append(
            f"the parent, at {1e6 * ours.parent_cpu / ours.items:.0f} µs an item, could feed {ours.items / ours.parent_cpu:,.0f} items/s"
        )
    return "; ".join(told)


def bars(results: Results) -> Iterator[tuple[str, float | None, float, float]]:
    """Claim, what was measured, and the least and the most it may be."""
    feeds, most = results.feeds, float("inf")
    mixed = feeds.mixed.name
    yield "words a CPU second against (a), mixed", results.ratio("ours", mixed, "cpu"), 1.6, most
    yield "words a second against (a), mixed", results.ratio("ours", mixed, "wall"), 1.4, most
    for feed, least in zip(feeds.takes, (2.5, 4.0), strict=True):
        yield f"words a CPU second against (a), {feed.name}", results.ratio("ours", feed.name, "cpu"), least, most
    yield "words a second against (c)", results.ratio("ours", mixed, "wall", to="tutorial"), 10.0, most
    for peer in (one for one in results.contenders if one.program.startswith("on_")):
        yield f"words a second against {peer.name}", results.ratio("ours", mixed, "wall", to=peer.name), 1.0, most
    for scenario in ("alerts", ONE_RATE):
        peers = [results.latency(one.name, scenario, 0.99) for one in results.contenders if not one.ours]
        if fastest := min((value for value in peers if value is not None), default=None):
            least = results.latency("ours-least", scenario, 0.99)
            yield f"p99 of {scenario}, at least once, ms", least, 0.0, 1.5 * fastest
        yield f"p99 of {scenario}, exactly once, ms", results.latency("ours", scenario, 0.99), 0.0, 60.0
    for name in ("ours", "ours-least"):
        yield f"p99 of {BESIDE}, {name}, ms", results.latency(name, BESIDE, 0.99), 0.0, 150.0
    ours = results.of("ours", mixed)
    yield "parent, µs an item, mixed", ours and 1e6 * ours.parent_cpu / ours.items, 0.0, 150.0
    yield "private memory of a child, MB", results.turn("ours", "private_mb"), 0.0, 150.0
    yield "from start to the first record, s", results.turn("ours", "start_seconds"), 0.0, 8.0


def missed(results: Results) -> list[str]:
    """The bars that were measured and not met."""
    return [
        f"{claim}: {value:.2f}, {f'at most {high:.0f}' if high < float('inf') else f'at least {low}'}"
        for claim, value, low, high in bars(results)
        if value is not None and not low <= value <= high
    ]


def _number(value: float | None, form: str) -> str:
    return "" if value is None else f"{value:{form}}"
