"""The story in a NewsML-G2 item: of several contents, which are the same story in other clothes, the best one.

Beside its paragraphs a content states what its item may not: byline, dateline and headlines in the head of NITF or of a
page. What a page only repeats is left out.
"""

from base64 import b64decode
from copy import deepcopy
from dataclasses import dataclass

from worker.errors import ItemError, MalformedError
from worker.formats import newsml_g2_events
from worker.formats.bodies import Body, best_blocks
from worker.formats.charset import decode
from worker.formats.markup import blocks
from worker.formats.newsml_g2_codes import local, stated
from worker.formats.newsml_g2_texts import line_of, text_of
from worker.formats.plain_text import paragraphs
from worker.formats.read_xml import LANG, Element
from worker.item import RawBlock, RawKind
from worker.language_tag import primary_language

_HTML = frozenset(
    (
        *("html", "body", "article", "section", "div", "main", "p", "table", "ul", "ol", "pre", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_READ = ("text/", "xml", "html", "nitf")  # what a media type has in it where its data may be a story
# By their class, what pages repeat of the metadata (dpa's), and what they may repeat.
_REPEATED = frozenset({"byline", "slugline", "publicationDate", "closingline", "embargoed"})
_SLACK = 2_000  # white space that markup may have around a line
_STATED = frozenset({"teaser", "headline", "title", "lead", "summary", "subheadline", "kicker"})


@dataclass(frozen=True, slots=True)
class Content:
    """What one content gives: the story, and what it states of it besides."""

    blocks: tuple[RawBlock, ...] = ()
    headlines: tuple[str, ...] = ()
    abstract: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None


def read_content(item: Element, language: str | None, said: frozenset[str]) -> Content:
    """Read the content whose markup tells most; an empty or broken one gives way to the next.

    ``said`` are the headlines and descriptions of the item, which many pages repeat before the story.

    Raises:
        ItemError: of the first broken content, where no other one has a word.

    """
    wanted = primary_language(language)
    contents = [content for content in item.iterfind("contentSet/*") if _rank(content) is not None]
    contents.sort(key=lambda one: (primary_language(one.get(LANG)) not in {None, wanted}, _rank(one)))
    first: Content | None = None
    broken: ItemError | None = None
    for content in contents:
        try:
            read = _read(content, said)
        except ItemError as error:
            broken = broken or error
        else:
            if read.blocks:
                return read
            first = first or read
    if broken:
        raise broken
    return first or Content()


def _rank(content: Element) -> int | None:
    """XHTML before NITF before data; ``None`` where there is nothing to read in it (a picture in base64, a link)."""
    if content.tag == "inlineXML":
        return {"nitf": 1, "events": 3, "": 4}.get(_vocabulary(content), 0)
    kind = content.get("contenttype", "").casefold()
    readable = not kind or any(part in kind for part in _READ)
    return 2 if content.tag == "inlineData" and readable else None


def _vocabulary(content: Element) -> str:
    """Tell XHTML, NITF and events by their elements, whatever the media type says; "" where it is another XML."""
    for inner in content:
        if inner.tag in _HTML:
            return "html"
        if inner.tag in {"nitf", "events", "event"}:
            return "nitf" if inner.tag == "nitf" else "events"
    return "" if len(content) else "data"


def _read(content: Element, said: frozenset[str]) -> Content:
    language = content.get(LANG)
    match _vocabulary(content) if content.tag == "inlineXML" else "data":
        case "html":
            return _html(content, said, language)
        case "nitf":
            return _nitf(content, said, language)
        case "events":
            return Content(tuple(newsml_g2_events.event_blocks(content)), language=language)
        case "data":
            text = _data(content)
            body = Body(text, content.get("contenttype", ""))
            return Content(best_blocks((body,)) if text.strip() else (), language=language)
    nested = next(content.iter("nitf", "html", "body.content"), None)  # SportsML may carry an article
    return Content(() if nested is None else tuple(blocks(nested)), language=language)


def _data(content: Element) -> str:
    """Text as it stands, or out of its base64."""
    text = "".join(map(str, content.itertext()))
    if local(stated(content, "encoding")).casefold() != "base64":
        return text
    try:
        data = b64decode("".join(text.split()), validate=True)
    except ValueError as error:
        raise MalformedError("The item's content is said to be base64, and is not.") from error
    return decode(data).text


def _html(content: Element, said: frozenset[str], language: str | None) -> Content:
    page = deepcopy(content)
    byline = next(filter(None, (line_of(one) for one in page.iter() if "byline" in _classes(one))), None)
    title = line_of(next(page.iter("title"), None)) or line_of(next(page.iter("h1"), None))
    said |= {title} if title else set()
    for element in page.iter():
        if _is_repeated(element, said):
            element.tag = "template"  # which no reader of markup looks into
    read = _without_heading(tuple(blocks(page)), said)
    if [block.kind for block in read] == [RawKind.TABLE] and next(page.iter("table"), None) is None:
        read = tuple(RawBlock(paragraph) for paragraph in paragraphs(read[0].text))  # all of it in one <pre>
    return Content(read, (title,) if title else (), byline=byline, language=language)


def _is_repeated(element: Element, said: frozenset[str]) -> bool:
    """Whether an element says again what the metadata say; one around paragraphs is a part of the story."""
    classes = _classes(element)
    if not classes or next(element.iterdescendants("p"), None) is not None:
        return False
    return not _REPEATED.isdisjoint(classes) or (not _STATED.isdisjoint(classes) and _is_short_line(element, said))


def _is_short_line(element: Element, said: frozenset[str]) -> bool:
    """Whether an element says one of the lines; looked at no further than they are long."""
    longest = 2 * max(map(len, said), default=0) + _SLACK
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > longest:
            return False
    return line_of(element) in said


def _without_heading(read: tuple[RawBlock, ...], said: frozenset[str]) -> tuple[RawBlock, ...]:
    """Leave out the headlines that a page has above its story."""
    start = 0
    while start < len(read) and read[start].kind is RawKind.SUBHEAD and " ".join(read[start].text.split()) in said:
        start += 1
    return read[start:]


def _nitf(content: Element, said: frozenset[str], language: str | None) -> Content:
    head = next(content.iter("body.head"), None)
    body = next(content.iter("body.content"), None)
    end = next(content.iter("body.end"), None)
    root = next(content.iter("body"), content) if body is None else body
    read = (*_without_heading(tuple(blocks(root)), said), *(() if end is None else blocks(end)))
    if head is None:
        return Content(read, language=language)
    return Content(
        read,
        headlines=tuple(line for line in map(line_of, head.iterfind("hedline/*")) if line),
        abstract=text_of(head.find("abstract")),
        byline=_nitf_byline(head),
        dateline=line_of(head.find("dateline")),
        language=language,
    )


def _nitf_byline(head: Element) -> str | None:
    """The byline, in which a title stands in an element of its own, often without anything between it and the name."""
    lines = []
    for byline in head.iterfind("byline"):
        copy = deepcopy(byline)
        for title in copy.iter("byttl"):
            title.text = f"\n{title.text or ''}"
        parts = (part.strip(" ,") for part in "".join(map(str, copy.itertext())).split("\n"))
        lines.append(", ".join(filter(None, parts)))
    return ", ".join(filter(None, lines)) or None


def _classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
