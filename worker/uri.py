"""URIs as RFC 3986 spells them; apart, since agencies' identifiers hold spaces, Arabic letters and worse.

``format: uri`` of JSON Schema takes ASCII alone, and readers compare URIs byte by byte: one spelling, made here.
"""

import re
from functools import lru_cache
from urllib.parse import quote

_STATED = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):([^#?]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_AUTHORITY = re.compile(r"//(?:[^@/]*@)?[^@:/]*(?::[0-9]{0,5})?(?:/.*)?", re.DOTALL)
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")

# What may stand unescaped, beyond letters, digits and "-._~" (RFC 3986, sections 2.2 and 3.3).
_SEGMENT = "!$&'()*+,;=:@"
_PATH = _SEGMENT + "/"
_QUERY = _PATH + "?"


def absolute_uri(text: str) -> str | None:
    """Spell a stated URI as RFC 3986 wants it, or ``None`` where the text has no scheme or no usable host.

    What is escaped stays as it is; what has to be escaped becomes UTF-8 in percent form.

    >>> absolute_uri("http://example.org/أخبار?page=1")
    'http://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1?page=1'
    >>> absolute_uri("urn:newsml:example.org:20250318:a%20b c")
    'urn:newsml:example.org:20250318:a%20b%20c'
    >>> absolute_uri("doc-344x4eg") is None
    True
    """
    return _spelled_once(text) if len(text) <= _SHORT_MAX else _spelled(text)


def _spelled(text: str) -> str | None:
    stated = _STATED.fullmatch(text.strip())
    if stated is None:
        return None
    scheme, path, query, fragment = stated.groups(default="")
    if path.startswith("//") and _AUTHORITY.fullmatch(path) is None:
        return None
    if not path.strip("/"):
        return None
    spelled = [_escape(path, _PATH)]
    spelled += [mark[0] + _escape(mark[1:], _QUERY) for mark in (query, fragment) if mark]
    return f"{scheme}:{''.join(spelled)}"


_SHORT_MAX = 200  # characters; subjects, places and sources are named by the same few URIs all day
_spelled_once = lru_cache(maxsize=2048)(_spelled)


def wire_urn(*parts: str) -> str:
    """Name a thing by what the wire says of it, in order from the wide to the narrow.

    >>> wire_urn("AFP", "EWR70")
    'urn:wire:AFP:EWR70'
    >>> wire_urn("Kyodo News", "20250318/7")
    'urn:wire:Kyodo%20News:20250318/7'
    """
    *spaces, last = parts
    return ":".join(["urn:wire", *(_escape(space, "") for space in spaces), urn_part(last)])


def urn_part(last: str) -> str:
    """The last part of such a name, which may be known before the others."""
    return _escape(last, _PATH)


def geonames_uri(number: int) -> str:
    """A place of GeoNames, as GeoNames itself writes its URI."""
    return f"https://sws.geonames.org/{number}/"


def _escape(text: str, safe: str) -> str:
    if _UNRESERVED.fullmatch(text):  # most are
        return text
    return quote(_STRAY_PERCENT.sub("%25", text), safe=safe + "%", errors="replace")
