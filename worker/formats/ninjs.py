"""ninjs, IPTC's news in JSON, in its three generations, which differ in the case, number and shape of their members.

1.x has ``headline``, ``body_xhtml``, ``place``; 2.x lists of objects, ``headlines``, ``bodies``; 3.x the same in camel
case. Names are read without letter case and under their old and new form, so that mixtures are read too; and so are those
that Superdesk, in which many agencies write, adds to 1.x: ``authors``, ``service``, ``signal``, ``evolvedfrom``.

Trust indicators, encoded rights, dates of events and renditions are left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.formats import nitf
from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.completed import completed
from worker.formats.members import (
    Members,
    first,
    folded,
    is_empty,
    number_of,
    object_of,
    objects_of,
    stable_uri,
    text_of,
    texts_of,
    urgency_of,
)
from worker.formats.newscodes import code_of
from worker.formats.ninjs_bodies import bodies_of, document_of
from worker.item import AltId, Association, Author, Concept, Hints, Place, RawBlock, RawKind, Text, WireItem

NAME = "ninjs"

# One of these beside ``uri`` makes a JSON object ninjs; other dialects have an ``uri`` too.
_TELLING = frozenset(
    (
        *("versioncreated", "firstcreated", "pubstatus", "representationtype", "copyrightholder", "eventdetails"),
        *("headlines", "bodies", "descriptions", "body_text", "body_xhtml", "description_text", "renditions", "altids"),
    )
)
# Under one of these the interface of a news service lists the items of a page: those of the BBC, of Superdesk, of TT.
_LISTS = ("item", "items", "_items", "hits")
# What such a page says of itself: without an item in it, that is all that tells it from another object.
_OF_A_PAGE = frozenset(
    (
        *_LISTS,
        *("_meta", "_links", "_etag", "_updated", "_aggregations", "aggregations", "facets", "query", "took"),
        *("total", "totalhits", "total_hits", "count", "page", "pages", "pagesize", "size", "offset", "limit", "start"),
        *("next", "prev", "previous"),
    )
)
_SHOWN = frozenset({"picture", "graphic", "video", "audio", "animation"})
_WRITERS = frozenset({None, "writer", "author", "journalist", "reporter", "correspondent"})
# "description_text", "body_xhtml": how it is written, not what it is.
_TEXT_ROLES = frozenset({"xhtml", "html", "html5", "text"})


def sniff(value: Any, _: Hints) -> bool:
    """Tell ninjs by the standard that it names, else by ``uri`` and a member that only ninjs has."""
    item = next(objects_of(split(value)), None)
    if item is None:
        return any(is_empty(value, name) for name in _LISTS) and _OF_A_PAGE.issuperset(map(str.casefold, value))
    members = folded(item)
    standard = object_of(first(members, "standard", "$standard"))
    named = "ninjs" in str(standard.get("name", "")).casefold()
    return isinstance(members.get("uri"), str) and (named or not _TELLING.isdisjoint(members))


def split(value: Any) -> Sequence[Any]:
    """Give the items: ninjs holds one, a file of it may hold a list, a page of a news service's interface too."""
    if isinstance(value, dict) and "uri" not in value:
        value = next((value[name] for name in _LISTS if isinstance(value.get(name), list)), value)
    return value if isinstance(value, list) else [value]


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one ninjs object."""
    members = folded(object_of(value))
    headlines, bodies = tuple(_headlines(members)), tuple(bodies_of(members))
    blocks = best_blocks(body for body, _ in bodies)
    if blocks and blocks[0].kind is RawKind.SUBHEAD and any(blocks[0].text == one.value for one in headlines):
        blocks = blocks[1:]  # TT: the HTML body is a page, with the headline in it
    is_event = "eventdetails" in members
    item = WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=stable_uri(text_of(members.get("uri"))),
        version=text_of(members.get("version")),
        agency=_agency(members),
        type=text_of(members.get("type")) or ("event" if is_event else "text"),
        profile=text_of(members.get("profile")),
        language=text_of(members.get("language")),
        first_created=text_of(members.get("firstcreated")),
        version_created=text_of(members.get("versioncreated")),
        embargoed=text_of(first(members, "embargoeduntil", "embargoed")),
        expires=text_of(members.get("expires")),
        status=text_of(members.get("pubstatus")),
        urgency=urgency_of(members.get("urgency")),
        priority=number_of(members.get("priority")),
        headlines=headlines,
        descriptions=tuple(_descriptions(members, _beside(bodies, blocks))),
        slug=text_of(first(members, "slugline", "slug")),
        byline=text_of(first(members, "by", "byline")),
        authors=tuple(Author(str(text_of(one["name"]))) for one in _authors(members, writers=True)),
        dateline=text_of(members.get("dateline")),
        located=tuple(Place(name=name) for name in texts_of(first(members, "located", "location"))),
        kind=text_of(members.get("signal")),
        notes=texts_of(members.get("ednote")),
        keywords=texts_of(first(members, "keywords", "keyword")),
        copyright_holder=text_of(members.get("copyrightholder")),
        copyright_notice=text_of(members.get("copyrightnotice")),
        usage_terms="\n".join(_usage(members)) or None,
        subjects=(*_concepts(members, "subjects", "subject"), *_services(members)),
        genres=_concepts(members, "genres", "genre"),
        sources=tuple(_sources(members)),
        people=_concepts(members, "people", "person"),
        organisations=_concepts(members, "organisations", "organisation"),
        places=_concepts(members, "places", "place"),
        events=_concepts(members, "events", "event"),
        objects=_concepts(members, "objects", "object"),
        associations=tuple(_associations(members.get("associations"))),
        alt_ids=tuple(_alt_ids(members.get("altids")))
        + tuple(AltId("evolvedFrom", one) for one in texts_of(members.get("evolvedfrom"))),
    )
    document = None if headlines else document_of(bodies)
    return item if document is None else completed(item, nitf.parse(document, hints, blocks))


def _headlines(members: Members) -> Iterator[Text]:
    """The headlines, and a title that is none of them: an event or a picture often has nothing else."""
    headlines = tuple(_texts(members, "headline"))
    yield from headlines
    title = _plain(members.get("title"))
    if title and all(title != headline.value for headline in headlines):
        yield Text(title, "title")


def _authors(members: Members, *, writers: bool) -> Iterator[Members]:
    """The people whom Superdesk lists one by one: those who wrote, or those who did something else."""
    for one in map(folded, objects_of(members.get("authors"))):
        if text_of(one.get("name")) and (text_of(one.get("role")) in _WRITERS) is writers:
            yield one


def _sources(members: Members) -> Iterator[Concept]:
    yield from _concepts(members, "infosources", "infosource")
    yield from (
        Concept(name=text_of(one["name"]), rel=text_of(one["role"])) for one in _authors(members, writers=False)
    )
    for details in map(folded, objects_of(members.get("eventdetails"))):
        yield from (replace(one, rel="organiser") for one in _concepts(details, "organiser"))


def _usage(members: Members) -> Iterator[str]:
    """The terms in words, and where others are laid down."""
    yield from texts_of(first(members, "usageterms", "usage"))
    for rights in map(folded, objects_of(members.get("rightsinfo"))):
        yield from texts_of(rights.get("linkedrights"))


def _agency(members: Members) -> str | None:
    """Who holds the copyright (on the wire, the agency), or the first source named."""
    sources = (folded(one) for one in objects_of(first(members, "infosources", "infosource")))
    named = (text_of(one.get("name")) for one in sources)
    holder = text_of(members.get("copyrightholder"))
    return next((name for name in (holder, *named, text_of(members.get("source"))) if name), None)


def _beside(bodies: Sequence[tuple[Body, str | None]], blocks: Sequence[RawBlock]) -> Iterator[Text]:
    """Give the bodies that are no story as descriptions; one that stands in for a story is it."""
    story = " ".join(block.text.replace("\n", " ") for block in blocks)
    for body, role in bodies:
        if role and (text := _plain(body.value)) and " ".join(text.split()) != story:
            yield Text(text, role)


def _texts(members: Members, name: str) -> Iterator[Text]:
    """Headlines or descriptions: a list of objects, or members such as ``headline``, ``description_caption_xhtml``."""
    listed = members.get(f"{name}s")
    for one in map(folded, objects_of(listed)):
        if value := _plain(one.get("value")):
            yield Text(value, text_of(one.get("role")))
    for line in () if listed is None else texts_of(listed):
        yield Text(plain_text_of(line))
    by_role: dict[str | None, str] = {}
    for member in sorted(other for other in members if other == name or other.startswith(f"{name}_")):
        role = "_".join(word for word in member.split("_")[1:] if word not in _TEXT_ROLES) or None
        if value := _plain(members[member]):
            by_role.setdefault(role, value)  # "…_text" comes before "…_xhtml", which says the same
    for role, value in by_role.items():
        yield Text(value, role)


def _descriptions(members: Members, beside: Iterable[Text]) -> Iterator[Text]:
    """Descriptions; what describes a picture, a video, a graphic without further words is its caption."""
    shown = text_of(members.get("type")) in _SHOWN
    said: set[str] = set()
    for text in _texts(members, "description"):
        said.add(text.value)
        yield replace(text, role="caption") if shown and text.role is None else text
    yield from (text for text in beside if text.value not in said)


def _plain(value: Any) -> str | None:
    text = text_of(value)
    return plain_text_of(text) if text else None


def _concepts(members: Members, *names: str) -> tuple[Concept, ...]:
    found = (_concept(folded(one)) for one in objects_of(first(members, *names)))
    return tuple(dict.fromkeys(one for one in found if one.name or one.uri or one.literal))


def _concept(one: Members) -> Concept:
    """Read a concept; ninjs 1 has a scheme and a code where later ones have a URI or a literal."""
    code, scheme = text_of(first(one, "code", "qcode")), text_of(one.get("scheme"))
    coded = code_of(scheme, code)
    return Concept(
        name=text_of(one.get("name")),
        uri=text_of(one.get("uri")) or coded.uri,
        rel=text_of(first(one, "rel", "role")),
        literal=text_of(one.get("literal")) or coded.literal,
    )


def _services(members: Members) -> Iterator[Concept]:
    yield from (replace(one, rel=one.rel or "service") for one in _concepts(members, "service"))


def _associations(value: Any) -> Iterator[Association]:
    """Related items: in ninjs 1 members under a name, later a list of objects that have one."""
    named = value.items() if isinstance(value, dict) else ((None, one) for one in objects_of(value))
    for number, (name, one) in enumerate(named):
        if not isinstance(one, dict):
            continue
        members = folded(one)
        headline = next(_texts(members, "headline"), None)
        caption = next(_texts(members, "description"), None)
        yield Association(
            name=name or text_of(members.get("name")) or f"association{number}",
            type=text_of(members.get("type")),
            uri=stable_uri(text_of(members.get("uri"))),
            headline=headline.value if headline else None,
            caption=caption.value if caption else None,
            byline=text_of(first(members, "by", "byline")),
            credit=text_of(first(members, "creditline", "copyrightholder")),
        )


def _alt_ids(value: Any) -> Iterator[AltId]:
    """Other identifiers: in ninjs 1 members under their role, later a list of objects."""
    pairs = (
        value.items() if isinstance(value, dict) else ((one.get("role"), one.get("value")) for one in objects_of(value))
    )
    for role, identifier in pairs:
        if isinstance(role, str) and role and (text := text_of(identifier)):
            yield AltId(role, text)
