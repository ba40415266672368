"""AFP's Content API, version 2: documents in JSON with names of their own, a story as a list of paragraphs.

What goes where:

- ``publicIdentifier``: the URI, ``uno``: the agency's own id, or another one beside it; so are ``afpshortid``,
  ``newsItemID``, ``serial``; ``revision``: the version; ``created``, ``published``, ``embargoed``, ``expires``: times
- ``status``, ``signal``, ``urgency``, of which 1 is a flash, 2 an alert, 3 an urgent: the kind of item; ``lang``
- ``class``: the type; ``genre`` and ``genreid``: genres, some of which make an advisory
- ``headline``, ``subheadline``, ``title``: headlines; ``news``: the body; ``summary``, ``caption``, ``captionContext``:
  descriptions; ``slug``, a list of words: the slug
- ``creator``: the byline; ``city``, ``country``, ``location``: where it comes from
- ``provider``: the agency; ``source``, ``contributor``, ``creditLine``: sources
- ``advisory``, ``disclaimer``: notes; ``keyword``: keywords; ``product``, ``topic``, ``channel``: products
- ``iptc``, ``mediatopic``: subjects; ``afpentity``, ``event`` and the names under ``entity_…``: people, organisations,
  places, events
- ``copyright``; ``rules``, ``usageRight``: usage terms; ``bagItem``: related items, of a picture itself

Ratings, hop history, audiences, faces and renditions are left out. A document comes alone, in a list, under ``docs`` or
in the answer that holds those.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from worker import territories
from worker.formats.bodies import texts_under
from worker.formats.markup import html_blocks, is_markup
from worker.formats.members import (
    Members,
    degrees,
    first,
    is_empty,
    items_under,
    object_of,
    objects_of,
    text_of,
    texts_of,
    urgency_of,
)
from worker.formats.newscodes import concept
from worker.formats.newsml_urn import part_revision
from worker.formats.plain_text import paragraphs
from worker.item import KILLED, AltId, Association, Concept, Hints, Place, RawBlock, Text, WireItem

NAME = "afp-api"

_TELLING = frozenset({"news", "urgency", "published", "revision", "bagItem", "product", "class", "lang"})
_HEADLINES = (("headline", None), ("subheadline", "subheadline"), ("title", "title"))
_DESCRIPTIONS = (("summary", "summary"), ("captionContext", "caption"), ("caption", "caption"))
# By ``class``, or by ``product`` in documents from before there was one.
_TYPES = {
    **dict.fromkeys(("picture", "photo"), "picture"),
    **dict.fromkeys(("graphic", "infographie"), "graphic"),
    **dict.fromkeys(
        ("video", "videography", "videographie", "sidtv", "parismode", "afptvweb", "afptv1st", "afptv"), "video"
    ),
}
_STILL = frozenset({"picture", "graphic"})
_HURRIED = {1: "Flash", 2: "Alert", 3: "Urgent"}
_SIGNALS = ("correction", "update")  # the graver first; "cwarn" warns of what is shown
# What is written for desks, as the part of a genre's id behind its colon.
_ADVISORIES = frozenset(
    ("agenda", "program", "textprogram", "pictureprogram", "advice", "advisoryupdate", "specialannouncement")
)
_SUBJECT_CODE = re.compile(r"[0-9]{8}")
_LABEL = re.compile(r"[^\s:]{1,40}:\s?(?=\S)")  # afpentity: "event:Tour de France"
_IDS = ("uno", "afpshortid", "newsItemID", "serial")


def sniff(value: Any, _: Hints) -> bool:
    """Tell a document by its ``uno`` among other members of AFP's."""
    document = object_of(split(value)[:1])
    known = isinstance(document.get("uno"), str) and len(_TELLING.intersection(document)) > 1
    return known or is_empty(value, "response", "docs")


def split(value: Any) -> Sequence[Any]:
    """Give the documents of an answer or a list; or the one."""
    return items_under(value, ("response", "docs"), ("docs",))


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one document."""
    document = object_of(value)
    shown = _TYPES.get((text_of(first(document, "class", "product")) or "").casefold(), "text")
    urgency = urgency_of(document.get("urgency"))
    signals = texts_of(document.get("signal"))
    identifier = text_of(document.get("publicIdentifier"))
    uri = part_revision(identifier)[0] if identifier else None
    slug = texts_of(document.get("slug"))
    genres = tuple(_genres(document))
    killed = (text_of(document.get("status")) or "").casefold() in KILLED
    own = object_of(document.get("bagItem")) if shown != "text" else {}
    blocks = tuple(_blocks(document.get("news")))
    descriptions = texts_under(document, _DESCRIPTIONS) or texts_under(own, _DESCRIPTIONS)
    if shown in _STILL and blocks:  # the caption once more, or in its place
        descriptions = descriptions or (Text(" ".join(block.text for block in blocks), "caption"),)
        blocks = tuple(block for block in blocks if all(block.text not in text.value for text in descriptions))
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=uri,
        id=text_of(document.get("uno")) if uri is None else None,
        version=text_of(document.get("revision")),
        agency=text_of(document.get("provider")) or "AFP",
        type=shown,
        profile="advisory" if any(_is_advisory(genre) for genre in genres) else None,
        language=text_of(first(document, "lang", "language")),
        first_created=text_of(document.get("created")),
        version_created=text_of(document.get("published")),
        embargoed=text_of(document.get("embargoed")),
        expires=text_of(document.get("expires")),
        status=text_of(document.get("status")),
        urgency=urgency,
        headlines=texts_under(document, _HEADLINES),
        descriptions=descriptions,
        slug="-".join(slug) or None,
        slug_parts=slug if isinstance(document.get("slug"), list) else (),
        byline=", ".join(texts_of(document.get("creator"))) or None,
        located=tuple(_located(document)),
        take=_HURRIED.get(urgency or 0) if shown == "text" else None,
        kind="kill" if killed else next((signal for signal in _SIGNALS if signal in signals), None),
        notes=(*texts_of(document.get("advisory")), *texts_of(document.get("disclaimer"))),
        keywords=texts_of(document.get("keyword")),
        products=_all_under(document, "product", "topic", "channel"),
        copyright_notice=text_of(document.get("copyright")),
        usage_terms="\n".join(_usage(document)) or None,
        subjects=tuple(_subjects(document)),
        genres=genres,
        sources=tuple(_sources(document)),
        people=_entities(document, ("person",), "entity_person"),
        organisations=_entities(
            document, ("organisation", "organization", "company"), "entity_organisation", "entity_company"
        ),
        places=_entities(document, ("location", "place"), "entity_location", "entity_region"),
        events=_entities(document, ("event",), "event"),
        associations=() if own else tuple(_associations(document)),
        alt_ids=tuple(_alt_ids(document, known=uri is None)),
    )


def _blocks(news: Any) -> Iterator[RawBlock]:
    """The paragraphs; one that is marked up is a table or the like."""
    for paragraph in texts_of(news):
        if is_markup(paragraph):
            yield from html_blocks(paragraph)
        else:
            yield from map(RawBlock, paragraphs(paragraph))


def _all_under(document: Members, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for name in names for text in texts_of(document.get(name))))


def _located(document: Members) -> Iterator[Place]:
    code = text_of(document.get("country"))
    country = territories.alpha2(code) if code else None
    spelled = text_of(document.get("countryname")) or (territories.name(code) if code else None)
    if name := text_of(document.get("city")) or spelled:
        point = object_of(document.get("location"))
        yield Place(name=name, country=country, lat=degrees(point.get("lat"), 90), lon=degrees(point.get("lon"), 180))


def _usage(document: Members) -> Iterator[str]:
    yield from texts_of(document.get("rules"))
    yield from (phrase for one in objects_of(document.get("usageRight")) if (phrase := text_of(one.get("phrase"))))


def _subjects(document: Members) -> Iterator[Concept]:
    for code in _all_under(document, "iptc", "mediatopic"):
        qcode = f"subj:{code}" if _SUBJECT_CODE.fullmatch(code) else code
        yield concept(None, qcode) if ":" in qcode else Concept(name=code)


def _genres(document: Members) -> Iterator[Concept]:
    """Genres by name and id, which say the same where the id ends in the name ("afpattribute:Article")."""
    ids = {code.rpartition(":")[2].casefold(): code for code in texts_of(document.get("genreid"))}
    for name in texts_of(document.get("genre")):
        code = ids.pop(name.rpartition(":")[2].casefold(), None)
        yield Concept(name=name.rpartition(":")[2], literal=code or (name if ":" in name else None))
    yield from (Concept(literal=code) for code in ids.values())


def _is_advisory(genre: Concept) -> bool:
    return (genre.literal or genre.name or "").rpartition(":")[2].casefold() in _ADVISORIES


def _sources(document: Members) -> Iterator[Concept]:
    for name, role in (("source", "source"), ("contributor", "contributor"), ("creditLine", "credit")):
        yield from (Concept(name=text, rel=role) for text in texts_of(document.get(name)))


def _entities(document: Members, kinds: Iterable[str], *names: str) -> tuple[Concept, ...]:
    """Things by their codes, then by their names alone where those are not among them."""
    stated = object_of(document.get("afpentity"))
    coded = [
        concept(_LABEL.sub("", name, count=1) if name else None, text_of(one.get("qcode")))
        for kind in kinds
        for one in objects_of(stated.get(kind))
        if (name := text_of(one.get("keyword"))) or text_of(one.get("qcode"))
    ]
    known = {one.name for one in coded}
    return (*coded, *(Concept(name=name) for name in _all_under(document, *names) if name not in known))


def _associations(document: Members) -> Iterator[Association]:
    for number, one in enumerate(objects_of(document.get("bagItem"))):
        lines = object_of(one.get("newslines"))
        media = object_of(one.get("medias"))
        kind = (text_of(media.get("type")) or "").casefold()
        yield Association(
            name=f"{kind or 'media'}{number}",
            type=_TYPES.get(kind),
            uri=text_of(one.get("uno")),
            headline=text_of(lines.get("headline")),
            caption=next(iter(texts_of(one.get("caption"))), None),
            byline=text_of(first(lines, "byline")) or text_of(one.get("creator")),
            credit=_name(one.get("provider")) or text_of(lines.get("copyright")),
        )


def _name(value: Any) -> str | None:
    return text_of(object_of(value).get("name")) or text_of(value)


def _alt_ids(document: Members, *, known: bool) -> Iterator[AltId]:
    for name in _IDS[1:] if known else _IDS:
        if text := text_of(document.get(name)):
            yield AltId(f"afp:{name}", text)
