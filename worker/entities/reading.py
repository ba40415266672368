"""Mentions back in their text: which stand in a passage, in the order in which the story is read.

Apart, since finding what the model missed, resolving and linking all ask what stands beside a name.
"""

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
    waiting: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(mentions, key=_START, reverse=True):
        waiting[mention.pointer].append(mention)
    for passage in passages:
        queue = waiting[passage.pointer]
        end = passage.start + len(passage.text)
        here = []
        while queue and queue[-1].start < end:
            here.append(queue.pop())
        yield passage, tuple(here)


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
