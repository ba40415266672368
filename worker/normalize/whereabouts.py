"""Where and when: the places and the date of a dateline, before or without its agency's mark.

Apart from ``dateline``, which knows the forms in which agencies put place, date and mark together: what is a place, and
what is prose that only begins like one, is the same question in all of them.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from worker.agencies import Agency, agency_of, agency_of_mark
from worker.item import Place
from worker.normalize.countries import chinese_country, country_code, georgia
from worker.normalize.dates import is_date, nearest_day, read_date
from worker.normalize.names import natural_case
from worker.normalize.tables import places, words
from worker.normalize.text import Letters, fold_letters, fold_name

LENGTH_MAX = 110
"""Characters of the places and the date of one dateline."""


class Where(NamedTuple):
    """Places and date; ``dated`` says that a date or a weekday stands there, whether it could be read in full or not."""

    places: tuple[Place, ...]
    date: str | None
    dated: bool


def read_where(text: str, near: str | None, agency: Agency | None = None) -> Where | None:
    """Read places and date; ``None`` where that is prose, or nothing a dateline would have.

    >>> where = read_where("WASHINGTON and NEW YORK, May 5", "2024-05-06T00:00:00+00:00")
    >>> [place.name for place in where.places], where.date
    (['Washington', 'New York'], '2024-05-05')
    >>> read_where("Selon le ministère", None) is None
    True
    """
    if len(text) > LENGTH_MAX or fold_letters(text.strip()) in places.NO_PLACES:
        return None
    two = _TWO.fullmatch(text) if text.count(",") > 1 else None
    if two and (both := _both(read_where(two[1], near), read_where(two[2], near))):
        return both
    names, dates = _names_and_dates(text)
    date = next(filter(None, (read_date(segment, near) for segment in dates)), None)
    if len(names) > 1 and not dates and (day := _DAY_ALONE.fullmatch(names[-1])):
        dates, names, date = names[-1:], names[:-1], nearest_day(int(day[0]), near) if near else None
    if not names:
        return Where((), date, bool(dates))
    filed = agency is not None and bool(dates)
    found = _by_slash(names, swiss=agency is not None and agency.code == "SDA", filed=filed)
    if found is None and filed and len(names) == 1 and is_whereabouts(names[0]):
        return Where((), date, dated=True)  # "En mer, 28 nov 2026 (AFP) -"
    return None if found is None else Where(found, date, bool(dates))


@lru_cache(maxsize=1024)  # a wire's stories are filed from some hundred towns, most of them from a few
def _by_slash(names: tuple[str, ...], *, swiss: bool, filed: bool) -> tuple[Place, ...] | None:
    """The places, each slash behind a country or state beginning the next one: "DAVOS, Switzerland/LONDON"."""
    for at, name in enumerate(names[1:], 1):
        country, slash, rest = map(str.strip, name.partition("/"))
        if slash and country_code(country) and not country_code(name):
            first = _read_places((*names[:at], country), swiss=swiss, filed=filed)
            others = _by_slash((rest, *names[at + 1 :]), swiss=swiss, filed=filed)
            return (*first, *others) if first and others else None
    return _read_places(names, swiss=swiss, filed=filed)


def _both(first: Where | None, second: Where | None) -> Where | None:
    """Two places, each with its own country: "Kyiv, Ukraine and Warsaw, Poland"."""
    if not (first and second and first.places and second.places):
        return None
    if not all(place.country for place in (*first.places, *second.places)):
        return None
    return Where((*first.places, *second.places), second.date, second.dated)


def unread_where(text: str, mark: str) -> Where | None:
    """What a mark with its dash says to be a dateline, though it names no place that can be read: "Au large de l'île".

    Not where the mark only abbreviates the words before it, as prose does: "Parti de l'action populaire (PAP)".
    """
    parts = text.split()
    if not 1 <= len(parts) <= 8 or len(text) > 60 or not text[:1].isupper() or _NO_PLACE_SIGN.search(text):
        return None
    return None if agency_of(text) or abbreviates(mark, text) else Where((), None, dated=False)


def is_whereabouts(text: str) -> bool:
    """Whether words that name no town tell a place by how they begin: "Au large de l'île de Paros"."""
    return fold_letters(text.strip()).startswith(places.WHEREABOUTS)


def abbreviates(mark: str, text: str) -> bool:
    """Whether a mark is made of the first letters of the words before it, with or without the small ones.

    >>> abbreviates("PAP", "Parti d'action populaire"), abbreviates("AP", "Aix-en-Provence"), abbreviates("AA", "ADDIS ABABA")
    (True, False, False)
    """
    parts = [part for part in re.split(r"[\s'’]", text.strip()) if part[:1].isalpha()]
    letters = "".join(letter for letter in fold_letters(mark) if letter.isalpha())
    if text.isupper() or len(parts) < 2 or len(letters) < 2:
        return False
    large = [part for part in parts if not _may_be_small(part) and len(part) > 1]
    return letters in {fold_letters("".join(part[0] for part in some)) for some in (parts, large)}


def is_shouted(name: str) -> bool:
    """Whether a name is in capitals, the small letter of a "Mc" excepted.

    >>> is_shouted("FORT McMURRAY"), is_shouted("Fort McMurray")
    (True, False)
    """
    return _MC.sub("M", name).isupper()


def stands_alone(name: str) -> bool:
    """Whether a city is so well known that its name is a dateline without a country, and without an agency's mark."""
    return fold_name(name).replace(".", "") in places.STAND_ALONE


_ROUND = Letters(dict(zip(map(ord, "[]（）"), "()()", strict=True)))
_DAY_ALONE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
_MC = re.compile(r"\bMa?c(?=[A-Z])")
_BRACKETS = re.compile(r"[()\[\]（）]")
_BRACKETS_MEET = re.compile(r"\)\s?\(")  # "Mumbai (Maharashtra) [India]"
_SPACED_DATE = re.compile(r"\s[-–]\s(\d{1,2})\s[-–]\s(\d{1,2})\s?$")  # "الكويت - 28 - 11"
_DATE_BEFORE = re.compile(r"(\d{1,2}\.\d{1,2}\.(?:\d{4})?)\s(?=[^\W\d_])")  # "28.11. Warszawa"
_YEAR = re.compile(r"\d{4}")
_BORDER = re.compile(r"[,،、]|\s[-–—]\s(?=[^-–—\d]{0,14}\d[^-–—]{0,14}$)")
_COUNTRY_IN_BRACKETS = re.compile(r"([^()]{1,60})\s?\(([^()]{2,40})\)")
_REGION_AND_COUNTRY = re.compile(r"\s?\(([^(),\d]{2,40}),\s?([^(),\d]{2,40})\)")
_NO_PLACE_SIGN = re.compile(r"[?!:;\"«»“”@#%*+|<>\[\]{}]|\d|\s[-–—]\s")
_JOINED = re.compile(r"\s?/\s?|\s?&\s?|\s(?:and|et|und|y|e|og|och|ja)\s", re.IGNORECASE)
_ARABIC_AND = re.compile(r"(?<=[\u0621-\u064a])\s+و(?=[\u0621-\u064a]{3,})")
_TWO = re.compile(r"([^,/]{2,40},[^,/]{2,30}?)(?:\s(?:and|et|und|y|e)\s|\s?/\s?)([^,/]{2,40},.{2,60})")
_NAME_OF_TWO = re.compile("|".join(map(re.escape, places.NAMES_OF_TWO)))
_LETTERED = re.compile(r"(.{3,40}[^\W\dA-Z_])\s([A-Z]{2})")
_ELIDED = re.compile(r"(?:[dl]|dell|all|sull|nell)['’].+", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b[^\W\d_]\.[^\W\d_]\.$")
# Few places have a number: "Camp 5", "Km 40", "100 Mile House"; with any other word it would be a league or a summit.
_NUMBERED = re.compile(
    r"(?:camp|campo|lager|sector|secteur|sektor|km|pk|kilometre|kilometer|block|bloc|zone|mile|checkpoint)\s\d{1,4}"
    r"|\d{1,3}\smile(?:\s[a-z]{3,12})?"
)
_NO_PLACES = tuple(f"{filler} " for filler in places.NO_PLACES)
_SAINT = re.compile(r"\b(?:ST|STE|STA|STO|MT|FT|PT)\b(?=\.)")


@lru_cache(maxsize=1024)  # a town's stories of one day begin alike
def _names_and_dates(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if _BRACKETS.search(text):
        text = _REGION_AND_COUNTRY.sub(r", \1, \2", _BRACKETS_MEET.sub(", ", text.translate(_ROUND)))
    names, dates = list[str](), list[str]()
    for segment in _segments(_SPACED_DATE.sub(r", \1/\2", text)):
        (dates if is_date(segment) else names).append(segment)
    return tuple(names), tuple(dates)


def _segments(text: str) -> list[str]:
    """The pieces between commas, with a year put back to its day, and a date without a comma taken off its place."""
    segments: list[str] = []
    for piece in _BORDER.split(text):
        segment = _trimmed(piece)
        segment = segment.lstrip(" -–—") if segments else segment
        if segments and _YEAR.fullmatch(segment):
            segments[-1] += f" {segment}"
        elif segment:
            segments += _split_date(segment)
    return segments


def _trimmed(name: str) -> str:
    """Without what closes it; the full stop of "Frankfurt a.M." is part of the name."""
    name = name.strip().rstrip(" -–—")
    return name.rstrip(" .") if name.endswith(".") and not _ABBREVIATED.search(name) else name


def _split_date(segment: str) -> list[str]:
    if is_date(segment):
        return [segment]
    parts = segment.split()
    figures = any(map(str.isdigit, segment))
    if figures and (before := _DATE_BEFORE.match(segment)) and is_date(before[1]):
        return [before[1], segment[before.end() :]]
    for count in (3, 4, 2, 1) if figures else ():
        if len(parts) > count and is_date(" ".join(parts[-count:])):
            rest = parts[:-count]
            if len(rest) > 1 and fold_name(rest[-1]) in places.ON:
                rest = rest[:-1]
            return [" ".join(rest).rstrip(" -–—.,"), " ".join(parts[-count:])]
    if len(parts) > 1 and fold_name(parts[0]) in places.ON and is_date(" ".join(parts[1:])):
        return [" ".join(parts[1:])]
    return [segment]


def _read_places(names: tuple[str, ...], *, swiss: bool, filed: bool) -> tuple[Place, ...] | None:
    first, *rest = names
    bracket = _COUNTRY_IN_BRACKETS.fullmatch(first)
    region = bracket[2] if bracket else ""
    if bracket and fold_name(region) in places.RIVERS:
        return (Place(_cased(first), "DE"),)  # "Frankfurt (Oder)" is another town than "Frankfurt"
    found = _part(bracket[1] if bracket else first)
    if rest and not country_code(rest[-1]) and len(last := _part(rest[-1])) > 1:  # "LONDON, PARIS and ROME"
        found, rest = [*found, *rest[:-1], *last], []
    if (
        len(found) > 4
        or len(rest) > 3
        or not all(_is_place(name, filed=filed) for name in found)
        or _NO_PLACE_SIGN.search(region)
    ):
        return None
    if not all(_is_place(name, filed=filed) or country_code(name) for name in rest):
        return None
    country = next(filter(None, map(country_code, (region, *reversed(rest)))), None)
    if country == "GE":
        country = georgia(found[0], region or rest[-1])
    within = next(filter(None, (region, *rest)), None)
    if (
        "/" in first and rest and len(found) > 1 and all(map(stands_alone, found[:-1]))
    ):  # "WASHINGTON/KANANASKIS, Alberta"
        return (*(Place(_cased(name)) for name in found[:-1]), _place(found[-1], country, within, swiss=swiss))
    return tuple(_place(name, country, within, swiss=swiss) for name in found)


def _part(names: str) -> list[str]:
    """The several places of one segment: "Tel Aviv/Beirut", "PARIS & ROME"; what is one name stays one."""
    folded = fold_name(names)
    if _NAME_OF_TWO.search(folded) or country_code(names):
        return [_trimmed(names)]
    before, slash, river = names.partition("/")
    if slash and fold_name(river) in places.RIVERS:
        return [f"{before.strip()}/{river.strip()}"]
    return [_trimmed(place) for part in _JOINED.split(names) for place in _ARABIC_AND.split(part)]


def _place(name: str, country: str | None, within: str | None, *, swiss: bool) -> Place:
    """A place as a reader expects it, without the letters of its canton or state ("Landquart GR", "Washington DC")."""
    lettered = _LETTERED.fullmatch(name)
    lettered_country = _lettered_country(lettered[2], country, swiss=swiss) if lettered else None
    if lettered and lettered_country:
        return Place(_cased(lettered[1]), lettered_country, within=lettered[2])
    own = country_code(name) if country in {"CN", "IT", None} else None
    country = own if own in places.COUNTRIES_OF_A_CITY.get(country, ()) else country
    told = places.COUNTRIES_BY_SPELLING.get(fold_name(name)) or chinese_country(name)
    return Place(_cased(name), country or told, within=within)


def _lettered_country(letters: str, country: str | None, *, swiss: bool) -> str | None:
    """The country of a canton or state; "NE" and "AR" are both: Swiss in SDA's copy, elsewhere left alone."""
    canton, state = letters in places.CANTONS, letters in places.POSTAL_STATES
    if canton and (country == "CH" or (country is None and (swiss or not state))):
        return "CH"
    return "US" if state and (country == "US" or (country is None and not canton)) else None


def _cased(name: str) -> str:
    """Capitals in natural case; in a name that is not all capitals they are meant ("Aboard the USS Ford")."""
    name = " ".join(name.split())
    if not is_shouted(name):
        return name
    name = name.upper() if name.isascii() else name
    return _SAINT.sub(lambda found: found[0].capitalize(), natural_case(name)).replace("i\u0307", "i")


def _is_place(name: str, *, filed: bool = False) -> bool:
    """Whether this reads like a place's name: short, no sentence, small words only inside, no agency.

    Where a date and an agency tell that something was ``filed`` there, "A" is the article of Galicia: "A Coruña".
    """
    parts, folded = name.split(), fold_letters(name)
    if folded in places.UNITED_NATIONS or _NUMBERED.fullmatch(folded):
        return True
    if folded.startswith(places.ABOARD):
        return len(parts) <= 9 and not _NO_PLACE_SIGN.search(name)
    if not 1 <= len(parts) <= 6 or len(name) > 50 or _NO_PLACE_SIGN.search(name):
        return False
    if agency_of_mark(name.removeprefix("The ")) and folded not in places.TOWNS_LIKE_AGENCIES:
        return False
    words_of = [fold_name(part).strip(".") for part in parts]
    article = filed and words_of[0] in places.GALICIAN_ARTICLES and parts[0][0].isupper() and len(parts) <= 4
    article = article and parts[1:] != [] and parts[1][0].isupper()
    if (len(parts) > 1 and words_of[0] in places.NO_OPENINGS and not article) or not places.NOT_TOWNS.isdisjoint(
        words_of
    ):
        return False
    if f"{folded} ".startswith(_NO_PLACES):
        return False
    if not (name[0].isalpha() or name[0] in "'’‘") or name.islower() or (parts[-1].islower() and len(parts) > 1):
        return False
    return all(_may_be_small(part) for part in parts if part[0].islower())


def _may_be_small(word: str) -> bool:
    folded = fold_name(word)
    small = folded in words.SMALL_WORDS or folded in places.SMALL_WORDS
    return small or "-" in word or bool(_ELIDED.fullmatch(word)) or folded.startswith("a.")
