"""Dispatches of our own in the forms of the wire, for the demo, the tests and the examples of the record.

Every event, person and quote in them is invented and no agency sent them; an agency's mark stands where its form needs
it. Their bytes matter, the damaged ones are damaged on purpose: ``.gitattributes`` keeps Git from mending them.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from worker.item import Headers

_CONTENT_TYPES = {"txt": b"text/plain", "xml": b"application/xml", "json": b"application/json"}


class Sample(NamedTuple):
    """One message as a producer would send it; ``name`` is the file's, ``01-story-combo.fr.txt``."""

    name: str
    value: bytes
    headers: Headers


def samples() -> Iterator[Sample]:
    """Yield the samples in the order of their numbers, which tell a running story as it would come: alert, urgent, lead.

    The headers say what kind of text it is and no more, so that format, charset, agency and language are found.

    >>> [sample.name for sample in samples()][2:4]
    ['03-alert.fr.xml', '04-urgent.fr.xml']
    """
    for path in sorted(files(__name__).iterdir(), key=lambda path: path.name):
        kind = path.name.rpartition(".")[2]
        if kind in _CONTENT_TYPES:
            yield Sample(path.name, path.read_bytes(), (("content-type", _CONTENT_TYPES[kind]),))
