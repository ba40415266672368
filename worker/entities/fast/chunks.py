"""From texts to the numbers of their tokens; without the tokenizer, for what was met before.

spaCy's tokenizer cuts a text at its spaces and treats each piece by itself, so that each has to be cut up only once.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.tokenizer import Tokenizer

from worker.entities.fast.network import Network
from worker.entities.fast.rows import Rows
from worker.item import CacheUse

SPACE = 1 << 40  # the bit of a token's number that says: a space follows
NUMBER_BYTES = 8

# A run of white space is a token by itself; where it is of more than spaces, nothing beside it is cut up for itself.
_IRREGULAR = re.compile(r"\s[^\S ]|[^\S ]\s|\A[^\S ]|[^\S ]\Z")

_PIECE = re.compile(r"[^ ]+|(?<![^ ]) +")

_ENTRY_BYTES = 110  # of one entry, beside its key and its value: its share of the dictionary's table


class Chunks:
    """What stands between two spaces → its tokens, as bytes: the int64 number of each, of the last one with ``SPACE``.

    Bounded: when all that was met takes more than ``bytes_max``, the next call forgets what came after ``keep``.
    Not for several threads, and not to be called inside a memory zone.
    """

    def __init__(self, tokenizer: Tokenizer, network: Network, *, bytes_max: int) -> None:
        self._tokenizer = tokenizer
        self._bytes_max = bytes_max
        self._chunks: dict[str, bytes] = {}
        self._bytes = 0
        self._kept = (0, 1, 0)  # pieces, rows, bytes
        self._looked_up = self._missed = self._resets = 0
        self.rows = Rows(network, bytes_max=bytes_max)

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
        pieces = [pieces_of(text) for text in texts]
        numbers = [self._joined(some) for some in pieces]
        self._looked_up += sum(map(len, pieces))
        unknown = [place for place, some in enumerate(numbers) if some is None]
        if unknown:
            irregular = [place for place in unknown if _is_irregular(texts[place])]
            regular = [place for place in unknown if place not in irregular]
            new = dict.fromkeys(piece for place in regular for piece in pieces[place] if piece not in self._chunks)
            whole = self.meet(new, [texts[place] for place in irregular])
            self._missed += len(new) + sum(len(pieces[place]) for place in irregular)
            known = dict(zip(irregular, whole, strict=True)) | {place: self._joined(pieces[place]) for place in regular}
            numbers = [known.get(place, some) for place, some in enumerate(numbers)]
        return [some or b"" for some in numbers]

    def meet(self, pieces: Iterable[str], texts: Sequence[str] = ()) -> list[bytes]:
        """Learn pieces, which are new; the tokens of the irregular texts, of which nothing is kept."""
        pieces = list(pieces)
        words = [piece for piece in pieces if piece.strip(" ")]
        runs = [piece for piece in pieces if not piece.strip(" ")]
        with self._tokenizer.vocab.memory_zone():  # spaCy forgets the words that it meets: we do not
            docs = [self._tokenizer(text) for text in (" ".join(words), *texts, *(f"a {run}a" for run in runs))]
            numbers = self.rows.of(docs)
            for some, doc in zip(numbers, docs, strict=True):
                followed = doc.to_array("SPACY").astype(np.bool_)
                followed[-1:] = True  # nothing follows, and nothing counts on it
                some[followed] |= SPACE
        self._remember(words, _cut(numbers[0]) if words else [])
        self._remember(runs, [some[1:2].tobytes() for some in numbers[1 + len(texts) :]])
        return [some.tobytes() for some in numbers[1 : 1 + len(texts)]]

    def _joined(self, pieces: Sequence[str]) -> bytes | None:
        try:
            return b"".join(map(self._chunks.__getitem__, pieces))
        except KeyError:
            return None

    def _remember(self, pieces: Sequence[str], numbers: Iterable[bytes]) -> None:
        for piece, some in zip(pieces, numbers, strict=True):
            self._chunks[piece] = some
            self._bytes += _ENTRY_BYTES + sys.getsizeof(piece) + sys.getsizeof(some)

    def _reset(self) -> None:
        pieces, rows, self._bytes = self._kept
        self._chunks = dict(list(self._chunks.items())[:pieces])
        self.rows.cut(rows)
        self._resets += 1


def _cut(numbers: npt.NDArray[np.int64]) -> list[bytes]:
    """The numbers of each piece: the last one has ``SPACE``."""
    told = numbers.tobytes()
    ends = (NUMBER_BYTES * (np.flatnonzero(numbers & SPACE) + 1)).tolist()
    return [told[begin:end] for begin, end in pairwise((0, *ends))]


def _is_irregular(text: str) -> bool:
    """No space but the plain one counts as printable, so that most texts need not be searched."""
    return not text.isprintable() and _IRREGULAR.search(text) is not None


def pieces_of(text: str) -> list[str]:
    """Cut a text at its spaces. Of several in a row, all but the first are a piece, which no space follows.

    >>> pieces_of("Il pleut."), pieces_of("Il   pleut. "), pieces_of("  Il")
    (['Il', 'pleut.'], ['Il', '  ', 'pleut.'], ['  ', 'Il'])
    """
    pieces = text.split(" ")
    return _PIECE.findall(text) if "" in pieces else pieces
