"""Reuters Connect: what its GraphQL interface answers, items with the names of its schema.

What goes where:

- ``versionedGuid`` without its version, else ``usn`` or ``uri``: the identity, and each of them another id; ``version``,
  ``firstCreated``, ``versionCreated``, ``embargo``, ``expires``, ``pubStatus``, ``urgency``, ``priority``, ``language``, ``profile``,
  ``type``: as they are called; ``pictureType``: a genre
- ``headLine``: the headline; ``fragment``, ``intro``: the summary; ``caption``: of a text its summary, else the caption
- ``bodyXhtmlRich``, ``bodyXhtml``: the body; ``slug``; ``byLine``; ``located``: where it comes from
- ``editorsNote``, ``edNote``: notes; ``keywords``; ``productLabel``: products; ``credit``, ``source``: sources
- ``subject`` (``code``, ``name``, ``rel``): subjects; ``copyrightNotice``; ``usageTerms``; ``associations``: related items

An item stands in ``data.item``, several in ``data.search.items``; a list of either is read, and items out of their frame.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from worker.formats.bodies import Body, best_blocks, texts_under
from worker.formats.members import (
    Members,
    first,
    is_empty,
    items_under,
    number_of,
    object_of,
    objects_of,
    story_of,
    text_of,
    texts_of,
    urgency_of,
)
from worker.formats.newscodes import concept
from worker.item import AltId, Association, Concept, Hints, Place, Text, WireItem

NAME = "reuters-connect"

_TELLING = frozenset({"versionedGuid", "usn", "bodyXhtml", "bodyXhtmlRich", "headLine", "byLine"})
_BODIES = ("bodyXhtmlRich", "bodyXhtml")
_HEADLINES = (("headLine", None),)
_SUMMARIES = (("fragment", "summary"), ("intro", "summary"))
_TYPES = {"photo": "picture", "image": "picture", "pix": "picture", "text": "text", "story": "text"}
_IDS = ("usn", "uri", "versionedGuid")
_VERSIONED = re.compile(r"(tag:reuters\.com,[0-9]{4}:[^:]{1,200}):[0-9]{1,9}")


def sniff(value: Any, _: Hints) -> bool:
    """Tell an item by two names that only this interface writes so."""
    item = _item(object_of(split(value)[:1]))
    return len(_TELLING.intersection(item)) > 1 or is_empty(value, "data", "search", "items")


def split(value: Any) -> Sequence[Any]:
    """Give the items of a search or a list, or the one."""
    return items_under(value, ("data", "search", "items"))


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one item."""
    item = _item(object_of(value))
    shown = _type(item.get("type")) or "text"
    bodies = [(name, text) for name in _BODIES if (text := story_of(item.get(name)))]
    versioned = _VERSIONED.fullmatch(text_of(item.get("versionedGuid")) or "")
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=best_blocks(Body(text, "xhtml") for _, text in bodies),
        uri=versioned[1] if versioned else text_of(first(item, *_IDS)),
        version=text_of(item.get("version")),
        agency="Reuters",
        type=shown,
        profile=text_of(item.get("profile")),
        language=text_of(item.get("language")),
        first_created=text_of(item.get("firstCreated")),
        version_created=text_of(item.get("versionCreated")),
        embargoed=text_of(item.get("embargo")),
        expires=text_of(item.get("expires")),
        status=text_of(item.get("pubStatus")),
        urgency=urgency_of(item.get("urgency")),
        priority=number_of(item.get("priority")),
        headlines=texts_under(item, _HEADLINES),
        descriptions=tuple(_descriptions(item, shown)),
        slug=text_of(item.get("slug")),
        byline=text_of(item.get("byLine")),
        located=tuple(Place(name=name) for name in texts_of(item.get("located"))),
        notes=(*texts_of(item.get("editorsNote")), *texts_of(item.get("edNote"))),
        keywords=texts_of(item.get("keywords")),
        products=texts_of(item.get("productLabel")),
        copyright_notice=text_of(item.get("copyrightNotice")),
        usage_terms="\n".join(texts_of(item.get("usageTerms"))) or None,
        subjects=tuple(_subjects(item)),
        genres=tuple(Concept(name=name) for name in texts_of(item.get("pictureType"))),
        sources=tuple(_sources(item)),
        associations=tuple(_associations(item)),
        alt_ids=tuple(_alt_ids(item)),
    )


def _item(value: Members) -> Members:
    """The item of an answer, or the item itself."""
    data = object_of(value.get("data"), value)
    return object_of(data.get("item"), data)


def _type(stated: Any) -> str | None:
    """What is shown, in ninjs' words: "TEXT", "ninat:text", "PHOTO"."""
    kind = (text_of(stated) or "").rpartition(":")[2].casefold()
    return _TYPES.get(kind, kind) or None


def _descriptions(item: Members, shown: str) -> Iterator[Text]:
    yield from texts_under(item, _SUMMARIES)
    yield from texts_under(item, (("caption", "summary" if shown == "text" else "caption"),))


def _subjects(item: Members) -> Iterator[Concept]:
    for one in objects_of(item.get("subject")):
        name, code = text_of(one.get("name")), text_of(one.get("code"))
        if name or code:
            yield concept(name, code, text_of(one.get("rel")))


def _sources(item: Members) -> Iterator[Concept]:
    for name, role in (("source", "source"), ("credit", "credit")):
        yield from (Concept(name=text, rel=role) for text in texts_of(item.get(name)))


def _associations(item: Members) -> Iterator[Association]:
    for number, one in enumerate(objects_of(item.get("associations"))):
        kind = _type(one.get("type"))
        yield Association(
            name=f"{kind or 'association'}{number}",
            type=kind,
            uri=text_of(one.get("usn")) or text_of(one.get("uri")),
            headline=text_of(one.get("headLine")),
            caption=text_of(one.get("caption")),
            byline=text_of(one.get("byLine")),
            credit=text_of(one.get("credit")),
        )


def _alt_ids(item: Members) -> Iterator[AltId]:
    for name in _IDS:
        if text := text_of(item.get(name)):
            yield AltId(f"reuters:{name}", text)
