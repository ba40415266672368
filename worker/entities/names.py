"""How names are compared: the folded key under which the spellings of one name meet.

Apart, since resolving, linking and the script that builds the table of places must fold alike.
"""

import unicodedata

from worker.normalize.tables.characters import PLAIN_LETTERS

# With the Arabic endings that one name is written with now one way, now another.
_LETTERS = str.maketrans(PLAIN_LETTERS | {"ى": "ي", "ة": "ه", "ـ": "", ".": ""})


def fold(name: str) -> str:
    """Fold a name to lower-case words without accents; dots go, other punctuation parts words.

    >>> fold("Côte d’Ivoire"), fold("ÉTATS-UNIS"), fold("Washington D.C.")
    ('cote d ivoire', 'etats unis', 'washington dc')
    """
    letters = unicodedata.normalize("NFKD", name.casefold()).translate(_LETTERS)
    kept = (letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(kept).split())
