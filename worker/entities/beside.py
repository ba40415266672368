"""What the words beside a name tell of it: "in Buchenwald" is a place, "Alternative for Germany (AfD)" has a short name.

Apart from ``clean``, whose rules look at the name alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from worker.entities.lexicon import Lexicon
from worker.entities.names import fold
from worker.entities.organisations import is_acronym
from worker.entities.places import gazetteer
from worker.entities.reading import PassageMentions, by_passage
from worker.entities.tables.beside import BEFORE_PLACES
from worker.item import EntityType, Mention, Passage

_SHORT_FORM = re.compile(r" \(([^\W\d_]{2,8})\)")
_BEFORE_CHARACTERS = 10
_OPENERS = '.!?:…-–—"“”‘«»'  # "Ferry crews strike" too, in quotation marks
_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z][^\W\d_]{2,}")
_APOSTROPHES = ("'", "’")  # "in Reed's songs"


def look_beside(passages: Iterable[Passage], mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions, of which some are places after all, and with the short names that stand in brackets behind them."""
    here = tuple(by_passage(passages, mentions))
    places = _places(here, lexicon)
    words = _ordinary(here, lexicon)
    return tuple(
        replace(mention, type=EntityType.PLACE) if mention.text in places else mention
        for reading in here
        for mention in _with_short_forms(reading)
        if mention.text not in words
    )


def _ordinary(readings: Iterable[PassageMentions], lexicon: Lexicon) -> set[str]:
    """Names of one word that owe their capital to their place: they only open sentences, and are written small elsewhere."""
    opening: set[str] = set()
    inside: set[str] = set()
    for passage, mentions in readings:
        for mention in mentions:
            at = mention.start - passage.start
            before = passage.text[max(0, at - 2) : at].rstrip()
            first, *others = mention.text.split()
            (inside if others or (before and before[-1] not in _OPENERS) else opening).update((first, *others))
    doubtful = {name.lower(): name for name in opening - inside if name[1:].islower() and name.isalpha()}
    if not doubtful:
        return set()
    small = {word for passage, _ in readings for word in _SMALL_WORD.findall(passage.text)}
    return {name for word, name in doubtful.items() if word in small or word in lexicon.small}


def _places(readings: Iterable[PassageMentions], lexicon: Lexicon) -> set[str]:
    """Names of one word that the text says somebody or something is in.

    A person of whom the item has the full name is none, and an organisation is one only where the world knows a place
    of that name: "in Parliament".
    """
    before = BEFORE_PLACES.get(lexicon.language, ())
    parts: set[str] = set()
    after: dict[str, EntityType] = {}
    for passage, mentions in readings:
        for mention in mentions:
            if " " in mention.text:
                parts.update(fold(mention.text).split() if mention.type is EntityType.PERSON else ())
            elif mention.type is not EntityType.PLACE:
                at, end = mention.start - passage.start, mention.end - passage.start
                words = passage.text[max(0, at - _BEFORE_CHARACTERS) : at].lower().split()
                if words and words[-1] in before and passage.text[end : end + 1] not in _APOSTROPHES:
                    after[mention.text] = mention.type
    return {name for name, type_ in after.items() if fold(name) not in parts and _may_be_place(name, type_)}


def _may_be_place(name: str, type_: EntityType) -> bool:
    if type_ is EntityType.ORGANISATION:
        return bool(gazetteer().candidates(name, None))
    return type_ is EntityType.PERSON


def _with_short_forms(reading: PassageMentions) -> Iterator[Mention]:
    passage, mentions = reading
    known = {mention.start for mention in mentions}
    for mention in mentions:
        yield mention
        if mention.type is EntityType.ORGANISATION:
            short = _SHORT_FORM.match(passage.text, mention.end - passage.start)
            if short and is_acronym(short[1]) and passage.start + short.start(1) not in known:
                start, end = passage.start + short.start(1), passage.start + short.end(1)
                yield Mention(mention.pointer, start, end, short[1], mention.type)
