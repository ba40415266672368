"""Characters that a producer has escaped once too often: ``&rsquo;`` where there is no markup any more to read it.

Apart from the readers because it happens in every format, in JSON above all, and is mended in one way.
"""

import re
from dataclasses import replace
from html.entities import html5

from worker.item import Warn, WireItem

_ESCAPE = re.compile(r"&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z][A-Za-z0-9]{1,8});")
_PASSES = 2  # "&amp;rsquo;": escaped twice too often
_UNICODE_MAX = 0x10FFFF


def unescape(text: str) -> str:
    """Put the characters that HTML's escapes stand for in their place; what stands for none stays.

    >>> unescape("L&rsquo;&eacute;t&#233; de AT&amp;T"), unescape("L&amp;rsquo;été"), unescape("R&D; et a&b;")
    ('L’été de AT&T', 'L’été', 'R&D; et a&b;')
    """
    for _ in range(_PASSES):
        if _ESCAPE.search(text) is None:
            break
        text = _ESCAPE.sub(_character, text)
    return text


def unescaped(item: WireItem) -> WireItem:
    """Mend what an item has to read: blocks, headlines, descriptions, byline; with a warning where one was mended."""
    mended = replace(
        item,
        blocks=tuple(replace(block, text=unescape(block.text)) for block in item.blocks),
        headlines=tuple(replace(line, value=unescape(line.value)) for line in item.headlines),
        descriptions=tuple(replace(line, value=unescape(line.value)) for line in item.descriptions),
        byline=item.byline and unescape(item.byline),
    )
    return item if mended == item else replace(mended, warnings=(*item.warnings, Warn.ESCAPES_DECODED))


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    figures = name[1:-1]
    code = int(f"0{figures}", base=0) if figures[0] in "xX" else int(figures)
    is_character = code <= _UNICODE_MAX and not 0xD800 <= code <= 0xDFFF  # a half of a pair is no character
    return chr(code) if is_character else match[0]
