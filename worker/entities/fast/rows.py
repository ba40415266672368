"""What is known of each token: one row, by its spelling and its norm, which alone decide how the network sees it.

The embedding knows no context: a word's vector is the same in every text, and is computed once.
"""

from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from thinc.api import NumpyOps

from worker.entities.fast.arithmetic import maxout, normalise
from worker.entities.fast.network import Floats, Network

PADDING = 0  # the row that stands between texts: zeros
_OPS = NumpyOps()
_KEY_BYTES = 16  # spelling and norm, as spaCy's hashes of them
_INDEX_BYTES = 130  # of one entry in the index, measured: its key and its row number as objects, its share of the table


class Rows:
    """The tokens that were met, by number. Owned by ``Chunks``; grows with what it meets, until it is cut back.

    There is room for as many as ``bytes_max`` take, from the start: room that nothing stands in takes no memory, and to
    make more of it in a child would copy all that the children share.
    """

    def __init__(self, network: Network, *, bytes_max: int) -> None:
        self._network = network
        self._index: dict[bytes, int] = {b"": PADDING}
        self.entry_bytes = _INDEX_BYTES + 4 * network.width + 4 + 1  # of one row
        room = 1 + bytes_max // self.entry_bytes
        self.embedding: Floats = np.zeros((room, network.width), np.float32)
        self.length: npt.NDArray[np.int32] = np.zeros(room, np.int32)  # characters
        self.barred: npt.NDArray[np.bool_] = np.zeros(room, np.bool_)  # no name begins with it: white space, padding
        self.barred[PADDING] = True

    def __len__(self) -> int:
        return len(self._index)

    def of(self, docs: list[Any]) -> list[npt.NDArray[np.int64]]:
        """The numbers of the docs' tokens; those never met are embedded, all of them at once."""
        columns = list(self._network.columns)
        told = np.concatenate([doc.to_array(columns) for doc in docs])  # uint64, a line a token
        keys = np.ascontiguousarray(told[:, :2]).tobytes()
        known, index = len(self._index), self._index
        numbers: list[int] = []
        fresh: list[int] = []
        for at in range(0, len(keys), _KEY_BYTES):
            number = index.setdefault(keys[at : at + _KEY_BYTES], len(index))
            if number == known + len(fresh):
                fresh.append(len(numbers))
            numbers.append(number)
        if fresh:
            try:
                self._add(known, told[fresh])
            except BaseException:
                self.cut(known)  # or a number would lead to another token's vector ever after
                raise
        ends = list(accumulate(map(len, docs)))
        return [np.array(numbers[begin:end], np.int64) for begin, end in pairwise((0, *ends))]

    def cut(self, count: int) -> None:
        """Forget all but the first rows."""
        self._index = dict(list(self._index.items())[:count])

    def _add(self, at: int, told: npt.NDArray[np.uint64]) -> None:
        end = at + len(told)
        if end > len(self.length):  # one call may bring more than there is room for, before it is cut back
            self.embedding, self.length, self.barred = (
                np.concatenate([some, np.zeros((end - at, *some.shape[1:]), some.dtype)])
                for some in (self.embedding, self.length, self.barred)
            )
        self.embedding[at:end] = self._embed(told[:, 4:], told[:, 0])
        self.length[at:end] = told[:, 2]
        self.barred[at:end] = told[:, 3]

    def _embed(self, attributes: npt.NDArray[np.uint64], spellings: npt.NDArray[np.uint64]) -> Floats:
        """The vectors of tokens: what their attributes and their static vectors give, mixed."""
        network = self._network
        parts = [
            table.values[_OPS.hash(np.ascontiguousarray(values), table.seed) % len(table.values)].sum(axis=1)
            for table, values in zip(network.tables, attributes.T, strict=True)
        ]
        if network.vectors is not None:
            parts.append(network.vectors.of(spellings))
        parts.append(np.ones((len(spellings), 1), np.float32))
        return normalise(maxout(np.hstack(parts) @ network.mix.weights, network.width), network.mix)
