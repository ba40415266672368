"""A name of several words that the item has elsewhere, where the model marked pieces of it: "von der" + "Leyen".

Apart from ``sightings``, which finds names where no mention stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from worker.entities.reading import by_passage
from worker.item import EntityType, Mention, Passage

_START = attrgetter("start")

# What outweighs a single piece; a longer place may be a list ("Paris, Texas"), and takes several.
_SURE = frozenset({EntityType.PERSON, EntityType.ORGANISATION})


def with_whole_names(
    passages: Sequence[Passage], mentions: tuple[Mention, ...], sought: Mapping[str, EntityType]
) -> tuple[Mention, ...]:
    """The mentions, of which those that are pieces of a known longer name give way to it."""
    # A surname is a person's as the whole name is: it tells nothing.
    doubtful = [
        name
        for name, type_ in sought.items()
        if " " in name and any(sought.get(word, type_) is not type_ for word in name.split())
    ]
    if not doubtful:
        return mentions
    text = "\n".join([passage.text for passage in passages])
    used = [mention.text for mention in mentions]
    hidden = sorted((name for name in doubtful if text.count(name) > used.count(name)), key=len, reverse=True)
    if not hidden:
        return mentions
    found: list[Mention] = []
    for passage, here in by_passage(passages, mentions):
        taken = here
        for name in hidden:
            for start in _places(passage.text, name):
                whole = Mention(
                    passage.pointer, passage.start + start, passage.start + start + len(name), name, sought[name]
                )
                taken = _with_whole(taken, whole)
        found += taken
    return tuple(found)


def _places(text: str, name: str) -> Iterator[int]:
    """Where the name stands in the text and is no part of a longer word."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            yield at
        at = text.find(name, end)


def _with_whole(mentions: tuple[Mention, ...], whole: Mention) -> tuple[Mention, ...]:
    """The mentions with the whole name in the place of its pieces, if there are any and nothing else is touched."""
    start, end = whole.start, whole.end
    pieces = [mention for mention in mentions if mention.start < end and start < mention.end]
    if not pieces or not all(start <= mention.start and mention.end <= end for mention in pieces):
        return mentions
    if (pieces[0].start, pieces[0].end) == (start, end) or (len(pieces) == 1 and whole.type not in _SURE):
        return mentions
    others = (mention for mention in mentions if mention not in pieces)
    return tuple(sorted((*others, whole), key=_START))
