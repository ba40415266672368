"""What dpa's own words mean, in whichever format: how urgent a text is called, which genres are written for desks."""

from collections.abc import Iterable

from worker.agencies import agency_of
from worker.item import Concept

# What dpa calls an urgent text, in the key line of its IPTC 7901.
_HURRIED = {1: "Blitz", 2: "Eil"}
# dpatextgenre of what is written for desks: "Achtung" (a notice) and "Vorschau" (a schedule).
_ADVISORIES = frozenset({"dpatextgenre:27", "dpatextgenre:32"})


def take(genre: str | None, urgency: int | None, shown: str) -> str | None:
    """Give the word that tells the take: how urgent a text is, else its genre ("Zusammenfassung").

    >>> take("Meldung", 2, "text"), take("Meldung", 3, "text"), take("Foto", 1, "picture")
    ('Eil', 'Meldung', 'Foto')
    """
    return (_HURRIED.get(urgency or 0) if shown == "text" else None) or genre


def credited(credit: str | None) -> str | None:
    """Name the agency that a story is credited to alone.

    dpa passes on what AP, Europa Press and others wrote, and the writer's conventions are those that count.

    >>> credited("Europa Press"), credited("dpa/AP")
    ('Europa Press', None)
    """
    return credit if credit and "/" not in credit and agency_of(credit) else None


def is_advisory(genres: Iterable[Concept]) -> bool:
    """Tell what is written for desks by its genre."""
    return any(genre.literal in _ADVISORIES for genre in genres)
