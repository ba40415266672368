"""From mentions to things: one entity for each person, organisation and place of an item, with every mention of it.

Works within the item alone; what a thing is in the world is ``link``'s to say.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from worker.entities.amend import amend
from worker.entities.names import fold
from worker.entities.organisations import match_organisations
from worker.entities.people import match_people, short_names
from worker.entities.reading import PassageMentions, by_passage
from worker.entities.roles import NOTHING, Named, told
from worker.entities.sightings import with_sightings
from worker.entities.storms import match_storms
from worker.entities.towns import with_towns
from worker.item import Entity, EntityType, Mention, Story
from worker.language_tag import primary_language
from worker.uri import wire_urn

# Looked up once: an enum's member costs a tenth of a microsecond, in loops over every mention.
_EVENT, _ORGANISATION, _PERSON = EntityType.EVENT, EntityType.ORGANISATION, EntityType.PERSON

Key = tuple[EntityType, str]

# The names of the day come again in every item.
_IDS_KEPT_MAX = 8_192


def resolve(story: Story, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """Join the mentions of one thing into one entity, in the order in which the story first names them.

    Mentions that the model missed are added; one that took two names together gives way to both.
    """
    mentions = amend(with_towns(story, mentions))
    read = tuple(with_sightings(by_passage(story.passages, mentions), _sought(mentions)))
    language = primary_language(story.language)
    return tuple([_entity(named, language) for named in _grouped(read, language).values()])


def _sought(mentions: Sequence[Mention]) -> dict[str, EntityType]:
    """What the text may say again unmarked: every name as it stands, and what it may go on with of a person's."""
    sought = {mention.text: mention.type for mention in reversed(mentions)}
    for name, type_ in tuple(sought.items()):
        if type_ is _PERSON:
            for short in short_names(name):
                sought.setdefault(short, type_)
    return sought


def _grouped(read: Sequence[PassageMentions], language: str | None) -> dict[Key, list[Named]]:
    """The mentions of each thing, all in the order of the text.

    What tells one thing from another is its type and its fullest name in the item, folded; a surname that two people
    share is the one's who was last named whole.
    """
    full_names = {(mention.type, mention.text): mention.text for _, here in read for mention in here}
    people = match_people(name for type_, name in full_names if type_ is _PERSON)
    organisations = match_organisations(
        [name for type_, name in full_names if type_ is _ORGANISATION], _bracketed(read)
    )
    full_names |= {(_PERSON, name): owners[0] for name, owners in people.items()}
    storms = match_storms([name for type_, name in full_names if type_ is _EVENT], language)
    full_names |= {(_ORGANISATION, name): full for name, full in organisations.items()}
    full_names |= {(_EVENT, name): full for name, full in storms.items()}
    keys = {key: (key[0], fold(full)) for key, full in full_names.items()}
    namesakes = {name for name, owners in people.items() if len(owners) > 1}
    last_named: dict[str, Key] = {}
    groups: defaultdict[Key, list[Named]] = defaultdict(list)
    for passage, here in read:
        for mention in here:
            key = keys[mention.type, mention.text]
            if namesakes and mention.type is _PERSON:
                if mention.text in namesakes:
                    key = last_named.get(fold(mention.text), key)
                last_named |= dict.fromkeys(map(fold, short_names(mention.text)), key)
            groups[key].append((passage, mention))
    return groups


def _bracketed(read: Iterable[PassageMentions]) -> Iterator[tuple[str, str]]:
    """The organisations that another one follows in brackets, and that one: "Fonds monétaire international (FMI)"."""
    for passage, here in read:
        if " (" not in passage.text:
            continue
        for one, other in pairwise(here):
            organisations = one.type is other.type is _ORGANISATION
            if organisations and passage.text[one.end - passage.start : other.start - passage.start] == " (":
                yield one.text, other.text


def _entity(named: list[Named], language: str | None) -> Entity:
    mentions = tuple([mention for _, mention in named])
    type_ = mentions[0].type
    name, aliases = _name_and_aliases(mentions) if len(mentions) > 1 else (mentions[0].text, ())
    roles, age = told(language, named) if type_ is _PERSON else NOTHING
    return Entity(_id(type_, name), type_, name, mentions, aliases, roles, age)


@lru_cache(maxsize=_IDS_KEPT_MAX)
def _id(type_: EntityType, name: str) -> str:
    return wire_urn(type_.value, fold(name).replace(" ", "-"))


def _name_and_aliases(mentions: Sequence[Mention]) -> tuple[str, tuple[str, ...]]:
    """Of the forms of a name that are used the one to call the thing by: more words, small letters, more use."""
    forms = [mention.text for mention in mentions]
    if forms.count(forms[0]) == len(forms):  # as most things have one
        return forms[0], ()
    count = Counter(forms)
    name = max(count, key=lambda form: (len(fold(form).split()), not form.isupper(), count[form]))
    return name, tuple([form for form in count if form != name])
