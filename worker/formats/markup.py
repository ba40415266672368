"""Marked-up text → blocks: XHTML, HTML and NITF fragments, as NewsML, ninjs and JSON dialects carry them.

Only what the markup states is kept: paragraphs, subheads, quotes, lists, tables. Pictures and their captions are no part
of the story and are left out; formats that describe their pictures do so elsewhere.
"""

import re
from collections.abc import Iterator

from lxml import etree

from worker.formats.read_xml import Element
from worker.item import RawBlock, RawKind

_KINDS = {
    "p": RawKind.PARAGRAPH,
    "blockquote": RawKind.QUOTE,
    "bq": RawKind.QUOTE,  # NITF
    "citat": RawKind.QUOTE,  # TT
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"), RawKind.SUBHEAD),
    **dict.fromkeys(("ul", "ol", "dl"), RawKind.LIST),
    **dict.fromkeys(("table", "pre"), RawKind.TABLE),  # preformatted text is agate: rows of results or prices
}
# What parts blocks without saying what they are.
_CONTAINERS = frozenset(
    "html body body.content body.end nitf block div section article main header footer aside center address form hr".split()
)
_LEFT_OUT = frozenset(
    "head body.head script style template noscript iframe object svg media figure img audio video button".split()
)
_ROWS = frozenset(("tr", "li", "dt", "dd", "caption"))
_CELLS = frozenset(("td", "th"))

# Stand for breaks while text is gathered; XML has no such characters, and HTML is freed of them first.
_LINE, _CELL = "\x00", "\x01"
_MARKS = str.maketrans("", "", _LINE + _CELL)
# Markup's white space says nothing; no-break and thin spaces are text.
_WHITE = re.compile(r"[ \t\r\n\f]+")
_PARAGRAPH_BREAK = re.compile(rf" ?{_LINE} ?(?:{_LINE} ?)+")
_LINE_BREAK = re.compile(rf" ?{_LINE} ?")
_CELL_BREAK = re.compile(rf" ?{_CELL} ?")

_TAG = re.compile(r"<(?:p|div|br|html|body|section|article|table|ul|ol|h[1-6]|blockquote|span|b|i|em|strong|a)\b[^<>]{0,2000}>", re.I)


def is_markup(text: str) -> bool:
    """Tell whether a text is an HTML fragment, whatever its label says.

    >>> is_markup("<p>One.</p>"), is_markup("a < b and b > c")
    (True, False)
    """
    return _TAG.search(text) is not None


def html_blocks(html: str) -> tuple[RawBlock, ...]:
    """Read an HTML document or fragment, however loosely it is written.

    >>> [block.text for block in html_blocks("<h2>Then</h2>One<br>two<p>Three")]
    ['Then', 'One\\ntwo', 'Three']
    """
    text = html.translate(_MARKS)
    if not text.strip():
        return ()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    return () if root is None else tuple(blocks(root))


def plain(html: str) -> str:
    """The text of an HTML fragment on one line, for headlines and captions that come marked up.

    >>> plain("<p>Fish &amp; <b>chips</b></p>")
    'Fish & chips'
    """
    return " ".join(block.text.replace("\n", " ") for block in html_blocks(html)) if is_markup(html) else html


def blocks(root: Element) -> Iterator[RawBlock]:
    """Read the blocks below an element; walked by lxml's own iterator, so that no depth of it can overflow a stack."""
    gathered = _Gathered()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = _name(element)
        if event == "start":
            if name in _LEFT_OUT:
                walk.skip_subtree()
                continue
            yield from gathered.opened(name)
            gathered.add(element.text)
        else:
            yield from gathered.closed(name)
            if element is not root:
                gathered.add(element.tail)
    yield from gathered.flush()


class _Gathered:
    """The text since the last block, and the kinds of the blocks that are open around it."""

    def __init__(self) -> None:
        self._kinds: list[RawKind] = []
        self._text: list[str] = []
        self._preformatted = False

    def add(self, text: str | None) -> None:
        if text:
            self._text.append(text)

    def opened(self, name: str) -> Iterator[RawBlock]:
        if name == "br":
            self._text.append(_LINE)
        elif self._kinds and self._kinds[-1] in {RawKind.LIST, RawKind.TABLE}:
            self._inside_rows(name)
        elif name in _KINDS:
            yield from self.flush()
            self._preformatted = name == "pre"
            inherited = RawKind.QUOTE if RawKind.QUOTE in self._kinds else _KINDS[name]
            self._kinds.append(inherited)
        elif name in _CONTAINERS or name in _ROWS:
            yield from self.flush()

    def closed(self, name: str) -> Iterator[RawBlock]:
        if self._kinds and self._kinds[-1] in {RawKind.LIST, RawKind.TABLE} and not self._closes(name):
            self._inside_rows(name)
        elif name in _KINDS:
            yield from self.flush()
            self._kinds.pop()
        elif name in _CONTAINERS or name in _ROWS:
            yield from self.flush()
