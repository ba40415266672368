r"""The copy of an ANPA 1312 message: lines for a typesetting machine, read as slug, headline, notes, byline and story.

``^`` opens a line that is set apart and ``<`` closes it (``=`` where more of it follows: the house below a byline); a
tab, or spaces, open a paragraph; a backspace a row of a table. What closes nothing goes on on the next line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from worker.formats import teletype
from worker.formats.anpa1312_tables import CYCLE, HOUSE, LABEL, NOTE, RELEASE, RIGHTS
from worker.formats.teletype_words import VERSION, is_byline
from worker.formats.wrapped import is_typed
from worker.item import Concept, RawBlock, RawKind
from worker.layout import is_table

SET_APART, ROW = "^", "\b"
_TRAILER = re.compile(r"[A-Z]{2,8}(?:-[A-Z]{1,4})?-\d\d?-\d\d?-\d\d(?:\d\d)? \d{4}[A-Z]{0,4}<?")
_INDENT = re.compile(r"\t| {2,}(?=\S)")
_KEYWORD_MAX = 24  # a header's keyword is cut there
_COUNT = re.compile(r"\d{2,5}")
_HEAD_MAX = 16
_HEADLINE_MAX = 200
_SENTENCE_END = re.compile(r"[.!?:;,…]['\"”’)]{0,2}$")
_NO_TITLE = re.compile(r":$|(?<![A-Z])\.$")  # a sentence, or what a list follows; "… in the U.S." is a headline
_SPACE_BAND = "\x10"
_SECOND_MARK = re.compile(r"(?<=<) ?(?=\^)")  # "^*9006< ^AP-Top-Headlines,0176<"
_MACHINE_NUMBER = re.compile(r"\*\d{3,6}")  # an order for AP's own machines
_END = re.compile(
    r" ?(?:={0,2}Kyodo|Reuters?|REUTERS?|-30-|-0-|\(more\)|MORE|NNNN|ENDS|"
    r"[A-Z]{2,6}(?: [A-Z]{2,3})? [a-z]{2,3}(?:/[a-z]{2,3}){0,2})<?"
)


@dataclass(frozen=True, slots=True)
class Copy:
    """What the copy says; ``house`` is the agency or paper below the byline, ``trailer`` what has lost its ETX."""

    blocks: tuple[RawBlock, ...]
    slug: str | None = None
    version: str | None = None
    headlines: tuple[str, ...] = ()
    byline: str | None = None
    house: str | None = None
    embargo: str | None = None
    rights: str | None = None
    notes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[Concept, ...] = ()
    trailer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Element:
    """What the machine sets as one: its mark, its text line by line, the mark that closes it."""

    mark: str
    text: str
    close: str

    @property
    def words(self) -> str:
        """The text on one line, in a printer's characters."""
        return " ".join(teletype.typeset(self.text).split())


def read_copy(lines: Sequence[str], keyword: str, *, tabular: bool) -> Copy:
    r"""Read the lines between STX and ETX; ``keyword`` is the header's, by which the keyword line is known.

    >>> copy = read_copy(["^BC-Port-Fire,1st Ld,40<", "^Port on fire<", "^By ANN LEE=", "^Associated Press=",
    ...                   "\tKIEL (AP) _ A fire.<"], "BC-Port-Fire", tabular=False)
    >>> copy.slug, copy.version, copy.headlines, copy.byline, copy.house
    ('BC-Port-Fire,1st Ld', '1st Ld', ('Port on fire',), 'By ANN LEE, Associated Press', 'Associated Press')
    >>> [block.text for block in copy.blocks]
    ['KIEL (AP) — A fire.']
    """
    lines, trailer = _without_trailer(lines)
    tabular = tabular and not _is_prose(lines)
    lines = [part for line in lines for part in _SECOND_MARK.split(line)]
    elements = list(_elements(lines if any(line.startswith(SET_APART) for line in lines) else _marked(lines)))
    above = list(takewhile(_is_apart, elements[:_HEAD_MAX]))
    story = elements[len(above) :]
    head = _Head(tabular=tabular)
    above = [element for element in above if not _MACHINE_NUMBER.fullmatch(element.words)]
    named = next((element for element in above[:2] if _is_keyword_line(element.words, keyword)), None)
    if named:
        head.slug, head.version, head.keywords = _read_slug(named.words, keyword)
        above.remove(named)
    story = [element for element in above if not _take(head, element)] + story
    if story and RIGHTS.match(story[-1].words):
        head.rights = story.pop().words
    notes = [element for element in story if _is_note(element)]
    head.notes += [element.words for element in notes]
    return Copy(
        blocks=tuple(_blocks([element for element in story if not _is_note(element)], tabular=tabular)),
        slug=head.slug,
        version=head.version,
        headlines=tuple(head.headlines),
        byline=", ".join(head.byline) or None,
        house=head.byline[-1] if head.byline else None,
        embargo=max(head.releases, key=len, default=None),
        rights=head.rights,
        notes=tuple(head.notes),
        keywords=tuple(head.keywords),
        subjects=tuple(head.subjects),
        trailer=trailer,
    )


@dataclass(slots=True)
class _Head:
    """What the lines above the story have said so far; in a table all lines are set apart: no title has a second line.

    There ``=`` ends each of them, while in a story it ends the line of a byline that a house follows.
    """

    tabular: bool
    slug: str | None = None
    version: str | None = None
    rights: str | None = None
    headlines: list[str] = field(default_factory=list)
    byline: list[str] = field(default_factory=list)
    releases: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    subjects: list[Concept] = field(default_factory=list)


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether lines that the header calls a table are none: Kyodo sends stories so, without a machine's mark in them."""
    marked = any(line.startswith((SET_APART, ROW)) for line in lines)
    return not marked and is_typed("\n".join(lines)) and not is_table(lines)


def _is_apart(element: _Element) -> bool:
    return element.mark == SET_APART or LABEL.fullmatch(element.words) is not None


def _take(head: _Head, element: _Element) -> bool:
    """Take a line above the story for what it is; ``False`` for one that is the story's own."""
    words = element.words.removesuffix("@").strip()
    label = LABEL.fullmatch(words)
    if label:
        _take_label(head, label["label"].upper(), label["value"].strip())
    elif RELEASE.match(words):
        head.releases.append(words)
        head.notes.append(words)
    elif NOTE.match(words):
        head.notes.append(words)
    elif RIGHTS.match(words):
        head.rights = words
    elif is_byline(words) or (HOUSE.fullmatch(words) if head.byline else element.close == "=" and not head.tabular):
        head.byline.append(words)
    elif _is_title(head, words):
        head.headlines.append(words)
    else:
        return False
    return True


def _is_title(head: _Head, words: str) -> bool:
    """Whether a line that is nothing else is the headline, or the one below it: below a byline the story begins."""
    room = not head.byline and len(head.headlines) < (1 if head.tabular else 2)
    return room and len(words) <= _HEADLINE_MAX and any(map(str.isalnum, words)) and not _NO_TITLE.search(words)


def _take_label(head: _Head, label: str, value: str) -> None:
    """Canadian Press' labelled lines: headline, index words, stock symbols; ``code`` is for its own machines."""
    words = [word.strip() for word in value.split(",") if word.strip()]
    if label == "HL":
        head.headlines.insert(0, value)
    elif label == "INDEX":
        head.subjects += [Concept(name=word) for word in words]
    elif label != "CODE":
        head.keywords += words


def _is_note(element: _Element) -> bool:
    return element.mark == SET_APART and NOTE.match(element.text) is not None


def _without_trailer(lines: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines without the last one that is a trailer: a file that was saved by an editor has lost its ETX."""
    worded = [place for place, line in enumerate(lines) if line.strip()]
    if worded and _TRAILER.fullmatch(lines[worded[-1]].strip()):
        return tuple(lines[: worded[-1]]), (lines[worded[-1]].strip(),)
    return tuple(lines), ()


def _marked(lines: Sequence[str]) -> tuple[str, ...]:
    """Set the lines above the first indented one apart, as AP does: AAP, Kyodo and Reuters have them plain.

    A line that "+" closes is Kyodo's headline, with the lines before it behind the keyword line.
    """
    start = next((place for place, line in enumerate(lines) if _INDENT.match(line)), 0)
    titles = [line.strip() for line in lines[:start] if line.strip()]
    if not titles or len(titles) > _HEAD_MAX:
        return tuple(lines)
    closed = next((place for place, line in enumerate(titles) if line.endswith("+")), None)
    if closed:
        titles[1 : closed + 1] = [" ".join(titles[1 : closed + 1]).removesuffix("+")]
    return (*(f"^{line.rstrip('<')}<" for line in titles), *lines[start:])


def _elements(lines: Iterable[str]) -> Iterator[_Element]:
    """Part the lines at the marks that open and close."""
    mark, text, closed = "", list[str](), True
    for line in lines:
        opens = line[:1] if line[:1] in {SET_APART, ROW} else "\t" if _INDENT.match(line) else ""
        if text and (opens or closed or not line.strip() or _END.fullmatch(line.rstrip())):
            yield _element(mark, text)
            text, mark = [], ""
        if not line.strip():
            continue
        mark = mark if text else opens
        text.append(line)
        closed = line.rstrip().endswith("<") or (mark == SET_APART and line.rstrip().endswith("="))
    if text:
        yield _element(mark, text)


def _element(mark: str, lines: list[str]) -> _Element:
    text = "\n".join(lines).rstrip()
    close = text[-1] if text[-1] in "<=" and (mark or text[-1] == "<") else ""
    text = text.removesuffix(close).removesuffix("@").removeprefix(mark if mark != "\t" else "")
    return _Element(mark, text.strip("\n"), close)


def _is_keyword_line(words: str, keyword: str) -> bool:
    """Whether the first line is the keyword in full: the header has its first letters, without spaces."""
    start, full = (re.sub(r"[^\w]", "", CYCLE.sub("", text)).lower() for text in (keyword, words))
    return CYCLE.match(words) is not None or (len(start) > 2 and full.startswith(start))


def _read_slug(words: str, keyword: str) -> tuple[str, str | None, list[str]]:
    """Keywords, version and what else stands between commas ("Bjt"), without the count of words at the end.

    Where no comma parts them, what stands behind a keyword that the header has in full is the version.
    """
    name, *rest = words.removesuffix("@").rstrip(" ,").split(",")
    rest = [part for part in rest if part.strip()]
    if rest and _COUNT.fullmatch(rest[-1].strip()):
        rest.pop()
    bare = CYCLE.sub("", keyword).replace("-", " ")
    if (
        not rest
        and not CYCLE.match(name)
        and len(keyword) < _KEYWORD_MAX
        and name.lower().startswith(f"{bare.lower()} ")
    ):
        return name[: len(bare)], name[len(bare) :].strip(), []
    version = next((part for part in rest if VERSION.fullmatch(part.strip())), None)
    tags = [part.strip() for part in rest if part is not version]
    return (f"{name},{version}" if version else name), version.strip() if version else None, tags


def _blocks(story: Sequence[_Element], *, tabular: bool) -> Iterator[RawBlock]:
    """The story: paragraphs, subheads, rows of a table together."""
    rows = list[str]()
    for place, element in enumerate(story):
        if element.mark == ROW or tabular:
            rows += [_row(line) for line in element.text.split("\n")]
            continue
        yield from _table(rows)
        rows = []
        text = teletype.typeset(element.text).strip()
        following = story[place + 1] if place + 1 < len(story) else None
        if text and element.mark == SET_APART and following and _is_subhead(text, following):
            yield RawBlock(text, RawKind.SUBHEAD)
        elif text:
            yield RawBlock(text)
    yield from _table(rows)


def _row(line: str) -> str:
    """A row, its columns parted by tabs where the machine had a space band."""
    return teletype.without_controls(line.lstrip(ROW).replace(_SPACE_BAND, "\t").removesuffix("<")).removeprefix("^")


def _table(rows: list[str]) -> Iterator[RawBlock]:
    text = "\n".join(rows).strip("\n")
    if text.strip():
        yield RawBlock(text, RawKind.TABLE)


def _is_subhead(text: str, following: _Element) -> bool:
    """A short line set apart in front of a paragraph; a rule or an end mark is none."""
    return (
        following.mark == "\t"
        and "\n" not in text
        and len(text) <= 80
        and any(map(str.isalpha, text))
        and text[0] not in "(-_"
        and not _SENTENCE_END.search(text)
    )
