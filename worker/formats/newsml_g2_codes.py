"""Codes of NewsML-G2: qcodes, URIs and literals say the same in three ways, and a catalog tells what an alias stands for.

No catalog is ever fetched. IPTC's own aliases are known here; others only where the document itself brings the scheme,
and a code whose scheme is not known stays as it is written.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from worker.formats.newscodes import SCHEMES
from worker.formats.read_xml import LANG, Element, words
from worker.item import Concept
from worker.language_tag import primary_language

TOPICS = (SCHEMES["medtop"], SCHEMES["subj"])
"""What the URIs of IPTC's subjects begin with: Media Topics, and the Subject Codes of before 2010."""

_LINES_MAX = 10  # of one address
_SCHEMES_MAX = 500  # of one catalog; IPTC's whole one has some 150

_URI_PARTS = re.compile(r"[/#:]")
_ABSOLUTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{0,30}://|urn:|tag:)")


def local(code: str | None) -> str:
    """Take the scheme off a code, whichever way it is written.

    >>> local("stat:usable"), local("http://cv.iptc.org/newscodes/pubstatusg2/usable"), local("usable"), local(None)
    ('usable', 'usable', 'usable', '')
    """
    text = (code or "").strip()
    if _ABSOLUTE.match(text):
        return _URI_PARTS.split(text.rstrip("/#"))[-1]
    return text.rpartition(":")[2] if text.count(":") == 1 else text.partition(":")[2] or text


def stated(element: Element | None, attribute: str | None = None) -> str | None:
    """Give the code of an element, or of one of its attributes: a qcode, a URI, or a word without a scheme."""
    if element is None:
        return None
    names = (attribute, f"{attribute}uri") if attribute else ("qcode", "uri", "literal")
    text = "" if attribute else (element.text or "").strip()
    return next((code for name in names if (code := element.get(name, "").strip())), text or None)


class Codes:
    """The schemes that an item may cite: IPTC's, and those of the catalogs that stand in the document."""

    def __init__(self, item: Element) -> None:
        message = next(item.iterancestors("newsMessage"), None)
        holders = [item] if message is None else [item, *message.iterfind("header"), message]
        self._schemes = SCHEMES | {
            alias: uri
            for holder in reversed(holders)  # the item's own catalog is read last, and so outweighs
            for scheme in islice(holder.iterfind("catalog/scheme"), _SCHEMES_MAX)
            if (alias := scheme.get("alias")) and (uri := scheme.get("uri"))
        }

    def uri(self, qcode: str) -> str | None:
        """Give the URI of a qcode, ``None`` where its scheme is not known."""
        alias, _, code = qcode.partition(":")
        scheme = self._schemes.get(alias)
        return f"{scheme}{code}" if scheme and code else None


class Concepts:
    """The things that an item names, by their codes; what it says of them in one place (``assert``) counts everywhere."""

    def __init__(self, item: Element, codes: Codes, language: str | None) -> None:
        self._codes = codes
        self._language = primary_language(language)
        self._asserts: dict[str, Element] = {}
        for said in item.iterfind("assert"):
            if code := stated(said):
                self._asserts.setdefault(code, said)
        # Read once, since many things may cite one long assertion.
        self._names = {code: self._own_name(said) or _first_line(said) for code, said in self._asserts.items()}
        self._addresses = {code: _address(said) for code, said in self._asserts.items()}
        self._kinds = {code: _kind(said) for code, said in self._asserts.items()}

    def name(self, element: Element) -> str | None:
        """Name a thing in the language of the item if it can be, else in the first language that is given."""
        return self._own_name(element) or self._names.get(stated(element) or "") or (element.text or "").strip() or None

    def concept(self, element: Element, rel: str | None = None) -> Concept | None:
        """Read a thing; for a literal that only points at an assertion of the same document its address stands, if any."""
        name = self.name(element)
        qcode, literal = element.get("qcode", "").strip(), element.get("literal", "").strip()
        uri = element.get("uri", "").strip() or self._codes.uri(qcode)
        if literal in self._asserts and name:
            literal = self._addresses[literal] or ""
        literal = literal or ("" if uri else qcode)
        if not (name or uri or literal):
            return None
        return Concept(name=name, uri=uri or None, rel=rel, literal=literal or None)

    def listed(self, elements: Iterable[Element]) -> tuple[Concept, ...]:
        """Read things, each once."""
        return tuple(dict.fromkeys(filter(None, map(self.concept, elements))))

    def asserted(self, element: Element) -> Element | None:
        """Find what is said of a thing elsewhere in the item."""
        return self._asserts.get(stated(element) or "")

    def kind(self, element: Element) -> str:
        """Tell of what nature a thing is: ``person``, ``geoArea``, ``abstract``, as it or its assertion says."""
        return local(_kind(element) or self._kinds.get(stated(element) or ""))

    def topics(self, thing: Element, name: str | None) -> Iterator[Concept]:
        """IPTC's subjects that a thing of this name is said to be the same as, to belong to, or to have to do with."""
        for relation in thing.iterchildren("sameAs", "broader", "related"):
            found = self.concept(relation)
            if found and found.uri and found.uri.startswith(TOPICS):
                same = relation.tag == "sameAs" and found.name is None
                yield Concept(name=name if same else found.name, uri=found.uri)

    def _own_name(self, element: Element) -> str | None:
        names = [name for name in element.iterchildren("name") if words(name)]
        own = (name for name in names if primary_language(name.get(LANG)) in {None, self._language})
        return words(next(own, names[0] if names else None))


def _kind(element: Element) -> str | None:
    return stated(element, "type") or stated(element.find("type"))


def _first_line(said: Element) -> str | None:
    """The first line of an address, or its town: all that is said of some points of interest."""
    return words(said, "POIDetails/address/line") or words(said, "POIDetails/address/locality/name")


def _address(said: Element) -> str | None:
    """The lines of an address, the name of the place first."""
    return ", ".join(filter(None, map(words, islice(said.iterfind("POIDetails/address/line"), _LINES_MAX)))) or None
