"""What an annotator says of a text: which names stand in it, what each is, which are one thing, where places are.

Apart from the files in which that comes, which are several forms of the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from worker.evaluation.gold_types import gold_types
from worker.item import EntityType

# Other people's words for our members.
_ALIASES = {"label": "type", "canonical": "entity"}


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a place is. Any of ``geonames`` is right; where there is none, no identifier is."""

    geonames: frozenset[int] = frozenset()
    lat: float | None = None
    lon: float | None = None
    iso3166: str | None = None


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A name that an annotator marked. ``optional``: to find it is no mistake, and neither is to pass over it."""

    start: int
    end: int
    text: str
    types: tuple[EntityType, ...]  # the first is meant, the others are right as well
    entity: str | None = None  # mentions that have the same are one thing
    place: GoldPlace | None = None
    optional: bool = False

    @property
    def type(self) -> EntityType:
        """What the annotator says that it is."""
        return self.types[0]


@dataclass(frozen=True, slots=True)
class GoldText:
    """One annotated text, its names in order, none inside another; ``where`` it stands: ``dispatches.jsonl:3``."""

    id: str
    text: str
    mentions: tuple[GoldMention, ...]
    where: str
    language: str | None = None

    @property
    def annotated(self) -> frozenset[EntityType]:
        """The types that occur in it."""
        return frozenset(type_ for mention in self.mentions for type_ in mention.types)


def annotate(text: str, entries: Iterable[tuple[str, Any]]) -> tuple[tuple[GoldMention, ...], list[str]]:
    """The mentions of a text, and a sentence for each entry that is wrong; each entry comes with where it stands.

    Of names that lie in one another the outermost is kept: "Nations unies" in "Haut-Commissariat des Nations unies".

    >>> mentions, problems = annotate("Ann Lee left Lima.", [("a:1", [0, 7, "PER"]), ("a:1", [13, 17, "LOC", "Lima"])])
    >>> [(mention.text, mention.type.value) for mention in mentions], problems
    ([('Ann Lee', 'person'), ('Lima', 'place')], [])
    >>> annotate("Ann", [("a:1", [0, 4, "PER"])])
    ((), ['a:1: 0 to 4 is no span of a text of 3 characters'])
    """
    mentions: list[tuple[str, GoldMention]] = []
    problems: list[str] = []
    for where, entry in entries:
        try:
            mention = _mention(text, _members(entry))
        except ValueError as error:
            problems.append(f"{where}: {error}")
        else:
            mentions += [(where, mention)] if mention else []
    kept: list[GoldMention] = []
    for where, mention in sorted(mentions, key=lambda each: (each[1].start, -each[1].end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
        elif mention.end > kept[-1].end:
            problems.append(f"{where}: {mention.text!r} begins inside {kept[-1].text!r} and ends outside it")
    return tuple(kept), problems


def _mention(text: str, stated: Mapping[str, Any]) -> GoldMention | None:
    """The mention of an entry; ``None`` for what is no thing of ours. Raises ValueError with what is wrong with it."""
    start, end, type_ = stated.get("start"), stated.get("end"), stated.get("type")
    if type(start) is not int or type(end) is not int or not isinstance(type_, str):
        raise ValueError(f"{dict(stated)!r} has no start, end and type: two whole numbers and a word")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"{start} to {end} is no span of a text of {len(text)} characters")
    if stated.get("text", text[start:end]) != text[start:end]:
        raise ValueError(f"at {start} to {end} stands {text[start:end]!r}, not {stated['text']!r}")
    also = stated.get("also_accept", [])
    if not isinstance(also, list) or not all(isinstance(word, str) for word in also):
        raise ValueError('"also_accept" is no list of types')
    types = gold_types("|".join([type_, *also]))
    if not types:
        return None
    entity = stated.get("entity")
    return GoldMention(
        start,
        end,
        text[start:end],
        types,
        entity=None if entity is None else str(entity),
        place=_place(stated) if "geonames" in stated else None,
        optional=bool(stated.get("optional")),
    )


def _members(entry: Any) -> Mapping[str, Any]:
    if isinstance(entry, list) and 3 <= len(entry) <= 4:
        return dict(zip(("start", "end", "type", "entity"), entry, strict=False))
    if isinstance(entry, dict):
        return {_ALIASES.get(str(name), str(name)): value for name, value in entry.items()}
    raise ValueError(f"{entry!r} is neither [start, end, type, entity] nor an object")


def _place(stated: Mapping[str, Any]) -> GoldPlace:
    ids = stated["geonames"] if isinstance(stated["geonames"], list) else [stated["geonames"]]
    if any(type(number) is not int for number in ids):
        raise ValueError(f"{stated['geonames']!r} is no number of GeoNames, and no list of them")
    for name in ("lat", "lon"):
        if type(stated.get(name)) not in {int, float, type(None)}:
            raise ValueError(f'"{name}" is no number of degrees')
    return GoldPlace(frozenset(ids), stated.get("lat"), stated.get("lon"), stated.get("iso3166"))
