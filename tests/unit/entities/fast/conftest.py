"""The shipped pipelines, of which spaCy's own run is the measure of ours."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from worker.entities.models import load

Doctor = Callable[..., None]


@pytest.fixture(scope="session")
def pipelines() -> dict[str, Any]:
    """Each language's pipeline as spaCy loads it."""
    return {language: load(f"wire_{language}").nlp for language in ("fr", "en")}


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
