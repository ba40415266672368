"""From tokens in their text to names: the parser's actions, all places at once instead of one after the other.

The parser looks at the next token, at the first token of the name that is open, and at the one before the next. So while
no name is open, its choice depends on one token alone: outside, beginning (B), or a name by itself (U). From each token
that it would begin with, the name is followed (I) to its last token (L), all of them one step at a time. Read from left
to right, a beginning inside of an earlier name then never was one.
"""

import numpy as np
import numpy.typing as npt

from worker.entities.fast.arithmetic import maxout
from worker.entities.fast.network import Floats, Network

Numbers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]


class Decoder:
    """The parser of one network."""

    def __init__(self, network: Network) -> None:
        self._parser = parser = network.parser
        actions = parser.actions
        self.labels = sorted({action[2:] for action in actions if action[0] == "B"})
        self._hidden = len(parser.upper)
        self._tokens = [(np.ascontiguousarray(weights[:-1]), weights[-1]) for weights in parser.tokens]
        outer = [number for number, action in enumerate(actions) if action[0] in "BUO" and action != "U-"]
        self._outer = parser.upper[:, outer], parser.bias[outer]
        self._out = outer.index(actions.index("O"))
        self._begins = np.array([actions[number][0] == "B" for number in outer])
        self._at_last = np.where(self._begins, -np.inf, 0).astype(np.float32)
        self._where_barred = np.where(np.arange(len(outer)) == self._out, 0, -np.inf).astype(np.float32)
        self._label = np.array(
            [self.labels.index(actions[number][2:]) if actions[number] != "O" else -1 for number in outer]
        )
        inner = [actions.index(f"{move}-{label}") for move in "IL" for label in self.labels]
        self._inner = parser.upper[:, inner], parser.bias[inner]

    def decode(self, tokens: Floats, barred: Flags, last: Flags) -> list[tuple[int, int, int]]:
        """(first token, token behind, label) of each name, from left to right.

        ``tokens`` is (rows, width); no name begins where ``barred``, and none goes on after ``last``, a text's last token.
        """
        as_next = self._seen(0, tokens)
        choice = self._outside(as_next, barred, last)
        starts = np.flatnonzero(choice != self._out)
        if not len(starts):
            return []
        chosen = choice[starts]
        ends = starts + 1
        open_ = np.flatnonzero(self._begins[chosen])
        labels = self._label[chosen]
        if len(open_):
            ends[open_] = self._follow(tokens, as_next, starts[open_], labels[open_], last)
        names = []
        free_from = 0
        for start, end, label in zip(starts.tolist(), ends.tolist(), labels.tolist(), strict=True):
            if start >= free_from:
                names.append((start, end, label))
                free_from = end
        return names

    def _outside(self, as_next: Floats, barred: Flags, last: Flags) -> Numbers:
        """The best action at each token while no name is open."""
        weights, bias = self._outer
        scores = maxout(as_next + self._parser.absent, self._hidden) @ weights
        scores += bias
        scores[last] += self._at_last
        scores[barred] = self._where_barred
        best: Numbers = scores.argmax(axis=1)  # of equal ones the first, as the parser takes it
        return best

    def _follow(self, tokens: Floats, as_next: Floats, starts: Numbers, labels: Numbers, last: Flags) -> Numbers:
        """Where the names that begin at ``starts`` end: the token behind each."""
        weights, bias = self._inner
        ends = np.empty_like(starts)
        going = np.arange(len(starts))
        firsts = self._seen(1, tokens[starts])
        at = starts
        while len(going):
            before, at = tokens[at], at + 1
            hidden = maxout(as_next[at] + firsts[going] + self._seen(2, before), self._hidden)
            scores = hidden @ weights + bias
            each, label = np.arange(len(at)), labels[going]
            inside, closing = scores[each, label], scores[each, label + len(self.labels)]
            go_on = (inside >= closing) & ~last[at]
            stop = ~go_on
            ends[going[stop]] = at[stop] + 1
            going, at = going[go_on], at[go_on]
        return ends

    def _seen(self, place: int, tokens: Floats) -> Floats:
        """What the parser's first layer makes of tokens in one of the three places: (rows, 2 x hidden)."""
        weights, bias = self._tokens[place]
        seen: Floats = tokens @ weights
        seen += bias
        return seen
