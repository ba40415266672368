"""Organisations within one item: the acronym and the name that it stands for are one.

Apart from persons, since these are shortened to their letters, not to their last word.
"""

import re
from collections.abc import Iterable

from worker.entities.names import fold

_ACRONYM = re.compile(r"(?=.{0,7}[A-Z].{0,7}[A-Z])[^\W\d_]{2,8}")

# Words of a name that acronyms skip are short: "of the", "de la", "für".
_SKIPPED_LETTERS_MAX = 3


def is_acronym(name: str) -> bool:
    """Whether a name is one word with several capitals.

    >>> is_acronym("OTAN"), is_acronym("BoE"), is_acronym("Otan")
    (True, True, False)
    """
    return _ACRONYM.fullmatch(name) is not None


def stands_for(acronym: str, name: str) -> bool:
    """Whether the acronym is made of the first letters of the name's words, its short words counted or not.

    >>> stands_for("OTAN", "Organisation du traité de l'Atlantique nord"), stands_for("BoE", "Bank of England")
    (True, True)
    >>> stands_for("CGT", "Confédération paysanne")
    False
    """
    words = fold(name).split()
    if len(words) < 2 or not is_acronym(acronym):
        return False
    readings = (words, [word for word in words if len(word) > _SKIPPED_LETTERS_MAX])
    return any("".join(word[0] for word in reading) == fold(acronym) for reading in readings)


def match_organisations(names: Iterable[str], bracketed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Match every acronym to the name that it stands for; one that could stand for two stays by itself.

    ``bracketed`` are names with the one that follows them in brackets: the acronym there may be of another language.

    >>> match_organisations(["Union européenne", "UE", "PKK"], [("Parti des travailleurs du Kurdistan", "PKK")])
    {'UE': 'Union européenne', 'PKK': 'Parti des travailleurs du Kurdistan'}
    """
    names = tuple(dict.fromkeys(names))
    owners = {name: dict.fromkeys(long for long in names if stands_for(name, long)) for name in names}
    for long, short in bracketed:
        if short in owners and is_acronym(short) and not is_acronym(long):
            owners[short][long] = None
    return {short: next(iter(long)) for short, long in owners.items() if len({fold(name) for name in long}) == 1}
