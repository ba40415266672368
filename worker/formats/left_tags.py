"""Inline tags that an escape had made text ("&lt;b&gt;oui&lt;/b&gt;"): taken away in pairs, where nobody meant them to be read."""

import re
from itertools import islice

TAGS_MAX = 5_000
"""Tags in one text; what has more is no text with some tags left in it."""


def without_tags(text: str) -> str:
    """Take away the inline tags of a text, each with its closing one; a tag alone stays, since it may be meant.

    >>> without_tags("<b class='x'>oui</b>"), without_tags("the <b> tag, a<br/>b")
    ('oui', 'the <b> tag, a b')
    """
    if "<" not in text:
        return text
    tags = list(islice(_TAG.finditer(text), TAGS_MAX + 1))
    if len(tags) > TAGS_MAX:
        return text
    opened: dict[str, list[int]] = {}
    gone = dict[int, str]()
    for place, tag in enumerate(tags):
        name = tag[2].lower()
        if name == "br":
            gone[place] = " "
        elif not tag[1]:
            opened.setdefault(name, []).append(place)
        elif opened.get(name):
            gone |= {opened[name].pop(): "", place: ""}
    places = iter(range(len(tags)))
    return _TAG.sub(lambda tag: gone.get(next(places), tag[0]), text) if gone else text


# What stands inside a line, in HTML and NITF. Tags of blocks are a reader's matter.
_TAG = re.compile(
    r"<(/?)(b|i|u|em|strong|bold|italic|sup|sub|span|font|a|br|quote|quot)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
