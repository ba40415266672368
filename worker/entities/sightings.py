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
    passages: tuple[Passage, ...], mentions: Iterable[Mention], sought: Mapping[str, EntityType]
) -> Iterator[Mention]:
    """Find each sought name where no mention stands yet; what is part of a longer name is passed over."""
    by_first_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(sought, key=len, reverse=True):
        if first := _WORD.search(name):
            by_first_word[first.group()].append(name)
    small = {word for passage in passages for word in _WORD.findall(passage.text) if word.islower()}
    for passage, begin, end in _gaps(passages, mentions):
        free_from = begin
        for word in _WORD.finditer(passage.text, begin, end):
            start = word.start()
            found = None
            if start >= free_from:
                found = _name_at(passage.text, start, end, by_first_word.get(word.group(), ()))
            # "Petit" that opens a sentence: a man so called, or the adjective that the item also uses.
            if found is None or (found.lower() in small and _opens_sentence(passage.text, start)):
                continue
            free_from = start + len(found)
            yield Mention(passage.pointer, passage.start + start, passage.start + free_from, found, sought[found])


def _gaps(passages: tuple[Passage, ...], mentions: Iterable[Mention]) -> Iterator[tuple[Passage, int, int]]:
    """The stretches of each passage between its mentions, as offsets into its text."""
    for passage, here in by_passage(passages, mentions):
        begin = 0
        for mention in here:
            yield passage, begin, mention.start - passage.start
            begin = mention.end - passage.start
        yield passage, begin, len(passage.text)


def _name_at(text: str, start: int, end: int, names: Iterable[str]) -> str | None:
    """The longest of the names that stands at ``start``, alone, and ends before ``end``."""
    for name in names:
        if text.startswith(name, start, end) and stands_alone(text, start, start + len(name)):
            return name
    return None


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start].rstrip()
    return not before or before[-1] in _OPENERS


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
