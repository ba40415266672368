"""What a NITF document names: the people, houses, places, works of its head, and those that its text marks up.

Apart from the other parts, because both have the same elements and only the relation differs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from worker import territories
from worker.formats.newscodes import SUBJECT_CODES
from worker.formats.nitf_text import line_of
from worker.formats.read_xml import Element
from worker.item import Concept

MENTIONED = "mentioned"

# Which member of an item an element speaks for. Money, numbers and dates are text alone.
_MEMBERS = {
    "person": "people",
    "org": "organisations",
    "location": "places",
    "event": "events",
    "object.title": "objects",
}
NAMED = tuple(_MEMBERS)
"""The elements that name a thing in a text."""

# Who signs, from where, and whose it is: bylines, datelines and rights say so themselves.
_NOT_MENTIONED = frozenset({"byline", "dateline", "distributor", "rights", "media-producer", "tagline"})
_URI = re.compile(r"(?:https?|urn|tag|info):\S{1,400}")
_SUBJECT_CODE = re.compile(r"[0-9]{7,8}")


@dataclass(frozen=True, slots=True)
class Names:
    """Things by what they are; the fields are those of a WireItem."""

    people: tuple[Concept, ...] = ()
    organisations: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    events: tuple[Concept, ...] = ()
    objects: tuple[Concept, ...] = ()


def names_of(root: Element) -> Names:
    """Read what the head lists, then where it happened, then what the text marks up."""
    found: dict[str, dict[Concept, None]] = {member: {} for member in _MEMBERS.values()}
    for listed in root.iterfind("head/docdata/identified-content/*"):
        _add(found, listed, None)
    for evloc in root.iterfind("head/docdata/evloc"):
        if place := _event_place(evloc):
            found["places"][place] = None
    for body in root.iterfind("body"):
        for marked in _marked(body):
            parent = marked.getparent()
            beside = parent is not None and parent.tag == "body.head"  # a company beside the headline, with its code
            _add(found, marked, None if beside else MENTIONED)
    return Names(**{member: _once(concepts) for member, concepts in found.items()})


def subjects_of(root: Element) -> Iterator[Concept]:
    """IPTC's subjects by their number, and the codes of the agency's own lists."""
    for subject in root.iterfind("head/tobject/tobject.subject"):
        yield from _subject(
            {str(name).rpartition(".")[2]: str(value).strip() for name, value in subject.attrib.items()}
        )
    for classifier in root.iterfind("head/docdata/identified-content/classifier"):
        value, name = classifier.get("value", "").strip(), line_of(classifier)
        uri, literal = _identifier(classifier, value)
        if value or name:
            yield Concept(name=name, uri=uri, rel=classifier.get("type", "").strip() or None, literal=literal)


def _subject(stated: dict[str, str]) -> Iterator[Concept]:
    """A subject and those above it, as far as they are named: the number of eight digits has two, three and three."""
    number, code, owner = stated.get("refnum", ""), stated.get("code") or None, stated.get("ipr", "")
    names = [(name, stated.get(name)) for name in ("type", "matter", "detail")]
    if not _SUBJECT_CODE.fullmatch(number) or (owner and "iptc" not in owner.casefold()):
        name = next((name for _, name in reversed(names) if name), None)
        if name or number or code:
            yield Concept(name=name, rel=owner or None, literal=number or code)
        return
    number = f"{number:0>8}"
    levels = {f"{number[:digits]:0<8}": name for (_, name), digits in zip(names, (2, 5, 8), strict=True) if name}
    for level, name in ({number: None} | levels).items():
        yield Concept(name=name, uri=f"{SUBJECT_CODES}{level}", literal=code if level == number else None)


def person_name(person: Element) -> str | None:
    """The name of a person, whose element may hold an office beside it.

    A name in parts is put together in the order of speech, wherever the family's name stands in the markup.
    """
    parts = [line_of(part) for name in ("name.given", "name.family") for part in person.iterfind(name)]
    return " ".join(filter(None, parts)) or line_of(person, leave_out=frozenset({"function"}))


def country_of(element: Element) -> str | None:
    """The country that a place states by its code, as alpha-2."""
    coded = (element, *element.iterfind("country"))
    codes = (one.get(name) for one in coded for name in ("iso-cc", "location-code"))
    return next((found for code in codes if code and (found := territories.alpha2(code))), None)


def _add(found: dict[str, dict[Concept, None]], element: Element, rel: str | None) -> None:
    member = _MEMBERS.get(element.tag)
    name = person_name(element) if element.tag == "person" else line_of(element)
    value = (element.get("value") or element.get("location-code") or "").strip()
    name = name or (value if value and not _URI.fullmatch(value) else None)
    if member and name:
        uri, literal = _identifier(element, value)
        found[member][Concept(name=name, uri=uri, rel=rel, literal=literal if literal != name else None)] = None


def _identifier(element: Element, value: str) -> tuple[str | None, str | None]:
    """What names a thing to machines: a URI, or a code of the list that ``idsrc`` names."""
    codes = [(element.get("idsrc") or element.get("code-source"), value)]
    codes += [(code.get("idsrc"), code.get("value", "").strip()) for code in element.iterfind("alt-code")]
    for scheme, code in codes:
        if _URI.fullmatch(code):
            return code, None
        if scheme and code and _URI.fullmatch(scheme) and scheme.endswith(("/", "#", ":")):
            return f"{scheme}{code}", None
        if "iptc" in (scheme or "").casefold() and _SUBJECT_CODE.fullmatch(code):
            return f"{SUBJECT_CODES}{code:0>8}", None
    return None, next((code for _, code in codes if code), None)


def _event_place(evloc: Element) -> Concept | None:
    """Where the event took place, by the smallest place that is stated; its country alone goes by its name."""
    attributes = (evloc.get(part, "") for part in ("county-dist", "state-prov"))
    stated = (evloc.get("city", ""), line_of(evloc) or "", *attributes)
    code = evloc.get("iso-cc", "").strip()
    name = next((place for place in map(str.strip, stated) if place), None)
    name = name or (territories.name(code) if code else None)
    return Concept(name=name) if name else None


def _marked(body: Element) -> Iterator[Element]:
    """What the text marks up, without what stands in bylines and their like."""
    for element in body.iter(*_MEMBERS):
        inside = element.getparent()
        around = (inside, *inside.iterancestors()) if inside is not None else ()
        if not any(one.tag in _NOT_MENTIONED for one in around):
            yield element


def _once(concepts: Iterable[Concept]) -> tuple[Concept, ...]:
    """Each thing once, with the identifier that any of its mentions has."""
    things: dict[str, Concept] = {}
    for concept in concepts:
        key = (concept.name or "").casefold()
        first = things.get(key)
        if first is None:
            things[key] = concept
        elif first.uri is None and first.literal is None:
            things[key] = replace(first, uri=concept.uri, literal=concept.literal)
    return tuple(things.values())
