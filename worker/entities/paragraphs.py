"""What was found in the paragraphs that were met last: a story's next take repeats most of them.

Below all rules that look at a paragraph's neighbours, so that the answer is the one that reading it again would give.
"""

import sys

from worker.item import CacheUse, EntityType

Name = tuple[int, int, EntityType]  # first character, character behind, type
Names = tuple[Name, ...]

_ENTRY_BYTES = 110 + sys.getsizeof(())  # of one entry, beside its text: its share of the table, and an empty tuple
_NAME_BYTES = 8 + sys.getsizeof((0, 0, 0)) + 2 * sys.getsizeof(1000)


class ParagraphCache:
    """Text → names of one model. Bounded by ``bytes_max``, of which 0 keeps nothing.

    Two generations: a text that is met again moves into the young one; when that has half of the bytes, it becomes the
    old one, and what nobody asked for meanwhile is forgotten.
    """

    def __init__(self, bytes_max: int) -> None:
        self._half = bytes_max // 2
        self._young: dict[str, Names] = {}
        self._old: dict[str, Names] = {}
        self._young_bytes = self._old_bytes = 0
        self._hits = self._misses = self._resets = 0

    def recall(self, text: str) -> Names | None:
        """What was found in the text, if it is still known."""
        names = self._young.get(text)
        if names is None and (names := self._old.get(text)) is not None:
            self.keep(text, names)
        if names is None:
            self._misses += 1
        else:
            self._hits += 1
        return names

    def keep(self, text: str, names: Names) -> None:
        """Remember what was found."""
        size = _ENTRY_BYTES + sys.getsizeof(text) + len(names) * _NAME_BYTES
        if size > self._half:
            return
        if self._young_bytes + size > self._half:
            self._resets += bool(self._old)
            self._old, self._old_bytes = self._young, self._young_bytes
            self._young, self._young_bytes = {}, 0
        self._young[text] = names
        self._young_bytes += size

    def used(self) -> CacheUse | None:
        """How it did since this was last asked; ``None`` where it was not used."""
        if not self._hits + self._misses:
            return None
        use = CacheUse("paragraphs", self._hits, self._misses, self._resets, self._young_bytes + self._old_bytes)
        self._hits = self._misses = self._resets = 0
        return use
