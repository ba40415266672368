"""Names from other scripts, which one item may spell in two ways: "Poutine" and "Putin", "Zelensky" and "Zelenskyy".

Apart, since it is a table of sounds: what it maps alike is compared only with names of the same item.
"""

import re
from functools import lru_cache

# What French, English and German write differently for one sound, in the order of trial. Written from the usual
# systems of transcription (Cyrillic, Arabic, Hebrew), not from names.
_SOUNDS = (
    ("tsch", "c"),
    ("shch", "c"),
    ("tch", "c"),
    ("sch", "c"),
    ("ch", "c"),
    ("sh", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("gu", "g"),
    ("dj", "j"),
    ("zh", "j"),
    ("ou", "u"),
    ("ph", "f"),
    ("w", "v"),
    ("ck", "k"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("y", "i"),
)
_SOUND_OF = dict(_SOUNDS)
_ANY_SOUND = re.compile("|".join(spelled for spelled, _ in _SOUNDS))
_DOUBLED = re.compile(r"(.)\1+")

# Shorter words sound alike by chance: "Khan" and "Han".
_LETTERS_MIN = 4


@lru_cache(maxsize=4096)
def skeleton(token: str) -> str:
    """What the spellings of a folded name have in common.

    >>> skeleton("poutine"), skeleton("putin"), skeleton("zelenskyy"), skeleton("zelensky")
    ('putin', 'putin', 'zelenski', 'zelenski')
    >>> skeleton("loukachenko") == skeleton("lukashenko"), skeleton("sissi") == skeleton("sisi")
    (True, True)
    >>> skeleton("khan"), skeleton("han")
    ('khan', 'han')
    """
    sounds = _ANY_SOUND.sub(lambda spelled: _SOUND_OF[spelled[0]], token)
    bare = _DOUBLED.sub(r"\1", sounds)
    if len(bare) >= _LETTERS_MIN:
        bare = bare.removesuffix("e")  # silent
    return bare if len(bare) >= _LETTERS_MIN else token
