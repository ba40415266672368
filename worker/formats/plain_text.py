"""Plain wire text without a mark of an agency that has a reader of its own: its paragraphs, and nothing more.

``paragraphs`` serves every format that carries plain text: dispatches as files, ``body_text`` of ninjs, bare NewsML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from worker.agencies import Agency, agency_of, agency_of_mark
from worker.formats.dispatches import split_dispatches
from worker.further_agencies import ROWS
from worker.item import Hints, RawBlock, WireItem
from worker.layout import is_row, is_table

NAME = "text"

_WRAPPED_WIDTH_MAX = 100  # teleprinter lines have 64 to 80 characters; a paragraph on one line has more
_WRAPPED_FILL = 0.7  # a wrapped line breaks for want of room: it is nearly full, except where its paragraph ends
_WRAPPED_SHARE_MIN = 0.6
_SENTENCE_ENDS = frozenset('.!?…»”"؟。')
_BULLET = re.compile(r"\s{0,4}[-–—•*]\s+\S")
_NO_PROSE = re.compile(r"\s{0,4}(?:#|[-–—•*+|_]{1,3}(?:\s|$))")
_INDENTED = re.compile(r"(?:\t| {2,})\S")
_WORD = re.compile(r"(?<!\S)[^\w\s]{0,2}[^\W\d_]{2,}")  # after a space: base64 has letters, but no words
_CLOSED = re.compile(r"-?ends?-?|nnnn|#{3}|-30-|\(?more\)?|/ritzau/|(?:lusa/)?fim|\(schluss\)", re.IGNORECASE)
_CLOSED_MAX = 40
_LETTER = re.compile(r"[^\W\d_]")
_PROSE_LETTERS_MIN = 20
_PROSE_SHARE_MIN = 0.7
_PROSE_WORDS_MIN = 4
_SAMPLE_CHARACTERS = 4_000
_BRACKETS = re.compile(r"\(([^()\n]{2,40})\)")
_IN_DATELINE = re.compile(r"\(([^()\n]{2,40})\)(?=\s?\.?\s?[-–—_=:])|(?<=\d )\(([^()\n]{2,40})\)")
_STRANGE = re.compile(r"^\s{0,8}[^\n()]{2,60}\d[^\n()]{0,12} \(([A-Z]{2,6})\)\s?[-–—]", re.MULTILINE)
_ACRONYMS = frozenset(code for code, *_ in ROWS if code.isupper() and len(code) <= 4)
_HEAD_CHARACTERS = 6_000  # a caption block of several pictures may stand before the dateline
# Python and Unicode know more line ends than a wire has: only these part lines here, so that U+2028 stays in the text.
_LINE_END = re.compile(r"\r\n|\n|\r|\f")


def sniff(text: str, hints: Hints) -> bool:
    r"""Tell whether the text is text: someone says so, or it reads like prose (not like a table, a log or base64).

    >>> sniff("A fire broke out in the old harbour on Monday.", Hints())
    True
    >>> sniff("id;name;date\n1;Ann;2024-01-02\n", Hints())
    False
    """
    if hints.agency or hints.content_type == "text/plain" or marked_agency(text):
        return True
    if _CLOSED.fullmatch(text[-_CLOSED_MAX:].rstrip().rpartition("\n")[2].strip()):
        return True  # agate has more figures than letters; its last line says that an agency sent it
    sample = text[:_SAMPLE_CHARACTERS]
    letters = len(_LETTER.findall(sample))
    prose = letters + sample.count(" ") + sample.count("\n")
    words = _WORD.findall(sample)
    no_spaces = not sample.isascii() and len(words) < _PROSE_WORDS_MIN  # Chinese, Japanese, Thai
    return (
        letters >= _PROSE_LETTERS_MIN
        and prose >= _PROSE_SHARE_MIN * len(sample)
        and (len(words) >= _PROSE_WORDS_MIN or no_spaces)
    )


def marked_agency(text: str) -> Agency | None:
    r"""Find the agency in the brackets of a dateline: the first mark in the text's head that a row knows.

    One before a dash or behind a date comes first: any other may be the short name of a party, in a headline.

    >>> marked_agency("WASHINGTON (Reuters) - A sentence about AFP.").code
    'Reuters'
    >>> marked_agency("Voters (MAP) win\n\nLIMA, 5 May (AFP) - They won.").code, marked_agency("Voters (MAP) win")
    ('AFP', None)
    """
    head = text[:_HEAD_CHARACTERS]
    others = (mark for mark in _BRACKETS.findall(head) if mark not in _ACRONYMS)
    marks = (*(found[1] or found[2] for found in _IN_DATELINE.finditer(head)), *others)
    return next((agency for mark in marks if (agency := agency_of_mark(mark) or agency_of(mark))), None)


def has_strange_dateline(text: str) -> bool:
    """Whether a line opens with place, date and the capitals of an agency that no row knows.

    >>> has_strange_dateline("LUSAKA, 5 May 2025 (ZNA) - A sentence."), has_strange_dateline("LIMA, 5 May 2025 (AFP) - One.")
    (True, False)
    """
    return any(agency_of_mark(mark) is None for mark in _STRANGE.findall(text[:_HEAD_CHARACTERS]))


def split(text: str) -> Sequence[str]:
    """Give the items of a message: its dispatches, where one surely ends before another begins."""
    return split_dispatches(text)


def parse(text: str, hints: Hints) -> WireItem:
    """Read one dispatch."""
    return WireItem(format=NAME, hints=hints, blocks=blocks_of(text))


def blocks_of(text: str) -> tuple[RawBlock, ...]:
    """The paragraphs of one dispatch, as blocks."""
    return tuple([RawBlock(paragraph) for paragraph in paragraphs(text)])


def paragraphs(text: str) -> Iterator[str]:
    r"""Split plain text at blank lines, and at line ends too where these part paragraphs.

    Lines that a teleprinter's width has broken stay in one paragraph, with the line ends in it, and so do the rows of a
    table; a line of another kind is a paragraph of its own.

    >>> list(paragraphs("One.\nTwo.\n\n  Three.  \n"))
    ['One.', 'Two.', 'Three.']
    """
    lines = [line.rstrip() for line in _LINE_END.split(text)]
    wrapped = _is_wrapped(lines)
    for chunk in _chunks(lines):
        if wrapped:
            parts: Iterable[list[str]] = _wrapped_paragraphs(chunk)
        elif is_table(chunk):
            parts = (chunk,)
        else:
            parts = ([line] for line in chunk)
        for part in parts:
            yield "\n".join(part).strip()


def _chunks(lines: list[str]) -> Iterator[list[str]]:
    """Group the lines between blank ones."""
    chunk: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether the lines were broken for want of room: most that go on are nearly full, and end no sentence.

    Rows of a table are short for other reasons, and so are lists and what stands below a heading: they are not asked.
    """
    if not any(one and other for one, other in pairwise(lines)):  # no line goes on
        return False
    chunks = [chunk for chunk in _chunks([line for line in lines if not is_row(line)]) if not _NO_PROSE.match(chunk[0])]
    width = max((len(line) for chunk in chunks for line in chunk), default=0)
    if width > _WRAPPED_WIDTH_MAX:
        return False
    continued = [line for chunk in chunks for line in chunk[:-1]]
    broken = sum(len(line) >= _WRAPPED_FILL * width and line[-1] not in _SENTENCE_ENDS for line in continued)
    return len(continued) > 1 and broken >= _WRAPPED_SHARE_MIN * len(continued)


def _wrapped_paragraphs(chunk: list[str]) -> Iterator[list[str]]:
    """Part a chunk of wrapped lines: an indented line or a bullet begins a paragraph, one that is not full ends it.

    The second line of a list's item is indented too, and goes on.
    """
    width = max(map(len, chunk))
    paragraph: list[str] = []
    for line in chunk:
        ended = bool(paragraph) and len(paragraph[-1]) < _WRAPPED_FILL * width
        listed = bool(paragraph) and _BULLET.match(paragraph[0]) is not None
        indented = _INDENTED.match(line) is not None
        begins = _BULLET.match(line) or (indented and not listed) or (ended and not (indented and listed))
        if paragraph and begins and not is_table([paragraph[-1], line]):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph
