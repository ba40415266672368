"""Version words: what slug, headline, notes and markup say of a story's move, as one ``Version``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from worker.item import Version, VersionKind
from worker.normalize.tables import versions
from worker.normalize.text import fold_letters


@dataclass(frozen=True, slots=True)
class VersionWord:
    """A version word in a line: what it means, how the wire writes it, where the text after it begins."""

    kind: VersionKind
    raw: str
    number: int | None = None
    end: int = 0


def version_word(text: str) -> VersionWord | None:
    """The version word that a text is, as a whole: a part of a slug, a line of its own.

    >>> version_word("2nd Ld-Writethru")
    VersionWord(kind=<VersionKind.LEAD: 'lead'>, raw='2nd Ld-Writethru', number=2, end=16)
    >>> version_word("politique") is None
    True
    """
    core = text.strip(" ()/*:+-–")
    folded = fold_letters(core)
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(folded):
            return VersionWord(kind, core, _number(folded), len(text))
    return None


def headline_word(headline: str) -> VersionWord | None:
    """The version word that opens a headline, in capitals, in brackets or with its number.

    >>> headline_word("UPDATE 1-Bank raises rates").number, headline_word("Budget: the vote is near") is None
    (1, True)
    >>> headline_word("(KORR-Bericht) Minister tritt zurück").kind
    <VersionKind.CORRECTION: 'correction'>
    """
    found = _OPENING.match(headline)
    if found is None:
        return None
    bracketed, plain = found.groups()
    words = bracketed or plain
    if plain and words != words.upper() and not any(map(str.isdigit, words)):
        return None
    word = version_word(words)
    return word and VersionWord(word.kind, word.raw, word.number, found.end())


def note_word(note: str) -> VersionWord | None:
    """The version word that opens an editor's note or an advisory line.

    >>> note_word("CORRECTS para 4 and 9").raw, note_word("Eds: UPDATES: with quotes.").kind.value
    ('CORRECTS', 'update')
    """
    start = len(note) - len(_NOTE_OPENING.sub("", note, count=1))
    folded = fold_letters(note[start : start + 60])
    for kind, pattern in _WHOLE:
        found = pattern.match(folded)
        if found and not folded[found.end() : found.end() + 1].isalnum():
            raw = note[start : start + found.end()]
            return VersionWord(kind, raw, _number(found[0]), start + found.end())
    return None


def read_version(words: Iterable[VersionWord | None], markup: str | None, previous: str | None) -> Version | None:
    """What all of an item's signs say together; the gravest kind wins, in the order of the table.

    ``markup`` is the kind of item in its format's own words; ``previous`` the revision that this one replaces, which
    makes an update where nothing else is said.
    """
    found = [word for word in words if word]
    stated = versions.KINDS.get((markup or "").rsplit("/", 1)[-1].strip().lower())
    if markup and stated:
        found.append(VersionWord(stated, markup))
    replaces = previous if previous not in {None, "", "0"} else None
    if found:
        word = min(found, key=lambda word: _ORDER[word.kind])
        return Version(word.kind, word.raw, word.number, replaces)
    return Version(VersionKind.UPDATE, previous=replaces) if replaces else None


def _number(folded: str) -> int | None:
    figures = re.search(r"\d{1,2}", folded)
    if figures:
        return int(figures[0])
    return next((number for word, number in versions.ORDINALS.items() if re.search(rf"\b{word}\b", folded)), None)


_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|eme|er|e|o|a|º|ª|\.)?|{'|'.join(versions.ORDINALS)})"
_ORDER = {kind: place for place, (kind, _) in enumerate(versions.WORDS)}
_WHOLE = tuple(
    (kind, re.compile("|".join(word.replace("#", _ORDINAL) for word in sorted(words, key=len, reverse=True))))
    for kind, words in versions.WORDS
)
# "UPDATE 1-…", "URGENT: …", "LEAD 2 - …", "AMP.- …", "عاجل: …"; "(LEAD 2) …"; "+++ EIL +++ …".
_OPENING = re.compile(
    r"\s{0,4}[+*]{0,3}\s{0,2}(?:\(([^()\n]{2,40})\)[:.\s-]{0,4}"
    r"|((?:[^\W_][\w.º-]{0,16}\s){0,2}[^\W_][\wº-]{0,16})\s?(?:\.-|\+{1,3}|[:/–—-])\s{0,3})"
)
_NOTE_OPENING = re.compile(
    r"[\s(/*+-]{0,6}(?:(?:eds?|attention|editors?|note|hinweis)\s?[:._-]{1,2}\s{0,3})?", re.IGNORECASE
)
