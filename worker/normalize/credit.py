"""Credits that say in words who wrote and who edited: "(Reporting by A in X; Editing by B)", as Reuters closes."""

import re
from collections.abc import Iterable
from itertools import pairwise

from worker.item import SignOff
from worker.normalize.byline import parse_byline
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters

LENGTH_MAX = 900
"""Characters of a credit; what is longer is a paragraph in brackets."""


def parse_credit(text: str) -> SignOff | None:
    """Read a credit in brackets; its roles are stated, its ids are names.

    >>> credit = parse_credit("(Reporting by Ann Lee in Puebla, Mexico; editing by Bo Berg)")
    >>> credit.writers, credit.editors, credit.roles
    (('Ann Lee',), ('Bo Berg',), 'stated')
    >>> parse_credit("(the reporting of the paper was wrong)") is None
    True
    """
    raw = text.strip()
    if len(raw) > LENGTH_MAX or (raw.startswith("(") and not _ONE_BRACKET.fullmatch(_ADDRESSES.sub("", raw).strip())):
        return None
    inner = _inner(raw)
    writers: list[str] = []
    editors: list[str] = []
    segments: list[tuple[str, ...]] = []
    clauses = _clauses(inner)
    edited = any(_verb(clause, marks.EDITING) for clause in clauses)
    for place, clause in enumerate(clauses):
        editing = _verb(clause, marks.EDITING)
        verb = editing or _verb(clause, marks.WRITING)
        if verb is None and not (edited and place == 0):  # "(Ann Lee et Bo Berg, édité par Cy Dahl)"
            continue
        names = tuple(_names(clause[len(verb or "") :]))
        if names:
            segments.append(names)
            (editors if editing else writers).extend(names)
    if not editors and not (writers and fold_letters(inner).startswith(marks.CREDIT_OPENINGS)):
        return None
    return SignOff(raw, tuple(segments), compiled=False, writers=_once(writers), editors=_once(editors), roles="stated")


def opens_credit(text: str) -> bool:
    """Whether a line is a credit by how it begins, though it may name nobody.

    >>> opens_credit("(Reporting by Bengaluru newsroom)"), opens_credit("Reporting by the paper was praised.")
    (True, False)
    """
    bracketed = text.startswith("(") and text.rstrip().endswith(")")
    return bracketed and len(text) <= LENGTH_MAX and fold_letters(_inner(text)).startswith(marks.CREDIT_OPENINGS)


_ADDRESSES = re.compile(r"\(\((?=[^()]{0,160}?(?:@|https?:|\+\d|Messaging|;\)\)))[^()]{0,200}\)\)")
# Not "($1 = 0.8 euros) (Reporting by …)": the first of them is the story's.
_ONE_BRACKET = re.compile(r"\({1,2}(?:[^()]|\([^()]*\))*\){0,2}\.?")
_VERBS = "|".join(sorted(map(re.escape, (*marks.WRITING, *marks.EDITING)), key=len, reverse=True))
_CLAUSE = re.compile(rf"\s?[;,.；，、–—-]?\s?(?<![^\W_])(?=(?:(?:and|et|y|e|und|و)\s)?(?:{_VERBS})\s)")
_AND = re.compile(r"(?:and|et|y|e|und)\s")
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s(?=\w+\s\w+\s\w+)")
_TAIL = re.compile(rf"\s(?:{'|'.join(map(re.escape, marks.CREDIT_TAILS))})")


def _inner(text: str) -> str:
    return _ADDRESSES.sub("", text).strip().strip("()").strip()


def _clauses(text: str) -> list[str]:
    """Part at every verb, with or without a semicolon before it ("… Galbraith Editing by …")."""
    folded = fold_letters(text)
    borders = [0, *(found.end() for found in _CLAUSE.finditer(folded)), len(text)]
    return [_bare(text[start:end]) for start, end in pairwise(borders) if start < end]


def _bare(clause: str) -> str:
    clause = clause.strip(" ;,.；，、–—-")
    found = _AND.match(clause)
    return clause[found.end() :] if found else clause


def _verb(clause: str, verbs: tuple[str, ...]) -> str | None:
    """The longest of the verbs that opens a clause."""
    folded = fold_letters(clause)
    found = [verb for verb in verbs if folded.startswith(verb + " ")]
    return max(found, key=len, default=None)


def _names(text: str) -> Iterable[str]:
    """The people of a clause, without what it says behind them."""
    text = _SENTENCE.split(text, maxsplit=1)[0]
    tail = _TAIL.search(fold_letters(text))
    text = (text[: tail.start()] if tail else text).strip(" :,;")
    bylines = (parse_byline(names) for names in (text, text.partition(",")[2]) if names)  # "Moscou, Luc Morel"
    return next(([author.name for author in byline.authors] for byline in bylines if byline and byline.authors), [])


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
