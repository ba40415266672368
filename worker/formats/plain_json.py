"""Plain JSON: ``{"id": …, "text": …}`` and what producers without a standard put beside it.

What is read, and under which names; the first of them that is there counts:

- the story, as plain text, as HTML or as a list of paragraphs: ``text``, ``body``, ``content``, ``html``, ``body_text``,
  ``body_html``, ``story``, ``article``, ``paragraphs``
- headline: ``headline``, ``title``; summary: ``summary``, ``description``, ``lead``, ``abstract``; caption: ``caption``
- the URI: ``uri``; the agency's own id: ``id``, ``guid``; version: ``version``, ``revision``, ``previous_version``
- agency: ``agency``, ``provider``, ``source``; language: ``language``, ``lang``
- type: ``type``; profile: ``profile``; kind of item: ``kind``, ``type``
- slug, of which a list gives the parts: ``slug``, ``slugline``; byline: ``byline``, ``by``, ``author``, ``authors``
- dateline: ``dateline``; where the story comes from: ``location``, ``located``, ``place``, ``city``
- the time of this version: ``version_created``, ``updated``, ``updated_at``, ``modified``, ``date``, ``published``,
  ``published_at``, ``timestamp``; of the first one: ``first_created``, ``created``, ``created_at``
- embargo: ``embargo``, ``embargoed``, ``embargoed_until``; status: ``status``, ``pub_status``
- urgency from 1 to 9: ``urgency``; priority: ``priority``; notes: ``note``, ``notes``, ``ed_note``, ``advisory``
- lists of texts: ``keywords``, ``tags``; ``products``; ``subjects``; ``genres``
- copyright notice: ``copyright``; usage terms: ``usage``, ``usage_terms``; sign-off: ``sign_off``

A list of such objects, or one under ``items``, is a message with several items. Letter case, underscores and hyphens in
names do not matter. An object without a story is read only where all its members are named here: a dialect that has its
story under another name is not read by halves.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from worker.errors import UnknownFormatError
from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.members import Members, first, number_of, objects_of, story_of, text_of, texts_of, urgency_of
from worker.item import Concept, Hints, Place, Text, WireItem

NAME = "json"

_STORY = ("text", "body", "content", "html", "bodytext", "bodyhtml", "story", "article", "paragraphs")
_HEADLINE = ("headline", "title")
_SUMMARY = ("summary", "description", "lead", "abstract")
_ID = ("id", "guid")
_VERSION = ("version", "revision")
_AGENCY = ("agency", "provider", "source")
_LANGUAGE = ("language", "lang")
_SLUG = ("slug", "slugline")
_BYLINE = ("byline", "by", "author", "authors")
_LOCATED = ("location", "located", "place", "city")
_TIME = ("versioncreated", "updated", "updatedat", "modified", "date", "published", "publishedat", "timestamp")
_FIRST_TIME = ("firstcreated", "created", "createdat")
_EMBARGO = ("embargo", "embargoed", "embargoeduntil")
_STATUS = ("status", "pubstatus")
_KEYWORDS = ("keywords", "tags")
_NOTES = ("note", "notes", "ednote", "advisory")
_USAGE = ("usage", "usageterms")
_ALONE = (
    *("uri", "caption", "previousversion", "type", "profile", "kind", "dateline", "urgency", "priority"),
    *("products", "subjects", "genres", "copyright", "signoff"),
)
_KNOWN = frozenset(
    (
        *(*_STORY, *_HEADLINE, *_SUMMARY, *_ID, *_VERSION, *_AGENCY, *_LANGUAGE, *_SLUG, *_BYLINE, *_LOCATED, *_TIME),
        *(*_FIRST_TIME, *_EMBARGO, *_STATUS, *_KEYWORDS, *_NOTES, *_USAGE, *_ALONE),
    )
)


def sniff(value: Any, _: Hints) -> bool:
    """Tell plain JSON by its story, or by a headline among members that are all known."""
    item = next(objects_of(_items(value)), None)
    if item is None:
        return False
    members = _members(item)
    if any(story_of(members.get(name)) is not None for name in _STORY):
        return True
    return any(isinstance(members.get(name), str) for name in _HEADLINE) and _KNOWN.issuperset(members)


def split(value: Any) -> Sequence[Any]:
    """Give the items."""
    items = _items(value)
    return items if isinstance(items, list) else (items,)


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one object; its members are those named above."""
    members = _members(next(objects_of(value), {}))
    slug = first(members, *_SLUG)
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=best_blocks(_bodies(members)),
        uri=text_of(members.get("uri")),
        id=text_of(first(members, *_ID)),
        version=text_of(first(members, *_VERSION)),
        previous_version=text_of(members.get("previousversion")),
        agency=_name(first(members, *_AGENCY)),
        type=text_of(members.get("type")) or "text",
        profile=text_of(members.get("profile")),
        language=text_of(first(members, *_LANGUAGE)),
        first_created=text_of(first(members, *_FIRST_TIME)),
        version_created=text_of(first(members, *_TIME)),
        embargoed=text_of(first(members, *_EMBARGO)),
        status=text_of(first(members, *_STATUS)),
        urgency=urgency_of(members.get("urgency")),
        priority=number_of(members.get("priority")),
        headlines=tuple(_texts(members, _HEADLINE, None)),
        descriptions=(*_texts(members, _SUMMARY, "summary"), *_texts(members, ("caption",), "caption")),
        slug=text_of(slug) or "-".join(texts_of(slug)) or None,
        slug_parts=texts_of(slug) if isinstance(slug, list) else (),
        byline=_name(first(members, *_BYLINE)),
        dateline=text_of(members.get("dateline")),
        located=tuple(Place(name=name) for name in _names(first(members, *_LOCATED))),
        sign_off=text_of(members.get("signoff")),
        kind=text_of(first(members, "kind", "type")),
        notes=texts_of(first(members, *_NOTES)),
        keywords=texts_of(first(members, *_KEYWORDS)),
        products=texts_of(members.get("products")),
        copyright_notice=text_of(members.get("copyright")),
        usage_terms=text_of(first(members, *_USAGE)),
        subjects=tuple(Concept(name=name) for name in _names(members.get("subjects"))),
        genres=tuple(Concept(name=name) for name in _names(members.get("genres"))),
    )


def _items(value: Any) -> Any:
    """The items of a message: a list, one under ``items``, or the one object that the message is."""
    if isinstance(value, dict) and isinstance(value.get("items"), list) and len(value["items"]) > 0:
        return value["items"]
    return value


def _bodies(members: Members) -> list[Body]:
    """The story under each of its names; without one that can be read, an item must not pass for a headline alone."""
    stated = {name: members[name] for name in _STORY if members.get(name) not in (None, "", [], {})}
    bodies = [Body(text, name) for name, value in stated.items() if (text := story_of(value)) is not None]
    if stated and not bodies:
        raise UnknownFormatError(f"The story under {', '.join(map(repr, stated))} is neither text nor a list of texts.")
    return bodies


def _members(item: Members) -> Members:
    return {name.casefold().replace("_", "").replace("-", ""): member for name, member in item.items()}


def _texts(members: Members, names: tuple[str, ...], role: str | None) -> Iterator[Text]:
    if text := text_of(first(members, *names)):
        yield Text(plain_text_of(text), role)


def _names(value: Any) -> tuple[str, ...]:
    """Names, given as texts or as objects that have one (``{"name": "Ann"}``, ``{"city": "Lima"}``)."""
    named = tuple(name for one in objects_of(value) if (name := text_of(first(one, "name", "city"))))
    return texts_of(value) + named


def _name(value: Any) -> str | None:
    return ", ".join(_names(value)) or None
