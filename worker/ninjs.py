"""A story in the words of ninjs 3.1; apart from ``record``, which adds what ninjs has no words for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from itertools import chain
from typing import Any, Literal

from worker import territories
from worker.item import AltId, Association, Author, Concept, Dateline, Entity, EntityType, Place, Story, Text, WireItem
from worker.language_tag import primary_language
from worker.uri import absolute_uri, geonames_uri

RECORD_SCHEMA = "urn:wire:schema:enriched-record:1"  # the ``$id`` of schemas/enriched-record.schema.json
RECORD_SCHEMA_HEADER = "enriched-record/1"

# The types of a news object that ninjs 3.1 knows (newsObjectType of its schema).
NINJS_TYPES = frozenset({"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"})

# Languages written without spaces between words: a count of words would say nothing.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})


class Relation(StrEnum):
    """How a person, a place, … stands to the item: ``rel`` of ``people``, ``places`` and their like."""

    AUTHOR = "author"  # signs it
    MENTIONED = "mentioned"  # its text names it
    DATELINE = "dateline"  # it was filed from there
    AGENCY = "agency"  # the item's own markup lists it


_RELATIONS = frozenset(Relation)


def as_ninjs(story: Story, uri: str, entities: tuple[Entity, ...], dateline: Dateline | None) -> dict[str, Any]:
    """The record without our three members, a valid ninjs object by itself; ``dateline`` has its places linked.

    People, places and their like are those that sign or head the story, then those that its markup lists, then those
    that its text names.
    """
    item = story.item
    places = (*(dateline.places if dateline else ()), *story.located)
    authors = story.byline.authors if story.byline else ()
    return present(
        uri=uri,
        type=_ninjs_type(item.type),
        profile=story.profile,
        version=item.version,
        firstCreated=story.first_created,
        versionCreated=story.version_created,
        embargoedUntil=story.embargoed_until,
        expires=story.expires,
        pubStatus=story.pub_status,
        urgency=_urgency(story.urgency),
        language=story.language,
        headlines=[_text(headline) for headline in story.headlines],
        descriptions=[_text(description) for description in story.descriptions],
        bodies=_bodies(story.body, story.language),
        by=_by(story),
        slugline=story.slug.raw if story.slug else item.slug,
        located=_located(story.located, dateline.places if dateline else ()),
        edNote=story.ed_note,
        copyrightHolder=item.copyright_holder,
        copyrightNotice=item.copyright_notice,
        usageTerms=item.usage_terms,
        people=_things(_authors(authors), _listed(item.people), _mentioned(entities, EntityType.PERSON)),
        organisations=_things(_listed(item.organisations), _mentioned(entities, EntityType.ORGANISATION)),
        places=_things(_datelined(places), _listed(item.places), _mentioned(entities, EntityType.PLACE)),
        events=_things(_listed(item.events), _mentioned(entities, EntityType.EVENT)),
        objects=_things(_listed(item.objects), _mentioned(entities, EntityType.PRODUCT)),
        subjects=[_concept(subject, relation="rel") for subject in _stated(item.subjects)],
        genres=[_concept(genre, relation=None) for genre in _stated(item.genres)],
        infoSources=[_concept(source, relation="role") for source in _stated(item.sources)],
        associations=[_association(uri, number, found) for number, found in enumerate(item.associations)],
        altIds=[present(role=alt_id.role, value=alt_id.value) for alt_id in _alt_ids(item)],
        standard={"name": "ninjs", "version": "3.1", "schema": RECORD_SCHEMA},
    )


def _located(stated: tuple[Place, ...], read: tuple[Place, ...]) -> str | None:
    """Where the story comes from: as the item states it, unless that is the country of the place in the dateline."""
    towns = (place.name for place in stated if place.name != territories.name(place.country or ""))
    return next(chain(towns, (place.name for place in (*read, *stated))), None)


def _alt_ids(item: WireItem) -> Iterator[AltId]:
    """The identifiers beside the URI, the agency's own id among them where the URI does not hold it."""
    yield from item.alt_ids
    known = {alt_id.value for alt_id in item.alt_ids}
    if item.id and item.uri and item.id not in known and item.id not in item.uri:
        yield AltId("id", item.id)


def _by(story: Story) -> str | None:
    """The byline as stated, read or not; initials in its place (EFE) are the sign-off."""
    if story.byline:
        return story.byline.raw
    stated = story.item.byline
    return None if stated and story.sign_off and story.sign_off.raw == stated.strip() else stated


def _ninjs_type(stated: str) -> str | None:
    return stated if stated in NINJS_TYPES else None


def _urgency(stated: int | None) -> int | None:
    """Urgency on the scale of ninjs, 1 (highest) to 9; some agencies write 0 for "none"."""
    return stated if stated is not None and 1 <= stated <= 9 else None


def _text(text: Text) -> dict[str, Any]:
    return {**present(role=text.role), "value": text.value}


def _bodies(body: str, language: str | None) -> list[dict[str, Any]]:
    if not body:
        return []
    spaced = primary_language(language) not in _UNSPACED
    return [
        present(
            role="main",
            contentType="text/plain",
            charCount=len(body),
            wordCount=len(body.split()) if spaced else None,
            value=body,
        )
    ]


def _authors(authors: Iterable[Author]) -> Iterator[Concept]:
    return (Concept(name=author.name, rel=Relation.AUTHOR) for author in authors)


def _datelined(places: Iterable[Place]) -> Iterator[Concept]:
    for place in places:
        uri = None if place.geonames is None else geonames_uri(place.geonames)
        yield Concept(name=place.name, rel=Relation.DATELINE, uri=uri)


def _listed(concepts: Iterable[Concept]) -> Iterator[Concept]:
    for concept in _stated(concepts):
        yield concept if concept.rel in _RELATIONS else replace(concept, rel=Relation.AGENCY)


def _mentioned(entities: Iterable[Entity], wanted: EntityType) -> Iterator[Concept]:
    for entity in entities:
        if entity.type is wanted:
            # An id made of the name says no more than the name: it is no identifier to hand on.
            named = entity.authority is None and entity.id.startswith("urn:wire:")
            uri = None if named else absolute_uri(entity.id)
            yield Concept(name=entity.name, rel=Relation.MENTIONED, uri=uri)


def _stated(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """The concepts as ninjs may name them: what stands for a URI and is none becomes the literal."""
    for concept in concepts:
        uri = absolute_uri(concept.uri) if concept.uri else None
        literal = concept.literal or (concept.uri if uri is None else None)
        if (uri, literal) != (concept.uri, concept.literal):
            concept = replace(concept, uri=uri, literal=literal)  # noqa: PLW2901
        if concept.name or uri or literal:
            yield concept


def _things(*groups: Iterable[Concept]) -> list[dict[str, Any]]:
    """Each thing once, the first relation kept; a later namesake lends the identifier that the first one lacks.

    Two of one name with different URIs are two things.
    """
    things: list[Concept] = []
    by_uri: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for concept in chain(*groups):
        name = " ".join((concept.name or "").casefold().split())  # a no-break space makes no other place
        at = by_uri.get(concept.uri) if concept.uri else None
        if at is None and name in by_name:
            namesake = things[by_name[name]]
            at = by_name[name] if None in {concept.uri, namesake.uri} else None
        if at is None:
            at = len(things)
            things.append(concept)
        else:
            first = things[at]
            things[at] = replace(first, uri=first.uri or concept.uri, literal=first.literal or concept.literal)
        if concept.uri:
            by_uri.setdefault(concept.uri, at)
        if name:
            by_name.setdefault(name, at)
    return [_concept(thing, relation="rel") for thing in things]


def _concept(concept: Concept, *, relation: Literal["rel", "role"] | None) -> dict[str, Any]:
    related = {relation: concept.rel} if relation else {}
    return present(name=concept.name, **related, uri=concept.uri, literal=concept.literal)


def _association(item_uri: str, number: int, found: Association) -> dict[str, Any]:
    """A related item; one that states no URI is named by its place in this record, which ninjs would not do without."""
    uri = absolute_uri(found.uri) if found.uri else None
    return present(
        name=found.name,
        uri=uri or f"{item_uri.partition('#')[0]}#/associations/{number}",
        type=_ninjs_type(found.type) if found.type else None,
        headlines=[{"value": found.headline}] if found.headline else [],
        descriptions=[{"role": "caption", "value": found.caption}] if found.caption else [],
        by=found.byline,
        infoSources=[{"name": found.credit, "role": "credit"}] if found.credit else [],
        altIds=[{"role": "stated", "value": found.uri}] if found.uri and uri is None else [],
    )


def present(**members: Any) -> dict[str, Any]:
    """The members that have a value, in the order given; ``False`` and 0 are values, the empty string is none."""
    return {name: value for name, value in members.items() if value or value == 0}
