"""What the bench makes of its rounds: a ratio is of the same round, a bar that is missed is told, the table has all of it."""

import io

import pytest
from contenders import contenders
from feeds import Feed, Item
from measure import Feeds, Figures, Turn, dealt
from plot import plot
from rich.console import Console
from verdict import BESIDE, Results, missed, table

MIXED = "mixed lengths"
FEEDS = Feeds(
    *(Feed("warm", ()), Feed(MIXED, (Item("a", ("Un deux trois",)),)), (Feed("takes 60", ()), Feed("takes 80", ()))),
    *(Feed("alerts", ()), Feed("stories", ())),
)


def round_of(wall: float, cpu: float, **figures: float) -> Turn:
    one = Figures(1_000, 100_000, wall, cpu, parent_cpu=0.1, new_words=0.04, stages={"recognize": 0.5})
    return Turn(feeds={MIXED: one}, start_seconds=6, memory_mb=400, private_mb=90, **figures)


def results(ours: list[Turn], stock: list[Turn]) -> Results:
    return Results(contenders(2), FEEDS, {"ours": ours, "stock": stock}, "wire_fr", {})


def test_a_ratio_is_the_median_of_those_of_each_round() -> None:
    told = results([round_of(1, 2), round_of(4, 8), round_of(1, 2)], [round_of(2, 4), round_of(8, 16), round_of(9, 18)])
    assert told.ratio("ours", MIXED, "wall") == 2
    assert told.ratio("ours", MIXED, "cpu", to="stock") == 2


def test_a_round_that_failed_counts_for_nothing() -> None:
    told = results([Turn(), round_of(1, 2)], [round_of(9, 9), round_of(3, 6)])
    assert told.ratio("ours", MIXED, "cpu") == 3
    assert told.turn("ours", "start_seconds") == 6


def test_a_latency_is_the_median_of_the_percentiles_of_each_round() -> None:
    """One round that the machine disturbed decides nothing."""
    calm, disturbed = [10.0] * 100, [10.0] * 90 + [900.0] * 10
    rounds = [round_of(1, 1, latency={BESIDE: each}) for each in (calm, disturbed, calm)]
    told = results(rounds, [])
    assert told.latency("ours", BESIDE, 0.99) == 10
    assert told.latency("stock", BESIDE, 0.99) is None


@pytest.mark.parametrize(
    ("ours", "line"),
    [
        (round_of(1, 1.5), "words a CPU second against (a), mixed: 1.33, at least 1.6"),
        (round_of(1.6, 1), "words a second against (a), mixed: 1.25, at least 1.4"),
        (round_of(1, 1, latency={BESIDE: [10, 400]}), "p99 of alerts beside stories, ours, ms: 396.10, at most 150"),
    ],
)
def test_a_bar_that_is_missed_is_told(ours: Turn, line: str) -> None:
    assert missed(results([ours], [round_of(2, 2)])) == [line]


def test_the_table_and_the_plot_tell_what_was_measured() -> None:
    told = results([round_of(0.5, 1, kept_up={MIXED: 777.0}, latency={"alerts": [5.0]})], [round_of(1, 2)])
    console = Console(file=io.StringIO(), width=160)
    console.print(table(told))
    shown = console.file.getvalue()
    assert "2,000" in shown  # items a second
    assert "777" in shown  # one by one
    assert "could feed 10,000 items/s" in shown
    assert "recognize" in plot(told)
    assert "500 µs" in plot(told)


def test_the_bare_stage_is_dealt_its_items_by_their_words() -> None:
    items = [Item(str(number), ("mot " * size,)) for number, size in enumerate((900, 450, 430, 20))]
    parts = dealt(items, 2)
    assert sorted(item.key for part in parts for item in part) == [item.key for item in items]
    assert [sum(item.words for item in part) for part in parts] == [900, 900]
