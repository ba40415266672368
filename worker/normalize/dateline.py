"""Datelines: where and when a story was filed and by whom, at the head of its first paragraph or in a field."""

import re
from dataclasses import dataclass

from worker.agencies import Agency, agency_of, agency_of_mark
from worker.item import Dateline, Place
from worker.normalize.countries import country_code
from worker.normalize.dates import is_date, read_date
from worker.normalize.names import natural_case
from worker.normalize.tables import places, words
from worker.normalize.text import fold_letters, fold_name


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the head of a paragraph, from ``start`` (after a byline glued to it) to ``end``.

    ``sure`` is false where it could also be prose: such a one is read, but left in the text.
    """

    dateline: Dateline
    agency: Agency
    start: int
    end: int
    sure: bool


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
    for form in (_agency_first, _release, _bracketed, _slashed, _unbracketed):
        found = form(head, near)
        if found:
            return found
    return None


def parse_dateline(field: str, near: str | None = None) -> Dateline | None:
    """Read a dateline that its format gives apart from the text, with or without the agency's mark.

    >>> parse_dateline("ROSCOE, South Dakota").places
    (Place(name='Roscoe', country='US', geonames=None, lat=None, lon=None),)
    >>> parse_dateline("SAID TO BE DECEMBER 31, 2015") is None
    True
    """
    raw = field.strip()
    found = find_dateline(raw, near)
    if found:
        return Dateline(raw, found.dateline.places, found.dateline.date, found.dateline.agencies)
    where = _read_where(raw.strip(" -–—_"), near)
    if where and where.places:
        return Dateline(raw, where.places, where.date)
    marks = _MARKS.search(raw)
    return Dateline(raw, agencies=_agencies(marks[1])) if marks and _agency(marks[1]) else None


_HEAD_CHARACTERS_MAX = 240
_WHERE_MAX = 110
_MARKS = re.compile(r"\(([^()]{2,40})\)")
_DASH = r"(?:\.?\s?--?|\s?[–—_=]|\.–)"
_SEPARATOR = re.compile(rf"\s?{_DASH}(?=\s|$|[^\W\d_])|\s?:(?=\s)")
_LOWER = re.compile(r"\W{0,4}[a-zà-öø-ÿ]")
_AGENCY_FIRST = re.compile(r"\(([^()]{2,40})\)\s?[-–—]{1,2}\s?([^-–—()]{2,60}(?:-[^-–—()]{2,30})?)\s[-–—]{1,2}(?=\s|$)")
_RELEASE = re.compile(r"([^()]{2,80}?)\s?--\(([^()]{2,40})\)--\s?([^-]{4,24}?)--")
_SLASHED = re.compile(r"([^/()]{2,90}?)[.,]?\s?/([^\W\d_]{2,12})/\.?(?:\s?[-–—])?(?=\s|$)")
_UNBRACKETED = re.compile(r"([^()/]{4,80}?)\s([^\W\d_]{3,12})\s?(?:[-–—]{1,2})(?=\s)")


def _bracketed(head: str, near: str | None) -> FoundDateline | None:
    """``Paris, 21 jan 2019 (AFP) -``, ``Peine (dpa/lni) -``, ``NEW YORK (AP) _``, ``Bruselas. (EFE).-``."""
    for marks in _MARKS.finditer(head, 0, _WHERE_MAX + 50):
        agency = _agency(marks[1])
        if agency is None:
            continue
        start = _after_byline(head[: marks.start()])
        separator = _SEPARATOR.match(head, marks.end())
        before, after = head[start : marks.start()], head[separator.end() :] if separator else ""
        where = _read_where(before, near) or (_unread_where(before) if after and not _LOWER.match(after) else None)
        if where is None:
            return None
        end = separator.end() if separator else marks.end()
        whole = not head[end:].strip()
        sure = bool(separator or where.date or whole)
        if not where.places and not separator:
            return None
        return _found(head, slice(start, end), where, marks[1], agency, sure=sure)
    return None


def _agency_first(head: str, near: str | None) -> FoundDateline | None:
    """``(ANSA) - ROMA, 22 MAR -``: sure only with a date or in capitals, since ``(Reuters) - A judge … -`` is prose."""
    found = _AGENCY_FIRST.match(head)
    agency = _agency(found[1]) if found else None
    where = _read_where(found[2], near) if found and agency else None
    if not (found and agency and where and where.places and (where.dated or found[2].isupper())):
        return None
    return _found(head, slice(0, found.end()), where, found[1], agency)


def _release(head: str, near: str | None) -> FoundDateline | None:
    """``MARLBOROUGH, Mass.--(BUSINESS WIRE)--Dec 5, 2024--``."""
    found = _RELEASE.match(head)
    agency = _agency(found[2]) if found else None
    where = _read_where(f"{found[1]}, {found[3]}", near) if found and agency else None
    if not (found and agency and where and where.places):
        return None
    return _found(head, slice(0, found.end()), where, found[2], agency)


def _slashed(head: str, near: str | None) -> FoundDateline | None:
    """``MOSCOW, November 20. /TASS/.``."""
    return _dated(_SLASHED.match(head), near)


def _unbracketed(head: str, near: str | None) -> FoundDateline | None:
    """``SAITAMA, Japan, Dec. 9 Kyodo -``."""
    return _dated(_UNBRACKETED.match(head), near)


def _dated(found: re.Match[str] | None, near: str | None) -> FoundDateline | None:
    """Where and when, then the agency without its brackets: sure by the date alone."""
    agency = _agency(found[2]) if found else None
    where = _read_where(found[1], near) if found and agency else None
    if not (found and agency and where and where.places and where.dated):
        return None
    return _found(found.string, slice(0, found.end()), where, found[2], agency)


@dataclass(frozen=True, slots=True)
class _Where:
    places: tuple[Place, ...]
    date: str | None
    dated: bool  # a date or a weekday stands there, whether it could be read in full or not


def _found(head: str, span: slice, where: _Where, marks: str, agency: Agency, *, sure: bool = True) -> FoundDateline:
    dateline = Dateline(head[span], where.places, where.date, _agencies(marks))
    return FoundDateline(dateline, agency, span.start, span.stop, sure)


def _agency(marks: str) -> Agency | None:
    found = (agency_of_mark(mark) for mark in (marks, *re.split(r"[/,]", marks)))
    return next(filter(None, found), None)


def _agencies(marks: str) -> tuple[str, ...]:
    """The agencies as codes where the mark is an agency's name; a service's mark ("lni") stays as it stands."""
    whole = agency_of_mark(marks)
    if whole:
        return (whole.code,)
    codes = []
    for mark in filter(None, (part.strip() for part in re.split(r"[/,]", marks))):
        agency = agency_of_mark(mark)
        codes.append(mark if agency is None or mark in agency.marks else agency.code)
    return tuple(dict.fromkeys(codes))


def _read_where(text: str, near: str | None) -> _Where | None:
    """Places and date before the mark; ``None`` where that is prose, or nothing a dateline would have."""
    if len(text) > _WHERE_MAX:
        return None
    segments = _segments(text)
    dates = [segment for segment in segments if is_date(segment)]
    names = [segment for segment in segments if not is_date(segment)]
    date = next(filter(None, (read_date(segment, near) for segment in dates)), None)
    if not names:
        return _Where((), date, bool(dates))
    found = _read_places(names)
    return None if found is None else _Where(found, date, bool(dates))


def _unread_where(text: str) -> _Where | None:
    """What a mark with its dash says to be a dateline, though it names no place that can be read: "Au large de l'île"."""
    short = len(text) <= 60 and text[:1].isupper() and not _NO_PLACE_SIGN.search(text)
    return _Where((), None, dated=False) if short and len(text.split()) <= 8 and not agency_of(text) else None


def _segments(text: str) -> list[str]:
    """The pieces between commas, with a year put back to its day, and a date without a comma taken off its place."""
    segments: list[str] = []
    for piece in re.split(r"[,،、]", text):
        segment = piece.strip().rstrip(" .-–—")
        if re.fullmatch(r"\d{4}", segment) and segments:
            segments[-1] += f" {segment}"
        elif segment:
            segments += _split_date(segment)
    return segments


def _split_date(segment: str) -> list[str]:
    words_of = segment.split()
    for count in (2, 3, 1):
        if len(words_of) > count and any(map(str.isdigit, segment)) and is_date(" ".join(words_of[-count:])):
            return [" ".join(words_of[:-count]), " ".join(words_of[-count:])]
    return [segment]


def _read_places(names: list[str]) -> tuple[Place, ...] | None:
    first, *rest = names
    bracket = _COUNTRY_IN_BRACKETS.fullmatch(first)
    region = bracket[2] if bracket else ""
    found = [place.strip(" .") for place in (bracket[1] if bracket else first).split("/")]
    if len(found) > 4 or len(rest) > 3 or not all(map(_is_place, (*found, *rest))) or _NO_PLACE_SIGN.search(region):
        return None
    country = next(filter(None, map(country_code, (region, *reversed(rest)))), None)
    return tuple(Place(" ".join(_cased(place).split()), country) for place in found)


def _cased(place: str) -> str:
    """A place in capitals as a reader expects it; in one that is not, capitals are meant ("Aboard the USS Ford")."""
    return natural_case(place) if place.isupper() else place


def _is_place(name: str) -> bool:
    """Whether this reads like a place's name: short, no sentence, small words only inside, no agency."""
    parts = name.split()
    if fold_letters(name).startswith(places.ABOARD):
        return len(parts) <= 9 and not _NO_PLACE_SIGN.search(name)
    if not 1 <= len(parts) <= 6 or len(name) > 50 or _NO_PLACE_SIGN.search(name) or agency_of_mark(name):
        return False
    if any(fold_letters(name).startswith(filler) for filler in places.NO_PLACES):
        return False
    if not (name[0].isalpha() or name[0] in "'’‘") or name.islower():
        return False
    small = [part for part in parts if part[0].islower() and "-" not in part]
    return all(fold_name(part) in words.SMALL_WORDS or (len(part) <= 5 and len(parts) <= 3) for part in small)


_COUNTRY_IN_BRACKETS = re.compile(r"([^()]{1,60})\s?\(([^()]{2,40})\)")
_NO_PLACE_SIGN = re.compile(r"[?!:;\"«»“”@#%*+|<>\[\]{}]|\d|\s[-–—]\s")


def _after_byline(where: str) -> int:
    """Where the dateline begins if a byline is glued to its front ("Por Ana Ruiz Varsovia, 1 ene (EFE).-")."""
    first = where.split(",", 1)[0]
    parts = first.split()
    if len(parts) < 4 or fold_name(parts[0]) not in words.BYLINE_WORDS:
        return 0
    town = 2 if fold_name(parts[-2]) in places.OPENINGS and len(parts) > 4 else 1
    return first.rindex(" ".join(parts[-town:]) if town == 1 else parts[-2])
