"""Version words: what slug, headline, notes and markup say of a story's move, as one ``Version``."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from worker.item import Version, VersionKind
from worker.normalize.tables import versions
from worker.normalize.text import fold_letters

LENGTH_MAX = 60
"""Characters of a version word with what stands around it; the longest of a wire is "MANDATORY KILL"."""

OPENING_MAX = 120
"""Characters in front of a headline among which its version word is set off by a sign."""

OPENING_WORDS_MAX = 6
"""Words in front of that sign, "(OFFICIAL)" among them."""

OPENINGS_MAX = 3
"""Version words in front of one headline: "CORRECTED-RPT-UPDATE 2-…"."""

HURRIED = frozenset({VersionKind.FLASH, VersionKind.ALERT, VersionKind.URGENT})
"""What is sent in a hurry, with an empty headline (AFP: 37 alerts of 37)."""


class VersionWord(NamedTuple):
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
    return _version_word(text) if len(text) <= LENGTH_MAX else None


@lru_cache(maxsize=2048)  # the parts of slugs, and what closes headlines, come again and again
def _version_word(text: str) -> VersionWord | None:
    core = text.strip(" ()[]/*:：+-–").rstrip(".")
    folded = fold_letters(core)
    found = _ANY.fullmatch(folded)
    return VersionWord(_kind(found), core, _number(folded), 0, len(text)) if found else None


def take_word(take: str) -> VersionWord | None:
    """The gravest version word in a take key, a field in which there is nothing else.

    >>> take_word("REFILE 1ST LEAD").kind.value, take_word("1st Ld - Writethru").number
    ('repeat', 1)
    """
    whole = version_word(take)
    if whole or len(take) > LENGTH_MAX:
        return whole
    folded = fold_letters(take)
    found = (
        VersionWord(kind, take[match.start() : match.end()], _number(match[0]), match.start(), match.end())
        for start in _starts(folded)
        for kind, words in _WHOLE
        if (match := words.match(folded, start)) and folded[match.end() : match.end() + 1] != "-"
    )
    return gravest(found)


def headline_word(headline: str, *, kickers: bool = False) -> VersionWord | None:
    """The version word that opens a headline, in capitals, in brackets or with its number; or closes it in brackets.

    ``kickers`` says that the line is a headline for certain, so that "Update: …" counts in any letter case.

    >>> headline_word("UPDATE 1-Bank raises rates").number, headline_word("Budget: the vote is near") is None
    (1, True)
    >>> headline_word("CORRECTED-UPDATE 2-Bank raises rates").raw
    'CORRECTED'
    >>> headline_word("CORRECTION ET MISE À JOUR - Accord signé").kind
    <VersionKind.CORRECTION: 'correction'>
    >>> headline_word("++ Terremoto in Italia ++").kind, headline_word("(Korrektur: Absatz 2) Hafen brennt").raw
    (<VersionKind.URGENT: 'urgent'>, 'Korrektur')
    >>> headline_word("(Berichtigung) Minister tritt zurück").kind
    <VersionKind.CORRECTION: 'correction'>
    >>> headline_word("Accord sur le climat (2e LEAD)").start
    20
    """
    if headline.isupper() and (whole := version_word(headline)):  # nothing else: "URGENT", "ANULOWANO"
        return whole
    sign = _SIGN.search(headline, 0, OPENING_MAX)
    soon = sign is not None and len(headline[: sign.start()].split()) <= OPENING_WORDS_MAX
    set_off = soon or headline.lstrip().startswith(("(", "[", _RELEASE))
    if set_off and (opening := list(_openings(headline, kickers=kickers))):
        return (gravest(opening) or opening[0])._replace(start=0, end=opening[-1].end)
    if headline[:1].isdigit() and (led := _LED.match(headline)) and not headline.isupper():
        return VersionWord(VersionKind.LEAD, led[1], _number(led[1]), 0, led.end())
    if plussed := _PLUSSED.match(headline):
        return VersionWord(VersionKind.URGENT, plussed[1], None, 0, plussed.end(1))
    bracketed = headline.rstrip().endswith((")", "]"))
    closing = _CLOSING.search(headline, max(0, len(headline) - LENGTH_MAX)) if bracketed else None
    word = version_word(closing[1]) if closing else None
    if closing and word and _closes(word, closing[1], headline):
        return word._replace(start=closing.start(), end=closing.end())
    return None


def note_word(note: str) -> VersionWord | None:
    """The version word that opens an editor's note or an advisory line.

    >>> note_word("CORRECTS para 4 and 9").raw, note_word("Eds: UPDATES: with quotes.").kind.value
    ('CORRECTS', 'update')
    >>> note_word("Complete results are on the sports wire.") is None, note_word("Adds quotes").raw
    (True, 'Adds')
    """
    opening = _NOTE_OPENING.match(note)
    start = opening.end() if opening else 0
    folded = fold_letters(note[start : start + LENGTH_MAX])
    first = _ANY.match(folded)
    for kind, words in _WHOLE[(first.lastindex or 1) - 1 :] if first else ():
        found = words.match(folded)
        raw = note[start : start + found.end()] if found else ""
        said = (opening and opening[1]) or raw == raw.upper() or fold_letters(raw) in versions.NOTE_VERBS
        if found and (said or not _is_everyday(raw)):
            return VersionWord(kind, raw, _number(found[0]), start, start + found.end())
    return None


def read_version(words: Iterable[VersionWord | None], markup: str | None, previous: str | None) -> Version | None:
    """What all of an item's signs say together; the gravest kind wins, in the order of the table.

    ``markup`` is the kind of item in its format's own words; ``previous`` the revision that this one replaces, which
    makes an update where nothing else is said.
    """
    found = [word for word in words if word]
    stated = versions.KINDS.get(_SCHEME.sub("", markup or "").strip().lower())
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


def has_number(text: str) -> bool:
    """Whether a text has a number as version words have it, in figures or in a word: "UPDATE 2", "first lead"."""
    return _number(fold_letters(text)) is not None


def pattern(words: Iterable[str]) -> str:
    """The version words of a table as one regular expression, with numbers for their "#"."""
    return f"(?:{'|'.join(words).replace('#', _ORDINAL)})"


def _compound(words: str) -> VersionWord | None:
    """One version word, or several joined ("CORRECTED-UPDATE 2", "CORRECTION ET MISE À JOUR"), of which the gravest is said."""
    whole = version_word(words)
    parts = [version_word(part) for part in _JOINT.split(words)]
    return whole or (gravest(parts) if all(parts) else None)


def _openings(headline: str, *, kickers: bool) -> Iterator[VersionWord]:
    """The version words that open a headline, one behind the other: "RPT - CORRECTION - …"."""
    at = 0
    for _ in range(OPENINGS_MAX):
        opening = _OPENING.match(headline, at)
        if opening is None:
            return
        words = opening["words"]
        bracketed = (opening["bracket"] or "").partition(":")[0]  # "(Korrektur: zweiter Absatz)"
        word = _compound(words or bracketed or opening["release"])
        if word and (words is None or _is_marked(words, opening["joint"], headline, kickers=kickers)):
            word = word._replace(end=opening.end())
        else:
            word = _hyphened(headline, at) if words else None
        if word is None:
            return
        yield word
        at = word.end


def _hyphened(headline: str, at: int = 0) -> VersionWord | None:
    """The version word before a headline whose own first word has a hyphen, or behind its series (Reuters).

    >>> _hyphened("UPDATE 1-US-China talks resume").end, _hyphened("US STOCKS-UPDATE 3-Wall St up").number
    (9, 3)
    """
    for hyphen in reversed(list(_HYPHEN.finditer(headline, at, at + LENGTH_MAX))):
        words = headline[at : hyphen.start()]
        series, _, last = words.rpartition("-")
        if words != words.upper():
            continue
        word = _compound(words) or (version_word(last) if series and _has_digit(last) else None)
        if word and (_has_digit(words) or not _is_everyday(words)):
            return word._replace(end=hyphen.end())
    return None


def _is_marked(words: str, joint: str, headline: str, *, kickers: bool) -> bool:
    """Whether what opens a headline is set off as a version word: by a number, capitals, or being one of the kickers."""
    if _has_digit(words) or _number(fold_letters(words)):
        return True
    glued = joint == "-"
    if words != words.upper():
        return kickers and fold_letters(words) in versions.KICKERS and not glued
    return not _is_everyday(words) or (_shouts(words, headline) and not glued)


def _closes(word: VersionWord, words: str, headline: str) -> bool:
    """Whether what stands in brackets behind a headline is a version word: a concert may be "(annulé)" in small letters."""
    if word.kind is VersionKind.KILL and words != words.upper():
        return False
    return _has_digit(words) or not _is_everyday(words) or _shouts(words, headline)


def _is_everyday(words: str) -> bool:
    """Whether it is a word of every day in English; its sisters with accents ("Complète") are verbs of the wires."""
    return words.isascii() and fold_letters(words) in versions.EVERYDAY


def _shouts(words: str, headline: str) -> bool:
    return words == words.upper() and headline != headline.upper()


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _kind(word: re.Match[str]) -> VersionKind:
    """The kind whose pattern of them all has matched."""
    return _WHOLE[(word.lastindex or 1) - 1][0]


def _number(folded: str) -> int | None:
    figures = _FIGURES.search(folded)
    if figures:
        return int(figures[0])
    word = _ORDINAL_WORD.search(folded)
    return versions.ORDINALS[word[0]] if word else None


def _starts(text: str) -> Iterator[int]:
    return (found.start() for found in _WORD.finditer(text))


_WORD = re.compile(r"[^\W_]+")
_FIGURES = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th|eme|ere|er|re|e|de|o|a|º|ª|\.)?|{'|'.join(versions.ORDINALS)})"
_ORDER = {kind: place for place, (kind, _) in enumerate(versions.WORDS)}
_ORDINAL_WORD = re.compile(rf"\b(?:{'|'.join(versions.ORDINALS)})\b")
_WHOLE = tuple((kind, re.compile(rf"{pattern(words)}(?![^\W_])")) for kind, words in versions.WORDS)
_ANY = re.compile("|".join(f"({words.pattern})" for _, words in _WHOLE))  # the same in the same order, in one go
_RELEASE = "CORRECTING and REPLACING"
_SIGN = re.compile(r"[:：/–—+*-]")
# Seen: "UPDATE 1-…", "URGENT: …", "LEAD 2 - …", "AMP.- …", "عاجل: …", "CORRECTED (OFFICIAL)-…", "(LEAD 2) …",
# "+++ EIL +++ …"; a press release has no colon after its words.
_OPENING = re.compile(
    r"\s{0,4}[+*/]{0,3}\s{0,2}(?:[(\[](?P<bracket>[^()\[\]\n]{2,120})[)\]][:.\s-]{0,4}"
    r"|(?P<words>(?:[^\W_][\w.º'-]{0,16}\s){0,4}[^\W_][\wº'-]{0,16})(?:\s?\(OFFICIAL\))?"
    r"(?P<joint>\s?(?:\.-|\+{1,3}|\*{1,3}|[:：/–—]|-{1,2})\s{0,3})"
    rf"|(?P<release>{_RELEASE})\s)"
)
_HYPHEN = re.compile(r"-(?=\w)")
_JOINT = re.compile(r"-|\s(?:et|and|und|y|e|og|och|en)\s", re.IGNORECASE)
_LED = re.compile(
    r"(\d{1,2}(?:[Ss][Tt]|[Nn][Dd]|[Rr][Dd]|[Tt][Hh]|[EÈÉeèé][Mm][Ee]|[Ee]) (?:LEAD|ROUNDUP))\s"
)  # dpa: "2ND LEAD Merkel …"
_PLUSSED = re.compile(r"(\+{2,3}) ?[^\W\d_][^\n]{2,300}[^\s+] ?\1$")  # ANSA's "++ Terremoto in Italia ++"
_CLOSING = re.compile(r"\s?[(\[]([^()\[\]\n]{2,40})[)\]]\s{0,3}$")
_NOTE_OPENING = re.compile(
    r"[\s(/*+-]{0,6}((?:eds?|attention|editors?|note|hinweis|attn|achtung|atenci[oó]n|aten[cç][aã]o|attenzione)\s?[:._-]{1,2}\s{0,3})?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^.{0,300}[/:#]")
