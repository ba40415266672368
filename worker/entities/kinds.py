"""What kind of thing a name is, told by the words straight beside it: "Mrs Roth", "Anna Roth, 48,", "Hurricane Milton".

Apart from ``beside``, whose rules ask the whole item; here the neighbours are sure, and speak for every mention.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from worker.entities.places import Kind, place_key
from worker.entities.reading import PassageMentions
from worker.entities.senses import best_known, is_inside, senses
from worker.entities.storms import storm_of
from worker.entities.tables.beside import BEFORE_PERSONS, BEFORE_TOWNS, CIVIL, FOUNDED, VESSELS
from worker.entities.tables.offices import ENGLISH, FRENCH
from worker.item import EntityType, Mention, Passage

_BEFORE_CHARACTERS = 30
_AFTER_CHARACTERS = 40
_NOT_STORMS = frozenset({EntityType.EVENT, EntityType.PRODUCT, EntityType.OTHER})

_AGES = {"en": ENGLISH.ages, "fr": FRENCH.ages}
_BEFORE_AGE = (", ", " aged ", " (")
_OF_TWO_FIGURES = re.compile(r"\D*\d\d\b")  # "Leeds United, 7, Hull City, 112"

_MISTAKEN = frozenset({EntityType.ORGANISATION, EntityType.PLACE})
_BRACKETED = frozenset({EntityType.ORGANISATION, EntityType.PERSON})
_REGIONS = frozenset({Kind.REGION, Kind.COUNTY})

# A person's name that an office alone tells: a few words, each with one capital.
_WHOLE_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’-]{1,30}(?: [A-ZÀ-Þ][a-zß-ÿ'’-]{1,30}){1,3}")

# No one is named after a city as large, by two words.
_TOWN_POPULATION_MIN = 100_000


def told_types(readings: Iterable[PassageMentions], language: str) -> dict[str, EntityType]:
    """The names that are of another type than they were taken for, each with its own."""
    types: dict[str, EntityType] = {}
    storms: set[str] = set()
    doubtful: set[str] = set()
    for passage, mentions in readings:
        for mention in mentions:
            at = mention.start - passage.start
            before = passage.text[max(0, at - _BEFORE_CHARACTERS) : at]
            words = before.split() if before.endswith(" ") else []
            if mention.type not in _NOT_STORMS:
                doubtful.add(mention.text)
                if words and (told := _told_before(mention, words[-1], language)):
                    types[mention.text] = told
                elif mention.type is EntityType.ORGANISATION and _has_age(passage, mention, language):
                    types[mention.text] = EntityType.PERSON
            if storm := storm_of(words, mention.text, language):
                storms.add(storm)
        types |= dict.fromkeys(_in_regions(passage, mentions, language), EntityType.PLACE)
    if storms:
        stormy = {name for name in doubtful if name in storms or storm_of((), name, language) in storms}
        types |= dict.fromkeys(stormy, EntityType.EVENT)
    return types


def _told_before(mention: Mention, word: str, language: str) -> EntityType | None:
    """What the word straight before a name makes of it, if anything else than it is taken for."""
    if mention.type in _MISTAKEN:
        told = word in CIVIL or (word in BEFORE_PERSONS.get(language, ()) and _may_be_person(mention, language))
        return EntityType.PERSON if told else None
    if word in VESSELS.get(language, ()):
        return EntityType.PRODUCT
    is_town = word in BEFORE_TOWNS.get(language, ()) and " " in mention.text and _is_city(mention.text, language)
    return EntityType.PLACE if is_town else None


def _may_be_person(mention: Mention, language: str) -> bool:
    whole = _WHOLE_NAME.fullmatch(mention.text) is not None
    return whole and not (mention.type is EntityType.PLACE and senses(place_key(mention.text), language))


def _is_city(name: str, language: str) -> bool:
    place = best_known(place_key(name), language)
    return place is not None and place.kind.is_town and place.population >= _TOWN_POPULATION_MIN


def _has_age(passage: Passage, mention: Mention, language: str) -> bool:
    """Whether an age stands behind a name of several words: only people tell theirs."""
    end = mention.end - passage.start
    if language not in _AGES or " " not in mention.text or not passage.text.startswith(_BEFORE_AGE, end):
        return False
    after = passage.text[end : end + _AFTER_CHARACTERS]
    age = _AGES[language].match(after)
    if age is None or not _OF_TWO_FIGURES.match(age[0]):
        return False
    following = after[age.end() :].split(maxsplit=1)
    return not following or following[0].strip(",.") not in FOUNDED


def _in_regions(passage: Passage, mentions: Iterable[Mention], language: str) -> Iterator[str]:
    """Names with the region behind them, in brackets, that they are a town of: "Crépol (Drôme)"."""
    for one, other in pairwise(mentions):
        if other.start - one.end != len(" (") or one.type not in _BRACKETED or other.type is not EntityType.PLACE:
            continue
        between = passage.text[one.end - passage.start : other.start - passage.start]
        if between == " (" and passage.text.startswith(")", other.end - passage.start):
            found = senses(place_key(other.text), language)
            around = tuple(sense.place for sense in found if sense.place.kind in _REGIONS)
            if any(is_inside(sense.place, around) for sense in senses(place_key(one.text), language)):
                yield one.text
