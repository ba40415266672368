"""Texts in, names out: the stages joined."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np

from worker.entities.fast.chunks import NUMBER_BYTES, SPACE, Chunks
from worker.entities.fast.decoder import Decoder
from worker.entities.fast.encoder import Encoder
from worker.entities.fast.network import read_network
from worker.entities.fast.rows import PADDING
from worker.entities.fast.tokenizer import lean_tokenizer
from worker.item import CacheUse

Span = tuple[int, int, str]  # first character, character behind, label

_COMMON_ROWS = 4_000  # whose first layer is known, 3.5 kB each; four times as many are no faster
_CHARACTERS = 50_000  # of the texts that are read together: memory grows with them


class FastTagger:
    """A pipeline's recognizer, run by us; nothing else of the pipeline is kept.

    Raises ``UnsupportedError`` for one that we cannot run.
    """

    def __init__(self, nlp: Any, known: Iterable[str] = (), *, bytes_max: int) -> None:
        """Ready for texts; ``known`` are pieces of text to be met before the first one, and never forgotten."""
        network = read_network(nlp)
        self._chunks = Chunks(lean_tokenizer(nlp, network), network, bytes_max=bytes_max)
        self._chunks.meet(dict.fromkeys(known))
        self._chunks.keep()
        self._encoder = Encoder(network, self._chunks.rows.embedding[: min(len(self._chunks.rows), _COMMON_ROWS)])
        self._decoder = Decoder(network)
        self._gap = np.full(len(network.layers), PADDING, np.int64).tobytes()

    def tag(self, texts: Sequence[str]) -> list[list[Span]]:
        """The names in each text: the same that the pipeline finds."""
        return [spans for some in _portions(texts) for spans in self._tag(some)]

    def used(self) -> CacheUse | None:
        """How the cache of words did since this was last asked; ``None`` where it was not used."""
        return self._chunks.used()

    def _tag(self, texts: Sequence[str]) -> list[list[Span]]:
        numbers = self._chunks.numbers(texts)
        padded = np.frombuffer(self._gap + b"".join([some + self._gap for some in numbers]), np.int64)
        gap = len(self._gap) // NUMBER_BYTES
        space = padded[gap:-gap] >= SPACE
        padded = padded & (SPACE - 1)
        row = padded[gap:-gap]
        following = padded[gap + 1 : gap + 1 + len(row)]
        last = (row != PADDING) & (following == PADDING)
        known = self._chunks.rows
        tokens = self._encoder.encode(padded, known.embedding)
        names = self._decoder.decode(tokens, known.barred[row], last)
        spans: list[list[Span]] = [[] for _ in texts]
        if not names:
            return spans
        length = known.length[row]
        end = np.cumsum(length + space) - space
        starts, ends = (end - length).tolist(), end.tolist()
        # The row at which each text begins, behind the gap of the one before; and behind them all, that of none.
        firsts = [0, *accumulate(len(some) // NUMBER_BYTES + gap for some in numbers)]
        for first, behind, label in names:
            place = bisect_right(firsts, first) - 1
            zero = starts[firsts[place]]
            spans[place].append((starts[first] - zero, ends[behind - 1] - zero, self._decoder.labels[label]))
        return spans


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    """Cut the texts into some that are read together."""
    portion: list[str] = []
    size = 0
    for text in texts:
        if portion and size + len(text) > _CHARACTERS:
            yield portion
            portion, size = [], 0
        portion.append(text)
        size += len(text)
    if portion:
        yield portion
