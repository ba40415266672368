"""How a NewsML 1.x item stands among others: its identifier and revision, its status, what it replaces or belongs to."""

import re
from collections.abc import Iterator

from worker.formats.newsml12_parts import MEDIA_TYPES
from worker.formats.newsml12_stated import Stated
from worker.formats.newsml_urn import part_revision
from worker.formats.read_xml import Element
from worker.item import KILLED, Association

# Instruction@FormalName in small letters: what is to be done with what was sent before.
_INSTRUCTIONS = {
    **dict.fromkeys(("delete", "kill", "cancel", "canceled", "cancelled", "withdraw", "mandatorykill"), "kill"),
    **dict.fromkeys(("correction", "correct", "rectify", "rectification"), "correction"),
    **dict.fromkeys(("update", "replace", "append"), "update"),
}
_HELD = ("embargo", "withheld", "restricted")
_PLAIN_KINDS = frozenset({"news", "text", "story", ""})
_PROVIDER_ALONE = re.compile(r"urn:newsml:[^:]*:?", re.IGNORECASE)  # Belga's, for items that it does not number
# A reference without its "urn:newsml:", as Business Wire writes it.
_BARE_REFERENCE = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}:\d{8}\S{0,300}")


def uri_of(news: Stated) -> str | None:
    """The public identifier without its revision, or the one that its parts make (NewsML 1.2 §5.2.3)."""
    stated = news.words("Identification/NewsIdentifier/PublicIdentifier")
    if stated and not _PROVIDER_ALONE.fullmatch(stated):
        return part_revision(stated)[0]
    parts = [news.words(f"Identification/NewsIdentifier/{name}") for name in ("ProviderId", "DateId", "NewsItemId")]
    known = [part for part in parts if part]
    return f"urn:newsml:{':'.join(known)}" if len(known) == len(parts) else None


def previous_version(news: Stated, uri: str | None) -> str | None:
    """The revision that this one replaces: stated as such, or by a reference to the same item."""
    revision = next(iter(news.all("Identification/NewsIdentifier/RevisionId")), None)
    previous = revision.get("PreviousRevision") if revision is not None else None
    if previous:
        return previous if previous != "0" else None  # 0: there was none
    derived = (part_revision(_reference(one)) for one in news.all("NewsManagement/DerivedFrom"))
    return next((number for name, number in derived if name == uri), None)


def kind_of(news: Stated) -> str | None:
    """The type of item, or where that says nothing, what is to be done: a kill, a correction, an update in parts."""
    kind = news.name("NewsManagement/NewsItemType")
    if (news.name("NewsManagement/Status") or "").casefold() in KILLED:
        return "kill"
    if (kind or "").casefold() not in _PLAIN_KINDS:
        return kind
    instructions = (_INSTRUCTIONS.get(name.casefold()) for name in news.names("NewsManagement/Instruction"))
    if instruction := next(filter(None, instructions), None):
        return instruction
    revision = next(iter(news.all("Identification/NewsIdentifier/RevisionId")), None)
    in_parts = revision is not None and revision.get("Update", "N").upper() in {"U", "A"}
    return "update" if in_parts else kind


def embargo_of(news: Stated) -> str | None:
    """When a held item will be usable, or that it is embargoed where nothing says until when."""
    status = (news.name("NewsManagement/Status") or "").casefold()
    if not status.startswith(_HELD):
        return None
    usable = next((when for future, when in _changes(news) if future in {"usable", ""}), None)
    return usable or (status if status.startswith("embargo") else None)


def expiry_of(news: Stated) -> str | None:
    """When an item will be usable no more."""
    return next((when for future, when in _changes(news) if future in KILLED | {"expired"}), None)


def _changes(news: Stated) -> Iterator[tuple[str, str]]:
    """What the status will be, in small letters, and when."""
    for change in news.all("NewsManagement/StatusWillChange"):
        future, when = change.find("FutureStatus"), change.findtext("DateAndTime", "").strip()
        if when:
            yield "" if future is None else future.get("FormalName", "").casefold(), when


def related_to(news: Stated, top: Element | None, uri: str | None) -> Iterator[Association]:
    """Items that this one names, none of which is looked up: what it belongs to, comes from, or has for a part."""
    parts = () if top is None else top.iter("NewsItemRef")
    named = (
        *(("associatedWith", one) for one in news.all("NewsManagement/AssociatedWith")),
        *(("derivedFrom", one) for one in news.all("NewsManagement/DerivedFrom")),
        *(("newsItemRef", one) for one in parts),
    )
    for role, element in named:
        reference = part_revision(_reference(element))[0]
        kind = element.get("FormalName", "").strip()
        if reference and not reference.startswith("#") and reference != uri:
            yield Association(name=role, uri=reference)
        elif kind and not reference:  # AFP: what comes with the story, without saying where it is
            yield Association(name=kind.casefold(), type=MEDIA_TYPES.get(kind.casefold()))


def _reference(element: Element) -> str:
    stated = element.get("NewsItem", "").strip()
    return f"urn:newsml:{stated}" if _BARE_REFERENCE.fullmatch(stated) else stated
