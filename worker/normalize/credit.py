"""Credits that say in words who wrote and who edited: "(Reporting by A in X; Editing by B)", as Reuters closes."""

import re
from collections.abc import Iterable
from itertools import pairwise

from worker.item import SignOff
from worker.normalize.byline import parse_byline
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters


def parse_credit(text: str) -> SignOff | None:
    """Read a credit in brackets; its roles are stated, its ids are names.

    >>> credit = parse_credit("(Reporting by Ann Lee in Puebla, Mexico; editing by Bo Berg)")
    >>> credit.writers, credit.editors, credit.roles
    (('Ann Lee',), ('Bo Berg',), 'stated')
    >>> parse_credit("(the reporting of the paper was wrong)") is None
    True
    """
    raw = text.strip()
    inner = _ADDRESSES.sub("", raw).strip().strip("()")
    writers: list[str] = []
    editors: list[str] = []
    segments: list[tuple[str, ...]] = []
    for clause in _clauses(inner):
        folded = fold_letters(clause)
        editing = next((verb for verb in marks.EDITING if folded.startswith(verb)), None)
        verb = editing or next((verb for verb in marks.WRITING if folded.startswith(verb + " ")), None)
        if verb is None:
            continue
        names = tuple(_names(clause[len(verb) :]))
        if names:
            segments.append(names)
            (editors if editing else writers).extend(names)
    if not editors and not (writers and fold_letters(inner).startswith(_SURE)):
        return None
    return SignOff(raw, tuple(segments), compiled=False, writers=_once(writers), editors=_once(editors), roles="stated")


_ADDRESSES = re.compile(r"\(\([^()]{0,160}\)\)")
_VERBS = "|".join(sorted(map(re.escape, (*marks.WRITING, *marks.EDITING)), key=len, reverse=True))
_CLAUSE = re.compile(rf"[;,.]?\s(?=(?:and |et |y )?(?:{_VERBS})\s)")
_SURE = ("reporting by", "reportage", "additional reporting by", "writing by", "reportado por", "informacion de")


def _clauses(text: str) -> Iterable[str]:
    """Part at every verb, with or without a semicolon before it ("… Galbraith Editing by …")."""
    folded = fold_letters(text)
    borders = [0, *(found.end() for found in _CLAUSE.finditer(folded)), len(text)]
    return [text[start:end].strip(" ;,.") for start, end in pairwise(borders)]


def _names(text: str) -> Iterable[str]:
    byline = parse_byline(text.strip(" :")) if text.strip() else None
    return [author.name for author in byline.authors] if byline else []


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
