"""The people of a byline: where one ends and the next begins, in a line that names several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.item import Author
from worker.normalize.byline_parts import Part, fill, is_house, is_title, read_part
from worker.normalize.names import is_name
from worker.normalize.tables import bylines, words
from worker.normalize.text import fold_name


@dataclass(frozen=True, slots=True)
class Reading:
    """The people of a byline in their order, and what in it could not be read."""

    authors: tuple[Author, ...]
    unread: tuple[str, ...]
    opens_well: bool  # its first words are somebody's name or title, or a house
    house: bool  # those are a house, or people without their names


def read_people(text: str, marker: str | None = None) -> Reading:
    """Read the people, each with what stands behind the name; ``marker`` is the word that opened the byline.

    >>> [(author.name, author.location) for author in read_people("Ann LEE with Bo BERG in Lima").authors]
    [('Ann Lee', None), ('Bo Berg', 'Lima')]
    """
    authors: list[Author] = []
    unread: list[str] = []
    opening: Part | None = None
    group = 0  # where in authors those begin whom an "and" or a comma joins to the last one
    for joint, piece in _split_people(_BUREAUX.sub("", text), marker):
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
            elif named:
                authors[-1] = fill(authors[-1], read)
                last = read
        if named:
            authors[group:] = _share(authors[group:], last)
    house = opening is not None and bool(opening.affiliation or opening.title or opening.nobody)
    return Reading(tuple(authors), tuple(unread), opening is not None and not opening.unread, house)


def _share(people: list[Author], last: Part) -> list[Author]:
    """What stands behind the last of several people and is all theirs: the house, a title in the plural."""
    *others, _ = people
    if any(person.title or person.affiliation for person in others):
        return people
    plural = last.title and any(word in bylines.PLURAL_TITLES for word in fold_name(last.title).split())
    if last.title and not plural:
        return people
    shared = Part(title=last.title, affiliation=last.affiliation)
    return [*(fill(person, shared) for person in others), people[-1]]


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
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_BUREAUX = re.compile(
    rf"[\s,](?:{'|'.join(bylines.WITH)}|and|et|und|y|e)\s(?:(?:{'|'.join(bylines.ARTICLES)})\s(?:[^\s,;]+\s){{0,8}}?|l['’])?"
    rf"(?:{'|'.join(bylines.BUREAUX)})\b.{{0,200}}$",
    re.IGNORECASE | re.DOTALL,
)


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
