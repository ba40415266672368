"""What a NewsML 1.x story is about and where it comes from: subjects, topics, places, keywords, securities."""

import re
from collections.abc import Iterator
from itertools import islice

from worker import territories
from worker.formats.members import degrees
from worker.formats.newscodes import SUBJECT_CODES
from worker.formats.newsml12_stated import Stated, distinct
from worker.formats.read_xml import Element, words
from worker.item import Concept, Place

TOPICS_MAX = 500
"""Topics that an item's references may lead to; a set with more is a thesaurus, not what one story is about."""

_SUBJECT_CODE = re.compile(r"[0-9]{8}")
_SUBJECT_GROUP = re.compile(r"[0-9]{2}")  # the first two digits alone (Belga)
_SUBJECTS = frozenset({"Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier"})
_SEPARATED = re.compile(r"\s{0,8}[;,]\s{0,8}")
# Business Wire's own words for what a release is about ("BWIndustryKeywords"), outside DescriptiveMetadata.
_ABOUT = re.compile(r"\w{2,40}Keywords")
# Properties that are codes of an agency's own lists: EFE's thesaurus, country and region, Belga's labels.
_LISTS = frozenset({"tesauro", "efepais", "eferegional", "efecomplemento", "label", "category"})
# TopicType@FormalName in small letters → the member of an item.
_TOPIC_MEMBERS = {
    "person": "people",
    "people": "people",
    "company": "organisations",
    "organisation": "organisations",
    "organization": "organisations",
    "country": "places",
    "geography": "places",
    "city": "places",
    "location": "places",
    "place": "places",
    "region": "places",
    "event": "events",
    "product": "objects",
}


def keywords_of(story: Stated) -> tuple[str, ...]:
    """Keywords as properties, one each or all in one, and as lines."""
    listed: list[str] = []
    for one in story.within("DescriptiveMetadata", "Property"):
        name = _name(one)
        if name == "keyword":
            listed.append(one.get("Value", ""))
        elif name == "keywords":
            listed += _SEPARATED.split(one.get("Value", ""))
    for line in story.all_words("NewsLines/KeywordLine"):
        listed += _SEPARATED.split(line)
    return distinct((*listed, *story.all_words("item_keywords/item_keyword")))


def subjects_of(story: Stated) -> Iterator[Concept]:
    """IPTC's subject codes, and after them the agency's own category, which AFP has in ``cat``."""
    stated = [
        one for code in story.within("DescriptiveMetadata", "SubjectCode") for one in code if one.tag in _SUBJECTS
    ]
    for one in stated:
        code = one.get("FormalName", "").strip()
        if _SUBJECT_CODE.fullmatch(code) or _SUBJECT_GROUP.fullmatch(code):
            yield Concept(uri=f"{SUBJECT_CODES}{code:0<8}")
        elif code:
            yield Concept(literal=code)
    for one in stated:
        if category := one.get("cat", "").strip():
            yield Concept(literal=category)
    for one in (*story.all("DescriptiveMetadata/Property"), *story.all("AdministrativeMetadata/Property")):
        if _name(one) in _LISTS and (value := one.get("Value", "").strip()):
            yield Concept(rel=one.get("FormalName"), literal=value)
    for one in story.all("Metadata/Property"):
        if _ABOUT.fullmatch(one.get("FormalName", "")) and (value := one.get("Value", "").strip()):
            yield Concept(name=value, rel="about")


def located_in(story: Stated) -> Iterator[Place]:
    """Where the story comes from; a place of which only the country is stated goes by the country's name."""
    for location in story.all("DescriptiveMetadata/Location"):
        stated = _properties(location)
        country = stated.get("Country")
        name = _place_name(stated)
        if name and location.get("HowPresent", "Origin") == "Origin":
            yield Place(
                name=name,
                country=territories.alpha2(country) if country else None,
                lat=degrees(stated.get("Latitude"), 90),
                lon=degrees(stated.get("Longitude"), 180),
            )


def places_of(story: Stated) -> Iterator[Concept]:
    """Places that the story is about, which is any other way of being present in it."""
    for location in story.all("DescriptiveMetadata/Location"):
        present = location.get("HowPresent", "Origin")
        name = None if present == "Origin" else _place_name(_properties(location))
        if name:
            yield Concept(name=name, rel=present)


def topics_of(story: Stated, item: Element, root: Element) -> Iterator[tuple[str, Concept]]:
    """The topics that the story refers to in its own file, each with the member of an item that it belongs to.

    A reference is one look into a table of what the file defines: nothing is fetched, and no topic leads to another.
    """
    wanted = {
        one.get("Topic", "").removeprefix("#"): None for one in story.within("DescriptiveMetadata", "TopicOccurrence")
    }
    if not wanted:
        return
    sets = (*root.iterfind("TopicSet/Topic"), *item.iterfind(".//TopicSet/Topic"))
    topics = {topic.get("Duid"): topic for topic in islice(sets, TOPICS_MAX)}
    for duid in wanted:
        topic = topics.get(duid)
        if topic is not None and (concept := _topic(topic)):
            kind = topic.find("TopicType")
            stated = "" if kind is None else kind.get("FormalName", "").casefold()
            yield _TOPIC_MEMBERS.get(stated, "subjects"), concept


def securities_of(story: Stated) -> Iterator[Concept]:
    """The securities of those whom a release is about: exchange and ticker."""
    for metadata in story.all("Metadata"):
        stated = _properties(metadata)
        if ticker := stated.get("Ticker Symbol"):
            yield Concept(name=stated.get("Name"), literal=":".join(filter(None, (stated.get("Exchange"), ticker))))


def _topic(topic: Element) -> Concept | None:
    code, name = words(topic, "FormalName"), words(topic, "Description")
    if code and _SUBJECT_CODE.fullmatch(code):
        return Concept(name=name, uri=f"{SUBJECT_CODES}{code}")
    scheme = topic.find("FormalName[@Scheme]") is not None  # a code of a list ("N2000"), and no name
    if not (name or code):
        return None
    return Concept(name=name or (None if scheme else code), literal=code if name or scheme else None)


def _place_name(stated: dict[str, str]) -> str | None:
    names = (stated.get(part) for part in ("City", "Area", "CountryArea", "Region"))
    country = stated.get("Country")
    name = next(filter(None, names), None) or (territories.name(country) if country else None)
    return name.strip() if name else None


def _properties(element: Element) -> dict[str, str]:
    return {one.get("FormalName", ""): value for one in element.iterchildren("Property") if (value := one.get("Value"))}


def _name(element: Element) -> str:
    return element.get("FormalName", "").casefold()
