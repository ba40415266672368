"""Who finds the names: our own run of the model where it reads as spaCy does, else spaCy itself. Chosen at the start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from worker.entities.fast import FastTagger, Span, UnsupportedError
from worker.entities.fast.known import known_pieces
from worker.entities.kernels import blas_core
from worker.entities.lexicon import known_words
from worker.entities.self_check import sentences
from worker.item import CacheUse, RecognizerInfo, RecognizerKind


class Tagger(Protocol):
    """Finds the names in texts."""

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """The names of each text, from left to right."""

    def used(self) -> CacheUse | None:
        """How its cache did since this was last asked; ``None`` where it has none, or it was not used."""


class StockTagger:
    """spaCy's own run of the model."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    def warm(self, words: Sequence[str]) -> None:
        """Make words known. Inside a memory zone spaCy forgets those that it meets: 1.5 times the time, if all are new."""
        for word in words:
            self._nlp.tokenizer(word)

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """The names of each text; what leaves the memory zone are plain strings and numbers."""
        with self._nlp.memory_zone():
            return [
                [(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents]
                for doc in self._nlp.pipe(texts)
            ]

    def used(self) -> CacheUse | None:
        """Nothing: what it keeps is spaCy's."""
        return None


@dataclass(frozen=True, slots=True)
class Choice:
    """The tagger of one model, ready for the first text, and what there is to tell of it."""

    tagger: Tagger
    info: RecognizerInfo


def choose(nlp: Any, *, kind: RecognizerKind, bytes_max: int) -> Choice:
    """The tagger that is wanted, or spaCy's own where ours cannot run this model or reads any sentence otherwise."""
    words = list(known_words(nlp))
    stock = StockTagger(nlp)
    why = "it is set"
    if kind == "fast":
        try:
            fast = FastTagger(nlp, known_pieces(words, nlp.lang), bytes_max=bytes_max)
            why = differing(stock, fast, words)
        except UnsupportedError as error:
            why = str(error)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  whatever another version of spaCy has otherwise: it still has its own run
            why = f"{type(error).__name__}: {error}"
        if not why:
            return Choice(fast, RecognizerInfo("fast", "", blas_core()))
    stock.warm(words)
    return Choice(stock, RecognizerInfo("stock", why, blas_core()))


def differing(one: Tagger, other: Tagger, words: Sequence[str]) -> str:
    """Have both read the same sentences, together and alone: what the other does otherwise, in words, or nothing."""
    texts = sentences(words)
    expected = one.tag(texts)
    together, alone = other.tag(texts), [other.tag([text])[0] for text in texts]
    count = sum(not (a == b == c) for a, b, c in zip(expected, together, alone, strict=True))
    return f"it reads {count} of {len(texts)} sentences otherwise than spaCy does" if count else ""
