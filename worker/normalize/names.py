"""Names: what reads like a person's, and those in capitals in the letter case that a reader expects."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from worker.normalize.tables import words
from worker.normalize.text import fold_name

LENGTH_MAX = 400
"""Characters of a name with what stands around it; a longer text is none, and stays as it is."""

NAME_WORDS_MAX = 6
"""Words of a person's name ("Maria José da Silva Santos Costa")."""


def natural_case(name: str) -> str:
    """A town in capitals with one large letter a word; what is mixed, and initials without a vowel, stays as it is.

    >>> natural_case("RIO DE JANEIRO"), natural_case("ST. LOUIS"), natural_case("WASHINGTON DC")
    ('Rio de Janeiro', 'St. Louis', 'Washington DC')
    """
    return _rewrite(name, _is_small_in_town, initials_anywhere=True)


def natural_name(name: str) -> str:
    """A person's name, or its words in capitals, with one large letter each; small are only the small words of names.

    >>> natural_name("AL-HADJI KUDRA MALIRO"), natural_name("Danny KEMP"), natural_name("URSULA VON DER LEYEN")
    ('Al-Hadji Kudra Maliro', 'Danny Kemp', 'Ursula von der Leyen')
    >>> natural_name("JD O'BRIEN"), natural_name("IAN MCDONALD"), natural_name("MARINE LE PEN")
    ("JD O'Brien", 'Ian McDonald', 'Marine Le Pen')
    """
    return _rewrite(name, _is_small_in_name, initials_anywhere=False)


def is_name(text: str) -> bool:
    """Whether a text reads like a person's name: two to six words, large ones or the small ones of names.

    In scripts without spaces one word is enough.

    >>> is_name("Ann Lee"), is_name("Frances d'Emilio"), is_name("王晓明"), is_name("J. R. Holt")
    (True, True, True, True)
    >>> is_name("MOHAMMED SAID"), is_name("SAID TO BE")
    (True, False)
    >>> is_name("Situation serious"), is_name("Insidefoto"), is_name("MAR 04"), is_name("gr/bp")
    (False, False, False, False)
    """
    parts = text[:LENGTH_MAX].split()
    if not 1 <= len(parts) <= NAME_WORDS_MAX or not all(map(_is_name_word, parts)):
        return False
    if len(parts) == 1:
        return _UNSPACED.fullmatch(text) is not None
    large = [part for part in parts if not part.islower()]
    return (
        len(large) >= 2
        and len(parts) - len(large) <= 3
        and any(len(part.strip(".")) > 1 for part in large)
        and not any(fold_name(part).strip(".") in words.NO_NAME_WORDS and part != _ANNE for part in parts)
        and not _is_said(parts)
    )


_WORD = re.compile(r"[^\W\d_]+(?:['’‘][^\W\d_]+)?")
_TWO_LARGE = re.compile(r"[^\W\d_a-zß-öø-ÿ]['’‘]?[^\W\d_a-zß-öø-ÿ]")  # in each word in capitals
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-ÝİI]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,12}")
_NAME_WORD = re.compile(r"['’ʻ]?[^\W\d_](?:[^\W\d_]|[\u064b-\u0652'’.‘ʼʻ·・-]){0,40}\Z")
_ANNE = "آن"  # folded like "that"
_LETTERS = re.compile(r"[A-Z]{2,6}-[A-Z][a-z]")  # "CQ-Roll"
_SMALL_START = re.compile(r"(?:d|l|al|el|an|as|ad|ar|at|ash|ben|o|t|s|n|m|dell|dall|nell|sant)['’-]\w|['’][ts]\Z")


def _is_said(parts: list[str]) -> bool:
    """Whether something is said here, where "Said" is nobody: "SAID TO BE …"."""
    return any(fold_name(part) == "said" and fold_name(behind) in words.SAID_BEFORE for part, behind in pairwise(parts))


def _is_name_word(word: str) -> bool:
    if not _NAME_WORD.match(word) or _LETTERS.match(word):
        return False
    return not word[0].islower() or fold_name(word) in words.NAME_PARTICLES or _SMALL_START.match(word) is not None


@dataclass(frozen=True, slots=True)
class _Seat:
    """A word in its place: in small letters, with its neighbours; ``first`` and ``last`` words are never small."""

    word: str
    previous: str
    before: str  # the characters around it
    after: str
    first: bool
    last: bool


def _rewrite(name: str, is_small: Callable[[_Seat], bool], *, initials_anywhere: bool) -> str:
    if len(name) > LENGTH_MAX or _TWO_LARGE.search(name) is None:
        return name
    found = list(_WORD.finditer(name))
    parts, end, previous = list[str](), 0, ""
    for place, match in enumerate(found):
        word, start = match[0], match.start()
        parts.append(name[end:start])
        end = match.end()
        first, last, small = not place, place == len(found) - 1, word.lower()
        if (
            not word.isupper()
            or len(word) == 1
            or (last and not first and small in words.ROMAN_NUMBERS)
            or _are_initials(word, anywhere=initials_anywhere or first)
        ):
            parts.append(word)
        else:
            seat = _Seat(small, previous, name[start - 1 : start], name[end : end + 1], first, last)
            parts.append(small if is_small(seat) else _capitalized(word))
        previous = small
    return "".join((*parts, name[end:]))


def _is_small_in_town(seat: _Seat) -> bool:
    return not seat.first and seat.word in words.SMALL_WORDS


def _is_small_in_name(seat: _Seat) -> bool:
    if seat.first or seat.last:
        return False
    if seat.after == "-":
        return seat.word == "al"
    alone = seat.before.isspace() and (seat.after.isspace() or seat.after in "'’")
    if seat.word in words.PERSON_SMALL_AFTER:
        return alone and seat.previous in words.PERSON_SMALL_WORDS
    return alone and seat.word in words.PERSON_SMALL_WORDS


def _are_initials(word: str, *, anywhere: bool) -> bool:
    """Whether a word of capitals is no word: "JD", "AJ"; not "ST", which is "St."."""
    if not anywhere or word in {"ST", "STE", "DR", "MR", "MS", "MRS", "MT", "FT"}:
        return False
    return (len(word) <= 3 and not _VOWEL.search(word)) or (len(word) == 2 and word[1] == "J")


def _capitalized(word: str) -> str:
    elided = re.split(r"(['’‘])", word)
    if len(elided) == 3:
        behind = elided[2].lower() if len(elided[2]) == 1 else _capitalized(elided[2])
        return f"{_capitalized(elided[0])}{elided[1]}{behind}"
    small = word.lower().replace("i\u0307", "i")  # of the Turkish "İ"
    if word.startswith("MC") and len(word) > 4:
        return f"Mc{small[2:].capitalize()}"
    if small in words.MAC_NAMES:
        return f"Mac{small[3:].capitalize()}"
    if word.startswith("IJ") and len(word) > 3:
        return f"IJ{small[2:]}"
    return word[0] + small[1:]
