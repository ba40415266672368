"""From mentions to things: one entity for each person, organisation and place of an item, with every mention of it.

Works within the item alone; what a thing is in the world is ``link``'s to say.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from worker.entities.names import fold
from worker.entities.organisations import match_organisations
from worker.entities.people import match_people, name_tokens, surname
from worker.entities.reading import by_passage, neighbours
from worker.entities.sightings import sightings
from worker.item import Entity, EntityType, Mention, Story
from worker.uri import wire_urn

Key = tuple[EntityType, str]


def resolve(story: Story, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """Join the mentions of one thing into one entity, in the order in which the story first names them.

    Mentions that the model missed are added; one that took two names together gives way to both.
    """
    mentions = _claim_surnames(_without_compounds(mentions))
    missed = sightings(story.passages, mentions, _sought(mentions))
    mentions = tuple(chain.from_iterable(here for _, here in by_passage(story.passages, (*mentions, *missed))))
    key_of = _keys(story, mentions)
    groups: defaultdict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[key_of(mention)].append(mention)
    return tuple(_entity(tuple(group)) for group in groups.values())


def _without_compounds(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Leave out a place that begins and ends with other places of the item: "États-Unis arment l'Ukraine"."""
    places = {mention.text for mention in mentions if mention.type is EntityType.PLACE}
    return tuple(mention for mention in mentions if not _is_compound(mention, places))


def _is_compound(mention: Mention, places: set[str]) -> bool:
    words = re.split(r"[\s'’]+", mention.text)
    return (
        mention.type is EntityType.PLACE
        and len(words) > 2
        and any(" ".join(words[:count]) in places for count in range(1, len(words) - 1))
        and any(" ".join(words[-count:]) in places for count in range(1, len(words) - 1))
    )


def _claim_surnames(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Call a person what the model took for something else, where it is the surname of someone the item names whole.

    A place keeps its name where it is named more often than the person: "Washington", in a story with one Denzel
    Washington.
    """
    surnames = Counter(
        name_tokens(mention.text)[-1]
        for mention in mentions
        if mention.type is EntityType.PERSON and len(name_tokens(mention.text)) > 1
    )
    places = Counter(fold(mention.text) for mention in mentions if mention.type is EntityType.PLACE)
    return tuple(
        replace(mention, type=EntityType.PERSON)
        if mention.type is not EntityType.PERSON and surnames[fold(mention.text)] >= max(1, places[fold(mention.text)])
        else mention
        for mention in mentions
    )


def _sought(mentions: tuple[Mention, ...]) -> dict[str, EntityType]:
    """What the text may say again unmarked: every name as it stands, and of persons the surname."""
    sought: dict[str, EntityType] = {}
    for mention in mentions:
        sought.setdefault(mention.text, mention.type)
    for mention in mentions:
        if mention.type is EntityType.PERSON and (name := surname(mention.text)):
            sought.setdefault(name, mention.type)
    return sought


def _keys(story: Story, mentions: tuple[Mention, ...]) -> Callable[[Mention], Key]:
    """What tells one thing from another: its type and its fullest name in the item, folded."""
    people = match_people(name_tokens(mention.text) for mention in mentions if mention.type is EntityType.PERSON)
    organisations = tuple(mention for mention in mentions if mention.type is EntityType.ORGANISATION)
    bracketed = (
        (one.text, other.text) for one, between, other in neighbours(story.passages, organisations) if between == " ("
    )
    full_names = match_organisations((mention.text for mention in organisations), bracketed)

    def key(mention: Mention) -> Key:
        match mention.type:
            case EntityType.PERSON:
                return mention.type, " ".join(people[name_tokens(mention.text)])
            case EntityType.ORGANISATION:
                return mention.type, fold(full_names.get(mention.text, mention.text))
            case _:
                return mention.type, fold(mention.text)

    return key


def _entity(mentions: tuple[Mention, ...]) -> Entity:
    type_ = mentions[0].type
    forms = Counter(mention.text for mention in mentions)
    name = max(forms, key=lambda form: (len(fold(form).split()), not form.isupper(), forms[form]))
    return Entity(
        id=wire_urn(type_.value, "-".join(fold(name).split())),
        type=type_,
        name=name,
        mentions=mentions,
        aliases=tuple(form for form in forms if form != name),
    )
