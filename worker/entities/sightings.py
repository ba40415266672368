"""Names that an item has already given, where the model passed over them or over a part: the same words, standing alone.

Apart from resolving, which says what is sought; here is only how a name is found in a text in one pass.
"""

import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from operator import attrgetter

from worker.entities.forms import ANCHOR, Forms
from worker.entities.names import fold
from worker.entities.reading import PassageMentions
from worker.entities.tables.titles import TITLES
from worker.item import EntityType, Mention, Passage

_START = attrgetter("start")

# What a capital may follow without being the second word of a name.
_OPENERS = frozenset(".!?:;«»\"“”„‘’'–—-•\n([")

# Where so many of the words that carry a heading have a capital, it is the heading's and not a name's.
_HEADING_CAPITALS = 0.9
_HEADING_WORDS_MIN = 4
_HEADING_CHARACTERS_MAX = 200
_CARRYING_WORD = re.compile(r"[^\W\d_]{5,}")

# What outweighs a single piece of it; a place of several words may be a list ("Paris, Texas").
_SURE = frozenset({EntityType.PERSON, EntityType.ORGANISATION})

# A name as its passage would write it, its type, and how far before the word that it is found by it begins.
_Sought = tuple[str, EntityType, int]


def with_sightings(
    read: Iterable[PassageMentions], sought: Mapping[str, EntityType], forms: Forms
) -> Iterator[PassageMentions]:
    """Add each sought name where no mention stands yet; what is part of a longer name is passed over.

    Where mentions are pieces of a sought name of several words, it takes their place: "von der" and "Leyen".
    """
    item = _Item(tuple(read), sought, forms)
    known = item.index.__contains__
    known_words = {name: sum(map(known, forms[name].others), bool(forms[name].anchor)) for name in sought}
    known_words |= item.pieces
    for passage, mentions in item.read:
        capitals = passage.text.isupper()
        # Most passages name what they name in mentions: then there is nothing to look for.
        words = ANCHOR.findall(passage.text)
        left = sum(map(known, words))
        for mention in mentions:
            left -= known_words.get(mention.text, 0)
        if not (left or capitals):
            yield passage, mentions
            continue
        page = _Page(passage.text, words, item.shouted if capitals else item.index)
        long_names = page.long_names - sum([" " in mention.text for mention in mentions])
        here = _with_whole_names(passage, mentions, page) if mentions and long_names > 0 and not capitals else mentions
        found = [
            Mention(passage.pointer, passage.start + start, passage.start + start + len(name), name, type_)
            for start, name, type_ in page.names(
                [(each.start - passage.start, each.end - passage.start) for each in here]
            )
            # "Petit" that opens a sentence: a man so called, or the adjective that the item also uses.
            if not (page.opens_sentence(start) and item.writes_small(name))
        ]
        yield passage, tuple(sorted((*here, *found), key=_START)) if found else here


def _with_whole_names(passage: Passage, mentions: tuple[Mention, ...], page: "_Page") -> tuple[Mention, ...]:
    """The mentions with each whole name in the place of its pieces, where there are any and nothing else is touched."""
    names = page.whole_names({(each.start - passage.start, each.end - passage.start) for each in mentions})
    if not names:
        return mentions
    waiting = deque(mentions)
    found: list[Mention] = []
    for at, name, type_ in names:
        start, end = passage.start + at, passage.start + at + len(name)
        while waiting and waiting[0].end <= start:
            found.append(waiting.popleft())
        pieces: list[Mention] = []
        while waiting and waiting[0].start < end:
            pieces.append(waiting.popleft())
        free = not found or found[-1].end <= start
        if free and pieces and start <= pieces[0].start and pieces[-1].end <= end and (pieces[1:] or type_ in _SURE):
            pieces = [Mention(passage.pointer, start, end, name, type_)]
        found += pieces
    return (*found, *waiting)


def _index(sought: Mapping[str, EntityType], forms: Forms) -> dict[str, list[_Sought]]:
    """The names by their first word with a capital, the longest first."""
    index: dict[str, list[_Sought]] = {}
    for name in sorted(sought, key=len, reverse=True):
        form = forms[name]
        if form.anchor:
            index.setdefault(form.anchor, []).append((name, sought[name], form.offset))
    return index


class _Item:
    """What is sought in an item, and what is asked of its whole text when it is first needed."""

    def __init__(self, read: tuple[PassageMentions, ...], sought: Mapping[str, EntityType], forms: Forms) -> None:
        self.read = read
        self.index = _index(sought, forms)
        self._sought = sought
        self._small: dict[str, bool] = {}

    @property
    def pieces(self) -> dict[str, int]:
        """Names of another type than a longer one of the same anchor, "Leyen": a passage with one is always looked through."""
        return {
            name: -1
            for names in self.index.values()
            if len(names) > 1
            for name, type_, _ in names[1:]
            if type_ is not names[0][1]
        }

    @cached_property
    def shouted(self) -> dict[str, list[_Sought]]:
        """The index for a passage in capitals."""
        return _index({name.upper(): type_ for name, type_ in self._sought.items()}, Forms())

    def writes_small(self, name: str) -> bool:
        """Whether the item has the word without a capital; asked for each place where the name stands, looked up once."""
        if name not in self._small:
            word = f" {name.lower()}"
            texts = [passage.text for passage, _ in self.read if word in passage.text]
            self._small[name] = any(word + after in text for text in texts for after in " ,.")
        return self._small[name]


class _Page:
    """One passage's text, and where a name of an index stands in it alone, no part of a longer one."""

    def __init__(self, text: str, words: Iterable[str], index: Mapping[str, list[_Sought]]) -> None:
        self._text = text
        self._index = index
        # Where a name may stand, and which. Nothing between the words begins one: the next place is the word's.
        self._anchors: list[tuple[int, list[_Sought]]] = []
        at = 0
        for word in words:
            at = text.index(word, at)
            if names := index.get(word):
                self._anchors.append((at, names))
            at += len(word)

    @property
    def long_names(self) -> int:
        """In how many places a name of several words may stand."""
        return sum([" " in names[0][0] for _, names in self._anchors])

    def names(self, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str, EntityType]]:
        """Each name outside the spans that are taken, with its start."""
        text = self._text
        spans = iter((*taken, (len(text), len(text) + 1)))
        free_from, (until, resume) = 0, next(spans)
        for at, names in self._anchors:
            while resume <= at:
                free_from, (until, resume) = resume, next(spans)
            if at >= until:
                continue
            for name, type_, offset in names:
                start = at - offset
                stop = start + len(name)
                if free_from <= start and stop <= until and text.startswith(name, start) and self.alone(start, stop):
                    yield start, name, type_
                    free_from = stop
                    break

    def whole_names(self, taken: Container[tuple[int, int]]) -> list[tuple[int, str, EntityType]]:
        """Each name of several words that is none of the spans that are taken, with its start; it may touch them."""
        found: list[tuple[int, str, EntityType]] = []
        for at, names in self._anchors:
            for name, type_, offset in names:
                start = at - offset
                stop = start + len(name)
                if (
                    " " in name
                    and self._text.startswith(name, start)
                    and (start, stop) not in taken
                    and self.alone(start, stop)
                ):
                    found.append((start, name, type_))
                    break
        return found

    def opens_sentence(self, start: int) -> bool:
        """Whether the word at ``start`` may owe its capital to its place."""
        before = self._text[max(0, start - 2) : start].rstrip()
        return not before or before[-1] in _OPENERS

    def alone(self, start: int, stop: int) -> bool:
        """Whether no neighbour makes the words from ``start`` to ``stop`` a part of a longer word or name.

        >>> page = _Page("Selon Trump, Melania Trump et les anti-Trump visitent la Trump Tower", [], {})
        >>> [page.alone(at, at + 5) for at in (6, 21, 39, 57)]
        [True, False, True, False]
        >>> _Page("the Trump-Putin summit", [], {"Putin": []}).alone(4, 9)
        True
        """
        return self._ends(stop) and self._begins(start)

    @cached_property
    def _capitals_tell(self) -> bool:
        """Whether a capital makes a name here: not in a heading where every word has one."""
        if self._text.isupper():
            return False
        carrying = _CARRYING_WORD.findall(self._text[:_HEADING_CHARACTERS_MAX])
        capitals = sum(not word.islower() for word in carrying)
        return len(carrying) < _HEADING_WORDS_MIN or capitals < _HEADING_CAPITALS * len(carrying)

    def _ends(self, stop: int) -> bool:
        following = self._text[stop : stop + 2]
        if following[:1].isalnum():
            return False
        if not following[1:].isupper():
            return True
        if following[0] == "-":
            word = ANCHOR.match(self._text, stop + 1)
            return word is not None and word.group() in self._index
        return following[0] not in {" ", "\xa0"} or not self._capitals_tell

    def _begins(self, start: int) -> bool:
        # No name and no title is as long as 40 characters; a longer word before is none.
        before = self._text[max(0, start - 40) : start]
        if not before or before[-1] in _OPENERS - {"-"}:
            return True
        word = before.split()[-1] if before.split() else ""
        if before[-1] == "-":
            return word.islower() or word[:-1].rpartition("'")[2] in self._index
        if before[-1].isalnum():
            return False
        if not word[:1].isupper() or not word[-1].isalnum() or fold(word) in TITLES or not self._capitals_tell:
            return True
        # A capitalised word that opens its sentence need not be a name.
        opening = before.rstrip()[: -len(word)].rstrip()
        return opening[-1] in _OPENERS if opening else start <= 40
