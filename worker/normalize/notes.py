"""Notes to editors inside a text: advisories, corrections, kills, embargoes; they become ``edNote`` and leave the body."""

import re

from worker.agencies import agency_of_mark
from worker.item import VersionKind
from worker.normalize.caption import is_product_line
from worker.normalize.notices import is_embargo, is_kill, is_kill_line, kill_phrase
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters
from worker.normalize.version import VersionWord, headline_word, note_word, version_word

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
    >>> is_web_line("Publié en 1857, le roman fit scandale.")
    False
    """
    sentence = text.endswith((".", "»", "”", '"'))
    return not sentence and len(text) <= WEB_LINE_MAX and _WEB_LINE.fullmatch(fold_letters(text)) is not None


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


def kill_word(text: str, *, beside_story: bool = False) -> VersionWord | None:
    """The words that withdraw a story, as a version word."""
    phrase = kill_phrase(text, beside_story=beside_story)
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
    rest = " ".join(words[1:])
    return agency_of_mark(words[0]) is not None and any(
        rest == plan or (" " in plan and rest.startswith(f"{plan} ")) for plan in marks.PLANNING
    )


_PLAN = re.compile("|".join(marks.PLANS))
_WEB_LINE = re.compile("|".join(marks.WEB_LINES))
_SEPARATOR = re.compile(r"[\s/:-]{1,3}")
_ITEM = re.compile(r"\s{0,4}[-–•]\s")
_BRACKETED = re.compile(r"\((.{3,900})\)", re.DOTALL)
_SPOKEN = frozenset({VersionKind.CORRECTION, VersionKind.KILL, VersionKind.UPDATE, VersionKind.REPEAT})
