"""Plain JSON: ``{"id": …, "text": …}`` and what producers without a standard put beside it, schema.org's names among it.

What is read, and under which names; the first of them that is there counts:

- the story, as plain text, as HTML or as a list of paragraphs: ``text``, ``body``, ``content``, ``html``, ``body_text``,
  ``body_html``, ``content_text``, ``content_html``, ``story``, ``article``, ``articleBody``, ``paragraphs``
- headline: ``headline``, ``title``; another one: ``subheadline``, ``subtitle``, ``alternativeHeadline``, ``kicker``
- summary: ``summary``, ``description``, ``lead``, ``abstract``, ``teaser``; caption: ``caption``
- the URI: ``uri``, ``urn``; the agency's own id: ``id``, ``guid``, ``identifier``; version: ``version``, ``revision``,
  ``previous_version``
- agency: ``agency``, ``provider``, ``source``, ``publisher``; language: ``language``, ``lang``, ``inLanguage``
- type: ``type``; profile: ``profile``; kind of item: ``kind``, ``type``; take key: ``take``, ``take_key``, ``anpa_take_key``
- slug, of which a list gives the parts: ``slug``, ``slugline``; byline: ``byline``, ``by``, ``author``, ``authors``
- dateline: ``dateline``; where the story comes from: ``location``, ``located``, ``place``, ``city``, ``contentLocation``
- the time of this version: ``version_created``, ``updated``, ``updated_at``, ``modified``, ``modified_at``, ``date_modified``, ``date``,
  ``published``, ``published_at``, ``date_published``, ``pub_date``, ``timestamp``; of the first one: ``first_created``,
  ``created``, ``created_at``, ``date_created``
- embargo: ``embargo``, ``embargoed``, ``embargoed_until``; expiry: ``expires``, ``expiry``, ``expires_at``; status: ``status``, ``pub_status``
- urgency from 1 to 9: ``urgency``; priority: ``priority``; notes: ``note``, ``notes``, ``ed_note``, ``editor_note``, ``editors_note``,
  ``advisory``
- keywords, in a list or with commas between them: ``keywords``, ``tags``; ``products``
- things, by name or as objects with a name, a code or a URI: ``subjects``, ``subject``, ``categories``, ``category``,
  ``topics``, ``section``, ``article_section``; ``genres``, ``genre``; ``people``, ``persons``;
  ``organisations``, ``organizations``, ``companies``; ``places``; ``events``
- related pictures, as addresses or as objects with a caption: ``images``, ``image``, ``pictures``, ``photos``, ``media``,
  ``associations``
- copyright: ``copyright_holder``; ``copyright``, ``copyright_notice``; usage terms: ``usage``, ``usage_terms``; sign-off:
  ``sign_off``

A list of such objects, or one under ``items``, is a message with several items. Letter case, underscores and hyphens in
names do not matter. An object without a story is read only where all its members are named here: a dialect that has its
story under another name is not read by halves.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.errors import UnknownFormatError
from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.members import (
    Members,
    first,
    number_of,
    object_of,
    objects_of,
    story_of,
    text_of,
    texts_of,
    urgency_of,
)
from worker.formats.newscodes import code_of
from worker.item import Association, Concept, Hints, Place, Text, WireItem

NAME = "json"

_STORY = (
    *("text", "body", "content", "html", "bodytext", "bodyhtml", "contenttext", "contenthtml", "story", "article"),
    *("articlebody", "paragraphs"),
)
_HEADLINE = ("headline", "title")
_SUBHEADLINE = ("subheadline", "subtitle", "alternativeheadline", "kicker")
_SUMMARY = ("summary", "description", "lead", "abstract", "teaser")
_CAPTION = ("caption",)
_URI = ("uri", "urn")
_IS_URI = re.compile(r"(?:urn|tag|https?):\S", re.IGNORECASE)
# What a picture's object calls its parts.
_PICTURE_URI = ("uri", "url", "contenturl", "href", "id")
_PICTURE_CAPTION = ("caption", "descriptiontext", "description", "text")
_PICTURE_BYLINE = ("byline", "photographer", "author", "creator")
_PICTURE_CREDIT = ("credit", "creditline", "copyright", "copyrightholder")


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
    members = _members(object_of(value))
    stated = _stated(members)
    own_id = stated.get("id")
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=best_blocks(_bodies(members)),
        uri=text_of(first(members, *_URI)) or (own_id if own_id and _IS_URI.match(own_id) else None),
        headlines=(*_texts(members, _HEADLINE, None), *_texts(members, _SUBHEADLINE, "subheadline")),
        descriptions=(*_texts(members, _SUMMARY, "summary"), *_texts(members, _CAPTION, "caption")),
        **stated,
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


def _stated(members: Members) -> dict[str, Any]:
    """What the members give for the fields in the table below. Most items have few: no other field is asked for."""
    found: dict[str, Any] = {}
    for name in members:
        for field in _FIELDS_OF.get(name, ()):
            if field not in found:
                read, names = _FIELDS[field]
                found[field] = read(first(members, *names))
    return found


def _texts(members: Members, names: tuple[str, ...], role: str | None) -> Iterator[Text]:
    if text := text_of(first(members, *names)):
        yield Text(plain_text_of(text), role)


def _names(value: Any) -> tuple[str, ...]:
    """Names, given as texts or as objects that have one (``{"name": "Ann"}``, ``{"city": "Lima"}``)."""
    named = tuple(name for one in objects_of(value) if (name := text_of(first(one, "name", "city"))))
    return texts_of(value) + named


def _name(value: Any) -> str | None:
    return ", ".join(_names(value)) or None


def _type(value: Any) -> str:
    return text_of(value) or "text"


def _slug(value: Any) -> str | None:
    return text_of(value) or "-".join(texts_of(value)) or None


def _slug_parts(value: Any) -> tuple[str, ...]:
    return texts_of(value) if isinstance(value, list) else ()


def _dateline(value: Any) -> str | None:
    """A dateline that is a text, or an object that holds it."""
    return text_of(value.get("text") if isinstance(value, dict) else value)


def _places(value: Any) -> tuple[Place, ...]:
    return tuple(Place(name=name) for name in _names(value))


def _keywords(value: Any) -> tuple[str, ...]:
    """Keywords of a list as they are; those of one text are parted by its commas or semicolons."""
    if isinstance(value, str):
        value = [one.strip() for one in value.replace(";", ",").split(",")]
    return texts_of(value)


def _concepts(value: Any) -> tuple[Concept, ...]:
    """Things: texts, then objects with a name, a code (and its scheme) or a URI."""
    named = (Concept(name=name) for name in texts_of(value))
    coded = (
        replace(
            code_of(text_of(one.get("scheme")), text_of(first(one, "code", "qcode"))),
            name=text_of(first(one, "name", "city")),
            **({"uri": uri} if (uri := text_of(one.get("uri"))) else {}),
        )
        for one in objects_of(value)
    )
    return tuple(one for one in (*named, *coded) if one.name or one.uri or one.literal)


def _pictures(value: Any) -> tuple[Association, ...]:
    """Related pictures: addresses, objects, or objects under names as in ninjs 1."""
    stated = (
        list(value.values())
        if isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
        else value
    )
    bare = (Association(name=f"picture{number}", uri=uri) for number, uri in enumerate(texts_of(stated)))
    told = (_picture(f"picture{number}", _members(one)) for number, one in enumerate(objects_of(stated)))
    return (*bare, *(one for one in told if one.uri or one.headline or one.caption))


def _picture(name: str, members: Members) -> Association:
    return Association(
        name=name,
        type=text_of(members.get("type")),
        uri=text_of(first(members, *_PICTURE_URI)),
        headline=text_of(first(members, *_HEADLINE)),
        caption=text_of(first(members, *_PICTURE_CAPTION)),
        byline=_name(first(members, *_PICTURE_BYLINE)),
        credit=_name(first(members, *_PICTURE_CREDIT)),
    )


# The fields of a WireItem that one member gives: how it is read, and its names.
_FIELDS: dict[str, tuple[Callable[[Any], Any], tuple[str, ...]]] = {
    "id": (text_of, ("id", "guid", "identifier")),
    "version": (text_of, ("version", "revision")),
    "previous_version": (text_of, ("previousversion",)),
    "agency": (_name, ("agency", "provider", "source", "publisher")),
    "type": (_type, ("type",)),
    "profile": (text_of, ("profile",)),
    "language": (text_of, ("language", "lang", "inlanguage")),
    "first_created": (text_of, ("firstcreated", "created", "createdat", "datecreated")),
    "version_created": (
        text_of,
        (
            *("versioncreated", "updated", "updatedat", "modified", "modifiedat", "datemodified", "date", "published"),
            *("publishedat", "datepublished", "pubdate", "timestamp"),
        ),
    ),
    "embargoed": (text_of, ("embargo", "embargoed", "embargoeduntil")),
    "expires": (text_of, ("expires", "expiry", "expiresat")),
    "status": (text_of, ("status", "pubstatus")),
    "urgency": (urgency_of, ("urgency",)),
    "priority": (number_of, ("priority",)),
    "slug": (_slug, ("slug", "slugline")),
    "slug_parts": (_slug_parts, ("slug", "slugline")),
    "byline": (_name, ("byline", "by", "author", "authors")),
    "dateline": (_dateline, ("dateline",)),
    "located": (_places, ("location", "located", "place", "city", "contentlocation")),
    "sign_off": (text_of, ("signoff",)),
    "take": (text_of, ("take", "takekey", "anpatakekey")),
    "kind": (text_of, ("kind", "type")),
    "notes": (texts_of, ("note", "notes", "ednote", "editorsnote", "editornote", "advisory")),
    "keywords": (_keywords, ("keywords", "tags")),
    "products": (texts_of, ("products",)),
    "copyright_holder": (_name, ("copyrightholder",)),
    "copyright_notice": (text_of, ("copyright", "copyrightnotice")),
    "usage_terms": (text_of, ("usage", "usageterms")),
    "subjects": (
        _concepts,
        ("subjects", "subject", "categories", "category", "topics", "section", "articlesection"),
    ),
    "genres": (_concepts, ("genres", "genre")),
    "people": (_concepts, ("people", "persons")),
    "organisations": (_concepts, ("organisations", "organizations", "companies")),
    "places": (_concepts, ("places",)),
    "events": (_concepts, ("events",)),
    "associations": (_pictures, ("images", "image", "pictures", "photos", "media", "associations")),
}
_NAMES = frozenset(name for _, names in _FIELDS.values() for name in names)
_FIELDS_OF = {name: tuple(field for field, (_, names) in _FIELDS.items() if name in names) for name in _NAMES}
_KNOWN = _NAMES.union(_STORY, _HEADLINE, _SUBHEADLINE, _SUMMARY, _CAPTION, _URI)
