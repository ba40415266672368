"""A model made better by annotated text: its recognizer trained on, and judged before and after on what it has not seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from worker.entities.models import Base, Model, load
from worker.entities.tables.labels import LABELS, OWN
from worker.errors import SettingsError
from worker.evaluation.scores import Tally
from worker.item import EntityType
from worker.training.course import Recipe, Step, teach
from worker.training.network import relabel
from worker.training.paragraphs import OPEN, Paragraph
from worker.training.peoples import with_peoples

Figures = dict[EntityType, Tally]


@dataclass(frozen=True, slots=True)
class Tuned:
    """A trained pipeline, the package that it stands on, and its figures on the development part (none without one)."""

    nlp: Any
    base: Base
    before: Figures
    after: Figures


def tune(
    name: str,
    lessons: Sequence[Paragraph],
    dev: Sequence[Paragraph],
    recipe: Recipe,
    *,
    seed: int,
    told: Callable[[Step, Figures], None],
) -> Tuned:
    """Train the recognizer of the model ``name``; ``told`` hears of each step, at the end of an epoch with its figures.

    Raises ``SettingsError`` for a model that cannot be loaded, or that is no installed package and stands on none.
    """
    model = load(name)
    base, nlp = base_of(model, name), model.nlp
    before = judge(nlp, dev)
    lessons = with_peoples(nlp, lessons)
    relabel(nlp)
    for step in teach(nlp, lessons, recipe, seed=seed):
        told(step, judge(nlp, dev) if step.ends_epoch else {})
    return Tuned(nlp, base, before, judge(nlp, dev))


def base_of(model: Model, name: str) -> Base:
    """The installed package that weights of this model can stand on."""
    if model.base is None:
        raise SettingsError(f"{name}: weights stand on an installed package; a folder of spaCy's cannot be one")
    return model.base


def judge(nlp: Any, paragraphs: Sequence[Paragraph]) -> Figures:
    """What the recognizer alone finds, by type: the words of a name and its type, exactly."""
    tallies = dict.fromkeys(OWN, Tally())
    docs = nlp.pipe([paragraph.text for paragraph in paragraphs])
    for paragraph, doc in zip(paragraphs, docs, strict=True):
        left_open = {(start, end) for start, end, label in paragraph.spans if label == OPEN}
        found = {
            (entity.start_char, entity.end_char, LABELS.get(entity.label_))
            for entity in doc.ents
            if (entity.start_char, entity.end_char) not in left_open
        }
        wanted = {(start, end, LABELS[label]) for start, end, label in paragraph.spans if label != OPEN}
        for type_ in OWN:
            ours, theirs = (_of(type_, names) for names in (found, wanted))
            right = len(ours & theirs)
            tallies[type_] += Tally(len(ours), right, len(theirs), right)
    return tallies


def _of(type_: EntityType, names: Iterable[tuple[int, int, EntityType | None]]) -> set[tuple[int, int]]:
    return {(start, end) for start, end, of in names if of is type_}


def unaligned(nlp: Any, paragraphs: Iterable[Paragraph]) -> int:
    """How many names do not begin and end with a token: the model could never find them."""
    return sum(
        doc.char_span(start, end) is None
        for paragraph in paragraphs
        for doc in [nlp.make_doc(paragraph.text)]
        for start, end, _ in paragraph.spans
    )
