"""Datelines of China, Japan and Korea, whose words stand without spaces between them, and of the Arab agencies.

Apart from ``dateline``: here the agency, the place and the day are one word, and what parts them are characters.
"""

import re
from dataclasses import dataclass

from worker.agencies import AGENCIES, Agency, agency_of_mark
from worker.item import Place
from worker.normalize.dates import nearest_day, read_date
from worker.normalize.whereabouts import Where, read_where

OPENING_MAX = 40
"""Characters among which one of these scripts shows itself: the longest place, which most often comes first."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where and by whom, and where the dateline ends; ``person`` is who signs in it or right behind it."""

    where: Where
    agency: Agency
    end: int
    person: str | None = None


def east_asian(head: str, near: str | None) -> Found | None:
    """Read a dateline of the agencies of China, Japan or Korea, of the Saudi or the Turkish one in Arabic, in front.

    >>> found = east_asian("新华社北京5月5日电 …", "2024-05-06T00:00:00+00:00")
    >>> found.agency.code, found.where.places[0].name, found.where.date
    ('Xinhua', '北京', '2024-05-05')
    """
    if _LETTER.search(head, 0, OPENING_MAX) is None:
        return None
    for pattern in (_CHINESE, _JAPANESE, _KOREAN, _ARABIC):
        if found := pattern.match(head):
            parts = found.groupdict()
            agency = agency_of_mark(parts["agency"])
            if agency is None:
                return None
            places = tuple(Place(place.strip()) for place in re.split(r"[、·/,]", parts["place"]) if place.strip())
            date = _date(parts, near)
            where = Where(places, date, dated=date is not None)
            return Found(where, agency, len(found[0].rstrip()), parts.get("person")) if places else None
    return _anadolu(head, near)


def _anadolu(head: str, near: str | None) -> Found | None:
    """Read the line that opens each Arabic story of Anadolu: the place, who writes or nobody, the agency."""
    found = _ANADOLU.fullmatch(head)
    agency = agency_of_mark(found["agency"]) if found else None
    where = read_where(found["place"], near, agency) if found and agency else None
    if not (found and agency and where and where.places):
        return None
    return Found(where, agency, len(head), found["person"])


def _date(parts: dict[str, str | None], near: str | None) -> str | None:
    day, month, date = parts.get("day"), parts.get("month"), parts.get("date")
    if date or month:
        return read_date(date or f"{month}月{day}日", near)
    return nearest_day(int(day), near) if day and near else None


# Longest first: "新华社" must not be read as the beginning of another's name, nor "共同" as "共同社"'s.
_NAMES = "|".join(
    sorted(
        (
            re.escape(name)
            for agency in AGENCIES
            for name in (agency.code, *agency.names)
            if re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[A-Z]{2,7}\Z", name)
        ),
        key=len,
        reverse=True,
    )
)
_LETTER = re.compile("[\u0621-\u064a\u3040-\ud7af]")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff]"
_CHINESE = re.compile(
    rf"[（(【]?(?P<agency>{_NAMES})(?:\s?記者{_CJK}{{2,4}}(?={_CJK}{{2}}\d))?\s?(?P<place>{_CJK}{{2,12}}?)"
    r"(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日[电電讯訊][）)】]?\s?"
    rf"(?:[（(](?P<person>(?:记者|記者)\s?{_CJK}{{2,4}}(?:[、，\s]{{1,2}}{_CJK}{{2,4}}){{0,4}})[）)]\s?)?"
)
_JAPANESE = re.compile(
    rf"[【（(](?P<place>{_CJK}{{2,16}}?(?:[、・]{_CJK}{{2,12}})?)\s?[＝=]?\s?(?P<agency>{_NAMES})[】）)]\s?"
)
_HANGUL = r"[\uac00-\ud7af]"
_KOREAN = re.compile(
    rf"[(（\[](?P<place>[\uac00-\ud7af·, ]{{2,20}}?)\s?=\s?(?P<agency>{_NAMES})[)）\]]\s?"
    rf"(?:(?P<person>{_HANGUL}{{2,4}}(?: {_HANGUL}{{2,4}}){{0,3}} (?:기자|특파원|통신원))\s?=\s?)?"
)
_ARABIC = re.compile(
    r"(?P<place>[\u0621-\u064a]{3,14}(?:\s[\u0621-\u064a]{3,14})?)\s(?:في\s)?[^()\n]{0,50}?الموافق\s(?P<date>[^()\n]{6,30}?)"
    r"(?:\sم)?\s(?P<agency>واس)(?=\s|$)"
)
_ANADOLU = re.compile(
    r"(?P<place>[\u0621-\u064a،, -]{3,40}?)\s?/\s?(?:(?P<person>[\u0621-\u064a\u064b-\u0652، ]{4,60}?)\s?/\s?)?"
    r"(?P<agency>(?:وكالة )?ال[أا]ناضول)\.?\s{0,3}"
)
