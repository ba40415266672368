"""AP's Atom entries around a NITF story: its news management ("apnm") and content metadata ("apcm").

The NITF in them is a bare story; identity, slug, priority and all subjects stand in the entry. Namespaces are gone when
a tree is opened, and no name is used in two of them.
"""

from collections.abc import Iterator

from worker import territories
from worker.formats.members import number_of
from worker.formats.read_xml import LANG, Element, words
from worker.item import AltId, Author, Concept, Hints, Place, Text, WireItem

# EntityClassification@Authority → the member of an item.
_ENTITIES = {
    "AP Party": "people",
    "AP Person": "people",
    "AP Company": "organisations",
    "AP Organization": "organisations",
    "AP Geography": "places",
    "AP Country": "places",
    "AP Region": "places",
    "AP Event": "events",
}


def entries(root: Element) -> list[Element]:
    """The entries of a feed, or the one that a file holds, as far as they bring a NITF story."""
    found = [root] if root.tag == "entry" else root.findall("entry") if root.tag == "feed" else []
    return [entry for entry in found if entry.find("content/nitf") is not None]


def described(entry: Element, hints: Hints, name: str) -> WireItem:
    """Read what an entry states of its story; ``name`` is the format's."""
    managed = "NewsManagement"
    byline = words(entry, "ContentMetadata/ByLine")
    title = _attribute(entry, "ByLine", "Title")
    return WireItem(
        format=name,
        hints=hints,
        uri=words(entry, f"{managed}/ManagementId") or words(entry, "id"),
        version=words(entry, f"{managed}/ManagementSequenceNumber"),
        agency=words(entry, "author/name") or "AP",
        language=entry.get(LANG),
        first_created=words(entry, "published"),
        version_created=words(entry, "updated"),
        status=words(entry, f"{managed}/PublishingStatus"),
        priority=number_of(_attribute(entry, "Priority", "Numeric")),
        headlines=tuple(_headlines(entry)),
        descriptions=tuple(Text(line, "summary") for line in (words(entry, "summary"),) if line),
        slug=words(entry, "ContentMetadata/SlugLine"),
        byline=byline,
        authors=(Author(byline, title=title),) if byline and title else (),
        dateline=words(entry, "ContentMetadata/DateLine"),
        located=tuple(_located(entry)),
        notes=tuple(filter(None, (words(entry, f"{managed}/PublishingSpecialInstructions"),))),
        keywords=tuple(filter(None, map(words, entry.iterfind("ContentMetadata/Keywords")))),
        copyright_holder=_attribute(entry, "Copyright", "Holder"),
        copyright_notice=words(entry, "rights"),
        subjects=tuple(_classified(entry, "SubjectClassification")),
        people=_entities(entry, "people"),
        organisations=_entities(entry, "organisations"),
        places=_entities(entry, "places"),
        events=_entities(entry, "events"),
        alt_ids=tuple(_alt_ids(entry)),
    )


def _headlines(entry: Element) -> Iterator[Text]:
    said: set[str] = set()
    for path, role in (
        ("ContentMetadata/HeadLine", None),
        ("title", None),
        ("ContentMetadata/ExtendedHeadLine", "extended"),
        ("ContentMetadata/OriginalHeadLine", "original"),
    ):
        line = words(entry, path)
        if line and line not in said and not (said and role is None):
            said.add(line)
            yield Text(line, role)


def _located(entry: Element) -> Iterator[Place]:
    for location in entry.iterfind("ContentMetadata/DateLineLocation"):
        name = location.get("City") or location.get("CountryAreaName") or location.get("CountryName")
        if name:
            yield Place(name=name, country=territories.alpha2(location.get("Country", "")))


def _classified(entry: Element, kind: str) -> Iterator[Concept]:
    """What AP's classification says; its codes name a list, its subjects have a name and an id."""
    for one in entry.iterfind(f"ContentMetadata/{kind}"):
        authority, value, number = (one.get(name, "").strip() for name in ("Authority", "Value", "Id"))
        if value and "code" in authority.casefold():
            yield Concept(rel=authority, literal=value)
        elif value:
            yield Concept(name=value, rel=authority or None, literal=number or None)


def _entities(entry: Element, member: str) -> tuple[Concept, ...]:
    found = _classified(entry, "EntityClassification")
    return tuple(Concept(name=one.name, literal=one.literal) for one in found if _ENTITIES.get(one.rel or "") == member)


def _alt_ids(entry: Element) -> Iterator[AltId]:
    for role, path in (("entry", "id"), ("transmission", "ContentMetadata/TransmissionReference")):
        if stated := words(entry, path):
            yield AltId(role, stated)


def _attribute(entry: Element, name: str, attribute: str) -> str | None:
    found = entry.find(f"ContentMetadata/{name}")
    return None if found is None else found.get(attribute, "").strip() or None
