"""Notes to editors inside a text: advisories, corrections, kills, embargoes; they become ``edNote`` and leave the body."""

import re

from worker.agencies import agency_of_mark
from worker.item import VersionKind
from worker.normalize.caption import is_product_line
from worker.normalize.notices import is_embargo, is_kill, is_kill_line, kill_phrase
from worker.normalize.relayed import is_relayed
from worker.normalize.tables import calendar, marks, notices
from worker.normalize.text import fold_letters
from worker.normalize.version import VersionWord, headline_word, note_word, version_word

STAMP_MAX = 60
"""Characters of a line that is a day and an hour, or a house."""

WEB_LINE_MAX = 160
"""Characters of a line of a web page around a story."""

LENGTH_MAX = 1000
"""Characters of a note; what is longer is a story about one."""


def is_note(text: str) -> bool:
    """Whether a paragraph speaks to editors: a note by its opening, ``///``, or a version word in brackets.

    >>> is_note("ATTENTION - AJOUTE réactions ///"), is_note("(Berichtigung: im zweiten Absatz …)"), is_note("URGENT")
    (True, True, True)
    >>> is_note("(EDS: UPDATING WITH QUOTES)"), is_note("=(PICTURE+VIDEO)=")
    (True, True)
    >>> is_note("Le ministre a demandé des corrections.")
    False
    """
    if len(text) > LENGTH_MAX:
        return False
    if text[2:3] == " " and _SPACED_OUT.fullmatch(text):
        return True
    if text.endswith("///") or text.startswith("///") or is_kill_line(text) or is_embargo(text):
        return True
    if fold_letters(text[:40].lstrip("(")).replace(", ", " ").startswith(marks.NOTE_OPENINGS):
        return not text.startswith("Attention")  # a word of every day, and the wire's in capitals
    if len(text) <= 40 and version_word(text):
        joined = " " not in text and any(map(str.isupper, text[1:]))  # "APNewsAlert"
        return joined or text == text.upper() or text[0] in "(+*" or text[-1] == ":" or any(map(str.isdigit, text))
    if is_product_line(text):
        return True
    word = spoken_word(text) if _BRACKETED.fullmatch(text) else None
    return word is not None and word.kind in _SPOKEN


def is_web_line(text: str) -> bool:
    """Whether a line is a web page's and not the story's: when it was put there, what else there is to read.

    >>> is_web_line("Publié le 28/11/2026 à 14h05"), is_web_line("Lire aussi : Le pont ferme"), is_web_line("Publicité")
    (True, True, True)
    >>> is_web_line("Publié en 1857, le roman fit scandale"), is_web_line("Updated times: 28/11 and 5/12 in Leeds")
    (False, False)
    """
    sentence = text.endswith((".", "»", "”", '"')) and "min" not in text[-5:]
    if sentence or len(text) > WEB_LINE_MAX:
        return False
    folded = fold_letters(text)
    return _WEB_LINE.fullmatch(folded) is not None or (
        any(map(str.isdigit, folded)) and _POSTED.fullmatch(folded) is not None
    )


def is_stamp(text: str) -> bool:
    """Whether a line between a headline and its story is a day, an hour, or the house that the story is from.

    >>> is_stamp("le 18/03/2025 à 15:50"), is_stamp("18 mars 2025"), is_stamp("© AFP"), is_stamp("Il y a 2 heures")
    (True, True, True, True)
    >>> is_stamp("Mars 2025 a été chaud"), is_stamp("12"), is_stamp("Avec AFP"), is_stamp("Le Monde avec AFP")
    (False, False, True, True)
    """
    if len(text) > STAMP_MAX:
        return False
    folded = fold_letters(text)
    figures = sum(map(str.isdigit, folded))
    dated = figures > 2 and _STAMP.fullmatch(folded) is not None
    house = agency_of_mark(text.strip("()©* "))
    return dated or house is not None or _AGO.fullmatch(folded) is not None or is_relayed(text)


def is_correction_line(text: str) -> bool:
    """Whether a paragraph in front of the story tells what was wrong: "CORRECTION: The minister's name is …"."""
    word = headline_word(text[:80])
    return word is not None and word.kind in {VersionKind.CORRECTION, VersionKind.KILL} and len(text) <= LENGTH_MAX


def spoken_word(note: str) -> VersionWord | None:
    """The version word that a note opens with; a kill only where it is one for sure ("Kill toll rises" is none).

    >>> spoken_word("## Berichtigung").kind.value, spoken_word("- Zusammenfassung bis 1700 geplant") is None
    ('correction', True)
    """
    if _ITEM.match(note):
        return kill_word(note)  # of a list of hints: what is planned, not what this is
    bracketed = _BRACKETED.fullmatch(note)
    # In brackets a word of every day is the wire's too: "(Adds comment …)", as Reuters writes.
    word = note_word(f"Eds: {bracketed[1]}" if bracketed else note.lstrip("# "))
    if word is None or word.kind is not VersionKind.KILL:
        return kill_word(note) or word
    opening = headline_word(note[:80])
    return word if is_kill(note) or (opening and opening.kind is VersionKind.KILL) else None


def kill_word(text: str, *, beside_story: bool = False, below: bool = False) -> VersionWord | None:
    """The words that withdraw a story, as a version word."""
    phrase = kill_phrase(text, beside_story=beside_story, below=below)
    return VersionWord(VersionKind.KILL, phrase) if phrase else None


def is_planning(title: str) -> bool:
    """Whether a headline or a slug names a list of what is to come, or of the day's stories, after its agency.

    >>> is_planning("AFP-Agenda"), is_planning("BC-AP-Top Headlines at 6 p.m."), is_planning("dpa-Themenplanung")
    (True, True, True)
    >>> is_planning("Prévisions sports du samedi 28 novembre"), is_planning("Agenda Lusa para sábado")
    (True, True)
    >>> is_planning("Agenda of the talks is unclear"), is_planning("AP budget cut"), is_planning("budget")
    (False, False, False)
    >>> is_planning("Prévisions de croissance en baisse")
    False
    """
    folded = fold_letters(title[:80].strip())
    if _PLAN.fullmatch(folded):
        return True
    words = _SEPARATOR.split(folded.removeprefix("bc-"))
    if len(words) < 2 or words[1] not in _PLANNING_WORDS or agency_of_mark(words[0]) is None:
        return False
    rest = " ".join(words[1:])
    return any(rest == plan or (" " in plan and rest.startswith(f"{plan} ")) for plan in marks.PLANNING)


_PLAN = re.compile("|".join(marks.PLANS))
_PLANNING_WORDS = frozenset(plan.split(" ")[0] for plan in marks.PLANNING)
_WEB_LINE = re.compile("|".join(marks.WEB_LINES))
_STAMP_WORD = "|".join(
    sorted(
        {*marks.STAMP_WORDS, *notices.DAY_NUMBERS, *(word for latin, _ in calendar.MONTHS for word in latin.split())},
        key=len,
        reverse=True,
    )
)
# Figures, days, months and small words, each of which begins where the one before ends: the time is that of the length.
_STAMP = re.compile(rf"(?>(?:\d|[\s:.,/|·•()'-]|(?:{_STAMP_WORD})(?![^\W\d_]))+)")
_POSTED = re.compile(rf"(?:{'|'.join(marks.POSTED)})\b{_STAMP.pattern}")
_AGO = re.compile(r"(?:il y a|hace|vor|ha|ago) \d{1,3} \w{1,12}")
_SEPARATOR = re.compile(r"[\s/:-]{1,3}")
_ITEM = re.compile(r"\s{0,4}[-–•]\s")
_SPACED_OUT = re.compile(r"\((?:[A-ZÄÖÜ] ){2,12}[A-ZÄÖÜ]\b[^()]{0,200}\)")  # APA: "(S E R V I C E - http://…)"
_BRACKETED = re.compile(r"\((.{3,900})\)", re.DOTALL)
_SPOKEN = frozenset({VersionKind.CORRECTION, VersionKind.KILL, VersionKind.UPDATE, VersionKind.REPEAT})
