"""The story in a NewsML-G2 item: of several contents, which are the same story in other clothes, the best one.

Beside its paragraphs a content states what its item may not: NITF has a whole head, a page its headline and byline. What
a page only repeats is left out.
"""

import re
from base64 import b64decode
from copy import deepcopy
from dataclasses import replace

from worker.errors import ItemError, MalformedError
from worker.formats import newsml_g2_events, nitf
from worker.formats.bodies import Body, best_blocks, lines_apart
from worker.formats.charset import decode
from worker.formats.markup import blocks
from worker.formats.newsml_g2_codes import local, stated
from worker.formats.newsml_g2_texts import line_of
from worker.formats.plain_text import blocks_of
from worker.formats.read_xml import LANG, Element
from worker.item import Hints, RawBlock, RawKind, Text, WireItem
from worker.language_tag import primary_language

_HTML = frozenset(
    (
        *("html", "body", "article", "section", "div", "main", "p", "table", "ul", "ol", "pre", "blockquote"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_READ = ("text/", "xml", "html", "nitf")  # what a media type has in it where its data may be a story
# By their class, what pages repeat of the metadata (dpa's), and what they may repeat.
_REPEATED = frozenset({"byline", "slugline", "publicationDate", "closingline", "embargoed", "genre"})
_STATED = frozenset({"teaser", "headline", "title", "subheadline", "kicker"})  # but for a lead, which opens the story
_OF_TT = frozenset({"dat", "byline", "bild"})  # rubric and source, who signs, pictures
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_BASE64 = frozenset({"base64", "b64"})
_SLACK = 2_000  # white space that markup may have around a line


def read_content(item: Element, hints: Hints, language: str | None, said: frozenset[str]) -> WireItem:
    """Read the content whose markup tells most, as far as a content alone is an item; an empty or broken one gives way.

    ``said`` are the headlines and descriptions of the item, which many pages repeat before the story.

    Raises:
        ItemError: of the first broken content, where no other one has a word.

    """
    wanted = primary_language(language)
    contents = [content for content in item.iterfind("contentSet/*") if _rank(content) is not None]
    contents.sort(key=lambda one: (primary_language(one.get(LANG)) not in {None, wanted}, _rank(one)))
    first: WireItem | None = None
    broken: ItemError | None = None
    for content in contents:
        try:
            read = _read(content, WireItem("", hints, language=content.get(LANG)), said)
        except ItemError as error:
            broken = broken or error
        else:
            if read.blocks:
                return read
            first = first or read
    if broken:
        raise broken
    return first or WireItem("", hints)


def _rank(content: Element) -> int | None:
    """XHTML before NITF before data; ``None`` where there is nothing to read in it (a picture in base64, a link)."""
    if content.tag == "inlineXML":
        return {"nitf": 1, "events": 3, "": 4}.get(_vocabulary(content), 0)
    kind = content.get("contenttype", "").casefold()
    readable = not kind or any(part in kind for part in _READ)
    return 2 if content.tag == "inlineData" and readable else None


def _vocabulary(content: Element) -> str:
    """Tell XHTML, NITF, TT's own and events by their elements, whatever the media type says; "" where it is another XML."""
    for inner in content:
        if inner.tag in _HTML:
            return "html"
        if inner.tag == "BODY":
            return "tt"
        if inner.tag in {"nitf", "events", "event"}:
            return "nitf" if inner.tag == "nitf" else "events"
    return "" if len(content) else "data"


def _read(content: Element, empty: WireItem, said: frozenset[str]) -> WireItem:
    match _vocabulary(content) if content.tag == "inlineXML" else "data":
        case "html":
            return _html(content, empty, said)
        case "tt":
            byline = ", ".join(filter(None, map(line_of, content.iter("BYLINE"))))
            return replace(
                empty, blocks=_without_heading(blocks(content, leave_out=_OF_TT), said), byline=byline or None
            )
        case "events":
            return replace(
                empty,
                blocks=tuple(newsml_g2_events.event_blocks(content)),
                events=tuple(newsml_g2_events.events(content)),
            )
        case "data":
            text = _data(content)
            body = Body(text, content.get("contenttype", ""))
            return replace(empty, blocks=best_blocks((body,)) if text.strip() else ())
    nested = next(content.iter("nitf"), None)  # SportsML may carry an article
    if nested is None:
        return empty
    read = nitf.parse(nested, empty.hints)
    return replace(read, blocks=_without_heading(read.blocks, said), language=read.language or empty.language)


def _data(content: Element) -> str:
    """Text as it stands, or out of its base64."""
    text = "".join(map(str, content.itertext()))
    if local(stated(content, "encoding")).casefold() not in _BASE64:
        return text
    try:
        data = b64decode("".join(text.split()), validate=True)
    except ValueError as error:
        raise MalformedError("The item's content is said to be base64, and is not.") from error
    declared = _CHARSET.search(content.get("contenttype", ""))
    return decode(data, declared[1] if declared else None).text


def _html(content: Element, empty: WireItem, said: frozenset[str]) -> WireItem:
    page = deepcopy(content)
    byline = next(filter(None, (line_of(one) for one in page.iter() if "byline" in _classes(one))), None)
    title = line_of(next(page.iter("title"), None)) or line_of(next(page.iter("h1"), None))
    said |= {title} if title else set()
    for element in page.iter():
        if _is_repeated(element, said):
            element.tag = "template"  # which no reader of markup looks into
    read = _without_heading(tuple(lines_apart(blocks(page))), said)
    if [block.kind for block in read] == [RawKind.TABLE] and next(page.iter("table"), None) is None:
        read = blocks_of(read[0].text)  # all of it in one <pre>
    return replace(empty, blocks=read, headlines=(Text(title),) if title else (), byline=byline)


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


def _classes(element: Element) -> frozenset[str]:
    return frozenset(element.get("class", "").split())
