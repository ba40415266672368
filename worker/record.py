"""The enriched record: a story as ninjs, with what ninjs has no words for, and the key and headers it goes out under.

Same story in, same bytes out: members in a fixed order, no clock, no host. What an item does not have is absent: no
null, no empty string, no empty list.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from worker.errors import InvalidRecordError
from worker.item import (
    Block,
    Byline,
    Coordinates,
    Dateline,
    Entity,
    Headers,
    KeyChoice,
    Message,
    Origin,
    Place,
    Record,
    SignOff,
    Slug,
    Story,
    Version,
    Warn,
    WireItem,
)
from worker.language_tag import primary_language
from worker.ninjs import RECORD_SCHEMA_HEADER, as_ninjs, present
from worker.salience import weigh
from worker.times import rfc3339
from worker.uri import absolute_uri, wire_urn


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
    authority: Sequence[str] = (),
    key_choice: KeyChoice = "uri",
) -> Record:
    """Write a story as the record that goes to the output topic.

    ``entities`` is ``None`` where no model reads the story's language; ``dateline`` is the story's, its places linked.
    ``index`` counts the items of the message from 0. ``sha256`` is of the message's value, ``item_sha256`` of the
    wire item out of its frame: it names an item that has no id. ``models`` has "name version" for each language,
    ``authority`` the same of each file of the newsroom that may have given an id.

    Raises ``InvalidRecordError`` for what JSON cannot hold: a lone surrogate, an integer above 64 bits.
    """
    uri = _item_uri(story, index=index, item_sha256=item_sha256)
    warnings = [*story.warnings, *([Warn.NO_MODEL] if entities is None else [])]
    document = {
        **as_ninjs(story, uri, entities or (), dateline),
        "wire": _wire(story, dateline, warnings),
        **present(entities=_entities(story, entities or ())),
        "provenance": _provenance(
            message.origin,
            item=index,
            sha256=sha256,
            worker=worker,
            models={} if entities is None else _model_used(story.language, models),
            authority=() if entities is None else authority,
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
        headers=_headers(document),
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


def _key(story: Story, uri: str, input_key: bytes | None, choice: KeyChoice) -> bytes:
    if choice == "input" and input_key is not None:
        return input_key
    # "ALERTE" or an instruction to the desk names no story: all alerts under one key would be one partition's load.
    if choice == "slug" and story.slug and story.slug.key and story.slug.kind == "topic":
        return f"{_agency(story) or 'unknown'}/{story.slug.key}".encode()
    return uri.encode()


def _headers(document: Mapping[str, Any]) -> Headers:
    """What a reader may route by without opening the value; trace and times are added where it is published."""
    wire = document["wire"]
    routing = {
        "content-type": "application/json",
        "wire-schema": RECORD_SCHEMA_HEADER,
        "wire-format": wire["format"],
        "wire-agency": wire.get("agency"),
        "wire-language": document.get("language"),
        "wire-type": document.get("type"),
        "wire-kind": wire.get("version", {}).get("kind"),
        "wire-urgency": document.get("urgency"),
        "wire-status": document["pubStatus"],
    }
    return tuple((name, str(value).encode()) for name, value in routing.items() if value is not None)


# ── Our three members ───────────────────────────────────────────────────────────────────────────────────────────────


def _wire(story: Story, dateline: Dateline | None, warnings: Iterable[str]) -> dict[str, Any]:
    item = story.item
    return present(
        format=item.format,
        agency=_agency(story),
        stated=_stated(item),
        priority=item.priority,
        keywords=item.keywords,
        products=item.products,
        slug=_slug(story.slug) if story.slug else None,
        version=_version(story.version, item),
        embargo=present(raw=story.embargo),
        byline=_byline(story.byline) if story.byline else None,
        dateline=_dateline(dateline) if dateline else None,
        located=[_place(place) for place in item.located],
        signOff=_sign_off(story.sign_off) if story.sign_off else None,
        blocks=[_block(block) for block in story.blocks],
        derived=story.derived,
        warnings=list(dict.fromkeys(warnings)),
    )


def _stated(item: WireItem) -> dict[str, Any]:
    """What the markup says of the item's state in its own words: what was read from them stands elsewhere."""
    stated = {"status": item.status, "kind": item.kind, "take": item.take}
    return present(**{name: word.strip() for name, word in stated.items() if word})


def _slug(slug: Slug) -> dict[str, Any]:
    return present(raw=slug.raw, key=slug.key, parts=slug.parts, kind=slug.kind)


def _version(version: Version | None, item: WireItem) -> dict[str, Any]:
    if version is None:
        return present(previous=item.previous_version)
    return present(
        raw=version.raw,
        kind=version.kind,
        number=version.number,
        previous=version.previous or item.previous_version,
    )


def _byline(byline: Byline) -> dict[str, Any]:
    authors = [
        present(name=author.name, title=author.title, affiliation=author.affiliation, location=author.location)
        for author in byline.authors
    ]
    return present(raw=byline.raw, authors=authors)


def _dateline(dateline: Dateline) -> dict[str, Any]:
    places = [_place(place) for place in dateline.places]
    return present(raw=dateline.raw, places=places, date=dateline.date, agencies=dateline.agencies)


def _place(place: Place) -> dict[str, Any]:
    return present(name=place.name, country=place.country, geonames=place.geonames, lat=place.lat, lon=place.lon)


def _sign_off(sign_off: SignOff) -> dict[str, Any]:
    return present(
        raw=sign_off.raw,
        segments=sign_off.segments,
        compiled=sign_off.compiled,
        writers=sign_off.writers,
        editors=sign_off.editors,
        roles=sign_off.roles,
        people=[present(id=person.id, name=person.name, desk=person.desk) for person in sign_off.people],
    )


def _block(block: Block) -> dict[str, Any]:
    if block.start is None:
        return present(role=block.role, text=block.text, raw=block.raw)
    placed: dict[str, Any] = {"role": block.role, "start": block.start, "end": block.end}
    return {**placed, "raw": block.raw} if block.raw else placed


def _entities(story: Story, entities: tuple[Entity, ...]) -> list[dict[str, Any]]:
    return [_entity(*weighed) for weighed in zip(entities, weigh(story, entities), strict=True)]


def _entity(entity: Entity, salience: float) -> dict[str, Any]:
    return present(
        id=absolute_uri(entity.id),
        type=entity.type,
        name=entity.name,
        aliases=entity.aliases,
        salience=salience,
        roles=entity.roles,
        age=entity.age,
        mentions=[
            {"in": mention.pointer, "start": mention.start, "end": mention.end, "text": mention.text}
            for mention in entity.mentions
        ],
        links=present(
            geonames=entity.geonames, iso3166=entity.iso3166, authority=entity.authority, sameAs=entity.same_as
        ),
    )


def _provenance(
    origin: Origin, *, item: int, sha256: str, worker: str, models: Mapping[str, str], authority: Sequence[str]
) -> dict[str, Any]:
    if isinstance(origin, Coordinates):
        where = present(
            topic=origin.topic,
            partition=origin.partition,
            offset=origin.offset,
            timestamp=rfc3339(origin.timestamp_ms),
        )
    else:
        where = present(source=origin.name)
    return {**where, **present(item=item, sha256=sha256, worker=worker, models=models, authority=authority)}


def _model_used(language: str | None, models: Mapping[str, str]) -> dict[str, str]:
    used = primary_language(language)
    return {used: models[used]} if used and used in models else {}
