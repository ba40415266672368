"""The first sentence of a text: the headline of an alert that has none."""

import re

from worker.normalize.tables.abbreviations import ABBREVIATIONS


def first_sentence(text: str, *, length_max: int = 300) -> str:
    """The first sentence of a text, at most ``length_max`` characters, cut between words where it is longer.

    >>> first_sentence("M. Macron s'exprimera à 20h00. Il parlera de l'Ukraine.")
    "M. Macron s'exprimera à 20h00."
    """
    for found in _END.finditer(text[: length_max + 1]):
        following = text[found.end() :].lstrip()[:1]
        word = text[: found.start()].rsplit(None, 1)[-1:]
        if following.islower() or (found[0] == "." and following and word and _is_abbreviation(word[0])):
            continue
        return text[: found.end()].rstrip()
    return text if len(text) <= length_max else "".join(text[:length_max].rsplit(None, 1)[:1])


_END = re.compile(r"[.!?…؟]{1,3}(?:\s?[»”\"’')\]]){0,2}(?=\s|$)|[。！？]")
# An initial, "U.S", the number of a day or a king in German ("3. Mai", "Heinrich VIII." is longer and rare).
_SHORT = re.compile(r"[^\W\d_]|\d{1,2}|(?:[^\W\d_]\.){1,4}[^\W\d_]")


def _is_abbreviation(word: str) -> bool:
    bare = word.lstrip("«\"“'(")
    return bare in ABBREVIATIONS or _SHORT.fullmatch(bare) is not None
