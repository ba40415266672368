"""Datelines: where and when a story was filed and by whom, at the head of its first paragraph or in a field.

One function a form of the wires, tried in turn; ``whereabouts`` reads the places and dates in all of them.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from worker.agencies import Agency, agency_of_mark
from worker.item import Byline, Dateline
from worker.normalize.byline import parse_byline
from worker.normalize.countries import country_code
from worker.normalize.dateline_cells import in_cells
from worker.normalize.dateline_east import east_asian
from worker.normalize.dateline_marks import agencies_in, agency_in, correspondent_in
from worker.normalize.dates import is_date, read_date
from worker.normalize.tables import places, words
from worker.normalize.text import fold_name
from worker.normalize.whereabouts import (
    Where,
    abbreviates,
    is_shouted,
    is_whereabouts,
    read_where,
    stands_alone,
    unread_where,
)


class FoundDateline(NamedTuple):
    """A dateline at the head of a paragraph, from ``start`` (after a byline glued to it) to ``end``.

    ``sure`` is false where it could also be prose: such a one is read, but left in the text. ``agency`` is absent where
    the dateline names none ("OTTAWA — …"). ``byline`` is one that stands within, in the mark or behind it.
    """

    dateline: Dateline
    agency: Agency | None
    start: int
    end: int
    sure: bool
    byline: Byline | None = None


def find_dateline(text: str, near: str | None = None) -> FoundDateline | None:
    """Read the dateline that opens a paragraph.

    ``near`` is the item's own time (RFC 3339), which gives a date without a year its year.

    >>> found = find_dateline("Tel Aviv/Beirut (dpa) - Nach dem Angriff …")
    >>> found.dateline.raw, [place.name for place in found.dateline.places], found.dateline.agencies
    ('Tel Aviv/Beirut (dpa) -', ['Tel Aviv', 'Beirut'], ('dpa',))
    >>> find_dateline("Agence France-Presse (AFP) said on Monday") is None
    True
    """
    head = text[:_HEAD_CHARACTERS_MAX].split("\n", 1)[0]
    if _SIGN.search(head) is None:
        return None
    for form in _FORMS:
        found = form(head, near)
        if found:
            return _with_byline(head, found)
    return None


def parse_dateline(field: str, near: str | None = None) -> Dateline | None:
    """Read a dateline that its format gives apart from the text, with or without the agency's mark.

    >>> parse_dateline("ROSCOE, South Dakota").places
    (Place(name='Roscoe', country='US', geonames=None, lat=None, lon=None, within='South Dakota'),)
    >>> parse_dateline("SAID TO BE DECEMBER 31, 2015") is None
    True
    """
    raw = field.strip()
    found = find_dateline(raw, near) or find_dateline(f"{raw.rstrip(' -–—')} - ", near)  # "SYDNEY, March 5 AAP"
    if found and found.agency:
        return Dateline(raw, found.dateline.places, found.dateline.date, found.dateline.agencies)
    where = read_where(raw.strip(" -–—_:"), near)
    if where and (where.places or where.date):
        return Dateline(raw, where.places, where.date)
    marks = _MARKS.search(raw)
    if marks and agency_in(marks[1]):
        return Dateline(raw, agencies=agencies_in(marks[1]))
    return Dateline(raw) if where is None and is_whereabouts(raw) and len(raw) <= _WHERE_MAX else None


_HEAD_CHARACTERS_MAX = 240
# Each form has one of these, or is in an East Asian script, or has a Hijri date; most paragraphs have none. A hyphen
# inside a word is no sign.
_SIGN = re.compile(r"[(/|–—_=ـ\u2e80-\uffef-](?!(?<=\S-)[^-\s])")
_WHERE_MAX = 110
_DASH = r"(?:\.?\s?--?|\s?[–—_=]|\.–)"
_OPENS = r"\s|$|[^\W\d_]|[\"«“„‘'#]"
_SEPARATOR = re.compile(rf"\s?{_DASH}(?={_OPENS})|\s?:(?=\s)|\s?\.(?=\s{{1,2}}[^\Wa-z_])")
_MARKS = re.compile(r"[(（]([^()（）]{2,40}|(?i:del?\s|de la\s)(?i:corresponsal|enviad[oa])[^()（）]{2,60})[)）]")
_SLASHES = re.compile(r"/\s?([^/()\d]{2,40}?(?:/[^/()\d\s]{2,12}){0,2})\s?/\.?(?![^\W\d_])")
_CAPITAL = re.compile(r"[\"«“„‘'(]{0,2}\s?[^\W\d_a-zß-öø-ÿ]")
_LOWER = re.compile(r"\W{0,4}[a-zà-öø-ÿ]")
_PLACE_AND_DATE = r"([^-–—()]{2,60}(?:-[^-–—()]{1,30}){0,3}?(?:\([^-–—()\d]{2,40}\)[^-–—()]{0,30})?)"
_SIGNED = r"\((?:di|dall['’]inviat[oa]|dell['’]inviat[oa]|by|por|par)\s[^()]{4,60}\)"
_AGENCY_FIRST = re.compile(
    rf"(?:{_SIGNED}\s)?\(([^()]{{2,40}})\)\s?(?:[-–—]{{1,2}}\s?)?{_PLACE_AND_DATE}\s?[-–—]{{1,2}}(?=\s|$)"
)
_SIGNED_BEHIND = re.compile(rf"\s?({_SIGNED}|di\s[^\W\d_][^()\d–-]{{3,40}}?\s[-–](?=\s))")
_RELEASE = re.compile(r"([^()]{2,80}?)\s?--\s?\(([^()]{2,40})\)\s?--(?:\s?([^-]{4,24}?)--)?(?:\s?#\w{1,30}--)?(?!-)")
_DASH_BEHIND_WORDS = re.compile(r"[-–—][-–—]?(?=\s)")
_BEHIND_DASH = re.compile(r"([^()/]{4,80}?)\s[-–—]\s([^\W\d_]{2,12}(?:[\s-][^\W\d_]{2,12}){0,2})\.(?=\s)")
_STRANGE = re.compile(rf"(.{{4,80}}?)\s?\(([^\W\d_][^\d()\[\]:;]{{1,30}})\)(?:{_SEPARATOR.pattern})")
_BARE = re.compile(r"([^()/\"«“„]{3,80}?)\s?(?:(?:[–—]|\s--?|\s_)\s|--(?=.{60}))(?=[\"«“„‘]?[^\W\d_a-z][^\W\d_A-Z]?)")
_ENCLOSED = re.compile(r"\(([^()]{6,60})\)(?:\s?[-–—:]{1,2})?(?=\s)")
_TWO_LATIN_WORDS = re.compile(r"[A-Za-zÀ-ɏ]\s[A-Za-zÀ-ɏ]")
_SHOUTED = re.compile(r"[^\W\d_a-z]{5,}\b")
_STAMP = re.compile(r"\s([^-–—]{4,30}?)\s-\s(\d{1,2}\s?[h:.]\s?\d\d[^-–—]{0,24}?)\s[-–—](?=\s|$)")
_DATE_AND_SLASH = re.compile(r"\s?([^/()]{4,24}?)\s?/(?=\s|$)")  # "NEW YORK, NY / ACCESSWIRE / May 5, 2025 /"
_MARK_AND_DATE = re.compile(r"(.{2,30}?)\s[-–]\s(.{4,24})")


def _bracketed(head: str, near: str | None) -> FoundDateline | None:
    """``Paris, 21 jan 2019 (AFP) -``, ``Peine (dpa/lni) -``, ``NEW YORK (AP) _``, ``Bruselas. (EFE).-``, ``Paris (ats afp)``."""
    return _marked(head, near, _MARKS)


def _slashed(head: str, near: str | None) -> FoundDateline | None:
    """``MOSCOW, November 20. /TASS/.``, ``NEW YORK, March 3, 2025 /PRNewswire/ --``, ``København /ritzau/ -``."""
    return _marked(head, near, _SLASHES)


def _marked(head: str, near: str | None, pattern: re.Pattern[str]) -> FoundDateline | None:
    """Place and date, the agency between two signs, a separator; sure by the separator or by the date."""
    for marks in pattern.finditer(head, 0, _WHERE_MAX + 50):
        within = _MARK_AND_DATE.fullmatch(marks[1])  # "(Marketwire - December 23, 2010)"
        mark, date = (within[1], within[2]) if within and is_date(within[2]) else (marks[1], None)
        agency = agency_in(mark)
        if agency is None:
            continue
        start = _after_byline(head[: marks.start()])
        separator = _SEPARATOR.match(head, marks.end())
        before, after = head[start : marks.start()], head[separator.end() :] if separator else ""
        where = read_where(f"{before}, {date}" if date else before, near, agency)
        if where and not where.dated and abbreviates(mark, before):
            return None
        read = where is not None
        if not read and after and not _LOWER.match(after) and pattern is _MARKS:
            where = unread_where(before, mark)
        if where is None or (pattern is _SLASHES and not where.places):
            return None
        end = separator.end() if separator else marks.end()
        stamp = (_STAMP if separator or pattern is _MARKS else _DATE_AND_SLASH).match(head, end)
        if stamp and is_date(stamp[1]):
            where, end = Where(where.places, where.date or read_date(stamp[1], near), dated=True), stamp.end()
        behind = head[end:].strip()
        begins = agency.dashless and _CAPITAL.match(behind) is not None
        if not (where.places or separator or (begins and not before.strip())):
            return None
        if not (separator or where.dated or behind or _stands_for_itself(before, where)):
            return None  # a signature: "Von Joachim Heinz (KNA)"
        sure = bool(separator or where.dated or begins or not behind) and (read or is_whereabouts(before))
        return _found(head, slice(start, end), where, mark, agency, sure=sure)
    return None


def _agency_first(head: str, near: str | None) -> FoundDateline | None:
    """``(ANSA) - ROMA, 22 MAR -``, who signs before it or not: sure only with a date or in capitals, since ``(Reuters) - A judge … -`` is prose."""
    found = _AGENCY_FIRST.match(head)
    agency = agency_in(found[1]) if found else None
    where = read_where(found[2], near, agency) if found and agency else None
    if not (found and agency and where and where.places and (where.dated or found[2].isupper())):
        return None
    return _found(head, slice(found.start(1) - 1, found.end()), where, found[1], agency)


def _release(head: str, near: str | None) -> FoundDateline | None:
    """``MARLBOROUGH, Mass.--(BUSINESS WIRE)--Dec 5, 2024--``, with or without the date, or a hashtag behind it."""
    found = _RELEASE.match(head) if "--" in head else None
    agency = agency_in(found[2]) if found else None
    if not (found and agency):
        return None
    dated = bool(found[3]) and is_date(found[3])
    end = found.end() if dated or not found[3] else found.start(3)
    where = read_where(f"{found[1]}, {found[3]}" if dated else found[1], near, agency)
    return _found(head, slice(0, end), where, found[2], agency) if where and where.places else None


def _unbracketed(head: str, near: str | None) -> FoundDateline | None:
    """``SAITAMA, Japan, Dec. 9 Kyodo -``, ``STOCKHOLM TT –``: sure by the date, the country or the city's fame."""
    for dash in _DASH_BEHIND_WORDS.finditer(head, 4, _WHERE_MAX):
        parts = head[: dash.start()].rsplit(None, 1)
        agency = agency_of_mark(parts[1].strip(",.")) if len(parts) == 2 and len(parts[1]) > 1 else None
        if agency is None:
            continue
        where = read_where(parts[0].rstrip(" ,"), near, agency)
        apart = parts[0].isupper() or parts[0].endswith(",")  # "Tehran, IRNA –"
        if where and where.places and (where.dated or (apart and _is_known(where))):
            return _found(head, slice(0, dash.end()), where, parts[1].strip(",."), agency)
    return None


def _behind_dash(head: str, near: str | None) -> FoundDateline | None:
    """``МОСКВА, 20 ноя - РИА Новости.``."""
    found = _BEHIND_DASH.match(head) if _DASH_BEHIND_WORDS.search(head) else None
    agency = agency_of_mark(found[2]) if found else None
    where = read_where(found[1], near, agency) if found and agency else None
    if not (found and agency and where and where.places and where.dated):
        return None
    return _found(head, slice(0, found.end()), where, found[2], agency)


def _whole_words(head: str, near: str | None) -> FoundDateline | None:
    """``新华社北京5月5日电``, ``【ロンドン時事】``, ``غزة / محمد ماجد / الأناضول``; ``Paris, France | AFP | lundi 30/11/2026``."""
    found = in_cells(head, near) or east_asian(head, near)
    if found is None:
        return None
    dateline = _found(head, slice(0, found.end), found.where, found.agency.code, found.agency)
    return dateline._replace(byline=parse_byline(found.person)) if found.person else dateline


def _strange(head: str, near: str | None) -> FoundDateline | None:
    """``LUSAKA, 5 May 2025 (ZNA) -``: an agency that no row knows, told by place and dash, and by date or fame."""
    found = _STRANGE.match(head)
    where = read_where(found[1], near) if found and found[2][0].isupper() and not country_code(found[2]) else None
    if not (found and where and where.places) or is_date(found[2]):
        return None
    shouted = found[1].split(",", 1)[0].isupper()
    if not ((shouted or found[2].isupper()) if where.dated else (shouted and _is_known(where))):
        return None
    return FoundDateline(
        Dateline(found[0], where.places, where.date, agencies_in(found[2])), None, 0, found.end(), sure=True
    )


def _enclosed(head: str, near: str | None) -> FoundDateline | None:
    """``(New York, NY - October 21)``: place and date in brackets, and no agency."""
    found = _ENCLOSED.match(head)
    where = read_where(found[1], near) if found else None
    if not (found and where and where.places and where.dated):
        return None
    return FoundDateline(Dateline(found[0], where.places, where.date), None, 0, found.end(), sure=True)


def _bare(head: str, near: str | None) -> FoundDateline | None:
    """``OTTAWA — The government …``: a place in capitals, which a date, a country or its fame tells to be one."""
    small = head[1:2].islower() and not head.startswith("M")  # as in "Mc"
    found = None if small else _BARE.match(head)
    first = found[1].split(",", 1)[0] if found else ""
    if not (found and is_shouted(first)) or _SHOUTED.match(head, found.end()):
        return None
    where = read_where(found[1], near)
    if not (where and where.places and (where.dated or _is_known(where))):
        return None
    return FoundDateline(
        Dateline(found[0].rstrip(), where.places, where.date), None, 0, len(found[0].rstrip()), sure=True
    )


def _is_known(where: Where) -> bool:
    """Whether the places are surely some: by their country, or as cities that need none."""
    return any(place.country for place in where.places) or all(stands_alone(place.name) for place in where.places)


def _stands_for_itself(before: str, where: Where) -> bool:
    """Whether a line with nothing behind the mark is a dateline; it may as well be a byline: "Dieter Berg (epd)"."""
    if before.isupper() or _is_known(where):
        return True
    return not any(_TWO_LATIN_WORDS.search(place.name) for place in where.places)


def _found(head: str, span: slice, where: Where, marks: str, agency: Agency, *, sure: bool = True) -> FoundDateline:
    dateline = Dateline(head[span], where.places, where.date, agencies_in(marks))
    return FoundDateline(dateline, agency, span.start, span.stop, sure, correspondent_in(marks))


def _with_byline(head: str, found: FoundDateline) -> FoundDateline:
    """With who signs right behind it: ``(ANSA) - ROMA, 28 NOV - (di Ada Neri)``, ``… 28 nov - di Ada Neri -``."""
    signed = _SIGNED_BEHIND.match(head, found.end) if found.sure and found.agency else None
    byline = parse_byline(signed[1].strip(" -–()")) if signed else None
    if not (signed and byline and byline.authors):
        return found
    raw = found.dateline.raw + head[found.end : signed.end()]
    return found._replace(dateline=replace(found.dateline, raw=raw), end=signed.end(), byline=byline)


def _after_byline(where: str) -> int:
    """Where the dateline begins if a byline is glued to its front ("Por Ana Ruiz Varsovia, 1 ene (EFE).-")."""
    first = where.split(",", 1)[0]
    parts = first.split()
    if len(parts) < 4 or fold_name(parts[0]) not in words.BYLINE_WORDS:
        return 0
    town = 2 if fold_name(parts[-2]) in places.OPENINGS and len(parts) > 4 else 1
    return first.rindex(" ".join(parts[-town:]) if town == 1 else parts[-2])


# The order in which the forms are tried: what an agency's mark tells first, what only the place tells last.
_FORMS = (
    *(_agency_first, _release, _bracketed, _slashed, _unbracketed, _behind_dash, _whole_words),
    *(_strange, _enclosed, _bare),
)
