"""Version words in slug lines: a slug says in passing how often its story has moved, and that is no part of its topic."""

import re

from worker.normalize.tables import slugs, versions
from worker.normalize.text import fold_letters
from worker.normalize.version import VersionWord, gravest, has_number, headline_word, pattern, version_word

MARKS_MAX = 4
"""Marks behind a topic that are looked for: "…, 1st Ld-Writethru,1140"."""

MARK_LENGTH_MAX = 60
"""Characters of the last mark; what is longer belongs to the topic."""


def is_type(line: str) -> bool:
    """Whether a slug is, as a whole, a type of item and no topic.

    >>> is_type("ALERTE"), is_type("2e LEAD"), is_type("Suisse-trains")
    (True, True, False)
    """
    core = fold_letters(line.strip(RIM))
    return core in versions.TYPE_WORDS or _SURE.fullmatch(core) is not None


def without_version(line: str) -> tuple[str, VersionWord | None]:
    """The slug line without the marks around its topic, and the gravest version word in them.

    >>> line, word = without_version("JAPAN-RAIL/ACCIDENT (UPDATE 3, PIX, TV)")
    >>> line, word.number
    ('JAPAN-RAIL/ACCIDENT', 3)
    >>> without_version("US--Congress-Budget")
    ('US--Congress-Budget', None)
    """
    words: list[VersionWord | None] = []
    for _ in range(MARKS_MAX):
        mark = _last_mark(line)
        if mark is None or not line[: mark[0]].strip(RIM):
            break
        words += mark[1]
        line = line[: mark[0]]
    front = line[:MARK_LENGTH_MAX]
    opening = headline_word(front) if ":" in front or has_number(front) else None
    if opening and opening.start == 0 and (opening.number or line[: opening.end].rstrip().endswith(":")):
        words.append(opening)
        line = line[opening.end :]
    return line, gravest(words)


def is_slug_mark(text: str) -> bool:
    """Whether what stands behind a slug's comma is no topic: version words, what sort of text it is.

    >>> is_slug_mark("ALERTE"), is_slug_mark(" 2e LEAD"), is_slug_mark("REPORTAGE"), is_slug_mark(" politique")
    (True, True, True, False)
    """
    return len(text) <= MARK_LENGTH_MAX and _read_beside(text.strip(), _BESIDE) is not None


def part_word(part: str) -> VersionWord | None:
    """The version word that one part of a slug is, among words that are surely no topic.

    >>> part_word("2ndlead").number, part_word("alerte") is None
    (2, True)
    """
    return version_word(part) if _SURE.fullmatch(fold_letters(part)) else None


RIM = " /-(),;"
_SURE = re.compile(pattern(versions.SLUG_WORDS))
# Behind a hyphen, a slash or a comma any of them; behind a blank one with its number.
_SURE_END = re.compile(
    rf"(?:[-/,]\s?({pattern(versions.SLUG_WORDS)})|\s({pattern(versions.NUMBERED_SLUG_WORDS)}))[\s/-]{{0,3}}$"
)
_BESIDE_END = re.compile(r"(?:\s?\(([^()]{1,50})\)|,\s?([^,()]{1,40}))[\s/-]{0,3}$")
_BESIDE = re.compile(pattern(slugs.BESIDE))
_IN_BRACKETS = re.compile(pattern((*slugs.BESIDE, *slugs.IN_BRACKETS)))
_JOINTS = re.compile(r"\s?[,;/+&-]\s?")


def _last_mark(line: str) -> tuple[int, list[VersionWord | None]] | None:
    """Where the last mark behind the topic begins, and the version words in it."""
    border = max(0, len(line) - MARK_LENGTH_MAX)
    tail = line[border:]
    beside = _BESIDE_END.search(tail) if ")" in tail or "," in tail else None
    glued = beside is not None and bool(beside[2]) and not beside[0][1].isspace()
    words = (
        _read_beside(beside[1] or beside[2], _IN_BRACKETS if beside[1] else _BESIDE, glued=glued) if beside else None
    )
    if beside and words is not None:
        return border + beside.start(), words
    sure = _SURE_END.search(fold_letters(tail))
    if sure is None:
        return None
    start, end = sure.span(1) if sure[1] else sure.span(2)
    return border + sure.start(), [version_word(tail[start:end])]


def _read_beside(text: str, known: re.Pattern[str], *, glued: bool = False) -> list[VersionWord | None] | None:
    """The version words in a bracket or behind a comma; ``None`` where anything there may be the topic's.

    ``glued`` says that no space is behind the comma, as a topic would have: AFP's ",lead", ",PREV-lead".
    """
    whole = _word_beside(text)
    if whole:
        return [whole]
    words = []
    for piece in _JOINTS.split(text):
        word = version_word(piece) if glued and piece == "lead" else _word_beside(piece)
        if word is None and not known.fullmatch(fold_letters(piece)):
            return None
        words.append(word)
    return words


def _word_beside(text: str) -> VersionWord | None:
    word = version_word(text)
    return word if word and (text.isupper() or fold_letters(text.strip()) not in versions.EVERYDAY) else None
