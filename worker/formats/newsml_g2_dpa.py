"""What dpa's own converter to NewsML-G2 puts elsewhere than the standard; the same values as in ``dpa_json``.

It states no slug: as in dpa's IPTC 7901 that is the subjects, the places and the keywords, in this order. An urgent text
is told by its urgency alone.
"""

from collections.abc import Iterable

from worker.agencies import agency_of
from worker.formats.newsml_g2_codes import Concepts, local, stated
from worker.formats.newsml_g2_texts import line_of, ranked
from worker.formats.read_xml import Element
from worker.item import Concept

_SUBJECTS = frozenset({"dpasubject"})
_PLACES = frozenset({"geoArea"})
# What dpa calls an urgent text, in the key line of its IPTC 7901.
_HURRIED = {1: "Blitz", 2: "Eil"}
# dpatextgenre of what is written for desks: "Achtung" (a notice) and "Vorschau" (a schedule).
_ADVISORIES = frozenset({"dpatextgenre:27", "dpatextgenre:32"})


def is_converted(item: Element) -> bool:
    """Tell an item of dpa's converter by the scheme of its provider."""
    return (stated(item.find("itemMeta/provider")) or "").startswith("dnlprov:")


def credited(meta: Element) -> str | None:
    """Name the agency that a story is credited to alone.

    dpa passes on what AP, Europa Press and others wrote, and the writer's conventions are those that count.
    """
    credit = line_of(meta.find("creditline"))
    return credit if credit and "/" not in credit and agency_of(credit) else None


def slug_parts(meta: Element, concepts: Concepts) -> tuple[str, ...]:
    """Make up the slug as dpa does."""
    subjects = ranked(meta.iterchildren("subject"))
    named = [(local(stated(one, "type")), concepts.name(one)) for one in subjects]
    parts = [name for natures in (_SUBJECTS, _PLACES) for nature, name in named if nature in natures]
    parts += map(line_of, ranked(meta.iterchildren("keyword")))
    return tuple(dict.fromkeys(filter(None, parts)))


def take(genre: str | None, urgency: int | None, shown: str) -> str | None:
    """Give the word that tells the take: how urgent a text is, else its genre ("Zusammenfassung")."""
    return (_HURRIED.get(urgency or 0) if shown == "text" else None) or genre


def is_advisory(genres: Iterable[Concept]) -> bool:
    """Tell what is written for desks by its genre."""
    return any(genre.literal in _ADVISORIES for genre in genres)
