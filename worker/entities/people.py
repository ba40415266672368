"""Persons within one item: which names are one man or woman's, and by which parts of it the text goes on.

Apart from the other things, since only persons are named whole once and by a part of the name ever after.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from worker.entities.names import fold
from worker.entities.spelling import skeleton
from worker.entities.tables.titles import FAMILY_NAMES_FIRST, PARTICLES, TITLES

Tokens = tuple[str, ...]

# A part of a full name by which its owner may go, behind what part it is: one string, which is hashed once for all.
_Part = str
_END, _BEGINNING, _MIDDLE, _SOUND = "end", "beginning", "middle", "sound"

# The people of the day come again in every item, and several times in each.
_NAMES_KEPT_MAX = 8_192

# A longer one is no name: two lines that the model took together, a list. It is nobody's but its own.
_TOKENS_MAX = 8

# As many, and what stands in the middle may be the name that counts: "Pedro Sánchez Pérez-Castejón", "Luiz Inácio Lula
# da Silva"; of three it is a middle name.
_WITH_MIDDLE_TOKENS_MIN = 4

# So many people of one initial and one surname are a table; who of them is meant by a variant stays open.
_NAMESAKES_MAX = 20


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def name_tokens(name: str) -> Tokens:
    """The words of a person's name, folded, without title.

    >>> name_tokens("M. Jean-Yves Le Drian")
    ('jean', 'yves', 'le', 'drian')
    """
    tokens = tuple(fold(name).split())
    while len(tokens) > 1 and tokens[0] in TITLES:
        tokens = tokens[1:]
    return tokens


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def short_names(name: str) -> tuple[str, ...]:
    """What the text may go on with after a full name: the surname, particles included, and a family name put first.

    >>> short_names("Jean-Yves Le Drian"), short_names("Ursula von der Leyen"), short_names("Neymar")
    (('Le Drian',), ('von der Leyen',), ())
    >>> short_names("Xi Jinping")
    ('Jinping', 'Xi')
    """
    words = name.split()
    if len(words) < 2:
        return ()
    first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    last = " ".join(words[first:])
    return (last, words[0]) if fold(words[0]) in FAMILY_NAMES_FIRST else (last,)


def same_person(one: Tokens, other: Tokens) -> bool:
    """Whether two full names are spellings of one: with or without middle names, the given ones whole or initials.

    >>> same_person(("donald", "j", "trump"), ("donald", "trump"))
    True
    >>> same_person(("jd", "vance"), ("james", "david", "vance"))
    True
    >>> same_person(("hillary", "clinton"), ("bill", "clinton"))
    False
    """
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or short[-1] != long[-1]:
        return False
    first_fits = short[0] == long[0] or (min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0])
    if first_fits:
        return set(short[1:]) <= set(long[1:])
    return len(short) == 2 and short[0] == "".join(token[0] for token in long[:-1])


def match_people(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Match every name to the fullest name of the same person, or to those of all the people that it may be.

    ``names`` come in the order of the text, and so do several people.

    >>> names = ["Donald Trump", "Melania Trump", "Trump", "Joe Biden", "Biden"]
    >>> matched = match_people(names)
    >>> matched["Biden"], matched["Trump"], matched["Joe Biden"]
    (('Joe Biden',), ('Donald Trump', 'Melania Trump'), ('Joe Biden',))
    """
    tokens = {name: name_tokens(name) for name in names}
    place_of = {name: place for place, name in enumerate(tokens)}
    people = _People()
    matched: dict[str, tuple[str, ...]] = {}
    for name in sorted(tokens, key=lambda name: -len(tokens[name])):
        owners = people.named(tokens[name])
        if owners:
            matched[name] = tuple(sorted(owners, key=place_of.__getitem__))
        else:
            matched[name] = (name,)
            people.add(name, tokens[name])
    return matched


class _People:
    """The people of an item, each under every part of the name that may stand for it."""

    def __init__(self) -> None:
        self._by_name: dict[Tokens, str] = {}
        self._by_ends: defaultdict[tuple[str, str], dict[str, Tokens]] = defaultdict(dict)  # first letter, last word
        self._by_part: defaultdict[_Part, list[str]] = defaultdict(list)

    def add(self, name: str, tokens: Tokens) -> None:
        self._by_name[tokens] = name
        if not 1 < len(tokens) <= _TOKENS_MAX:
            return
        self._by_ends[tokens[0][0], tokens[-1]][name] = tokens
        for part in _parts(tokens):
            self._by_part[part].append(name)

    def named(self, tokens: Tokens) -> Sequence[str]:
        """Whom a name stands for: itself in other words, or a full name that it is a part of."""
        if tokens in self._by_name:
            return (self._by_name[tokens],)
        if len(tokens) > 1:
            namesakes = self._by_ends.get((tokens[0][0], tokens[-1]), {})
            if len(namesakes) <= _NAMESAKES_MAX:
                same = [name for name, full in namesakes.items() if same_person(tokens, full)]
                if len(same) == 1:
                    return same
        for part in _as_part(tokens):
            if part in self._by_part:
                return self._by_part[part]
        return ()


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def _parts(tokens: Tokens) -> tuple[_Part, ...]:
    """What may stand for a full name: any of its ends, its first word, a middle name that counts, what sounds like it."""
    sounds = _sounds(tokens)
    middles = set(tokens[1:-1]) - PARTICLES if len(tokens) >= _WITH_MIDDLE_TOKENS_MIN else ()
    return (
        *(_part(_END, tokens[at:]) for at in range(1, len(tokens))),
        _part(_BEGINNING, tokens[:1]),
        *(_part(_MIDDLE, (token,)) for token in middles),
        *(_part(_SOUND, sounds[at:]) for at in range(len(tokens))),
    )


@lru_cache(maxsize=_NAMES_KEPT_MAX)
def _as_part(tokens: Tokens) -> tuple[_Part, ...]:
    """What part of a full name a name may be, the likeliest first."""
    words = (tokens, tokens, tokens, _sounds(tokens))
    return tuple(map(_part, (_END, _BEGINNING, _MIDDLE, _SOUND), words))


def _part(part: str, words: Tokens) -> _Part:
    return " ".join((part, *words))


def _sounds(tokens: Tokens) -> Tokens:
    return tuple(map(skeleton, tokens))
