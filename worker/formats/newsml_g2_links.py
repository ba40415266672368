"""What a NewsML-G2 item names beside itself: pictures, earlier versions, other items. Nothing of it is ever fetched."""

from collections.abc import Iterator
from dataclasses import replace

from worker.formats.members import stable_uri
from worker.formats.newsml_g2_codes import local, stated
from worker.formats.newsml_g2_texts import line_of, ranked
from worker.formats.read_xml import Element
from worker.item import Association

TYPES = {
    "text": "text",
    "picture": "picture",
    "photo": "picture",
    "image": "picture",
    "graphic": "graphic",
    "graphics": "graphic",
    "animation": "graphic",
    "audio": "audio",
    "video": "video",
    "composite": "composite",
    "package": "composite",
    "event": "event",
    "planning": "planning",
}
"""ninjs' types by the class of an item, or by the family of a media type."""

# An item's own earlier version, and the story that it goes on with.
_PREVIOUS = frozenset({"previousversion", "prevversion", "previous", "replaces"})
_EVOLVED = frozenset({"evolvedfrom", "updates"})


def previous_version(item: Element) -> str | None:
    """Give the version that this one follows, or the item that it has evolved from, by its identifier."""
    links = list(item.iterfind("itemMeta/link"))
    for link in (*_with_relation(links, _PREVIOUS), *_with_relation(links, _EVOLVED)):
        target = link.get("residref") or link.get("guidref") or link.get("href")
        is_own = local(stated(link, "rel")).casefold() in _PREVIOUS or target == item.get("guid")
        if found := (link.get("version") if is_own else None) or target:
            return found.strip()
    return None


def associations(item: Element) -> tuple[Association, ...]:
    """List links, the items of a package, the renditions of a content that lies elsewhere, and a page's pictures."""
    links = [link for link in ranked(item.iterfind("itemMeta/link")) if not _is_previous(link, item)]
    refs = list(item.iterfind("groupSet/group/itemRef")) or list(item.iterfind("itemRef"))
    named = [
        *((local(stated(link, "rel")) or "link", link) for link in links),
        *((_group(ref), ref) for ref in refs),
        *((local(stated(one, "rendition")) or "content", one) for one in item.iterfind("contentSet/remoteContent")),
        *(("icon", icon) for icon in item.iterfind("contentMeta/icon")),
        *(("figure", figure) for figure in item.iterfind("contentSet/inlineXML//figure") if _shows(figure)),
    ]
    found = tuple(_association(element, name) for name, element in named)
    siblings = _siblings(item) if any(one.headline is None for one in found) else {}
    return tuple(_described(one, siblings) if one.headline is None else one for one in found)


def _siblings(item: Element) -> dict[str, Element]:
    """The items of the same message by their guid: what a link or a package only refers to is often among them."""
    message = next(item.iterancestors("itemSet"), None)
    return {} if message is None else {guid: one for one in message if (guid := one.get("guid", ""))}


def _described(association: Association, siblings: dict[str, Element]) -> Association:
    """The association with the headline and caption of the item that it refers to."""
    other = siblings.get(association.uri or "")
    if other is None:
        return association
    shown = TYPES.get(local(stated(other.find("itemMeta/itemClass"))).casefold())
    return replace(
        association,
        type=association.type or shown,
        headline=line_of(other.find("contentMeta/headline")),
        caption=association.caption or line_of(other.find("contentMeta/description")),
    )


def _with_relation(links: list[Element], relations: frozenset[str]) -> Iterator[Element]:
    return (link for link in links if local(stated(link, "rel")).casefold() in relations)


def _is_previous(link: Element, item: Element) -> bool:
    """Whether a link leads to an earlier version of the item itself, which is no item beside it."""
    relation = local(stated(link, "rel")).casefold()
    own = link.get("residref") == item.get("guid")
    return relation in _PREVIOUS or (relation in _EVOLVED and own)


def _group(ref: Element) -> str:
    """The part that an item has in a package: what its group is for."""
    parent = ref.getparent()
    return local(stated(parent, "role")) or "item"


def _shows(figure: Element) -> bool:
    """Whether a figure is a picture; HTML has tables in figures too, which are part of the story."""
    return figure.find(".//img") is not None and figure.find(".//table") is None


def _association(element: Element, name: str) -> Association:
    if element.tag == "figure":
        image = element.find(".//img")
        source = None if image is None else image.get("src", "").strip()
        return Association(name, "picture", source or None, caption=line_of(element.find(".//figcaption")))
    shown = local(stated(element.find("itemClass"))).casefold()
    family = element.get("contenttype", "").partition("/")[0].casefold()
    href = (element.get("residref") or element.get("guidref") or element.get("href") or "").strip()
    return Association(
        name=name,
        type=TYPES.get(shown) or (TYPES.get(family) if family != "text" or element.tag != "link" else None),
        uri=stable_uri(href or None),
        headline=line_of(element.find("headline")) or line_of(element.find("title")),
        caption=line_of(element.find("description")),
        byline=line_of(element.find("by")),
        credit=line_of(element.find("creditline")),
    )
