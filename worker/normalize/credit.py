"""Credits that say in words who wrote and who edited: "(Reporting by A in X; Editing by B)", as Reuters closes."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from worker.agencies import Agency, SignOffForm, agency_of_mark
from worker.item import Role, SignOff
from worker.normalize.byline import parse_byline
from worker.normalize.countries import country_code
from worker.normalize.names import is_name
from worker.normalize.pieces import Piece
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters

LENGTH_MAX = 900
"""Characters of a credit; what is longer is a paragraph in brackets."""

LINES_MAX = 6
"""Lines that a credit can be spread over, one for each verb."""

LINE_MAX = 200
"""Characters of one of several lines of a credit without brackets."""

PLACES_MAX = 14
"""Pieces at the end of a text among which such lines are looked for."""


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
    edited = any(_verb(clause, _EDITING) for clause in clauses)
    for place, clause in enumerate(clauses):
        editing = _verb(clause, _EDITING)
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


def parse_names(text: str) -> SignOff | None:
    """Read a bracket that holds a person's name and nothing else, as Reuters' desk in Paris closes what it translates.

    >>> parse_names("(Luc Moreau)").writers, parse_names("(voir aussi)"), parse_names("(Luc Moreau était là)")
    (('Luc Moreau',), None, None)
    """
    name = text.strip()[1:-1].strip()
    if len(text) > LINE_MAX or not is_name(name) or country_code(name):
        return None
    return SignOff(text.strip(), ((name,),), compiled=False, writers=(name,), editors=(), roles="inferred")


def opens_credit(text: str) -> bool:
    """Whether a line is a credit by how it begins, though it may name nobody.

    >>> opens_credit("(Reporting by Bengaluru newsroom)"), opens_credit("Reporting by the paper was praised.")
    (True, False)
    """
    bracketed = text.startswith("(") and text.rstrip().endswith(")")
    return bracketed and len(text) <= LENGTH_MAX and fold_letters(_inner(text)).startswith(marks.CREDIT_OPENINGS)


def join_credits(pieces: Sequence[Piece], agency: Agency | None) -> tuple[Piece, ...]:
    """The pieces, a sign-off that came in several of them joined to one.

    Reuters has a line for each verb inside one pair of brackets, or without any; PTI one for the editors alone.
    """
    for place in range(max(0, len(pieces) - PLACES_MAX), len(pieces) - 1):
        count = _lines_of_credit(pieces, place, agency)
        if count > 1:
            lines = pieces[place : place + count]
            text, raw = " ".join(line.text for line in lines), "\n".join(line.raw for line in lines)
            joined = pieces[place]._replace(text=text, raw=raw)
            return (*pieces[:place], joined, *pieces[place + count :])
    return tuple(pieces)


def _lines_of_credit(pieces: Sequence[Piece], place: int, agency: Agency | None) -> int:
    """How many pieces from there on are one sign-off; 0 where none begins there."""
    named_alone = agency is not None and agency.sign_off is SignOffForm.SOURCE_CAPITALS
    first = pieces[place].text if named_alone else _opening_of_credit(pieces[place].text)
    if first is None:
        return 0  # as most paragraphs do
    near = takewhile(lambda piece: piece.role is Role.PARAGRAPH, pieces[place : place + LINES_MAX])
    further = [piece.text for piece in near][1:]
    if not further:
        return 0
    if named_alone:
        named = _SOURCE_AND_WRITER.search(first, max(0, len(first) - LINE_MAX))
        return 2 if named and agency_of_mark(named[1]) is agency and _EDITORS.fullmatch(further[0]) else 0
    if first.startswith("("):
        joined = ""
        for count, line in enumerate((first, *further), 1):
            joined += line
            if len(joined) > LENGTH_MAX or joined.count("(") <= joined.count(")"):
                return count if joined.endswith(")") else 0
        return 0
    lines = first, *further
    each = (fold_letters(line[:60]).startswith(marks.CREDIT_OPENINGS) and len(line) <= LINE_MAX for line in lines)
    count = next((number for number, opens in enumerate(each) if not opens), len(lines))
    credit = parse_credit(" ".join(lines[:count])) if count > 1 else None
    return count if credit and credit.writers and credit.editors else 0


def _opening_of_credit(text: str) -> str | None:
    """The part of a paragraph that opens as a credit does: all of it, or a bracket behind its last sentence."""
    glued = text.rfind("(", max(1, len(text) - LENGTH_MAX))
    if glued > 0 and text[0] != "(" and ")" not in text[glued:] and _ENDED.search(text[max(0, glued - 4) : glued]):
        text = text[glued:]  # "It left. (Reporting by Ann Lee"
    length_max = LENGTH_MAX if text.startswith("(") else LINE_MAX
    opens = len(text) <= length_max and fold_letters(text[:60]).lstrip("(").startswith(marks.CREDIT_OPENINGS)
    return text if opens else None


_ENDED = re.compile(r"[.!?…»”\"'’]\s{1,3}$")
_SOURCE_AND_WRITER = re.compile(r"(?:^|(?<=[.!?”\"'’]\s))([A-Z]{2,7})(?:\s[A-Z]{2,5}){1,3}$")
_EDITORS = re.compile(r"[A-Z]{2,5}(?:\s[A-Z]{2,5}){0,5}")
_ADDRESSES = re.compile(r"\(\((?=[^()]{0,160}?(?:@|https?:|\+\d|Messaging|;\)\)))[^()]{0,200}\)\)")
# Not "($1 = 0.8 euros) (Reporting by …)": the first of them is the story's.
_ONE_BRACKET = re.compile(r"\({1,2}(?:[^()]|\([^()]*\))*\){0,2}\.?")
_EDITING = (*marks.EDITING, "editing")  # "(Ada Neri, editing Bo Berg)"; in a byline it is an occupation
_VERBS = "|".join(sorted(map(re.escape, (*marks.WRITING, *_EDITING)), key=len, reverse=True))
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
