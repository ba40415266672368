"""The recognizer's network before the first lesson: all that the base has learnt, under labels of ours.

A label that the base does not have begins as the nearest one: what was "miscellaneous" there is an event or a product.
"""

from collections.abc import Sequence
from typing import Any

from spacy.training import Example

from worker.entities.models import NER, recognizer_config
from worker.entities.tables.labels import NEAREST, PEOPLES


def relabel(nlp: Any) -> None:
    """Give a loaded pipeline a recognizer with our labels, that begins as its own.

    A new component, and not the old one with labels added: spaCy cannot take labels away.
    """
    old = nlp.get_pipe(NER)
    config = recognizer_config(nlp)
    nlp.remove_pipe(NER)
    new = nlp.add_pipe(NER, config=config)
    nearest = {label: _nearest(label, old.labels) for label in NEAREST}
    nearest |= {label: label for label in PEOPLES[:1] if label in old.labels}
    for label in nearest:
        new.add_label(label)
    sample = Example.from_dict(nlp.make_doc("Lyon"), {"entities": [(0, 4, "LOC")]})
    new.initialize(lambda: [sample], nlp=nlp)
    moves = [old.moves.get_class_name(row) for row in range(old.moves.n_moves)]
    rows = [moves.index(_move_of(new.moves.get_class_name(row), nearest)) for row in range(new.moves.n_moves)]
    last = new.model.get_ref("upper")  # its rows are moves: "B-PER", "O"
    for (node, name), (source, _) in zip(_parameters(new.model), _parameters(old.model), strict=True):
        value = source.get_param(name)
        node.set_param(name, (value[rows] if node is last else value).copy())
    new.model.attrs["unseen_classes"].clear()


def _parameters(model: Any) -> list[tuple[Any, str]]:
    return [(node, name) for node in model.walk() for name in sorted(node.param_names) if node.has_param(name)]


def _nearest(label: str, known: Sequence[str]) -> str:
    """The base's label that ours begins as: any, where it has none of the kind; it will learn."""
    return next((each for each in (*NEAREST[label], *known) if each in known), label)


def _move_of(move: str, nearest: dict[str, str]) -> str:
    action, _, label = move.partition("-")
    return f"{action}-{nearest[label]}" if label else move
