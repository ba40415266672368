"""Paragraphs told anew in each epoch: other names in the same places, so that contexts are learnt and not lists; capitals.

A name is replaced by one that stands elsewhere after the same small word: "d'Ukraine" becomes "d'Iran", "au Japon"
"au Kenya", and the grammar holds without a table of any.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from random import Random

from worker.training.paragraphs import OPEN, Paragraph, Piece, joined

# Parts of one; the rest stays as it is.
RETOLD = 0.5  # paragraphs in which names are exchanged
EXCHANGED = 0.5  # of the names in them
SHOUTED = 0.03  # paragraphs in capitals, as headlines of the wire are
SURNAME_IN_CAPITALS = 0.04  # persons: "Emmanuel MACRON"

# An elided word, or one of up to four small letters, with what parts it from the name.
_SMALL_WORD = re.compile(r"(?:\b[^\W\d_]{1,4}'|(?<![\w'-])[^\W\d_A-Z]{1,4} )\Z")
_SMALL_WORD_CHARACTERS = 8  # as far back as it is looked for

_LAST_WORD = re.compile(r"\S+\Z")

Slot = tuple[str, str]  # label, the small word before


class Retelling:
    """All names of a corpus by the slots that they fill; gives paragraphs with other names in them."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._names: defaultdict[Slot, list[str]] = defaultdict(list)
        for paragraph in paragraphs:
            for start, end, label in paragraph.spans:
                self._names[_slot(paragraph.text[:start], label)].append(paragraph.text[start:end])

    def __call__(self, paragraph: Paragraph, random: Random) -> Paragraph:
        """The paragraph as it is, with other names, or in capitals."""
        if random.random() < RETOLD:
            paragraph = joined(self._exchanged(paragraph, random))
        if random.random() < SHOUTED:
            paragraph = joined((_capitals(text), label) for text, label in paragraph.pieces())
        return paragraph

    def _exchanged(self, paragraph: Paragraph, random: Random) -> Iterable[Piece]:
        before = ""
        for text, label in paragraph.pieces():
            told = text
            if label not in {None, OPEN} and random.random() < EXCHANGED:
                told = random.choice(self._names.get(_slot(before, label)) or [text])
            if label == "PER" and random.random() < SURNAME_IN_CAPITALS:
                told = _LAST_WORD.sub(lambda surname: _capitals(surname[0]), told)
            yield told, label
            before = told


def _slot(before: str, label: str) -> Slot:
    word = _SMALL_WORD.search(before[-_SMALL_WORD_CHARACTERS:])
    return label, word[0].lower() if word else ""


def _capitals(text: str) -> str:
    """Capitals, letter for letter: "ß" has none of its own length, and stays.

    >>> _capitals("Müller-Groß")
    'MÜLLER-GROß'
    """
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in text)
