"""From mentions to things: one entity for each person, organisation and place of an item, with every mention of it.

Works within the item alone; what a thing is in the world is ``link``'s to say.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import chain

from worker.entities.amend import amend
from worker.entities.names import fold
from worker.entities.organisations import match_organisations
from worker.entities.people import match_people, short_names
from worker.entities.reading import by_passage, neighbours
from worker.entities.sightings import sightings
from worker.item import Entity, EntityType, Mention, Story
from worker.uri import wire_urn

Key = tuple[EntityType, str]


def resolve(story: Story, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """Join the mentions of one thing into one entity, in the order in which the story first names them.

    Mentions that the model missed are added; one that took two names together gives way to both.
    """
    mentions = amend(mentions)
    missed = sightings(story.passages, mentions, _sought(mentions))
    mentions = tuple(chain.from_iterable(here for _, here in by_passage(story.passages, (*mentions, *missed))))
    key_of = _keys(story, mentions)
    groups: defaultdict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[key_of(mention)].append(mention)
    return tuple(_entity(tuple(group)) for group in groups.values())


def _sought(mentions: Iterable[Mention]) -> dict[str, EntityType]:
    """What the text may say again unmarked: every name as it stands, and what it may go on with of a person's."""
    sought = {mention.text: mention.type for mention in reversed(tuple(mentions))}
    for name, type_ in tuple(sought.items()):
        if type_ is EntityType.PERSON:
            for short in short_names(name):
                sought.setdefault(short, type_)
    return sought


def _keys(story: Story, mentions: tuple[Mention, ...]) -> Callable[[Mention], Key]:
    """What tells one thing from another: its type and its fullest name in the item, folded.

    To be asked for the mentions in their order: a surname that two people share is the one's who was last named whole.
    """
    people = match_people(mention.text for mention in mentions if mention.type is EntityType.PERSON)
    organisations = tuple(mention for mention in mentions if mention.type is EntityType.ORGANISATION)
    bracketed = (
        (one.text, other.text) for one, between, other in neighbours(story.passages, organisations) if between == " ("
    )
    full_names = match_organisations((mention.text for mention in organisations), bracketed)
    last_named: dict[str, str] = {}

    def key(mention: Mention) -> Key:
        name = mention.text
        if mention.type is EntityType.PERSON:
            first, *others = people[name]
            name = last_named.get(fold(name), first) if others else first
            for short in short_names(mention.text):
                last_named[fold(short)] = name
        elif mention.type is EntityType.ORGANISATION:
            name = full_names.get(name, name)
        return mention.type, fold(name)

    return key


def _entity(mentions: tuple[Mention, ...]) -> Entity:
    type_ = mentions[0].type
    name, *aliases = _forms(mentions)
    return Entity(
        id=wire_urn(type_.value, fold(name).replace(" ", "-")),
        type=type_,
        name=name,
        mentions=mentions,
        aliases=tuple(aliases),
    )


def _forms(mentions: tuple[Mention, ...]) -> list[str]:
    """The forms of a name, the one to call the thing by first: more words, small letters, more use."""
    if len(mentions) == 1:
        return [mentions[0].text]
    forms = Counter(mention.text for mention in mentions)
    name = max(forms, key=lambda form: (len(fold(form).split()), not form.isupper(), forms[form]))
    return [name, *(form for form in forms if form != name)]
