"""Places that the model passed over or took for something else, told by the word before them and by the map.

Apart from ``resolve``, since it is the one rule that finds names by a list of them. Such a list finds too much in prose
("Nice", "Reading", "Bath"); after "in" it does not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from worker.entities.forms import Forms
from worker.entities.places import Candidate, place_key
from worker.entities.senses import senses
from worker.entities.tables.locatives import BARE, LINKING, NOUNS
from worker.item import EntityType, Mention, Passage, Story
from worker.language_tag import primary_language

# How well known the place has to be: as a city of ten thousand is by its own name, and as one of a hundred thousand
# where the model saw no name at all.
_FAME_MIN = 5.0
_UNMARKED_FAME_MIN = 6.0

# A literal space in front lets the search skip from word to word: a tenth of the time.
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]"
_LOCATIVE = {
    language: re.compile(rf" ({'|'.join((*words, LINKING[language]))}) (?={_CAPITAL})")
    for language, words in BARE.items()
}

# All the words with a capital that follow each other; no place that is as well known has more than three.
_NAME = re.compile(rf"{_CAPITAL}[\w'’-]{{1,40}}+(?: {_CAPITAL}[\w'’-]{{1,40}}+){{0,2}}+(?! ?{_CAPITAL})")

# A model passes over a few in an item; a text with more of them is none that it was made for.
_MISSED_MAX = 100

# As far back a longer name is looked for that holds the one found.
_NAME_CHARACTERS_MAX = 80

# The mentions of an item by their member and where in it they begin.
Starts = Mapping[tuple[str, int], Mention]

_MISTAKEN = frozenset({EntityType.PERSON, EntityType.ORGANISATION})


def with_towns(story: Story, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Add the places that stand where only places do; what was taken for something else there is a place everywhere.

    A surname of the item stays one, be it a town's name too: "in Lincoln", in a story on one Anna Lincoln; so does a
    club's first word.
    """
    language = primary_language(story.language)
    if language not in _LOCATIVE:
        return mentions
    at = {(mention.pointer, mention.start): mention for mention in mentions}
    missed: list[Mention] = []
    towns: set[str] = set()
    for passage in story.passages:
        for start in _after_locatives(passage.text, language):
            mention = at.get((passage.pointer, passage.start + start))
            if mention is None and len(missed) < _MISSED_MAX:
                missed += _unmarked(passage, start, at, language)
            elif mention and mention.type in _MISTAKEN and _known(mention.text, language):
                towns.add(place_key(mention.text))
    towns |= {place_key(mention.text) for mention in missed}
    if not towns:
        return mentions
    towns -= _surnames(mentions) | _clubs(mentions, language)
    return (*(_corrected(mention, towns) for mention in mentions), *missed)


def _after_locatives(text: str, language: str) -> Iterator[int]:
    """Where the words begin that stand behind "in", "near", … or behind "city of" and so on."""
    for found in _LOCATIVE[language].finditer(f" {text}"):
        if found[1] != LINKING[language] or _word_before(text, found.start()) in NOUNS[language]:
            yield found.end() - 1


def _word_before(text: str, end: int) -> str:
    return text[max(0, end - 40) : max(0, end - 1)].rpartition(" ")[2].lower()


def _unmarked(passage: Passage, start: int, at: Starts, language: str) -> Iterator[Mention]:
    name = _NAME.match(passage.text, start)
    known = _known(name[0], language, _UNMARKED_FAME_MIN) if name else None
    if not (name and known and known.own):
        return
    begin, end = passage.start + start, passage.start + name.end()
    beside = (at.get((passage.pointer, place)) for place in range(begin - _NAME_CHARACTERS_MAX, end))
    if not any(mention and begin < mention.end for mention in beside):
        yield Mention(passage.pointer, begin, end, name[0], EntityType.PLACE)


def _known(name: str, language: str, fame_min: float = _FAME_MIN) -> Candidate | None:
    found = senses(place_key(name), language)
    return found[0].place if found and found[0].fame >= fame_min else None


def _surnames(mentions: tuple[Mention, ...]) -> set[str]:
    forms = Forms.of({mention.text for mention in mentions if mention.type is EntityType.PERSON})
    names = (form.person.tokens for form in forms.values())
    return {place_key(tokens[-1]) for tokens in names if len(tokens) > 1}


def _clubs(mentions: Iterable[Mention], language: str) -> set[str]:
    """The first words of names like "Bayern Munich", which are places too; the first alone is the club again."""
    names = (mention.text.split() for mention in mentions if mention.type is EntityType.ORGANISATION)
    return {place_key(words[0]) for words in names if len(words) == 2 and _known(words[1], language)}


def _corrected(mention: Mention, towns: set[str]) -> Mention:
    if mention.type not in _MISTAKEN or place_key(mention.text) not in towns:
        return mention
    return mention._replace(type=EntityType.PLACE)
