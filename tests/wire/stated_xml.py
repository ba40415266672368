"""What an XML file of the wires states by its own markup, read without the worker: pairs of field and value.

Apart from the readers on purpose: these lines go by the standards' element names alone, so that a value which a reader
overlooks is missed here and not there.
"""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

Stated = tuple[str, Any]

_PARSER = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)


def root_of(data: bytes) -> Any:
    """The document with its namespaces gone."""
    root = etree.fromstring(data, _PARSER)
    for element in root.iter("*"):
        element.tag = etree.QName(element).localname
    return root


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def texts(root: Any, path: str) -> Iterator[str]:
    yield from (text for element in root.xpath(path) if (text := text_of(element)))


_BESIDE = "ancestor::NewsComponent[starts-with(@Duid, 'photo') or Role/@FormalName[contains('{}', .)]]".format(
    " Photo Picture Logo Caption Thumbnail Quicklook Preview HighDef Icon Video Audio "
)
_HEADS = {role.lower(): f"ancestor::NewsComponent[Role/@FormalName='{role}']" for role in ("HeadLine", "SubHeadLine")}


def newsml12(item: Any) -> Iterator[Stated]:
    """NewsML 1.2: a ``NewsItem``."""
    lines, described = (
        f"NewsComponent//NewsLines[not({_BESIDE})]",
        f"NewsComponent//DescriptiveMetadata[not({_BESIDE})]",
    )
    for field, path in (
        ("uri", "Identification/NewsIdentifier/PublicIdentifier"),
        ("version", "Identification/NewsIdentifier/RevisionId"),
        ("created", "NewsManagement/FirstCreated"),
        ("versionCreated", "NewsManagement/ThisRevisionCreated"),
        ("headline", f"{lines}/HeadLine"),
        ("byline", f"{lines}/ByLine"),
        ("dateline", f"{lines}/DateLine"),
        ("copyrightNotice", f"{lines}/CopyrightLine"),
        ("copyrightHolder", "NewsComponent/RightsMetadata/Copyright/CopyrightHolder"),
        ("usageTerms", "NewsComponent/RightsMetadata/UsageRights/UsageType"),
        ("edNote", f"{lines}/NewsLine[NewsLineType/@FormalName='AdvisoryLine']/NewsLineText"),
    ):
        for text in texts(item, path):
            yield field, re.sub(r":\d+[NUA]?$", "", text) if field == "uri" else text
    slug = [*texts(item, f"{lines}/SlugLine"), *texts(item, "Identification/NameLabel")]
    yield from (("slug", line) for line in slug[:1])
    for field, path in (
        ("status", "NewsManagement/Status/@FormalName"),
        ("urgency", "NewsManagement/Urgency/@FormalName"),
        ("language", "NewsComponent[1]/DescriptiveMetadata/Language/@FormalName"),
        ("genre", f"{described}/Genre/@FormalName"),
        ("subject", f"{described}//SubjectCode/*/@FormalName"),
        ("keyword", f"{described}//Property[@FormalName='Keyword']/@Value"),
        ("product", f"{described}/OfInterestTo/@FormalName"),
        ("located", f"{described}/Location[@HowPresent='Origin']/Property[@FormalName='City']/@Value"),
        ("priority", "../NewsEnvelope/Priority/@FormalName"),
    ):
        yield from ((field, str(value)) for value in item.xpath(path) if value.strip())
    for paragraph in item.xpath("NewsComponent//DataContent//p"):
        if text := text_of(paragraph):
            fields = {"beside": _BESIDE, **_HEADS}
            yield next((field for field, beside in fields.items() if paragraph.xpath(beside)), "paragraph"), text


def newsml_g2(item: Any) -> Iterator[Stated]:
    """NewsML-G2: a ``newsItem``."""
    yield "uri", item.get("guid")
    yield "version", item.get("version", "1")
    for field, path in (
        ("created", "itemMeta/firstCreated"),
        ("versionCreated", "itemMeta/versionCreated"),
        ("embargo", "itemMeta/embargoed[contains(., 'T')]"),
        ("slug", "contentMeta/slugline[1]"),
        ("headline", "contentMeta/headline"),
        ("byline", "contentMeta/by[1]"),
        ("dateline", "contentMeta/dateline[1]"),
        ("located", "contentMeta/located/name[1]"),
        ("keyword", "contentMeta/keyword"),
        ("copyrightNotice", "rightsInfo/copyrightNotice[1]"),
        ("copyrightHolder", "rightsInfo/copyrightHolder/name[1]"),
        ("usageTerms", "rightsInfo/usageTerms[1]"),
        ("urgency", "contentMeta/urgency"),
        ("genre", "contentMeta/genre/name[1]"),
        ("description", "contentMeta/description"),
        ("edNote", "itemMeta/edNote[not(contains(@role, 'closingline')) and not(contains(@role, 'notepad'))]"),
        ("signOff", "itemMeta/edNote[contains(@role, 'closingline')]"),
        ("concept", "contentMeta/subject/name[1]"),
    ):
        yield from ((field, text) for text in texts(item, path))
    yield from (("status", str(code).rpartition(":")[2]) for code in item.xpath("itemMeta/pubStatus/@qcode"))
    yield from (("language", str(tag)) for tag in item.xpath("contentMeta/language[1]/@tag"))
    yield from (("code", str(code)) for code in item.xpath("contentMeta/subject/@qcode"))
    for body in item.xpath(
        "contentSet/inlineXML[1]//body.content | contentSet/inlineXML[1]//body[not(.//body.content)]"
    ):
        story = body.xpath(".//p[not(ancestor::table) and not(ancestor::figure) and not(ancestor::media)]")
        furniture = {"byline", "teaser", "closingline"}
        yield from _paragraphs(text_of(one) for one in story if one.get("class") not in furniture)


def nitf(document: Any) -> Iterator[Stated]:
    """NITF: an ``nitf``."""
    for field, path in (
        ("headline", "body/body.head/hedline/hl1"),
        ("byline", "body/body.head/byline[1]"),
        ("dateline", "body/body.head/dateline[1]/location"),
        ("description", "body/body.head/abstract"),
    ):
        yield from ((field, text) for text in texts(document, path))
    for field, path in (
        ("versionCreated", "head/docdata/date.issue/@norm"),
        ("urgency", "head/docdata/urgency/@ed-urg"),
        ("status", "head/docdata/@management-status"),
        ("edNote", "head/docdata/ed-msg/@info"),
        ("copyrightHolder", "head/docdata/doc.copyright/@holder"),
        ("keyword", "head/docdata/key-list/keyword/@key"),
    ):
        yield from ((field, str(value)) for value in document.xpath(path) if value.strip())
    story = document.xpath("body/body.content//p[not(ancestor::table) and not(ancestor::media)]")
    yield from _paragraphs(map(text_of, story))


def _paragraphs(paragraphs: Iterator[str]) -> Iterator[Stated]:
    found = [paragraph for paragraph in paragraphs if any(map(str.isalnum, paragraph))]
    yield from (("paragraph", paragraph) for paragraph in found)
