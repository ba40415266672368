"""The stage that all peers share: the same weights, run by spaCy as fast as it runs them; and what a peer is told."""

import json
import os
from pathlib import Path

from worker.entities.lexicon import known_words
from worker.entities.models import load, use_ops
from worker.entities.taggers import StockTagger

BOOTSTRAP = os.environ.get("BENCH_BOOTSTRAP", "")
GROUP = os.environ.get("BENCH_GROUP", "")
WIRE_IN = os.environ.get("BENCH_IN", "")
WIRE_OUT = os.environ.get("BENCH_OUT", "")
PROCESSES = int(os.environ.get("BENCH_PROCESSES", "1"))


def stock() -> StockTagger:
    """The recognizer alone, with numpy's matrix products and a vocabulary that knows the words of some news already."""
    use_ops("openblas")
    nlp = load(os.environ["BENCH_MODEL"]).nlp
    tagger = StockTagger(nlp)
    tagger.warm(list(known_words(nlp)))
    tagger.warm(json.loads(Path(os.environ["BENCH_WARM"]).read_text("utf-8")))
    return tagger


def answer(item: dict, tagger: StockTagger) -> dict:
    """An item's names, paragraph by paragraph."""
    return {"id": item["id"], "names": tagger.tag(item["text"].split("\n\n"))}
