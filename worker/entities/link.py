"""Which place in the world a name means: ISO 3166 and GeoNames, from the item's own context, or not at all.

A wrong identifier is worse than none: a name that could as well be another place stays without one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import attrgetter

from babel.core import get_global

from worker.agencies import agency_of
from worker.entities.joining import joined
from worker.entities.places import NAMES_KEPT_MAX, Candidate, Kind, place_key
from worker.entities.reading import neighbours
from worker.entities.senses import Context, Sense, best_known, choose, is_inside, senses
from worker.item import Dateline, Entity, EntityType, Place, Story
from worker.language_tag import primary_language
from worker.uri import geonames_uri

# A city as large as this is named without its country, and tells of it; so does one so much better known than its
# namesakes (in powers of ten).
_TELLING_POPULATION_MIN = 1_000_000
_TELLING_LEAD = 1.5

# What stands between a place and the one that it lies in: "Oxford, Ohio", "Valence (Drôme)", …
_BRACKET = " ("
_BRACKETED = frozenset({", ", _BRACKET})
# … and what may, if the map agrees: "a fire in Oxford in Ohio", "à Vienne en Isère".
_JOINED = frozenset(
    {" in ", ", in ", " in the ", " en ", ", en ", " au ", " aux ", " dans le ", " dans la ", " dans l'", " dans l’"}
)

_BETWEEN_MAX = max(map(len, _BRACKETED | _JOINED))

_CONTAINERS = frozenset({Kind.COUNTRY, Kind.REGION, Kind.COUNTY})
# A town that has given its name to the county that it is in is no smaller; the county's code has as many dots.
_CAPITAL_POPULATION_MIN = 20_000
_COUNTY_DEPTH = 2
# How much a dateline's town at home is favoured, for agencies that state the country of those abroad: EFE's "Mérida" is
# in Spain, the other one is "Mérida (México)". Not so much that a capital abroad would be a village: "Santiago".
_AT_HOME_IN_DATELINE = {"EFE": 2.0, "EuropaPress": 2.0}
# What lies as near to Madrid, in degrees, are its quarters, and no dateline's: "La Paz", "Los Ángeles". Leganés and
# Getafe are towns, and farther.
_MADRID = 40.4165, -3.7026
_QUARTERS_DEGREES_MAX = 0.075

# Two countries of one name: "BENI, Congo" and "Pointe-Noire (Congo)"; the town tells which.
_CALLED_ALIKE = {place_key("Congo"): frozenset({"CD", "CG"})}


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a name may mean where a place has it."""

    name: str  # as the table of places has it
    senses: tuple[Sense, ...]
    unmistakable: Candidate | None  # what it means wherever it stands, and so tells of where the item is


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities with their identifiers, and the story's dateline and what it states beside it, with places found."""

    entities: tuple[Entity, ...] | None
    dateline: Dateline | None
    located: tuple[Place, ...] = ()


def link(story: Story, entities: tuple[Entity, ...] | None) -> Linked:
    """Give places their identifiers; join entities that turn out to be one place (Kiev and Kyiv).

    ``entities`` is ``None``, and stays so, where no model reads the story's language; the dateline is linked all the
    same. Persons and organisations are never linked to places.
    """
    language = primary_language(story.language)
    named = {entity.id: _named(entity, language) for entity in entities or () if entity.type is EntityType.PLACE}
    around = _containers(story, entities or (), named, language)
    context = _context(story, named, around)
    dateline, told = _linked_dateline(story, language, context)
    located = tuple([_linked_town(place, language, context) for place in story.located])
    if entities is None:
        return Linked(None, dateline, located)
    places = {
        key: told.get(meant.name) or choose(meant.name, meant.senses, context, around.get(key, ()))
        for key, meant in named.items()
    }
    identified = [_identified(entity, place) if (place := places.get(entity.id)) else entity for entity in entities]
    return Linked(joined(story, identified), dateline, located)


def _named(entity: Entity, language: str | None) -> _Meant:
    """What the entity's name may mean, or the first of its aliases that the table knows."""
    meant = _meant(entity.name, language)
    if entity.aliases and not meant.senses:
        return next(filter(attrgetter("senses"), (_meant(alias, language) for alias in entity.aliases)), meant)
    return meant


@lru_cache(NAMES_KEPT_MAX)
def _meant(name: str, language: str | None) -> _Meant:
    key = place_key(name)
    found = senses(key, language)
    return _Meant(key, found, _unmistakable(best_known(key, language), found))


def _unmistakable(place: Candidate | None, found: tuple[Sense, ...]) -> Candidate | None:
    """The best known of a name's senses, if the item can be told by it."""
    if place is None or place.kind is Kind.COUNTRY or place.population >= _TELLING_POPULATION_MIN:
        return place
    return place if len(found) == 1 or found[0].fame - found[1].fame >= _TELLING_LEAD else None


def _context(story: Story, named: Mapping[str, _Meant], around: Mapping[str, tuple[Candidate, ...]]) -> Context:
    """What the item states of where it is, and what its unmistakable places tell."""
    context = Context(home=_home(story.agency))
    stated = (*(story.dateline.places if story.dateline else ()), *story.located)
    for country in filter(None, (place.country for place in stated)):
        context.countries[country].add("")
    for key, meant in named.items():
        within = around.get(key)
        place = choose(meant.name, meant.senses, Context(), within) if within else meant.unmistakable
        if place:
            context.add(meant.name, place)
    return context


@cache
def _home(agency: str | None) -> str | None:
    """The country that an agency's clocks tell of."""
    known = agency_of(agency)
    return get_global("zone_territories").get(known.zone) if known else None


def _containers(
    story: Story, entities: Iterable[Entity], named: Mapping[str, _Meant], language: str | None
) -> dict[str, tuple[Candidate, ...]]:
    """The countries and regions that the text puts its places in, by the places' ids."""
    places = [entity for entity in entities if entity.id in named]
    near = list(neighbours(story.passages, [mention for place in places for mention in place.mentions], _BETWEEN_MAX))
    if not near:
        return {}
    owner = {mention: place.id for place in places for mention in place.mentions}
    containers: dict[str, tuple[Candidate, ...]] = {}
    for one, between, other in near:
        if between not in _BRACKETED and between not in _JOINED:
            continue
        found, container = named[owner[one]].senses, named[owner[other]].name
        # A comma may part towns of a list; in brackets stands what the town is in.
        around = _around(found, container, language) if between == _BRACKET else _regions_called(container, language)
        # "Ontario" is a city of California too: it is enough that one reading of it has a town of that name.
        if any(is_inside(sense.place, around) for sense in found):
            containers.setdefault(owner[one], around)
        elif (
            between in _BRACKETED
            and (first := best_known(container, language))
            # A comma may part a list, where a county's name is a town's as well: "Bure (Meuse)" is in it.
            and (first.kind is Kind.REGION or (first.kind is Kind.COUNTY and between == _BRACKET))
        ):
            containers.setdefault(owner[one], (first,))
    return containers


def _regions_called(name: str, language: str | None) -> tuple[Candidate, ...]:
    return tuple(sense.place for sense in senses(name, language) if sense.place.kind in _CONTAINERS)


def _around(found: Iterable[Sense], name: str, language: str | None) -> tuple[Candidate, ...]:
    """What the text puts a place in by that name: a country or a region, else a province that is called like its capital.

    So are those of Spain and Italy: "Lucena (Córdoba)" is in the province of the Córdoba that is in Spain.
    """
    regions = _regions_called(name, language)
    if any(is_inside(sense.place, regions) for sense in found):
        return regions
    capitals = (sense.place for sense in senses(name, language) if sense.place.kind.is_town)
    provinces = tuple(
        replace(town, kind=Kind.COUNTY)
        for town in capitals
        if town.population >= _CAPITAL_POPULATION_MIN and town.code.count(".") == _COUNTY_DEPTH
    )
    return provinces if any(is_inside(sense.place, provinces) for sense in found) else regions


def _identified(entity: Entity, place: Candidate) -> Entity:
    return Entity(
        geonames_uri(place.geonames),
        entity.type,
        entity.name,
        entity.mentions,
        entity.aliases,
        geonames=place.geonames,
        iso3166=place.country,
    )


def _linked_dateline(
    story: Story, language: str | None, context: Context
) -> tuple[Dateline | None, dict[str, Candidate]]:
    """The dateline with its places found, and what their names mean in the story that follows."""
    told: dict[str, Candidate] = {}
    if story.dateline is None:
        return None, told
    known = agency_of(story.agency)
    if known and known.code in _AT_HOME_IN_DATELINE:
        context = replace(context, at_home=_AT_HOME_IN_DATELINE[known.code])
    places = []
    for place in story.dateline.places:
        name = place_key(place.name)
        found = _town(place, name, language, context)
        if found is None or place.geonames not in {None, found.geonames}:
            places.append(place)
            continue
        places.append(_located(place, found))
        # "LUXEMBOURG (AFP)" is the city, "Luxembourg" in the story the country.
        if not _may_be_country(name, language):
            told[name] = found
    return replace(story.dateline, places=tuple(places)), told


def _linked_town(place: Place, language: str | None, context: Context) -> Place:
    """A town that the item states with its country, as a dateline's; what else it states may be the country itself."""
    name = place_key(place.name)
    if not place.country or _may_be_country(name, language):
        return place
    found = _town(place, name, language, context)
    return place if found is None or place.geonames not in {None, found.geonames} else _located(place, found)


def _town(place: Place, name: str, language: str | None, context: Context) -> Candidate | None:
    """A dateline names a town, not the country of that name; what it states beside it decides."""
    towns = _towns_called(name, language)
    if place.country is not None:
        countries = _CALLED_ALIKE.get(place_key(place.within or ""), frozenset({place.country}))
        towns = tuple([sense for sense in towns if sense.place.country in countries])
    if place.country is None and context.home == "ES":
        towns = tuple(sense for sense in towns if not _is_of_madrid(sense.place)) or towns
    if not place.within:
        return choose(name, towns, context)
    # A state goes by its postal letters too, which are no name: "Washington DC".
    is_letters = len(place.within) == len("DC") and place.within.isupper()
    within = place_key(f"US {place.within}" if is_letters else place.within)
    return choose(name, towns, context, _around(towns, within, language))


# Datelines name the same towns all day.
@lru_cache(NAMES_KEPT_MAX)
def _towns_called(name: str, language: str | None) -> tuple[Sense, ...]:
    return tuple([sense for sense in senses(name, language) if sense.place.kind.is_town])


@lru_cache(NAMES_KEPT_MAX)
def _may_be_country(name: str, language: str | None) -> bool:
    return any(sense.place.kind is Kind.COUNTRY for sense in senses(name, language))


def _is_of_madrid(town: Candidate) -> bool:
    """Whether a town is but a quarter of the city, and not the city."""
    if town.lat is None or town.lon is None or town.population >= _TELLING_POPULATION_MIN:
        return False
    return max(abs(town.lat - _MADRID[0]), abs(town.lon - _MADRID[1])) <= _QUARTERS_DEGREES_MAX


def _located(place: Place, found: Candidate) -> Place:
    return Place(
        name=place.name,
        country=found.country,
        geonames=found.geonames,
        lat=found.lat if place.lat is None else place.lat,
        lon=found.lon if place.lon is None else place.lon,
        within=place.within,
    )
