"""Time zones as the wires name them: an offset, an abbreviation, a city's time; several of them depend on who writes."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from worker.normalize.tables import calendar
from worker.normalize.text import fold_name


def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name, ``None`` where this machine's zone data does not have it."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


@lru_cache(maxsize=256)
def offset_of(text: str | None) -> tzinfo | None:
    """The zone of ``Z``, ``+01:00``, ``-0500`` or ``+01``; ``None`` where it lies out of range."""
    if not text:
        return None
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or "0")
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes)) if hours < 24 and minutes < 60 else None


def is_zone(name: str) -> bool:
    """Whether this names a zone: ``GMT``, ``MESZ``, ``ET``, or ``CST``, which several countries have.

    >>> is_zone("EDT"), is_zone("XYZ")
    (True, False)
    """
    folded = fold_name(name)
    return any(folded in table for table in (calendar.ZONES, calendar.ZONE_NAMES, calendar.AMBIGUOUS))


def in_zone(moment: datetime, name: str | None, own: str | None) -> datetime | None:
    """A local time in the zone that it names, else in its agency's own (an IANA name).

    What an abbreviation means may depend on the agency: "IST" is India's under PTI, "EST" Australia's under AAP; one
    that could be several, without an agency to tell, is none. A time that the change to summer skips is moved on by an
    hour, as clocks are; of two that the change back repeats, the first is meant.

    >>> in_zone(datetime(2024, 1, 2, 9), "IST", "Asia/Kolkata").isoformat()
    '2024-01-02T09:00:00+05:30'
    >>> in_zone(datetime(2024, 3, 31, 2, 30), None, "Europe/Paris").isoformat()
    '2024-03-31T03:30:00+02:00'
    """
    folded = fold_name(name) if name else ""
    place = zone_of(own)
    if place and folded and folded == (moment.replace(tzinfo=place).tzname() or "").lower():
        return moment.replace(tzinfo=place)
    regional = calendar.AMBIGUOUS.get(folded, {}).items()
    minutes = next(
        (minutes for region, minutes in regional if (own or "").startswith(region)), calendar.ZONES.get(folded)
    )
    if minutes is not None:
        return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)) if minutes else UTC)
    zone = zone_of(calendar.ZONE_NAMES.get(folded)) if folded else place
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone) if zone else None


_CITY_TIME = re.compile(
    r"(?:heure de|heures de|hora de|ora di|ore di|time in)\s+([^\W\d_]+(?:\s[^\W\d_]+)?)"
    r"|([^\W\d_]+(?:\s[^\W\d_]+)?)\s+(?:time|zeit|uhrzeit)"
)
_LOCAL = re.compile(r"heures? locales?|local time|hora local|ora locale|ortszeit|paikallista aikaa|lokal tid")


def city_zone(phrase: str) -> tuple[str, str | None]:
    """A text without the words that tell whose time it is, and that zone: "18h59 heure de Paris".

    >>> city_zone("18h59 heure de paris")
    ('18h59', 'Europe/Paris')
    """
    phrase = _LOCAL.sub(" ", phrase)
    found = _CITY_TIME.search(phrase)
    zone = calendar.CITY_ZONES.get(found[1] or found[2]) if found else None
    return (" ".join(_CITY_TIME.sub(" ", phrase, count=1).split()), zone) if zone else (phrase, None)
