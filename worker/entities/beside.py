"""What the words beside a name tell of it: "in Buchenwald" is a place, "Alternative for Germany (AfD)" has a short name.

Apart from ``clean``, whose rules look at the name alone.
"""

import re
from collections.abc import Iterable

from worker.entities.acronyms import spelled_out
from worker.entities.kinds import told_types
from worker.entities.lexicon import Lexicon
from worker.entities.names import fold
from worker.entities.organisations import is_acronym, is_form
from worker.entities.places import gazetteer
from worker.entities.reading import PassageMentions
from worker.entities.tables.beside import BEFORE_PLACES
from worker.item import EntityType, Mention, Passage

_SHORT_FORM = re.compile(r" \(([^\W\d_]{2,8})\)")
_BEFORE_CHARACTERS = 10
_OPENERS = '.!?:…-–—"“”‘«»'  # "Ferry crews strike" too, in quotation marks
_WORD = re.compile(r"\w{3,}")
_FEW = 20  # so many words are sought one by one before a text is parted into its own
_APOSTROPHES = ("'", "’")  # "in Reed's songs"


def look_beside(readings: Iterable[PassageMentions], lexicon: Lexicon) -> tuple[PassageMentions, ...]:
    """The mentions, of which some are of another type after all, and with the short names in brackets behind them."""
    readings = tuple(
        (passage, _with_short_forms(passage, _with_legal_forms(passage, mentions))) for passage, mentions in readings
    )
    types = dict.fromkeys(_places(readings, lexicon), EntityType.PLACE) | told_types(readings, lexicon.language)
    words = _ordinary(readings, lexicon)
    if not types and not words:
        return readings
    return tuple(
        (
            passage,
            tuple(
                mention._replace(type=types[mention.text]) if mention.text in types else mention
                for mention in mentions
                if mention.text not in words
            ),
        )
        for passage, mentions in readings
    )


def _ordinary(readings: Iterable[PassageMentions], lexicon: Lexicon) -> set[str]:
    """Names of one word that owe their capital to their place: they only open sentences, and are written small elsewhere."""
    opening: set[str] = set()
    inside: set[str] = set()
    for passage, mentions in readings:
        for mention in mentions:
            name = mention.text
            if not name.isalpha():
                inside.update(name.split())
            elif name not in inside and name[1:].islower():
                at = mention.start - passage.start
                before = passage.text[max(0, at - 2) : at].rstrip()
                (inside if before and before[-1] not in _OPENERS else opening).add(name)
    doubtful = {name.lower(): name for name in opening - inside}
    small = {word for word in doubtful if word in lexicon.small}
    if len(small) < len(doubtful):
        for passage, _ in readings:
            if len(doubtful) <= _FEW and not any(map(passage.text.__contains__, doubtful)):
                continue  # as most passages
            small.update(doubtful.keys() & _WORD.findall(passage.text))
    return {doubtful[word] for word in small}


def _places(readings: Iterable[PassageMentions], lexicon: Lexicon) -> set[str]:
    """Names of one word that the text says somebody or something is in.

    A person of whom the item has the full name is none, and an organisation is one only where the world knows a place
    of that name: "in Parliament".
    """
    before = BEFORE_PLACES.get(lexicon.language)
    if before is None:
        return set()
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


def _with_legal_forms(passage: Passage, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, of which an organisation has its legal form, where the model took it for a thing: "Airbus" "SE"."""
    if not any(is_form(mention.text) for mention in mentions):
        return mentions
    found: list[Mention] = []
    for mention in mentions:
        before = found[-1] if found else None
        if before and before.type is EntityType.ORGANISATION and is_form(mention.text):
            text = passage.text[before.start - passage.start : mention.end - passage.start]
            if text == f"{before.text} {mention.text}":
                found[-1] = before._replace(end=mention.end, text=text)
                continue
        found.append(mention)
    return tuple(found)


def _with_short_forms(passage: Passage, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    if " (" not in passage.text:
        return mentions
    found: list[Mention] = []
    for mention in mentions:
        if found and found[-1].start == mention.start:  # the model has the short name, too
            found.pop()
        found.append(mention)
        if mention.type is EntityType.ORGANISATION:
            short = _SHORT_FORM.match(passage.text, mention.end - passage.start)
            if short and is_acronym(short[1]):
                start, end = passage.start + short.start(1), passage.start + short.end(1)
                found.append(Mention(mention.pointer, start, end, short[1], mention.type))
    return spelled_out(passage, tuple(found))
