"""The model card: what a folder of weights holds, what it was made of, how good it is, how to make it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from worker.entities.models import Base
from worker.entities.tables.labels import OWN
from worker.evaluation.scores import NAMES, Tally, total
from worker.training.tune import Figures

CARD = """\
# {name} {number}

A recognizer of names over the tokenizer and the vectors of `{base.package}` {base.version}: {types}.
The weights derive from those of `{begun_from}` and from the texts below: who passes them on keeps to the licences of both.

- Learnt from {lessons}.
- {judged}.
- Made with wire-worker {worker}, spaCy {spacy}.

{figures}
Again:

    {again}
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was learnt from, or judged on."""

    files: tuple[str, ...]
    texts: int
    paragraphs: int
    names: int

    def __str__(self) -> str:
        return f"{self.texts:,} texts ({', '.join(self.files)}), {self.paragraphs:,} paragraphs, {self.names:,} names"


def card(
    name: str,
    number: str,
    *,
    base: Base,
    begun_from: str,
    lessons: Corpus,
    dev: Corpus,
    before: Figures,
    after: Figures,
    again: str,
) -> str:
    """The card as Markdown; whose the texts are, and who may have the weights, is for their owner to add."""
    return CARD.format(
        name=name,
        number=number,
        base=base,
        begun_from=begun_from,
        types=", ".join(f"{type_} `{label}`" for type_, label in OWN.items()),
        lessons=lessons,
        judged=f"Judged on {dev}, none of which it has seen"
        if dev.texts
        else "Judged on nothing: no text was held out",
        worker=version("wire-worker"),
        spacy=version("spacy"),
        figures="\n".join(_figures(before, after)) if dev.texts else "",
        again=again,
    )


def _figures(before: Figures, after: Figures) -> Iterable[str]:
    """The table of the figures, as Markdown."""
    yield "| | names | before: P / R / F | after: P / R / F |"
    yield "|---|---|---|---|"
    for kind, one, other in rows(before, after):
        yield f"| {kind} | {other.wanted:,} | {percent(one)} | {percent(other)} |"
    yield ""


def rows(before: Figures, after: Figures) -> Iterable[tuple[str, Tally, Tally]]:
    """Each type that was looked for with its figures; persons, places and organisations together come last."""
    for type_ in OWN:
        if after[type_].wanted:
            yield type_.value, before[type_], after[type_]
    one, other = (total(figures[type_] for type_ in NAMES) for figures in (before, after))
    yield "person, place, organisation", one, other


def percent(tally: Tally) -> str:
    """Precision, recall, F.

    >>> percent(Tally(found=4, right=3, wanted=6, met=3))
    '75.0 / 50.0 / 60.0'
    """
    return " / ".join(f"{100 * part:.1f}" for part in (tally.precision, tally.recall, tally.f))
