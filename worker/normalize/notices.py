"""What an agency tells its subscribers about a story instead of telling the story: it is withdrawn, it is held back.

Apart from ``notes`` because these two decide whether an item may be published: a kill that is missed and a story taken
for a kill are both grave, so that a text has to say more than one word of it.
"""

import re

from worker.normalize.tables import calendar, notices
from worker.normalize.text import fold_letters

KILL_MAX = 600
"""Characters of a text in which a kill says so; whoever needs more tells a story."""

EMBARGO_MAX = 300
LINE_MAX = 80


def is_kill(text: str) -> bool:
    """Whether a line or a paragraph withdraws a story: by a word that stands alone, or as a notice to editors.

    >>> is_kill("BULLETIN KILL"), is_kill("Achtung: Bitte die Meldung dpa 0123 nicht verwenden.")
    (True, True)
    >>> is_kill("Kill Bill"), is_kill("The editor withdrew the story."), is_kill("Bitte nicht verwenden!")
    (False, False, False)
    """
    return kill_phrase(text) is not None


def kill_phrase(text: str) -> str | None:
    """The words of a text that withdraw a story, as they stand there.

    >>> kill_phrase("Achtung: Bitte die Meldung dpa 0123 nicht verwenden.")
    'nicht verwenden'
    """
    core = text[:KILL_MAX].strip(_RIM)
    if is_kill_line(text):
        return core
    folded = fold_letters(core)
    act = _ACT.search(folded) if _ADDRESS.match(folded) or _DESIGNATION.search(folded) else None
    if not act or not _THING.search(folded):
        return None
    return core[act.start() : act.end()] if _REPLACES.search(folded) is None else None


def is_about_another(note: str) -> bool:
    """Whether a note speaks of an earlier version: beside a story of its own it does not withdraw that story.

    >>> is_about_another("Eds: Please disregard the previous story."), is_about_another("EDS: KILL")
    (True, False)
    """
    return _EARLIER.search(fold_letters(note[:KILL_MAX])) is not None


def is_kill_line(text: str) -> bool:
    """Whether a line says no more than that a story is withdrawn, in capitals or in brackets: "MANDATORY KILL"."""
    if len(text) > LINE_MAX:
        return False
    core = text.strip(_RIM)
    if _LINE_OPENING.sub("", fold_letters(core), count=1) not in notices.KILL_LINES:
        return False
    return core == core.upper() or text.lstrip()[:1] in "(+*"


def is_embargo(text: str) -> bool:
    """Whether a line states an embargo.

    >>> is_embargo("EMBARGO: 18h00 GMT"), is_embargo("Sperrfrist 23. Januar 19.00 Uhr"), is_embargo("EMBARGO")
    (True, True, True)
    >>> is_embargo("Achtung Sperrfrist: 1.12.2026, 0.01 Uhr"), is_embargo("HFR 6 a.m. EST Dec. 1")
    (True, True)
    >>> is_embargo("Embargoes on oil were lifted on Monday."), is_embargo("Embargo on oil: 3 dead")
    (False, False)
    """
    if len(text) > EMBARGO_MAX:
        return False
    folded = fold_letters(text[:120].strip(_RIM))
    return _EMBARGO.match(_LINE_OPENING.sub("", folded, count=1)) is not None


_RIM = " \t\n()[]*+-_/=.:!#"
_LINE_OPENING = re.compile(
    r"(?:eds|editors|attention|achtung|advisory|note|nb|please note)"
    r"(?:\s?[:.,_/!-]{1,3}\s{0,3}|\s{1,2}(?=sperrfrist|sperrzeit|embarg|hfr\b))"
)
_MONTHS = "|".join(word for latin, arabic in calendar.MONTHS for word in (*latin.split(), *arabic.split("|")))
_DAYS = "|".join((*notices.DAY_NUMBERS, *notices.NIGHT_AND_NOON))
_WHEN = (
    rf"\b(?:(?:{_DAYS})\b|\d{{1,2}}\s?(?:h\b|h\d|uhr|[ap]\.?m\b|[:./-]\d)|\d{{3,4}}\s?(?:gmt|utc|hrs|uhr|z\b|[a-z]{{3,4}}\b)"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?(?:{_MONTHS})\b|(?:{_MONTHS})\s\d)"
)


def _any(phrases: tuple[str, ...], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}")


_ADDRESS = _any(notices.KILL_ADDRESS, before="", after="")
_DESIGNATION = _any(notices.KILL_DESIGNATIONS)
_ACT = _any(notices.KILL_ACTS)
_THING = _any(notices.KILL_THINGS)
_REPLACES = _any(notices.REPLACES)
_EARLIER = _any(notices.EARLIER)
_EMBARGO = _any(
    tuple(phrase.replace("…", ".{0,60}").replace("#", _WHEN) for phrase in notices.EMBARGOES), before="", after=""
)
