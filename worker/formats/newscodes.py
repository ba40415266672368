"""Concepts by their codes: IPTC's vocabularies, which agencies cite under an alias, by their URIs.

Apart, since JSON dialects cite them as ``medtop:20000062`` or with a scheme and a code, and mean the same.
"""

from worker.item import Concept

_IPTC = "http://cv.iptc.org/newscodes/"

# The aliases of IPTC's own catalog that name what a story is or is about.
_SCHEMES = {
    "medtop": f"{_IPTC}mediatopic/",
    "subj": f"{_IPTC}subjectcode/",
    "genre": f"{_IPTC}genre/",
    "isrol": f"{_IPTC}infosourcerole/",
    "prodgenre": f"{_IPTC}productgenre/",
}


def uri_of(qcode: str) -> str | None:
    """Give the URI of a code of IPTC's; ``None`` for an agency's own.

    >>> uri_of("medtop:20000062"), uri_of("dpasubject:346")
    ('http://cv.iptc.org/newscodes/mediatopic/20000062', None)
    """
    alias, _, code = qcode.partition(":")
    return f"{_SCHEMES[alias]}{code}" if alias in _SCHEMES and code else None


def concept(name: str | None, qcode: str | None, rel: str | None = None) -> Concept:
    """Name a thing: IPTC's code by its URI, an agency's own as it is written."""
    uri = uri_of(qcode) if qcode else None
    return Concept(name=name, uri=uri, rel=rel, literal=qcode if uri is None else None)
