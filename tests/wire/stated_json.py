"""What a JSON file of the wires states by the names of its members, read without the worker: pairs of field and value."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from wire.stated_xml import Stated, text_of


def document_of(data: bytes) -> Any:
    return json.loads(data)


def dpa(item: dict[str, Any]) -> Iterator[Stated]:
    """dpa digitalwires."""
    for field, name in (
        ("uri", "urn"),
        ("version", "version"),
        ("versionCreated", "version_created"),
        ("embargo", "embargoed"),
        ("status", "pubstatus"),
        ("language", "language"),
        ("urgency", "urgency"),
        ("headline", "headline"),
        ("headline", "subhead"),
        ("description", "teaser"),
        ("byline", "byline"),
        ("dateline", "dateline"),
        ("copyrightNotice", "copyrightnotice"),
        ("usageTerms", "usageterms"),
    ):
        yield from _member(field, item.get(name))
    for note in item.get("ednotes") or ():
        closing = (note["role"] or "").endswith("closingline")
        yield from _member("signOff" if closing else "edNote", note["ednote"])
    for category in item.get("categories") or ():
        kind = category["type"].rpartition(":")[2]
        if kind in {"dpasubject", "geosubject", "desk"}:
            yield from _member("code", category.get("qcode"))
            yield from _member("concept", category.get("name"))
        elif kind in {"keyword", "genre"}:
            yield from _member(kind, category.get("name"))
    yield from (("description", one["description"]) for one in item.get("descriptions") or () if one.get("description"))
    yield from _paragraphs(item.get("article_html"))


def ninjs(item: dict[str, Any]) -> Iterator[Stated]:
    """ninjs 1 to 3; its names differ in letter case and number alone."""
    members = {name.casefold(): value for name, value in item.items()}
    for field, *names in (
        ("uri", "uri"),
        ("version", "version"),
        ("created", "firstcreated"),
        ("versionCreated", "versioncreated"),
        ("embargo", "embargoeduntil", "embargoed"),
        ("status", "pubstatus"),
        ("language", "language"),
        ("urgency", "urgency"),
        ("slug", "slugline"),
        ("byline", "by", "byline"),
        ("located", "located"),
        ("edNote", "ednote"),
        ("copyrightHolder", "copyrightholder"),
        ("copyrightNotice", "copyrightnotice"),
        ("usageTerms", "usageterms"),
        ("headline", "headline"),
        ("description", "description_text"),
        ("profile", "profile"),
        ("type", "type"),
    ):
        for name in names:
            yield from _member(field, members.get(name))
    yield from (("headline", one["value"]) for one in members.get("headlines") or () if one.get("value"))
    yield from (("description", one["value"]) for one in members.get("descriptions") or () if one.get("value"))
    for field, *names in (
        ("concept", "subjects", "subject"),
        ("genre", "genres", "genre"),
        ("person", "people", "person"),
        ("organisation", "organisations", "organisation"),
        ("place", "places", "place"),
        ("object", "objects", "object"),
    ):
        for name in names:
            stated = members.get(name) or []
            for one in stated if isinstance(stated, list) else [stated]:
                if isinstance(one, dict):
                    yield from _member(field, one.get("name") or one.get("literal"))
    associations = members.get("associations") or []
    for one in associations.values() if isinstance(associations, dict) else associations:
        yield from _member("association", one.get("uri"))
    bodies = [
        one["value"]
        for one in members.get("bodies") or ()
        if "html" in one.get("contentType", one.get("contenttype", ""))
    ]
    yield from _paragraphs(members.get("body_xhtml") or next(iter(bodies), None))


def fingerpost(item: dict[str, Any]) -> Iterator[Stated]:
    """Fingerpost's ninjs, as PA's items come to the Guardian."""
    for field, name in (
        ("uri", "uri"),
        ("version", "version"),
        ("created", "firstVersion"),
        ("versionCreated", "versionCreated"),
        ("slug", "slug"),
        ("headline", "headline"),
        ("byline", "byline"),
        ("priority", "priority"),
        ("language", "language"),
        ("edNote", "ednote"),
        ("copyrightHolder", "copyrightHolder"),
        ("usageTerms", "usage"),
        ("located", "location"),
    ):
        yield from _member(field, item.get(name))
    yield from (("code", code) for code in item.get("subjects", {}).get("code", ()))


def _member(field: str, value: Any) -> Iterator[Stated]:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
        yield field, str(value)


def _paragraphs(markup: str | None) -> Iterator[Stated]:
    if not markup or not re.search(r"<p\b", markup):
        return
    for paragraph in html.fragment_fromstring(markup, create_parent="div").iter("p"):
        text = text_of(paragraph)
        if any(map(str.isalnum, text)) and next(paragraph.iterancestors("table", "figure"), None) is None:
            yield "paragraph", text
