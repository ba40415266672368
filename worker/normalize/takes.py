"""Takes: a headline whose last words say that the text goes on with a story, apart from what opens headlines."""

import re

from worker.agencies import Agency
from worker.item import VersionKind
from worker.normalize.tables import versions
from worker.normalize.text import fold_letters
from worker.normalize.version import VersionWord

TAKE_LENGTH_MAX = 40
"""Characters of a headline's end in which its take is looked for."""


def take_behind(headline: str, agency: Agency | None) -> VersionWord | None:
    """The take that a headline says to be in its last words.

    A figure alone in brackets counts only for the agencies that number so: it may be goals or an age ("Kane (2)").

    >>> take_behind("Sciopero dei treni (2 -segue)", None).number, take_behind("Bahn steht still (zwei)", None).number
    (2, 2)
    >>> take_behind("Sciopero dei treni -3-", None).raw, take_behind("Sciopero dei treni (2)", None) is None
    ('3', True)
    """
    if not headline.endswith((")", "-")):
        return None
    border = max(0, len(headline) - TAKE_LENGTH_MAX)
    folded = fold_letters(headline[border:])
    found = _TAKE.search(folded)
    if found is None or (found["figure"] and not (agency and agency.numbers_takes)):
        return None
    start, end = found.span(found.lastgroup or 0)
    said = _NUMBER.search(folded, start, end)
    number = (versions.TAKE_NUMBERS.get(said[0]) or int(said[0])) if said else None
    return VersionWord(
        VersionKind.ADD, headline[border + start : border + end], number, border + found.start(), len(headline)
    )


def is_take_line(text: str) -> bool:
    """Whether a last line only says which take it closed, or that another follows.

    >>> is_take_line("(SEGUE)."), is_take_line("(2 -segue)"), is_take_line("(continúa)"), is_take_line("(due treni)")
    (True, True, True, False)
    """
    return len(text) <= TAKE_LENGTH_MAX and text.startswith("(") and _LINE.fullmatch(fold_letters(text)) is not None


_FIGURE = "(?:[2-9]|1[0-2])"
_ANY_NUMBER = f"(?:{'|'.join((_FIGURE, *versions.TAKE_NUMBERS))})"
_WORDS = "|".join((*versions.TAKES, *versions.TAKE_NUMBERS)).replace("#", _ANY_NUMBER)
_LINE = re.compile(rf"\(-?\s?(?:{'|'.join(versions.TAKES).replace('#', _ANY_NUMBER)})\s?-?\)\.?")
_NUMBER = re.compile(rf"\b{_ANY_NUMBER}(?![^\W_])")
_TAKE = re.compile(
    rf"\s?\((?:(?P<figure>{_FIGURE})|-?\s?(?P<words>{_WORDS}))\s?-?\)$|\s-{{1,2}}\s?(?P<between>{_FIGURE})\s?-{{1,2}}$"
)
