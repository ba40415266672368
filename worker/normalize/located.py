"""Where a story comes from, told twice: by its dateline and by the places that its format states; brought together here.

A format's place may be a line of its own kind ("Oslo, Norway", "CAPITOL HILL"), and either may know the country that
the other leaves out.
"""

from dataclasses import replace

from worker.item import Dateline, Place
from worker.normalize.text import fold_name
from worker.normalize.whereabouts import LENGTH_MAX, read_where


def settle(dateline: Dateline | None, stated: tuple[Place, ...]) -> tuple[Dateline | None, tuple[Place, ...]]:
    """The dateline and the stated places, each with what only the other knows of the same place.

    >>> dateline, located = settle(Dateline("LYON (AFP) -", (Place("Lyon"),)), (Place("Lyon", "FR"), Place("Oslo, Norway")))
    >>> dateline.places[0].country, located[1].name, located[1].country
    ('FR', 'Oslo', 'NO')
    """
    located = tuple(place for found in stated for place in _read(found))
    if dateline is None:
        return None, located
    places = tuple(_completed(place, located) for place in dateline.places)
    completed = dateline if places == dateline.places else replace(dateline, places=places)
    return completed, tuple(_completed(place, places) for place in located)


def _read(stated: Place) -> tuple[Place, ...]:
    """A stated place by its name; one whose format says more of it than its name is left as it is."""
    where = read_where(stated.name, None) if stated == Place(stated.name) else None
    return where.places if where and where.places and not where.dated else (stated,)


def _completed(place: Place, others: tuple[Place, ...]) -> Place:
    if place.country or len(place.name) > LENGTH_MAX:
        return place
    name = fold_name(place.name)
    known = next((other for other in others if other.country and fold_name(other.name[:LENGTH_MAX]) == name), None)
    return replace(place, country=known.country) if known else place
