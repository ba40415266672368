"""``wire-worker evaluate``: what the entities are worth, on annotated texts of one's own or on those of the checkout."""

import sys
from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import Progress

from worker.assembly import enrich_options
from worker.enrich import Enricher, prepare
from worker.errors import GoldError
from worker.evaluation.annotation import GoldText
from worker.evaluation.corpora import CORPORA, STOCK, Corpus
from worker.evaluation.judge import Verdict, judge
from worker.evaluation.table import as_json, as_table
from worker.settings import Settings

TROUBLES_SHOWN_MAX = 10


def evaluate(files: Sequence[Path], settings: Settings, *, language: str | None = None, as_lines: bool = False) -> int:
    """Judge each file, or each corpus of the checkout where none is named; print a table of each, or a line of JSON.

    Returns the exit code: 1 where a text could not be judged, and so counts as one in which nothing was found.
    """
    corpora = [Corpus(file.name, str(file), file, language) for file in files] or _present()
    texts = [corpus.texts() for corpus in corpora]  # all of them first: what is wrong with a file is told at once
    enrich = prepare(enrich_options(settings))
    sys.stderr.write(f"models: {', '.join(enrich.models.values())}\n")
    console = Console()
    failed = False
    for corpus, gold in zip(corpora, texts, strict=True):
        verdict = _judged(corpus, enrich, gold)
        failed |= bool(verdict.troubles)
        if as_lines:
            sys.stdout.buffer.write(orjson.dumps(as_json(corpus.name, corpus.title, corpus.note, verdict)) + b"\n")
            sys.stdout.buffer.flush()
        else:
            console.print(as_table(corpus.title, corpus.note, verdict), "")
        _complain(verdict.troubles)
    return int(failed)


def _present() -> list[Corpus]:
    found = [corpus for corpus in CORPORA if corpus.path.exists()]
    for corpus in CORPORA:
        if corpus not in found:
            sys.stderr.write(f"{corpus.title}: not here: {corpus.path}\n")
    if not found:
        raise GoldError("evaluate: none of the corpora of a checkout is here; name annotated files")
    return found


def _judged(corpus: Corpus, enrich: Enricher, gold: Sequence[GoldText]) -> Verdict:
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(corpus.title, total=len(gold))
        return judge(gold, enrich, STOCK, each=lambda: progress.advance(task))


def _complain(troubles: Sequence[str]) -> None:
    for trouble in troubles[:TROUBLES_SHOWN_MAX]:
        sys.stderr.write(f"{trouble}\n")
    if len(troubles) > TROUBLES_SHOWN_MAX:
        sys.stderr.write(f"… and {len(troubles) - TROUBLES_SHOWN_MAX} more\n")
