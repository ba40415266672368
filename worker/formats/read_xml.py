"""XML without its dangers: no document type is loaded, no entity defined, nothing fetched, no tree without end.

A bare ``<!DOCTYPE NewsML SYSTEM "…">``, as real NewsML and NITF files carry it, is accepted and never looked at, and so is
one that only names further document types, as those of AFP, SDA and Kyodo do, or says which elements there are. Any other
internal subset, and any entity that the XML specification or HTML does not define, is refused.
"""

import re
from dataclasses import dataclass
from functools import cache
from html.entities import html5

from lxml import etree

from worker.errors import ForbiddenError, MalformedError, TooLargeError
from worker.formats.charset import decode
from worker.formats.limits import LIMITS, Limits
from worker.item import Warn

Element = etree._Element  # noqa: SLF001 – the only name that lxml has for the type of an element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DECLARATION = re.compile(rb"""^\s{0,64}<\?xml\s[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._:-]{1,40})["']""")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")  # the five are XML's own
# Markup's own white space, which says nothing; no-break and thin spaces are text.
_WHITE = re.compile(r"[ \t\r\n\f]+")
_RUNS_OF_WHITE = ("\n", "  ", "\t", "\r", "\f")
_DEPTH_SEEN_MAX = 30  # levels of a real item; whether there are more is asked in half the time of 200
_MARKUP = frozenset("<>&'\"")
_QUOTED = r"""(?:"[^"<>]{0,500}"|'[^'<>]{0,500}')"""
# [<!ENTITY % nitf SYSTEM "http://www.afp.com/dtd/nitf-2-5.dtd"> %nitf;]: a document type by its name or its address.
_DTD_NAME = r"(?:https?://)?(?:[\w.-]{1,60}/){0,8}[\w.-]{1,80}\.(?:dtd|mod|ent)"
_DTD = rf"""(?:"{_DTD_NAME}"|'{_DTD_NAME}')"""
_NAMED_TYPE = (
    rf"<!ENTITY\s{{1,64}}%\s{{1,64}}[\w.-]{{1,40}}\s{{1,64}}(?:SYSTEM|PUBLIC\s{{1,64}}{_QUOTED})\s{{1,64}}{_DTD}\s{{0,64}}>"
    r"\s{0,64}%[\w.-]{1,40};"
)
_COMMENT = r"<!--(?>(?:[^-]|-(?!-)){0,2000})-->"
# What elements and attributes there are says nothing that is read; an entity is another thing.
_DECLARED = r"""<!(?:ELEMENT|ATTLIST)\s(?>(?:[^<>"'&]|"[^"<>&]{0,200}"|'[^'<>&]{0,200}'){1,2000})>"""
# Each part begins with a sign of its own, and none is given back: the time is that of the length. Possessive repeats would
# say it shorter, but Python 3.11.2 stops behind what their last, failed turn has read.
_SUBSET = rf"\[(?>(?:\s|{_NAMED_TYPE}|{_COMMENT}|{_DECLARED}){{0,2000}})\]"
_BARE_DOCUMENT_TYPE = re.compile(
    rf"<!DOCTYPE\s{{1,64}}[\w.:-]{{1,100}}(?:\s{{1,64}}(?:SYSTEM|PUBLIC\s{{1,64}}{_QUOTED})(?:\s{{1,64}}{_QUOTED})?)?\s{{0,64}}"
    rf"({_SUBSET})?\s{{0,64}}>",
    re.IGNORECASE,
)
# XML 1.0 §2.2; surrogates cannot be here.
_FORBIDDEN = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)))
_WITHOUT_FORBIDDEN = str.maketrans(dict.fromkeys(_FORBIDDEN))

# libxml2's error codes in words that say nothing of the text.
_WORDS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "a closing tag does not fit the open one",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "the end is missing",
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: "it breaks off in a CDATA section",
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: "it breaks off in a comment",
    etree.ErrorTypes.ERR_GT_REQUIRED: "a tag is not closed",
    etree.ErrorTypes.ERR_ATTRIBUTE_NOT_FINISHED: "an attribute is not closed",
    etree.ErrorTypes.ERR_DOCUMENT_END: "there is text after its end",
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: "it has no element",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "an entity is named that nothing defines",
    etree.ErrorTypes.ERR_INVALID_CHAR: "a character stands there that XML does not allow",
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED: "an attribute is given twice",
}


@dataclass(frozen=True, slots=True)
class Xml:
    """The root element and the steps taken to read it."""

    root: Element
    warnings: tuple[str, ...] = ()


def read_xml(data: bytes, charset: str | None = None, language: str | None = None, limits: Limits = LIMITS) -> Xml:
    """Read one XML document; ``charset`` (of a header) outweighs what the XML declares, the bytes outweigh both.

    Raises:
        ForbiddenError: a document type with declarations.
        MalformedError: broken or truncated, with line and column.
        TooLargeError: more levels than ``limits`` allow.
        CharsetError: bytes that are no text.

    """
    declared = _DECLARATION.match(data)
    decoded = decode(data, charset or (declared[1].decode() if declared else None), language)
    root, steps = read_xml_text(decoded.text, limits)
    return Xml(root, decoded.warnings + steps)


def words(element: Element | None, path: str | None = None) -> str | None:
    """The text in an element, or in the first one at a path below it, on one line, its parts kept apart; ``None`` without."""
    found = element.find(path) if path and element is not None else element
    if found is None:
        return None
    text = " ".join(map(str, found.itertext())) if len(found) else found.text
    return on_one_line(text).strip(" ") or None if text else None


def on_one_line(text: str) -> str:
    """The text with each run of markup's white space as one space; most texts have none."""
    return text if is_on_one_line(text) else _WHITE.sub(" ", text)


def is_on_one_line(text: str) -> bool:
    """Whether markup's white space stands in a text as single spaces alone."""
    for white in _RUNS_OF_WHITE:  # noqa: SIM110 – ``any`` takes three times as long
        if white in text:
            return False
    return True


def child(element: Element, name: str) -> Element | None:
    """The first element of a name right below another; what ``find`` gives, in a third of its time."""
    return next(element.iterchildren(name), None)


def read_xml_text(text: str, limits: Limits = LIMITS) -> tuple[Element, tuple[str, ...]]:
    """Read XML that is text already; its declaration of a charset says nothing any more."""
    if "&" in text:
        text = _ENTITY.sub(_named_character, text)
    text, has_document_type = _without_subset(text)
    if has_document_type and _ENTITY.search(text):  # libxml2 would drop it from an attribute without a word
        raise ForbiddenError("The XML names an entity that only its document type could define.")
    warnings: tuple[str, ...] = ()
    if any(map(text.__contains__, _FORBIDDEN)):  # a tenth of what a pattern takes
        text = text.translate(_WITHOUT_FORBIDDEN)
        warnings = (Warn.CONTROL_CHARACTERS_REMOVED,)
    root = _parse(text)
    if _deeper_than(min(_DEPTH_SEEN_MAX, limits.depth_max))(root) and _deeper_than(limits.depth_max)(root):
        raise TooLargeError(f"The XML nests deeper than {limits.depth_max:,} levels.")
    return root, warnings


@cache
def _deeper_than(depth: int) -> etree.XPath:
    """Ask for an element below ``depth`` levels: one step a level, so that each element is looked at once."""
    return etree.XPath(f"boolean({'/*' * (depth + 1)})")


_PARSER = etree.XMLParser(
    encoding="utf-8",  # outweighs the declaration
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    strip_cdata=True,
)


def _parse(text: str) -> Element:
    blank = len(text) - len(text.lstrip())
    try:
        root = etree.fromstring(text[blank:].encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        raise _broken(error, lines_before=text.count("\n", 0, blank)) from error
    if "xmlns" in text or "<xml:" in text:  # else no element has a namespace
        _drop_namespaces(root)
    return root


def _drop_namespaces(root: Element) -> None:
    """Name elements without namespace: providers use them or not, and no wire format has one name in two of them."""
    for element in root.iter("{*}*"):
        if element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2]


def _broken(error: etree.XMLSyntaxError, *, lines_before: int) -> MalformedError | TooLargeError:
    line, column = error.position
    code = error.code  # type: ignore[attr-defined]  # unknown to lxml-stubs
    line += lines_before
    if code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return TooLargeError(f"The XML has more levels, or a longer text, at line {line} than libxml2 reads.")
    what = _WORDS.get(code, "it is not well-formed")
    return MalformedError(f"The XML breaks at line {line}, column {column}: {what}.")


def _without_subset(text: str) -> tuple[str, bool]:
    """Look at what stands before the root element: a bare document type may, anything else with ``<!`` may not.

    Gives the text without its internal subset, so that no parser ever sees it, and whether there is a document type.
    """
    at, found = 0, False
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif not found and (bare := _BARE_DOCUMENT_TYPE.match(text, at)):  # a second one is no XML
            found, at = True, bare.end()
            if bare[1]:
                blank = "\n" * bare[1].count("\n")  # so that an error names the line
                text, at = text[: bare.start(1)] + blank + text[bare.end(1) :], at - len(bare[1]) + len(blank)
        elif text.startswith("<!", at):
            line = text.count("\n", 0, at) + 1
            raise ForbiddenError(f"The XML brings a document type with declarations (line {line}); none is ever read.")
        else:
            break
    return text, found


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return found + len(mark) if found >= 0 else len(text)


def _named_character(match: re.Match[str]) -> str:
    """Put HTML's named characters (``&nbsp;``, ``&eacute;``) in their place: NITF's document type defines them."""
    character = html5.get(f"{match[1]};", match[0])
    return match[0] if character in _MARKUP else character
