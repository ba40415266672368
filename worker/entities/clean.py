"""What the model marks, made a name or dropped: ends trimmed, ordinary words with a capital refused.

Apart from the model, since every rule here is general to names and can be read, measured and tested without one.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from worker.entities.edges import is_code, with_its_neighbours
from worker.entities.lexicon import Lexicon
from worker.entities.names import fold
from worker.entities.tables.edges import JOINED_BEFORE, JOINED_BEHIND
from worker.entities.tables.titles import ARTICLED, PARTICLES, PORTFOLIOS, STYLES, TITLES
from worker.entities.tables.trades import TRADES
from worker.item import EntityType, Mention

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
_LETTER = re.compile(r"[A-Z]\.")  # "… wrote on X."
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\Z")

_SHARE = re.compile(r" [A-Z0-9]{1,6}\.[A-Z]{1,2}\Z")  # "BNP Paribas BNPP.PA"

_TAILS = (_TAIL, _FULL_STOP, _SCORE, _SHARE)
_TAILS_OF = {
    "en": (_GENITIVE, re.compile(rf"-(?:{'|'.join(JOINED_BEHIND)})\Z")),
    # Half of "d'Eric" and "qu'il", which the model parted.
    "fr": (re.compile(r"\s(?:[cdjlmnst]|qu)'?\Z"),),
}

# A day that names what it was: "Mouvement du 23 mars" keeps its month.
_DAY = re.compile(r" (?:du|of) \d{1,2}(?:er)? \S{3,10}\Z")

_JOINED_BEFORE = re.compile(rf"(?i:{'|'.join(JOINED_BEFORE)})-(?=[A-ZÀ-Þ])")
_WORKS = frozenset({EntityType.PRODUCT, EntityType.EVENT})  # "Ex-Machina"

_ARTICLE = re.compile(r"(\w{1,5}['’]?)\s?(?=\w)")
_LETTERS = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")

# "X" is a platform, which a model may call an organisation; else one letter is a row of a table, or the "(L)" of a caption.
_ONE_LETTER = frozenset({EntityType.PRODUCT, EntityType.OTHER})
_PLATFORM = "X"

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
    """
    found = _name_in(text[start:end], type_, lexicon)
    if found is None:
        return None
    start, end = start + found[0], start + found[1]
    return None if is_code(text, start, end) else with_its_neighbours(text, start, end, type_, lexicon.language)


@lru_cache(maxsize=_NAMES_KNOWN_MAX)
def _name_in(span: str, type_: EntityType, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where in the span the name is. The news of a day has the same names again and again: each is looked at once."""
    start, end = 0, len(span)
    trimmed = -1
    while trimmed and start < end:
        head = _head(span[start:end], type_, lexicon)
        tail = 0 if head else _tail(span[start:end], type_, lexicon)
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
    if (joined := _JOINED_BEFORE.match(name)) and type_ not in _WORKS:
        # "Anti-Defamation League" is called so, "anti-Trump" and "Ex-CIA" is nobody.
        return joined.end() if name[0].islower() or " " not in name else 0
    first = _FIRST.match(name)
    if first is None:
        return 0
    word = first[1]
    if type_ is EntityType.PERSON:
        # "de Gaulle" keeps his particle, "M. Trump" loses his title.
        foreign = (fold(word) in _BEFORE_PERSONS or word.lower() in TRADES) and name[first.end()].isupper()
        foreign |= word in lexicon.grammar and fold(word) not in PARTICLES
    else:
        foreign = word in lexicon.grammar
    foreign |= lexicon.language == "en" and word == "The" and fold(name) not in ARTICLED
    return first.end() if foreign or _is_shouted(word, lexicon) else 0


def _tail(name: str, type_: EntityType, lexicon: Lexicon) -> int:
    """How many characters at the tail of a span are no part of the name."""
    if type_ is EntityType.PRODUCT and _LETTER.fullmatch(name):
        return 1
    for pattern in (*_TAILS, *_TAILS_OF.get(lexicon.language, ())):
        if outside := pattern.search(name):
            return len(name) - outside.start()
    last = _LAST.search(name)
    if last is None or (type_ is not EntityType.PERSON and _DAY.search(name)):
        return 0
    return len(name) - last.start() if last[1] in lexicon.grammar or _is_shouted(last[1], lexicon) else 0


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
