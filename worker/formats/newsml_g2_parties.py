"""Who has to do with a NewsML-G2 item: its agency, its authors, its editors, its sources.

The standard has a creator for whoever made the content, be it a person, an agency or a login; a byline (``by``) is what
is printed. Only people become authors; all others are sources, with the part that they had.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.agencies import agency_of, agency_of_uri
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


def parties(meta: Element, concepts: Concepts, byline: str | None) -> Parties:
    """Read creators, contributors and sources; ``byline`` is the one that the item or its content prints."""
    creators = [one for one in meta.iterchildren("creator") if _name(one, concepts)]
    contributors = [one for one in meta.iterchildren("contributor") if _name(one, concepts)]
    initials = [one for one in (*creators, *contributors) if _signs(one, concepts)]
    signing = {*map(id, initials)}
    writers = (*creators, *(one for one in contributors if local(stated(one, "role")).casefold() in _AUTHORS))
    authors = [one for one in writers if id(one) not in signing and _is_author(one, concepts)]
    printed = [_printed(one, concepts) for one in authors]
    lines = ", ".join(line for line, name in printed if _BY.match(name))
    people = tuple(_author(one, concepts) for one in authors if not _BY.match(_name(one, concepts)))
    known = {*map(id, authors)} | signing
    others = (*creators, *contributors, *meta.iterchildren("infoSource"))
    return Parties(
        byline=byline or lines or None,
        authors=() if byline or lines else people,
        sign_off="-".join(_name(one, concepts) for one in initials) or None,
        sources=tuple(dict.fromkeys((*_credit(meta), *_sources(others, known, concepts)))),
        people=tuple(Concept(name=one.name, rel="author") for one in people) if byline or lines else (),
    )


def agency(item_meta: Element | None, content_meta: Element | None, sender: str | None) -> str | None:
    """Name the agency: the one that is credited where it is one alone, else the provider, else the sender.

    An agency passes on what others wrote (dpa a dispatch of AP's), and the writer's conventions are those that count.
    """
    credit = line_of(None if content_meta is None else content_meta.find("creditline"))
    if credit and "/" not in credit and agency_of(credit):
        return credit
    provider = None if item_meta is None else item_meta.find("provider")
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


def _name(party: Element, concepts: Concepts) -> str:
    """A party's name, or the literal that stands for it (ANSA's initials)."""
    return concepts.name(party) or party.get("literal", "").strip()


def _signs(party: Element, concepts: Concepts) -> bool:
    """Whether a party is initials: ANSA's creator and co-authors, whose row of them is the sign-off."""
    is_author = party.tag == "creator" or local(stated(party, "role")).casefold() in _CO_AUTHORS
    return (
        is_author and _INITIALS.fullmatch(_name(party, concepts)) is not None and not agency_of(_name(party, concepts))
    )


def _is_author(party: Element, concepts: Concepts) -> bool:
    name, nature = _name(party, concepts), concepts.kind(party).casefold()
    if local(stated(party, "role")).casefold() in _NO_AUTHORS or nature in {"organisation", "organization"}:
        return False
    if nature == "person" or _BY.match(name):
        return True
    if agency_of(name) or _HOUSE.search(name):
        return False
    return _UNSPACED.fullmatch(name) is not None or _is_full_name(name)


def _is_full_name(name: str) -> bool:
    """Whether a name has two to six words of letters, the first and the last of them large where there is a case."""
    parts = name.split()
    return (
        2 <= len(parts) <= 6
        and all(map(_NAME_WORD.fullmatch, parts))
        and not (parts[0].islower() or parts[-1].islower())
    )


def _author(party: Element, concepts: Concepts) -> Author:
    titles = (
        concepts.name(one) for one in party.iterchildren("related") if "title" in local(stated(one, "rel")).casefold()
    )
    house = party.find("affiliation")
    house = party.find("personDetails/affiliation") if house is None else house
    return Author(
        name=_name(party, concepts),
        title=next(filter(None, titles), None),
        affiliation=None if house is None else concepts.name(house),
    )


def _printed(party: Element, concepts: Concepts) -> tuple[str, str]:
    """AP's creator is a line to print: "By ANN LOWE", its title beside it."""
    author = _author(party, concepts)
    return ", ".join(filter(None, (author.name, author.title, author.affiliation))), author.name


def _credit(meta: Element) -> Iterator[Concept]:
    for credit in meta.iterchildren("creditline"):
        if name := line_of(credit):
            yield Concept(name=name, rel="credit")


def _sources(others: tuple[Element, ...], known: set[int], concepts: Concepts) -> Iterator[Concept]:
    for party in others:
        role = local(stated(party, "role")) or party.tag.lower()
        found = concepts.concept(party, role)
        if found and id(party) not in known:
            yield found
