"""Mentions back in their text: which stand in a passage, in the order in which the story is read.

Apart, since finding what the model missed, resolving and linking all ask what stands beside a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from worker.item import Mention, Passage

_START = attrgetter("start")

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


def neighbours(passages: Iterable[Passage], mentions: Iterable[Mention]) -> Iterator[tuple[Mention, str, Mention]]:
    """Each mention with the next one in its passage, and the text between the two."""
    mentions = tuple(mentions)
    if len(mentions) < 2:
        return
    for passage, here in by_passage(passages, mentions):
        for one, other in pairwise(here):
            yield one, passage.text[one.end - passage.start : other.start - passage.start], other
