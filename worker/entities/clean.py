"""What the model marks, made a name or dropped: ends trimmed, ordinary words in capitals refused.

Apart from the model, since every rule here is general to names and can be read, measured and tested without one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from worker.entities.lexicon import Lexicon
from worker.entities.names import fold
from worker.entities.tables.titles import PARTICLES, TITLES
from worker.item import EntityType, Mention

_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")

# What never belongs to a name's end, in the plain typography of ``fold_typography``; a hyphen inside stays.
_EDGE = " \t\r\n\xa0\"',;:!?()[]{}<>*/|=_-…•·"

# An article or preposition that the model took along, small and with an apostrophe: "l'", "d'", "qu'".
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'")
_GENITIVE = re.compile(r"'s?\Z")

# Types whose names of one word are proper nouns; a newspaper may well be called "Libération".
_OF_PROPER_WORDS = frozenset({EntityType.PERSON, EntityType.PLACE})

# Letters enough that an all-capitals word is emphasis and not an acronym that happens to spell a word (MIT, BAC, CAN).
_EMPHASIS_LETTERS_MIN = 5


def trim(text: str, start: int, end: int, type_: EntityType, lexicon: Lexicon, language: str) -> tuple[int, int] | None:
    """Narrow a span to the name in it; ``None`` where no name is left. ``text`` is in plain typography.

    >>> words = Lexicon(grammar=frozenset({"la", "lundi"}), small=frozenset({"maintenant"}))
    >>> trim("sur Truth Social lundi", 4, 22, EntityType.OTHER, words, "fr")
    (4, 16)
    >>> trim("fin MAINTENANT", 4, 14, EntityType.OTHER, words, "fr") is None
    True
    """
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = _trim_edges(text, start, end)
        start, end = _trim_words(text, start, end, type_, lexicon, language)
    if start >= end or not is_name(text[start:end], type_, lexicon):
        return None
    return start, end


def is_name(name: str, type_: EntityType, lexicon: Lexicon) -> bool:
    """Whether a span, once trimmed, can name something of its type."""
    if name.islower() or not any(letter.isalpha() for letter in name):
        return False
    words = name.split()
    if all(fold(word) in TITLES for word in words) or _is_office(words):
        return False
    spelled = [word.lower() for word in _LETTERS.findall(name)]
    if name.isupper():
        return type_ not in _OF_PROPER_WORDS if len(name) == 1 else not _is_shouted(name, lexicon)
    if all(word in lexicon.grammar for word in spelled):
        return False
    # "Français", "Mardi" or "Homme" that opens a sentence or names a people: a word that is mostly written small.
    return not (type_ in _OF_PROPER_WORDS and len(spelled) == 1 and spelled[0] in lexicon.small)


def _is_office(words: list[str]) -> bool:
    """Whether the words tell an office and not who holds it: "ministre de l'Intérieur", "président de la"."""
    return len(words) > 1 and words[0].islower() and words[1].islower() and fold(words[0]) in TITLES


def vote(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Give every mention of one surface the type that most of them have; the type seen first wins a tie."""
    mentions = tuple(mentions)
    votes: defaultdict[str, Counter[EntityType]] = defaultdict(Counter)
    for mention in mentions:
        votes[fold(mention.text)][mention.type] += 1
    return tuple(retyped(mention, votes[fold(mention.text)].most_common(1)[0][0]) for mention in mentions)


def retyped(mention: Mention, type_: EntityType) -> Mention:
    """The same mention under another type."""
    if mention.type is type_:
        return mention
    return Mention(mention.pointer, mention.start, mention.end, mention.text, type_)


def _trim_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    # A full stop stays with an abbreviation ("Jr.", "U.S.") and goes where it ends the sentence.
    if text[start:end].endswith(".") and "." not in text[start : end - 1] and len(text[start:end].split()[-1]) > 4:
        end -= 1
    return start, end


def _trim_words(
    text: str, start: int, end: int, type_: EntityType, lexicon: Lexicon, language: str
) -> tuple[int, int]:
    """Take off the words at either end that are grammar, not name; and a person's title."""
    if elided := _ELISION.match(text, start, end):
        return elided.end(), end
    if language == "en" and (genitive := _GENITIVE.search(text[start:end])):
        return start, start + genitive.start()
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) < 2:
        return start, end
    first, last = text[slice(*words[0])], text[slice(*words[-1])]
    if (first in lexicon.grammar and not (type_ is EntityType.PERSON and fold(first) in PARTICLES)) or (language == "en" and first == "The"):
        return words[1][0], end
    if type_ is EntityType.PERSON and fold(first) in TITLES and text[words[1][0]].isupper():
        return words[1][0], end
    if type_ is EntityType.PLACE and first.islower():
        return words[1][0], end
    if last in lexicon.grammar or _is_shouted(last, lexicon):
        return start, words[-2][1]
    if _is_shouted(first, lexicon):
        return words[1][0], end
    return start, end


def _is_shouted(words: str, lexicon: Lexicon) -> bool:
    """Whether the words are ordinary ones, in capitals for emphasis: "MAINTENANT"."""
    spelled = _LETTERS.findall(words)
    return words.isupper() and all(
        len(word) >= _EMPHASIS_LETTERS_MIN and word.lower() in lexicon.small for word in spelled
    )
