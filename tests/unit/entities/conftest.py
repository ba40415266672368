"""What the tests of this room share: the models, loaded once, and stories in a few words."""

from collections.abc import Callable

import pytest

from worker.enrich import Enricher, prepare
from worker.entities import Recognizer
from worker.entities.lexicon import Lexicon
from worker.item import Dateline, Hints, Passage, Story, WireItem
from worker.options import EnrichOptions
from worker.settings.sections import Enrich

BODY = "/bodies/0/value"

StoryOf = Callable[..., Story]


@pytest.fixture(scope="session")
def shipped() -> Enricher:
    """The pipeline as it is installed: the models of the settings' defaults."""
    return prepare(EnrichOptions(models=Enrich().models))


@pytest.fixture(scope="session")
def recognizer(shipped: Enricher) -> Recognizer:
    return shipped._recognizer


@pytest.fixture(scope="session")
def story_of() -> StoryOf:
    """A story of paragraphs, with a caption and a dateline where given; each paragraph is one passage."""

    def build(
        *paragraphs: str, language: str | None = "fr", caption: str | None = None, dateline: Dateline | None = None
    ) -> Story:
        passages = [] if caption is None else [Passage("/descriptions/0/value", 0, caption)]
        start = 0
        for paragraph in paragraphs:
            passages.append(Passage(BODY, start, paragraph))
            start += len(paragraph) + 2
        return Story(
            item=WireItem(format="test", hints=Hints()),
            body="\n\n".join(paragraphs),
            blocks=(),
            passages=tuple(passages),
            pub_status="usable",
            language=language,
            dateline=dateline,
        )

    return build


@pytest.fixture(scope="session")
def lexicons(recognizer: Recognizer) -> dict[str, Lexicon]:
    """What each model's vocabulary tells, by language."""
    return {language: model.lexicon for language, model in recognizer._models.items()}
