"""Times and dates as the wire states them, to RFC 3339 and ISO 8601; never with a clock at hand.

A time without a zone takes the one given (the hint's, else the agency's); a date without a year the year that brings it
nearest to the item's own time. What is not stated is not made up: a bare date is no time.
"""

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache

from worker.normalize.tables import calendar, notices
from worker.normalize.text import fold_name
from worker.normalize.time_forms import Stated, machine_time, worded_times
from worker.normalize.zones import in_zone, offset_of


def read_time(stated: str, zone: str | None, near: str | None = None) -> str | None:
    """A stated time as RFC 3339 with an offset, or ``None`` where it cannot be read.

    ``near`` is the item's own time (RFC 3339), from which a missing year is taken.

    >>> read_time("20231124T192141+0000", None), read_time("2022-07-11 18:33", "Europe/Oslo")
    ('2023-11-24T19:21:41+00:00', '2022-07-11T18:33:00+02:00')
    >>> read_time("051001 sep 14EDT", None), read_time("20231126", "Europe/Paris")
    ('2014-09-05T10:01:00-04:00', None)
    """
    text = stated.strip()
    if not text or len(text) > _STATED_MAX:
        return None
    found = machine_time(text) or _worded_time(text, near)
    if found is None or not _YEARS[0] <= found.moment.year <= _YEARS[1] or found.moment.isoformat()[:16] in _FILLERS:
        return None
    placed = found.moment if found.moment.tzinfo else in_zone(found.moment, found.zone, found.own_zone or zone)
    if placed is None:
        return None
    return placed.isoformat(timespec="milliseconds" if placed.microsecond else "seconds")


def read_date(stated: str, near: str | None = None) -> str | None:
    """The date of a dateline as ISO 8601, as precise as stated: ``2023-11-26``, or ``None``.

    ``near`` is the item's own time (RFC 3339), from which a missing year is taken.

    >>> read_date("21 jan 2019"), read_date("26-11-2023"), read_date("Aug 29, 2014"), read_date("2024年5月5日")
    ('2019-01-21', '2023-11-26', '2014-08-29', '2024-05-05')
    >>> read_date("22 MAR", near="2022-03-22T10:00:00+01:00"), read_date("Monday")
    ('2022-03-22', None)
    """
    parts = _day_month_year(stated) if len(stated) <= _STATED_MAX else None
    if parts is None:
        return None
    day, month, year = parts
    found = _date(day, month, year) if year else nearest(day, month, near) if near else None
    return found.isoformat() if found else None


def day_of(stated: str) -> str | None:
    """The day of a time or date that a field states to machines, in its own zone.

    >>> day_of("20231126T170441+0000"), day_of("20231126"), day_of("Monday")
    ('2023-11-26', '2023-11-26', None)
    """
    found = _STATED_DAY.match(stated.strip())
    day = _date(int(found[3]), int(found[2]), int(found[1])) if found else None
    return day.isoformat() if day else None


def is_date(text: str) -> bool:
    """Whether a piece of a dateline is a date or a weekday rather than a place.

    >>> is_date("1 ene"), is_date("Monday"), is_date("28 listopada"), is_date("Texas"), is_date("May")
    (True, True, True, False, False)
    """
    if any(map(str.isdigit, text)):
        parts = _day_month_year(text) if len(text) <= _STATED_MAX else None
        dated = parts is not None and _date(parts[0], parts[1], parts[2] or _LEAP_YEAR) is not None
        return dated or _DAY_OF_A_MONTH_OF_TWO.fullmatch(fold_name(text[:_STATED_MAX])) is not None
    return fold_name(text[:_STATED_MAX]).strip(" .,") in calendar.WEEKDAYS


def nearest(day: int, month: int, near: str) -> date | None:
    """The date of that day and month which lies nearest to a time (RFC 3339).

    >>> nearest(31, 12, "2024-01-02T08:00:00+00:00")
    datetime.date(2023, 12, 31)
    """
    around = datetime.fromisoformat(near).date()
    for reach in (1, 4):  # a leap day's nearest year may be four years away
        years = range(around.year - reach, around.year + reach + 1)
        if candidates := [found for year in years if (found := _date(day, month, year))]:
            return min(candidates, key=lambda found: abs(found - around))
    return None


def nearest_day(day: int, near: str) -> str | None:
    """The date of that day of a month which lies nearest to a time, as ISO 8601 ("MADRID, 21 (EUROPA PRESS) -").

    >>> nearest_day(30, "2024-05-02T08:00:00+00:00")
    '2024-04-30'
    """
    around = datetime.fromisoformat(near).date()
    candidates = []
    for months in (-1, 0, 1):
        year, month = divmod(around.year * 12 + around.month - 1 + months, 12)
        if 0 < year <= 9999 and 0 < day <= monthrange(year, month + 1)[1]:
            candidates.append(date(year, month + 1, day))
    return min(candidates, key=lambda found: abs(found - around)).isoformat() if candidates else None


_STATED_MAX = 80
_LEAP_YEAR = 2000  # has every day that a date without a year can be
_STATED_DAY = re.compile(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d{3}$|\d$)")
_YEARS = (1900, 2199)  # "0001-01-01T00:00:00" and "9999-12-31T23:59:59" say that a system had nothing to say,
_FILLERS = frozenset({"1900-01-01T00:00", "1970-01-01T00:00"})  # and so do these
_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d\d))?\.?")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_EAST = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_NUMBER = re.compile(r"(\d{1,4})(?:er|e|º|ª|o|a|st|nd|rd|th)?")
_DAY_OF_A_MONTH_OF_TWO = re.compile(rf"\d{{1,2}}\.? (?:{'|'.join(calendar.MONTHS_OF_TWO)})(?: \d{{4}}\.?)?")
_GLUE = frozenset({"de", "del", "le", "the", "of", "den", "du", "el", "d", "r", "г", "года", "on"})


def _worded_time(text: str, near: str | None) -> Stated | None:
    """A time in words or of a teleprinter, with its date read; its year may be the nearest one."""
    for found in worded_times(text):
        day = read_date(found.date, near)
        if day and found.hour < 24:
            moment = datetime.fromisoformat(day).replace(hour=found.hour, minute=found.minute, second=found.second)
            if found.zone and found.zone[0] in "+-":
                return Stated(moment.replace(tzinfo=offset_of(found.zone)))
            return Stated(moment, found.zone, found.own_zone)
    return None


@lru_cache(maxsize=1024)  # a day's date opens all the stories of that day
def _day_month_year(stated: str) -> tuple[int, int, int | None] | None:
    text = _without_weekday(stated)
    pointed = f"{text}." if stated.rstrip(" ,").endswith(".") else text
    return _on_its_weekday(_numeric(text), stated) or _numeric(pointed) or _month_named(stated)


def _on_its_weekday(numbers: tuple[int, int, int | None] | None, stated: str) -> tuple[int, int, int | None] | None:
    """The numbers, the month first where the weekday says so: "Wednesday 3/8/2023" is in March."""
    weekday = notices.DAY_NUMBERS.get(fold_name(stated.split(None, 1)[0]).strip(".,")) if numbers else None
    if numbers is None or weekday is None:
        return numbers
    day, month, year = numbers
    if year is None:
        return numbers
    meant = (found for found in (_date(day, month, year), _date(month, day, year)) if found)
    return next(((found.day, found.month, found.year) for found in meant if found.weekday() == weekday), numbers)


def _without_weekday(stated: str) -> str:
    """What follows the day's name in "Dienstag, 23.01.2024"."""
    first, _, rest = stated.strip(" .,").partition(" ")
    return rest.strip() if rest and fold_name(first).strip(".,") in calendar.WEEKDAYS else stated.strip(" .,")


def _numeric(text: str) -> tuple[int, int, int | None] | None:
    """``26-11-2023``, ``05/05``, ``2024-05-05``, ``5月5日``: the day first, unless only the second number can be one."""
    if found := _ISO.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _EAST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1]) if found[1] else None
    found = _NUMERIC.fullmatch(text)
    if found is None or (found[2] == "." and found[4] is None and not text.endswith(".") and len(text) < 5):
        return None
    day, month = int(found[1]), int(found[3])
    day, month = (month, day) if month > 12 >= day else (day, month)
    return day, month, _year(found[4]) if found[4] else None


def _month_named(stated: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of "21 jan 2019", "Aug 29 2014", "29 de outubro de 2014", "19 تشرين الثاني/نوفمبر"."""
    months, rest = _months(re.sub(r"[.,،/()-]", " ", fold_name(stated)).split())
    if len(set(months)) > 1 and months[0] == _MARCH:  # "mar 3 jun": the short weekday of French and Spanish
        months = months[1:]
    if len(set(months)) != 1:
        return None
    numbers = [found[1] for word in rest if (found := _NUMBER.fullmatch(word))]
    weekdays = [word for word in rest if word in calendar.WEEKDAYS or word in calendar.WEEKDAYS_SHORT]
    if len(numbers) + len(weekdays) != len(rest) or not 1 <= len(numbers) <= 2:
        return None
    if len(numbers[0]) == 4:  # "2024. május 5."
        numbers.reverse()
    day, year = numbers[0], numbers[1] if len(numbers) == 2 else None
    if len(day) > 2 or (year is not None and len(year) not in {2, 4}):
        return None
    return int(day), months[0], _year(year) if year else None


def _months(parts: list[str]) -> tuple[list[int], list[str]]:
    """The months that words name, of two words ("تشرين الثاني") or of one, and the words that are left."""
    months, rest, place = list[int](), list[str](), 0
    while place < len(parts):
        length = 2 if " ".join(parts[place : place + 2]) in _MONTHS else 1
        month = _MONTHS.get(" ".join(parts[place : place + length]))
        if month:
            months.append(month)
        elif parts[place] not in _GLUE:
            rest.append(parts[place])
        place += length
    return months, rest


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (1900 if int(text) > 69 else 2000)


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MARCH = 3
_MONTHS = {
    fold_name(name): number
    for number, (latin, arabic) in enumerate(calendar.MONTHS, 1)
    for name in (*latin.split(), *arabic.split("|"))
}
