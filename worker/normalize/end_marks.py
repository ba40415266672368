"""End marks: lines that only say that a text is over, whose it was, or when it was sent."""

import re

from worker.agencies import Agency, SignOffForm, agency_of_mark
from worker.normalize.tables import marks
from worker.normalize.takes import is_take_line
from worker.normalize.text import fold_letters

END_MARK_MAX = 60
"""Characters of a line that only says that the text is over."""

BRACKET = re.compile(r"\([^()]{2,20}\)")
"""One of the brackets of such a line, or behind a sign-off."""


def is_end_mark(line: str, agency: Agency | None) -> bool:
    """Whether a line only says that the text is over, whose it was, or when it was sent.

    >>> is_end_mark("NNNN", None), is_end_mark("/ritzau/AFP/", None), is_end_mark("AFP 310544 AOU 97", None)
    (True, True, True)
    >>> is_end_mark("The end is near", None)
    False
    """
    text = line.strip()
    if len(text) > END_MARK_MAX:
        return False
    if text.lower() in marks.END_MARKS or fold_letters(text[:40]) in marks.MORE_FOLLOWS:
        return True
    if (text.startswith(("(", "/")) or _FIGURE.search(text)) and _is_marked_end(text, agency):
        return True
    if agency is None:
        return False
    if agency.sign_off is SignOffForm.SOURCE_LINE and (source := _SOURCE_AND_DESK.fullmatch(text)):
        return agency_of_mark(source[1]) is not None  # "AAP RTV", "AAP RESULTS", by nobody
    return text in agency.end_marks or agency_of_mark(text.lstrip("- ")) is agency


def _is_marked_end(text: str, agency: Agency | None) -> bool:
    """Whether a line is one of those end marks that have a bracket or a slash in front, or figures."""
    if is_take_line(text) or _RITZAU.fullmatch(text) or _TRAILER.fullmatch(text) or _SENT.fullmatch(text):
        return True
    if (sources := _SOURCES.fullmatch(text)) and all(map(_is_of_agencies, sources[1].split("/"))):
        return True
    if _BRACKETS.fullmatch(text):  # "(SEGUE) (AGI)"
        return all(_is_marked_end(bracket, agency) for bracket in BRACKET.findall(text))
    if (slashed := _BETWEEN_SLASHES.fullmatch(text)) and agency_of_mark(slashed[1]):
        return True
    desk = _DESK_AND_SOURCE.fullmatch(text) if agency else None
    return desk is not None and agency_of_mark(desk[1]) is agency  # "(Pol/Adnkronos)"


def _is_of_agencies(source: str) -> bool:
    """Whether this is an agency, or several that hyphens join: "(ANSA-AFP)", "(Keystone-SDA)"."""
    return agency_of_mark(source) is not None or ("-" in source and all(map(agency_of_mark, source.split("-"))))


_FIGURE = re.compile(r"\d")
_SOURCE_AND_DESK = re.compile(r"([A-Z]{2,7}) [A-Z]{2,10}")
_RITZAU = re.compile(r"/ritzau/(?:[\w ]{1,12}/?){0,3}", re.IGNORECASE)
_TRAILER = re.compile(r"(?:[A-Za-z]{2,5} )?\d{6}(?: ?[A-Z]{3,4})? [^\W\d_]{3,4}\.?(?: \d{2,4})?(?: ?[A-Z]{3,4})?")
_DESK_AND_SOURCE = re.compile(r"\((?:[A-Z][A-Za-z\d]{1,4}[/-]){1,3}([^\W\d_]{2,12})\)\.?")
# ANSA's "22-MAR-24 18:33 NNNN" (or NNN), AP's "AP-NY-03-14-00 1859EST", Reuters' "REUTERS 1833 GMT", dpa-infocom's own
# number; Radiocor's "(RADIOCOR) 28-11-26 17:42:10 (0452) 5 NNNN", Dire's "14:22 28-11-26", Servimedia's "28 NOV 2026"; Dow
# Jones' "November 28, 2025 02:14 ET (07:14 GMT)", SPA's "14:22 Local Time 11:22 GMT" and below it "0012"; KNA's number, an
# ISSN; NAN's address.
_SENT = re.compile(
    r"\d{1,2}-[A-Za-z]{3}-\d{2,4} \d\d:\d\d(?: N{3,4})?|AP-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3,4}<?|[A-Z]{2,8} \d{4} ?GMT"
    r"|[A-Z]{2,4}\d{3,4} \d{4}-\d\d-\d\d/\d\d:\d\d|0\d{3}|\d{7,8}|dpa-infocom, dpa:\d{6}(?:-\d{1,8}){1,3}(?:/\d{1,3})?"
    r"|(?:\([A-Z]{3,12}\) )?\d\d-\d\d-\d\d \d\d:\d\d(?::\d\d)?(?: \(\d{2,4}\))?(?: \d{1,2})?(?: N{3,4})?"
    r"|\d\d:\d\d \d\d-\d\d-\d\d|\d{8}T\d{6}Z|\d{1,2} [A-Z]{3} \d{4}"
    r"|[A-Z][a-z]{2,8} \d{1,2}, \d{4} \d\d:\d\d ET \(\d\d:\d\d GMT\)|\d\d:\d\d (?:Local Time|LOCAL TIME) \d\d:\d\d GMT"
    r"|\d\d:\d\d ت ?مـ?|\(KNA\s?-\s?[\w-]{4,24}\)|ISSN \d{4}\s?-\s?\d{3}[\dX]"
    r"|\(www\.[\w./-]{3,40}\)"
)
_BETWEEN_SLASHES = re.compile(r"//([^\W\d_]{2,12})//(?:\s?[A-Z]{2,3})?")  # "//Petra// AK"
_SOURCES = re.compile(r"\(((?:[^\W\d_][\w -]{1,20}/){0,4}[^\W\d_][\w -]{1,20})\)\.?")
_BRACKETS = re.compile(r"\([^()\n]{2,20}\)(?:\s?\([^()\n]{2,20}\)){1,2}\.?")
