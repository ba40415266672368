"""Credits that share a line with the story's last sentence: who wrote and edited it, which agencies it is made from.

Apart from ``normalize``, which takes off lines of their own: here nothing is moved, the names are only left unread.
"""

import re

from worker.agencies import agency_of_mark
from worker.entities.tables.credits import CREDIT_LABELS

# Each form of a credit has one of them.
_MARKS = ("(", ":", "/")

# A credit and what invites to comment below it; a longer rest is prose.
_CREDIT_CHARACTERS_MAX = 240

_AFTER_SENTENCE = r"(?:\A|(?<=[.!?…\"')\]»]) )"
_INITIALS = r"[a-z]{2,4}(?:(?:, ?| ?/ ?|-)[a-z]{2,4}){0,5}"
_LABELLED = rf"(?:{'|'.join(CREDIT_LABELS)}) ?: ?(?=[A-Z])"
_SIGNED = rf"(?:{_INITIALS} ?)?\((?P<bracketed>[^()]{{2,80}})\)"
_SLASHED = r"[a-z]{2,4} ?/ ?(?P<slashed>\w{2,12}(?: ?/ ?\w{2,12}){0,5})\b"
_CREDIT = re.compile(rf"{_AFTER_SENTENCE}(?:{_LABELLED}|{_SIGNED}|{_SLASHED})")
_PARTS = re.compile(r" ?[,/;] ?")


def prose_end(text: str) -> int:
    """Where a passage's sentences end and its credit begins; its length where it has none.

    A bracket is a credit where it holds agencies and nothing else; "(AP)" behind a name spells the name short, and
    stays.

    >>> [prose_end(f"It rained. {credit}") for credit in ("Author: Ann Lee Editor: Bo Berg", "al / bb (AFP, dpa)")]
    [10, 10]
    >>> text = "The Associated Press (AP) and the police (all of them) were there."
    >>> prose_end(text) == len(text)
    True
    """
    first = max(0, len(text) - _CREDIT_CHARACTERS_MAX)
    if not any(text.find(mark, first) >= 0 for mark in _MARKS):
        return len(text)
    return next((found.start() for found in _CREDIT.finditer(text, first) if _is_credit(found)), len(text))


def _is_credit(found: re.Match[str]) -> bool:
    listed = found["bracketed"] or found["slashed"]
    if listed is None:
        return True
    known = [agency_of_mark(part) is not None for part in _PARTS.split(listed)]
    return all(known) if found["bracketed"] else any(known)
