"""ninjs, IPTC's news in JSON, in its three generations, which differ in the case, number and shape of their members.

1.x has ``headline``, ``body_xhtml``, ``place``; 2.x lists of objects, ``headlines``, ``bodies``; 3.x the same in camel
case. Names are read without letter case and under their old and new form, so that mixtures are read too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.members import (
    Members,
    first,
    folded,
    number_of,
    objects_of,
    stable_uri,
    story_of,
    text_of,
    texts_of,
    urgency_of,
)
from worker.item import AltId, Association, Concept, Hints, Place, RawKind, Text, WireItem

NAME = "ninjs"

# One of these beside ``uri`` makes a JSON object ninjs; other dialects have an ``uri`` too.
_TELLING = frozenset(
    (
        *("versioncreated", "firstcreated", "pubstatus", "representationtype", "copyrightholder", "eventdetails"),
        *("headlines", "bodies", "descriptions", "body_text", "body_xhtml", "description_text", "renditions", "altids"),
    )
)
_SHOWN = frozenset({"picture", "graphic", "video", "audio", "animation"})
# "description_text", "body_xhtml": how it is written, not what it is.
_TEXT_ROLES = frozenset({"xhtml", "html", "html5", "text"})


def sniff(value: Any, _: Hints) -> bool:
    """Tell ninjs by the standard that it names, else by ``uri`` and a member that only ninjs has."""
    item = next(objects_of(value), None)
    if item is None:
        return False
    members = folded(item)
    standard = next(objects_of(first(members, "standard", "$standard")), {})
    named = "ninjs" in str(standard.get("name", "")).casefold()
    return isinstance(members.get("uri"), str) and (named or not _TELLING.isdisjoint(members))


def split(value: Any) -> Sequence[Any]:
    """Give the items: ninjs holds one, a file of it may hold a list."""
    return value if isinstance(value, list) else (value,)


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one ninjs object."""
    members = folded(next(objects_of(value), {}))
    headlines = tuple(_texts(members, "headline")) or tuple(_title(members))
    blocks = best_blocks(_bodies(members))
    if blocks and blocks[0].kind is RawKind.SUBHEAD and any(blocks[0].text == one.value for one in headlines):
        blocks = blocks[1:]  # TT: the HTML body is a page, with the headline in it
    is_event = "eventdetails" in members
    return WireItem(
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
        status=text_of(members.get("pubstatus")),
        urgency=urgency_of(members.get("urgency")),
        priority=number_of(members.get("priority")),
        headlines=headlines,
        descriptions=tuple(_descriptions(members)),
        slug=text_of(first(members, "slugline", "slug")),
        byline=text_of(first(members, "by", "byline")),
        dateline=text_of(members.get("dateline")),
        located=tuple(Place(name=name) for name in texts_of(first(members, "located", "location"))),
        notes=texts_of(members.get("ednote")),
        keywords=texts_of(first(members, "keywords", "keyword")),
        copyright_holder=text_of(members.get("copyrightholder")),
        copyright_notice=text_of(members.get("copyrightnotice")),
        usage_terms=text_of(first(members, "usageterms", "usage")),
        subjects=_concepts(members, "subjects", "subject"),
        genres=_concepts(members, "genres", "genre"),
        sources=_concepts(members, "infosources", "infosource"),
        people=_concepts(members, "people", "person"),
        organisations=_concepts(members, "organisations", "organisation"),
        places=_concepts(members, "places", "place"),
        events=_concepts(members, "events", "event"),
        objects=_concepts(members, "objects", "object"),
        associations=tuple(_associations(members.get("associations"))),
        alt_ids=tuple(_alt_ids(members.get("altids"))),
    )


def _title(members: Members) -> Iterator[Text]:
    """An event or a picture often has a title and no headline."""
    if title := text_of(members.get("title")):
        yield Text(title, "title")


def _agency(members: Members) -> str | None:
    """Who holds the copyright (on the wire, the agency), or the first source named."""
    sources = (folded(one) for one in objects_of(first(members, "infosources", "infosource")))
    named = (text_of(one.get("name")) for one in sources)
    holder = text_of(members.get("copyrightholder"))
    return next((name for name in (holder, *named, text_of(members.get("source"))) if name), None)


def _bodies(members: Members) -> Iterator[Body]:
    for one in map(folded, objects_of(members.get("bodies"))):
        if (value := story_of(one.get("value"))) is not None:
            yield Body(value, text_of(one.get("contenttype")) or text_of(one.get("role")) or "")
    for name, value in members.items():
        if name.startswith("body_") and (text := story_of(value)) is not None:
            yield Body(text, name.removeprefix("body_"))


def _texts(members: Members, name: str) -> Iterator[Text]:
    """Headlines or descriptions: a list of objects, or members such as ``headline``, ``description_caption_xhtml``."""
    for one in map(folded, objects_of(members.get(f"{name}s"))):
        if value := _plain(one.get("value")):
            yield Text(value, text_of(one.get("role")))
    by_role: dict[str | None, str] = {}
    for member in sorted(other for other in members if other == name or other.startswith(f"{name}_")):
        role = "_".join(word for word in member.split("_")[1:] if word not in _TEXT_ROLES) or None
        if value := _plain(members[member]):
            by_role.setdefault(role, value)  # "…_text" comes before "…_xhtml", which says the same
    for role, value in by_role.items():
        yield Text(value, role)


def _descriptions(members: Members) -> Iterator[Text]:
    """Descriptions; what describes a picture, a video, a graphic without further words is its caption."""
    shown = text_of(members.get("type")) in _SHOWN
    for text in _texts(members, "description"):
        yield replace(text, role="caption") if shown and text.role is None else text


def _plain(value: Any) -> str | None:
    text = text_of(value)
    return plain_text_of(text) if text else None


def _concepts(members: Members, *names: str) -> tuple[Concept, ...]:
    found = (_concept(folded(one)) for one in objects_of(first(members, *names)))
    return tuple(dict.fromkeys(one for one in found if one.name or one.uri or one.literal))


def _concept(one: Members) -> Concept:
    """Read a concept; ninjs 1 has a scheme and a code where later ones have a URI or a literal."""
    code, scheme = text_of(one.get("code")), text_of(one.get("scheme"))
    joined = f"{scheme}{code}" if scheme and code and scheme.endswith(("/", "#", ":")) else None
    return Concept(
        name=text_of(one.get("name")),
        uri=text_of(one.get("uri")) or joined,
        rel=text_of(first(one, "rel", "role")),
        literal=text_of(one.get("literal")) or (None if joined else code),
    )


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
