"""Which place in the world a name means: ISO 3166 and GeoNames, from the item's own context, or not at all.

A wrong identifier is worse than none: a name that could as well be another place stays without one.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from worker.entities.names import fold, primary_language
from worker.entities.places import Candidate, Kind, gazetteer
from worker.item import Dateline, Entity, EntityType, Mention, Place, Story

# How GeoNames itself writes a place's URI.
_GEONAMES = "https://sws.geonames.org/{}/"

# What speaks for a candidate, in powers of ten of its population: a namesake in a country that the item names
# outweighs one a hundred times as large elsewhere. Set on a set of news articles (TR-News), see tests.
_WEIGHT_OWN_NAME = 1.0
_WEIGHT_COUNTRY = 1.5
_WEIGHT_REGION = 1.0
_WEIGHT_CONTAINER = 6.0
_WEIGHT_COUNTRY_ITSELF = 2.0
_REGION_AS_POPULATION = 5.3  # of regions the table has no population
_MARGIN = 0.5

# A city this large is named without its country, and tells of it.
_POPULATION_TELLING = 1_000_000


@dataclass(frozen=True, slots=True)
class Linked:
    """The entities with their identifiers, and the story's dateline with its places found."""

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
    same.
    """
    language = primary_language(story.language)
    places = [entity for entity in entities or () if entity.type is EntityType.PLACE]
    candidates = {entity.id: _candidates(entity, language) for entity in places}
    stated = story.dateline.places if story.dateline else ()
    context = _context(candidates.values(), (*stated, *story.item.located))
    containers = _containers(places, candidates)
    chosen = {
        entity_id: choose(found, context, containers.get(entity_id, ())) for entity_id, found in candidates.items()
    }
    return Linked(
        entities=None if entities is None else _joined(_identified(entity, chosen.get(entity.id)) for entity in entities),
        dateline=_linked_dateline(story, language, context),
    )


def choose(candidates: Iterable[Candidate], context: Context, within: Iterable[Candidate] = ()) -> Candidate | None:
    """Pick the place that a name means in its context, or ``None`` where two are about as likely.

    ``within`` is what the text itself puts the place in: "Oxford, Ohio".
    """
    within = tuple(within)
    ranked = sorted(candidates, key=lambda candidate: -_score(candidate, context, within))
    if not ranked:
        return None
    best = ranked[0]
    if within and best.kind is Kind.CITY and not _is_contained(best, within):
        return None
    rivals = [rival for rival in ranked[1:] if not _is_same_spot(best, rival)]
    if rivals and _score(best, context, within) - _score(rivals[0], context, within) < _MARGIN:
        return None
    return best


def _score(candidate: Candidate, context: Context, within: tuple[Candidate, ...]) -> float:
    size = math.log10(candidate.population) if candidate.population > 0 else _REGION_AS_POPULATION
    return (
        size
        + _WEIGHT_OWN_NAME * candidate.own
        + _WEIGHT_COUNTRY * (candidate.country in context.countries and candidate.kind is not Kind.COUNTRY)
        + _WEIGHT_REGION * (candidate.region in context.regions and candidate.kind is Kind.CITY)
        + _WEIGHT_COUNTRY_ITSELF * (candidate.kind in {Kind.COUNTRY, Kind.CONTINENT})
        + _WEIGHT_CONTAINER * _is_contained(candidate, within)
    )


def _is_contained(candidate: Candidate, within: tuple[Candidate, ...]) -> bool:
    return candidate.kind is not Kind.COUNTRY and any(
        candidate.country == place.country
        and (place.kind is Kind.COUNTRY or (place.region == candidate.region and place.geonames != candidate.geonames))
        for place in within
    )


def _is_same_spot(one: Candidate, other: Candidate) -> bool:
    """A city and the region, or the city state, that has its name: the text means either, the first will do."""
    return one.country == other.country and one.kind is not other.kind and (
        one.region == other.region or Kind.COUNTRY in {one.kind, other.kind}
    )


def _candidates(entity: Entity, language: str | None) -> tuple[Candidate, ...]:
    for name in (entity.name, *entity.aliases):
        if found := gazetteer().candidates(name, language):
            return found
    return ()


def _context(found: Iterable[tuple[Candidate, ...]], stated: Iterable[Place]) -> Context:
    countries = {place.country for place in stated if place.country}
    regions: set[str] = set()
    for candidates in found:
        for candidate in candidates[:1]:
            telling = candidate.kind is Kind.COUNTRY or candidate.population >= _POPULATION_TELLING
            if candidate.country and (telling or len(candidates) == 1):
                countries.add(candidate.country)
        named = [candidate for candidate in candidates if candidate.kind is Kind.REGION]
        if len(named) == 1 and len(candidates) == 1 and named[0].region:
            regions.add(named[0].region)
    return Context(frozenset(countries), frozenset(regions))


def _containers(
    places: list[Entity], candidates: Mapping[str, tuple[Candidate, ...]]
) -> dict[str, tuple[Candidate, ...]]:
    """What the text puts each place in: the mention that follows with nothing but a comma or a bracket between."""
    ordered = sorted(
        ((mention, entity.id) for entity in places for mention in entity.mentions),
        key=lambda pair: (pair[0].pointer, pair[0].start),
    )
    containers: dict[str, tuple[Candidate, ...]] = {}
    for (mention, entity_id), (after, container_id) in zip(ordered, ordered[1:], strict=False):
        if mention.pointer == after.pointer and after.start - mention.end == 2:  # ", " and " ("
            around = [place for place in candidates[container_id] if place.kind in {Kind.COUNTRY, Kind.REGION}]
            if around and candidates[container_id][0] in around:
                containers.setdefault(entity_id, tuple(around))
    return containers


def _identified(entity: Entity, place: Candidate | None) -> Entity:
    if place is None:
        return entity
    return replace(entity, id=_GEONAMES.format(place.geonames), geonames=place.geonames, iso3166=place.country)


def _joined(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity for each identifier, where it was first named; its name is the form that the text uses most."""
    joined: dict[str, Entity] = {}
    for entity in entities:
        known = joined.get(entity.id)
        joined[entity.id] = entity if known is None else _merged(known, entity)
    return tuple(joined.values())


def _merged(one: Entity, other: Entity) -> Entity:
    name = max((one, other), key=lambda entity: len(entity.mentions)).name
    forms = dict.fromkeys([one.name, *one.aliases, other.name, *other.aliases])
    return replace(
        one,
        name=name,
        aliases=tuple(form for form in forms if form != name),
        mentions=(*one.mentions, *other.mentions),
    )


def _linked_dateline(story: Story, language: str | None, context: Context) -> Dateline | None:
    if story.dateline is None:
        return None
    return replace(
        story.dateline, places=tuple(_linked_place(place, language, context) for place in story.dateline.places)
    )


def _linked_place(place: Place, language: str | None, context: Context) -> Place:
    """A city of the dateline. The country that the item states decides; a country's capital before the country."""
    candidates = [
        candidate
        for candidate in gazetteer().candidates(place.name, language)
        if place.country in {None, candidate.country} and candidate.kind is Kind.CITY
    ]
    found = choose(candidates, context)
    if found is None:
        return place
    return replace(
        place,
        country=place.country or found.country,
        geonames=place.geonames or found.geonames,
        lat=found.lat if place.lat is None else place.lat,
        lon=found.lon if place.lon is None else place.lon,
    )
