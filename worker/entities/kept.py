"""A table of what was worked out for short texts that come again in every item: names, the words beside them."""

from collections.abc import Callable
from typing import TypeVar

_Told = TypeVar("_Told")


class Kept(dict[str, _Told]):
    """What a function told of each text. Where there are ``kept_max``, all are forgotten, and worked out when next met.

    No ``lru_cache``: to keep the order of use, each of its look-ups writes to four entries more, which behind the
    recognizer's matrices are in no cache of the processor.
    """

    def __init__(self, tell: Callable[[str], _Told], kept_max: int) -> None:
        super().__init__()
        self._tell = tell
        self._kept_max = kept_max

    def __missing__(self, text: str) -> _Told:
        if len(self) >= self._kept_max:
            self.clear()
        told = self[text] = self._tell(text)
        return told
