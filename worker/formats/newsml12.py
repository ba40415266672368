"""NewsML 1.x: AFP's wire and web profiles, Business Wire's, and what else keeps to IPTC's document type.

One file may hold several NewsItems. In an item, nested NewsComponents are parts of the story or other things beside it;
``newsml12_parts`` tells which.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from worker.agencies import agency_of
from worker.formats import newsml12_about, newsml12_managed, newsml12_media, newsml12_parts, nitf
from worker.formats.completed import completed
from worker.formats.kills import with_label
from worker.formats.members import number_of, urgency_of
from worker.formats.newsml12_parts import Parts
from worker.formats.newsml12_signed import signed, sources_of
from worker.formats.newsml12_stated import Stated
from worker.formats.read_xml import LANG, Element, child, words
from worker.formats.related import named_apart
from worker.formats.repeats import told_apart
from worker.item import AltId, Concept, Hints, RawKind, Text, WireItem

NAME = "newsml-1.2"

# NewsLineType@FormalName that speak to the desk; AFP's first two are seen, the others named in IPTC's guide.
_NOTES = frozenset({"advisoryline", "productline", "advisory", "editorsnote", "editornote", "ednote", "editorialnote"})
_TERMS = ("UsageType", "Geography", "Limitations", "RightsHolder", "StartDate", "EndDate")


def sniff(root: Element, _: Hints) -> bool:
    """Tell NewsML 1 by its root; the second generation has others."""
    return root.tag == "NewsML" or root.find("NewsML") is not None


def split(root: Element) -> Sequence[Element]:
    """Give the news items, those inside a package among them; what a file says of all of them stays above in the tree.

    An item with several stories, or one in several languages, is as many items: a component stands for each.
    """
    for misspelled in root.iter("DescriptiveMetada"):  # seen at agencies that Belga takes in
        misspelled.tag = "DescriptiveMetadata"
    items = list(root.iter("NewsItem"))
    packages = {around for item in items for around in item.iterancestors("NewsItem")}
    leaves = (item for item in items if item not in packages)
    return [part for item in leaves for part in newsml12_parts.part_stories(child(item, "NewsComponent")) or [item]]


def parse(part: Element, hints: Hints) -> WireItem:
    """Read one NewsItem, or one story of it."""
    item = part if part.tag == "NewsItem" else next(part.iterancestors("NewsItem"))
    read, parts = _read(item, None if part is item else part, hints)
    inside = newsml12_parts.nitf_of(parts)
    if inside is not None and nitf.says_more(inside):
        read = completed(read, nitf.parse(inside, hints, read.blocks))
    return told_apart(with_label(read))


def _read(item: Element, chosen: Element | None, hints: Hints) -> tuple[WireItem, Parts]:
    """What the NewsML itself says of an item, and the parts that it was found in."""
    top = child(item, "NewsComponent")
    if top is None:
        top = next(item.iterfind("Update//NewsComponent"), None)
    parts = newsml12_parts.tell_apart(top, chosen)
    story = Stated(parts.story)
    titles = story.lines("HeadLine")
    headline = titles[0] if titles else None
    blocks = tuple(chain.from_iterable(newsml12_parts.story_blocks(text, headline) for text in parts.texts))
    picture = newsml12_parts.type_of_media(top) if top is not None and not blocks else None
    root = next(item.iterancestors("NewsML"), item)
    news = Stated((item, root))
    provider = _provider(story, news)
    uri, label = newsml12_managed.uri_of(news), news.words("Identification/NameLabel")
    slug = story.words("NewsLines/SlugLine") or story.property_value("Topic") or label
    priority = number_of(news.name("NewsEnvelope/Priority") or story.property_value("Priority"))
    signatures = signed(story)
    about = _by_member(newsml12_about.topics_of(story, item, root))
    gallery = newsml12_media.gallery_of(parts) if picture else ()
    media = map(newsml12_media.association, gallery if picture else parts.media)
    read = WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        uri=f"{uri}{newsml12_parts.fragment_of(chosen)}" if uri else None,
        id=news.words("Identification/NewsIdentifier/NewsItemId") if uri is None else None,
        version=news.words("Identification/NewsIdentifier/RevisionId"),
        previous_version=newsml12_managed.previous_version(news, uri),
        agency=provider,
        type=_type(item, top, picture),
        language=(newsml12_parts.language_of(chosen) if chosen is not None else None)
        or story.name("DescriptiveMetadata/Language")
        or item.get(LANG),
        first_created=news.words("NewsManagement/FirstCreated"),
        version_created=news.words("NewsManagement/ThisRevisionCreated"),
        embargoed=newsml12_managed.embargo_of(news),
        expires=newsml12_managed.expiry_of(news),
        status=news.name("NewsManagement/Status"),
        urgency=urgency_of(news.name("NewsManagement/Urgency") or story.property_value("Priority")),
        priority=priority,
        headlines=_headlines(titles, story, parts),
        descriptions=tuple(_descriptions(parts, gallery or ((top,) if picture and top is not None else ()))),
        slug=slug,
        byline=signatures.byline,
        authors=signatures.authors,
        dateline=story.words("NewsLines/DateLine"),
        dateline_date=story.words("DescriptiveMetadata/DateLineDate"),
        located=tuple(newsml12_about.located_in(story)),
        sign_off=signatures.sign_off,
        kind=newsml12_managed.kind_of(news),
        notes=tuple(dict.fromkeys(_notes(story, news))),
        keywords=newsml12_about.keywords_of(story),
        products=tuple(dict.fromkeys(_products(story, news))),
        copyright_holder=story.words("RightsMetadata/Copyright/CopyrightHolder"),
        copyright_notice=story.words("NewsLines/CopyrightLine"),
        usage_terms="; ".join(_usage_terms(story)) or None,
        subjects=tuple(dict.fromkeys((*newsml12_about.subjects_of(story), *about.get("subjects", ())))),
        genres=tuple(Concept(name=genre) for genre in story.names("DescriptiveMetadata/Genre")),
        sources=tuple(sources_of(story)),
        people=about.get("people", ()),
        organisations=(*about.get("organisations", ()), *newsml12_about.securities_of(story)),
        places=(*newsml12_about.places_of(story), *about.get("places", ())),
        events=about.get("events", ()),
        objects=about.get("objects", ()),
        associations=tuple(named_apart((*media, *newsml12_managed.related_to(news, top, uri)))),
        alt_ids=tuple(_alt_ids(story, provider, slug, label)),
    )
    return read, parts


def _products(story: Stated, news: Stated) -> Iterator[str]:
    """For whom the item is, and of what it is part; Belga has a service and a product in a property."""
    yield from story.names("DescriptiveMetadata/OfInterestTo")
    yield from news.names("NewsEnvelope/NewsProduct")
    for package in story.properties("NewsPackage"):
        values = (one.get("Value", "").strip() for one in package.iterfind("Property"))
        if product := "/".join(filter(None, values)):
            yield product


def _type(item: Element, top: Element | None, shown: str | None) -> str:
    """What an item is: what it shows, or a story; references alone are a package, and a set of topics no news."""
    if shown:
        return shown
    if top is None:
        return "text" if item.find("TopicSet") is None else "concept"
    if next(top.iter("NewsItemRef"), None) is not None and top.find(".//ContentItem") is None:
        return "composite" if top.find(".//HeadLine") is not None else "package"
    return "text"


def _by_member(found: Iterator[tuple[str, Concept]]) -> dict[str, tuple[Concept, ...]]:
    members: dict[str, tuple[Concept, ...]] = {}
    for member, concept in found:
        members[member] = (*members.get(member, ()), concept)
    return members


def _provider(story: Stated, news: Stated) -> str | None:
    return (
        story.name("AdministrativeMetadata/Provider/Party")
        or news.words("Identification/NewsIdentifier/ProviderId")
        or news.name("NewsEnvelope/SentFrom/Party")
    )


def _alt_ids(story: Stated, provider: str | None, slug: str | None, label: str | None) -> Iterator[AltId]:
    """The label where it is not the slug, under its agency's name; the series that the story belongs to."""
    if label and label != slug:
        agency = agency_of(provider)
        yield AltId(f"{agency.code.lower() if agency else 'newsml'}:nameLabel", label)
    for line in story.lines("SeriesLine"):
        yield AltId("series", line)


def _headlines(titles: tuple[str, ...], story: Stated, parts: Parts) -> tuple[Text, ...]:
    """The lines, else what a component has for a headline in its text."""
    lines = titles or tuple(filter(None, map(_text_of, parts.headlines)))[:1]
    return (
        *(Text(line) for line in lines),
        *(Text(line, "subheadline") for line in story.lines("SubHeadLine")),
    )


def _text_of(component: Element) -> str:
    return " ".join(block.text for block in newsml12_parts.text_blocks(component))


def _descriptions(parts: Parts, shown: Sequence[Element]) -> Iterator[Text]:
    """Summaries, a list in one point by point; and the captions of pictures that come without a story."""
    for component in parts.summaries:
        blocks = newsml12_parts.text_blocks(component)
        if any(block.kind is RawKind.LIST for block in blocks):
            yield from (Text(point, "summary") for block in blocks for point in block.text.split("\n"))
        elif blocks:
            yield Text("\n".join(block.text for block in blocks), "summary")
    for picture in shown:
        if caption := newsml12_media.caption_of(picture):
            yield Text(caption, "caption")


def _notes(story: Stated, news: Stated) -> Iterator[str]:
    for line in story.all("NewsLines/NewsLine"):
        kind = child(line, "NewsLineType")
        text = words(child(line, "NewsLineText"))
        if text and kind is not None and kind.get("FormalName", "").casefold() in _NOTES:
            yield text
    yield from news.all_words("NewsManagement/Comment")
    yield from story.all_words("Comment")
    yield from story.all_words("ContentItem/Comment")
    yield from story.property_values("EditorialInfo")


def _usage_terms(story: Stated) -> Iterator[str]:
    yield from story.lines("RightsLine")
    if not story.all("RightsMetadata/UsageRights"):
        return
    for name in _TERMS:
        for terms in story.all_words(f"RightsMetadata/UsageRights/{name}"):
            yield terms if name in _TERMS[:1] else f"{name}: {terms}"
