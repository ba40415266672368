"""Roles and ages: what the text says of a person straight beside the full name, and only there.

A role is read by its words' classes, one letter a word, and one pattern over the letters for each place where a
language puts it; the words are in ``tables/offices.py``. What the patterns do not cover is no role: a president who
"receives Jane Roe" is not she.
"""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from worker.entities.kept import Kept
from worker.entities.tables.offices import ENGLISH, FRENCH, Words
from worker.item import Mention, Passage

# How far before and after a name a role may reach.
_BEFORE_CHARACTERS = 80
_AFTER_CHARACTERS = 120

# Where a person is named again and again, the first whole names tell.
_MENTIONS_READ_MAX = 4
_ROLES_MAX = 4
_AGE_MAX = 120

_TOKEN = re.compile(r"['’]s\b|(?:\w\.)+|\w++(?:['’](?!s\b)(?=\w)|(?:-\w++)*)|[^\w\s]")
# What may follow a name that is set off by commas, and what an age begins with.
_CLOSING = frozenset(',.;:)»”"')
_BEFORE_AGE = frozenset(", ")

# The words beside names are few, and come again and again.
_WORDS_KEPT_MAX = 8_192

# The class of a word with which no role ends: "selon", "de", "et", "la".
_NEVER_LAST = frozenset("XLFDE")

_SENTENCE_MARKS = frozenset('.!?:;"“”«»—–')


class Grammar(NamedTuple):
    """How one language puts a role: its words, and a pattern of their classes for each place.

    H head, Q quality, G either of the two, O opener, D article, F preposition and article in one, L link, E "and", S a
    genitive, T a title, 0 a number, Y "years", C another word with a capital, N without, X what no role goes across; a
    mark stands for itself, and "." for the end of a passage too. The group ``role`` is kept.
    """

    words: Words
    letters: Mapping[str, str]
    classes: Kept[str]  # of all words and marks, those of no table too
    one_head: bool  # whether a second office before a name makes it unsure whose it is
    before: re.Pattern[str]  # "le président russe Vladimir Poutine"
    set_off: re.Pattern[str]  # "le ministre ukrainien des Affaires étrangères, Andriy Sybiga,"
    after: re.Pattern[str]  # "Andriy Sybiga, ministre ukrainien des Affaires étrangères,"


# After an article it may be another person, in a row of several: then the text must go on.
_FRENCH = "O*[HG][QOG]*(?:E?(?:LD?|F)[NCOQHG][QGC]*)*"
_ENGLISH = "[CQG]*[HG][HQG]*(?:E[CQG]*[HG][HQG]*)?(?:LD?[CQNHGS]+)*"
_AFTER = ",(?:0Y?,)?(?:D(?P<role>{role})(?=[.;)]|,[NXLF0])|(?P<bare>{role})(?=[.;),]))"


def _letters(words: Words) -> dict[str, str]:
    """The letter of each word of the tables; a word that stands in two of them has the letter of the later one."""
    tables = {
        "Q": words.qualities,
        "O": words.openers,
        "T": words.titles,
        "L": words.links,
        "F": words.fused,
        "D": words.articles,
        "X": words.stops,
        "H": words.heads,
        "G": words.heads & words.qualities,
        "E": {words.conjunction},
        "Y": {words.years},
        "S": {"'s"},
    }
    return {word: letter for letter, members in tables.items() for word in members}


def _class(words: Words, letters: Mapping[str, str], token: str) -> str:
    """The letter that a word or a mark stands for in the patterns."""
    small = token.lower().replace("’", "'")
    letter = letters.get(token) or letters.get(small)
    if letter:
        return letter
    if token.isdigit():
        return "0"
    if not token[0].isalnum():
        return token
    if (
        (small.endswith(words.quality_endings) or small.removesuffix("s").endswith(words.quality_endings))
        and token.islower() == words.qualities_are_small
        and small not in words.not_qualities
    ):
        return "Q"
    return "C" if token[0].isupper() else "N"


def _grammar(words: Words, *, one_head: bool, before: str, set_off: str, role: str) -> Grammar:
    letters = _letters(words)
    return Grammar(
        words,
        letters,
        Kept(partial(_class, words, letters), _WORDS_KEPT_MAX),
        one_head,
        before=re.compile(rf"{before}T?\Z"),
        set_off=re.compile(rf"{set_off}(?P<role>{role}),T?\Z"),
        after=re.compile(_AFTER.format(role=role)),
    )


_GRAMMARS = {
    "fr": _grammar(FRENCH, one_head=True, before=rf"[DF](?P<role>{_FRENCH})", set_off="D", role=_FRENCH),
    "en": _grammar(ENGLISH, one_head=False, before="(?P<role>[CQG]*[HG][HQG]*)", set_off="[DS]", role=_ENGLISH),
}


Named = tuple[Passage, Mention]


class Told(NamedTuple):
    """What the text tells of a person."""

    roles: tuple[str, ...] = ()
    age: int | None = None


NOTHING = Told()


def told(language: str | None, named: Sequence[Named]) -> Told:
    """Read the roles and the age of a person from beside the names; two ages that differ are none.

    >>> from worker.item import EntityType
    >>> text = "Le maire de Lyon, Jean Duval, 62 ans, a reçu l'actrice suisse Anna Roth."
    >>> passage = Passage("/bodies/0/value", 0, text)
    >>> told("fr", [(passage, Mention(passage.pointer, 18, 28, "Jean Duval", EntityType.PERSON))])
    Told(roles=('maire de Lyon',), age=62)
    """
    grammar = _GRAMMARS.get(language or "")
    if grammar is None:
        return NOTHING
    roles: dict[str, str] = {}
    ages: set[int] = set()
    wholly = [each for each in named if " " in each[1].text][:_MENTIONS_READ_MAX]
    for passage, mention in wholly or named[:1]:
        text, start, end = passage.text, mention.start - passage.start, mention.end - passage.start
        before, after = text[max(0, start - _BEFORE_CHARACTERS) : start], text[end : end + _AFTER_CHARACTERS]
        if end + _AFTER_CHARACTERS >= len(text):
            after += "."
        mark = after[0]
        if role := _role_before(grammar, before, may_be_set_off=bool(wholly) and mark in _CLOSING):
            roles.setdefault(role.casefold(), role)
        if not wholly or mark not in _BEFORE_AGE:
            continue
        if mark == "," and (role := _role_after(grammar, after)):
            roles.setdefault(role.casefold(), role)
        if age := grammar.words.ages.match(after):
            ages.add(int(age[age.lastindex or 1]))
    if not roles and not ages:
        return NOTHING
    return Told(_fullest(tuple(roles.values())), min(ages) if len(ages) == 1 and max(ages) <= _AGE_MAX else None)


def _fullest(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles without those that another one says more fully: "président", where there is "président russe"."""
    return tuple(role for role in roles if not any(role != other and role in other for other in roles))[:_ROLES_MAX]


def _role_before(grammar: Grammar, before: str, *, may_be_set_off: bool) -> str | None:
    parted = before.rsplit(None, 1)
    if not parted or grammar.letters.get(parted[-1].lower()) in _NEVER_LAST:
        return None
    if (parted[-1][-1] == "," and not may_be_set_off) or not _has_head(grammar.words, before):
        return None
    classes = _classes(grammar, before)
    found = grammar.before.search(classes)
    # "le porte-parole du président Jean Duval": is it the spokesman's name, or the president's?
    if found and grammar.one_head and found["role"].count("H") > 1:
        return None
    if found is None and may_be_set_off:
        found = grammar.set_off.search(classes)
    if found is None:
        return None
    first, stop = found.span("role")
    if first == 0 or classes[first - 1] in _SENTENCE_MARKS:
        # "Meanwhile Chancellor Anna Roth": the capital may be the sentence's.
        first = stop - len(classes[first:stop].lstrip("C"))
    return _told_by(before, first, stop)


def _role_after(grammar: Grammar, after: str) -> str | None:
    if not _has_head(grammar.words, after):
        return None
    found = grammar.after.match(_classes(grammar, after))
    return None if found is None else _told_by(after, *found.span("role" if found["role"] else "bare"))


def _has_head(words: Words, text: str) -> bool:
    """Whether a head stands in the text at all; few names have one beside them, and all else costs more."""
    parted = text.lower().replace("’", " ").replace("'", " ").replace(",", " ").replace(".", " ")
    return not words.heads.isdisjoint(parted.split())


def _classes(grammar: Grammar, text: str) -> str:
    return "".join(map(grammar.classes.__getitem__, _TOKEN.findall(text)))


def _told_by(text: str, first: int, stop: int) -> str:
    """The text from one of its words to the one before another."""
    words = list(_TOKEN.finditer(text))
    return text[words[first].start() : words[stop - 1].end()]
