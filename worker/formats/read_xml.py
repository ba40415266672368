"""XML without its dangers: no document type is loaded, no entity defined, nothing fetched, no tree without end.

A bare ``<!DOCTYPE NewsML SYSTEM "…">``, as real NewsML and NITF files carry it, is accepted and never looked at; one with
an internal subset, and any entity that the XML specification or HTML does not define, is refused.
"""

import re
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from worker.errors import ForbiddenError, MalformedError, TooLargeError
from worker.formats.charset import decode
from worker.item import Warn

Element = etree._Element  # noqa: SLF001 – the only name that lxml has for the type of an element

_DECLARATION = re.compile(rb"""^\s{0,64}<\?xml\s[^>]{0,200}?encoding\s{0,8}=\s{0,8}["']([A-Za-z0-9._:-]{1,40})["']""")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_MARKUP = frozenset("<>&'\"")
_QUOTED = r"""(?:"[^"<>]{0,500}"|'[^'<>]{0,500}')"""
_BARE_DOCUMENT_TYPE = re.compile(
    rf"<!DOCTYPE\s{{1,64}}[\w.:-]{{1,100}}(?:\s{{1,64}}(?:SYSTEM|PUBLIC\s{{1,64}}{_QUOTED})(?:\s{{1,64}}{_QUOTED})?)?\s{{0,64}}>",
    re.IGNORECASE,
)
_FORBIDDEN_CHARACTER = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 §2.2; surrogates cannot be here

# libxml2's error codes in words that say nothing of the text.
_WORDS = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "a closing tag does not fit the open one",
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: "the end is missing",
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


def read_xml(data: bytes, charset: str | None = None, language: str | None = None) -> Xml:
    """Read one XML document; ``charset`` (of a header) outweighs what the XML declares, the bytes outweigh both.

    Raises:
        ForbiddenError: a document type with an internal subset.
        MalformedError: broken or truncated, with line and column.
        TooLargeError: nested deeper than libxml2 reads (256 levels).
        CharsetError: bytes that are no text.

    """
    declared = _DECLARATION.match(data)
    decoded = decode(data, charset or (declared[1].decode() if declared else None), language)
    root, steps = read_xml_text(decoded.text)
    return Xml(root, decoded.warnings + steps)


def read_xml_text(text: str) -> tuple[Element, tuple[str, ...]]:
    """Read XML that is text already; its declaration of a charset says nothing any more."""
    _refuse_document_type(text)
    text = _ENTITY.sub(_named_character, text)
    warnings: tuple[str, ...] = ()
    if _FORBIDDEN_CHARACTER.search(text):
        text = _FORBIDDEN_CHARACTER.sub("", text)
        warnings = (Warn.CONTROL_CHARACTERS_REMOVED,)
    return _parse(text), warnings


def _parse(text: str) -> Element:
    parser = etree.XMLParser(
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
    try:
        root = etree.fromstring(text.lstrip().encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error
    if next(root.iter(etree.Entity), None) is not None:
        raise ForbiddenError("The XML names an entity that only a document type could define.")
    return root


def _broken(error: etree.XMLSyntaxError) -> MalformedError | TooLargeError:
    line, column = error.position
    if "Excessive depth" in (error.msg or "") or "huge" in (error.msg or ""):
        return TooLargeError(f"The XML is deeper or longer at line {line} than is read (256 levels, 10 MB a text).")
    what = _WORDS.get(error.code, "it is not well-formed")
    return MalformedError(f"The XML breaks at line {line}, column {column}: {what}.")


def _refuse_document_type(text: str) -> None:
    """Look at what stands before the root element: a bare document type may, anything else with ``<!`` may not."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<?", at):
            at = _after(text, "?>", at)
        elif text.startswith("<!--", at):
            at = _after(text, "-->", at)
        elif bare := _BARE_DOCUMENT_TYPE.match(text, at):
            at = bare.end()
        elif text.startswith("<!", at):
            line = text.count("\n", 0, at) + 1
            raise ForbiddenError(f"The XML brings a document type with declarations (line {line}); none is ever read.")
        else:
            return


def _after(text: str, mark: str, start: int) -> int:
    found = text.find(mark, start)
    return found + len(mark) if found >= 0 else len(text)


def _named_character(match: re.Match[str]) -> str:
    """Put HTML's named characters (``&nbsp;``, ``&eacute;``) in their place: NITF's document type defines them."""
    character = html5.get(f"{match[1]};", match[0])
    return match[0] if character in _MARKUP else character
