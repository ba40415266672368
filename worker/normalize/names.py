"""Names in capitals, as bylines and datelines have them, back in the letter case that a reader expects."""

import re

from worker.normalize.tables import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ELIDED = re.compile(r"(?i)([dlo]|mac|al)(['’])(.+)")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")


def natural_case(name: str) -> str:
    """Words in capitals with one large letter; what is mixed, and initials without a vowel, stays as it is.

    >>> natural_case("AL-HADJI KUDRA MALIRO"), natural_case("Danny KEMP"), natural_case("RIO DE JANEIRO")
    ('Al-Hadji Kudra Maliro', 'Danny Kemp', 'Rio de Janeiro')
    >>> natural_case("JD O'BRIEN"), natural_case("MCDONALD")
    ("JD O'Brien", 'McDonald')
    """
    first = True

    def rewrite(found: re.Match[str]) -> str:
        nonlocal first
        word, leading = found[0], first
        first = False
        if not word.isupper() or len(word) == 1 or (len(word) <= 3 and not _VOWEL.search(word)):
            return word
        if not leading and word.lower() in words.SMALL_WORDS and name[: found.start()].strip():
            return word.lower()
        return _capitalized(word)

    return _WORD.sub(rewrite, name)


def _capitalized(word: str) -> str:
    elided = _ELIDED.fullmatch(word)
    if elided:
        return f"{elided[1].capitalize()}{elided[2]}{elided[3].capitalize()}"
    if word.startswith("MC") and len(word) > 4:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
