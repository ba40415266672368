"""From mentions to things: one entity for each person, organisation and place of an item, with every mention of it.

Works within the item alone; what a thing is in the world is ``link``'s to say.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from worker.entities.amend import amend
from worker.entities.forms import Forms
from worker.entities.organisations import match_organisations
from worker.entities.people import match_people
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

# What the URN of each thing begins with, by its type.
_SPACES = {type_: wire_urn(type_.value, "") for type_ in EntityType}


def resolve(story: Story, mentions: tuple[Mention, ...]) -> tuple[Entity, ...]:
    """Join the mentions of one thing into one entity, in the order in which the story first names them.

    Mentions that the model missed are added; one that took two names together gives way to both.
    """
    mentions = with_towns(story, mentions)
    forms = Forms.of({mention.text for mention in mentions})
    mentions = amend(mentions, forms)
    sought = _sought(mentions, forms)
    read = tuple(with_sightings(by_passage(story.passages, mentions), sought, forms))
    language = primary_language(story.language)
    return tuple([_entity(named, language, forms) for named in _grouped(read, language, forms).values()])


def _sought(mentions: Sequence[Mention], forms: Forms) -> dict[str, EntityType]:
    """What the text may say again unmarked: every name as it stands, and what it may go on with of a person's."""
    sought = {mention.text: mention.type for mention in reversed(mentions)}
    for name, type_ in tuple(sought.items()):
        if type_ is _PERSON:
            for short in forms[name].person.shorts:
                sought.setdefault(short, type_)
    return sought


def _grouped(read: Sequence[PassageMentions], language: str | None, forms: Forms) -> dict[Key, list[Named]]:
    """The mentions of each thing, all in the order of the text.

    What tells one thing from another is its type and its fullest name in the item, folded; a surname that two people
    share is the one's who was last named whole.
    """
    named = [(passage, mention) for passage, here in read for mention in here]
    names = [(mention.type, mention.text) for _, mention in named]
    of_type: defaultdict[EntityType, list[str]] = defaultdict(list)
    for type_, name in dict.fromkeys(names):
        of_type[type_].append(name)
    people = match_people({name: forms[name].person for name in of_type[_PERSON]})
    fullest = {
        _PERSON: {name: owners[0] for name, owners in people.items()},
        _ORGANISATION: match_organisations(of_type[_ORGANISATION], _bracketed(read)),
        _EVENT: match_storms(of_type[_EVENT], language),
    }
    keys: dict[Key, Key] = {}
    for type_, here in of_type.items():
        wholes = fullest.get(type_, {})
        for name in here:
            keys[type_, name] = type_, forms[wholes.get(name, name)].key
    namesakes = {name for name, owners in people.items() if len(owners) > 1}
    owners = _last_named(names, keys, namesakes, forms) if namesakes else map(keys.__getitem__, names)
    groups: defaultdict[Key, list[Named]] = defaultdict(list)
    for key, each in zip(owners, named, strict=True):
        groups[key].append(each)
    return groups


def _last_named(
    names: Iterable[Key], keys: Mapping[Key, Key], namesakes: Container[str], forms: Forms
) -> Iterator[Key]:
    """Whose each name is; one that several people share is the one's who was last named whole."""
    last: dict[str, Key] = {}
    for type_, name in names:
        key = keys[type_, name]
        if type_ is _PERSON:
            form = forms[name]
            if name in namesakes:
                key = last.get(form.key, key)
            last |= dict.fromkeys(form.person.short_keys, key)
        yield key


def _bracketed(read: Iterable[PassageMentions]) -> Iterator[tuple[str, str]]:
    """The organisations that another one follows in brackets, and that one: "Fonds monétaire international (FMI)"."""
    for passage, here in read:
        if " (" not in passage.text:
            continue
        for one, other in pairwise(here):
            organisations = one.type is other.type is _ORGANISATION
            if organisations and passage.text[one.end - passage.start : other.start - passage.start] == " (":
                yield one.text, other.text


def _entity(named: list[Named], language: str | None, forms: Forms) -> Entity:
    mentions = tuple([mention for _, mention in named])
    type_ = mentions[0].type
    name, aliases = _name_and_aliases(mentions, forms) if len(mentions) > 1 else (mentions[0].text, ())
    roles, age = told(language, named) if type_ is _PERSON else NOTHING
    return Entity(_SPACES[type_] + forms[name].part, type_, name, mentions, aliases, roles, age)


def _name_and_aliases(mentions: Sequence[Mention], forms: Forms) -> tuple[str, tuple[str, ...]]:
    """Of the forms of a name that are used the one to call the thing by: more words, small letters, more use."""
    texts = [mention.text for mention in mentions]
    if texts.count(texts[0]) == len(texts):  # as most things have one
        return texts[0], ()
    count = dict.fromkeys(texts, 0)
    for text in texts:
        count[text] += 1
    name = max(count, key=lambda form: (len(forms[form].key.split()), not form.isupper(), count[form]))
    return name, tuple([form for form in count if form != name])
