"""The lessons: paragraphs in small batches, the learning rate up and down once, the mean of the weights kept.

The matrix ops are those that the recognizer was loaded with: what a network learns with the one it is read with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from worker.entities.models import NER
from worker.training.paragraphs import OPEN, Paragraph
from worker.training.retell import Retelling


@dataclass(frozen=True, slots=True)
class Recipe:
    """What was found best for some thousand paragraphs of news over a network that knows the language already.

    The mean of two networks that began as one and were taught with two seeds was no better than either: there is no
    such thing here.
    """

    epochs: int = 9
    learn_rate: float = 7e-4
    warm_up: float = 0.1  # the part of the steps in which the rate rises; then it falls to nothing
    dropout: float = 0.3
    batch_words: int = 700


@dataclass(frozen=True, slots=True)
class Step:
    """How far a course is. While the step that ends an epoch is in hand, the network has its mean weights."""

    epoch: int
    done: float  # of the course
    loss: float  # a word, since the epoch began
    ends_epoch: bool = False


def teach(nlp: Any, paragraphs: Sequence[Paragraph], recipe: Recipe, *, seed: int) -> Iterator[Step]:
    """Train the pipeline's recognizer step by step; at the end it has the mean of its weights over the course.

    The same seed gives the same weights.
    """
    fix_random_seed(seed)
    random = Random(seed)  # noqa: S311  nothing here is a secret
    retell = Retelling(paragraphs)
    ner = nlp.get_pipe(NER)
    optimizer = Adam(recipe.learn_rate, use_averages=True, grad_clip=1.0, L2=0.01, L2_is_weight_decay=True)
    words_in_all = recipe.epochs * sum(_words(paragraph) for paragraph in paragraphs)
    taught = 0
    for epoch in range(1, recipe.epochs + 1):
        loss, before = 0.0, taught
        for batch in _batches([retell(each, random) for each in _shuffled(paragraphs, random)], recipe.batch_words):
            done = min(1.0, taught / words_in_all)
            optimizer.learn_rate = recipe.learn_rate * slope(done, recipe.warm_up)
            examples = [example(nlp, paragraph) for paragraph in batch]
            loss += ner.update(examples, drop=recipe.dropout, sgd=optimizer)[NER]
            taught += sum(map(_words, batch))
            yield Step(epoch, done, loss / (taught - before))
        with ner.model.use_params(optimizer.averages):
            yield Step(epoch, epoch / recipe.epochs, loss / (taught - before), ends_epoch=True)
    for node in ner.model.walk():
        for name in node.param_names:
            if (node.id, name) in optimizer.averages:
                node.set_param(name, optimizer.averages[node.id, name])


def example(nlp: Any, paragraph: Paragraph) -> Example:
    """What spaCy learns from.

    A name that does not begin and end with a token is left open like one that is open anyway: nothing is taught of it.
    """
    reference = nlp.make_doc(paragraph.text)
    predicted = reference.copy()
    names: list[Any] = []
    open_: list[Any] = []
    free_from = 0
    for start, end, label in paragraph.spans:
        name = None if label == OPEN else reference.char_span(start, end, label)
        span = name or reference.char_span(start, end, label, alignment_mode="expand")
        if span is not None and span.start >= free_from:
            (names if name else open_).append(span)
            free_from = span.end
    reference.set_ents(names, missing=open_, default="outside")
    return Example(predicted, reference)


def slope(done: float, warm_up: float) -> float:
    """How much of the full learning rate a step takes: up to it, then down to nothing.

    >>> [round(slope(done, 0.1), 2) for done in (0.05, 0.1, 0.55, 1.0)]
    [0.5, 1.0, 0.5, 0.0]
    """
    return done / warm_up if done < warm_up else (1 - done) / (1 - warm_up)


def _shuffled(paragraphs: Sequence[Paragraph], random: Random) -> list[Paragraph]:
    return random.sample(paragraphs, len(paragraphs))


def _batches(paragraphs: Iterable[Paragraph], words_max: int) -> Iterator[list[Paragraph]]:
    batch: list[Paragraph] = []
    words = 0
    for paragraph in paragraphs:
        batch.append(paragraph)
        words += _words(paragraph)
        if words >= words_max:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def _words(paragraph: Paragraph) -> int:
    return len(paragraph.text.split())
