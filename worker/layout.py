"""What the lines of a plain text tell by their layout: rows of a table.

Outside formats and normalize because both read it: the one keeps rows together, the other gives them their role.
"""

import re
from collections.abc import Sequence

ROW_MAX = 400
"""Characters of a line of which its cells are counted; a row of agate has less."""

FIGURES_MAX = 160
"""Characters of a row without any mark of its columns."""


def is_table(lines: Sequence[str]) -> bool:
    """Whether lines are rows: two or more, most of them with columns or hardly more than figures.

    >>> is_table(["Ulm; bedeckt; 12; 3", "Hagen; Regen; 10; 4"]), is_table(["Leeds 3 York 1", "Hull 0 Bath 2"])
    (True, True)
    >>> is_table(["It rained; trains stopped.", "In 2024, 3 of 4 came."])
    False
    """
    return len(lines) > 1 and 2 * sum(map(is_row, lines)) > len(lines)


def is_row(line: str) -> bool:
    """Whether a line has cells: bars, tabs, wide gaps, semicolons, dot leaders, or at least two of five words figures."""
    text = line.strip()[:ROW_MAX]
    if any(mark in text for mark in _MARKS) and _COLUMNS.search(text):
        return True
    if len(text) > FIGURES_MAX:
        return False
    words = text.split()
    figures = sum(_FIGURE.fullmatch(word) is not None for word in words)
    return figures >= 2 and 5 * figures >= 2 * len(words)


_MARKS = ("|", "\t", "   ", ";", "....")  # looking for these costs a tenth of the pattern, which most lines never need
_COLUMNS = re.compile(r"\||\t|\S {3,}\S|;[^;]{0,200};|\.{4,}")
_FIGURE = re.compile(r"[(+–-]?\d[\d.,:/%–+-]{0,12}[)%a-z]{0,3}[.,;:]?")
