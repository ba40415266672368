"""Persons within one item: which names are one man or woman's, and by which parts of it the text goes on.

Apart from the other things, since only persons are named whole once and by a part of the name ever after.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worker.entities.names import fold
from worker.entities.spelling import skeleton
from worker.entities.tables.titles import FAMILY_NAMES_FIRST, PARTICLES, TITLES

Tokens = tuple[str, ...]

# A part of a full name by which its owner may go, behind what part it is: one string, which is hashed once for all.
_Part = str
_END, _BEGINNING, _MIDDLE, _SOUND = "end", "beginning", "middle", "sound"

# A longer one is no name: two lines that the model took together, a list. It is nobody's but its own.
_TOKENS_MAX = 8

# As many, and what stands in the middle may be the name that counts: "Pedro Sánchez Pérez-Castejón", "Luiz Inácio Lula
# da Silva"; of three it is a middle name.
_WITH_MIDDLE_TOKENS_MIN = 4

# So many people of one initial and one surname are a table; who of them is meant by a variant stays open.
_NAMESAKES_MAX = 20


@dataclass(slots=True, eq=False)
class PersonName:
    """What a person's name tells by itself."""

    tokens: Tokens  # its words, folded, without title
    shorts: tuple[str, ...]  # what the text may go on with
    short_keys: tuple[str, ...]  # the same, folded
    parts: frozenset[_Part]  # what may stand for it, where it is a full name
    as_part: tuple[_Part, ...]  # what part of a full name it may be, the likeliest first


def person_name(name: str, key: str) -> PersonName:
    """Read a person's name and its folded key.

    >>> person_name("M. Jean-Yves Le Drian", "m jean yves le drian").tokens
    ('jean', 'yves', 'le', 'drian')
    """
    tokens = tuple(key.split())
    while len(tokens) > 1 and tokens[0] in TITLES:
        tokens = tokens[1:]
    sounds = tuple(map(skeleton, tokens))
    shorts = short_names(name)
    return PersonName(
        tokens,
        shorts,
        short_keys=tuple(map(fold, shorts)),
        parts=_parts(tokens, sounds) if 1 < len(tokens) <= _TOKENS_MAX else frozenset(),
        as_part=_as_part(tokens, sounds),
    )


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


def match_people(names: Mapping[str, PersonName]) -> dict[str, tuple[str, ...]]:
    """Match every name to the fullest name of the same person, or to those of all the people that it may be.

    ``names`` come in the order of the text, and so do several people.

    >>> names = ["Donald Trump", "Melania Trump", "Trump", "Joe Biden", "Biden"]
    >>> matched = match_people({name: person_name(name, fold(name)) for name in names})
    >>> matched["Biden"], matched["Trump"], matched["Joe Biden"]
    (('Joe Biden',), ('Donald Trump', 'Melania Trump'), ('Joe Biden',))
    """
    place_of = {name: place for place, name in enumerate(names)}
    people = _People(frozenset[_Part]().union(*[person.as_part for person in names.values()]))
    matched: dict[str, tuple[str, ...]] = {}
    for name, person in sorted(names.items(), key=lambda named: -len(named[1].tokens)):
        owners = people.named(person)
        if owners:
            matched[name] = tuple(sorted(owners, key=place_of.__getitem__))
        else:
            matched[name] = (name,)
            people.add(name, person)
    return matched


class _People:
    """The people of an item, each under every part of the name that may stand for it and that is ``asked`` for."""

    def __init__(self, asked: frozenset[_Part]) -> None:
        self._asked = asked
        self._by_name: dict[Tokens, str] = {}
        self._by_ends: defaultdict[tuple[str, str], dict[str, Tokens]] = defaultdict(dict)  # first letter, last word
        self._by_part: defaultdict[_Part, list[str]] = defaultdict(list)

    def add(self, name: str, person: PersonName) -> None:
        tokens = person.tokens
        self._by_name[tokens] = name
        if not 1 < len(tokens) <= _TOKENS_MAX:
            return
        self._by_ends[tokens[0][0], tokens[-1]][name] = tokens
        for part in person.parts & self._asked:
            self._by_part[part].append(name)

    def named(self, person: PersonName) -> Sequence[str]:
        """Whom a name stands for: itself in other words, or a full name that it is a part of."""
        tokens = person.tokens
        if tokens in self._by_name:
            return (self._by_name[tokens],)
        if len(tokens) > 1:
            namesakes = self._by_ends.get((tokens[0][0], tokens[-1]), {})
            if len(namesakes) <= _NAMESAKES_MAX:
                same = [name for name, full in namesakes.items() if same_person(tokens, full)]
                if len(same) == 1:
                    return same
        for part in person.as_part:
            if part in self._by_part:
                return self._by_part[part]
        return ()


def _parts(tokens: Tokens, sounds: Tokens) -> frozenset[_Part]:
    """What may stand for a full name: any of its ends, its first word, a middle name that counts, what sounds like it."""
    middles = set(tokens[1:-1]) - PARTICLES if len(tokens) >= _WITH_MIDDLE_TOKENS_MIN else ()
    return frozenset(
        [
            *_ends(_END, tokens)[:-1],
            f"{_BEGINNING} {tokens[0]}",
            *[f"{_MIDDLE} {token}" for token in middles],
            *_ends(_SOUND, sounds),
        ]
    )


def _ends(part: str, words: Tokens) -> list[_Part]:
    """The last word, the last two, …, all."""
    ends: list[_Part] = []
    end = ""
    for word in reversed(words):
        end = f" {word}{end}"
        ends.append(part + end)
    return ends


def _as_part(tokens: Tokens, sounds: Tokens) -> tuple[_Part, ...]:
    """What part of a full name a name may be, the likeliest first."""
    words = " ".join(tokens)
    return f"{_END} {words}", f"{_BEGINNING} {words}", f"{_MIDDLE} {words}", f"{_SOUND} {' '.join(sounds)}"
