"""Which of its senses a place's name has in an item: how well known each is, and what the item says for it.

Apart from ``link``, which gathers what the item says; here it is weighed. Everything is a sum of powers of ten: what
speaks for a sense counts like that many times more people.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from worker.entities.places import NAMES_KEPT_MAX, Candidate, Kind, gazetteer

# What makes a place known, whatever the item. All figures were set on one half of TR-News' articles and some hundred
# names of our own; the result changes little with any of them.
_OWN_NAME = 1.0
_KNOWN_MORE = {
    Kind.WIDE: 9.0,  # seas have no people
    Kind.COUNTRY: 2.0,
    Kind.REGION: -1.0,  # "New York" and "Valencia" are the cities first, "Florida" and "Ontario" the states,
    Kind.COUNTY: 3.0,
    Kind.CAPITAL: 1.0,
    Kind.CITY: 0.0,
}
_REGION_MIN, _REGION_MAX = 5.0, 5.8  # however many or few of their people live in cities
_STATE_OF_AMERICA = 0.5  # "Wyoming" and "Montana", alone, before the towns and provinces elsewhere
_COUNTY_SPREAD = 0.4  # of a dozen counties of one name the context tells which, not the people in it

# What the item says: a namesake in a country that it names outweighs one thirty times as large elsewhere; more so where
# it names several places there.
_COUNTRY_NAMED = (0.0, 1.5, 2.0, 2.5)
_CAPITAL_OF_IT = 1.0
_REGION_NAMED = 1.0  # and again where its county is
_TOWN_INSIDE_NAMED = 1.0
_NEAR = 1.0
_AT_HOME = 0.3
_TEXT_PUTS_IT_THERE = 6.0

# How much more likely than the next a sense has to be.
_MARGIN = 0.4

# A town as small as this is none where nothing in the item speaks for it.
_VILLAGE_POPULATION_MAX = 10_000

# Of a city and the region that has its name the city is meant, if so large a part of the people live in it: Geneva, but
# not Quebec.
_PART_MIN = 0.1

_NEAR_KM = 150.0
_KM_A_DEGREE = 111.2

# As many senses of a name are weighed, the best known first; "San José" has a hundred.
_SENSES_MAX = 40

# Of a table of towns the first ones tell where it is.
_TOWNS_MAX = 40


@dataclass(frozen=True, slots=True)
class Sense:
    """A place that a name may mean, and how well it is known by that name."""

    place: Candidate
    fame: float


@dataclass(slots=True)
class Context:
    """What an item says of where it is, each with the names that say so: no name is evidence for itself."""

    home: str | None = None  # the agency's country
    at_home: float = _AT_HOME  # how much a place in it is favoured
    countries: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[str, set[str]] = field(default_factory=dict)
    towns: list[tuple[str, Candidate]] = field(default_factory=list)

    def add(self, name: str, place: Candidate) -> None:
        """Take a place as told by a name."""
        if country := place.country:
            self.countries[country].add(name)
        if place.kind in {Kind.REGION, Kind.COUNTY}:
            self.regions.setdefault(place.code, set()).add(name)
        elif place.kind.is_town and len(self.towns) < _TOWNS_MAX:
            self.towns.append((name, place))


@lru_cache(NAMES_KEPT_MAX)
def senses(name: str, language: str | None) -> tuple[Sense, ...]:
    """What a name may mean in a language, the best known first."""
    known = (Sense(place, _fame(place)) for place in gazetteer().candidates(name, language))
    return tuple(sorted(known, key=lambda sense: -sense.fame)[:_SENSES_MAX])


@lru_cache(NAMES_KEPT_MAX)
def best_known(name: str, language: str | None) -> Candidate | None:
    """The sense of a name that nothing is said of, or ``None`` where two are about as well known, or none at all."""
    return choose(name, senses(name, language), Context())


def choose(
    name: str, found: tuple[Sense, ...], context: Context, around: tuple[Candidate, ...] = ()
) -> Candidate | None:
    """Pick the place that a name means in its context, or ``None`` where two are about as likely.

    ``around`` is what the text itself puts the place in. A town that is not there is another one than we know.
    """
    if not found:
        return None
    if len(found) == 1 and not around and found[0].place.population >= _VILLAGE_POPULATION_MAX:
        return found[0].place
    ranked = [(sense.fame, _spoken_for(name, sense.place, context, around), sense.place) for sense in found]
    ranked.sort(key=lambda scored: -(scored[0] + scored[1]))
    fame, told, best = ranked[0]
    rival = next((fame + told for fame, told, other in ranked[1:] if not _is_same_spot(best, other)), -math.inf)
    if fame + told - rival < _MARGIN:
        return None
    best = _city_of(best, ranked)
    elsewhere = around and not is_inside(best, around)
    unheard = not told and best.population < _VILLAGE_POPULATION_MAX
    return None if best.kind.is_town and (elsewhere or unheard) else best


def is_inside(place: Candidate, around: Iterable[Candidate]) -> bool:
    """Whether a place lies in one of the others."""
    return any(place.lies_in(other) for other in around)


def _fame(place: Candidate) -> float:
    spread = _COUNTY_SPREAD if place.kind is Kind.COUNTY else 1.0
    fame = spread * math.log10(place.population + 1) + _KNOWN_MORE[place.kind]
    if place.kind is Kind.REGION:
        fame = min(max(fame, _REGION_MIN), _REGION_MAX)
        fame += _STATE_OF_AMERICA if place.country == "US" else 0.0
    if place.kind is Kind.CAPITAL and not place.own:
        fame -= _KNOWN_MORE[place.kind]
    return fame + _OWN_NAME * place.own


def _city_of(region: Candidate, ranked: Iterable[tuple[float, float, Candidate]]) -> Candidate:
    if region.kind not in {Kind.REGION, Kind.COUNTY}:
        return region
    towns = (place for _, _, place in ranked if place.kind.is_town and place.lies_in(region))
    return next((town for town in towns if town.population >= _PART_MIN * region.population), region)


def _spoken_for(name: str, place: Candidate, context: Context, around: tuple[Candidate, ...]) -> float:
    """What the item says for a place, other than by its name."""
    told = _TEXT_PUTS_IT_THERE if around and is_inside(place, around) else 0.0
    country = place.code[:2]
    if country == context.home:
        told += context.at_home
    # Most senses of a name lie where the item names nothing else.
    if country not in context.countries and not context.towns:
        return told
    is_town = place.kind.is_town
    if others := _others(name, context.countries, country):
        told += _COUNTRY_NAMED[min(others, len(_COUNTRY_NAMED) - 1)]
        if place.kind is Kind.CAPITAL and place.own:
            told += _CAPITAL_OF_IT
        # What is named in a country names the country, too: where none is, there is no more to look for but towns.
        for code in _codes_around(place.code, is_town):
            told += _REGION_NAMED * (_others(name, context.regions, code) > 0)
        if not is_town and place.kind is not Kind.COUNTRY:
            told += _TOWN_INSIDE_NAMED * any(other != name and town.lies_in(place) for other, town in context.towns)
    if is_town and any(other != name and _is_near(place, town) for other, town in context.towns):
        told += _NEAR
    return told


@lru_cache(NAMES_KEPT_MAX)
def _codes_around(code: str, is_town: bool) -> tuple[str, ...]:
    """The codes of the region and the county that a place is in."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(2, len(parts) + is_town))


def _others(name: str, told: Mapping[str, set[str]], key: str) -> int:
    names = told.get(key)
    return len(names) - (name in names) if names else 0


def _is_near(one: Candidate, other: Candidate) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    north = abs(one.lat - other.lat) * _KM_A_DEGREE
    if north > _NEAR_KM:
        return False
    east = abs(one.lon - other.lon) * _KM_A_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east) <= _NEAR_KM


def _is_same_spot(one: Candidate, other: Candidate) -> bool:
    """A city and the region or the city state that has its name: the text means either, and the first will do."""
    return one.lies_in(other) or other.lies_in(one)
