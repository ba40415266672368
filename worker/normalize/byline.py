"""Bylines: who signs a story, person by person, with title, paper and town where they are given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from worker.agencies import agency_of, agency_of_mark
from worker.item import Author, Byline
from worker.normalize.names import natural_case
from worker.normalize.tables import words
from worker.normalize.text import fold_name

LENGTH_MAX = 300
"""Characters of a byline; a longer line is a sentence."""


def parse_byline(raw: str) -> Byline | None:
    """Read a byline that its format or its first word says to be one; ``None`` where it is no byline after all.

    A house's name ("By The Associated Press") is a byline without a person.

    >>> parse_byline("Von Marco Krefting und Sunrita Sen, dpa").authors[1]
    Author(name='Sunrita Sen', title=None, affiliation='dpa', location=None)
    >>> parse_byline("By dpa correspondents").authors, parse_byline("Situation serious, says the minister") is None
    ((), True)
    """
    line = raw.strip()
    if not line or len(line) > LENGTH_MAX or _NO_BYLINE.search(line) or fold_name(line).startswith(words.FILLERS):
        return None
    marker, text = _without_marker(line)
    if fold_name(text) in words.NOBODY:
        return Byline(line) if marker or " " in text or text.isalpha() else None
    authors = tuple(_authors(text))
    if authors:
        return Byline(line, authors)
    return Byline(line) if marker or _is_house(text) else None


def opens_byline(line: str) -> bool:
    """Whether a line of text is a byline by its own words: it opens with "By" and holds nothing but names.

    >>> opens_byline("Par Jean Dupont"), opens_byline("Par la fenêtre, il a vu")
    (True, False)
    """
    if (
        len(line) > 120
        or line.rstrip().endswith((".", "!", "?", ":", "»", '"'))
        or not _without_marker(line.strip())[0]
    ):
        return False
    byline = parse_byline(line)
    return byline is not None and (bool(byline.authors) or _is_house(_without_marker(line.strip())[1]))


# Addresses, times, quotes, a sentence's end: no name has them.
_NO_BYLINE = re.compile(r"https?:|www\.|@|\d{2}:\d\d|[?!;]\s|\d{4}-\d\d|\.\s+\w+\s+\w+\s+\w+")
_MARKER = re.compile(r"(?i)((?:text|texte|by|par|por|door|av|af|per|von|di|de|da|بقلم|من)\s?:?)\s+(?=\S)")
_PEOPLE = re.compile(r"\s*;\s*|\s(?:&|and|et|und|y|e|en|och|og|ja|with|avec|mit|con|com)\s(?=\s?[^\W\d_])")
_COMMA = re.compile(r"\s*[,،、\n]\s*|\s+[–—|]\s+")
_PLACE = re.compile(r"\s(?:in|à|en|em|aus|in der|في)\s(?=[^\Wa-z])")
_BUREAUX = re.compile(r"\s(?:مع مكاتب|avec les bureaux|with bureaus|with bureaux)\s.{0,200}$")
_BRACKET = re.compile(r"\s*\(([^()]{2,40})\)\s*$")
_SLASH_AGENCY = re.compile(r"^(.{3,60}?)\s?/\s?([^/]{2,30})$")
_ARABIC_AND = re.compile(r"(?<=[\u0621-\u064a])\s+و(?=[\u0621-\u064a]{3,}(?:\s|$))")


def _without_marker(line: str) -> tuple[bool, str]:
    """Take "By", "Par", "Von" off; "Von", "De", "Di" alone also begin names, and stay before a single one."""
    found = _MARKER.match(line)
    if found is None:
        return False, line
    text = line[found.end() :]
    word = fold_name(found[1].rstrip(" :"))
    if word in words.PARTICLE_WORDS:
        rest = re.split(r"[,(]", text, maxsplit=1)[0].split()
        if not (len(rest) > 1 or agency_of_mark(text)):
            return False, line
    return True, text


def _authors(text: str) -> Iterator[Author]:
    """The people, each with what stands behind the name; what follows an "and" can be one more."""
    text = _BUREAUX.sub("", text)
    for piece in _split_people(text):
        current: Author | None = None
        for part in filter(None, _COMMA.split(piece)):
            read = _read_part(part)
            if read.person:
                if current:
                    yield current
                current = read.person
            elif current:
                current = replace(
                    current,
                    title=current.title or read.title,
                    affiliation=current.affiliation or read.affiliation,
                    location=current.location or read.location,
                )
        if current:
            yield current


def _split_people(text: str) -> list[str]:
    people: list[str] = []
    for piece in _PEOPLE.split(text):
        start = 0
        for found in _ARABIC_AND.finditer(piece):
            if _is_arabic_and(piece[start : found.start()], piece[found.end() :]):
                people.append(piece[start : found.start()])
                start = found.end()
        people.append(piece[start:])
    return people


def _is_arabic_and(before: str, after: str) -> bool:
    """Whether the "و" glued to a word is "and": full names on both sides, and none that begins with the letter."""
    word = after.split(None, 1)[0].rstrip(",،")
    if "و" + word in words.ARABIC_WAW_NAMES:
        return False
    return len(before.split()) >= 2 and len(re.split(r"[,،]", after, maxsplit=1)[0].split()) >= 2


@dataclass(frozen=True, slots=True)
class _Part:
    """What a piece between commas is."""

    person: Author | None = None
    title: str | None = None
    affiliation: str | None = None
    location: str | None = None


def _read_part(part: str) -> _Part:
    part = " " + part.strip(" .-*")
    place = _PLACE.search(part)
    location = natural_case(part[place.end() :].strip()) if place else None
    name = (part[: place.start()] if place else part).strip()
    bracket = _BRACKET.search(name)
    slash = _SLASH_AGENCY.match(name)
    if bracket:
        return _with_house(name[: bracket.start()], bracket[1], location)
    if slash and (agency_of_mark(slash[2]) or agency_of(slash[2])):
        return _with_house(slash[1], slash[2], location)
    folded = _folded_words(name)
    if agency_of_mark(name):
        return _Part(affiliation=name)
    if not name:
        return _Part(location=location)
    if any(word in words.TITLE_WORDS for word in folded):
        house, title = _split_house(name)
        return _Part(title=title, affiliation=house, location=location)
    if any(word in words.ORGANISATION_WORDS for word in folded) or folded[:1] == ["the"]:
        return _Part(affiliation=name)
    if _is_person(name):
        return _Part(person=Author(natural_case(name), location=location))
    return _Part(location=natural_case(name)) if len(name.split()) == 1 and name[:1].isupper() else _Part()


def _with_house(name: str, house: str, location: str | None) -> _Part:
    """A name with its house in brackets or behind a slash ("Karl Melander/TT")."""
    name = name.strip()
    if not _is_person(name) or agency_of_mark(name):
        return _Part(affiliation=house.strip())
    return _Part(person=Author(natural_case(name), affiliation=house.strip(), location=location))


def _split_house(title: str) -> tuple[str | None, str]:
    """The house and the title of "Press Association Political Correspondent"; "Staff Reporter" is a title alone."""
    parts = title.split()
    for count in range(min(4, len(parts) - 1), 0, -1):
        house = " ".join(parts[:count])
        if agency_of_mark(house):
            return house, " ".join(parts[count:])
    return None, title


def _is_person(name: str) -> bool:
    """Two to six words, each large or a small word of names; in scripts without spaces one word is enough."""
    parts = name.split()
    if not all(map(_is_name_word, parts)) or fold_name(name) in words.NOBODY:
        return False
    if len(parts) == 1:
        return _UNSPACED.fullmatch(name) is not None
    large = [part for part in parts if not part.islower()]
    return 2 <= len(parts) <= 6 and bool(large) and len(parts) - len(large) <= 3


_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,12}")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.‘-])*\Z")


def _is_name_word(word: str) -> bool:
    if not _NAME_WORD.match(word):
        return False
    return (
        not word[0].islower()
        or fold_name(word) in words.NAME_PARTICLES
        or re.match(r"(?:d|l|al|el)['’-]", word) is not None
    )


def _is_house(text: str) -> bool:
    """Whether a byline is the house's, or its people's without their names."""
    if agency_of_mark(text) or agency_of(text):
        return True
    folded = _folded_words(text)
    return len(folded) <= 6 and any(word in words.ORGANISATION_WORDS | words.TITLE_WORDS for word in folded)


def _folded_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", fold_name(text))
