"""Fingerpost's JSON, in which a distributor hands on the wires of many agencies (PA, AP, AFP, Reuters, AAP, small ones).

It says of itself that it is ninjs, with other names. What goes where:

- ``uri`` without the time and version at its end, else ``usn``: the identity; ``unique-name``, ``originalUrn``: other
  ids; ``version``, ``firstVersion``, ``versionCreated``, ``type``, ``language``, ``priority``: as they are called;
  ``status``: the status, and with it ``ednote`` the embargo
- ``source-feed``: the agency, by its first word where the whole is a feed's name ("PA PA SPORT"), and a product
- ``headline``, ``subhead``: headlines; ``abstract``: the summary; ``body_text`` and its like: the body
- ``slug``: the slug; ``byline``; ``location``: where it comes from; ``keywords``, a list or joined by "+"
- ``subjects.code``, ``mediaCatCodes``: subjects; ``destinations.code``: products, where they are words; ``organisation.symbols``:
  organisations; ``agencyMetadata.event``: events; ``imageIds``: related pictures
- ``ednote``: notes; ``copyrightHolder``, ``copyrightNotice``; ``usage``: usage terms

PA has a category of its own ("SCN", "POL") in place of a copyright holder or an abstract; that is a subject. Columns and
typesetting (``dataformat``) are left out.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from worker.agencies import agency_of
from worker.formats.bodies import Body, best_blocks, texts_under
from worker.formats.members import Members, bodies_of, number_of, object_of, objects_of, text_of, texts_of
from worker.formats.newscodes import concept
from worker.item import AltId, Association, Concept, Hints, Place, WireItem

NAME = "fingerpost"

_TELLING = frozenset({"usn", "unique-name", "mimeType", "format", "mediaCatCodes", "tabVtxt", "versionCreated"})
_HEADLINES = (("headline", None), ("subhead", "subheadline"))
_WITH_VERSION = re.compile(r"(https?://[^/]{1,200}/.{1,400})/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,20}Z?/[0-9]{1,9}")
_CODE = re.compile(r"[A-Z]{2,5}")
_NO_ID = frozenset({"0"})


def sniff(value: Any, _: Hints) -> bool:
    """Tell Fingerpost's items by the feed that they come from, and by another member of theirs."""
    members = object_of(value)
    return isinstance(members.get("source-feed"), str) and not _TELLING.isdisjoint(members)


def split(value: Any) -> Sequence[Any]:
    """Give the items."""
    return value if isinstance(value, list) else (value,)


def parse(value: Any, hints: Hints) -> WireItem:
    """Read one item."""
    members = object_of(value)
    feed, uri = text_of(members.get("source-feed")), text_of(members.get("uri"))
    with_version = _WITH_VERSION.fullmatch(uri or "")
    abstract, holder = text_of(members.get("abstract")), text_of(members.get("copyrightHolder"))
    categories = tuple(one for one in (abstract, holder) if one and _CODE.fullmatch(one))
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=best_blocks(Body(text, kind) for kind, text in bodies_of(members)),
        uri=with_version[1] if with_version else uri,
        id=text_of(members.get("usn")),
        version=text_of(members.get("version")),
        agency=_agency(feed),
        type=text_of(members.get("type")) or "text",
        language=text_of(members.get("language")),
        first_created=text_of(members.get("firstVersion")),
        version_created=text_of(members.get("versionCreated")) or text_of(members.get("dateTimeSent")),
        embargoed=_embargo(members),
        status=text_of(members.get("status")),
        priority=number_of(members.get("priority")),
        headlines=texts_under(members, _HEADLINES),
        descriptions=texts_under({} if abstract in categories else members, (("abstract", "summary"),)),
        slug=text_of(members.get("slug")),
        byline=text_of(members.get("byline")),
        located=tuple(Place(name=name) for name in texts_of(members.get("location"))),
        notes=texts_of(members.get("ednote")),
        keywords=tuple(_keywords(members.get("keywords"))),
        products=(*texts_of(feed), *(one for one in _codes(members, "destinations", "code") if not one.isdigit())),
        copyright_holder=None if holder in categories and not agency_of(holder) else holder,
        copyright_notice=text_of(members.get("copyrightNotice")),
        usage_terms=text_of(members.get("usage")),
        subjects=tuple(_subjects(members, categories)),
        organisations=tuple(Concept(literal=symbol) for symbol in _codes(members, "organisation", "symbols")),
        events=tuple(_events(members)),
        associations=tuple(
            Association(name=f"picture{number}", type="picture", uri=identifier)
            for number, identifier in enumerate(texts_of(members.get("imageIds")))
        ),
        alt_ids=tuple(_alt_ids(members)),
    )


def _agency(feed: str | None) -> str | None:
    """The agency of a feed: its whole name, else the first word of it ("AP APMAW", "Reuters-Newswires")."""
    if feed is None or agency_of(feed):
        return feed
    word = re.split(r"[\s_-]", feed, maxsplit=1)[0]
    return word if agency_of(word) else feed


def _embargo(members: Members) -> str | None:
    """What an embargoed item's note says of the embargo: there is no member for its end."""
    embargoed = (text_of(members.get("status")) or "").casefold() == "embargoed"
    return text_of(members.get("ednote")) if embargoed else None


def _codes(members: Members, name: str, inner: str) -> tuple[str, ...]:
    return tuple(code for one in objects_of(members.get(name)) for code in texts_of(one.get(inner)))


def _subjects(members: Members, categories: tuple[str, ...]) -> Iterator[Concept]:
    codes = (*_codes(members, "subjects", "code"), *texts_of(members.get("mediaCatCodes")), *categories)
    yield from (concept(None, code) for code in dict.fromkeys(codes))


def _keywords(stated: Any) -> Iterator[str]:
    for text in texts_of(stated):
        yield from (word for part in text.split("+") if (word := part.strip()))


def _events(members: Members) -> Iterator[Concept]:
    for metadata in objects_of(members.get("agencyMetadata")):
        for one in objects_of(metadata.get("event")):
            name, code, scheme = (text_of(one.get(member)) for member in ("name", "code", "scheme"))
            if name or code:
                yield Concept(name=name, uri=f"{scheme}{code}" if scheme and code else None, literal=code)


def _alt_ids(members: Members) -> Iterator[AltId]:
    for name in ("usn", "unique-name", "originalUrn"):
        identifier = text_of(members.get(name))
        if identifier and identifier not in _NO_ID:
            yield AltId(f"fingerpost:{name}", identifier)
