"""What the tests over the agencies' own files share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from worker.enrich import EnrichOptions, prepare
from worker.item import Failure, FileOrigin, Message, Record
from worker.schemas import validate


@pytest.fixture(scope="session")
def records() -> Callable[[Path], list[dict[str, Any] | Failure]]:
    """What a file gives, its records opened and valid by the closed schema. Without models: entities are measured elsewhere."""
    enrich = prepare(EnrichOptions(models={}))

    def read(file: Path) -> list[dict[str, Any] | Failure]:
        outputs = enrich(Message(file.read_bytes(), FileOrigin(file.name))).outputs
        return [opened(output) if isinstance(output, Record) else output for output in outputs]

    return read


def opened(record: Record) -> dict[str, Any]:
    validate(record.value, strict=True)
    return orjson.loads(record.value)
