"""The enriched record: a story and its entities as ninjs 3.1, with the key and the headers it goes out under.

The only place that knows the output's names. Same story in, same bytes out: members in a fixed order, no clock, no
host. What an item does not have is absent: no null, no empty string, no empty list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any, Literal

import orjson

from worker.errors import InvalidRecordError
from worker.item import (
    Association,
    Author,
    Block,
    Byline,
    Concept,
    Coordinates,
    Dateline,
    Entity,
    EntityType,
    Headers,
    Message,
    Origin,
    Place,
    Record,
    SignOff,
    Slug,
    Story,
    Text,
    Version,
    Warn,
    WireItem,
)
from worker.uri import absolute_uri, wire_urn

KeyChoice = Literal["uri", "input", "slug"]

# The types of a news object that ninjs 3.1 knows (newsObjectType of its schema).
NINJS_TYPES = frozenset({"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"})

RECORD_SCHEMA = "urn:wire:schema:enriched-record:1"  # the ``$id`` of schemas/enriched-record.schema.json
RECORD_SCHEMA_HEADER = "enriched-record/1"

# Languages written without spaces between words: a count of words would say nothing.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})

_LATEST_MS = 253_402_300_799_999  # the last millisecond of the year 9999; RFC 3339 has no fifth digit


class Relation(StrEnum):
    """How a person, a place, … stands to the item: ``rel`` of ``people``, ``places`` and their like."""

    AUTHOR = "author"  # signs it
    MENTIONED = "mentioned"  # its text names it
    DATELINE = "dateline"  # it was filed from there
    AGENCY = "agency"  # the item's own markup lists it


def encode(
    story: Story,
    entities: tuple[Entity, ...] | None,
    dateline: Dateline | None,
    *,
    message: Message,
    index: int,
    sha256: str,
    item_sha256: str,
    worker: str,
    models: Mapping[str, str],
    key_choice: KeyChoice = "uri",
) -> Record:
    """Write a story as the record that goes to the output topic.

    ``entities`` is ``None`` where no model reads the story's language; ``dateline`` is the story's, its places linked.
    ``index`` counts the items of the message from 0. ``sha256`` is of the message's value, ``item_sha256`` of the
    wire item out of its frame: it names an item that has no id. ``models`` has "name version" for each language.

    Raises ``InvalidRecordError`` for what JSON cannot hold: a lone surrogate, an integer above 64 bits.
    """
    uri = _item_uri(story, index=index, item_sha256=item_sha256)
    warnings = [*story.warnings, *([Warn.NO_MODEL] if entities is None else [])]
    document = {
        **_ninjs(story, uri, entities or (), dateline),
        "wire": _wire(story, dateline, warnings),
        **_members(entities=[_entity(entity) for entity in entities or ()]),
        "provenance": _provenance(
            message.origin,
            item=index,
            sha256=sha256,
            worker=worker,
            models={} if entities is None else _model_used(story.language, models),
        ),
    }
    try:
        value = orjson.dumps(document)
    except orjson.JSONEncodeError as error:
        raise InvalidRecordError(f"The record cannot be written as JSON: {error}.") from error
    return Record(
        uri=uri,
        key=_key(story, uri, message.key, key_choice),
        value=value,
        headers=_headers(story, message.headers),
        format=story.item.format,
        agency=story.agency,
        item=index,
    )


# ── Identity, key and headers ───────────────────────────────────────────────────────────────────────────────────────


def _item_uri(story: Story, *, index: int, item_sha256: str) -> str:
    """Name the item by the URI that it states, else by the agency's own id, else by its bytes."""
    item = story.item
    stated = absolute_uri(item.uri) if item.uri else None
    if stated:
        return stated
    own_id = item.id or item.uri  # some agencies put their own id where a URI belongs
    if own_id:
        return wire_urn(_agency(story) or "unknown", own_id)
    return wire_urn("sha256", item_sha256, *([str(index)] if index else []))


def _agency(story: Story) -> str | None:
    """The agency's code, or its name as stated where our table does not have it."""
    return story.agency or story.item.agency


def _key(story: Story, uri: str, input_key: bytes | None, choice: KeyChoice) -> bytes | None:
    if choice == "input":
        return input_key
    # "ALERTE" or an instruction to the desk names no story: all alerts under one key would be one partition's load.
    if choice == "slug" and story.slug and story.slug.key and story.slug.kind == "topic":
        return f"{_agency(story) or 'unknown'}/{story.slug.key}".encode()
    return uri.encode()


def _headers(story: Story, received: Headers) -> Headers:
    """What a reader may route by without opening the value, and the trace that the message came with."""
    routing = _members(
        **{
            "content-type": "application/json",
            "wire-schema": RECORD_SCHEMA_HEADER,
            "wire-format": story.item.format,
            "wire-agency": _agency(story),
            "wire-language": story.language,
            "wire-type": _ninjs_type(story.item.type),
            "wire-kind": story.version.kind if story.version else None,
            "wire-urgency": _urgency(story.urgency),
            "wire-status": story.pub_status,
        }
    )
    trace = {name.casefold(): value for name, value in received if value}
    return (
        *((name, str(value).encode()) for name, value in routing.items()),
        *((name, trace[name]) for name in ("traceparent", "tracestate") if name in trace),
    )


# ── The members of ninjs ────────────────────────────────────────────────────────────────────────────────────────────


def _ninjs(story: Story, uri: str, entities: tuple[Entity, ...], dateline: Dateline | None) -> dict[str, Any]:
    item = story.item
    places = (*(dateline.places if dateline else ()), *item.located)
    authors = story.byline.authors if story.byline else ()
    return _members(
        uri=uri,
        type=_ninjs_type(item.type),
        profile=story.profile,
        version=item.version,
        firstCreated=story.first_created,
        versionCreated=story.version_created,
        embargoedUntil=story.embargoed_until,
        pubStatus=story.pub_status,
        urgency=_urgency(story.urgency),
        language=story.language,
        headlines=[_text(headline) for headline in story.headlines],
        descriptions=[_text(description) for description in story.descriptions],
        bodies=_bodies(story.body, story.language),
        by=story.byline.raw if story.byline else item.byline,
        slugline=story.slug.raw if story.slug else item.slug,
        located=next((place.name for place in places), None),
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
        altIds=[_members(role=alt_id.role, value=alt_id.value) for alt_id in item.alt_ids],
        standard={"name": "ninjs", "version": "3.1", "schema": RECORD_SCHEMA},
    )


def _ninjs_type(stated: str) -> str | None:
    return stated if stated in NINJS_TYPES else None


def _urgency(stated: int | None) -> int | None:
    """Urgency on the scale of ninjs, 1 (highest) to 9; some agencies write 0 for "none"."""
    return stated if stated is not None and 1 <= stated <= 9 else None


def _text(text: Text) -> dict[str, Any]:
    return {**_members(role=text.role), "value": text.value}


def _bodies(body: str, language: str | None) -> list[dict[str, Any]]:
    if not body:
        return []
    spaced = _primary(language) not in _UNSPACED
    return [
        _members(
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
        uri = f"https://sws.geonames.org/{place.geonames}/" if place.geonames is not None else None
        yield Concept(name=place.name, rel=Relation.DATELINE, uri=uri)


def _listed(concepts: Iterable[Concept]) -> Iterator[Concept]:
    for concept in _stated(concepts):
        yield concept if concept.rel in set(Relation) else replace(concept, rel=Relation.AGENCY)


def _mentioned(entities: Iterable[Entity], wanted: EntityType) -> Iterator[Concept]:
    for entity in entities:
        if entity.type is wanted:
            # An id made of the name says no more than the name: it is no identifier to hand on.
            uri = None if entity.id.startswith("urn:wire:") else absolute_uri(entity.id)
            yield Concept(name=entity.name, rel=Relation.MENTIONED, uri=uri)


def _stated(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """The concepts as ninjs may name them: what stands for a URI and is none becomes the literal."""
    for concept in concepts:
        uri = absolute_uri(concept.uri) if concept.uri else None
        literal = concept.literal or (concept.uri if uri is None else None)
        if concept.name or uri or literal:
            yield replace(concept, uri=uri, literal=literal)


def _things(*groups: Iterable[Concept]) -> list[dict[str, Any]]:
    """Each thing once, the first relation kept; a later namesake lends the identifier that the first one lacks.

    Two of one name with different URIs are two things.
    """
    things: list[Concept] = []
    by_uri: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for concept in chain(*groups):
        name = (concept.name or "").casefold()
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
    return _members(name=concept.name, **related, uri=concept.uri, literal=concept.literal)


def _association(item_uri: str, number: int, found: Association) -> dict[str, Any]:
    """A related item; one that states no URI is named by its place in this record, which ninjs would not do without."""
    uri = absolute_uri(found.uri) if found.uri else None
    return _members(
        name=found.name,
        uri=uri or f"{item_uri.partition('#')[0]}#/associations/{number}",
        type=_ninjs_type(found.type) if found.type else None,
        headlines=[{"value": found.headline}] if found.headline else [],
        descriptions=[{"role": "caption", "value": found.caption}] if found.caption else [],
        by=found.byline,
        infoSources=[{"name": found.credit, "role": "credit"}] if found.credit else [],
        altIds=[{"role": "stated", "value": found.uri}] if found.uri and uri is None else [],
    )


# ── Our three members ───────────────────────────────────────────────────────────────────────────────────────────────


def _wire(story: Story, dateline: Dateline | None, warnings: Iterable[str]) -> dict[str, Any]:
    item = story.item
    return _members(
        format=item.format,
        agency=_agency(story),
        priority=item.priority,
        keywords=item.keywords,
        products=item.products,
        slug=_slug(story.slug) if story.slug else None,
        version=_version(story.version, item),
        embargo=_members(raw=story.embargo),
        byline=_byline(story.byline) if story.byline else None,
        dateline=_dateline(dateline) if dateline else None,
        signOff=_sign_off(story.sign_off) if story.sign_off else None,
        blocks=[_block(block) for block in story.blocks],
        derived=story.derived,
        warnings=list(dict.fromkeys(warnings)),
    )


def _slug(slug: Slug) -> dict[str, Any]:
    return _members(raw=slug.raw, key=slug.key, parts=slug.parts, kind=slug.kind)


def _version(version: Version | None, item: WireItem) -> dict[str, Any]:
    if version is None:
        return _members(previous=item.previous_version)
    return _members(
        raw=version.raw,
        kind=version.kind,
        number=version.number,
        previous=version.previous or item.previous_version,
    )


def _byline(byline: Byline) -> dict[str, Any]:
    authors = [
        _members(name=author.name, title=author.title, affiliation=author.affiliation, location=author.location)
        for author in byline.authors
    ]
    return _members(raw=byline.raw, authors=authors)


def _dateline(dateline: Dateline) -> dict[str, Any]:
    places = [
        _members(name=place.name, country=place.country, geonames=place.geonames, lat=place.lat, lon=place.lon)
        for place in dateline.places
    ]
    return _members(raw=dateline.raw, places=places, date=dateline.date, agencies=dateline.agencies)


def _sign_off(sign_off: SignOff) -> dict[str, Any]:
    return _members(
        raw=sign_off.raw,
        segments=sign_off.segments,
        compiled=sign_off.compiled,
        writers=sign_off.writers,
        editors=sign_off.editors,
        roles=sign_off.roles,
    )


def _block(block: Block) -> dict[str, Any]:
    if block.start is None:
        return _members(role=block.role, text=block.text, raw=block.raw)
    return _members(role=block.role, start=block.start, end=block.end, raw=block.raw)


def _entity(entity: Entity) -> dict[str, Any]:
    return _members(
        id=absolute_uri(entity.id),
        type=entity.type,
        name=entity.name,
        aliases=entity.aliases,
        salience=entity.salience,
        roles=entity.roles,
        mentions=[
            {"in": mention.pointer, "start": mention.start, "end": mention.end, "text": mention.text}
            for mention in entity.mentions
        ],
        links=_members(geonames=entity.geonames, iso3166=entity.iso3166, authority=entity.authority),
    )


def _provenance(origin: Origin, *, item: int, sha256: str, worker: str, models: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(origin, Coordinates):
        where = _members(
            topic=origin.topic,
            partition=origin.partition,
            offset=origin.offset,
            timestamp=_rfc3339(origin.timestamp_ms),
        )
    else:
        where = _members(source=origin.name)
    return {**where, **_members(item=item, sha256=sha256, worker=worker, models=models)}


def _model_used(language: str | None, models: Mapping[str, str]) -> dict[str, str]:
    used = _primary(language)
    return {used: models[used]} if used in models else {}


def _primary(language: str | None) -> str:
    """The language without script and region: "pt" of "pt-BR"."""
    return (language or "").partition("-")[0].lower()


def _rfc3339(timestamp_ms: int) -> str | None:
    """Kafka's time of the message; absent where it has none (-1) or a producer wrote other units than milliseconds."""
    if not 0 <= timestamp_ms <= _LATEST_MS:
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=timestamp_ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _members(**members: Any) -> dict[str, Any]:
    """The members that have a value, in the order given; ``False`` and 0 are values, the empty string is none."""
    return {name: value for name, value in members.items() if value or isinstance(value, bool | int | float)}
