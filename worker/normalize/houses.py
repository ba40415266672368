"""Houses and occupations: what single words of a byline say that no name does."""

import re
from functools import lru_cache

from worker.agencies import agency_of, agency_of_mark
from worker.normalize.tables import bylines
from worker.normalize.text import fold_name

CODE_MAX = 8
"""Letters of an agency's code."""

CACHE_MAX = 1024
"""Words and names whose kind is remembered: the same ones come again and again, in a byline and in a feed."""


@lru_cache(maxsize=CACHE_MAX)
def is_house(text: str) -> bool:
    """Whether a text is the name of an agency, or has a word that makes it one of an organisation.

    >>> is_house("The Associated Press"), is_house("STT-AFP"), is_house("The Daily Planet"), is_house("Ann Lee")
    (True, True, True, False)
    """
    text = text.strip(" .")
    if not text:
        return False
    if agency_of_mark(text) or agency_of_mark(_without_article(text)) or fold_name(text) in bylines.HOUSES:
        return True
    parts = _DASHES.split(text)  # a blank alone parts names: "Ana Hina" is two agencies, and somebody
    if len(parts) > 1 and all(agency_of_mark(part) for part in parts):
        return True
    folded = _folded_words(text)
    if any(word in bylines.ORGANISATION_WORDS for word in folded) and not is_surname_too(text):
        return len(folded) > 1 or folded[0] not in bylines.NO_ORGANISATIONS_ALONE
    return folded[:1] == ("the",) or text.endswith(bylines.HOUSE_ENDINGS) or _begins_with_code(text)


def is_surname_too(text: str) -> bool:
    """Whether a name of two words may be a paper's ("Baltimore Sun") and somebody's ("Lena Sun", "Sun Yi")."""
    found = _folded_words(text)
    others = [word for word in found if word not in bylines.SURNAMES_TOO]
    return len(found) == 2 and len(others) == 1 and others[0] not in bylines.ORGANISATION_WORDS | {"the"}


@lru_cache(maxsize=CACHE_MAX)
def is_title(text: str) -> bool:
    """Whether a word of the text names an occupation."""
    return any(map(is_title_word, _folded_words(text)))


def is_title_word(word: str) -> bool:
    """Whether a folded word names an occupation, by itself or behind a hyphen ("dpa-korrespondent")."""
    return _is_title(word) or ("-" in word and any(map(_is_title, word.split("-"))))


def _is_title(word: str) -> bool:
    return word in bylines.TITLE_WORDS or word.startswith(bylines.TITLE_STEMS)


def is_of_desks(name: str) -> bool:
    """Whether what looks like a name begins a title: "White House …", "Chief Packaging …"."""
    return any(
        word in bylines.REGIONS or word in bylines.DESK_WORDS or is_title_word(word) for word in _folded_words(name)
    )


def split_house(title: str) -> tuple[str | None, str]:
    """The house and the title of "Press Association Political Correspondent"; "Staff Reporter" is a title alone."""
    parts = title.split()
    for count in range(min(5, len(parts) - 1), 0, -1):
        house = " ".join(parts[:count])
        if agency_of_mark(house) or agency_of_mark(_without_article(house)):
            return house, " ".join(parts[count:])
    return None, title


def _without_article(house: str) -> str:
    return _ARTICLE.sub("", house, count=1)


def _begins_with_code(text: str) -> bool:
    """Whether an agency's code stands in front, in its own letters: "EFE Madrid", "dpa Themendienst"."""
    code, _, rest = text.partition(" ")
    if not rest or len(code) > CODE_MAX or (code[:1].isupper() and not code.isupper()):
        return False
    agency = agency_of(code)
    return agency is not None and code == agency.code


@lru_cache(maxsize=64)  # one piece of a byline is asked for its house, its title and its name
def _folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, those joined by hyphens also apart."""
    found = _WORD.findall(fold_name(text))
    return tuple(piece for word in found for piece in dict.fromkeys((word, *word.split("-"))))


_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_DASHES = re.compile(r"[/–-]|\s[/–-]\s")
_ARTICLE = re.compile(r"(?i)(?:the|la|le|die|der|el|l['’])\s?")
