"""A corpus's figures as a person reads them, and as a program does: the same rows in a table and in JSON."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any

from rich.markup import escape
from rich.table import Table

from worker.evaluation.judge import OURS, RESOLVED, RULES, STOCK, Figures, Verdict
from worker.evaluation.scores import NAMES, Tally
from worker.item import EntityType

# A tally has precision, recall and F; a share is one number; words a second are a whole one; nothing is a dash.
Cell = Tally | float | int | None

_ALL = frozenset({STOCK, RULES, OURS})
_RULED = frozenset({RULES, OURS})


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: its name for programs and for people, how it is had, and for which ways to read it means anything."""

    key: str
    label: str
    of: Callable[[Figures], Cell]
    ways: Collection[str] = _ALL

    def cells(self, verdict: Verdict) -> dict[str, Cell]:
        """The figure for each way to read."""
        return {way: self.of(figures) if way in self.ways else None for way, figures in verdict.figures.items()}


def as_json(name: str, title: str, note: str, verdict: Verdict) -> dict[str, Any]:
    """The rows for a program; fractions of one, four decimals."""
    return {
        "corpus": name,
        "title": title,
        "note": note,
        "texts": verdict.texts,
        "words": verdict.words,
        "figures": {
            row.key: {way: _number(cell) for way, cell in row.cells(verdict).items() if cell is not None}
            for row in _rows(verdict)
        },
        "troubles": list(verdict.troubles),
    }


def as_table(title: str, note: str, verdict: Verdict) -> Table:
    """The rows for a terminal: precision, recall and F in per cent, F in colour where ours is above or below the stock's."""
    heading = f"[bold]{escape(title)}[/]  [dim]{verdict.texts:,} texts, {verdict.words:,} words[/]"
    table = Table(
        title=heading,
        title_justify="left",
        caption=escape(note),
        caption_justify="left",
        box=None,
        padding=(0, 2, 0, 0),
    )
    table.add_column("", style="dim", min_width=44)
    for way in verdict.figures:
        table.add_column(f"{way}\n[dim]   P     R     F[/]", justify="right")
    for row in _rows(verdict):
        cells = row.cells(verdict)
        table.add_row(
            row.label, *(_shown(cell, cells.get(STOCK) if way == OURS else None) for way, cell in cells.items())
        )
    return table


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(verdict: Verdict) -> Iterator[Row]:
    judged = [type_ for type_ in EntityType if type_ in verdict.annotated]
    for type_ in judged:
        yield Row(type_.value, type_.value, partial(_names, type_))
    if len(NAMES.intersection(judged)) > 1:
        yield Row("names", "persons, places, organisations", attrgetter("three"))
    if not NAMES.issuperset(judged):
        yield Row("all", "all types", attrgetter("every"))
    if verdict.resolves:
        for type_ in RESOLVED:
            if verdict.figures[OURS].pairs[type_].wanted:
                yield Row(f"pairs.{type_}", f"one {type_}, one entity (pairs of names)", partial(_pairs, type_), _RULED)
        yield Row("b_cubed", "one thing, one entity (B-cubed)", attrgetter("b_cubed"))
    if verdict.links:
        yield from _LINKS
    yield Row("words_per_second", "words a second, finding names", partial(_pace, verdict.words), {STOCK, OURS})
    if STOCK in verdict.figures:
        stock_seconds = verdict.figures[STOCK].recognize_seconds
        label = "resolving and linking, beside the stock model's time"
        yield Row("join_share", label, lambda of: _share(of.join_seconds, stock_seconds), {OURS})


def _names(type_: EntityType, figures: Figures) -> Tally | None:
    return figures.names.get(type_)


def _pairs(type_: EntityType, figures: Figures) -> Tally:
    return figures.pairs[type_]


def _pace(words: int, figures: Figures) -> int | None:
    return round(words / figures.recognize_seconds) if figures.recognize_seconds else None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


_LINKS = (
    Row("link.id", "of the linked: the very place", lambda of: _share(of.links.exact, of.links.linked), _RULED),
    Row("link.near", "of the linked: within 161 km", lambda of: _share(of.links.near, of.links.linked), _RULED),
    Row("link.country", "of the linked: its country", lambda of: _share(of.links.country, of.links.countries), _RULED),
    Row("places", "places found, linked, within 161 km", attrgetter("links.end_to_end"), _RULED),
)


# ── Cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _number(cell: Cell) -> Any:
    match cell:
        case Tally():
            return {"p": round(cell.precision, 4), "r": round(cell.recall, 4), "f": round(cell.f, 4)}
        case float():
            return round(cell, 4)
        case _:
            return cell


def _shown(cell: Cell, stock: Cell) -> str:
    match cell:
        case Tally():
            colour = "" if not isinstance(stock, Tally) else "green" if cell.f >= stock.f else "red"
            return f"{100 * cell.precision:6.1f}{100 * cell.recall:6.1f}[bold {colour}]{100 * cell.f:6.1f}[/]"
        case int():
            return f"{cell:,}"
        case float():
            return f"[bold]{100 * cell:6.1f}[/]"
        case _:
            return "–"
