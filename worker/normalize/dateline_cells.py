"""Datelines in cells, as AFP's sites set them: "Athens, Greece | AFP | Monday 30/11/2026 - 11:12 UTC+2 | 120 words".

Apart from ``dateline``: here the whole line is one, and no dash or bracket parts it from the story.
"""

from collections.abc import Sequence

from worker.agencies import Agency, agency_of_mark
from worker.normalize.dateline_east import Found
from worker.normalize.dates import is_date, read_date
from worker.normalize.whereabouts import Where, read_where

CELLS = range(3, 5)
"""How many there are: place, agency, time, and how long the story is."""


def is_cells(line: str) -> bool:
    """Whether a line in cells is a dateline by its second one, and no row of a table.

    >>> is_cells("Athens, Greece | AFP | Monday 30/11/2026 | 120 words"), is_cells("Athens | 30 | 12")
    (True, False)
    """
    return _agency_in(line.split("|")) is not None


def in_cells(line: str, near: str | None) -> Found | None:
    """Read such a line.

    >>> found = in_cells("Paris, France | AFP | lundi 30/11/2026 - 11:12 UTC+1 | 512 mots", None)
    >>> found.where.places[0].country, found.where.date
    ('FR', '2026-11-30')
    """
    cells = line.split("|")
    agency = _agency_in(cells)
    if agency is None:
        return None
    where = read_where(cells[0].strip(), near, agency)
    date = cells[2].split(" - ", 1)[0].strip()
    if where is None or not where.places or not is_date(date):
        return None
    return Found(Where(where.places, read_date(date, near), dated=True), agency, len(line))


def _agency_in(cells: Sequence[str]) -> Agency | None:
    return agency_of_mark(cells[1].strip()) if len(cells) in CELLS else None
