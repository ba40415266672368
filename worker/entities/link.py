"""Which place in the world a name means: ISO 3166 and GeoNames, from the item's own context, or not at all.

A wrong identifier is worse than none: a name that could as well be another place stays without one.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from worker.entities.places import Candidate, Kind, gazetteer
from worker.entities.reading import by_passage, neighbours
from worker.entities.salience import weigh
from worker.item import Dateline, Entity, EntityType, Place, Story
from worker.language_tag import primary_language
from worker.uri import geonames_uri

# What speaks for a candidate, in powers of ten of its population: a namesake in a country that the item names
# outweighs one thirty times as large elsewhere. Set on the news articles of TR-News, where the result changes little
# with any of them.
_OWN_NAME = 1.0
_COUNTRY_NAMED = 1.5
_REGION_NAMED = 1.0
_TEXT_PUTS_IT_THERE = 6.0
_IS_COUNTRY = 2.0
_IS_CAPITAL = 1.0
_IS_REGION = -1.0  # "New York" and "Valencia" are the cities first, "Florida" and "Ontario" the states,
_REGION_MIN, _REGION_MAX = 5.0, 5.8  # however many or few of their people live in cities
_MARGIN = 0.4

# A city as large as this is named without its country, and tells of it.
_TELLING_POPULATION_MIN = 1_000_000

# What stands between a place and the one that it lies in: "Oxford, Ohio", "Valence (Drôme)".
_LIES_IN = frozenset({", ", " ("})


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities with their identifiers and salience, and the story's dateline with its places found."""

    entities: tuple[Entity, ...] | None
    dateline: Dateline | None


@dataclass(frozen=True, slots=True)
class Context:
    """Countries (ISO 3166) and regions (GeoNames' codes) that an item names."""

    countries: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


def link(story: Story, entities: tuple[Entity, ...] | None) -> Linked:
    """Give places their identifiers; join entities that turn out to be one place (Kiev and Kyiv).

    ``entities`` is ``None``, and stays so, where no model reads the story's language; the dateline is linked all the
    same. Persons and organisations are never linked to places.
    """
    language = primary_language(story.language)
    candidates = {
        entity.id: _candidates(entity, language) for entity in entities or () if entity.type is EntityType.PLACE
    }
    context = _context(story, candidates.values())
    around = _containers(story, entities or (), candidates)
    places = {key: choose(found, context, around.get(key, ())) for key, found in candidates.items()}
    return Linked(
        entities=None
        if entities is None
        else weigh(story, _joined(story, (_identified(entity, places.get(entity.id)) for entity in entities))),
        dateline=_linked_dateline(story, language, context),
    )


def choose(candidates: Iterable[Candidate], context: Context, around: tuple[Candidate, ...] = ()) -> Candidate | None:
    """Pick the place that a name means in its context, or ``None`` where two are about as likely.

    ``around`` is what the text itself puts the place in. A town that is not there is another one than we know.
    """
    ranked = sorted(candidates, key=lambda candidate: -_score(candidate, context, around))
    if not ranked:
        return None
    best = ranked[0]
    if around and best.kind.is_town and not _lies_in(best, around):
        return None
    rival = next((other for other in ranked[1:] if not _is_same_spot(best, other)), None)
    if rival and _score(best, context, around) - _score(rival, context, around) < _MARGIN:
        return None
    return best


def _score(candidate: Candidate, context: Context, around: tuple[Candidate, ...]) -> float:
    size = math.log10(candidate.population or 1)
    if candidate.kind in {Kind.COUNTRY, Kind.CONTINENT}:
        return size + _OWN_NAME * candidate.own + _IS_COUNTRY
    if candidate.kind is Kind.REGION:
        size = min(max(size + _IS_REGION, _REGION_MIN), _REGION_MAX)
    return (
        size
        + _OWN_NAME * candidate.own
        + _IS_CAPITAL * (candidate.own and candidate.kind is Kind.CAPITAL)
        + _COUNTRY_NAMED * (candidate.country in context.countries)
        + _REGION_NAMED * (candidate.kind.is_town and candidate.region in context.regions)
        + _TEXT_PUTS_IT_THERE * _lies_in(candidate, around)
    )


def _lies_in(candidate: Candidate, around: tuple[Candidate, ...]) -> bool:
    return candidate.kind is not Kind.COUNTRY and any(
        candidate.country == place.country
        and (place.kind is Kind.COUNTRY or (place.region == candidate.region and place.geonames != candidate.geonames))
        for place in around
    )


def _is_same_spot(one: Candidate, other: Candidate) -> bool:
    """A city and the region or the city state that has its name: the text means either, and the first will do."""
    return (
        one.country == other.country
        and one.kind is not other.kind
        and (one.region == other.region or Kind.COUNTRY in {one.kind, other.kind})
    )


def _candidates(entity: Entity, language: str | None) -> tuple[Candidate, ...]:
    """What the entity's name may mean, or the first of its aliases that the table knows."""
    known = (gazetteer().candidates(name, language) for name in (entity.name, *entity.aliases))
    return next((found for found in known if found), ())


def _context(story: Story, named: Iterable[tuple[Candidate, ...]]) -> Context:
    stated = (*(story.dateline.places if story.dateline else ()), *story.located)
    countries = {place.country for place in stated if place.country}
    regions = set()
    for candidates in named:
        place = choose(candidates, Context())
        if place is None or not place.country:
            continue
        if place.kind is Kind.COUNTRY or place.population >= _TELLING_POPULATION_MIN or len(candidates) == 1:
            countries.add(place.country)
        if place.kind is Kind.REGION and place.region and len(candidates) == 1:
            regions.add(place.region)
    return Context(frozenset(countries), frozenset(regions))


def _containers(
    story: Story, entities: Iterable[Entity], candidates: Mapping[str, tuple[Candidate, ...]]
) -> dict[str, tuple[Candidate, ...]]:
    """The countries and regions that the text puts its places in, by the places' ids."""
    owner = {mention: entity.id for entity in entities if entity.id in candidates for mention in entity.mentions}
    containers: dict[str, tuple[Candidate, ...]] = {}
    for one, between, other in neighbours(story.passages, owner):
        if between not in _LIES_IN:
            continue
        found = candidates[owner[other]]
        around = tuple(place for place in found if place.kind in {Kind.COUNTRY, Kind.REGION})
        first = choose(found, Context())
        # "Ontario" is a city of California too: it is enough that one reading of it has a town of that name.
        if first in around or any(_lies_in(town, around) for town in candidates[owner[one]]):
            containers.setdefault(owner[one], around)
    return containers


def _identified(entity: Entity, place: Candidate | None) -> Entity:
    if place is None:
        return entity
    return replace(entity, id=geonames_uri(place.geonames), geonames=place.geonames, iso3166=place.country)


def _joined(story: Story, entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity for each identifier, where it was first named."""
    joined: dict[str, Entity] = {}
    for entity in entities:
        known = joined.get(entity.id)
        joined[entity.id] = entity if known is None else _merged(story, known, entity)
    return tuple(joined.values())


def _merged(story: Story, one: Entity, other: Entity) -> Entity:
    """Two names of one place; the one that the text uses more is its name, the other an alias."""
    name = max((one, other), key=lambda entity: len(entity.mentions)).name
    forms = dict.fromkeys((one.name, *one.aliases, other.name, *other.aliases))
    mentions = (*one.mentions, *other.mentions)
    return replace(
        one,
        name=name,
        aliases=tuple(form for form in forms if form != name),
        mentions=tuple(mention for _, here in by_passage(story.passages, mentions) for mention in here),
    )


def _linked_dateline(story: Story, language: str | None, context: Context) -> Dateline | None:
    if story.dateline is None:
        return None
    places = tuple(_linked_place(place, language, context) for place in story.dateline.places)
    return replace(story.dateline, places=places)


def _linked_place(place: Place, language: str | None, context: Context) -> Place:
    """A dateline names a city, not the country of that name; the country that the item states decides between two."""
    cities = (
        candidate
        for candidate in gazetteer().candidates(place.name, language)
        if candidate.kind.is_town and place.country in {None, candidate.country}
    )
    found = choose(cities, context)
    if found is None or place.geonames not in {None, found.geonames}:
        return place
    return replace(
        place,
        country=found.country,
        geonames=found.geonames,
        lat=found.lat if place.lat is None else place.lat,
        lon=found.lon if place.lon is None else place.lon,
    )
