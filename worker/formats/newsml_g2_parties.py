"""Who has to do with a NewsML-G2 item: its agency, its authors, its editors, its sources.

The standard has a creator for whoever made the content, be it a person, an agency or a login; a byline (``by``) is what
is printed. Only people become authors; all others are sources, with the part that they had.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.agencies import SignOffForm, agency_of, agency_of_uri
from worker.formats.newsml_g2_codes import Concepts, local, stated
from worker.formats.newsml_g2_texts import line_of
from worker.formats.read_xml import Element, words
from worker.item import Author, Concept

_BY = re.compile(r"(?i)(?:by|von|par|por|di|av|af)\s+\S")
_FILLER = re.compile(r"(?i)(?:no-data-available|social media website)\b")  # Reuters, of pictures and videos
_INITIALS = re.compile(r"[A-Z]{2,4}")
# A word of a name. A login ("kern.ina"), an id, an address are no names.
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-]){0,40}")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,12}")
_HOUSE = re.compile(
    r"(?i)\b(?:news|agency|agence|agentur|agencia|agenzia|press|presse|media|medien|network|television|fernsehen|radio"
    r"|photos?|images|pictures?|getty|reuters|services?|solutions|desk|redaktion|redazione|inc|ltd|llc|gmbh|ag|corp"
    r"|handout|pool|staff|unknown|various|newsroom|bureau|tv|union|university|ministry|office)\b"
)
_SITE = re.compile(r"https?://(?:www\.)?([\w.-]{1,100})")
_PARTIES = ("creator", "contributor", "infoSource")
_HOUSES = frozenset({"organisation", "organization"})
_CO_AUTHORS = frozenset({"co-author", "coauthor"})
_AUTHORS = frozenset({"author", "writer", "reporter", "correspondent", "journalist", "byline"})
_NO_AUTHORS = frozenset(
    (
        *("editor", "descrwriter", "captionwriter", "capwriter", "producer", "translator", "translationby"),
        *("source", "provider", "supplier", "publisher", "owner", "distributor"),
    )
)


@dataclass(frozen=True, slots=True)
class Parties:
    """The people and houses of an item, each in the part that it had."""

    byline: str | None = None
    authors: tuple[Author, ...] = ()
    sign_off: str | None = None
    sources: tuple[Concept, ...] = ()
    people: tuple[Concept, ...] = ()


def parties(meta: Element, concepts: Concepts, byline: str | None, house: str | None) -> Parties:
    """Read creators, contributors and sources; ``byline`` is the one that the item or its content prints.

    Initials are a sign-off only of an agency that signs with capitals: elsewhere they are a house or a desk.
    """
    row = agency_of(house)
    initialled = row is not None and row.sign_off is SignOffForm.CAPITALS
    found: dict[str, list[_Party]] = {"sign-off": [], "author": [], "source": []}
    for element in (element for name in _PARTIES for element in meta.iterchildren(name)):
        party = _Party.read(element, concepts)
        found[party.part(initialled=initialled)].append(party)
    writers = found["author"]
    lines = ", ".join(party.line() for party in writers if _BY.match(party.name))
    people = [party for party in writers if not _BY.match(party.name)]
    sources = (party.concept() for party in found["source"])
    printed = byline or lines or None
    return Parties(
        byline=printed,
        authors=() if printed else tuple(party.author() for party in people),
        sign_off="-".join(party.name for party in found["sign-off"]) or None,
        sources=tuple(dict.fromkeys((*_credit(meta), *filter(None, sources)))),
        people=tuple(party.person() for party in people),
    )


def agency(item: Element, sender: str | None) -> str | None:
    """Name the agency: the provider, in the first of its ways to be stated that is known; else the sender."""
    provider = item.find("itemMeta/provider")
    named = [] if provider is None else [words(provider, "name"), provider.get("literal"), *_coded(stated(provider))]
    candidates = [name.strip() for name in (*named, sender) if name and name.strip()]
    return next((name for name in candidates if agency_of(name)), next(iter(candidates), None))


def printed_byline(text: str | None, house: str | None) -> tuple[str | None, str | None]:
    """Tell a byline from what else stands in its place: fillers (Reuters), and (ANSA) a headline of second rank.

    >>> printed_byline("By Ann Lowe", "Reuters"), printed_byline("Ferries stand still, says port", "ANSA")
    (('By Ann Lowe', None), (None, 'Ferries stand still, says port'))
    """
    if text is None or _FILLER.match(text):
        return None, None
    agency_row = agency_of(house)
    is_headline = agency_row is not None and agency_row.code == "ANSA" and not (_BY.match(text) or _is_full_name(text))
    return (None, text) if is_headline else (text, None)


def _coded(code: str | None) -> Iterator[str]:
    """The names in a provider's code: IPTC's code is one, of the address of a site its domain is."""
    if by_uri := agency_of_uri(code):
        yield by_uri.code
    site = _SITE.match(code or "")
    yield local(code) if site is None or site[1] in {"cv.iptc.org", "iptc.org"} else site[1]


@dataclass(frozen=True, slots=True)
class _Party:
    """A creator, contributor or source, read once; its name may be the literal that stands for it (ANSA's initials)."""

    element: Element
    concepts: Concepts
    name: str
    role: str

    @classmethod
    def read(cls, element: Element, concepts: Concepts) -> "_Party":
        name = concepts.name(element) or element.get("literal", "").strip()
        return cls(element, concepts, name, local(stated(element, "role")))

    def part(self, *, initialled: bool) -> str:
        """Tell whether it signs with initials, is an author, or one of the sources."""
        return "sign-off" if initialled and self.signs() else "author" if self.is_author() else "source"

    def signs(self) -> bool:
        """Whether it is initials: ANSA's creator and co-authors, whose row of them is the sign-off."""
        is_author = self.element.tag == "creator" or self.role.casefold() in _CO_AUTHORS
        return is_author and _INITIALS.fullmatch(self.name) is not None and not agency_of(self.name)

    def is_author(self) -> bool:
        role = self.role.casefold()
        is_writer = self.element.tag == "creator" or (self.element.tag == "contributor" and role in _AUTHORS)
        if not is_writer or role in _NO_AUTHORS or not self.name:
            return False
        nature = self.concepts.kind(self.element).casefold()
        if nature == "person" or _BY.match(self.name):
            return True
        is_name = nature not in _HOUSES and (_UNSPACED.fullmatch(self.name) or _is_full_name(self.name))
        return bool(is_name) and not _HOUSE.search(self.name) and agency_of(self.name) is None

    def author(self) -> Author:
        """A person, with title and house."""
        related = self.element.iterchildren("related")
        titles = (self.concepts.name(one) for one in related if "title" in local(stated(one, "rel")).casefold())
        houses = (self.element.find(path) for path in ("affiliation", "personDetails/affiliation"))
        house = next((one for one in houses if one is not None), None)
        affiliation = None if house is None else self.concepts.name(house)
        return Author(self.name, next(filter(None, titles), None), affiliation)

    def person(self) -> Concept:
        """An author with the identifier that the agency has for one."""
        stated_one = self.concepts.concept(self.element)
        literal = stated_one.literal if stated_one and stated_one.literal != self.name else None
        return Concept(name=self.name, uri=stated_one.uri if stated_one else None, rel="author", literal=literal)

    def line(self) -> str:
        """A line to print, as AP has it: "By ANN LOWE", with the title behind it."""
        author = self.author()
        return ", ".join(filter(None, (author.name, author.title, author.affiliation)))

    def concept(self) -> Concept | None:
        """A source, with the part that it had."""
        return self.concepts.concept(self.element, self.role or self.element.tag.lower())


def _is_full_name(name: str) -> bool:
    """Whether a name has two to six words of letters, the first and the last of them large where there is a case."""
    parts = name.split()
    return (
        2 <= len(parts) <= 6
        and all(map(_NAME_WORD.fullmatch, parts))
        and not (parts[0].islower() or parts[-1].islower())
    )


def _credit(meta: Element) -> Iterator[Concept]:
    for credit in meta.iterchildren("creditline"):
        if name := line_of(credit):
            yield Concept(name=name, rel="credit")
