r"""Characters that a producer has escaped once too often: ``&rsquo;`` where there is no markup any more, ``\u00e9`` in a text.

Apart from the readers because it happens in every format, in JSON above all, and is mended in one way.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html.entities import html5
from typing import Any, TypeVar

from worker.formats.left_tags import without_tags
from worker.item import Author, Concept, Place, RawBlock, RawKind, Warn, WireItem

_ESCAPE = re.compile(r"&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z][A-Za-z0-9]{1,8});")
# A typesetter's dash around the one that it stands for; no tag any more once it has been escaped.
_DASH = re.compile(r"<(en|em)dash>[ –—-]{0,3}</\1dash>")
_DASHES = {"en": "–", "em": "—"}
_PASSES = 2  # "&amp;rsquo;": escaped twice too often
_UNICODE_MAX = 0x10FFFF

# JSON's own escapes, left in a text that was made JSON twice.
_BACKSLASH = re.compile(
    r"\\(?:u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|([nrt\"\\/]))"
)
# Where they cannot be meant: a character's number, or a line end that follows a sentence or another one, or ends a text.
# In "C:\new" there is neither.
_SURELY = re.compile(r"\\u[0-9A-Fa-f]{4}|[.!?…»”\"')\]>] ?(?:\\r)?\\n|\\n ?(?:\\[nr]|$)")
_CONCEPTS = ("subjects", "genres", "people", "organisations", "places", "events", "objects")
_Named = TypeVar("_Named", Author, Concept, Place)
_SIGNS = ("&", "\\", "<")  # of which each mark of an escape has one
_PLAIN = {"n": "\n", "r": "", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


def unescape(text: str) -> str:
    """Put the characters that HTML's escapes stand for in their place; what stands for none stays.

    >>> unescape("L&rsquo;&eacute;t&#233; de AT&amp;T"), unescape("L&amp;rsquo;été"), unescape("R&D; et a&b;")
    ('L’été de AT&T', 'L’été', 'R&D; et a&b;')
    >>> unescape("1990&lt;endash&gt;-&lt;/endash&gt;94")
    '1990–94'
    """
    for _ in range(_PASSES):
        if _ESCAPE.search(text) is None:
            break
        text = _ESCAPE.sub(_character, text)
    text = _DASH.sub(lambda dash: _DASHES[dash[1]], text) if "dash>" in text else text
    return without_tags(text)


def unescape_json(text: str) -> str:
    r"""Put the characters that JSON's escapes stand for in their place.

    >>> unescape_json(r"L\u2019\u00e9t\u00e9.\nUn train.")
    'L’été.\nUn train.'
    """
    return _BACKSLASH.sub(_json_character, text)


def unescaped(item: WireItem) -> WireItem:
    """Mend what an item has to read: blocks, headlines, byline, names; with a warning where one was mended.

    A slug is published as it came; who reads it reads its escapes.
    JSON's escapes are read only where one of them cannot be meant; a line end among them parts paragraphs.
    """
    if not any(map("\n".join(_texts(item)).__contains__, _SIGNS)):
        return item
    twice = any("\\" in text and _SURELY.search(text) for text in _texts(item))
    mend = _mend_both if twice else unescape
    concepts: dict[str, Any] = {member: tuple(_named(getattr(item, member))) for member in _CONCEPTS}
    mended = replace(
        item,
        blocks=tuple(_blocks(item.blocks) if twice else (_block(block) for block in item.blocks)),
        headlines=tuple(replace(line, value=mend(line.value)) for line in item.headlines),
        descriptions=tuple(replace(line, value=mend(line.value)) for line in item.descriptions),
        notes=tuple(map(mend, item.notes)),
        byline=item.byline and mend(item.byline),
        dateline=item.dateline and mend(item.dateline),
        copyright_notice=item.copyright_notice and mend(item.copyright_notice),
        usage_terms=item.usage_terms and mend(item.usage_terms),
        keywords=tuple(map(mend, item.keywords)),
        authors=tuple(_named(item.authors)),
        located=tuple(_named(item.located)),
        **concepts,
    )
    return item if mended == item else replace(mended, warnings=(*item.warnings, Warn.ESCAPES_DECODED))


def _texts(item: WireItem) -> list[str]:
    return [
        *[block.text for block in item.blocks],
        *[line.value for line in (*item.headlines, *item.descriptions)],
        *item.notes,
        *filter(None, (item.byline, item.dateline, item.copyright_notice, item.usage_terms)),
        *item.keywords,
    ]


def _named(things: Iterable[_Named]) -> Iterator[_Named]:
    """Whoever escapes the texts of an item too often does so with the names in it."""
    for one in things:
        name = one.name
        yield replace(one, name=unescape(name)) if name and "&" in name else one


def _mend_both(text: str) -> str:
    return unescape(unescape_json(text))


def _block(block: RawBlock) -> RawBlock:
    text = unescape(block.text)
    return block if text == block.text else block._replace(text=text)


def _blocks(blocks: tuple[RawBlock, ...]) -> Iterator[RawBlock]:
    """The blocks of a text that was escaped twice; the line ends that come out part all but lists and tables."""
    for block in blocks:
        text = _mend_both(block.text)
        whole = block.kind in {RawKind.LIST, RawKind.TABLE} or text.count("\n") == block.text.count("\n")
        for part in (text,) if whole else text.split("\n"):
            if part.strip():
                yield block._replace(text=part.strip())


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    figures = name[1:-1]
    code = int(f"0{figures}", base=0) if figures[0] in "xX" else int(figures)
    is_character = code <= _UNICODE_MAX and not 0xD800 <= code <= 0xDFFF  # a half of a pair is no character
    return chr(code) if is_character else match[0]


def _json_character(match: re.Match[str]) -> str:
    high, low, code, plain = match.groups()
    if high:
        return bytes.fromhex(high + low).decode("utf-16-be")
    if plain:
        return _PLAIN[plain]
    return match[0] if 0xD800 <= int(code, 16) <= 0xDFFF else chr(int(code, 16))
