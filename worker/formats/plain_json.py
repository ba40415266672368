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
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.errors import UnknownFormatError
from worker.formats.bodies import Body, best_blocks, plain_text_of
from worker.formats.members import Members, first, number_of, objects_of, story_of, text_of, texts_of, urgency_of
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
_URI = ("uri", "urn")
_ID = ("id", "guid", "identifier")
_IS_URI = re.compile(r"(?:urn|tag|https?):\S", re.IGNORECASE)
_VERSION = ("version", "revision")
_AGENCY = ("agency", "provider", "source", "publisher")
_LANGUAGE = ("language", "lang", "inlanguage")
_TAKE = ("take", "takekey", "anpatakekey")
_SLUG = ("slug", "slugline")
_BYLINE = ("byline", "by", "author", "authors")
_LOCATED = ("location", "located", "place", "city", "contentlocation")
_TIME = (
    *("versioncreated", "updated", "updatedat", "modified", "modifiedat", "datemodified", "date", "published"),
    *("publishedat", "datepublished", "pubdate", "timestamp"),
)
_FIRST_TIME = ("firstcreated", "created", "createdat", "datecreated")
_EMBARGO = ("embargo", "embargoed", "embargoeduntil")
_EXPIRES = ("expires", "expiry", "expiresat")
_STATUS = ("status", "pubstatus")
_KEYWORDS = ("keywords", "tags")
_NOTES = ("note", "notes", "ednote", "editorsnote", "editornote", "advisory")
_SUBJECTS = ("subjects", "subject", "categories", "category", "topics", "section", "articlesection")
_GENRES = ("genres", "genre")
_PEOPLE = ("people", "persons")
_ORGANISATIONS = ("organisations", "organizations", "companies")
_PICTURES = ("images", "image", "pictures", "photos", "media", "associations")
_NOTICE = ("copyright", "copyrightnotice")
_USAGE = ("usage", "usageterms")
_ALONE = (
    *("caption", "previousversion", "type", "profile", "kind", "dateline", "urgency", "priority"),
    *("products", "places", "events", "copyrightholder", "signoff"),
)
_KNOWN = frozenset(
    (
        *(*_STORY, *_HEADLINE, *_SUBHEADLINE, *_SUMMARY, *_URI, *_ID, *_VERSION, *_AGENCY, *_LANGUAGE, *_TAKE, *_SLUG),
        *(
            *_BYLINE,
            *_LOCATED,
            *_TIME,
            *_FIRST_TIME,
            *_EMBARGO,
            *_EXPIRES,
            *_STATUS,
            *_KEYWORDS,
            *_NOTES,
            *_SUBJECTS,
            *_GENRES,
        ),
        *(*_PEOPLE, *_ORGANISATIONS, *_PICTURES, *_NOTICE, *_USAGE, *_ALONE),
    )
)
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
    members = _members(next(objects_of(value), {}))
    slug = first(members, *_SLUG)
    own_id = text_of(first(members, *_ID))
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=best_blocks(_bodies(members)),
        uri=text_of(first(members, *_URI)) or (own_id if own_id and _IS_URI.match(own_id) else None),
        id=own_id,
        version=text_of(first(members, *_VERSION)),
        previous_version=text_of(members.get("previousversion")),
        agency=_name(first(members, *_AGENCY)),
        type=text_of(members.get("type")) or "text",
        profile=text_of(members.get("profile")),
        language=text_of(first(members, *_LANGUAGE)),
        first_created=text_of(first(members, *_FIRST_TIME)),
        version_created=text_of(first(members, *_TIME)),
        embargoed=text_of(first(members, *_EMBARGO)),
        expires=text_of(first(members, *_EXPIRES)),
        status=text_of(first(members, *_STATUS)),
        urgency=urgency_of(members.get("urgency")),
        priority=number_of(members.get("priority")),
        headlines=(*_texts(members, _HEADLINE, None), *_texts(members, _SUBHEADLINE, "subheadline")),
        descriptions=(*_texts(members, _SUMMARY, "summary"), *_texts(members, ("caption",), "caption")),
        slug=text_of(slug) or "-".join(texts_of(slug)) or None,
        slug_parts=texts_of(slug) if isinstance(slug, list) else (),
        byline=_name(first(members, *_BYLINE)),
        dateline=text_of(_inner(members.get("dateline"), "text")),
        located=tuple(Place(name=name) for name in _names(first(members, *_LOCATED))),
        sign_off=text_of(members.get("signoff")),
        take=text_of(first(members, *_TAKE)),
        kind=text_of(first(members, "kind", "type")),
        notes=texts_of(first(members, *_NOTES)),
        keywords=tuple(_keywords(first(members, *_KEYWORDS))),
        products=texts_of(members.get("products")),
        copyright_holder=_name(members.get("copyrightholder")),
        copyright_notice=text_of(first(members, *_NOTICE)),
        usage_terms=text_of(first(members, *_USAGE)),
        subjects=_concepts(members, _SUBJECTS),
        genres=_concepts(members, _GENRES),
        people=_concepts(members, _PEOPLE),
        organisations=_concepts(members, _ORGANISATIONS),
        places=_concepts(members, ("places",)),
        events=_concepts(members, ("events",)),
        associations=tuple(_pictures(first(members, *_PICTURES))),
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


def _inner(value: Any, name: str) -> Any:
    """A member that is a text, or an object that holds it."""
    return value.get(name) if isinstance(value, dict) else value


def _keywords(value: Any) -> Iterator[str]:
    """Keywords of a list as they are; those of one text are parted by its commas or semicolons."""
    if isinstance(value, str):
        value = [one.strip() for one in value.replace(";", ",").split(",")]
    yield from texts_of(value)


def _concepts(members: Members, names: tuple[str, ...]) -> tuple[Concept, ...]:
    """Things under the first of the names: texts, then objects with a name, a code (and its scheme) or a URI."""
    value = first(members, *names)
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


def _pictures(value: Any) -> Iterator[Association]:
    """Related pictures: addresses, objects, or objects under names as in ninjs 1."""
    stated = (
        list(value.values())
        if isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())
        else value
    )
    yield from (Association(name=f"picture{number}", uri=uri) for number, uri in enumerate(texts_of(stated)))
    for number, one in enumerate(map(_members, objects_of(stated))):
        found = Association(
            name=f"picture{number}",
            type=text_of(one.get("type")),
            uri=text_of(first(one, *_PICTURE_URI)),
            headline=text_of(first(one, *_HEADLINE)),
            caption=text_of(first(one, *_PICTURE_CAPTION)),
            byline=_name(first(one, *_PICTURE_BYLINE)),
            credit=_name(first(one, *_PICTURE_CREDIT)),
        )
        if found.uri or found.headline or found.caption:
            yield found


def _name(value: Any) -> str | None:
    return ", ".join(_names(value)) or None
