"""Mentions back in their text: which stand in a passage, in the order in which the story is read.

Apart, since finding what the model missed, resolving and linking all ask what stands beside a name.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from worker.item import Mention, Passage

_START = attrgetter("start")
_PLACE = attrgetter("pointer", "start")

PassageMentions = tuple[Passage, tuple[Mention, ...]]


def by_passage(passages: Iterable[Passage], mentions: Iterable[Mention]) -> Iterator[PassageMentions]:
    """Each passage with its mentions, both in the order of the story."""
    of_member: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=_START):
        of_member[mention.pointer].append(mention)
    taken = dict.fromkeys(of_member, 0)
    for passage in passages:
        pointer = passage.pointer
        if pointer not in taken:
            yield passage, ()
            continue
        of_it, first = of_member[pointer], taken[pointer]
        taken[pointer] = stop = bisect_left(of_it, passage.start + len(passage.text), first, key=_START)
        yield passage, tuple(of_it[first:stop])


def neighbours(
    passages: Iterable[Passage], mentions: Iterable[Mention], characters_max: int
) -> Iterator[tuple[Mention, str, Mention]]:
    """Each mention with the next one in its passage where no more than so many characters stand between, and these."""
    near: defaultdict[str, list[tuple[Mention, Mention]]] = defaultdict(list)
    for one, other in pairwise(sorted(mentions, key=_PLACE)):
        if other.start - one.end <= characters_max and other.pointer == one.pointer:
            near[one.pointer].append((one, other))
    if not near:
        return
    for pairs in near.values():
        pairs.reverse()
    for passage in passages:
        start, pairs = passage.start, near[passage.pointer]
        end = start + len(passage.text)
        while pairs and pairs[-1][0].start < end:
            one, other = pairs.pop()
            if start <= one.start and other.start < end:
                yield one, passage.text[one.end - start : other.start - start], other
