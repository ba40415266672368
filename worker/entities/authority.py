"""What the authority files know of an item's things: one id for a thing across items, spellings and languages.

One look-up a name in a table of folded names, no search; whose name could mean two things stays as it is. Our own file,
of organisations that wires name daily, comes after those of the newsroom, which outweigh it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from worker.authority_files import ANY_LANGUAGE, AuthorityFile, Entry, read_authority
from worker.entities.joining import joined
from worker.entities.names import fold
from worker.entities.organisations import without_form
from worker.item import Entity, EntityType, Story
from worker.language_tag import primary_language

# Ids of our own, so that they go across languages and outlast a name; no persons, who come and go. ``#checked`` says which
# public list has the Wikidata id of a ``sameAs`` under that name: ad-freiburg/elevant, confirmordeny/supraverden,
# osmlab/name-suggestion-index ("nsi"), integrateddatasvc/agency-registry, impresso/newsagency-classification, or several
# smaller ones that agree. Where none was found there is no ``sameAs``.
OURS = "authority.csv"

# A name as short as this, in capitals, is an acronym that may spell a word: "WHO", "IS", "EI" are none of "Who", "Is".
_SPELLS_A_WORD_LETTERS_MAX = 3

# Words that tell nothing of a name: "de la", "for", "und", and acronyms.
_SHORT_WORD_LETTERS_MAX = 3


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing with its id, as one file has it, or several that agree on an id of it."""

    id: str
    type: EntityType
    same_as: tuple[str, ...] = ()
    geonames: int | None = None
    words: set[str] = field(default_factory=set)  # of all its names, folded, but for the short ones

    def may_be_called(self, name: str) -> bool:
        """Whether a long name goes with those that we know: "AFP", the Australian Federal Police, is no news agency."""
        words = _words(name)
        return len(words) < 2 or not words.isdisjoint(self.words)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a name means in a language according to one file, the first file being 0."""

    thing: Thing
    language: str
    file: int
    capitals: bool  # the name counts only as it is written, in capitals

    def holds(self, name: str, language: str | None) -> bool:
        """Whether the name means it in a language. One of several words is the same in any: "Human Rights Watch"."""
        if self.capitals and not name.isupper():
            return False
        return self.language in {language, ANY_LANGUAGE} or " " in name


class Authority:
    """All files together, by name and by number of GeoNames. Made once, before the children are forked.

    Entries of different files that share an id are one thing: the first file's id and type stand, the names of all count.
    """

    def __init__(self, files: Iterable[AuthorityFile], versions: Iterable[str] = ()) -> None:
        self._claims: dict[str, tuple[_Claim, ...]] = {}
        self._places: dict[int, Thing] = {}
        self.versions = tuple(versions)  # of the newsroom's files, for the record; ours goes with the worker's
        known: dict[str, Thing] = {}
        for number, file in enumerate(files):
            things = [(entry, _thing(entry, known)) for entry in file.entries]
            for entry, thing in things:
                known |= {uri: known.get(uri, thing) for uri in (entry.id, *entry.same_as)}
                if entry.geonames and thing.type is EntityType.PLACE:
                    self._places.setdefault(entry.geonames, thing)
                self._claim(entry, thing, number)

    @classmethod
    def read(cls, paths: Sequence[Path] = ()) -> "Authority":
        """Read the newsroom's files, the first of them first, and ours. Raises ValueError as ``read_authority`` does."""
        with resources.as_file(resources.files("worker.entities.tables") / OURS) as ours:
            files = [read_authority(path) for path in (*paths, ours)]
        return cls(files, versions=[f"{file.name} {file.sha256[:12]}" for file in files[:-1]])

    def find(self, name: str, type_: EntityType, language: str | None) -> Thing | None:
        """What a name means in a language, or ``None`` where nothing or several things have it.

        A thing of another type is found where no other has the name: the file knows better than a model that guesses.
        """
        known = self._claims.get(fold(name))
        if known is None:  # as most names
            return None
        claims = [claim for claim in known if claim.holds(name, language)]
        of_type = [claim for claim in claims if claim.thing.type is type_]
        first = min((claim.file for claim in of_type), default=0)
        things = {claim.thing for claim in of_type if claim.file == first} or {claim.thing for claim in claims}
        return things.pop() if len(things) == 1 else None

    def place(self, geonames: int | None) -> Thing | None:
        """The place of that number."""
        return self._places.get(geonames) if geonames else None

    def ambiguous(self) -> list[str]:
        """The names that one file gives to several things of one type and language, and that link to none of them."""
        found = []
        for name, claims in self._claims.items():
            kinds = {(claim.file, claim.language, claim.thing.type) for claim in claims}
            if len({(claim.file, claim.language, claim.thing) for claim in claims}) > len(kinds):
                found.append(name)
        return found

    def _claim(self, entry: Entry, thing: Thing, file: int) -> None:
        for language, name in entry.names:
            claim = _Claim(thing, language, file, name.isupper() and len(name) <= _SPELLS_A_WORD_LETTERS_MAX)
            key = fold(name)
            thing.words.update(_words(name))
            self._claims[key] = (*self._claims.get(key, ()), claim)


NOTHING_KNOWN = Authority(())


def identify(story: Story, entities: tuple[Entity, ...] | None, authority: Authority) -> tuple[Entity, ...] | None:
    """Give the entities that the authority knows its ids, and join those that turn out to be one thing."""
    if entities is None:
        return None
    language = primary_language(story.language)
    known = tuple(_identified(entity, authority, language) for entity in entities)
    return joined(story, known)


def _identified(entity: Entity, authority: Authority, language: str | None) -> Entity:
    thing = _thing_of(entity, authority, language)
    if thing is None:
        return entity
    moved = thing.geonames not in {None, entity.geonames}
    return entity._replace(
        id=thing.id,
        type=thing.type,
        geonames=thing.geonames if moved else entity.geonames,
        iso3166=None if moved else entity.iso3166,
        authority=thing.id,
        same_as=thing.same_as,
    )


def _thing_of(entity: Entity, authority: Authority, language: str | None) -> Thing | None:
    if place := authority.place(entity.geonames):
        return place
    for name in _whole_names(entity):
        thing = authority.find(name, entity.type, language)
        # What is on the map is the town, not the firm that has its name: "Orange".
        retyped = thing and thing.type is not entity.type and entity.geonames is not None
        if thing and not retyped and thing.may_be_called(entity.name):
            return thing
    return None


def _whole_names(entity: Entity) -> Iterable[str]:
    """The names that tell the thing: of a person, a part of the name does not, "Clinton" beside "Hillary Clinton".

    A company is known without its legal form, too: "Airbus SE".
    """
    if entity.type is EntityType.ORGANISATION:
        bare = without_form(entity.name)
        return (entity.name, *entity.aliases, *([bare] if bare else ()))
    if entity.type is not EntityType.PERSON:
        return (entity.name, *entity.aliases)
    return (entity.name, *(alias for alias in entity.aliases if " " in alias))


def _words(name: str) -> set[str]:
    return {word for word in fold(name).split() if len(word) > _SHORT_WORD_LETTERS_MAX}


def _thing(entry: Entry, known: dict[str, Thing]) -> Thing:
    """The thing that an earlier file has under one of the entry's ids, or a new one."""
    for uri in (entry.id, *entry.same_as):
        if uri in known:
            return known[uri]
    return Thing(entry.id, entry.type, entry.same_as, entry.geonames)
