"""From texts to the numbers of their tokens; without the tokenizer, for what was met before.

spaCy's tokenizer cuts a text at its spaces and treats each piece by itself, so that each has to be cut up only once.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from worker.entities.fast.network import Network
from worker.entities.fast.rows import Rows
from worker.item import CacheUse

SPACE = 1 << 40  # the bit of a token's number that says: a space follows
NUMBER_BYTES = 8

# A run of white space is one token: where there is one, or at an end of the text, a piece is not cut up by itself.
_IRREGULAR = re.compile(r"\A\s|\s\s|\s\Z|\A\Z")

_ENTRY_BYTES = 110  # of one entry, beside its key and its value: its share of the dictionary's table


class Chunks:
    """What stands between two spaces → its tokens, as bytes: the int64 number of each, of the last one with ``SPACE``.

    Bounded: when all that was met takes more than ``bytes_max``, the next call forgets what came after ``keep``.
    Not for several threads, and not to be called inside a memory zone.
    """

    def __init__(self, nlp: Any, network: Network, *, bytes_max: int) -> None:
        self._nlp = nlp
        self._bytes_max = bytes_max
        self._chunks: dict[str, bytes] = {}
        self._bytes = 0
        self._kept = (0, 1, 0)  # pieces, rows, bytes
        self._looked_up = self._missed = self._resets = 0
        self.rows = Rows(nlp, network)

    @property
    def size_bytes(self) -> int:
        """What all of it takes, by estimate."""
        return self._bytes + len(self.rows) * self.rows.entry_bytes

    def keep(self) -> None:
        """What is known now stays for ever."""
        self._kept = (len(self._chunks), len(self.rows), self._bytes)

    def used(self) -> CacheUse | None:
        """How it did since this was last asked; ``None`` where it was not used."""
        if not self._looked_up:
            return None
        use = CacheUse("words", self._looked_up - self._missed, self._missed, self._resets, self.size_bytes)
        self._looked_up = self._missed = self._resets = 0
        return use

    def numbers(self, texts: Sequence[str]) -> list[bytes]:
        """The tokens of each text. All pieces that were never met go through the tokenizer and the embedding together.

        An irregular text goes through the tokenizer as a whole, each time.
        """
        if self.size_bytes > self._bytes_max:
            self._reset()
        pieces = [text.split(" ") for text in texts]
        numbers = [self._joined(some) for some in pieces]
        self._looked_up += sum(map(len, pieces))
        unknown = [place for place, some in enumerate(numbers) if some is None]
        if unknown:
            irregular = [place for place in unknown if _IRREGULAR.search(texts[place])]
            regular = [place for place in unknown if place not in irregular]
            new = dict.fromkeys(piece for place in regular for piece in pieces[place] if piece not in self._chunks)
            whole = self.meet(new, [texts[place] for place in irregular])
            self._missed += len(new) + sum(len(pieces[place]) for place in irregular)
            known = dict(zip(irregular, whole, strict=True)) | {place: self._joined(pieces[place]) for place in regular}
            numbers = [known.get(place, some) for place, some in enumerate(numbers)]
        return [some or b"" for some in numbers]

    def meet(self, pieces: Iterable[str], texts: Sequence[str] = ()) -> list[bytes]:
        """Learn pieces, which are regular and new; the tokens of the texts, of which nothing is kept."""
        pieces = list(pieces)
        with self._nlp.memory_zone():  # spaCy forgets the words that it meets: we do not
            docs = [self._nlp.tokenizer(text) for text in (" ".join(pieces), *texts)]
            numbers = self.rows.of(docs)
            for some, doc in zip(numbers, docs, strict=True):
                followed = doc.to_array("SPACY").astype(np.bool_)
                followed[-1:] = True  # nothing follows, and nothing counts on it
                some[followed] |= SPACE
        self._remember(pieces, numbers[0])
        return [some.tobytes() for some in numbers[1:]]

    def _joined(self, pieces: Sequence[str]) -> bytes | None:
        try:
            return b"".join(map(self._chunks.__getitem__, pieces))
        except KeyError:
            return None

    def _remember(self, pieces: Sequence[str], numbers: npt.NDArray[np.int64]) -> None:
        tokens = numbers.tobytes()
        begin = 0
        for piece, last in zip(pieces, np.flatnonzero(numbers & SPACE).tolist(), strict=True):
            end = (last + 1) * NUMBER_BYTES
            self._chunks[piece] = value = tokens[begin:end]
            self._bytes += _ENTRY_BYTES + sys.getsizeof(piece) + sys.getsizeof(value)
            begin = end

    def _reset(self) -> None:
        pieces, rows, self._bytes = self._kept
        self._chunks = dict(list(self._chunks.items())[:pieces])
        self.rows.cut(rows)
        self._resets += 1
