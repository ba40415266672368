"""What the pipeline may be told; apart from it, so that the parent process can say it without the models' libraries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from worker.formats.limits import LIMITS, Limits
from worker.item import Hints, KeyChoice, RecognizerKind

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class EnrichOptions:
    """What the pipeline may be told. ``topics`` has what the settings say of an input topic's items."""

    models: Mapping[str, str]  # language → package of its spaCy model
    ops: Literal["openblas", "blis"] = "openblas"
    recognizer: RecognizerKind = "fast"
    word_cache_bytes_max: int = 64 * MIB  # of each language, as the next one
    paragraph_cache_bytes_max: int = 8 * MIB
    output_key: KeyChoice = "uri"
    validate_records: bool = False
    limits: Limits = LIMITS
    topics: Mapping[str, Hints] = field(default_factory=dict)
    staff_directory: Path | None = None  # a path, since what it holds may be more than a child can be handed
    authority_files: Sequence[Path] = ()  # the same; the first outweighs those after it
