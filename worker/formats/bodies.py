"""The several bodies of one JSON item, which are the same story in other clothes: the best one, as blocks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from worker.errors import ItemError
from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.members import Members, texts_of
from worker.formats.plain_text import blocks_of, paragraphs
from worker.formats.read_xml import read_xml_text
from worker.item import RawBlock, RawKind, Text

_GOES_ON = "\x00"  # stands for a line break inside a sentence; no text of markup has this character
_ESCAPES_MAX = 2
_SMALL_LINE = re.compile(r"\n(?=[a-zß-öø-ÿа-яё])")


@dataclass(frozen=True, slots=True)
class Body:
    """A body and what its item calls it: a media type (``text/html``) or a short name (``xhtml``, ``nitf``).

    ``behind`` puts it behind others whatever its markup: it is no story, or only a part of one.
    """

    value: str
    kind: str
    behind: int = 0


def best_blocks(bodies: Iterable[Body]) -> tuple[RawBlock, ...]:
    """Read the body whose markup tells most: HTML, then NITF, then plain text; an empty or broken one gives way.

    Raises:
        ItemError: of the first broken body, where no other one has a word.

    """
    broken: ItemError | None = None
    for body in sorted(bodies, key=_rank):
        try:
            if read := _blocks(body):
                return read
        except ItemError as error:  # TT's own NITF is SGML; it stands beside other bodies
            broken = broken or error
    if broken:
        raise type(broken)(f"In the item's body: {broken}")
    return ()


def whole_escape_undone(value: str) -> str:
    """A body whose markup a producer escaped as a whole, once or twice, as the markup that it was.

    Only one that begins and ends with a tag: a text may have an escaped tag in it to be read.

    >>> whole_escape_undone("&lt;p&gt;A &amp;amp; B&lt;/p&gt;"), whole_escape_undone("&lt;p&gt; begins a paragraph")
    ('<p>A &amp; B</p>', '&lt;p&gt; begins a paragraph')
    """
    text = value.strip()
    for _ in range(_ESCAPES_MAX):
        if not (text.startswith(("&lt;", "&amp;lt;")) and text.endswith("gt;")):
            break
        text = unescape(text)
    return text if text.startswith("<") else value


def plain_text_of(text: str) -> str:
    """The words of a headline or caption on one line where it comes marked up, else the text as it is."""
    if not is_markup(text):
        return text
    return " ".join(block.text.replace("\n", " ") for block in html_blocks(text))


def lines_apart(marked: Iterable[RawBlock]) -> Iterator[RawBlock]:
    r"""Part a paragraph at the line breaks of its markup: results, hours and headings stand on lines of their own.

    A line that goes on in small letters belongs to the one before it, and so does one that a teleprinter's width broke.

    >>> [one.text for one in lines_apart(html_blocks("<p>Final:<br>Spain - Italy 2:1<br>Crane<br>stops.</p>"))]
    ['Final:', 'Spain - Italy 2:1', 'Crane\nstops.']
    """
    for block in marked:
        if block.kind is not RawKind.PARAGRAPH or "\n" not in block.text:
            yield block
            continue
        for paragraph in paragraphs(_SMALL_LINE.sub(_GOES_ON, block.text)):
            yield RawBlock(paragraph.replace(_GOES_ON, "\n"), block.kind)


Names = tuple[tuple[str, str | None], ...]
"""Members of an item that hold a headline or a description, with the role of each."""


def texts_under(members: Members, names: Names) -> tuple[Text, ...]:
    """Headlines or descriptions, by the members that hold them; what is said twice has the role of its first name.

    >>> texts_under({"headline": "One", "title": "One", "kicker": "Two"}, (("headline", None), ("title", "title")))
    (Text(value='One', role=None),)
    """
    found: dict[str, str | None] = {}
    for name, role in names:
        for text in texts_of(members.get(name)):
            found.setdefault(plain_text_of(text), role)
    return tuple(Text(text, role) for text, role in found.items())


def _rank(body: Body) -> tuple[int, int]:
    return body.behind, 0 if "html" in body.kind else 1 if "nitf" in body.kind.casefold() else 2


def _blocks(body: Body) -> tuple[RawBlock, ...]:
    value = whole_escape_undone(body.value) if "lt;" in body.value else body.value
    if "nitf" in body.kind.casefold():
        root, _ = read_xml_text(value)
        return blocks(next(root.iter("body.content"), root))
    if is_markup(value) or ("html" in body.kind and "\n\n" not in value):
        read = html_blocks(value)
        inner = read[0].text if len(read) == 1 else ""
        if inner.startswith("<") and inner.endswith(">") and "</" in inner and is_markup(inner):
            read = html_blocks(inner) or read  # it was escaped, and then put into a paragraph
        return tuple(lines_apart(read))
    return blocks_of(value)
