"""What stands between the commas of a byline: a name, what somebody is, for which house, from where."""

import re
from dataclasses import replace
from typing import NamedTuple

from worker.agencies import agency_of_mark
from worker.item import Author
from worker.normalize.countries import country_code
from worker.normalize.houses import is_house, is_of_desks, is_surname_too, is_title, is_title_word, split_house
from worker.normalize.names import is_name, natural_case, natural_name
from worker.normalize.tables import bylines, words
from worker.normalize.text import fold_letters, fold_name


class Part(NamedTuple):
    """What a piece between commas is; all empty where it is nothing that a byline has."""

    people: tuple[Author, ...] = ()
    title: str | None = None
    affiliation: str | None = None
    location: str | None = None
    suffix: str | None = None  # "Jr."
    nobody: bool = False  # "Handout"

    @property
    def unread(self) -> bool:
        """Whether nothing was understood of it."""
        return self == _NOTHING


_NOTHING = Part()


def read_part(text: str, behind: str | None = None) -> Part:
    """Read one piece; ``behind`` is the name that it follows, as the wire writes it.

    >>> read_part("Press Association Political Correspondent").title
    'Political Correspondent'
    >>> read_part("Karl Melander/TT").people
    (Author(name='Karl Melander', title=None, affiliation='TT', location=None),)
    """
    part = _trim(text)
    helped = _HELPED.match(fold_letters(part))
    if helped:
        return read_part(part[helped.end() :])
    folded = fold_name(part)
    if not any(map(str.isalpha, part)):
        return _NOTHING
    if folded in bylines.NOBODY and not behind:
        return Part(nobody=True)
    if behind and folded.strip(".") in words.SUFFIXES:
        return Part(suffix=words.SUFFIXES[folded.strip(".")])
    return (
        _labelled(part, behind)
        or _bracketed(part, behind)
        or _slashed(part, behind)
        or _housed(part, behind)
        or _placed(part, behind)
        or _read_phrase(part, behind)
    )


def _trim(text: str) -> str:
    """The piece without what stands around it; the full stop of an initial or of "Jr." stays."""
    part = " ".join(text.split()).strip(" -–—*•:·")
    last = part.rsplit(" ", 1)[-1]
    short = len(last.strip(".")) <= 1 or fold_name(last).strip(".") in words.SUFFIXES or last.count(".") > 1
    return part if short else part.rstrip(".")


def _labelled(part: str, behind: str | None) -> Part | None:
    """Read what was done before the name: "Foto: Bo Berg"."""
    label, colon, rest = part.partition(":")
    if not colon or fold_name(label) not in bylines.DEEDS or not rest.strip():
        return None
    read = read_part(rest, behind)
    if fold_name(label) in bylines.TEXT_DEEDS:
        return read
    return read._replace(people=tuple(replace(person, title=person.title or label) for person in read.people))


def _bracketed(part: str, behind: str | None) -> Part | None:
    """A bracket behind the name: the house, the place, a title, or what was done ("(photos)")."""
    found = _BRACKET.search(part)
    if found is None:
        return None
    name, inner = part[: found.start()].strip(), found[1].strip()
    if not name:
        return read_part(inner, behind)
    read = read_part(name, behind)
    if not any(map(str.isalpha, inner)) or read.unread:
        return read
    if fold_name(inner) in bylines.DEEDS:
        extra = Part(title=None if fold_name(inner) in bylines.TEXT_DEEDS else inner)
    else:
        extra = read_part(inner, name)
        if extra.people or extra.unread or (extra.location and not country_code(inner)):
            extra = Part(affiliation=inner)
    return _filled(read, extra)


def _slashed(part: str, behind: str | None) -> Part | None:
    """A name with its house behind a slash or in front of it ("Karl Melander/TT", "EFE/Ana Ruiz"), or two names.

    Behind a name its house opens no other one: "Associated Press/Report for America".
    """
    if "/" not in part and "–" not in part:
        return None
    pieces = [piece.strip() for piece in re.split("[/–]", part) if piece.strip()]
    if len(pieces) < 2:
        return None
    people = [piece for piece in pieces if not is_house(piece) and is_name(piece)]
    houses = [piece for piece in pieces if piece not in people]
    if not all(is_house(house) or _WORD_ALONE.fullmatch(house) for house in houses):
        return None
    house = "/".join(houses) or None
    if not people or (behind and is_house(pieces[0])):
        return Part(affiliation=part) if any(map(is_house, houses)) else None
    return Part(people=tuple(Author(natural_name(name), affiliation=house) for name in people))


def _housed(part: str, behind: str | None) -> Part | None:
    """Read for whom somebody writes: "Ann Lee for AFP", "Special to the Herald", "Luc Moreau de l'AFP"."""
    found = _FOR.search(" " + fold_letters(part)) or _OF.search(" " + fold_letters(part))
    if found is None:
        return None
    if found.re is _OF and not (part.isupper() or f" {part}"[found.start() : found.end()].islower()):
        return None  # "CARL DE LA CRUZ Associated Press": part of the name
    name, house = part[: max(0, found.start() - 1)].strip(), part[found.end() - 1 :].strip()
    english = found[1] == "of" and is_name(name) and not is_house(name) and _SHORT_HOUSE.fullmatch(house)
    strong = fold_letters(found[1]).startswith("special") or is_house(house) or bool(english)
    if not strong and is_name(name) and house[0].islower():
        return read_part(name, behind)  # "… pour la version française"
    if not strong or is_title(name) or not house:
        return None
    extra = Part(affiliation=house)
    return _filled(read_part(name, behind), extra) if name else extra


def _placed(part: str, behind: str | None) -> Part | None:
    """Read from where: "Ann Lee in Rome", "in Rome"."""
    found = _PLACE.search(" " + part)
    if found is None:
        return None
    name, place = part[: max(0, found.start() - 1)].strip(), part[found.end() - 1 :].strip()
    small = part[len(name) : len(part) - len(place)]
    if name and small != small.lower() and not (part.isupper() and len(name.split()) >= 2):
        return None
    extra = Part(location=natural_case(place) if place.isupper() else place)
    return _filled(read_part(name, behind), extra) if name else extra


def _read_phrase(part: str, behind: str | None) -> Part:
    """A piece without brackets, slashes and small words: a house, a title, a name, or a title beside a name."""
    if agency_of_mark(part) or _is_of_house(part):
        return Part(affiliation=part)
    trade = next((trade for trade in bylines.CJK_TITLES if trade in part), None)
    if trade:
        return _with_trade(part, trade)
    beside = None if behind else _title_beside_name(part)
    if beside:
        return beside
    if is_title(part):
        house, title = split_house(part)
        return Part(title=title, affiliation=house)
    if is_house(part) or (behind and is_surname_too(part)):
        return Part(affiliation=part)
    if is_name(part):
        return _name_or_place(part, behind)
    if not behind or not all(word[0].isupper() for word in part.split()) or fold_name(part) in words.NO_NAME_WORDS:
        return _NOTHING
    if not _WORD_ALONE.fullmatch(part):
        return Part(affiliation=part)  # "CQ-Roll Call": no name, and large words all the same
    if _TWO_HUMPS.fullmatch(part):
        return Part(affiliation=part)  # "ProPublica", "MarketWatch"
    letters = part.isupper() and len(part) <= 5 and (not behind.isupper() or not _VOWEL.search(part))
    letters = letters and country_code(part) is None
    return Part(affiliation=part) if letters else Part(location=natural_case(part))  # "KHN"; "Lima"


def _is_of_house(part: str) -> bool:
    """Whether this is an office of a house: "AFP's Gaza bureau"."""
    found = _POSSESSIVE.match(part)
    return found is not None and agency_of_mark(found[1]) is not None and not is_name(part[found.end() :])


def _with_trade(part: str, trade: str) -> Part:
    """Read a name that the trade is written to without a space: "新华社记者王晓明", "김철수 기자"."""
    before, _, behind = (piece.strip() for piece in part.rpartition(trade))
    house, name = (before or None, behind) if behind else (None, before)
    return Part(people=(Author(name, affiliation=house),)) if is_name(name) else Part(title=part)


def _name_or_place(part: str, behind: str | None) -> Part:
    """Behind a name stands another one, or its town; one in capitals is not followed by one that is not."""
    if not behind:
        return Part(people=(Author(natural_name(part)),))
    parts = part.split()
    state = parts[-1].endswith(".") and country_code(parts[-1]) is not None  # "Washington D.C."
    town = state or country_code(part) is not None or (fold_name(parts[0]) in bylines.TOWN_OPENINGS and len(parts) <= 3)
    if town or (behind.isupper() and not part.isupper() and behind.isascii()):
        return Part(location=natural_case(part)) if town else Part(affiliation=part)
    return Part(people=(Author(natural_name(part)),))


def _title_beside_name(part: str) -> Part | None:
    """Read a title with no comma before or behind it: "Ann Lee Associated Press Writer", "AP Writer Ann Lee"."""
    tokens = part.split()
    titles = [place for place, token in enumerate(tokens) if is_title_word(fold_name(token))] if is_title(part) else []
    of, behind = _of_house(" ".join(tokens[titles[-1] + 1 :])) if titles else (None, "")
    if titles and is_name(behind):
        house, title = split_house(" ".join(tokens[: titles[-1] + 1]).rstrip(":"))
        return Part(people=(Author(natural_name(behind), title, house or of),))
    for count in range(2, min(5, len(tokens))):
        name, rest = " ".join(tokens[:count]), " ".join(tokens[count:])
        if not is_name(name) or is_house(name) or fold_name(tokens[count - 1]) in words.SMALL_WORDS:
            continue
        if fold_name(tokens[count]) in bylines.IN:
            return Part(people=(Author(natural_name(name)),))  # "Ana Ruiz en la redacción de Lima"
        opens = is_title_word(fold_name(tokens[count])) or fold_name(tokens[count]) in bylines.DESK_WORDS
        changes = name.isupper() and not rest.isupper() and (is_title(rest) or is_house(rest))
        house, work = split_house(rest) if is_title(rest) else (rest if agency_of_mark(rest) else None, "")
        if changes or house or (titles and opens and not is_of_desks(name)):
            return Part(people=(Author(natural_name(name), work or None, house or (None if work else rest)),))
    return None


def _of_house(text: str) -> tuple[str | None, str]:
    """The house whose reporter somebody is, and the name behind it: "de l'AFP Luc Moreau"."""
    found = _OF_HOUSE.match(text)
    for count in (3, 2, 1) if found else ():
        parts = text[found.end() :].split() if found else []
        house, name = " ".join(parts[:count]), " ".join(parts[count:])
        if agency_of_mark(house) and is_name(name):
            return house, name
    return None, text


def _filled(read: Part, extra: Part) -> Part:
    """What was read, with what else is known of it: of its people, or of whom it stands behind."""
    if read.people:
        people = tuple(fill(person, extra) for person in read.people)
        return read._replace(people=people)
    return read._replace(
        title=read.title or extra.title,
        affiliation=read.affiliation or extra.affiliation,
        location=read.location or extra.location,
    )


def fill(person: Author, extra: Part) -> Author:
    """A person with what a piece tells of him or her, and nothing overwritten."""
    return replace(
        person,
        name=f"{person.name} {extra.suffix}" if extra.suffix else person.name,
        title=person.title or extra.title,
        affiliation=person.affiliation or extra.affiliation,
        location=_located(person.location, extra.location),
    )


def _located(town: str | None, behind: str | None) -> str | None:
    """The town, with its country or state where one follows ("Lima, Peru")."""
    return f"{town}, {behind}" if town and behind and country_code(behind) else town or behind


_HELPED = re.compile(rf"(?:{'|'.join(bylines.HELPED)})\s")
_BRACKET = re.compile(r"\(([^()]{1,60})\)$")
_POSSESSIVE = re.compile(r"([^\W\d_][\w .-]{1,40}?)['’]s\s")
_OF_HOUSE = re.compile(r"(?:de\s(?:l['’]|la\s)?|of\s|von\s|der\s|del\s|dell['’]|da\s)(?=[^\W\d_])")
# Behind an English "of", which stands in no name: "Ann Lee of Stateline", "Ann Lee of Injustice Watch".
_SHORT_HOUSE = re.compile(r"[^\W\d_a-z][\w'’-]{2,20}(?:\s[^\W\d_a-z][\w'’-]{2,20})?")
# Two capitals in one word; in a surname or a town's name the first part is a short one ("MacDonald", "LaGrange").
_TWO_HUMPS = re.compile(r"(?!Mac|Fitz|Van|Von|Del|Des)[A-Z][a-z]{2,15}[A-Z][a-z]{2,15}")
_VOWEL = re.compile("[AEIOUÀ-Ý]")
_WORD_ALONE = re.compile(r"[^\W\d_][\w.'’-]{1,40}")
_PLACE = re.compile(rf"\s(?i:{'|'.join(sorted(bylines.IN, key=len, reverse=True))})\s(?=[^\W\da-zß-öø-ÿ])")
_FOR = re.compile(rf"\s({'|'.join(sorted(bylines.FOR, key=len, reverse=True))})(?:\s|(?<='))(?=\S)")
_OF = re.compile(rf"\s({'|'.join(sorted(bylines.OF, key=len, reverse=True))})(?:\s|(?<='))(?=\S)")
