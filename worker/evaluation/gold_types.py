"""How annotators spell what a thing is, as types of ours.

Apart from the reader, since a newsroom's scheme is added here, as words of a row.
"""

from collections.abc import Iterable

from worker.item import EntityType

# CoNLL, spaCy, OntoNotes, WiNER, DWIE, brat projects, and the words themselves in English, French and German.
_SPELLINGS: dict[EntityType, str] = {
    EntityType.PERSON: "person persons people per pers personne personnes",
    EntityType.ORGANISATION: "organisation organisations organization organizations org orga company institution",
    EntityType.PLACE: "place places location locations loc gpe fac facility geo lieu lieux ort",
    EntityType.EVENT: "event events evt evenement événement ereignis",
    EntityType.PRODUCT: "product products prod work works work_of_art brand oeuvre œuvre produit werk",
    EntityType.OTHER: "other misc miscellaneous autre",
}

# What schemes mark beside names: no thing of ours, and no mistake of the annotator's.
_NO_THING = frozenset(
    "date hour time heure duration money percent quantity cardinal ordinal number amount norp language law url".split()  # noqa: SIM905
)

_TYPES = {word: type_ for type_, words in _SPELLINGS.items() for word in words.split()}


def gold_types(stated: str) -> tuple[EntityType, ...]:
    """The types that an annotation allows, the first one meant; none for what is no thing of ours.

    Raises ValueError for a word that no scheme has.

    >>> gold_types("Location"), gold_types("ORG|LOC"), gold_types("Date")
    ((<EntityType.PLACE: 'place'>,), (<EntityType.ORGANISATION: 'organisation'>, <EntityType.PLACE: 'place'>), ())
    """
    return tuple(_known(stated.split("|")))


def _known(words: Iterable[str]) -> Iterable[EntityType]:
    for word in words:
        folded = word.strip().casefold()
        if folded in _TYPES:
            yield _TYPES[folded]
        elif folded not in _NO_THING:
            raise ValueError(f"{word!r} is no type of entity: {', '.join(EntityType)}, or another scheme's word for it")
