"""The forms in which wires write a time: those of machines, of teleprinters, and of people."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from worker.normalize.text import fold_name
from worker.normalize.zones import city_zone, is_zone, offset_of


class Stated(NamedTuple):
    """A time as stated: the moment, an abbreviation of a zone, the zone of a city whose clocks are meant."""

    moment: datetime
    zone: str | None = None
    own_zone: str | None = None


class Worded(NamedTuple):
    """The same, while its date is still in words."""

    date: str
    hour: int
    minute: int
    second: int = 0
    zone: str | None = None
    own_zone: str | None = None


@lru_cache(maxsize=64)  # an item states one time in several of its fields
def machine_time(text: str) -> Stated | None:
    """``20190121T123000+0100``, ``2022-07-11 18:33``, ``1700853701000``."""
    text = _ZONE_ID.sub("", text) if text.endswith("]") else text
    if found := _COMPACT.fullmatch(text) or _EXTENDED.fullmatch(text):
        *numbers, second, fraction, offset, name = found.groups()
        zone = offset_of(offset)
        if (name and not is_zone(name)) or (offset and zone is None):
            return None
        microsecond = int((fraction or "0").ljust(6, "0")[:6])
        return _stated([*map(int, numbers), int(second or 0)], microsecond, zone, name)
    if _EPOCH.fullmatch(text):
        return Stated(datetime.fromtimestamp(int(text) / (1000 if len(text) > 10 else 1), UTC))
    return None


def worded_times(text: str) -> Iterator[Worded]:
    """What the time of a teleprinter or in words may be, the likeliest first: the date's words and the clock.

    >>> next(worded_times("051001 sep 14EDT"))
    Worded(date='05 sep 14', hour=10, minute=1, second=0, zone='EDT', own_zone=None)
    >>> next(worded_times("23. Januar 19.00 Uhr")).date
    '23. januar'
    """
    if found := _TELEPRINTER.fullmatch(text):
        day, hour, minute, before, month, year, after = found.groups()
        zone = next((name for name in (before, after) if name and is_zone(name)), None)
        if zone or not (before or after):
            yield Worded(f"{day} {month} {year or ''}".strip(), int(hour), int(minute), zone=zone)
        return
    if found := _AMERICAN.fullmatch(text):
        month, day, year, hour, minute, zone = found.groups()
        if not zone or is_zone(zone):
            yield Worded(f"{day}-{month}-{year}", int(hour), int(minute), zone=zone)
        return
    phrase, own_zone = city_zone(" ".join(fold_name(_COMMENT.sub("", text)).split()))
    zones = [word for word in _WORD.findall(text) if is_zone(word) and (len(word) > 2 or word.isupper())]
    for clock in (*_HOURS.finditer(phrase), *reversed(list(_CLOCK.finditer(phrase)))):
        hour = _hour(int(clock[1]), clock[4] or None)
        if hour is not None:
            rest = f"{phrase[: clock.start()]} {_OFFSET.sub(' ', phrase[clock.end() :], count=1)}"
            offset = _OFFSET.match(phrase, clock.end())
            skipped = _NOISE | {fold_name(zone) for zone in zones}
            date = " ".join(word for word in rest.replace(" - ", " ").split() if word.strip(".,") not in skipped)
            zone = offset[1] if offset else zones[0] if zones else None
            yield Worded(date.strip(" ,"), hour, int(clock[2] or 0), int(clock[3] or 0), zone, own_zone)


_ZONE_ID = re.compile(r"\[[\w/+-]{1,40}\]$")
_OFFSETS = r"Z|[+-]\d\d(?::?\d\d)?"
_COMPACT = re.compile(
    rf"(\d{{4}})(\d\d)(\d\d)T?\s?(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{{1,9}}))?)?\s?(?:({_OFFSETS})|([A-Z]{{3,4}}))?"
)
_EXTENDED = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt]|,?\s{1,2})(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?"
    rf"(?:(?:GMT|UTC)?({_OFFSETS})|([A-Za-z]{{1,5}}))?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_TELEPRINTER = re.compile(
    r"(?:[^\W\d_]{2,5}\s)?(\d\d)([01]\d|2[0-4])([0-5]\d)(?:\s?([A-Za-z]{3,4}))?\s([^\W\d_]{3,5})\.?"
    r"(?:\s(\d{4}|\d\d))?(?:\s?([A-Za-z]{2,4}))?"
)
_AMERICAN = re.compile(r"(?:[A-Z]{2}-[A-Z]{2}-)?(\d\d)-(\d\d)-(\d\d)\s(\d\d)(\d\d)\s?([A-Z]{2,4})?")
_CLOCK = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:h.]([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?![\d:]|\.\d)|\s?h(?![^\W_])|(?=\s?uhr\b)"
    r"|(?=\s?[ap]\.?m\b))(?:\s?([ap])\.?m\b\.?)?"
)
_HOURS = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)()()(?=\s?(?:gmt|utc|hrs|hours|uhr)\b)")
_OFFSET = re.compile(r"\s?(?:gmt|utc)?([+-]\d\d:?\d\d)(?!\d)")
_COMMENT = re.compile(r"\([A-Z]{2,5}\)\s*$")
_WORD = re.compile(r"(?<![^\W\d_])[A-Za-z]{1,5}(?![^\W\d_])")
_NOISE = frozenset(
    {"um", "uhr", "at", "a", "as", "alle", "om", "klo", "kl", "vom", "am", "ore", "hrs", "hours", "h", "ab", "bis"}
    | {"gmt", "utc", "sperrfrist", "sperrfrist:", "embargo", "embargo:", "until", "jusqu'au", "hasta", "-", "il", "las"}
)


def _hour(hour: int, half: str | None) -> int | None:
    """The hour of a clock of 24; that of a clock of 12 with its half of the day."""
    if half is None:
        return hour if hour <= 24 else None
    return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else None


def _stated(numbers: list[int], microsecond: int, zone: tzinfo | None, name: str | None) -> Stated | None:
    year, month, day, hour, minute, second = numbers
    late = (hour, minute, second) == (24, 0, 0)  # the end of a day is the next one's beginning
    try:
        moment = datetime(
            year, month, day, 0 if late else hour, minute, 59 if second == 60 else second, microsecond, zone
        )
    except ValueError:  # 60 seconds are a leap second, anything else is no time
        return None
    return Stated(moment + timedelta(days=1) if late else moment, name)
