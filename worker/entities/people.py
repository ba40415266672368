"""Persons within one item: which mentions are one man or woman, and where the text names them unmarked.

Apart from the other things, since only persons are named whole once and by a part of the name ever after.
"""

from collections import defaultdict
from collections.abc import Iterable

from worker.entities.names import fold
from worker.entities.tables.titles import PARTICLES, TITLES

Tokens = tuple[str, ...]


def name_tokens(name: str) -> Tokens:
    """The words of a person's name, folded, without title.

    >>> name_tokens("M. Jean-Yves Le Drian")
    ('jean', 'yves', 'le', 'drian')
    """
    tokens = tuple(fold(name).split())
    while len(tokens) > 1 and tokens[0] in TITLES:
        tokens = tokens[1:]
    return tokens


def surname(name: str) -> str | None:
    """The part of a full name that the text goes on with, particles included; ``None`` for a single name.

    >>> surname("Jean-Yves Le Drian"), surname("Ursula von der Leyen"), surname("Neymar")
    ('Le Drian', 'von der Leyen', None)
    """
    words = name.split()
    if len(words) < 2:
        return None
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    return " ".join(words[first:])


def same_person(one: Tokens, other: Tokens) -> bool:
    """Whether two full names are spellings of one: with or without middle names, the first one whole or its initial.

    >>> same_person(("donald", "j", "trump"), ("donald", "trump"))
    True
    >>> same_person(("hillary", "clinton"), ("bill", "clinton"))
    False
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[-1] != long[-1]:
        return False
    first_fits = short[0] == long[0] or (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0])
    return first_fits and set(short[1:]) <= set(long[1:])


def match_people(names: Iterable[Tokens]) -> dict[Tokens, Tokens]:
    """Match every name to the fullest name of the same person; one that could be two people's stays by itself.

    >>> match_people([("donald", "trump"), ("trump",), ("melania", "trump"), ("joe", "biden"), ("biden",)])[("biden",)]
    ('joe', 'biden')
    >>> match_people([("donald", "trump"), ("trump",), ("melania", "trump")])[("trump",)]
    ('trump',)
    """
    matched: dict[Tokens, Tokens] = {}
    by_ends: defaultdict[tuple[str, str], list[Tokens]] = defaultdict(list)  # first letter and last word
    by_part: defaultdict[Tokens, list[Tokens]] = defaultdict(list)  # the surname, with particles or without
    by_first: defaultdict[Tokens, list[Tokens]] = defaultdict(list)
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        ends = name[0][:1], name[-1]
        same = [full for full in by_ends[ends] if same_person(name, full)]
        owners = same or by_part[name] or by_first[name]
        if len(owners) == 1:
            matched[name] = owners[0]
            continue
        matched[name] = name
        by_ends[ends].append(name)
        by_first[name[:1]].append(name)
        for start in range(1, len(name)):
            by_part[name[start:]].append(name)
    return matched
