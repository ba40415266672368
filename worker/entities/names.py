"""How names are compared: the folded key under which the spellings of one name meet.

Apart, since resolving, linking and the script that builds the table of places must fold alike.
"""

import unicodedata
from functools import lru_cache

from worker.normalize.tables.characters import PLAIN_LETTERS

# With the Arabic endings that one name is written with now one way, now another.
_LETTERS = str.maketrans(PLAIN_LETTERS | {"ى": "ي", "ة": "ه", "ـ": "", ".": ""})

# Characters below are worked out once, those of the scripts beyond (CJK) each time: the table stays small.
_KEPT_BELOW = 0x3000


class _Folded(dict[int, str]):
    """What each character is folded to, worked out when it is first met: one look-up a character ever after."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code).casefold()).translate(_LETTERS)
        kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
        if code < _KEPT_BELOW:
            self[code] = kept
        return kept


_FOLDED = _Folded()

# An item's names are folded again and again, to resolve, to link, to look them up, and the names of the day come again
# in every item; longer ones are not kept.
_NAMES_KEPT_MAX = 20_000
_NAME_KEPT_CHARACTERS_MAX = 60


def fold(name: str) -> str:
    """Fold a name to lower-case words without accents; dots go, other punctuation parts words.

    >>> fold("Côte d’Ivoire"), fold("ÉTATS-UNIS"), fold("Washington D.C.")
    ('cote d ivoire', 'etats unis', 'washington dc')
    """
    return _known(name) if len(name) <= _NAME_KEPT_CHARACTERS_MAX else _folded(name)


def _folded(name: str) -> str:
    return " ".join(name.translate(_FOLDED).split())


_known = lru_cache(maxsize=_NAMES_KEPT_MAX)(_folded)
