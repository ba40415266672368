"""Version words: what slug, headline, notes and markup say of a story's move, as one ``Version``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from worker.item import Version, VersionKind
from worker.normalize.tables import versions
from worker.normalize.text import fold_letters

HURRIED = frozenset({VersionKind.FLASH, VersionKind.ALERT, VersionKind.URGENT})
"""What is sent in a hurry, with an empty headline (AFP: 37 alerts of 37)."""


@dataclass(frozen=True, slots=True)
class VersionWord:
    """A version word in a line: what it means, how the wire writes it, and which stretch of the line it takes up."""

    kind: VersionKind
    raw: str
    number: int | None = None
    start: int = 0
    end: int = 0


def version_word(text: str) -> VersionWord | None:
    """The version word that a text is, as a whole: a part of a slug, a line of its own.

    >>> version_word("2nd Ld-Writethru")
    VersionWord(kind=<VersionKind.LEAD: 'lead'>, raw='2nd Ld-Writethru', number=2, start=0, end=16)
    >>> version_word("politique") is None
    True
    """
    core = text.strip(" ()/*:+-–")
    folded = fold_letters(core)
    for kind, pattern in _WHOLE:
        if pattern.fullmatch(folded):
            return VersionWord(kind, core, _number(folded), 0, len(text))
    return None


def headline_word(headline: str) -> VersionWord | None:
    """The version word that opens a headline, in capitals, in brackets or with its number; or closes it in brackets.

    >>> headline_word("UPDATE 1-Bank raises rates").number, headline_word("Budget: the vote is near") is None
    (1, True)
    >>> headline_word("CORRECTED-UPDATE 2-Bank raises rates").raw
    'CORRECTED'
    >>> headline_word("(Berichtigung) Minister tritt zurück").kind
    <VersionKind.CORRECTION: 'correction'>
    >>> headline_word("Accord sur le climat (2e LEAD)").start
    20
    """
    opening = _OPENING.match(headline)
    words = (opening[1] or opening[2]) if opening else ""
    marked = opening is not None and (opening[1] is not None or words == words.upper() or _has_digit(words))
    word = _compound(words) if marked else None
    if opening and word:
        return replace(word, start=0, end=opening.end())
    closing = _CLOSING.search(headline, max(0, len(headline) - 60))
    word = (
        version_word(closing[1]) if closing and (closing[1] == closing[1].upper() or _has_digit(closing[1])) else None
    )
    return replace(word, start=closing.start(), end=closing.end()) if closing and word else None


def note_word(note: str) -> VersionWord | None:
    """The version word that opens an editor's note or an advisory line.

    >>> note_word("CORRECTS para 4 and 9").raw, note_word("Eds: UPDATES: with quotes.").kind.value
    ('CORRECTS', 'update')
    """
    start = len(note) - len(_NOTE_OPENING.sub("", note, count=1))
    folded = fold_letters(note[start : start + 60])
    for kind, pattern in _WHOLE:
        found = pattern.match(folded)
        if found:
            raw = note[start : start + found.end()]
            return VersionWord(kind, raw, _number(found[0]), start, start + found.end())
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
    word = gravest(found)
    if word:
        return Version(word.kind, word.raw, word.number, replaces)
    return Version(VersionKind.UPDATE, previous=replaces) if replaces else None


def gravest(words: Iterable[VersionWord | None]) -> VersionWord | None:
    """The word of the gravest kind, in the order of the table; of several the first."""
    return min(filter(None, words), key=lambda word: _ORDER[word.kind], default=None)


def pattern(words: Iterable[str]) -> str:
    """The version words of a table as one regular expression, with numbers for their "#"."""
    return f"(?:{'|'.join(words).replace('#', _ORDINAL)})"


def _compound(words: str) -> VersionWord | None:
    """One version word, or several joined by hyphens ("CORRECTED-UPDATE 2"), of which the first is said."""
    whole = version_word(words)
    parts = [version_word(part) for part in words.split("-")]
    return whole or (parts[0] if all(parts) else None)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _number(folded: str) -> int | None:
    figures = re.search(r"\d{1,2}", folded)
    if figures:
        return int(figures[0])
    return next((number for word, number in versions.ORDINALS.items() if re.search(rf"\b{word}\b", folded)), None)


_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|eme|er|e|o|a|º|ª|\.)?|{'|'.join(versions.ORDINALS)})"
_ORDER = {kind: place for place, (kind, _) in enumerate(versions.WORDS)}
_WHOLE = tuple((kind, re.compile(rf"{pattern(words)}(?![^\W_])")) for kind, words in versions.WORDS)
# "UPDATE 1-…", "URGENT: …", "LEAD 2 - …", "AMP.- …", "عاجل: …"; "(LEAD 2) …"; "+++ EIL +++ …".
_OPENING = re.compile(
    r"\s{0,4}[+*]{0,3}\s{0,2}(?:\(([^()\n]{2,40})\)[:.\s-]{0,4}"
    r"|((?:[^\W_][\w.º-]{0,16}\s){0,2}[^\W_][\wº-]{0,16})\s?(?:\.-|\+{1,3}|[:/–—-])\s{0,3})"
)
_CLOSING = re.compile(r"\s?\(([^()\n]{2,40})\)\s{0,3}$")
_NOTE_OPENING = re.compile(
    r"[\s(/*+-]{0,6}(?:(?:eds?|attention|editors?|note|hinweis)\s?[:._-]{1,2}\s{0,3})?", re.IGNORECASE
)
