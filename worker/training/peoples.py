"""Peoples and languages beside names: "Germans", "Hausa", "Franco-German" are no things of ours, and look like some.

A base that has a label for them keeps it, since a network that may not say "a people" says "a person". No annotated
text marks them in our scheme: what the base itself sees is taught again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from worker.entities.models import NER
from worker.entities.tables.labels import PEOPLES
from worker.training.paragraphs import OPEN, Paragraph, Span


def with_peoples(nlp: Any, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """The paragraphs, with the peoples that the untrained pipeline sees where no name is annotated."""
    if PEOPLES[0] not in nlp.get_pipe(NER).labels:
        return paragraphs
    docs = nlp.pipe([paragraph.text for paragraph in paragraphs])
    return [
        replace(
            paragraph,
            spans=_added(paragraph.spans, ((each.start_char, each.end_char, each.label_) for each in doc.ents)),
        )
        for paragraph, doc in zip(paragraphs, docs, strict=True)
    ]


def _added(names: tuple[Span, ...], seen: Iterable[Span]) -> tuple[Span, ...]:
    """The names, and of what was seen the peoples that overlap none of them; one that was left open is no longer.

    >>> _added(((0, 4, "PER"), (9, 16, "?")), [(0, 4, "NORP"), (9, 16, "LANGUAGE"), (20, 24, "GPE")])
    ((0, 4, 'PER'), (9, 16, 'NORP'))
    """
    peoples = {(start, end) for start, end, label in seen if label in PEOPLES}
    kept = [name for name in names if name[2] != OPEN or name[:2] not in peoples]
    free = (each for each in peoples if all(each[1] <= name[0] or name[1] <= each[0] for name in kept))
    return tuple(sorted((*kept, *((*each, PEOPLES[0]) for each in free))))
