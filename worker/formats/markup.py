"""Marked-up text → blocks: XHTML, HTML and NITF fragments, as NewsML, ninjs and JSON dialects carry them.

Only what the markup states is kept: paragraphs, subheads, quotes, lists, tables. Pictures and their captions are no part
of the story and are left out; formats that describe their pictures do so elsewhere.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from worker.errors import TooLargeError
from worker.formats.read_xml import Element, is_on_one_line, on_one_line
from worker.formats.wrapped import is_typed, typed_blocks
from worker.item import RawBlock, RawKind

_KINDS = {
    "p": RawKind.PARAGRAPH,
    "blockquote": RawKind.QUOTE,
    "bq": RawKind.QUOTE,  # NITF
    "tagline": RawKind.CREDIT,  # NITF
    "citat": RawKind.QUOTE,  # TT, as are the others of Swedish names
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "rubrik", "mellis"), RawKind.SUBHEAD),
    **dict.fromkeys(("ul", "ol", "dl"), RawKind.LIST),
    **dict.fromkeys(("table", "pre"), RawKind.TABLE),  # preformatted text is agate: rows of results or prices
}
# What parts blocks without saying what they are.
_CONTAINERS = frozenset(
    (
        *("html", "body", "div", "section", "article", "main", "header", "footer", "aside", "center", "address", "hr"),
        *("nitf", "body", "body.content", "body.end", "block", "abstract", "datasource", "nitf-table", "custom-table"),
        *("bibliography", "byline", "dateline", "note", "fn", "text", "ingress", "brodtext"),
    )
)
_LEFT_OUT = frozenset(
    (
        *("head", "script", "style", "template", "noscript", "iframe", "object", "svg", "button"),
        *("figure", "img", "audio", "video", "body.head", "media"),
    )
)
_RUBRIC = "dat"  # a class of TT's: the rubric and the source, which the item states
_ROWS = {
    RawKind.TABLE: frozenset(("tr", "caption", "table")),
    RawKind.LIST: frozenset(("li", "dt", "dd", "ul", "ol", "dl", "tr", "table")),
}
_CELLS = frozenset(("td", "th"))
# Inline elements of NITF that stand in a row without white space, and what a reader has between them.
_RUNS = (
    (frozenset(("name.given", "name.family", "function", "addressee", "care.of")), " "),
    (frozenset(("sublocation", "city", "county", "state", "region", "country", "postcode", "delivery.point")), ", "),
    (frozenset(("frac-num", "frac-den")), "/"),
)
_GLUED = frozenset(("frac",)).union(*(parts for parts, _ in _RUNS))
_OF_ROWS = frozenset(_ROWS)
_OF_PARAGRAPHS = frozenset((RawKind.QUOTE, RawKind.CREDIT))

# Stand for breaks while text is gathered; XML has no such characters, and HTML is freed of them first.
_LINE, _CELL = "\x00", "\x01"
_PARAGRAPH_BREAK = re.compile(rf" ?{_LINE} ?(?:{_LINE} ?)+")
_LINE_BREAK = re.compile(rf" ?{_LINE} ?")

_TAG = re.compile(
    r"<(?:p|div|br|html|body|section|article|table|pre|ul|ol|h[1-6]|blockquote|span|b|i|em|strong|a)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_EMBED = re.compile(r"<(?:div|iframe|script|blockquote|span|a)\b[^<>]{0,2000}>", re.IGNORECASE)
_EMBED_MAX = 5_000
_UNSEEN = re.compile(r"<(script|style|iframe)\b[^<>]{0,2000}>.*?</\1>|<[^<>]{1,2000}>", re.IGNORECASE | re.DOTALL)


def is_markup(text: str) -> bool:
    """Tell whether a text is an HTML fragment, whatever its label says.

    >>> is_markup("<p>One.</p>"), is_markup("a < b and b > c")
    (True, False)
    """
    return _TAG.search(text) is not None


def html_blocks(html: str) -> tuple[RawBlock, ...]:
    r"""Read an HTML document or fragment, however loosely it is written.

    >>> [block.text for block in html_blocks("<h2>Then</h2>One<br>two<p>Three")]
    ['Then', 'One\ntwo', 'Three']

    Raises:
        TooLargeError: more levels than libxml2 reads; it would leave out the rest of the text.

    """
    root = _html_root(html)
    return () if root is None else blocks(root)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text, and the words that carry it."""

    href: str
    text: str


def html_links(html: str) -> tuple[Link, ...]:
    """Read the links of a list of them, as some agencies set beside a story.

    >>> html_links('<ul><li><a href="https://example.org/a">The <b>report</b></a></li><li>Two</li></ul>')
    (Link(href='https://example.org/a', text='The report'),)
    """
    root = _html_root(html)
    found = () if root is None else root.iterfind(".//a[@href]")
    return tuple(Link(one.get("href", ""), " ".join("".join(map(str, one.itertext())).split())) for one in found)


def _html_root(html: str) -> Element | None:
    text = html.replace(_LINE, "").replace(_CELL, "")
    if not text.strip():
        return None
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root: Element | None = etree.fromstring(text.encode(), parser)
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise TooLargeError("The HTML of the item has more levels, or a longer text, than libxml2 reads.")
    return root


def blocks(root: Element, *, leave_out: frozenset[str] = frozenset()) -> tuple[RawBlock, ...]:
    """Read the blocks below an element, without those in elements that a format leaves out beyond ours."""
    plain = _plain_paragraphs(root)  # most stories, in a tenth of the steps
    read = _walked(root, leave_out) if plain is None else plain
    return tuple([block for block in read if not (block.text.startswith("<") and _is_embed(block.text))])


def _is_embed(text: str) -> bool:
    """Whether a paragraph's text is markup itself, to be set into a page, of which a reader would see no word."""
    return len(text) <= _EMBED_MAX and _EMBED.match(text) is not None and not _UNSEEN.sub("", text).strip()


def _walked(root: Element, leave_out: frozenset[str]) -> list[RawBlock]:
    """Walk by lxml's own iterator, so that no depth of the markup can overflow a stack."""
    gathered = _Gathered()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _name(element)
        if event == "start":
            left_out = name in leave_out or (name in _LEFT_OUT and not _holds_table(element))
            left_out = left_out or element.get("class") == _RUBRIC
            if left_out and element is not root:
                walk.skip_subtree()
                continue
            gathered.opened(name)
            if name in _GLUED:
                gathered.add(_glue(element, name))
            gathered.add(element.text)
        else:
            gathered.closed(name)
            if element is not root:
                gathered.add(element.tail)
    gathered.flush()
    return gathered.blocks


class _Gathered:
    """The blocks so far, the text since the last of them, and the kinds of those that are open around it.

    Inside a list or table nothing begins a block: items and rows are lines, cells are parted by tabs, and a list in a
    cell, a paragraph in an item or a table in a table are text of theirs.
    """

    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self._open: list[RawKind] = []
        self._text: list[str] = []
        self._preformatted = False

    def add(self, text: str | None) -> None:
        if text:
            self._text.append(text)

    def opened(self, name: str) -> None:
        around = self._open[-1] if self._open else RawKind.PARAGRAPH
        kind = _KINDS.get(name)
        if name == "br":
            self.add(_LINE)
        elif around in _OF_ROWS:
            self.add(_CELL if name in _CELLS else _between(name, around))
            if kind:
                self._open.append(around)
        elif kind:
            self.flush()
            self._preformatted = name == "pre"
            self._open.append(around if kind is RawKind.PARAGRAPH and around in _OF_PARAGRAPHS else kind)
        elif name in _CONTAINERS or name in _ROWS[RawKind.LIST]:
            self.flush()

    def closed(self, name: str) -> None:
        around = self._open[-2] if name in _KINDS and len(self._open) > 1 else None
        if around in _OF_ROWS:
            self.add(_between(name, around))
            self._open.pop()
        elif name in _KINDS:
            self.flush()
            self._open.pop()
        elif self._open and self._open[-1] in _OF_ROWS:
            self.add(_between(name, self._open[-1]))
        elif name in _CONTAINERS or name in _ROWS[RawKind.LIST]:
            self.flush()

    def flush(self) -> None:
        raw, of_one_element, preformatted = "".join(self._text), len(self._text) == 1, self._preformatted
        self._text.clear()
        self._preformatted = False
        if not raw or raw.isspace():
            return
        kind = self._open[-1] if self._open else RawKind.PARAGRAPH
        if kind is RawKind.PARAGRAPH and of_one_element and not preformatted and is_typed(raw):
            self.blocks += typed_blocks(raw)
            return
        texts = _preformatted(raw) if preformatted else _layouts(kind)(on_one_line(raw))
        self.blocks += [RawBlock(text, kind) for text in texts if text]


def _plain_paragraphs(root: Element) -> list[RawBlock] | None:
    """The blocks of a body that has nothing but paragraphs with nothing but text in them; ``None`` of any other body."""
    texts, between = [], [root.text or ""]
    for element in root:
        if element.tag != "p" or len(element):
            return None
        texts.append(element.text or "")
        between.append(element.tail or "")
    if "".join(between).strip():
        return None
    if is_on_one_line("".join(texts)):  # asked once of them all
        return [RawBlock(text, RawKind.PARAGRAPH) for text in map(str.strip, texts) if text]
    read: list[RawBlock] = []
    for text in texts:
        if is_typed(text):
            read += typed_blocks(text)
        elif text := on_one_line(text).strip():
            read.append(RawBlock(text, RawKind.PARAGRAPH))
    return read


def _glue(element: Element, name: str) -> str | None:
    """What parts an element from the one right before it, where NITF has names and fractions in pieces."""
    before, around = element.getprevious(), element.getparent()
    text = before.tail if before is not None else around.text if around is not None else None
    if name == "frac" and text and text[-1].isdigit():
        return " "  # "2" and "1/2" are no 21 halves
    if before is None or text:
        return None
    run = {_name(before), name}
    return next((glue for parts, glue in _RUNS if run <= parts), None)


def _between(name: str, around: RawKind) -> str:
    """Part what stands in rows: by a line where a row or an item begins or ends, by a space where a block does."""
    if name in _ROWS[around]:
        return _LINE
    return " " if name in _KINDS or name in _CONTAINERS or name in _ROWS[RawKind.LIST] else ""


def _layouts(kind: RawKind) -> Callable[[str], Iterable[str]]:
    return {RawKind.TABLE: _rows, RawKind.LIST: _items}.get(kind, _paragraphs)


def _preformatted(raw: str) -> Iterable[str]:
    lines = raw.replace(_CELL, "\t").replace(_LINE, "\n").replace("\r\n", "\n").split("\n")
    return ("\n".join(line.rstrip() for line in lines).strip("\n"),)


def _rows(text: str) -> Iterable[str]:
    rows = (
        "\t".join(cell.strip() for cell in row.strip(" ").removeprefix(_CELL).split(_CELL)) for row in text.split(_LINE)
    )
    return ("\n".join(row for row in rows if row.strip()),)


def _items(text: str) -> Iterable[str]:
    items = (item.strip() for item in text.replace(_CELL, " ").split(_LINE))
    return ("\n".join(item for item in items if item),)


def _paragraphs(text: str) -> Iterable[str]:
    if _LINE not in text:
        return (text.strip(),)
    return (_LINE_BREAK.sub("\n", paragraph).strip() for paragraph in _PARAGRAPH_BREAK.split(text))


def _holds_table(element: Element) -> bool:
    """Whether an element stands around a table, as HTML's ``figure`` may: that is text of the story, a picture is not."""
    return element.tag == "figure" and next(element.iter("table"), None) is not None


def _name(element: Element) -> str:
    return _local(element.tag)


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
