"""Times and dates as the wire states them, to RFC 3339 and ISO 8601; never with a clock at hand.

A time without a zone takes the one given (the hint's, else the agency's); a date without a year the year that brings it
nearest to the item's own time. What is not stated is not made up: a bare date is no time.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from worker.normalize.tables import calendar
from worker.normalize.text import fold_name


def read_time(stated: str, zone: str | None) -> str | None:
    """A stated time as RFC 3339 with an offset, or ``None`` where it cannot be read.

    >>> read_time("20231124T192141+0000", None), read_time("2022-07-11 18:33", "Europe/Oslo")
    ('2023-11-24T19:21:41+00:00', '2022-07-11T18:33:00+02:00')
    >>> read_time("20231126", "Europe/Paris") is None
    True
    """
    moment = _moment(stated.strip()[:64])
    if moment is None or moment.year < _YEAR_MIN:
        return None
    if moment.tzinfo is None:
        place = _zone(zone)
        if place is None:
            return None
        moment = moment.replace(tzinfo=place)
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")


def read_date(stated: str, near: str | None = None) -> str | None:
    """The date of a dateline as ISO 8601, as precise as stated: ``2023-11-26``, or ``None``.

    ``near`` is the item's own time (RFC 3339), from which a missing year is taken.

    >>> read_date("21 jan 2019"), read_date("26-11-2023"), read_date("Aug 29, 2014")
    ('2019-01-21', '2023-11-26', '2014-08-29')
    >>> read_date("22 MAR", near="2022-03-22T10:00:00+01:00"), read_date("Monday")
    ('2022-03-22', None)
    """
    text = fold_name(stated).replace(".", " ").replace(",", " ").replace("،", " ")
    found = _NUMERIC.fullmatch(text.strip())
    if found:
        day, month, year = int(found[1]), int(found[2]), found[3]
        return _iso(day, month, _year(year) if year else None, near)
    parts = _month_named(text)
    return _iso(*parts, near) if parts else None


def is_date(text: str) -> bool:
    """Whether a piece of a dateline is a date or a weekday rather than a place.

    >>> is_date("1 ene"), is_date("Monday"), is_date("Texas"), is_date("May")
    (True, True, False, False)
    """
    folded = fold_name(text).strip(" .,")
    if folded in _WEEKDAYS:
        return True
    return read_date(text, near="2000-01-01T00:00:00+00:00") is not None


def nearest(day: int, month: int, near: str) -> date | None:
    """The date of that day and month which lies nearest to a time (RFC 3339).

    >>> nearest(31, 12, "2024-01-02T08:00:00+00:00")
    datetime.date(2023, 12, 31)
    """
    around = datetime.fromisoformat(near).date()
    candidates = [found for year in (-1, 0, 1) if (found := _date(day, month, around.year + year))]
    return min(candidates, key=lambda found: abs(found - around), default=None)


_YEAR_MIN = 1900  # "0001-01-01T00:00:00" says that a system had nothing to say
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?")
_EXTENDED = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(?:([+-]\d\d):?(\d\d)?|([A-Za-z]{1,4}))?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_NUMERIC = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}|\d\d))?")
_NUMBER = re.compile(r"(\d{1,4})(?:er|e|º|ª|st|nd|rd|th)?")
_ENGLISH_DAY = re.compile(r"[A-Z][a-z]{2}, ")


def _moment(text: str) -> datetime | None:
    if found := _COMPACT.fullmatch(text):
        *numbers, offset = found.groups()
        return _datetime([*numbers[:5], numbers[5] or "0"], 0, _offset(offset))
    if found := _EXTENDED.fullmatch(text):
        *numbers, fraction, hours, minutes, name = found.groups()
        if name and name.lower() not in calendar.ZONES:
            return None
        zone = _offset(f"{hours}{minutes or '00'}") if hours else _named_zone(name)
        return _datetime([*numbers[:5], numbers[5] or "0"], int((fraction or "0").ljust(6, "0")[:6]), zone)
    if _EPOCH.fullmatch(text):
        seconds = int(text) / (1000 if len(text) > 10 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    if _ENGLISH_DAY.match(text):
        try:
            return parsedate_to_datetime(text)
        except ValueError:
            return None
    return None


def _datetime(numbers: list[str], microsecond: int, zone: tzinfo | None) -> datetime | None:
    year, month, day, hour, minute, second = map(int, numbers)
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), microsecond, zone)  # 60: a leap second
    except ValueError:
        return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(sign * timedelta(minutes=minutes)) if minutes < 24 * 60 else None


def _named_zone(name: str | None) -> tzinfo | None:
    return timezone(timedelta(minutes=calendar.ZONES[name.lower()])) if name else None


def _zone(name: str | None) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a name that this machine's zone data does not have
        return None


def _month_named(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of "21 jan 2019", "Aug 29 2014", "29 de outubro de 2014", "19 تشرين الثاني/نوفمبر"."""
    months = {number for number, pattern in enumerate(_MONTH_PATTERNS, 1) if pattern.search(text)}
    if len(months) != 1:
        return None
    (month,) = months
    rest = [word for word in _MONTH_PATTERNS[month - 1].sub(" ", text).replace("/", " ").split() if word not in _GLUE]
    numbers = [found[1] for word in rest if (found := _NUMBER.fullmatch(word))]
    if len(numbers) != len([word for word in rest if word not in _WEEKDAYS]) or not 1 <= len(numbers) <= 2:
        return None
    day, year = numbers[0], numbers[1] if len(numbers) == 2 else None
    if len(day) > 2 or (year is not None and len(year) not in {2, 4}):
        return None
    return int(day), month, _year(year) if year else None


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) > 69 else 2000)


def _iso(day: int, month: int, year: int | None, near: str | None) -> str | None:
    found = _date(day, month, year) if year else nearest(day, month, near) if near else None
    return found.isoformat() if found else None


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_GLUE = frozenset({"de", "del", "le", "the", "of", "den", "du"})
_WEEKDAYS = frozenset(calendar.WEEKDAYS.split())
_MONTH_PATTERNS = tuple(
    re.compile(rf"\b(?:{'|'.join(sorted([*arabic.split('|'), *latin.split()], key=len, reverse=True))})\b")
    for latin, arabic in calendar.MONTHS
)
