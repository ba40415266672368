"""What the model mistook, put right by what the rest of the item says: a name's type, two names taken for one.

Apart from joining what is one thing, which takes its mentions as they come.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from worker.entities.forms import Forms
from worker.entities.organisations import is_acronym
from worker.entities.places import gazetteer
from worker.item import EntityType, Mention

# Looked up once: an enum's member costs a tenth of a microsecond, in loops over every mention.
_PERSON, _PLACE = EntityType.PERSON, EntityType.PLACE

# Smaller towns than this share their names with too many people to keep one from a man of the item.
_WELL_KNOWN_POPULATION_MIN = 100_000

_PAIR = re.compile(r"(\w{2,}) ?[-–] ?(\w{2,})")


def amend(mentions: tuple[Mention, ...], forms: Forms) -> tuple[Mention, ...]:
    """The mentions as the item as a whole has them; ``forms`` are those of their names."""
    names = "\n".join(forms)
    if "(" in names:
        mentions = tuple(chain.from_iterable(map(_bracket_parts, mentions)))
    if "-" in names or "–" in names:
        mentions = _part_pairs(mentions, forms)
    return _claim_persons(mentions, forms)


def _bracket_parts(mention: Mention) -> tuple[Mention, ...]:
    """Part a name from its acronym, where the model took both for one: "Fonds monétaire international (FMI"."""
    long, bracket, short = mention.text.partition(" (")
    if not (long and bracket and is_acronym(short)):
        return (mention,)
    return (
        mention._replace(end=mention.start + len(long), text=long),
        mention._replace(start=mention.end - len(short), text=short),
    )


def _part_pairs(mentions: tuple[Mention, ...], forms: Forms) -> tuple[Mention, ...]:
    """Part two people whom a hyphen joins, where the item names both apart: "Trump-Poutine"."""
    pairs = {name: pair for name in forms if ("-" in name or "–" in name) and (pair := _PAIR.fullmatch(name))}
    if not pairs:
        return mentions
    people = {mention.text for mention in mentions if mention.type is _PERSON} - pairs.keys()
    people |= {short for name in people for short in forms[name].person.shorts}
    pairs = {text: pair for text, pair in pairs.items() if set(pair.groups()) <= people}
    if not pairs:
        return mentions
    return tuple(chain.from_iterable(_parts(mention, pairs.get(mention.text)) for mention in mentions))


def _parts(mention: Mention, pair: re.Match[str] | None) -> Iterator[Mention]:
    if pair is None:
        yield mention
        return
    for part in (1, 2):
        start, end = pair.span(part)
        yield mention._replace(
            start=mention.start + start,
            end=mention.start + end,
            text=pair[part],
            type=_PERSON,
        )


def _claim_persons(mentions: tuple[Mention, ...], forms: Forms) -> tuple[Mention, ...]:
    """Call a person what the model took for something else, where it is the surname of someone the item names whole.

    A place that the world knows keeps its name where it is named more often than the person: "Washington", in a story
    with one Denzel Washington.
    """
    surnames = {key for mention in mentions if mention.type is _PERSON for key in forms[mention.text].person.short_keys}
    doubtful = {
        mention.text for mention in mentions if mention.type is not _PERSON and forms[mention.text].key in surnames
    }
    if not doubtful:
        return mentions
    named = Counter(
        key for mention in mentions if mention.type is _PERSON for key in forms[mention.text].person.short_keys
    )
    places = Counter(forms[mention.text].key for mention in mentions if mention.type is _PLACE)
    persons = {
        text for text in doubtful if named[forms[text].key] >= places[forms[text].key] or not _is_well_known(text)
    }
    return tuple(mention._replace(type=_PERSON) if mention.text in persons else mention for mention in mentions)


def _is_well_known(place: str) -> bool:
    return any(candidate.population >= _WELL_KNOWN_POPULATION_MIN for candidate in gazetteer().candidates(place, None))
