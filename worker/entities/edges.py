"""Where a name begins and ends, as the text around it tells: "The Hague", "Han Duck-soo"; what stands in it as a code.

Apart from ``clean``, whose rules look at the name alone and keep what they found of it.
"""

import re

from worker.entities.names import fold
from worker.entities.tables.edges import OPENING, SEAS
from worker.entities.tables.titles import ARTICLED, FAMILY_NAMES_BEFORE_HYPHENS, FAMILY_NAMES_FIRST
from worker.item import EntityType
from worker.normalize.zones import is_zone

# What stands before a zone: "0400 GMT", "14h GMT", "5:30 p.m. EST".
_TIME = re.compile(r"\d ?(?:h|[ap]\.?m\.?)? ?\Z")
_TIME_CHARACTERS = 8

# A share's code behind its company, as Reuters writes it: "(TTEF.PA)", "<7203.T>".
_TICKER = re.compile(r"[A-Z0-9]{2,7}\.[A-Z]{1,3}[)>]")
_BEFORE_TICKER = frozenset({"(", "<"})

# A rider's country and team, a politician's party and canton, as the ATS has them: "(BEL/SOQ)", "(ITA/N.2)", "(UDC/GE)".
# "CDU/CSU" and "EU/NATO" are names.
_CODES = re.compile(r"\((?:[A-Z]{3}/(?:[A-Z]{3}|[A-Z]\.\d{1,3})|[A-Za-zé]{2,5}/[A-Z]{2})\)")
_CODES_CHARACTERS = 10
_NAMES_OF_TWO_PARTS = frozenset({"(CDU/CSU)", "(CSU/CDU)"})

# Behind a number that a name has taken along: "Brest 5-2", "Ipsos 40 %", "YouGov 12 percent".
_NUMBER = re.compile(r" \d{1,3}\Z")
_BEHIND_NUMBER = re.compile(r"-\d| ?%| per ?cent| pour ?cent")

_SYLLABLE = re.compile(r"-[a-z]{2,6}\b(?!-)")  # "Han Duck" + "-soo"

_DISTRICT = re.compile(r",? D\.?C\.?(?!\w)")
_SENTENCE_MARKS = '.!?:…–—"“”«»'

_OPENED = frozenset({EntityType.PERSON, EntityType.ORGANISATION, EntityType.PLACE})  # works are called "After Sun"


def is_code(text: str, start: int, end: int) -> bool:
    """Whether the span is no name but a share's code, a zone behind a time, or a part of what is coded in brackets.

    >>> is_code("à 14h00 GMT", 8, 11), is_code("Acme (ACME.PA) a dit", 6, 13), is_code("Wout Roth (BEL/SOQ)", 15, 18)
    (True, True, True)
    >>> is_code("la droite (CDU/CSU)", 11, 18)
    False
    """
    if text[max(0, start - 1) : start] in _BEFORE_TICKER and _TICKER.match(text, start):
        return True
    if "/" in text[max(0, start - 1) : end + 1]:
        bracket = text.rfind("(", max(0, start - _CODES_CHARACTERS), start)
        codes = _CODES.match(text, bracket) if bracket >= 0 else None
        if codes and end <= codes.end() and codes[0] not in _NAMES_OF_TWO_PARTS:
            return True
    zone = start + text[start:end].rfind(" ") + 1
    return bool(_TIME.search(text, max(0, zone - _TIME_CHARACTERS), zone) and is_zone(text[zone:end]))


def with_its_neighbours(text: str, start: int, end: int, type_: EntityType, language: str) -> tuple[int, int]:
    """Give a name what belongs to it and the model left, and take from it what its place in the text explains.

    >>> with_its_neighbours("Han Duck-soo said", 0, 8, EntityType.PERSON, "en")
    (0, 12)
    >>> with_its_neighbours("It rained. Across Germany it snowed", 11, 25, EntityType.PLACE, "en")
    (18, 25)
    >>> with_its_neighbours("il a battu Brest 5-2", 11, 18, EntityType.ORGANISATION, "fr")
    (11, 16)
    """
    number = _NUMBER.search(text, max(start, end - 4), end)
    if number and _BEHIND_NUMBER.match(text, end):
        end = number.start()
    if type_ in _OPENED:
        start += _opening_word(text, start, end, language)
    if type_ is EntityType.PLACE:
        return _whole_place(text, start, end)
    if type_ is EntityType.PERSON and text.startswith("-", end):
        end = _whole_given_name(text, start, end)
    return start, end


def _opening_word(text: str, start: int, end: int, language: str) -> int:
    """How much of a name is a preposition or an adverb that owes its capital to its sentence."""
    word, _, rest = text[start:end].partition(" ")
    if word not in OPENING.get(language, ()) or not rest[:1].isupper():
        return 0
    before = text[max(0, start - 2) : start].rstrip()
    return 0 if before and before[-1] not in _SENTENCE_MARKS else len(word) + 1


def _whole_given_name(text: str, start: int, end: int) -> int:
    """Where a Korean's or a Taiwanese's name ends, whose given name is two syllables with a hyphen: "Han Duck-soo"."""
    family, _, given = text[start:end].partition(" ")
    known = (
        given
        and " " not in given
        and (fold(family) in FAMILY_NAMES_FIRST or fold(family) in FAMILY_NAMES_BEFORE_HYPHENS)
    )
    syllable = _SYLLABLE.match(text, end) if known else None
    return syllable.end() if syllable else end


def _whole_place(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with what belongs to its name and the model left: "The Hague", "Washington, D.C.", "mer Noire"."""
    district = _DISTRICT.match(text, end)
    name = fold(text[start:end])
    stop = district.end() if district and name == "washington" else end
    if text.endswith("The ", 0, start) and f"the {name}" in ARTICLED:
        start -= len("The ")
    elif (sea := SEAS.get(name)) and text[start - len(sea) : start].lower() == sea:
        start -= len(sea)
    return start, stop
