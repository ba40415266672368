"""Related items under names that tell them apart, as ninjs wants them; apart, since several formats number theirs so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from worker.item import Association


def named_apart(found: Iterable[Association]) -> Iterator[Association]:
    """Associations of the same name get a number from the second on: ``photo``, ``photo_2``."""
    seen: dict[str, int] = {}
    for one in found:
        seen[one.name] = seen.get(one.name, 0) + 1
        yield one if seen[one.name] == 1 else replace(one, name=f"{one.name}_{seen[one.name]}")
