"""When an embargo ends, out of the line that states it: "Embargoed until 0001 GMT Monday", "Sperrfrist 23. Januar 19.00 Uhr".

Apart from ``dates``, which reads what is a time and nothing else: here a sentence stands around it, and what the line
leaves out is taken from the item's own time. An end that cannot be read is no end: the item waits for a person.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from worker.normalize.dates import read_date, read_time
from worker.normalize.tables import calendar, notices
from worker.normalize.text import fold_letters
from worker.normalize.zones import is_zone, zone_of

LENGTH_MAX = 300
OVER_MAX = timedelta(days=2)
"""How long an embargo without a year can be over when its item is sent; one before that is another year's, or misread."""

DAYS_MAX = 8
"""Days among which the next weekday is looked for: today may be one whose hour is over."""


def embargo_end(stated: str, zone: str | None, near: str | None) -> str | None:
    """The end of an embargo as RFC 3339 with an offset.

    ``zone`` is that of the agency, for an hour without one; ``near`` the item's own time, from which a missing year is
    taken; with a weekday, or with an hour alone, the next one after that time is meant.

    >>> embargo_end("EMBARGO jusqu'au 3 mai 18h00 GMT", None, "2024-05-02T12:00:00+00:00")
    '2024-05-03T18:00:00+00:00'
    >>> embargo_end("Embargoed until 0001 GMT Monday", None, "2024-05-02T12:00:00+00:00")
    '2024-05-06T00:01:00+00:00'
    >>> embargo_end("frei für Dienstagsausgaben", "Europe/Berlin", "2024-05-02T12:00:00+00:00") is None
    True
    """
    stated = stated.strip(_RIM)
    whole = read_time(stated, zone, near)
    if whole is None and len(stated) <= LENGTH_MAX and _WORDS.search(stated):
        whole = _worded_end(stated, zone, near)
    if whole and near and not _YEAR.search(stated):
        late = datetime.fromisoformat(near) - datetime.fromisoformat(whole) > OVER_MAX
        return None if late else whole
    return whole


def _worded_end(stated: str, zone: str | None, near: str | None) -> str | None:
    folded = _SPACED_DAY.sub(r"\1.\2.\3", fold_letters(stated).translate(_FIGURES))
    folded = _HOUR_OF_U.sub(r"\1:\2", _BARE_HOUR.sub(r"\1\2\3 uhr", folded))
    clocks = _clocks(folded)
    if not clocks:
        return None
    zoned = clocks[0].zone is not None
    twins = [clock for clock in clocks[1:] if zoned and clock.zone is None and not _may_be_a_day(folded, clock)]
    rest = folded
    for clock in (clocks[0], *twins[:1]):
        rest = f"{rest[: clock.start]}{'#'.center(clock.end - clock.start)}{rest[clock.end :]}"
    if not twins and not _WEEKDAY.search(rest) and _may_be_a_day(folded, clocks[0]) and not _day_of(rest, near):
        return None
    end = _end_at(clocks[0], rest, zone, near)
    if not (end and zone and twins):
        return end
    # "00.01 (23.01 GMT) del lunes 30": the day is the first hour's, the moment the second one's.
    local = _end_at(twins[0], rest, zone, near)
    moment = datetime.fromisoformat(end)
    days = round((datetime.fromisoformat(local) - moment) / timedelta(days=1)) if local else 0
    return (moment + timedelta(days=days)).isoformat()


def _day_of(rest: str, near: str | None) -> str | None:
    days = (_NUMBERS.sub(r"\1/\2", found[0]) for found in _DAY.finditer(rest))
    return next((day for stated_day in days if (day := read_date(stated_day, near))), None)


def _end_at(clock: "_Clock", rest: str, zone: str | None, near: str | None) -> str | None:
    """The end at an hour, on the day that the rest of the line names or the next one that fits."""
    if day := _day_of(rest, near):
        return read_time(f"{day}T{clock.hour:02}:{clock.minute:02}:00 {clock.zone or ''}".strip(), zone)
    return _next_time(rest, clock, zone, near)


_RIM = " /*=+-()[]"
_SPACED_DAY = re.compile(r"\b(\d{1,2})\. (\d{1,2})\. (\d{4})\b")  # Czech: "29. 11. 2026"
_HOUR_OF_U = re.compile(r"\b(\d{1,2})u([0-5]\d)\b")  # Flemish: "11u00"
_FIGURES = {0x0660 + figure: str(figure) for figure in range(10)}
_WORDS = re.compile(r"[^\W\d_]{3}")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\s?(?:h|gmt|utc|uhr))|\d[./-]\d{1,2}[./-]\d\d", re.IGNORECASE)
_ZONE = re.compile(r"\s?(?:([a-z]{1,5})\b|((?:بتوقيت\s)?(?:ت\s?غ|غرينتش|جمت)))")
_MIDNIGHT = re.compile(r"\b(?:midnight|minuit|mitternacht|medianoche|meia-noite|mezzanotte|middernacht)\b")
_MIDNIGHT_OF_24 = (24, 0)
_NOON = re.compile(r"\b(?:noon|midi|mittag|mediodia|meio-dia|mezzogiorno)\b")
_MONTH = "|".join(
    sorted(
        (word for latin, arabic in calendar.MONTHS for word in (*latin.split(), *arabic.split("|"))),
        key=len,
        reverse=True,
    )
)
_DAYS = "|".join(map(re.escape, sorted(notices.DAY_NUMBERS, key=len, reverse=True)))
_CLOCK = re.compile(
    r"(?<![\d.:/-])(?:([01]?\d|2[0-4])\s?(?:[:h.,]\s?([0-5]\d)(?![\d/]|[.-]\d)|h\b|(?=\s?uhr\b)|(?=\s?[ap]\.?m\b))"
    r"|([01]\d|2[0-4])([0-5]\d)(?=\s?(?:gmt|utc|hrs|hours|uhr|z|[a-z]{3,4}|"
    rf"(?:on\s)?(?:{_DAYS}|{_MONTH}))\b)|(?<=[./]\d{{4}} )([01]\d|2[0-4])([0-5]\d)\b)(?:\s?([ap])\.?m\b\.?)?"
)
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s|of\s)?(?:{_MONTH})\b\.?(?:,?\s(?:de\s)?\d{{4}})?"
    rf"|\b(?:{_MONTH})\.?\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}})?"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)?\b|\b(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\b\.?"
)
_NUMBERS = re.compile(r"^(\d{1,2})\.(\d{1,2})\.?$")  # "3.5.": a date without a year, and no decimal number
_WEEKDAY = re.compile(rf"\b(?!fri for\b)(?:{_DAYS})\b")  # Norwegian "fri for publisering" is no Friday
_TOMORROW = re.compile(rf"\b(?:{'|'.join(notices.TOMORROW)})\b")
_AFTER_NOON = re.compile(rf"[\s,]{{0,2}}(?:{'|'.join(notices.AFTER_NOON)})\b")
_DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\Z")
_HOUR_BEHIND = re.compile(r"\s?(?:uhr|uur|hrs|hours|horas?|hs|h|[ap]\.?m)\b")
_HOUR_BEFORE = re.compile(r"\b(?:um|at|kl|klokken|klockan|klo|kello|ore|[ad]?alle|delle|om|las|as|a|godz)\.?\s\Z")
_BARE_HOUR = re.compile(
    r"\b(?:ore|kl\.?|klokken|klockan|klo|kello|godz\.?|alle|delle)\s(\d{1,2})(?![\d.:h]|\s?ore)|\b(\d{1,2})\s(?:heures?|horas?|hs)\b"
    r"|\blas\s(\d{1,2})(?![\d.:h]|\s(?:horas?|hs)\b)"
)


@dataclass(frozen=True, slots=True)
class _Clock:
    """An hour in a line, where it stands, and the zone behind it."""

    start: int
    end: int
    hour: int
    minute: int
    zone: str | None


def _clocks(folded: str) -> list[_Clock]:
    """The hours of a line, the one that counts first: one with a zone where there are two ("18H00 (16H00 GMT)").

    What may as well be a day ("1.12., 12 Uhr") is the hour only where nothing else is.
    """
    clocks = [
        *filter(None, (_clock_of(found, folded) for found in _CLOCK.finditer(folded))),
        *(_Clock(found.start(), found.end(), 0, 0, None) for found in _MIDNIGHT.finditer(folded)),
        *(_Clock(found.start(), found.end(), 12, 0, None) for found in _NOON.finditer(folded)),
    ]
    return sorted(clocks, key=lambda clock: (clock.zone is None, _may_be_a_day(folded, clock)))


def _clock_of(found: re.Match[str], folded: str) -> _Clock | None:
    half = found[7] or ("p" if _AFTER_NOON.match(folded, found.end()) else None)
    hour, minute = _hour(int(found[1] or found[3] or found[5]), half), int(found[2] or found[4] or found[6] or 0)
    if (hour, minute) > _MIDNIGHT_OF_24:
        return None
    return _Clock(found.start(), found.end(), hour, minute, _zone_at(folded, found.end()))


def _may_be_a_day(folded: str, clock: _Clock) -> bool:
    """Whether two figures with a dot may be a day and its month, since no word beside them says that they are an hour."""
    pair = _DOTTED_DAY.match(folded[clock.start : clock.end])
    if pair is None or clock.zone or not (1 <= int(pair[1]) <= 31 and 1 <= int(pair[2]) <= 12):
        return False
    return _HOUR_BEHIND.match(folded, clock.end) is None and _HOUR_BEFORE.search(folded[: clock.start]) is None


def _hour(hour: int, half: str | None) -> int:
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def _zone_at(folded: str, place: int) -> str | None:
    found = _ZONE.match(folded, place)
    if found is None:
        return None
    return "GMT" if found[2] else found[1].upper() if is_zone(found[1]) else None


def _next_time(rest: str, clock: _Clock, zone: str | None, near: str | None) -> str | None:
    """The first time after the item's own that is at that hour, and on that weekday where one is named."""
    if near is None:
        return None
    own = datetime.fromisoformat(near)
    place = zone_of(zone)
    first = (own.astimezone(place) if place and not clock.zone else own).date()
    weekday = next((notices.DAY_NUMBERS[word] for word in _WEEKDAY.findall(rest)), None)
    tomorrow = weekday is None and _TOMORROW.search(rest) is not None
    for days in range(1 if tomorrow else 0, DAYS_MAX):
        day = first + timedelta(days=days)
        if weekday is None or day.weekday() == weekday:
            end = read_time(f"{day.isoformat()}T{clock.hour:02}:{clock.minute:02}:00 {clock.zone or ''}".strip(), zone)
            if end is None or datetime.fromisoformat(end) > own:
                return end
    return None
