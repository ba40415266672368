"""Organisations within one item: the acronym and the name that it stands for are one.

Apart from persons, since these are shortened to their letters, not to their last word.
"""

import re
from collections import defaultdict
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


def initials(name: str) -> frozenset[str]:
    """What an acronym of the name may be, folded: the first letters of its words, its short words counted or not.

    >>> sorted(initials("Organisation du traité de l'Atlantique nord"))
    ['odtdlan', 'otan']
    """
    words = fold(name).split()
    readings = (words, [word for word in words if len(word) > _SKIPPED_LETTERS_MAX])
    return frozenset("".join(word[0] for word in reading) for reading in readings if len(reading) > 1)


def match_organisations(names: Iterable[str], bracketed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Match every acronym to the name that it stands for; one that could stand for two stays by itself.

    ``bracketed`` are names with the one that follows them in brackets: the acronym there may be of another language.

    >>> match_organisations(["Union européenne", "UE", "PKK"], [("Parti des travailleurs du Kurdistan", "PKK")])
    {'UE': 'Union européenne', 'PKK': 'Parti des travailleurs du Kurdistan'}
    """
    names = tuple(dict.fromkeys(names))
    spelled_by: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        for letters in initials(name):
            spelled_by[letters].append(name)
    owners = {name: list(spelled_by[fold(name)]) for name in names if is_acronym(name)}
    for long, short in bracketed:
        if short in owners and not is_acronym(long):
            owners[short].append(long)
    return {short: found[0] for short, found in owners.items() if len(set(map(fold, found))) == 1}
