"""The figures: what was found beside what the annotator marked. Pure functions on plain data, no model, no file.

Every figure is made of tallies that add up over texts. A name is right where its span and its type are exactly the
annotator's; what resolution and linking say of a name that was not found counts against them.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from worker.evaluation.annotation import GoldMention, GoldPlace, GoldText
from worker.item import EntityType

# What every scheme marks, and annotators agree on best; events and works are counted apart from them.
NAMES = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.ORGANISATION})

# Schemes draw the line between these differently, and some do not draw it.
_REST = frozenset({EntityType.EVENT, EntityType.PRODUCT, EntityType.OTHER})

# As geocoders are judged: 100 miles.
NEAR_KM = 161.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A name as it was found. Mentions of one ``entity`` are one thing; the rest is of a place that was linked."""

    start: int
    end: int
    type: EntityType
    entity: str
    geonames: int | None = None
    iso3166: str | None = None
    lat: float | None = None
    lon: float | None = None

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was found and how much of that is right; how much was wanted and how much of that was met."""

    found: int = 0
    right: float = 0
    wanted: int = 0
    met: float = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.found + other.found, self.right + other.right, self.wanted + other.wanted, self.met + other.met
        )

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Of what was wanted, how much was met."""
        return self.met / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of the two.

        >>> Tally(found=4, right=3, wanted=6, met=3).f
        0.6
        """
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them as one.

    >>> total([Tally(1, 1, 2, 1), Tally(1, 0, 1, 0)])
    Tally(found=2, right=1, wanted=3, met=1)
    """
    return sum(tallies, Tally())


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def score_names(
    gold: GoldText, found: Sequence[FoundMention], annotated: frozenset[EntityType]
) -> dict[EntityType, Tally]:
    """Spans and types, by type. Only what the annotators looked for (``annotated``) is judged.

    Where a name was found its type is the annotator's: a platform that the one calls "other" and the other a product is
    right. Names that may be passed over count neither way.
    """
    marked = {(mention.start, mention.end): mention for mention in gold.mentions}
    judged = annotated | _REST if annotated & _REST else annotated
    found_of: Counter[EntityType] = Counter()
    right_of: Counter[EntityType] = Counter()
    for mention in {mention.span: mention for mention in found}.values():
        meant = marked.get(mention.span)
        if meant and is_right(mention, meant):
            if not meant.optional:
                found_of[meant.type] += 1
                right_of[meant.type] += 1
        elif mention.type in judged and not (meant and meant.optional):
            found_of[mention.type] += 1
    wanted = Counter(mention.type for mention in gold.mentions if not mention.optional)
    return {
        type_: Tally(found_of[type_], right_of[type_], wanted[type_], right_of[type_])
        for type_ in EntityType
        if found_of[type_] or wanted[type_]
    }


def is_right(found: FoundMention, meant: GoldMention) -> bool:
    """Whether a name that was found at the right place has a right type; "other" is an event or a work as well."""
    types = {found.type, *meant.types}
    return found.type in meant.types or (
        EntityType.OTHER in types and found.type in _REST and not _REST.isdisjoint(meant.types)
    )


# ── One entity a thing ──────────────────────────────────────────────────────────────────────────────────────────────


def score_pairs(gold: GoldText, found: Sequence[FoundMention], type_: EntityType) -> Tally:
    """Pairs of mentions of one thing whose words differ: "Joe Biden" and "Biden", put together or not.

    A pair with a mention that was missed is missed, and one with a mention that is none is wrong.
    """
    theirs = {
        (mention.start, mention.end): mention.entity
        for mention in gold.mentions
        if mention.type is type_ and mention.entity is not None
    }
    ours = {mention.span: mention.entity for mention in found if mention.type is type_}
    right = _pairs(gold.text, {span: (theirs[span], ours[span]) for span in theirs.keys() & ours.keys()})
    return Tally(_pairs(gold.text, ours), right, _pairs(gold.text, theirs), right)


def _pairs(text: str, groups: Mapping[tuple[int, int], Hashable]) -> int:
    """How many pairs of spans there are in the groups whose words differ: all of them but those whose words are one."""
    sizes = Counter(groups.values())
    alike = Counter((group, text[slice(*span)]) for span, group in groups.items())
    return sum(size * (size - 1) // 2 for size in sizes.values()) - sum(
        size * (size - 1) // 2 for size in alike.values()
    )


def score_b_cubed(gold: GoldText, found: Sequence[FoundMention], types: frozenset[EntityType] = NAMES) -> Tally:
    """B-cubed: of each mention, how much of its entity is right, and how much of its thing was put together.

    Mentions that only one side has count nothing, and count in full against that side's figure.
    """
    theirs = {
        (mention.start, mention.end): mention.entity
        for mention in gold.mentions
        if mention.type in types and mention.entity is not None
    }
    ours = {mention.span: mention.entity for mention in found if mention.type in types}
    both = Counter((theirs[span], ours[span]) for span in theirs.keys() & ours.keys())
    right = met = 0.0
    size_of_theirs, size_of_ours = Counter(theirs.values()), Counter(ours.values())
    for (thing, entity), shared in both.items():
        right += shared * shared / size_of_ours[entity]
        met += shared * shared / size_of_theirs[thing]
    return Tally(len(ours), right, len(theirs), met)


# ── Places in the world ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Links:
    """Of places that the annotator located: how many were found and linked, to the very id, within 161 km, to the country.

    ``end_to_end`` has the places that were linked as found, and as right those that stand where the annotator has them
    and lie within 161 km of where he has them: what was missed, not linked or linked elsewhere counts against us.
    """

    linked: int = 0
    exact: int = 0
    near: int = 0
    countries: int = 0  # of the linked, those of which the annotator states the country
    country: int = 0
    end_to_end: Tally = Tally()

    def __add__(self, other: "Links") -> "Links":
        return Links(
            self.linked + other.linked,
            self.exact + other.exact,
            self.near + other.near,
            self.countries + other.countries,
            self.country + other.country,
            self.end_to_end + other.end_to_end,
        )


def score_links(gold: GoldText, found: Sequence[FoundMention]) -> Links:
    """Places against their annotated identifiers; where the annotator says that none is right, a link is wrong."""
    located = {(mention.start, mention.end): mention for mention in gold.mentions if mention.place}
    linked = [mention for mention in found if mention.type is EntityType.PLACE and mention.geonames is not None]
    pairs = [
        (mention, meant.place, is_near(mention, meant.place))
        for mention in linked
        if (meant := located.get(mention.span)) and meant.place
    ]
    near = sum(right for *_, right in pairs)
    wanted = sum(not mention.optional for mention in located.values())
    return Links(
        linked=len(pairs),
        exact=sum(mention.geonames in place.geonames for mention, place, _ in pairs),
        near=near,
        countries=sum(place.iso3166 is not None for _, place, _ in pairs),
        country=sum(mention.iso3166 == place.iso3166 is not None for mention, place, _ in pairs),
        end_to_end=Tally(len(linked), near, wanted, near),
    )


def is_near(found: FoundMention, place: GoldPlace) -> bool:
    """Whether a link is the annotated place, or one within 161 km of it."""
    if found.geonames in place.geonames:
        return True
    if found.lat is None or found.lon is None or place.lat is None or place.lon is None:
        return False
    return distance_km((found.lat, found.lon), (place.lat, place.lon)) <= NEAR_KM


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle, between two places in degrees.

    >>> round(distance_km((48.85, 2.35), (51.51, -0.13)))
    344
    """
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, place)) for place in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
