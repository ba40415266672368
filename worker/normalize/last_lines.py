"""Last lines that say whose a text or a picture is, who signs it, or what the law wants said; by their words alone.

Apart from ``furniture``, which takes them off: here one line is read, there a whole text.
"""

import re

from worker.agencies import Agency, agency_of_mark
from worker.normalize.byline import opens_byline, parse_byline
from worker.normalize.closing import is_contact_line
from worker.normalize.tables import marks
from worker.normalize.text import fold_letters, has_words

CREDIT_LINE_MAX = 80
"""Characters of a picture's credit on a line of its own."""

CLOSING_LINE_MAX = 300
"""Characters of a line for the law or the web."""

REMAINDER_MAX = 60
"""Characters of a line below a sign-off that is none of the story, though no table knows it."""

REMAINDER_WORDS_MAX = 8
"""Words of it."""


def is_rights(text: str) -> bool:
    """Whether a line says whose the rights are: "© 2024 AFP", "(Copyright 2025 by The Associated Press.)".

    >>> is_rights("© 2024 AFP"), is_rights("(©AFP / 28 novembre 2026 14h05)"), is_rights("(c) the third point")
    (True, True, False)
    """
    return _RIGHTS.fullmatch(text) is not None


def is_closing_line(text: str, agency: Agency | None) -> bool:
    """Whether a line stands under a text for the law or the web; "SOURCE Acme Corp." closes a press release.

    >>> is_closing_line("Keywords: NORLAND RESULTS/", None), is_closing_line("https://example.org", None)
    (True, True)
    >>> is_closing_line("Il a parlé avec AFP.", None), is_closing_line("Write to me soon", None)
    (False, False)
    """
    if is_rights(text) or (" " not in text and _ADDRESS.fullmatch(text)):
        return True
    folded = fold_letters(text[: CLOSING_LINE_MAX + 1]).lstrip("-–— ") if len(text) <= CLOSING_LINE_MAX else ""
    if folded.startswith(marks.CLOSING_LINES) or _CONTRIBUTED.search(folded) or _COMPANIES.fullmatch(text):
        return True
    if _NEWSROOM.fullmatch(text):
        return True
    if folded.endswith("contributed.") and _AP_CONTRIBUTED.search(folded):
        return True
    if "://" in folded and _LINKED.fullmatch(text):
        return True
    if text.startswith(("-", "–", "—")) and folded.startswith(marks.DASHED_LINES):
        return True
    if folded.startswith(marks.CLOSING_ADDRESSES) and "@" in folded:
        return True
    if (starred := _STARRED.fullmatch(text)) and any(map(agency_of_mark, _WORD.findall(starred[1]))):
        return True
    return agency is not None and agency.releases and len(text) <= 120 and text.startswith("SOURCE ")


def is_credit_line(text: str) -> bool:
    """Whether a last line says whose a picture is, or whom to write to: "Karl Berg/TT", "Foto: dpa", "((a@b.org))".

    >>> is_credit_line("Karl Berg/TT"), is_credit_line("Photo: Ann Lee"), is_credit_line("Paris/Berlin")
    (True, True, False)
    """
    if (text.startswith("((") and text.endswith("))")) or is_contact_line(text):
        return True
    if "@" in text and (_WRITES.fullmatch(text) or _WRITTEN_TO.fullmatch(text)):
        return True
    if len(text) > CREDIT_LINE_MAX:
        return False
    owners = text.rpartition("/")
    names = owners[0].split("/")[0].split()
    if len(names) > 1 and agency_of_mark(owners[2]):
        return all(name[0].isupper() for name in names if len(name) > 3)
    found = _PICTURE_OF.match(text)
    return found is not None and fold_letters(found[1]).startswith(marks.CREDIT_WORDS) and not text.endswith((".", "?"))


def is_reporting_line(text: str) -> bool:
    """Whether a line says from where a story's people wrote it, as AP closes.

    >>> is_reporting_line("Lee reported from Lima, Peru, and Berg from Rome."), is_reporting_line("The paper reported from Lima.")
    (True, False)
    """
    return " reported from " in text[:80] and _REPORTED.fullmatch(text) is not None


def is_last_byline(text: str, agency: Agency | None) -> bool:
    """Whether a last line is a byline: by its own words, or a name before or in front of its agency's.

    >>> from worker.agencies import agency_of
    >>> is_last_byline("Af Anna Lund, Ritzau", None), is_last_byline("Dylan Roberts, The Canadian Press", agency_of("CP"))
    (True, True)
    >>> is_last_byline("Jan Nowak (PAP)", agency_of("PAP")), is_last_byline("Paris, Canada", agency_of("CP"))
    (True, False)
    """
    if len(text) > CREDIT_LINE_MAX:
        return False
    bracketed = text[:1] == "(" and text[-1:] == ")"
    if opens_byline(text.strip("()") if bracketed else text):
        # "Von Mann zu Mann" ends a story, too: brackets, a house or AFP's capitals tell that somebody signs; "Author: A Editor: B".
        housed = (
            bracketed
            or any(map(agency_of_mark, _PARTS.split(text.strip("() "))))
            or _LARGE_SURNAME.search(text) is not None
        )
        return housed and text.count(":") < 2
    found = _NAME_AND_HOUSE.fullmatch(text) if agency and _PARTS.search(text) else None
    if found is None or agency_of_mark(found[2] or found[3]) is not agency:
        return False
    byline = parse_byline(found[1])
    return byline is not None and [author.name for author in byline.authors] == _BETWEEN_NAMES.split(found[1])


def is_remainder(text: str) -> bool:
    """Whether a line below a sign-off is too short, and too little of a sentence, to be of the story.

    >>> is_remainder("TOTALENERGIES"), is_remainder("(Archivo en www.example.org cód. 205)")
    (True, True)
    >>> is_remainder("The train left."), is_remainder("- A train left at noon")
    (False, False)
    """
    if text[:1] == "(" and text[-1:] == ")" and len(text) <= 2 * REMAINDER_MAX:
        return True
    if _PLACED.match(text):  # "1. Ann Karlsson (SWE) 3:42"
        return False
    words = text.split()
    short = len(text) <= REMAINDER_MAX and len(words) <= REMAINDER_WORDS_MAX
    return short and has_words(text) and text[0].isalnum() and not text.endswith((".", "!", "?", "…", "»", '"', "”"))


_RIGHTS = re.compile(
    r"\(?(?:©\s?(?:\d{4}|by\s|[^\W\d_]{2})|\([cC]\)\s?(?:\d{4}|by\s|[A-Z]{2}|dpa|Copyright\b)"
    r"|(?:[Cc]opyright|COPYRIGHT)\s?(?:©\s?|\([cC]\)\s?)?(?:\d{4}|by\s|[A-Z]{2})).{0,400}"
)
_ADDRESS = re.compile(
    r"\(*(?:https?://|www\.)?[\w.+-]{2,80}(?:@[\w.-]{2,80}|\.[a-z]{2,6}(?:/\S{0,200})?)[;)]*", re.IGNORECASE
)
_PLACED = re.compile(r"\d{1,3}\.\s")
_PICTURE_OF = re.compile(r"([^\W\d_]{3,12}(?:\s[^\W\d_]{2,10})?)\s?:\s?\S")
_PARTS = re.compile(r"[,/()]\s?")
_LARGE_SURNAME = re.compile(r"[^\W\d_] [A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}")
_NEWSROOM = re.compile(r"\({1,2}[A-ZÀ-Þ][^()\d]{2,30} [Nn]ewsroom\){1,2}")  # Reuters: "(Oslo newsroom)"
_WRITES = re.compile(r"[^\W\d_][^@.:]{3,60}\sat\s[\w.+-]{2,40}@[\w.-]{2,60};?")  # "Ann Lee in Oslo at alee@b.org"
_CONTRIBUTED = re.compile(r"contribut(?:ed to this (?:report|story)|ed reporting)\b[^.]{0,60}(?:\.|\s?[-–—]{1,2})$")
# AP: "AP writers Ann Lee in Paris and Bo Berg in Rome contributed.", "Lee reported from Paris, Berg from Rome."
_AP_CONTRIBUTED = re.compile(
    r"\b(?:associated press|ap) (?:[\w-]+ ){0,3}?(?:video)?(?:writer|journalist|reporter|photographer|researcher|editor)s?\b[^.]{3,200} contributed\.$"
)
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]{1,30}"
_FROM = rf"from {_CAPITAL}(?:,? {_CAPITAL}){{0,3}}"
_REPORTED = re.compile(
    rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}} reported {_FROM}(?:(?:,| and|, and) {_CAPITAL}(?: {_CAPITAL})? (?:reported )?{_FROM}){{0,4}}\."
)
_LINKED = re.compile(
    r"(?:(?:More )?AP [\w'’ &-]{2,40}:|Follow [^.:]{3,60}(?: at| on [\w ]{1,12}:?| here:?))\s?https?://\S{4,200}(?: and \S{4,200})?"
)
# How to reach a reporter, in brackets: address; number; messenger.
_WRITTEN_TO = re.compile(r"\([\w.+-]{2,60}@[\w.-]{3,60};[^()]{0,200}\)")
_COMPANIES = re.compile(r"(?:<org\b[^<>]{0,120}>[^<>]{1,80}</org>[\s,;]{0,3}){1,40}")  # AFP's, with their ISIN
_WORD = re.compile(r"[\w.-]{2,40}")
_STARRED = re.compile(r"\*{2,3}\s?([^*]{10,160})\s?\*{2,3}")  # Lusa: "*** Ann Lee (texto), da agência Lusa ***"
_BETWEEN_NAMES = re.compile(r",\s|\s(?:i|and|et|und|y|e|og|och|en)\s")
_NAME_AND_HOUSE = re.compile(
    r"([^\W\d_][^\d,/()]{3,50}?(?:,\s[^\d,/()]{4,40}?){0,2})(?:\s?[,/]\s?([^,/()]{2,40})|\s\(([^()]{2,20})\))"
)
