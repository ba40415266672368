"""What a metric is: apart from the list of all of them, which is what is read and extended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Literal


@dataclass(frozen=True, slots=True)
class Definition:
    """One metric, and each of its labels with the values that it can have.

    A closed list of values has its series from the start, at 0, so that an alert sees the first increase; an empty one
    is a label whose values come with the data.
    """

    name: str  # without the prefix
    kind: Literal["counter", "gauge", "histogram"]
    meaning: str
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    buckets: tuple[float, ...] = ()

    def series(self) -> list[tuple[str, ...]]:
        """Every combination of label values, where all of them are known beforehand."""
        return list(product(*self.labels.values())) if self.labels else []
