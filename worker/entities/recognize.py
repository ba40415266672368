"""The models: every name in a story's prose, with its type and its place in the record.

The parent process never imports this room: spaCy is heavy. Load once, before the children are forked.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from worker.entities.beside import look_beside
from worker.entities.clean import settle, trim
from worker.entities.credits import prose_end
from worker.entities.headline import confirm_headlines
from worker.entities.lexicon import Lexicon, known_words, read_lexicon
from worker.entities.models import load, use_ops
from worker.entities.reading import by_passage
from worker.entities.tables.labels import LABELS
from worker.item import Mention, Passage, Story
from worker.language_tag import primary_language
from worker.normalize.text import fold_typography

# No name is as long, and spaCy's tokenizer takes the square of the time for a run of marks: minutes for a hostile line.
_UNBROKEN = re.compile(r"\S{200,}")
_INSIDE_UNBROKEN = 100  # characters: a run as long has a whole stretch of them, wherever the stretches are cut

# A longer passage (a table, a page without paragraphs) is read in slices: memory grows with the longest text in hand.
_PASSAGE_CHARACTERS_MAX = 20_000


@dataclass(frozen=True, slots=True)
class _Model:
    """One loaded pipeline with what its vocabulary tells."""

    nlp: Any
    title: str
    lexicon: Lexicon


class Recognizer:
    """The models of the languages in use, loaded and warmed; children that are forked from this process share them."""

    def __init__(self, models: Mapping[str, _Model]) -> None:
        self._models = dict(models)

    @classmethod
    def load(cls, models: Mapping[str, str], ops: str = "openblas") -> "Recognizer":
        """Load a model for each language (``{"fr": "wire_fr"}``, see ``models``) and warm its vocabulary.

        Raises ``SettingsError`` for a model that cannot be loaded and for unknown ``ops``.
        """
        use_ops(ops)
        return cls({language: _load(package) for language, package in models.items()})

    @property
    def models(self) -> dict[str, str]:
        """Name and version of each language's model, for the record's provenance."""
        return {language: model.title for language, model in self._models.items()}

    def recognize(self, story: Story) -> tuple[Mention, ...] | None:
        """Find the names in a story's passages, in the order of the text; ``None`` without a model for its language."""
        model = self._models.get(primary_language(story.language) or "")
        if model is None:
            return None
        mentions = settle(_mentions(model, story.passages), model.lexicon)
        readings = look_beside(by_passage(story.passages, mentions), model.lexicon)
        return confirm_headlines(readings)


def _load(name: str) -> _Model:
    model = load(name)
    nlp = model.nlp
    lexicon = read_lexicon(nlp)
    # Inside a memory zone spaCy forgets the words that it meets, and makes each of them anew in every story: 1.5 times
    # the time, if they are not made known before, outside any zone.
    for word in known_words(nlp):
        nlp.tokenizer(word)
    return _Model(nlp, model.title, lexicon)


def _mentions(model: _Model, passages: tuple[Passage, ...]) -> Iterator[Mention]:
    """Read all passages in one pass; what leaves the memory zone are plain strings and numbers."""
    pieces = [piece for passage in passages for piece in _slices(passage)]
    texts = [_plain(piece.text) for piece in pieces]
    with model.nlp.memory_zone():
        found = [
            [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
            for doc in model.nlp.pipe(texts)
        ]
    for piece, text, spans in zip(pieces, texts, found, strict=True):
        free_from = 0  # a name may have grown over what the model marked behind it
        for start, end, label in spans:
            type_ = LABELS.get(label)
            if type_ is None:
                continue
            name = trim(text, start, end, type_, lexicon=model.lexicon)
            if name is not None and name[0] >= free_from:
                begin, stop = name
                free_from = stop
                yield Mention(piece.pointer, piece.start + begin, piece.start + stop, piece.text[begin:stop], type_)


def _plain(text: str) -> str:
    """The text as the model reads it best, code point for code point: plain typography, endless runs blank, no credit."""
    plain = fold_typography(text)
    if any(
        plain.find(" ", at, at + _INSIDE_UNBROKEN) < 0
        for at in range(0, len(plain) - _INSIDE_UNBROKEN, _INSIDE_UNBROKEN)
    ):
        plain = _UNBROKEN.sub(lambda run: " " * len(run[0]), plain)
    return plain[: prose_end(plain)]


def _slices(passage: Passage) -> Iterator[Passage]:
    """Cut a passage that is too long at its white space."""
    text = passage.text
    begin = 0
    while len(text) - begin > _PASSAGE_CHARACTERS_MAX:
        end = begin + _PASSAGE_CHARACTERS_MAX
        cut = max(text.rfind(" ", begin, end), text.rfind("\n", begin, end)) + 1
        cut = cut if cut > begin else end
        yield Passage(passage.pointer, passage.start + begin, text[begin:cut])
        begin = cut
    yield passage if begin == 0 else Passage(passage.pointer, passage.start + begin, text[begin:])
