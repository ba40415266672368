"""The models: every name in a story's prose, with its type and its place in the record.

The parent process never imports this room: spaCy is heavy. Load once, before the children are forked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from worker.entities.beside import look_beside
from worker.entities.clean import settle, trim
from worker.entities.credits import prose_end
from worker.entities.fast import Span
from worker.entities.headline import confirm_headlines
from worker.entities.lexicon import Lexicon, read_lexicon
from worker.entities.models import load, use_ops
from worker.entities.paragraphs import Name, Names, ParagraphCache
from worker.entities.reading import by_passage
from worker.entities.tables.labels import LABELS
from worker.entities.taggers import Choice, choose
from worker.item import CacheUse, Mention, Passage, RecognizerInfo, RecognizerKind, Story
from worker.language_tag import primary_language
from worker.normalize.text import fold_typography

# No name is as long, and spaCy's tokenizer takes the square of the time for a run of marks: minutes for a hostile line.
_UNBROKEN = re.compile(r"\S{200,}")
_INSIDE_UNBROKEN = 100  # characters: a run as long has a whole stretch of them, wherever the stretches are cut

# A longer passage (a table, a page without paragraphs) is read in slices: memory grows with the longest text in hand.
_PASSAGE_CHARACTERS_MAX = 20_000

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Model:
    """One loaded pipeline, what its vocabulary tells, and what it found in the paragraphs that were met last."""

    title: str
    lexicon: Lexicon
    choice: Choice
    paragraphs: ParagraphCache


class Recognizer:
    """The models of the languages in use, loaded and warmed; children that are forked from this process share them."""

    def __init__(self, models: Mapping[str, _Model]) -> None:
        self._models = dict(models)

    @classmethod
    def load(
        cls,
        models: Mapping[str, str],
        *,
        ops: str = "openblas",
        kind: RecognizerKind = "fast",
        word_bytes_max: int = 64 * MIB,
        paragraph_bytes_max: int = 8 * MIB,
    ) -> "Recognizer":
        """Load a model for each language (``{"fr": "wire_fr"}``, see ``models``) and make the commonest words known.

        The caches' bounds are of each language. Raises ``SettingsError`` for a model that cannot be loaded and for
        unknown ``ops``.
        """
        use_ops(ops)
        return cls(
            {
                language: _load(package, kind, word_bytes_max, ParagraphCache(paragraph_bytes_max))
                for language, package in models.items()
            }
        )

    @property
    def models(self) -> dict[str, str]:
        """Name and version of each language's model, for the record's provenance."""
        return {language: model.title for language, model in self._models.items()}

    @property
    def recognizers(self) -> dict[str, RecognizerInfo]:
        """Who runs each language's model, and why it is not ours where it is not."""
        return {language: model.choice.info for language, model in self._models.items()}

    def used(self) -> tuple[CacheUse, ...]:
        """How the caches did since this was last asked, those that were used."""
        each = (cache.used() for model in self._models.values() for cache in (model.paragraphs, model.choice.tagger))
        return tuple(use for use in each if use)

    def recognize(self, stories: Sequence[Story]) -> list[tuple[Mention, ...] | None]:
        """Find the names in each story's passages, in the order of the text; ``None`` without a model for its language.

        What is found in a story does not depend on the others. All that are in one language go through its model at once:
        an alert by itself takes three times as long.
        """
        languages = [primary_language(story.language) or "" for story in stories]
        found: list[tuple[Mention, ...] | None] = [None] * len(stories)
        for language in dict.fromkeys(languages):
            if model := self._models.get(language):
                places = [place for place, other in enumerate(languages) if other == language]
                pieces = [
                    [piece for passage in stories[place].passages for piece in _slices(passage)] for place in places
                ]
                names = iter(_names(model, [piece.text for some in pieces for piece in some]))
                for place, some in zip(places, pieces, strict=True):
                    found[place] = _read(model, stories[place], zip(some, islice(names, len(some)), strict=True))
        return found


def _load(name: str, kind: RecognizerKind, word_bytes_max: int, paragraphs: ParagraphCache) -> _Model:
    model = load(name)
    lexicon = read_lexicon(model.nlp)
    return _Model(model.title, lexicon, choose(model.nlp, kind=kind, bytes_max=word_bytes_max), paragraphs)


def _read(model: _Model, story: Story, found: Iterable[tuple[Passage, Names]]) -> tuple[Mention, ...]:
    """What the story as a whole tells of the names that were found in its pieces."""
    mentions = settle(
        (
            Mention(piece.pointer, piece.start + start, piece.start + end, piece.text[start:end], type_)
            for piece, names in found
            for start, end, type_ in names
        ),
        model.lexicon,
    )
    return confirm_headlines(look_beside(by_passage(story.passages, mentions), model.lexicon))


def _names(model: _Model, texts: Sequence[str]) -> list[Names]:
    """What is a name in each text by itself; those that were not met before are read in one pass."""
    found = {text: model.paragraphs.recall(text) for text in dict.fromkeys(texts)}
    new = [text for text, names in found.items() if names is None]
    plain = [_plain(text) for text in new]
    for text, prose, spans in zip(new, plain, model.choice.tagger.tag(plain), strict=True):
        found[text] = names = tuple(_trimmed(prose, spans, model.lexicon))
        model.paragraphs.keep(text, names)
    return [found[text] or () for text in texts]


def _trimmed(text: str, spans: Sequence[Span], lexicon: Lexicon) -> Iterator[Name]:
    free_from = 0  # a name may have grown over what the model marked behind it
    for start, end, label in spans:
        type_ = LABELS.get(label)
        if type_ is None:
            continue
        name = trim(text, start, end, type_, lexicon=lexicon)
        if name is not None and name[0] >= free_from:
            free_from = name[1]
            yield (*name, type_)


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
