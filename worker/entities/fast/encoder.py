"""The convolution: layer after layer, each token's vector takes in those of its two neighbours.

What the first layer makes of a word to the left, of the word itself and of one to the right depends on that word alone:
for the commonest, these three products are looked up and added, in the place of the largest part of the arithmetic.
"""

import numpy as np
import numpy.typing as npt

from worker.entities.fast.arithmetic import maxout, normalise
from worker.entities.fast.network import Floats, Network

_ROWS = 1200  # worked on at once: more do not stay in the processor's cache, fewer do not pay for the calls

_LEFT, _OWN, _RIGHT = range(3)  # where a word stands in the window, and where its weights are in the layer's

Numbers = npt.NDArray[np.int64]


class Encoder:
    """From the vectors of words to those of tokens in their text. Has buffers: not for several threads.

    ``common`` (rows, width) are the vectors of the first rows, whose products are made now.
    """

    def __init__(self, network: Network, common: Floats) -> None:
        self._layers = network.layers
        self._halo = len(network.layers)  # a layer sees one row further on each side
        width, rows = network.width, _ROWS + 2 * len(network.layers)
        dense = network.layers[0].weights.shape[1]
        self._tokens: Floats = np.empty((rows, width), np.float32)
        self._window: Floats = np.ones((rows, 3 * width + 1), np.float32)  # left, self, right, and a one for the bias
        self._dense: Floats = np.empty((rows, dense), np.float32)
        self._part: Floats = np.empty((rows, dense), np.float32)
        self._mixed: Floats = np.empty((rows, width), np.float32)
        # Three arrays, not the parts of one: a row of a third would be fetched out of three times the memory.
        *self._first, self._bias = np.split(network.layers[0].weights, [width, 2 * width, 3 * width])
        self._common = [self._product(common, place) for place in (_LEFT, _OWN, _RIGHT)]

    def encode(self, numbers: Numbers, embedding: Floats) -> Floats:
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

    def _encode(self, numbers: Numbers, embedding: Floats) -> Floats:
        count, width = len(numbers), embedding.shape[1]
        tokens, window = self._tokens[:count], self._window[:count]
        dense, mixed = self._dense[:count], self._mixed[:count]
        np.take(embedding, numbers, axis=0, out=tokens, mode="clip")  # any other mode takes by way of a copy
        self._look_up(numbers, tokens, dense)
        tokens += normalise(maxout(dense, width, mixed), self._layers[0])
        window[0, :width] = window[-1, 2 * width : -1] = 0
        for layer in self._layers[1:]:
            window[1:, :width] = tokens[:-1]
            window[:, width : 2 * width] = tokens
            window[:-1, 2 * width : -1] = tokens[1:]
            np.matmul(window, layer.weights, out=dense)
            tokens += normalise(maxout(dense, width, mixed), layer)
        return tokens

    def _look_up(self, numbers: Numbers, tokens: Floats, dense: Floats) -> None:
        """The first layer's products into ``dense``; those of rarer words are computed."""
        rare = np.flatnonzero(numbers >= len(self._common[_OWN]))
        rare_tokens = tokens[rare]
        part = self._part[: len(numbers)]
        for place, out in ((_OWN, dense), (_LEFT, part), (_RIGHT, part)):
            np.take(self._common[place], numbers, axis=0, out=out, mode="clip")
            out[rare] = self._product(rare_tokens, place)
            if place == _LEFT:
                dense[1:] += part[:-1]
            elif place == _RIGHT:
                dense[:-1] += part[1:]

    def _product(self, tokens: Floats, place: int) -> Floats:
        """What the first layer makes of words in one of the three places; its bias is counted with the word itself."""
        product: Floats = tokens @ self._first[place]
        if place == _OWN:
            product += self._bias
        return product
