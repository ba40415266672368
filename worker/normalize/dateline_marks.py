"""The mark of a dateline: which agencies it names, and the correspondent whom some of them put beside theirs.

Apart from ``dateline``, which knows where a mark stands; here is what stands in it.
"""

import re
from functools import lru_cache

from worker.agencies import Agency, agency_of_mark
from worker.item import Byline
from worker.normalize.byline import parse_byline
from worker.normalize.names import is_name


@lru_cache(maxsize=1024)  # the agencies' own come in every item, twice where a field repeats the text's
def agency_in(marks: str) -> Agency | None:
    """The agency that a mark is, or the first that it names; of copy that Europa Press passes on, Europa Press.

    >>> [agency_in(marks).code for marks in ("AFP", "dpa/lni", "DPA/EP", "Télam, por Ana Ruiz")]
    ['AFP', 'dpa', 'EuropaPress', 'Telam']
    """
    sources = _sources(marks)
    if sources[-1:] == [_PASSES_ON]:
        return agency_of_mark(_PASSES_ON)
    return agency_of_mark(marks) or next(filter(None, map(agency_of_mark, sources)), None)


@lru_cache(maxsize=1024)
def agencies_in(marks: str) -> tuple[str, ...]:
    """The agencies as codes where the mark is an agency's name; a service's mark ("lni") stays as it stands."""
    codes = []
    for mark in _sources(marks):
        agency = agency_of_mark(mark)
        codes.append(mark if agency is None or (mark in agency.marks and mark != marks) else agency.code)
    return tuple(dict.fromkeys(codes))


@lru_cache(maxsize=1024)
def correspondent_in(marks: str) -> Byline | None:
    """Who signs in the mark: "EUROPA PRESS - Ana Ruiz", "De la corresponsal de EUROPA PRESS, Ana Ruiz".

    >>> correspondent_in("Télam, por Ana Ruiz").authors[0].name, correspondent_in("dpa/lni")
    ('Ana Ruiz', None)
    """
    name = _split_person(marks)[1]
    byline = parse_byline(name) if name else None
    return byline if byline and byline.authors else None


_PARTS = re.compile(r"[/,&+]")
_PASSES_ON = "EP"  # "MADRID, 28 (DPA/EP) -"
_CORRESPONDENT = re.compile(
    r"(?:корр\.?|corr\.?|от|(?:del?|de la) corresponsal(?: del?)?|del? (?:la )?enviad[oa] especial(?: del?)?)\s",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"([^,]{2,30}?)(?:\s[-–]\s|,\s(?:por|par|by|di|von)\s)(.{4,40})", re.IGNORECASE)


def _split_person(marks: str) -> tuple[str, str | None]:
    """The mark without whoever signs in it, and that name."""
    bare = _CORRESPONDENT.sub("", marks.strip(), count=1)
    if bare == marks.strip():
        found = _SIGNED.fullmatch(bare)
        signed = found is not None and agency_of_mark(found[1]) is not None and is_name(found[2])
        return (found[1], found[2]) if found and signed else (bare, None)
    words = bare.replace(",", " ").split()  # "Корр. ТАСС Иван Петров"
    for count in (3, 2, 1):
        if agency_of_mark(" ".join(words[:count])):
            name = " ".join(words[count:])
            return " ".join(words[:count]), name if is_name(name) else None
    return " ".join(words[:1]), None


def _sources(marks: str) -> list[str]:
    """The agencies of a mark, one by one; a hyphen or a space only where all are known: "AFP-Jiji", not "Royaume-Uni"."""
    bare = _split_person(marks)[0]
    if agency_of_mark(bare):
        return [bare]
    sources = list[str]()
    for part in filter(None, map(str.strip, _PARTS.split(bare))):
        joined = re.split(r"[-–\s]", part)
        sources += joined if len(joined) > 1 and all(map(agency_of_mark, joined)) else [part]
    return sources
