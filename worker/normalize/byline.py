"""Bylines: who signs a story, person by person, with title, paper and town where they are given."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from worker.item import Author, Byline
from worker.normalize.byline_parts import Part, read_part
from worker.normalize.byline_people import read_people
from worker.normalize.houses import CACHE_MAX, is_house, is_title
from worker.normalize.names import is_name
from worker.normalize.tables import bylines, words
from worker.normalize.text import fold_letters, fold_name, has_words

LENGTH_MAX = 400
"""Characters of a byline; a longer line is a sentence."""

LINE_MAX = 160
"""Characters of a line of text that can be a byline."""

PLAIN_WORDS_MAX = 3
"""Words in small letters that a byline can have beside those that bylines are made of; with more it is a sentence."""


def parse_byline(raw: str) -> Byline | None:
    """Read a byline that its format or its first word says to be one; ``None`` where it is no byline after all.

    A house's name ("By The Associated Press") is a byline without a person.

    >>> [author.name for author in parse_byline("Von Marco Krefting und Sunrita Sen, dpa").authors]
    ['Marco Krefting', 'Sunrita Sen']
    >>> parse_byline("By dpa correspondents").authors, parse_byline("Situation serious, says the minister") is None
    ((), True)
    """
    line = raw.strip()
    return _parsed(line) if 0 < len(line) <= LENGTH_MAX else None


@lru_cache(maxsize=CACHE_MAX)  # who covers a story signs each take of it
def _parsed(line: str) -> Byline | None:
    if fold_name(line).startswith(bylines.FILLERS):
        return None
    marker, text = _without_marker(_bare(line))
    if fold_name(text) in bylines.NOBODY:
        return Byline(line) if marker or " " in text or text.isalpha() else None
    if _is_sentence(text):
        return None
    if posted := _read_posted(text, marker):
        return Byline(line, posted)
    reading = read_people(text, marker)
    if reading.authors and (marker or reading.opens_well):
        return Byline(line, reading.authors)
    named = marker is not None and any(map(str.isalpha, text))
    return Byline(line) if named or reading.house or _is_nobodys(text) else None


def opens_byline(line: str) -> bool:
    """Whether a line of text is a byline by its own words: it opens with "By" and holds nothing but names.

    >>> opens_byline("Par Jean Dupont"), opens_byline("Par la fenêtre, il a vu")
    (True, False)
    """
    if len(line) > LINE_MAX or _is_ended(line.rstrip()):
        return False
    if len(line.strip()) <= _UNNAMED_MAX and fold_name(line) in bylines.UNNAMED:
        return True
    marker, text = _without_marker(_bare(line.strip()))
    if marker is None:  # "Aus Berlin Angela Merkel" may be a heading: a house tells that somebody signs
        return text.startswith(bylines.FROM_TOWN) and any(who.affiliation for who in _read_posted(text, None))
    if marker in bylines.WEAK_MARKERS or _is_sentence(text):
        return False
    if _read_posted(text, marker):
        return True
    reading = read_people(text, marker)
    return (
        bool(reading.authors and not reading.unread)
        or all(map(_is_houses, _WITH.split(_THE.sub("", text))))
        or all(map(_is_of_bylines, text.split()))
    )


def _read_posted(text: str, marker: str | None) -> tuple[Author, ...]:
    """The people behind the town that they write from: "Z Brukseli Jan Nowak", "dal nostro inviato a Bruxelles Ada Neri".

    Nobody where anything of it could not be read.
    """
    form = _POSTED if marker is None else _POSTED_IN if len(marker) > _SHORT_MARKER_MAX else None
    if form is None or not text.startswith(bylines.FROM_TOWN if marker is None else bylines.IN_TOWN):
        return ()  # as nearly all bylines
    found = form.match(text)
    reading = read_people(found["people"]) if found else None
    if found is None or reading is None or reading.unread:
        return ()
    return tuple(replace(author, location=author.location or found["town"]) for author in reading.authors)


def with_authors(byline: Byline | None, stated: tuple[Author, ...]) -> Byline | None:
    """A byline with the people whom the format states one by one; what was read of the line adds what they lack.

    No house and no user name ("loening.meyel") is a person, even where a format calls it an author.

    >>> stated = Author("LEE, ANN"), Author("The Associated Press")
    >>> with_authors(parse_byline("By ANN LEE, AP Business Writer"), stated).authors
    (Author(name='Ann Lee', title='Business Writer', affiliation='AP', location=None),)
    """
    if not stated:
        return byline
    people = {fold_name(person.name): person for author in stated for person in _people_of(author)}
    for read in byline.authors if byline else ():
        name = _known(fold_name(read.name), people)
        people[name] = _filled(people[name], read) if name in people else read
    raw = byline.raw if byline else ", ".join(author.name.strip() for author in stated)
    return Byline(raw, tuple(people.values())) if byline or has_words(raw) else None


def _people_of(author: Author) -> Iterator[Author]:
    """Whom a stated author's name names: mostly one, nobody where it is a house, "Lee, Ann" in its order."""
    if len(author.name) > LENGTH_MAX:
        return
    surname, comma, given = author.name.partition(",")
    inverted = f"{given.strip()} {surname.strip()}"
    named = (
        comma and not surname.strip().count(" ") and is_name(inverted) and not is_house(given) and not is_house(surname)
    )
    byline = parse_byline(inverted if named else author.name)
    what = read_part(author.title, author.name) if author.title else Part()  # "AP Business Writer", or a house alone
    title = None if what.affiliation and not what.title else what.title or author.title
    described = replace(author, title=title, affiliation=author.affiliation or what.affiliation)
    yield from (_filled(described, read, name=read.name) for read in (byline.authors if byline else ()))


def _filled(author: Author, read: Author, name: str | None = None) -> Author:
    return Author(
        name or author.name,
        author.title or read.title,
        author.affiliation or read.affiliation,
        author.location or read.location,
    )


def _known(name: str, people: Iterable[str]) -> str:
    """The one of these people whom a name spells otherwise ("J. R. Holt", "Joan Holt"); else the name itself."""
    alike = [other for other in people if other[:1] == name[:1] and other.rsplit(" ", 1)[-1] == name.rsplit(" ", 1)[-1]]
    return name if name in alike or len(alike) != 1 else alike[0]


def _is_houses(text: str) -> bool:
    """Whether a text is a house, or an office of one ("AFP's Gaza bureau")."""
    read = read_part(text)
    return is_house(text) or (read.affiliation is not None and not (read.people or read.title))


def _is_ended(line: str) -> bool:
    """Whether a sentence ends here; the full stop of "Jr.", of an initial and of "D.C." is none."""
    if not line.endswith("."):
        return line.endswith(("!", "?", ":", "»", '"'))
    last = line.rsplit(None, 1)[-1]
    short = fold_name(last).strip(".") in words.SUFFIXES or len(last) == len("A.") or last.count(".") > 1
    return not short or last.endswith("..")


_WITH = re.compile(rf"\s(?:{'|'.join(bylines.WITH)})\s", re.IGNORECASE)
_THE = re.compile(r"(?i)the\s")  # alone it makes no house of a line of text: "By the Book"
_SHORT_MARKER_MAX = 4  # "par", "von", "door": behind them stands a name at once
_TOWN = rf"(?P<town>(?:(?:{'|'.join(bylines.TOWNS_OF_TWO)})\s)?[^\W\d_a-zß-öø-ÿ][\w'’-]{{2,24}})"
_BEHIND_TOWN = r"(?:\s?[,:]|\s[-–])?\s(?:berichte[nt]\s)?(?P<people>[^\W\d_a-zß-öø-ÿ].{4,200})"
_POSTED = re.compile(rf"(?:{'|'.join(bylines.FROM_TOWN)}){_TOWN}{_BEHIND_TOWN}")
_POSTED_IN = re.compile(rf"(?:{'|'.join(bylines.IN_TOWN)}){_TOWN}{_BEHIND_TOWN}")
_ADDRESS = re.compile(r"\(?\b(?:https?://|www\.|mailto:)\S{1,120}|\(?[\w.+-]{1,64}@[\w.-]{1,80}\)?|(?<!\w)@\w{2,30}")
_WRAPPED = re.compile(r"[(\[]([^()\[\]]{1,400})[)\]]")
_GLUED = re.compile(r"(?:By|BY|Par|Von|Por)(?=[A-Z][a-z])")
_GLUED_TITLE = re.compile(r"(?<=[a-z]{3}(?:er|or|nt|st))(?=[A-Z][a-z]{2})")
_UNNAMED_MAX = 2 * max(map(len, bylines.UNNAMED))  # a letter may come as two characters
_SPACES = re.compile(r"[^\S\n]+")
_MARKER = re.compile(
    rf"(?:({'|'.join(sorted(bylines.MARKERS, key=len, reverse=True))})(?:\s?[:：]\s?|\s)"
    rf"|({'|'.join(sorted(bylines.COLON_MARKERS, key=len, reverse=True))})\s?[:：/／]\s?)(?=\S)"
)


def _bare(line: str) -> str:
    """The line without addresses and the bracket around it; words that an element's border has glued are apart."""
    addressed = "@" in line or "www." in line or ":" in line
    text = (_ADDRESS.sub("", line) if addressed else line).strip(" ,;|-–—/\n")
    wrapped = _WRAPPED.fullmatch(text)
    text = wrapped[1].strip() if wrapped else text
    glued = _GLUED.match(text)
    text = f"{glued[0]} {text[glued.end() :]}" if glued else text
    if "  " in text or not text.isprintable():
        text = _SPACES.sub(" ", text)
    if _GLUED_TITLE.search(text) is None:
        return text
    return " ".join(_GLUED_TITLE.sub(" ", word) if is_title(word) else word for word in text.split(" "))


def _without_marker(line: str) -> tuple[str | None, str]:
    """Take "By", "Par", "Text:" off; "Von" and "Di" alone also begin names, and stay before a single word."""
    taken: str | None = None
    for _ in range(3):
        found = _MARKER.match(fold_letters(line))
        if found is None:
            break
        text, word = line[found.end() :], found[1] or found[2]
        single = len(re.split(r"[,(]", text, maxsplit=1)[0].split()) < 2
        if word in bylines.PARTICLES and single and not is_house(text):
            break
        taken, line = taken or word, text
    return taken, line


def _is_sentence(text: str) -> bool:
    """Whether there are too many words in small letters that no byline is made of."""
    if "\n" not in text and _QUESTION.search(text):
        return True
    plain = 0
    for word in _WORD.findall(text):
        plain += word.islower() and not _is_of_bylines(word)
    return plain > PLAIN_WORDS_MAX - (1 if text.endswith(".") else 0)


_QUESTION = re.compile(r"[?!»”\"]\s{0,2}$|[?!]\s")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@lru_cache(maxsize=CACHE_MAX)
def _is_of_bylines(word: str) -> bool:
    folded = fold_name(word)
    elided = folded[:2] in {"d'", "l'"} and (word.islower() or is_house(word[2:]))
    return folded in bylines.OF_BYLINES or is_title(word) or is_house(word) or elided


def _is_nobodys(text: str) -> bool:
    """Whether a byline is the house's, or its people's without their names; one large word is somebody's trade name."""
    if len(text.split()) <= 6 and (is_house(text) or is_title(text)):
        return True
    return re.fullmatch(r"[^\W\d_]{3,30}", text) is not None and text[0].isupper()
