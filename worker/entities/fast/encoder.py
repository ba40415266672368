"""The convolution: four times, each token's vector takes in those of its two neighbours."""

import numpy as np
import numpy.typing as npt

from worker.entities.fast.arithmetic import maxout, normalise
from worker.entities.fast.network import Floats, Network

_ROWS = 1200  # worked on at once: more do not stay in the processor's cache, fewer do not pay for the calls


class Encoder:
    """From the vectors of words to those of tokens in their text. Has buffers: not for several threads."""

    def __init__(self, network: Network) -> None:
        self._layers = network.layers
        self._halo = len(network.layers)  # a layer sees one row further on each side
        width, rows = network.width, _ROWS + 2 * len(network.layers)
        self._tokens: Floats = np.empty((rows, width), np.float32)
        self._window: Floats = np.ones((rows, 3 * width + 1), np.float32)  # left, self, right, and a one for the bias
        self._dense: Floats = np.empty((rows, network.layers[0].weights.shape[1]), np.float32)
        self._mixed: Floats = np.empty((rows, width), np.float32)

    def encode(self, numbers: npt.NDArray[np.int64], embedding: Floats) -> Floats:
        """(tokens) numbers of rows of the (rows, width) embedding → (tokens, width).

        The numbers begin and end with as many rows of padding as there are layers, and have as many between texts: what
        a text's tokens become then depends on no other text, nor on where it is cut for the processor's cache.
        """
        encoded = np.empty((len(numbers), embedding.shape[1]), np.float32)
        for begin in range(0, len(numbers), _ROWS):
            end = min(begin + _ROWS, len(numbers))
            first = max(0, begin - self._halo)
            rows = self._encode(numbers[first : end + self._halo], embedding)
            encoded[begin:end] = rows[begin - first : end - first]
        return encoded

    def _encode(self, numbers: npt.NDArray[np.int64], embedding: Floats) -> Floats:
        count, width = len(numbers), embedding.shape[1]
        tokens, window = self._tokens[:count], self._window[:count]
        dense, mixed = self._dense[:count], self._mixed[:count]
        np.take(embedding, numbers, axis=0, out=tokens, mode="clip")  # any other mode takes by way of a copy
        window[0, :width] = window[-1, 2 * width : -1] = 0
        for layer in self._layers:
            window[1:, :width] = tokens[:-1]
            window[:, width : 2 * width] = tokens
            window[:-1, 2 * width : -1] = tokens[1:]
            np.matmul(window, layer.weights, out=dense)
            tokens += normalise(maxout(dense, width, mixed), layer)
        return tokens
