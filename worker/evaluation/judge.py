"""A corpus read three ways, text by text in turn, so that one busy minute of the machine falls on all of them alike."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from worker.enrich import Enricher
from worker.evaluation.annotation import GoldText
from worker.evaluation.readings import Reading, read_stock, read_through
from worker.evaluation.scores import (
    NAMES,
    Links,
    Tally,
    score_b_cubed,
    score_links,
    score_names,
    score_pairs,
    total,
)
from worker.item import EntityType

STOCK, RULES, OURS = "stock model", "simple rules", "ours"

# What is one thing under several names; places differ in their names alone, and are put together by linking.
RESOLVED = (EntityType.PERSON, EntityType.ORGANISATION)


@dataclass(slots=True)
class Figures:
    """The figures of one way to read, summed over a corpus."""

    annotated: frozenset[EntityType]
    names: dict[EntityType, Tally] = field(default_factory=dict)
    pairs: dict[EntityType, Tally] = field(default_factory=lambda: dict.fromkeys(RESOLVED, Tally()))
    b_cubed: Tally = field(default_factory=Tally)
    links: Links = field(default_factory=Links)
    recognize_seconds: float = 0.0
    join_seconds: float = 0.0

    def add(self, gold: GoldText, reading: Reading) -> None:
        """Judge one text more."""
        for type_, tally in score_names(gold, reading.found, self.annotated).items():
            self.names[type_] = self.names.get(type_, Tally()) + tally
        for type_ in RESOLVED:
            self.pairs[type_] += score_pairs(gold, reading.found, type_)
        self.b_cubed += score_b_cubed(gold, reading.found)
        self.links += score_links(gold, reading.found)
        self.recognize_seconds += reading.recognize_seconds
        self.join_seconds += reading.join_seconds

    @property
    def three(self) -> Tally:
        """Persons, places and organisations together."""
        return total(tally for type_, tally in self.names.items() if type_ in NAMES)

    @property
    def every(self) -> Tally:
        """All types that were annotated."""
        return total(self.names.values())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one corpus: the figures by way of reading, and what could not be judged."""

    texts: int
    words: int
    annotated: frozenset[EntityType]
    figures: Mapping[str, Figures]
    troubles: tuple[str, ...]
    resolves: bool  # the annotators told which mentions are one thing
    links: bool  # and which places they are


def judge(
    texts: Sequence[GoldText],
    enrich: Enricher,
    stock: Mapping[str, str],
    *,
    each: Callable[[], None] = lambda: None,
) -> Verdict:
    """Read and judge all texts; ``each`` is called after every one. A language without a stock model has ours alone."""
    annotated = frozenset[EntityType]().union(*(text.annotated for text in texts))
    figures = {way: Figures(annotated) for way in (STOCK, RULES, OURS)}
    troubles: list[str] = []
    compared = False
    for text in {text.language: text for text in texts}.values():
        _read(enrich, stock, text)  # the first reading in a language loads what is loaded late
    for text in texts:
        readings = _read(enrich, stock, text)
        compared |= STOCK in readings
        for way, reading in readings.items():
            figures[way].add(text, reading)
            troubles += reading.troubles
        each()
    return Verdict(
        texts=len(texts),
        words=sum(len(text.text.split()) for text in texts),
        annotated=annotated,
        figures=figures if compared else {OURS: figures[OURS]},
        troubles=tuple(troubles),
        resolves=any(mention.entity is not None for text in texts for mention in text.mentions),
        links=any(mention.place is not None for text in texts for mention in text.mentions),
    )


def _read(enrich: Enricher, stock: Mapping[str, str], text: GoldText) -> dict[str, Reading]:
    ours = read_through(enrich, text)
    package = stock.get(ours.language or "")
    if package is None:
        return {OURS: ours}
    plain, ruled = read_stock(package, text, ours.language)
    return {STOCK: plain, RULES: ruled, OURS: ours}
