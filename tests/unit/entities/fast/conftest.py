"""The shipped pipelines, of which spaCy's own run is the measure of ours."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from worker.entities import Recognizer

Doctor = Callable[..., None]


@pytest.fixture(scope="session")
def pipelines(recognizer: Recognizer) -> dict[str, Any]:
    """Each language's pipeline as it is loaded for the service."""
    return {language: model.choice.tagger._chunks._nlp for language, model in recognizer._models.items()}


@pytest.fixture
def doctor() -> Iterator[Doctor]:
    """Changes a weight of a model, until the test ends."""
    undo = []

    def change(node: Any, name: str, by: Callable[[Any], Any]) -> None:
        before = node.get_param(name)
        undo.append(lambda: node.set_param(name, before))
        node.set_param(name, by(before))

    yield change
    for one in reversed(undo):
        one()
