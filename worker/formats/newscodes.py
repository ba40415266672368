"""Concepts by their codes: IPTC's vocabularies, which agencies cite under an alias, by their URIs.

Apart, since several formats cite them as ``medtop:20000062``, and mean the same.
"""

import re

from worker.item import Concept

_IPTC = "http://cv.iptc.org/newscodes/"

SUBJECT_CODES = f"{_IPTC}subjectcode/"

SCHEMES = {
    "cpnat": f"{_IPTC}cpnature/",
    "genre": f"{_IPTC}genre/",
    "isrol": f"{_IPTC}infosourcerole/",
    "iso3166-1a2": "http://cvx.iptc.org/iso3166-1a2/",
    "iso3166-1a3": "http://cvx.iptc.org/iso3166-1a3/",
    "medtop": f"{_IPTC}mediatopic/",
    "ninat": f"{_IPTC}ninature/",
    "nprov": f"{_IPTC}newsprovider/",
    "prodgenre": f"{_IPTC}productgenre/",
    "scene": f"{_IPTC}scene/",
    "subj": SUBJECT_CODES,
}
"""The aliases of IPTC's own catalog that name what a story is, what it is about, or who has to do with it."""


def uri_of(qcode: str) -> str | None:
    """Give the URI of a code of IPTC's; ``None`` for an agency's own.

    >>> uri_of("medtop:20000062"), uri_of("dpasubject:346")
    ('http://cv.iptc.org/newscodes/mediatopic/20000062', None)
    """
    alias, _, code = qcode.partition(":")
    return f"{SCHEMES[alias]}{code}" if alias in SCHEMES and code else None


_ABSOLUTE = re.compile(r"https?://|urn:|tag:")
_JOINTS = ("/", "#", ":", "=")


def concept(name: str | None, qcode: str | None, rel: str | None = None) -> Concept:
    """Name a thing: IPTC's code by its URI, an agency's own as it is written."""
    uri = uri_of(qcode) if qcode else None
    return Concept(name=name, uri=uri, rel=rel, literal=qcode if uri is None else None)


def code_of(scheme: str | None, code: str | None) -> Concept:
    """Name a thing by a scheme and a code: together a URI where the scheme is one, else a code under its scheme.

    >>> code_of("http://example.org/topics/", "7").uri, code_of("http://example.org/topics", "7").uri
    ('http://example.org/topics/7', 'http://example.org/topics/7')
    >>> code_of("iso3166", "pt").literal, code_of(None, "pt").literal
    ('iso3166:pt', 'pt')
    >>> code_of("http://cv.iptc.org/newscodes/mediatopic/", "medtop:04000000").uri  # the alias says the scheme again
    'http://cv.iptc.org/newscodes/mediatopic/04000000'
    """
    if not (scheme and code):
        return Concept(literal=code)
    if _ABSOLUTE.match(scheme):
        alias, _, bare = code.partition(":")
        if bare and SCHEMES.get(alias, "").rstrip("/") == scheme.rstrip("/"):
            code = bare
        return Concept(uri=f"{scheme}{'' if scheme.endswith(_JOINTS) else '/'}{code}")
    return concept(None, f"{scheme}:{code}")
