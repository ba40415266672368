"""The bodies of a ninjs item, in the shapes in which they come: which is the story, which stands beside it.

The standard has a list of objects with role and type. Converters also write one object, objects or texts under their roles
or types, a bare text; and ninjs 1 has members of its own, ``body_xhtml``, which some write in camel case or without a type.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from worker.errors import ItemError
from worker.formats.bodies import Body, whole_escape_undone
from worker.formats.members import Members, folded, objects_of, story_of, text_of
from worker.formats.newsml12_data import nitf_root
from worker.formats.read_xml import Element, read_xml_text

# TT parts the words of the line above a story by their style alone.
_TT_DATE_LINE = ('</span><span class="source">', '</span> <span class="source">')
# What a body is by its role, or by the name of its member ("body_text_short"), where it is not the story: which description.
_BESIDE = {
    **dict.fromkeys(("teaser", "summary", "short", "abstract", "lead", "intro", "standfirst"), "summary"),
    "caption": "caption",
}
_OTHER, _SHORT = 1, 2  # places behind the story: something else under a name of its own, what is beside the story
_ROLE_WORD = re.compile(r"[^\W_]{1,40}")
# A role that says that a body is the story, or how it is written: TT's "richhtml5".
_STORY_ROLE = re.compile(r"(?:.{0,200}[:/#])?(?:main|body|story|article|\w{0,20}(?:html|text|nitf|xml|plain)\w{0,20})?")
# "bodyHtml", and a body that does not say how it is written; what else begins so may be no body.
_CAMEL = frozenset({"body", "bodytext", "bodyhtml", "bodyhtml5", "bodyxhtml", "bodynitf"})


def bodies_of(members: Members) -> Iterator[tuple[Body, str | None]]:
    """The bodies, each with the role of the description that it is where it is not the story."""
    for one in _objects(members.get("bodies")):
        if (value := story_of(one.get("value"))) is not None:
            kind, role = text_of(one.get("contenttype")), text_of(one.get("role")) or ""
            beside = _description_role(role)
            behind = _SHORT if beside else 0 if _STORY_ROLE.fullmatch(role.casefold()) else _OTHER
            yield Body(value.replace(*_TT_DATE_LINE), kind or role, behind), beside
    for name, value in members.items():
        if not name.startswith("body"):
            continue
        if (name.startswith("body_") or name in _CAMEL) and (text := story_of(value)) is not None:
            kind = name.removeprefix("body").removeprefix("_")
            beside = _description_role(kind)
            yield Body(text, kind, _SHORT if beside else 0), beside


def document_of(bodies: Iterable[tuple[Body, str | None]]) -> Element | None:
    """The NITF document among the bodies, whose head may say what the item does not; one that is broken says nothing."""
    for body, _ in bodies:
        if "nitf" in body.kind.casefold():
            with suppress(ItemError):
                return nitf_root(read_xml_text(whole_escape_undone(body.value))[0])
    return None


def _objects(value: Any) -> Iterator[Members]:
    """The bodies as objects of the standard's form; the name that one stands under is its role, or its type."""
    if isinstance(value, dict) and "value" not in (one := folded(value)):
        for name, inner in one.items():
            yield {"role": name, **folded(inner)} if isinstance(inner, dict) else {"role": name, "value": inner}
    elif story_of(value) is not None:
        yield {"value": value}
    else:
        yield from map(folded, objects_of(value))


def _description_role(role: str) -> str | None:
    return next((_BESIDE[word] for word in _ROLE_WORD.findall(role.casefold()) if word in _BESIDE), None)
