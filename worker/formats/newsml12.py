"""NewsML 1.x: AFP's wire and web profiles, Business Wire's, and what else keeps to IPTC's document type.

One file may hold several NewsItems. In an item, nested NewsComponents are parts of the story or other things beside it;
``newsml12_parts`` tells which.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from worker import territories
from worker.agencies import agency_of
from worker.formats import newsml12_parts
from worker.formats.members import degrees, number_of, urgency_of
from worker.formats.newsml12_parts import Parts
from worker.formats.newsml_urn import part_revision
from worker.formats.read_xml import LANG, Element, words
from worker.item import AltId, Concept, Hints, Place, Text, WireItem

NAME = "newsml-1.2"

_SUBJECT_CODES = "http://cv.iptc.org/newscodes/subjectcode/"
_SUBJECT_CODE = re.compile(r"[0-9]{8}")
_SUBJECTS = frozenset({"Subject", "SubjectMatter", "SubjectDetail"})
# NewsLineType@FormalName that speak to the desk; AFP's first two are seen, the others named in IPTC's guide.
_NOTES = frozenset({"advisoryline", "productline", "advisory", "editorsnote", "ednote"})


def sniff(root: Element, _: Hints) -> bool:
    """Tell NewsML 1 by its root; the second generation has others."""
    return root.tag == "NewsML"


def split(root: Element) -> Sequence[Element]:
    """Give the news items; what a file says of all of them (priority, product) stays above them in the tree."""
    return root.findall("NewsItem")


def parse(item: Element, hints: Hints) -> WireItem:
    """Read one NewsItem."""
    top = item.find("NewsComponent")
    parts = newsml12_parts.tell_apart(top)
    story = _Stated(parts.story)
    blocks = tuple(block for text in parts.texts for block in newsml12_parts.text_blocks(text))
    picture = newsml12_parts.type_of_media(top) if top is not None and not blocks else None
    news = _Stated((item,) if (parent := item.getparent()) is None else (item, parent))
    uri, label = _uri(news), news.words("Identification/NameLabel")
    slug = story.words("NewsLines/SlugLine") or label
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=uri,
        id=news.words("Identification/NewsIdentifier/NewsItemId") if uri is None else None,
        version=news.words("Identification/NewsIdentifier/RevisionId"),
        previous_version=_previous_version(news),
        agency=_agency(story, news),
        type=picture or "text",
        language=story.name("DescriptiveMetadata/Language") or item.get(LANG),
        first_created=news.words("NewsManagement/FirstCreated"),
        version_created=news.words("NewsManagement/ThisRevisionCreated"),
        embargoed=_embargo(news),
        status=news.name("NewsManagement/Status"),
        urgency=urgency_of(news.name("NewsManagement/Urgency")),
        priority=number_of(news.name("NewsEnvelope/Priority")),
        headlines=_headlines(story),
        descriptions=_descriptions(parts, top if picture else None),
        slug=slug,
        byline=", ".join(story.lines("ByLine")) or story.name("AdministrativeMetadata/Creator/Party"),
        dateline=story.words("NewsLines/DateLine"),
        located=tuple(_located(story)),
        kind=news.name("NewsManagement/NewsItemType"),
        notes=tuple(_notes(story)),
        keywords=tuple(_property_values(story, "Keyword")),
        products=(*story.names("DescriptiveMetadata/OfInterestTo"), *news.names("NewsEnvelope/NewsProduct")),
        copyright_holder=story.words("RightsMetadata/Copyright/CopyrightHolder"),
        copyright_notice=story.words("NewsLines/CopyrightLine"),
        usage_terms=story.words("RightsMetadata/UsageRights/UsageType"),
        subjects=tuple(dict.fromkeys(_subjects(story))),
        genres=tuple(Concept(name=genre) for genre in story.names("DescriptiveMetadata/Genre")),
        sources=tuple(Concept(name=name, rel="source") for name in story.names("AdministrativeMetadata/Source/Party")),
        places=tuple(_places(story)),
        associations=() if picture else tuple(map(newsml12_parts.association, parts.media, range(len(parts.media)))),
        alt_ids=(AltId(_label_role(story, news), label),) if label and label != slug else (),
    )


class _Stated:
    """What elements state, asked by path: the first that says anything is heard first."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements

    def all(self, path: str) -> Iterator[Element]:
        for element in self._elements:
            yield from element.iterfind(path)

    def lines(self, name: str) -> tuple[str, ...]:
        """The NewsLines of a name, of the outermost component that has any."""
        stated = (_distinct(map(words, element.iterfind(f"NewsLines/{name}"))) for element in self._elements)
        return next(filter(None, stated), ())

    def all_words(self, path: str) -> tuple[str, ...]:
        return _distinct(words(element) for element in self.all(path))

    def names(self, path: str) -> tuple[str, ...]:
        """``FormalName``, in which NewsML 1 has its values, or the element's text where a provider puts it there."""
        return _distinct(element.get("FormalName") or words(element) for element in self.all(path))

    def words(self, path: str) -> str | None:
        return next(iter(self.all_words(path)), None)

    def name(self, path: str) -> str | None:
        return next(iter(self.names(path)), None)


def _distinct(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stripped for value in values if value and (stripped := value.strip())))


def _uri(news: _Stated) -> str | None:
    """The public identifier without its revision, or the one that its parts make (NewsML 1.2 §5.2.3)."""
    stated = news.words("Identification/NewsIdentifier/PublicIdentifier")
    if stated:
        return part_revision(stated)[0]
    parts = [news.words(f"Identification/NewsIdentifier/{name}") for name in ("ProviderId", "DateId", "NewsItemId")]
    known = [part for part in parts if part]
    return f"urn:newsml:{':'.join(known)}" if len(known) == len(parts) else None


def _previous_version(news: _Stated) -> str | None:
    revision = next(news.all("Identification/NewsIdentifier/RevisionId"), None)
    previous = revision.get("PreviousRevision") if revision is not None else None
    return previous if previous != "0" else None  # 0: there was none


def _agency(story: _Stated, news: _Stated) -> str | None:
    return (
        story.name("AdministrativeMetadata/Provider/Party")
        or news.words("Identification/NewsIdentifier/ProviderId")
        or news.name("NewsEnvelope/SentFrom/Party")
    )


def _label_role(story: _Stated, news: _Stated) -> str:
    agency = agency_of(_agency(story, news))
    return f"{agency.code.lower() if agency else 'newsml'}:nameLabel"


def _embargo(news: _Stated) -> str | None:
    """When an embargoed item will be usable, or that it is embargoed where nothing says until when."""
    status = (news.name("NewsManagement/Status") or "").casefold()
    if not status.startswith("embargo"):
        return None
    return news.words("NewsManagement/StatusWillChange/DateAndTime") or status


def _headlines(story: _Stated) -> tuple[Text, ...]:
    return (
        *(Text(line) for line in story.lines("HeadLine")),
        *(Text(line, "subheadline") for line in story.lines("SubHeadLine")),
    )


def _descriptions(parts: Parts, picture: Element | None) -> tuple[Text, ...]:
    summaries = (
        Text("\n".join(block.text for block in blocks), "summary")
        for component in parts.summaries
        if (blocks := newsml12_parts.text_blocks(component))
    )
    caption = newsml12_parts.caption_of(picture) if picture is not None else None
    return (*summaries, *((Text(caption, "caption"),) if caption else ()))


def _properties(element: Element) -> dict[str, str]:
    return {one.get("FormalName", ""): value for one in element.iterfind("Property") if (value := one.get("Value"))}


def _property_values(story: _Stated, name: str) -> tuple[str, ...]:
    properties = story.all("DescriptiveMetadata//Property")
    return _distinct(one.get("Value") for one in properties if one.get("FormalName") == name)


def _located(story: _Stated) -> Iterator[Place]:
    """Where the story comes from; a place of which only the country is stated goes by the country's name."""
    for location in story.all("DescriptiveMetadata/Location"):
        stated = _properties(location)
        country = stated.get("Country")
        name = stated.get("City") or stated.get("Area") or (territories.name(country) if country else None)
        if name and location.get("HowPresent", "Origin") == "Origin":
            yield Place(
                name=name.strip(),
                country=territories.alpha2(country) if country else None,
                lat=degrees(stated.get("Latitude"), 90),
                lon=degrees(stated.get("Longitude"), 180),
            )


def _places(story: _Stated) -> Iterator[Concept]:
    """Places that the story is about, which is any other way of being present in it."""
    for location in story.all("DescriptiveMetadata/Location"):
        stated = _properties(location)
        name = stated.get("City") or stated.get("Area") or territories.name(stated.get("Country", ""))
        if name and location.get("HowPresent", "Origin") != "Origin":
            yield Concept(name=name.strip(), rel=location.get("HowPresent"))


def _notes(story: _Stated) -> Iterator[str]:
    for line in story.all("NewsLines/NewsLine"):
        kind = line.find("NewsLineType")
        text = words(line, "NewsLineText")
        if text and kind is not None and kind.get("FormalName", "").casefold() in _NOTES:
            yield text


def _subjects(story: _Stated) -> Iterator[Concept]:
    """IPTC's subject codes, and after them the agency's own category, which AFP has in ``cat``."""
    stated = [one for code in story.all("DescriptiveMetadata//SubjectCode") for one in code if one.tag in _SUBJECTS]
    for one in stated:
        code = one.get("FormalName", "").strip()
        if _SUBJECT_CODE.fullmatch(code):
            yield Concept(uri=f"{_SUBJECT_CODES}{code}")
        elif code:
            yield Concept(literal=code)
    for one in stated:
        if category := one.get("cat", "").strip():
            yield Concept(literal=category)
