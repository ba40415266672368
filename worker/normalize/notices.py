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
EMBARGO_LINE_MAX = 120
PLAIN_WORDS_MAX = 3
"""Words other than days and hours behind what states an embargo; with more of them it is a sentence that tells of one."""
LINE_MAX = 80


def is_kill(text: str) -> bool:
    """Whether a line or a paragraph withdraws a story: by a word that stands alone, or as a notice to editors.

    >>> is_kill("BULLETIN KILL"), is_kill("Achtung: Bitte die Meldung dpa 0123 nicht verwenden.")
    (True, True)
    >>> is_kill("Kill Bill"), is_kill("The editor withdrew the story."), is_kill("Bitte nicht verwenden!")
    (False, False, False)
    """
    return kill_phrase(text) is not None


def kill_phrase(text: str, *, beside_story: bool = False, below: bool = False) -> str | None:
    """The words of a text that withdraw a story, as they stand there.

    ``beside_story`` says that a story stands below the text, as one does below a headline: then the text must name the
    piece that is withdrawn. ``below`` says that it stands below other words: there an "article" may be for sale.

    >>> kill_phrase("Achtung: Bitte die Meldung dpa 0123 nicht verwenden.")
    'nicht verwenden'
    >>> kill_phrase("Please do not use this heater, an alert says.") is None
    True
    >>> kill_phrase("Do not use the story before 0600 GMT Monday.") is None
    True
    """
    core = text[:KILL_MAX].strip(_RIM)
    if is_kill_line(text):
        return core
    folded = fold_letters(core)
    named = _DESIGNATION.search(folded) is not None
    if not named and (beside_story or not _ADDRESS.match(folded)):
        return None
    act = _ACT.search(folded)
    things = {found[0] for found in _THING.finditer(folded)} - (notices.GOODS if below else frozenset())
    if not act or not things or _REPLACES.search(folded) or _UNTIL.match(folded, act.end()):
        return None
    return core[act.start() : act.end()] if named or not _REPORTED.match(folded, act.end()) else None


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
    if core != core.upper() and text.lstrip()[:1] not in "(+*":
        return False
    return _LINE_OPENING.sub("", fold_letters(core), count=1) in notices.KILL_LINES


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
    line = text.strip(_RIM)
    folded = fold_letters(line)
    if _states_embargo(folded):
        return True
    return "EMBARG" in line and any(_states_embargo(folded[found.end() :]) for found in _LATER.finditer(line))


def is_embargo_line(text: str) -> bool:
    """Whether a paragraph of a story is no sentence of it, but a line that states an embargo with its end.

    >>> is_embargo_line("Embargoed to 0001 Thursday"), is_embargo_line("Embargoed until 2015, the oil was sold again.")
    (True, False)
    >>> is_embargo_line("EMBARGO THURSDAY"), is_embargo_line("Embargo: 7 Feb 1962")
    (True, False)
    """
    marked = text[0] in "(*/="
    if len(text) > EMBARGO_LINE_MAX or (text[-1] in ".!?" and not marked):
        return False
    timed = _TIME if marked or text.isupper() else _HOUR
    return is_embargo(text) and timed.search(fold_letters(text)) is not None


def opening_embargo_end(line: str) -> int | None:
    """Where the embargo ends that stands in front of a headline's own words, set off by its capitals or by brackets.

    >>> opening_embargo_end("EMBARGOED TO 0001 THURSDAY - New drug halves deaths")
    29
    >>> opening_embargo_end("Embargo on arms: UN votes on Thursday") is None
    True
    """
    if line[:3] != line[:3].upper() and not line.startswith("(") and "perrfrist" not in line:
        return None  # as nearly all are
    for found in _SET_OFF.finditer(line[:EMBARGO_MAX]):
        opening, rest = line[: found.end()], line[found.end() :]
        set_off = (opening.isupper() and not rest.isupper()) or line.startswith("(") or "perrfrist" in opening
        if set_off and any(map(str.isdigit, opening)) and rest[:1].isupper() and " " in rest and is_embargo(opening):
            return found.end()
    return None


def _states_embargo(folded: str) -> bool:
    line = _LINE_OPENING.sub("", folded, count=1)
    found = _EMBARGO.match(line)
    if found is None or _REPORTED.match(line, found.end()):
        return False
    return len(_PLAIN_WORD.findall(_TIMES.sub(" ", line[found.end() :]))) <= PLAIN_WORDS_MAX


_RIM = " \t\n()[]*+-_/=.:!#"
_LINE_OPENING = re.compile(
    rf"(?:{'|'.join(notices.LINE_OPENINGS)})(?: (?:{'|'.join(notices.DESKS)}))?"
    r"(?:\s?[:.,_/!–-]{1,3}\s{0,3}|\s{1,2}(?=sperr|(?:the )?embarg|hfr\b|klausul))"
)
# "With photos. EMBARGOED until …": a sentence that opens with the wire's word.
_LATER = re.compile(r"[.!?]\s(?=EMBARG)")
_SET_OFF = re.compile(r"\s[–—-]\s|:\s|\)\s")
_MONTHS = "|".join(word for latin, arabic in calendar.MONTHS for word in (*latin.split(), *arabic.split("|")))
_DAYS = "|".join((*notices.DAY_NUMBERS, *notices.NIGHT_AND_NOON))
_WHEN = (
    rf"\b(?:(?:{_DAYS})\b|\d{{1,2}}\s?(?:h\b|[hu]\d|uhr|uur|horas?|[ap]\.?m\b|[:./-]\d)|\d{{1,2}}\.\s\d{{1,2}}\."
    rf"|\d{{3,4}}\s?(?:gmt|utc|hrs|uhr|z\b|[a-z]{{3,4}}\b)|\d{{4}}\s(?:on\s)?(?:{_DAYS}|{_MONTHS})\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?(?:{_MONTHS})\b|(?:{_MONTHS})\s\d)"
)
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")
_TIMES = re.compile(rf"\b(?:{_DAYS}|{_MONTHS}|uhr|uur|gmt|utc|hours?|horas?|thereafter)\b")
_TIME = re.compile(rf"\d\d|{_WHEN}")
_HOUR = re.compile(
    r"\b\d{1,2}(?:\s?[:.h]\s?[0-5]\d\b|\s?(?:h|uhr|uur|horas?|[ap]\.?m)\b)"
    rf"|\b[0-2]\d[0-5]\d\s?(?:gmt|utc|hrs|uhr|z\b|[a-z]{{3,4}}\b|(?:on\s)?(?:{_DAYS}|{_MONTHS})\b)"
)


def _any(phrases: tuple[str, ...], *, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(phrases)}){after}")


_ADDRESS = _any(notices.KILL_ADDRESS, before="", after="")
_DESIGNATION = _any(notices.KILL_DESIGNATIONS)
_ACT = _any(notices.KILL_ACTS)
_THING = _any(notices.KILL_THINGS)
_REPLACES = _any(notices.REPLACES)
# "Do not use before 0600 GMT" holds a story back, "Do not use these heaters, police said" tells one.
_UNTIL = re.compile(rf"[^.!?]{{0,40}}?\b(?:{'|'.join(notices.UNTIL)})\b[^.!?]{{0,20}}?{_WHEN}")
_REPORTED = re.compile(rf"[^.!?]{{0,200}}?, (?:[^.,!?]{{1,60}} )?(?:{'|'.join(notices.REPORTED)})\b")
_EARLIER = _any(notices.EARLIER)
_EMBARGO = _any(
    tuple(phrase.replace("…", ".{0,60}").replace("#", _WHEN) for phrase in notices.EMBARGOES), before="", after=""
)
