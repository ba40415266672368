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
        """(padding + tokens + padding) numbers of rows of the (rows, width) embedding → (tokens, width).

        There are as many rows of padding as there are layers, at both ends and between texts: what a text's tokens become
        then depends on no other text, nor on where it is cut for the processor's cache.
        """
        encoded = np.empty((len(numbers) - 2 * self._halo, embedding.shape[1]), np.float32)
        for begin in range(0, len(encoded), _ROWS):
            end = min(begin + _ROWS, len(encoded))
            encoded[begin:end] = self._encode(numbers[begin : end + 2 * self._halo], embedding)
        return encoded

    def _encode(self, numbers: Numbers, embedding: Floats) -> Floats:
        """The same. Each layer leaves off a row at both ends, which lacks a neighbour, and which no later one looks at."""
        width = embedding.shape[1]
        tokens = self._tokens[: len(numbers)]
        np.take(embedding, numbers, axis=0, out=tokens, mode="clip")  # any other mode takes by way of a copy
        dense = self._look_up(numbers, tokens)[1:-1]
        tokens = tokens[1:-1]
        tokens += normalise(maxout(dense, width, self._mixed[: len(dense)]), self._layers[0])
        for layer in self._layers[1:]:
            count = len(tokens) - 2
            window, dense = self._window[:count], self._dense[:count]
            window[:, :width] = tokens[:-2]
            window[:, width : 2 * width] = tokens[1:-1]
            window[:, 2 * width : -1] = tokens[2:]
            np.matmul(window, layer.weights, out=dense)
            tokens = tokens[1:-1]
            tokens += normalise(maxout(dense, width, self._mixed[:count]), layer)
        return tokens

    def _look_up(self, numbers: Numbers, tokens: Floats) -> Floats:
        """The first layer's products; those of rarer words are computed."""
        rare = np.flatnonzero(numbers >= len(self._common[_OWN]))
        rare_tokens = tokens[rare]
        dense, part = self._dense[: len(numbers)], self._part[: len(numbers)]
        for place, out in ((_OWN, dense), (_LEFT, part), (_RIGHT, part)):
            np.take(self._common[place], numbers, axis=0, out=out, mode="clip")
            if len(rare):
                out[rare] = self._product(rare_tokens, place)
            if place == _LEFT:
                dense[1:] += part[:-1]
            elif place == _RIGHT:
                dense[:-1] += part[1:]
        return dense

    def _product(self, tokens: Floats, place: int) -> Floats:
        """What the first layer makes of words in one of the three places; its bias is counted with the word itself."""
        product: Floats = tokens @ self._first[place]
        if place == _OWN:
            product += self._bias
        return product
