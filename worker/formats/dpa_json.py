"""dpa digitalwires: the JSON in which the Deutsche Presse-Agentur sends its own wires and those of others (AP, Europa Press).

What goes where:

- ``urn`` and ``entry_id``: the URI and another id; ``version``, ``version_created``, ``pubstatus``, ``urgency``,
  ``language``, ``copyrightnotice``, ``usageterms``: as they are called; ``autopublishnotice``: to the copyright notice
- ``signal`` and categories of that type: the kind of item; ``embargoed``, or a note about an embargo: the embargo
- ``headline``, ``subhead``, ``kicker``: headlines; ``teaser``: the summary; ``descriptions``: captions, by their role
- ``byline``, or the creators where they are people, who are authors in any case; ``dateline``
- ``article_html``, then ``infobox_html``: the body; the links of ``linkbox_html`` and ``associations``: related items
- ``ednotes``: the sign-off (``closingline``) and the notes, of which ``notepad`` is the layout
- ``categories`` by type: subjects and desk, places, people, keywords, genres, products (wires, rubrics), where it comes
  from, sources; subjects, places and keywords together are the slug, in that order, as in dpa's IPTC 7901

The derived lists of names (``keyword_names``), the renditions and audiences (``scope``) are left out. Several entries, as
dpa's queue gives them, stand in a list or under ``entries``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from worker.agencies import agency_of
from worker.formats import dpa_words
from worker.formats.bodies import plain_text_of, texts_under
from worker.formats.dpa_json_parts import Categories, Notes, blocks_of, rank_of
from worker.formats.markup import html_links
from worker.formats.members import (
    Members,
    is_empty,
    items_of,
    object_of,
    objects_of,
    story_of,
    text_of,
    texts_of,
    urgency_of,
)
from worker.item import AltId, Association, Concept, Hints, Text, WireItem

NAME = "dpa-json"

_STANDARD = "digitalwires"
# Beside ``urn``, for entries from before the format had a name.
_TELLING = frozenset({"article_html", "entry_id", "ednotes", "version_created"})
_SLUG = ("dpasubject", "geosubject", "keyword")
_HEADLINES = (("headline", None), ("subhead", "subheadline"), ("kicker", "kicker"))
_TYPES = {"image": "picture", "photo": "picture"}
_CAPTION_ROLES = {"drol:caption": "caption", "dpadrol:caption-extended": "captionExtended", "drol:teaser": "summary"}
_CREATORS_MAX = 50  # who made an item, asked one by one whether they are an agency; five were seen


def sniff(value: Any, _: Hints) -> bool:
    """Tell an entry by the format that it names, else by its ``urn`` among members that only dpa has."""
    entry = object_of(items_of(value, "entries"))
    named = str(entry.get("format", "")).casefold().startswith(_STANDARD)
    known = isinstance(entry.get("urn"), str) and (named or len(_TELLING.intersection(entry)) > 1)
    return known or is_empty(value, "entries")


def split(value: Any) -> Sequence[Any]:
    """Give the entries."""
    entries = items_of(value, "entries")
    return entries if isinstance(entries, list) else (entries,)


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one entry."""
    entry = object_of(value)
    categories = Categories(entry)
    notes = Notes(entry)
    slug = tuple(name for kind in _SLUG for name in categories.names(kind))
    genres = categories.concepts("genre")
    byline = text_of(entry.get("byline"))
    makers = [one for one in categories.concepts("infosource", "creator", "contributor") if one.name != byline]
    creators = [one for one in makers if one.rel == "creator"][:_CREATORS_MAX]
    writers = tuple(one for one in creators if _is_name(one.name or ""))
    article = blocks_of(entry.get("article_html"))
    shown = "text" if article else _type(entry)
    urgency = urgency_of(entry.get("urgency"))
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=(*article, *blocks_of(entry.get("infobox_html"))),
        uri=text_of(entry.get("urn")),
        version=text_of(entry.get("version")),
        agency=_agency(entry, categories),
        type=shown,
        profile="advisory" if dpa_words.is_advisory(genres) else None,
        language=text_of(entry.get("language")),
        version_created=text_of(entry.get("version_created")),
        embargoed=text_of(entry.get("embargoed")) or next(iter(notes.texts("embargo")), None),
        status=text_of(entry.get("pubstatus")),
        urgency=urgency,
        headlines=texts_under(entry, _HEADLINES),
        descriptions=tuple(_descriptions(entry, shown)),
        slug="".join(f"{part}/" for part in slug) or None,
        slug_parts=slug,
        byline=byline or ", ".join(one.name or "" for one in writers) or None,
        dateline=text_of(entry.get("dateline")),
        located=tuple(categories.located()),
        sign_off=next(iter(notes.texts("closingline")), None),
        take=dpa_words.take(next(iter(categories.names("genre")), None), urgency, shown),
        kind=text_of(entry.get("signal")) or next(iter(categories.codes("signal")), None),
        notes=(*notes.genre(categories.names("genre")), *notes.rest()),
        keywords=categories.names("keyword"),
        products=categories.names("wire", "rubric"),
        copyright_notice="\n".join(texts_of([entry.get("copyrightnotice"), entry.get("autopublishnotice")])) or None,
        usage_terms=text_of(entry.get("usageterms")),
        subjects=categories.concepts("desk", "dpasubject", "subject"),
        genres=genres,
        sources=(*_credit(entry), *(one for one in makers if one not in writers)),
        people=(*(replace(one, rel="author") for one in writers), *categories.concepts("person")),
        organisations=categories.concepts("organisation", "organization", "company"),
        places=(*categories.concepts("geosubject"), *categories.sights()),
        events=categories.concepts("event"),
        associations=tuple(_associations(entry)),
        alt_ids=tuple(AltId("digitalwires:entryId", one) for one in texts_of(entry.get("entry_id"))),
    )


def _type(entry: Members) -> str:
    """What an entry without an article shows: it is called ``composite`` always, so that a lone association tells."""
    shown = list(objects_of(entry.get("associations")))
    own = [one for one in shown if _is_own(one, entry)] or (shown if len(shown) == 1 else [{}])
    stated = text_of(own[0].get("type")) or "text"
    return _TYPES.get(stated, stated)


def _is_own(association: Members, entry: Members) -> bool:
    return association.get("urn") == entry.get("urn")


def _agency(entry: Members, categories: Categories) -> str | None:
    """The agency whose credit the item bears, where it is one agency's alone, else who provides it."""
    return dpa_words.credited(text_of(entry.get("creditline"))) or next(iter(categories.names("provider")), "dpa")


def _descriptions(entry: Members, shown: str) -> Iterator[Text]:
    """Teaser and captions; a teaser that only repeats the headline (Europa Press) says nothing more."""
    teaser = text_of(entry.get("teaser"))
    if teaser and teaser != text_of(entry.get("headline")):
        yield Text(plain_text_of(teaser), "summary")
    stated = [
        Text(plain_text_of(text), _CAPTION_ROLES.get(str(one.get("role")), text_of(one.get("role"))))
        for one in objects_of(entry.get("descriptions"))
        if (text := text_of(one.get("description")))
    ]
    captions = [] if shown == "text" else [one.get("caption") for one in objects_of(entry.get("associations"))]
    yield from stated or (Text(plain_text_of(caption), "caption") for caption in texts_of(captions)[:1])


def _is_name(creator: str) -> bool:
    """Whether a creator is a person: the login of a desk's system has no space, and some items have an agency there."""
    return " " in creator and agency_of(creator) is None


def _credit(entry: Members) -> Iterator[Concept]:
    if credit := text_of(entry.get("creditline")):
        yield Concept(name=credit, rel="credit")


def _associations(entry: Members) -> Iterator[Association]:
    """What an entry names beside itself: pictures, videos, then links."""
    for number, one in enumerate(sorted(objects_of(entry.get("associations")), key=rank_of)):
        if not _is_own(one, entry):
            kind = text_of(one.get("type")) or "media"
            yield Association(
                name=f"{kind}{number}",
                type=_TYPES.get(kind, kind),
                uri=text_of(one.get("urn")),
                headline=text_of(one.get("headline")),
                caption=text_of(one.get("caption")),
                byline=text_of(one.get("byline")),
                credit=text_of(one.get("creditline")),
            )
    for number, link in enumerate(html_links(story_of(entry.get("linkbox_html")) or "")):
        yield Association(name=f"link{number}", uri=link.href, headline=link.text)
