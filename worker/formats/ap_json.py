"""AP Media API: the JSON in which the Associated Press describes its texts, pictures, videos, audio and graphics.

What goes where:

- ``uri`` without its query, which changes with each request; ``altids``: other ids; ``version``, ``firstcreated``,
  ``versioncreated``, ``embargoed``, ``expires``, ``pubstatus``, ``urgency``, ``language``, ``type``, ``profile``: as they
  are called
- ``headline``, ``headline_extended``, ``headline_seo``, ``title``: headlines; ``slugline``: the slug
- ``description_summary``, ``description_caption``, ``outcue``: descriptions, by their role
- ``bylines``, each with its title, or ``photographer``: the byline; ``located``: the dateline;
  ``datelinelocation``: where it comes from
- ``editorialtypes``, ``editorialrole``: the kind of item, and with ``fixture`` its genres; ``editorialpriority``: the
  priority by AP's letters, as in ANPA 1312, and the kind where nothing else tells it
- ``ednote``, ``description_editornotes``: notes; ``keywords``; ``copyrightnotice``; ``usageterms``
- ``subject``, ``person``, ``organisation``, ``company``, ``place``, ``event``: things, by scheme and code
- ``provider``: the agency; ``infosource``, ``producer``, ``editor``, ``description_creditline``: sources
- ``associations``: related items; the products of ``meta`` beside the item: products

The story is not in it, but in an NITF rendition that has to be fetched; where a producer has fetched it, it is found
under ``nitf`` or a name that begins with ``body_``, in the item or beside it, and what NITF states more is taken too.
Signals, audiences, links, pricing and renditions are left out. One item, a list, a feed and the results of a search are
read.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from worker import territories
from worker.errors import ItemError
from worker.formats import anpa1312_tables, nitf
from worker.formats.bodies import Body, best_blocks, texts_under
from worker.formats.completed import completed
from worker.formats.members import (
    Members,
    bodies_of,
    is_empty,
    items_under,
    number_of,
    object_of,
    objects_of,
    position_of,
    stable_uri,
    text_of,
    texts_of,
    urgency_of,
)
from worker.formats.read_xml import read_xml_text
from worker.item import AltId, Association, Concept, Hints, Place, RawBlock, WireItem

NAME = "ap-json"

_HEADLINES = (("headline", None), ("headline_extended", "extended"), ("headline_seo", "seo"), ("title", "title"))
_DESCRIPTIONS = (("description_summary", "summary"), ("description_caption", "caption"), ("outcue", "outcue"))
# The gravest first: what an item's editorial types say together.
_KINDS = (
    *("Kill", "Elimination", "Disregard", "Corrective", "Correction", "Clarification", "Writethru", "Lead", "Add"),
    *("Takes", "Advisory", "HoldForRelease", "NewsAlert", "NewsBreak"),
)


def sniff(value: Any, _: Hints) -> bool:
    """Tell an item by AP's ids, an ``itemid`` with an ``etag`` or a ``friendlykey``; ninjs, which may have them, says so."""
    item = _item(object_of(split(value)[:1]))
    ids = object_of(item.get("altids"))
    known = isinstance(ids.get("itemid"), str) and not {"etag", "friendlykey"}.isdisjoint(ids)
    return (known and {"standard", "$standard"}.isdisjoint(item)) or is_empty(value, "data", "items")


def split(value: Any) -> Sequence[Any]:
    """Give the items of a feed, a search or a list, each with what stands beside it; or the one."""
    return items_under(value, ("data", "items"), ("items",))


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one item."""
    result = object_of(value)
    item = _item(result)
    bodies = [
        Body(text, kind)
        for around in ([item] if item is result else [item, result])
        for kind, text in bodies_of(around)
    ]
    told = next(filter(None, (_told(body, hints) for body in bodies)), None)
    if told is None:
        return _described(item, result, hints, best_blocks(bodies))
    return completed(_described(item, result, hints, told.blocks), told)


def _told(body: Body, hints: Hints) -> WireItem | None:
    """The story of an NITF document, with what it states of itself; a broken one is left to the other bodies."""
    if not body.kind.endswith("nitf"):
        return None
    try:
        root, _ = read_xml_text(body.value)
        return next((told for part in nitf.split(root) if (told := nitf.parse(part, hints)).blocks), None)
    except ItemError:  # which ``best_blocks`` raises again where nothing else can be read
        return None


def _described(item: Members, result: Members, hints: Hints, blocks: tuple[RawBlock, ...]) -> WireItem:
    """What the item states of its story, whose text is ``blocks``; ``result`` is what it came in."""
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=stable_uri(text_of(item.get("uri"))),
        version=text_of(item.get("version")),
        agency=text_of(item.get("provider")) or "AP",
        type=text_of(item.get("type")) or "text",
        profile=text_of(item.get("profile")),
        language=text_of(item.get("language")),
        first_created=text_of(item.get("firstcreated")),
        version_created=text_of(item.get("versioncreated")),
        embargoed=text_of(item.get("embargoed")),
        expires=text_of(item.get("expires")),
        status=text_of(item.get("pubstatus")),
        urgency=urgency_of(item.get("urgency")),
        priority=_priority(item),
        headlines=texts_under(item, _HEADLINES),
        descriptions=texts_under(item, _DESCRIPTIONS),
        slug=text_of(item.get("slugline")),
        byline=_byline(item),
        dateline=text_of(item.get("located")),
        located=tuple(_located(item)),
        kind=_kind(item),
        notes=(*texts_of(item.get("ednote")), *texts_of(item.get("description_editornotes"))),
        keywords=texts_of(item.get("keywords")),
        products=_products(result),
        copyright_notice=text_of(item.get("copyrightnotice")),
        usage_terms="\n".join(texts_of(item.get("usageterms"))) or None,
        subjects=_concepts(item, "subject"),
        genres=tuple(_genres(item)),
        sources=tuple(_sources(item)),
        people=_concepts(item, "person"),
        organisations=_concepts(item, "organisation", "organization", "company"),
        places=_concepts(item, "place"),
        events=_concepts(item, "event"),
        associations=tuple(_associations(item)),
        alt_ids=tuple(_alt_ids(item)),
    )


def _item(result: Members) -> Members:
    """The item of a result, of an answer with one, or the item itself."""
    data = _data(result)
    return object_of(data.get("item"), data)


def _data(result: Members) -> Members:
    return object_of(result.get("data"), result)


def _priority(item: Members) -> int | None:
    return number_of(item.get("editorialpriority")) or anpa1312_tables.URGENCIES.get(_letter(item))


def _letter(item: Members) -> str:
    return (text_of(item.get("editorialpriority")) or "").casefold()


def _byline(item: Members) -> str | None:
    """The bylines, each with its title behind it ("By ANN LEE, AP Sports Writer"); of a picture its photographer."""
    bylines = [
        ", ".join(texts_of([one.get("by"), one.get("title")]))
        for one in objects_of(item.get("bylines"))
        if one.get("by")
    ]
    photographer = object_of(item.get("photographer"))
    return ", ".join(bylines) or text_of(photographer.get("name"))


def _located(item: Members) -> Iterator[Place]:
    stated = object_of(item.get("datelinelocation"))
    names = (text_of(stated.get(name)) for name in ("city", "countryareaname", "countryname"))
    if name := next(filter(None, names), None):
        code, country = text_of(stated.get("countrycode")), text_of(stated.get("countryname"))
        lat, lon = position_of(stated.get("geometry_geojson"))
        found = (territories.alpha2(code) if code else None) or (territories.named(country, "en") if country else None)
        yield Place(name=name, country=found, lat=lat, lon=lon)


def _kind(item: Members) -> str | None:
    stated = {*texts_of(item.get("editorialtypes")), *texts_of(item.get("editorialrole"))}
    return next((kind for kind in _KINDS if kind in stated), anpa1312_tables.KINDS.get(_letter(item)))


def _products(result: Members) -> tuple[str, ...]:
    meta = object_of(_data(result).get("meta"))
    return tuple(name for one in objects_of(meta.get("products")) if (name := text_of(one.get("name"))))


def _genres(item: Members) -> Iterator[Concept]:
    for name in (*texts_of(item.get("editorialrole")), *texts_of(item.get("editorialtypes"))):
        yield Concept(name=name)
    yield from _concepts(item, "fixture")


def _sources(item: Members) -> Iterator[Concept]:
    for one in objects_of(item.get("infosource")):
        if name := text_of(one.get("name")):
            yield Concept(name=name, rel="source")
    for role in ("producer", "editor"):
        for one in objects_of(item.get(role)):
            if name := text_of(one.get("name")):
                yield Concept(name=name, rel=role)
    if credit := text_of(item.get("description_creditline")):
        yield Concept(name=credit, rel="credit")


def _concepts(item: Members, *names: str) -> tuple[Concept, ...]:
    return tuple(dict.fromkeys(_concept(one) for name in names for one in objects_of(item.get(name)) if _is_named(one)))


def _is_named(one: Members) -> bool:
    return text_of(one.get("name")) is not None or text_of(one.get("code")) is not None


def _concept(one: Members) -> Concept:
    """Read a thing: its scheme and code are a URI; AP's categories are a letter without a scheme."""
    scheme, code = text_of(one.get("scheme")), text_of(one.get("code"))
    return Concept(
        name=text_of(one.get("name")),
        uri=f"{scheme}{code}" if scheme and code else None,
        rel=next(iter(texts_of(one.get("rels"))), None),
        literal=code,
    )


def _associations(item: Members) -> Iterator[Association]:
    stated = item.get("associations")
    named = stated.items() if isinstance(stated, dict) else enumerate(objects_of(stated))
    for name, one in named:
        if isinstance(one, dict):
            headline = next(iter(texts_under(one, _HEADLINES)), None)
            yield Association(
                name=f"{text_of(one.get('type')) or 'association'}{name}",
                type=text_of(one.get("type")),
                uri=stable_uri(text_of(one.get("uri"))),
                headline=headline.value if headline else None,
                caption=next((text.value for text in texts_under(one, _DESCRIPTIONS) if text.role == "caption"), None),
                byline=_byline(one),
                credit=text_of(one.get("description_creditline")),
            )


def _alt_ids(item: Members) -> Iterator[AltId]:
    for role, identifier in object_of(item.get("altids")).items():
        if text := text_of(identifier):
            yield AltId(f"ap:{role}", text)
