"""Where in a wire text a piece of its record stands: the pipeline cuts texts up, moves the pieces and cleans them.

Apart, since nobody but an evaluation asks; the record itself counts in its own members.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from worker.normalize.text import fold_typography


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """What cleaning leaves alone of a character: nothing of white space, of what is unseen, of an accent by itself."""
    base = unicodedata.normalize("NFD", fold_typography(character))[:1]
    return "" if base.isspace() or unicodedata.category(base) in {"Cc", "Cf", "Mn"} else base


def _squeeze(text: str) -> tuple[str, Sequence[int]]:
    """The letters of a text that cleaning leaves alone, and where each of them stands."""
    letters = [(letter, at) for at, character in enumerate(text) if (letter := _letter(character))]
    return "".join(letter for letter, _ in letters), [at for _, at in letters]


class Alignment:
    """A wire text, in which the pieces of its record are found in the order in which they are asked for."""

    def __init__(self, text: str) -> None:
        self._letters, self._at = _squeeze(text)
        self._end = 0

    def spans(self, piece: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]] | None:
        r"""Where in the text the spans of a piece stand; ``None`` where the piece as a whole stands nowhere.

        It is sought behind the piece before it, and then from the beginning: a caption may have come later.

        >>> text = Alignment("(AFP) - Le\n  maire  de L\u2019Isle\nest là.")
        >>> text.spans("Le maire de L'Isle", [(0, 2), (12, 18)])
        [(8, 10), (23, 29)]
        >>> text.spans("Rien", [(0, 4)]) is None
        True
        """
        letters, at = _squeeze(piece)
        begin = self._letters.find(letters, self._end)
        begin = self._letters.find(letters) if begin < 0 else begin
        if begin < 0 or not letters:
            return None
        self._end = begin + len(letters)
        return [
            (self._at[begin + bisect_left(at, start)], self._at[begin + bisect_left(at, end) - 1] + 1)
            for start, end in spans
        ]
