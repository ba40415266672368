"""The world's places by their names: a compact table of GeoNames' countries, regions and towns, looked up in place.

Apart from linking, which chooses among what is found here. The table is two blocks of bytes, shared by forked children.
"""

import gzip
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from worker.entities.names import fold
from worker.item import ClosedList

# News repeats its places from story to story; what it seldom names is read out of the table again.
NAMES_KEPT_MAX = 4_096

# What copy spells out or shortens as it likes, in names of towns: "Saint-Denis", "St. John's", "Fort Worth".
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

# A name of which nothing is known by itself may have an article to it that no map has: "La Californie".
_ARTICLES = frozenset({"la", "le", "les", "l", "the"})


# Or tell what it is: "Sichuan province", "the city of Montreal"; never "X city", which is another place than X.
_DIVISIONS = frozenset(
    {"province", "region", "state", "district", "oblast", "governorate", "prefecture", "etat", "departement"}
)
_TOWNS_OF = frozenset({"city", "ville"})
_OF = frozenset({"of", "de", "du", "d"})


class Kind(ClosedList):
    """What a place is."""

    WIDE = "L"  # a continent, a region of several countries, a sea
    COUNTRY = "C"
    REGION = "A"  # of the first level: a state, a province
    COUNTY = "B"  # of the second
    CAPITAL = "S"
    CITY = "P"

    @property
    def is_town(self) -> bool:
        """Whether it is a city, capital or not."""
        return self in _TOWNS


_TOWNS = frozenset({Kind.CAPITAL, Kind.CITY})
_REGIONS = frozenset({Kind.REGION, Kind.COUNTY})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. ``own`` tells that the name is the place's first one in GeoNames, no alternate.

    ``code`` is GeoNames' path to it, or of a town to the region that it is in: "US", "US.CA", "US.CA.059". A region's
    ``population`` is that of its towns.
    """

    geonames: int
    kind: Kind
    code: str
    population: int
    lat: float | None
    lon: float | None
    own: bool

    @property
    def country(self) -> str | None:
        """The country's code (ISO 3166-1 alpha-2); seas and regions of the world have none."""
        return self.code[:2] or None

    def lies_in(self, other: "Candidate") -> bool:
        """Whether it is a part of the other, which is a country or a region."""
        if self.kind.is_town and self.code == other.code:
            return not other.kind.is_town
        return bool(other.code) and not other.kind.is_town and self.code.startswith(other.code + ".")


class Gazetteer:
    """Both tables as they were packed. 0.1 s to unpack, 15 MB, no object a name."""

    def __init__(self, places: bytes, names: bytes) -> None:
        self._places = SortedLines(places)
        self._names = SortedLines(names)
        self._known = lru_cache(NAMES_KEPT_MAX)(self._candidates)

    def candidates(self, name: str, language: str | None) -> tuple[Candidate, ...]:
        """What a name may mean in a language, the most populous first; nothing where the table does not have it."""
        return self._known(name, language)

    def _candidates(self, name: str, language: str | None) -> tuple[Candidate, ...]:
        key = place_key(name)
        entries = self._names.find(key)
        if entries is None:
            article, _, rest = key.partition(" ")
            entries = self._names.find(rest) if article in _ARTICLES else None
        if entries is None and (told := _without_kind(key)):
            name, kinds = told
            return tuple(candidate for candidate in self.candidates(name, language) if candidate.kind in kinds)
        found = (self._read(entry, language) for entry in entries.split(",")) if entries else ()
        return tuple(candidate for candidate in found if candidate)

    def place(self, geonames: int) -> Candidate | None:
        """The place of a number."""
        return self._read(str(geonames), None)

    def _read(self, entry: str, language: str | None) -> Candidate | None:
        """Read ``2761369*fr@de+fr``: a number, where the name is the place's own (or wherever it holds), where it holds."""
        entry, _, languages = entry.partition("@")
        if languages and language and language not in languages.split("+"):
            return None
        number, own, owners = entry.partition("*")
        row = self._places.find(number)
        if row is None:
            return None
        kind, code, population, lat, lon = row.split("\t")
        return Candidate(
            geonames=int(number),
            kind=Kind(kind),
            code=code,
            population=int(population),
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            own=bool(own) and (not owners or language is None or language in owners.split("+")),
        )


def _without_kind(key: str) -> tuple[str, frozenset[Kind]] | None:
    """The name in one that tells what the place is, and the kinds that it may be of.

    >>> _without_kind("sichuan province") == ("sichuan", _REGIONS), _without_kind("city of montreal") == ("montreal", _TOWNS)
    (True, True)
    >>> _without_kind("mexico city"), _without_kind("province")
    (None, None)
    """
    name, _, last = key.rpartition(" ")
    if name and last in _DIVISIONS:
        return name, _REGIONS
    first, _, rest = key.partition(" ")
    link, _, name = rest.partition(" ")
    if not name or link not in _OF:
        return None
    return (name, _REGIONS) if first in _DIVISIONS else (name, _TOWNS) if first in _TOWNS_OF else None


class SortedLines:
    """Lines of a key, a tab and what belongs to it, sorted by the bytes of the key: found by halving, then by search."""

    _BLOCK_BYTES = 2_048

    def __init__(self, lines: bytes) -> None:
        self._lines = b"\n" + lines
        self._starts = [0]
        while (start := self._lines.find(b"\n", self._starts[-1] + self._BLOCK_BYTES)) >= 0:
            self._starts.append(start)
        self._keys = [self._lines[start + 1 : start + 1 + 200].partition(b"\t")[0] for start in self._starts]
        self._starts.append(len(self._lines))

    def find(self, key: str) -> str | None:
        """What stands after a key, or ``None``."""
        wanted = key.encode()
        block = bisect_right(self._keys, wanted) - 1
        if block < 0:
            return None
        at = self._lines.find(b"\n%s\t" % wanted, self._starts[block], self._starts[block + 1] + 1)
        if at < 0:
            return None
        start = at + len(wanted) + 2
        return self._lines[start : self._lines.index(b"\n", start)].decode()


@cache
def gazetteer() -> Gazetteer:
    """The table that ships with the worker; call it once before the children are forked, and they share it."""
    folder = resources.files("worker.entities.tables")
    places, names = (gzip.decompress((folder / name).read_bytes()) for name in ("places.tsv.gz", "place_names.tsv.gz"))
    return Gazetteer(places, names)


@lru_cache(NAMES_KEPT_MAX)
def place_key(name: str) -> str:
    """Fold a place's name; saints and mounts are written out.

    >>> place_key("St. John's"), place_key("SAINT-DENIS")
    ('saint john s', 'saint denis')
    """
    words = fold(name).split()
    return " ".join(_ABBREVIATED.get(word, word) for word in words)
