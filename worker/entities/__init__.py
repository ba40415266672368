"""Who, what and where: the only room that imports spaCy."""

from worker.entities.authority import NOTHING_KNOWN, Authority, identify
from worker.entities.link import Linked, link
from worker.entities.recognize import Recognizer
from worker.entities.resolve import resolve

__all__ = ["NOTHING_KNOWN", "Authority", "Linked", "Recognizer", "identify", "link", "resolve"]
