"""Names that an item has already given, where the model passed over them: the same words, standing alone.

Apart from resolving, which says what is sought; here is only how a name is found in a text in one pass.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from worker.entities.names import fold
from worker.entities.reading import by_passage
from worker.entities.tables.titles import TITLES
from worker.item import EntityType, Mention, Passage

_WORD = re.compile(r"\w+")

# What a capital may follow without being the second word of a name.
_OPENERS = frozenset(".!?:;«»\"“”„‘’'–—-•\n([")


def sightings(
    passages: Iterable[Passage], mentions: Iterable[Mention], sought: Mapping[str, EntityType]
) -> Iterator[Mention]:
    """Find each sought name where no mention stands yet; what is part of a longer name is passed over."""
    by_first_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(sought, key=len, reverse=True):
        if first := _WORD.search(name):
            by_first_word[first.group()].append(name)
    for passage, here in by_passage(passages, mentions):
        free_from = 0
        taken = [(mention.start - passage.start, mention.end - passage.start) for mention in reversed(here)]
        for word in _WORD.finditer(passage.text):
            start = word.start()
            while taken and taken[-1][1] <= start:
                taken.pop()
            if start < free_from or (taken and taken[-1][0] <= start):
                continue
            name = _name_at(passage.text, start, by_first_word.get(word.group(), ()))
            end = start + len(name) if name else start
            if name is None or (taken and taken[-1][0] < end):
                continue
            free_from = end
            yield Mention(passage.pointer, passage.start + start, passage.start + end, name, sought[name])


def _name_at(text: str, start: int, names: Iterable[str]) -> str | None:
    """The longest of the names that stands at ``start``, alone."""
    for name in names:
        if text.startswith(name, start) and stands_alone(text, start, start + len(name)):
            return name
    return None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no neighbour makes the words from ``start`` to ``end`` a part of a longer word or name.

    >>> text = "Selon Trump, Melania Trump et les anti-Trump visitent la Trump Tower"
    >>> [stands_alone(text, at, at + 5) for at in (6, 21, 39, 57)]
    [True, False, True, False]
    """
    return _ends(text, end) and _begins(text, start)


def _ends(text: str, end: int) -> bool:
    following = text[end : end + 2]
    if following[:1].isalnum():
        return False
    return not (following[:1] in {" ", "\xa0", "-"} and following[1:].isupper())


def _begins(text: str, start: int) -> bool:
    # No name and no title is as long as 40 characters; a longer word before is none.
    before = text[max(0, start - 40) : start]
    if not before or before[-1] in _OPENERS - {"-"}:
        return True
    word = before.split()[-1] if before.split() else ""
    if before[-1] == "-":
        return word.islower()
    if before[-1].isalnum():
        return False
    if not word[:1].isupper() or not word[-1].isalnum() or fold(word) in TITLES:
        return True
    # A capitalised word that opens its sentence need not be a name.
    opening = before.rstrip()[: -len(word)].rstrip()
    return opening[-1] in _OPENERS if opening else start <= 40
