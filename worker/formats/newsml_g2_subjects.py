"""What a NewsML-G2 item is about and where it comes from: its subjects by their nature, its places."""

from collections.abc import Iterator, Sequence
from itertools import islice

from worker import territories
from worker.formats.members import degrees
from worker.formats.newsml_g2_codes import Concepts, local, stated
from worker.formats.newsml_g2_texts import line_of
from worker.formats.read_xml import Element, words
from worker.item import Concept, Place

# Where a subject goes, by its nature: IPTC's natures, AP's and SportsML's. All others are subjects.
_PLACES = ("geoarea", "poi", "place", "location", "city", "country", "region", "statprov", "state", "geo")
_NATURES = {
    "person": "people",
    **dict.fromkeys(("organisation", "organization", "company", "team", "party"), "organisations"),
    **dict.fromkeys(_PLACES, "places"),
    "event": "events",
    **dict.fromkeys(("object", "product"), "objects"),
}
# What the nature of a subject says of it beyond being one: nothing, or (dpa) the desk that it is for.
_RELATIONS = {"": None, "abstract": None, "category": "desk"}

_AROUND_MAX = 20  # what a place lies in: a town has its region, country and continent


class Subjects:
    """The subjects of an item by where they go: ``people``, ``organisations``, ``places``, ``events``, ``objects``, ``subjects``."""

    def __init__(self, meta: Element, concepts: Concepts) -> None:
        self._found: dict[str, dict[Concept, None]] = {}
        topics: list[Concept] = []
        asserted: dict[Element, str | None] = {}
        for thing in (thing for subject in meta.iterchildren("subject") for thing in _things(subject)):
            nature = concepts.kind(thing)
            place = _NATURES.get(nature.casefold(), "subjects")
            relation = local(stated(thing, "rel")) or _RELATIONS.get(nature, nature)
            found = concepts.concept(thing, relation if place == "subjects" else None)
            if found:
                self._found.setdefault(place, {})[found] = None
            if found and place == "subjects":
                topics += concepts.topics(thing, found.name)
                if (said := concepts.asserted(thing)) is not None:
                    asserted.setdefault(said, found.name)
        topics += (topic for said, name in asserted.items() for topic in concepts.topics(said, name))
        subjects = self._found.get("subjects", {})
        known = {one.uri for one in subjects}
        subjects |= {topic: None for topic in topics if topic.uri not in known}

    def of(self, place: str) -> tuple[Concept, ...]:
        """Give what goes there."""
        return tuple(self._found.get(place, ()))


def located(meta: Element, concepts: Concepts, language: str | None) -> Iterator[Place]:
    """Say where the content comes from; a code that is a word names the place where nothing else does."""
    for element in meta.iterchildren("located"):
        code = local(stated(element))
        name = (
            concepts.name(element)
            or words(element, "POIDetails/address/locality/name")
            or (code if code.replace(" ", "").isalpha() else None)
            or line_of(element)
        )
        if name:
            country = _country((element, *islice(element.iter("broader", "sameAs", "country"), _AROUND_MAX)), language)
            lat, lon = _position(concepts.asserted(element))
            yield Place(name, country, lat=lat, lon=lon)


def _things(subject: Element) -> Iterator[Element]:
    """A subject, or the concept and its facets that it is made of."""
    parts = [part for part in subject if part.tag in {"mainConcept", "facetConcept"}]
    yield from parts if parts and stated(subject) is None else (subject,)


def _position(asserted: Element | None) -> tuple[float | None, float | None]:
    """The latitude and longitude that an assertion gives."""
    position = None if asserted is None else asserted.find("*/position")
    if position is None:
        return None, None
    return degrees(position.get("latitude"), 90), degrees(position.get("longitude"), 180)


def _country(around: Sequence[Element], language: str | None) -> str | None:
    """The country that a place lies in: by its code of ISO 3166, else by its name.

    An agency's own codes are not read for one. Of names the last counts, the widest: Atlanta's are Georgia, United States.
    """
    codes = [one.get("qcode") or one.get("uri") or "" for one in around]
    coded = (territories.alpha2(local(code)) for code in codes if "iso3166" in code.casefold())
    named = (territories.named(words(one, "name") or "", language) for one in around)
    return next(filter(None, coded), None) or next(iter([code for code in named if code][-1:]), None)
