"""The people of a byline: where one ends and the next begins, in a line that names several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.item import Author
from worker.normalize.byline_parts import Part, fill, read_part
from worker.normalize.houses import is_house, is_title
from worker.normalize.names import is_name
from worker.normalize.tables import bylines, marks, words
from worker.normalize.text import fold_letters, fold_name


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a byline in their order, and what in it could not be read."""

    authors: tuple[Author, ...]
    unread: tuple[str, ...]
    opens_well: bool  # its first words are somebody's name or title, or a house
    house: bool  # there is a house, or people without their names


def read_people(text: str, marker: str | None = None) -> Reading:
    """Read the people, each with what stands behind the name; ``marker`` is the word that opened the byline.

    >>> [(author.name, author.location) for author in read_people("Ann LEE with Bo BERG in Lima").authors]
    [('Ann Lee', None), ('Bo Berg', 'Lima')]
    """
    authors: list[Author] = []
    unread: list[str] = []
    opening: Part | None = None
    house = False
    group = 0  # where in authors those begin whom an "and" or a comma joins to the last one
    for joint, piece in _split_people(_plain(text), marker):
        if joint in _PARTING:
            group = len(authors)
        named: str | None = None
        last = Part()
        for words_of in _split_commas(piece):
            read = read_part(words_of, named)
            opening = opening or read
            if read.unread:
                unread.append(words_of)
            if read.people:
                authors += read.people
                named, last = words_of, Part(affiliation=read.people[-1].affiliation)
            elif not authors and (read.affiliation or read.title or read.nobody):
                house = True
            elif named:
                authors[-1] = fill(authors[-1], read)
                last = read
        if named:
            authors[group:] = _share(authors[group:], last)
    town = (
        len(unread) == 1 and opening is not None and opening.unread and _TOWN.fullmatch(unread[0].strip()) is not None
    )
    opens_well = opening is not None and (not opening.unread or town)
    return Reading(tuple(authors), tuple(unread), opens_well, house)


def _share(people: list[Author], last: Part) -> list[Author]:
    """What is everybody's of several people: the house behind the last of them, a title in the plural behind or before."""
    first, *others = people
    if not others:
        return people
    if first.title and _is_plural(first.title) and not any(person.title for person in others):
        return [first, *(fill(person, Part(title=first.title, affiliation=first.affiliation)) for person in others)]
    if any(person.title or person.affiliation for person in people[:-1]) or (last.title and not _is_plural(last.title)):
        return people
    shared = Part(title=last.title, affiliation=last.affiliation)
    return [*(fill(person, shared) for person in people[:-1]), people[-1]]


def _is_plural(title: str) -> bool:
    folded = fold_name(title).split()
    return folded[-1] in bylines.COLLECTIVES or any(word in bylines.PLURAL_TITLES for word in folded)


_TOWN = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]{2,20}")
"""One large word where a name should be: "Madrid, EFE", "القاهرة - …"."""

_PARTING = frozenset({*bylines.WITH, ";", "\n"})
_JOINTS = sorted((*bylines.AND, *bylines.AND_BETWEEN_NAMES, *bylines.WITH), key=len, reverse=True)
_JOINT = re.compile(
    rf"\s?(?P<mark>[;、])\s?|[\s,](?P<word>{'|'.join(map(re.escape, _JOINTS))})\s(?=\S)|\s(?P<waw>و)(?=[\u0621-\u064a]{{3}})",
    re.IGNORECASE,
)
_COMMA = re.compile(
    rf"\s?[,،\n]\s?|\s[-–—|•]\s|\s?/?\s(?=(?:{'|'.join(sorted(bylines.DEEDS, key=len, reverse=True))})\s?:)",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[,،\n(;/]|\s(?:in|à|en|em|i|a|في|with|avec|con|com)\s")
_WITH_IN_BRACKETS = re.compile(rf"\s?\(((?:{'|'.join(bylines.WITH)})\s[^()]{{2,200}})\)", re.IGNORECASE)
_INVERTED = re.compile(r"([^\W\d_][\w'’-]{1,30}),\s([^\W\d_][\w.'’-]{0,30})")
_EDITING = re.compile(rf"[\s,;(–-]{{1,4}}(?:{'|'.join((*marks.EDITING, *bylines.EDITING))})\s")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_BUREAUX = re.compile(
    rf"[\s,](?:{'|'.join(bylines.WITH)}|and|et|und|y|e)\s(?:(?:{'|'.join(bylines.ARTICLES)}|[^\W\d_]{{2,20}}['’]s)\s(?:[^\s,;]+\s){{0,8}}?|l['’])?"
    rf"(?:{'|'.join(bylines.BUREAUX)})\b.{{0,200}}$",
    re.IGNORECASE | re.DOTALL,
)


def _plain(text: str) -> str:
    """The text without offices that helped, who edited, brackets around helpers; "Adler, Ruth; Dale, Cy" in order."""
    people = text.split("; ")
    if len(people) > 1 and all(map(_INVERTED.fullmatch, people)):
        return "; ".join(_INVERTED.sub(r"\2 \1", person) for person in people)
    edited = _EDITING.search(fold_letters(text))
    signed = text[: edited.start()] if edited else text
    signed = _WITH_IN_BRACKETS.sub(r" \1", signed) if "(" in signed else signed
    return _BUREAUX.sub("", signed)


def _split_people(text: str, marker: str | None) -> Iterator[tuple[str, str]]:
    """The text from joint to joint, each piece with the joint before it."""
    start, joint = 0, ""
    for found in _JOINT.finditer(text):
        before, after = text[start : found.start()], text[found.end() :]
        if found.start() < start or text.count("(", start, found.start()) > text.count(")", start, found.start()):
            continue
        word = found["mark"] or found["word"] or "و"
        if found["waw"]:
            parts = _is_arabic_and(before, after)
        elif found["word"]:
            parts = _is_joint(word, before, after, marker)
        else:
            parts = True
        if parts:
            yield joint, before
            start, joint = found.end(), word.lower()
    yield joint, text[start:]


def _is_joint(word: str, before: str, after: str, marker: str | None) -> bool:
    """Whether a small word parts two people: "Ortega y Gasset" is one, and "en" and "i" also stand before a town."""
    left = _BORDER.split(_BRACKETS.sub("", before))[-1].split()
    right = _BORDER.split(after, maxsplit=1)[0]
    if word.lower() in bylines.AND_BETWEEN_NAMES:
        if word.isupper() and not (before + after).isupper():
            return False
        if marker in bylines.BEFORE_TOWNS.get(word.lower(), ()) or read_part(right, " ".join(left)).location:
            return False
        return len(left) >= 2 and is_name(_JOINT.split(right, maxsplit=1)[0].strip())
    if word.lower() in bylines.WITH or not left:
        return True
    organisation = " ".join(left)
    # "The Post and Courier" is one house; what an "and" joins to a person is another, or nobody.
    return not ((is_house(organisation) or is_title(organisation)) and not read_part(right).people)


def _is_arabic_and(before: str, after: str) -> bool:
    """Whether the "و" glued to a word is "and": full names on both sides, and none that begins with the letter."""
    word = after.split(None, 1)[0].rstrip(",،")
    if word in bylines.ORGANISATION_WORDS:
        return True
    if "و" + word in words.ARABIC_WAW_NAMES:
        return False
    return len(before.split()) >= 2 and len(re.split(r"[,،]", after, maxsplit=1)[0].split()) >= 2


def _split_commas(piece: str) -> Iterator[str]:
    """The pieces between commas, dashes and line breaks, those inside a bracket excepted."""
    start = 0
    for found in _COMMA.finditer(piece):
        if piece.count("(", start, found.start()) > piece.count(")", start, found.start()):
            continue
        yield from filter(str.strip, (piece[start : found.start()],))
        start = found.end()
    yield from filter(str.strip, (piece[start:],))
