"""What a NewsML-G2 item says in words about itself: headlines, descriptions, notes, with the roles that tell them apart."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from worker.formats.markup import blocks, html_blocks, is_markup
from worker.formats.newsml_g2_codes import local
from worker.formats.read_xml import LANG, Element
from worker.item import Text
from worker.language_tag import primary_language

# dpa's converter states no roles but ranks: the headline, a second one, the line above it.
_RANKS = {"2": "subheadline", "3": "kicker"}
_HEADLINE_ROLES = {
    **dict.fromkeys(("main", "headline", "title", "hl1"), None),
    "extendedheadline": "extended",  # AP's, as its JSON calls them
    "seoheadline": "seo",
    **dict.fromkeys(("subheadline", "subheading", "subtitle", "subhead", "sub", "hl2", "secondary"), "subheadline"),
}
_DESCRIPTION_ROLES = {"teaser": "summary", "caption-extended": "captionExtended"}
EMBARGO_ROLES = ("embargo", "embargotext")
"""The roles of notes that speak of an embargo: dpa's, APA's."""

_NO_NOTES = frozenset({"closingline", "notepad"})
_FIRST = frozenset({"genrenote", "correction", "correctionshort", *EMBARGO_ROLES})
_SHOWN = frozenset({"picture", "graphic", "video", "audio"})

_SPACES = re.compile(r"[ \t\r\f]+")  # no-break and thin spaces are text
_BREAK = "\x00"  # no character of XML
_BREAKS = frozenset({"br", "p", "li", "div", "tr"})


def text_of(element: Element | None) -> str | None:
    """Read an element's words with the line ends that are meant: those of the text, and of ``<br/>`` and paragraphs."""
    if element is None:
        return None
    if len(element) == 0:
        text = element.text or ""
        if "<" in text and is_markup(text):  # escaped, as some editing systems write it
            return "\n".join(block.text for block in html_blocks(text)) or None
        return "\n".join(_lines(text)) or None
    if any(inner.tag in {"p", "ul", "section", "div"} for inner in element):
        return "\n".join(block.text for block in blocks(element)) or None
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts += [_BREAK if inner.tag in _BREAKS else "", inner.text or ""]
        elif inner is not element:
            parts.append(inner.tail or "")
    return "\n".join(line for part in "".join(parts).split(_BREAK) for line in _lines(part)) or None


def line_of(element: Element | None) -> str | None:
    """Read an element's words on one line."""
    text = text_of(element)
    return " ".join(text.split("\n")) if text else None


def ranked(elements: Iterable[Element]) -> list[Element]:
    """Put elements in the order of their rank; those without one keep their place behind."""
    return sorted(elements, key=_rank)


def in_language(elements: Iterable[Element], language: str | None) -> Iterator[Element]:
    """Give the elements that are in the item's language or in none, then the others."""
    wanted = {None, primary_language(language)}
    yield from sorted(elements, key=lambda element: primary_language(element.get(LANG)) not in wanted)


def headlines(elements: Iterable[Element], language: str | None) -> Iterator[Text]:
    """Read the headlines, the main one first, each with its role."""
    read = [
        Text(text, _headline_role(element))
        for element in in_language(ranked(elements), language)
        if (text := line_of(element))
    ]
    yield from sorted(read, key=lambda text: text.role is not None)


def descriptions(elements: Iterable[Element], language: str | None, kind: str) -> Iterator[Text]:
    """Read the descriptions; of a picture, a video, a graphic one without a role is its caption."""
    for element in in_language(ranked(elements), language):
        role = local(element.get("role") or element.get("roleuri"))
        if text := text_of(element):
            yield Text(text, _DESCRIPTION_ROLES.get(role, role) or ("caption" if kind in _SHOWN else None))


class Notes:
    """The notes to editors by their role, each once."""

    def __init__(self, elements: Iterable[Element], genre: str | None) -> None:
        read = ((local(note.get("role") or note.get("roleuri")).casefold(), text_of(note)) for note in elements)
        self._notes = tuple(dict.fromkeys((role, text) for role, text in read if text))
        self._genre = genre

    def of(self, *roles: str) -> str | None:
        """Give the first note of one of these roles."""
        return next((text for stated, text in self._notes if stated in roles), None)

    def all(self) -> tuple[str, ...]:
        """Give the notes without the sign-off, those first that say what has changed or must wait.

        dpa's note pad only lays out all others under a title: it is read where there are none.
        """
        stated = [(role, text) for role, text in self._notes if role not in _NO_NOTES]
        stated.sort(key=lambda note: note[0] not in _FIRST)
        if not stated and (pad := self.of("notepad")):
            stated = [("", line) for line in pad.split("\n")[1:] if line != self.of("closingline")]
        return tuple(dict.fromkeys(self._with_genre(role, text) for role, text in stated))

    def _with_genre(self, role: str, text: str) -> str:
        return f"{self._genre} - {text}" if role == "genrenote" and self._genre else text


def _lines(text: str) -> Iterator[str]:
    """The lines of a text. One that is indented was broken off by who laid out the XML, and goes on the line before."""
    line: list[str] = []
    for raw in text.split("\n"):
        words = [word for word in _SPACES.split(raw) if word]
        if line and words and raw[0] not in " \t":
            yield " ".join(line)
            line = []
        line += words
    if line:
        yield " ".join(line)


def _rank(element: Element) -> int:
    rank = element.get("rank", "")
    return int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 6 else 100_000


def _headline_role(element: Element) -> str | None:
    role = local(element.get("role") or element.get("roleuri"))
    if not role:
        return _RANKS.get(element.get("rank", ""))
    return _HEADLINE_ROLES.get(role.casefold(), role)
