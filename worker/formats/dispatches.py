"""Several dispatches in one plain text: where one ends and the next begins.

Only what surely closes a dispatch parts a text, and only where another dateline follows: a round-up has many datelines
and is one story, and a story that is cut in two is worse than two that stay together.
"""

import re
from collections.abc import Iterator, Sequence

from worker.agencies import agency_of_mark

DISPATCHES_MAX = 200
"""Dispatches in one text; the last one keeps the rest."""

NEXT_DATELINE_LINES = 12
"""Lines between a dispatch's end and the next one's dateline: its slug, headline, byline, captions."""


def split_dispatches(text: str) -> Sequence[str]:
    r"""Part a text behind the lines that close a dispatch.

    >>> split_dispatches("Lima (AFP) - Un.\n\nab/cd\n\nQuito (AFP) - Deux.\n\nef/gh")
    ('Lima (AFP) - Un.\n\nab/cd\n', '\nQuito (AFP) - Deux.\n\nef/gh')
    >>> split_dispatches("Lima (AFP) - Un.\n\nQuito (AFP) - Deux.\n\nef/gh")
    ('Lima (AFP) - Un.\n\nQuito (AFP) - Deux.\n\nef/gh',)
    """
    lines = text.splitlines(keepends=True) if "\n" in text and _MARK.search(text) else []
    borders = list(_borders(lines))[: DISPATCHES_MAX - 1]
    if not borders:
        return (text,)
    parts = ("".join(lines[start:end]) for start, end in zip([0, *borders], [*borders, len(lines)], strict=True))
    return tuple(part for part in parts if any(map(str.isalnum, part)))


def _borders(lines: list[str]) -> Iterator[int]:
    """The lines behind which a dispatch is over: it had a dateline, its end is marked, and a dateline follows soon."""
    dated, ended, since = False, None, 0
    for place, line in enumerate(lines):
        bare = line.strip()
        if _is_dateline(bare):
            if dated and ended is not None and since <= NEXT_DATELINE_LINES:
                yield ended
            dated, ended = True, None
        elif _END.fullmatch(bare[:200]):
            if ended is None or since == 0:
                ended, since = place + 1, 0
        elif bare:
            since += 1


def _is_dateline(line: str) -> bool:
    found = _DATELINE.match(line[:160])
    return found is not None and agency_of_mark(found[1]) is not None


# What has to stand there for a text to be looked at at all: the end of a dispatch before something else.
_MARK = re.compile(r"(?:/[^\W\d_]{1,4}|[)N]|EFE|dpa [^\n]{2,40})[ \t\r]{0,8}\n\s")
_DATELINE = re.compile(r"[^\W\d_][^()\n]{1,60}(?:\([^()\n]{2,30}\)[^()\n]{0,24})?\(([^()\n]{2,30})\)[.:]?\s{0,2}[-–—_]")
_ID = r"[^\W\d_]{1,4}(?:[- ][^\W\d_]{1,4}){0,5}"
_END = re.compile(
    rf"{_ID}(?:/{_ID}){{1,3}}|NNNN|dpa(?: [^\W_]{{1,5}}(?:/[^\W_]{{1,5}}){{0,3}}){{2,7}}|EFE|/[Rr]itzau/|-?(?:ENDS?|ends?)-?|#{{3}}"
    r"|\((?:Report|Writ|Edit|Reportage|Reporte|Bericht)[^()]{5,180}\)"
)
