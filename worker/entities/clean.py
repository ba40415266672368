"""What the model marks, made a name or dropped: ends trimmed, ordinary words with a capital refused.

Apart from the model, since every rule here is general to names and can be read, measured and tested without one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from worker.entities.lexicon import Lexicon
from worker.entities.names import fold
from worker.entities.tables.titles import ARTICLED, PARTICLES, PORTFOLIOS, STYLES, TITLES
from worker.item import EntityType, Mention
from worker.normalize.zones import is_zone

# What never belongs to a name's end, in the plain typography of ``fold_typography``.
_EDGE = " \t\r\n\xa0\"',;:()[]{}<>*/|=_-…•·"  # not "!" and "?": "Yahoo!", "Jeopardy!"

_HEAD = re.compile(rf"[{re.escape(_EDGE)}]+")
_TAIL = re.compile(rf"[{re.escape(_EDGE)}]+\Z")

# An article or preposition that the model took along, small and with an apostrophe: "l'", "d'", "qu'".
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'")

# The first and the last word, with the white space that parts them from the rest.
_FIRST = re.compile(r"(\S+)\s+(?=\S)")
_LAST = re.compile(r"(?<=\S)\s+(\S+)\Z")
_GENITIVE = re.compile(r"'s?\Z")

_SCORE = re.compile(r"\s\d{1,3}-\d{1,3}\Z")  # "Dynamo Kyiv 4-3"

# A full stop stays with an abbreviation ("Jr.", "Inc.", "U.S.") and goes where it ends a sentence.
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\Z")

_DISTRICT = re.compile(r",? D\.?C\.?(?!\w)")
_ARTICLE = re.compile(r"(\w{1,5}['’]?)\s?(?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")

# "X" is a platform, which a model may call an organisation; else one letter is a row of a table, or the "(L)" of a caption.
_ONE_LETTER = frozenset({EntityType.PRODUCT, EntityType.OTHER})
_PLATFORM = "X"

# What stands before a zone: "0400 GMT", "14h GMT", "5:30 p.m. EST".
_TIME = re.compile(r"\d ?(?:h|[ap]\.?m\.?)? ?\Z")
_TIME_CHARACTERS = 8

# A share's code behind its company, as Reuters writes it: "(TTEF.PA)", "<7203.T>".
_TICKER = re.compile(r"[A-Z0-9]{2,7}\.[A-Z]{1,3}[)>]")
_BEFORE_TICKER = frozenset({"(", "<"})

# Letters enough that a word in capitals is emphasis, and not an acronym that happens to spell it (MIT, BAC, CAN).
_EMPHASIS_LETTERS_MIN = 5

_OFFICES = TITLES | PORTFOLIOS
_BEFORE_PERSONS = TITLES | STYLES

_NAMES_KNOWN_MAX = 4096  # as many as some hundred stories have


def trim(text: str, start: int, end: int, type_: EntityType, *, lexicon: Lexicon) -> tuple[int, int] | None:
    """Narrow a span to the name in it; ``None`` where no name is left. ``text`` is in plain typography.

    >>> words = Lexicon("fr", grammar=frozenset({"la", "lundi"}), small=frozenset({"maintenant"}))
    >>> trim("sur Truth Social lundi", 4, 22, EntityType.OTHER, lexicon=words)
    (4, 16)
    >>> trim("fin MAINTENANT", 4, 14, EntityType.OTHER, lexicon=words) is None
    True
    >>> trim("à 14h00 GMT", 8, 11, EntityType.ORGANISATION, lexicon=words) is None
    True
    >>> trim("Acme (ACME.PA) a dit", 6, 13, EntityType.ORGANISATION, lexicon=words) is None
    True
    """
    found = _name_in(text[start:end], type_, lexicon)
    if found is None:
        return None
    start, end = start + found[0], start + found[1]
    if text[max(0, start - 1) : start] in _BEFORE_TICKER and _TICKER.match(text, start):
        return None
    zone = start + text[start:end].rfind(" ") + 1
    if _TIME.search(text, max(0, zone - _TIME_CHARACTERS), zone) and is_zone(text[zone:end]):
        return None
    return _whole_place(text, start, end) if type_ is EntityType.PLACE else (start, end)


@lru_cache(maxsize=_NAMES_KNOWN_MAX)
def _name_in(span: str, type_: EntityType, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where in the span the name is. The news of a day has the same names again and again: each is looked at once."""
    start, end = 0, len(span)
    trimmed = -1
    while trimmed and start < end:
        head = _head(span[start:end], type_, lexicon)
        tail = 0 if head else _tail(span[start:end], lexicon)
        start, end, trimmed = start + head, end - tail, head + tail
    return (start, end) if is_name(span[start:end], type_, lexicon) else None


def is_name(name: str, type_: EntityType, lexicon: Lexicon) -> bool:
    """Whether a span, once trimmed, can name something of its type."""
    if name.islower() or not any(map(str.isalpha, name)) or not fold(name):
        return False
    if all(fold(word) in _OFFICES for word in name.split()) or _is_office(name):
        return False
    if type_ is EntityType.PERSON and any(map(str.isdigit, name)):  # "0400 GMT"
        return False
    if len(name) == 1:
        return type_ in _ONE_LETTER or (name == _PLATFORM and type_ is EntityType.ORGANISATION)
    if name.isupper():
        return not _is_shouted(name, lexicon)
    words = [word.lower() for word in _LETTERS.findall(name)]
    return not all(word in lexicon.grammar for word in words)


def settle(mentions: Iterable[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Let an item's mentions correct each other.

    A name loses the article that others of it go without; every mention of one name takes the type that most of them
    have, and the first one seen wins a tie.
    """
    mentions = tuple(mentions)
    names = {mention.text for mention in mentions}
    known = set(map(fold, names))
    articles = {name: article for name in names if (article := _spare_article(name, known, lexicon))}
    if articles:
        mentions = tuple([_shortened(mention, articles.get(mention.text, 0)) for mention in mentions])
    typed = {(mention.text, mention.type) for mention in mentions}
    if len({(fold(name), type_) for name, type_ in typed}) == len({fold(name) for name, _ in typed}):
        return mentions  # as in most items: no name has two types
    votes = Counter((fold(mention.text), mention.type) for mention in mentions)
    elected: dict[str, EntityType] = {}
    for (name, type_), count in votes.items():
        if name not in elected or count > votes[name, elected[name]]:
            elected[name] = type_
    return tuple(
        mention if mention.type is (type_ := elected[fold(mention.text)]) else mention._replace(type=type_)
        for mention in mentions
    )


def _head(name: str, type_: EntityType, lexicon: Lexicon) -> int:
    """How many characters at the head of a span are no part of the name."""
    if outside := _HEAD.match(name) or _ELISION.match(name):
        return outside.end()
    first = _FIRST.match(name)
    if first is None:
        return 0
    word = first[1]
    if type_ is EntityType.PERSON:
        # "de Gaulle" keeps his particle, "M. Trump" loses his title.
        foreign = fold(word) in _BEFORE_PERSONS and name[first.end()].isupper()
        foreign |= word in lexicon.grammar and fold(word) not in PARTICLES
    else:
        foreign = word in lexicon.grammar
    foreign |= lexicon.language == "en" and word == "The" and fold(name) not in ARTICLED
    return first.end() if foreign or _is_shouted(word, lexicon) else 0


def _tail(name: str, lexicon: Lexicon) -> int:
    """How many characters at the tail of a span are no part of the name."""
    genitive = _GENITIVE.search(name) if lexicon.language == "en" else None
    if outside := genitive or _TAIL.search(name) or _FULL_STOP.search(name) or _SCORE.search(name):
        return len(name) - outside.start()
    last = _LAST.search(name)
    if last and (last[1] in lexicon.grammar or _is_shouted(last[1], lexicon)):
        return len(name) - last.start()
    return 0


def _whole_place(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with what belongs to its name and the model left: "The Hague", "Washington, D.C."."""
    district = _DISTRICT.match(text, end)
    stop = district.end() if district and fold(text[start:end]) == "washington" else end
    if text.endswith("The ", 0, start) and f"the {fold(text[start:end])}" in ARTICLED:
        start -= len("The ")
    return start, stop


def _is_office(name: str) -> bool:
    """Whether the words tell an office and not who holds it: "ministre de l'Intérieur", "président de la"."""
    first, *rest = name.split()
    return bool(rest) and first.islower() and rest[0].islower() and fold(first) in TITLES


def _is_shouted(words: str, lexicon: Lexicon) -> bool:
    """Whether the words are ordinary ones, in capitals for emphasis: "MAINTENANT"."""
    spelled = _LETTERS.findall(words)
    return words.isupper() and all(
        len(word) >= _EMPHASIS_LETTERS_MIN and word.lower() in lexicon.small for word in spelled
    )


def _spare_article(name: str, known: set[str], lexicon: Lexicon) -> int:
    """How long the article of a name is that the item has without it, too: "La France", "France"."""
    article = _ARTICLE.match(name)
    if article is None or article[1].lower() not in lexicon.grammar or fold(name[article.end() :]) not in known:
        return 0
    return article.end()


def _shortened(mention: Mention, head: int) -> Mention:
    return mention._replace(start=mention.start + head, text=mention.text[head:]) if head else mention
