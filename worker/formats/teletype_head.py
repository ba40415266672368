"""The lines between the header of a message and its story: slug, version, notes, headline, byline.

Each agency has its own order; the lines tell what they are by their form. dpa closes this head with " =", others leave
it to a blank line, so that without the mark only what is surely no story is taken.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from worker.formats.teletype_words import HURRY, KILL, NO_EMBARGO, NOTE, VERSION, embargo_at, is_byline, opens_genre
from worker.item import Text

HEAD_LINES_MAX = 16
"""Lines with words of a head; the " =" that closes it stands within them."""

_SLUG_MAX = 120
_KEYWORD_MAX = 30
_NOTE_MAX = 1_500
_BELLS = re.compile(r"\s?\x07+\s?(\))?")
_OPENING = re.compile(r"(?:\s{2,}|\t)\S|- |.{0,90}\([^()\n]{2,24}\)\s?(?:[-–—_]|\.-)|\([A-Z]{2,8}\) [-–] ")
_HYPHENED = re.compile(r"[^\W_][\w'’&. ]{0,30}(?:-[\w'’&. ]{1,30}){1,8}(?:, ?[\w .-]{2,24})?")
_BELOW = re.compile(r"Utl\.?:\s?")  # APA's Untertitel
_SENTENCE_END = re.compile(r"[.!?:;,…][»”\"'’)]{0,2}$")


@dataclass(slots=True)
class Head:
    """What the head says."""

    slug: str | None = None
    headline: str | None = None
    subheadline: str | None = None
    byline: str | None = None
    embargo: str | None = None
    killed: bool = False
    versions: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def headlines(self) -> tuple[Text, ...]:
        """The headline and the line below it, as items have them."""
        stated = ((self.headline, None), (self.subheadline, "subheadline"))
        return tuple(Text(value, role) for value, role in stated if value)


def read_head(keyword_lines: Sequence[str], lines: Sequence[str]) -> tuple[Head, tuple[str, ...]]:
    """Read the head out of the lines before STX and those behind it; give it and the lines of the story.

    >>> head, story = read_head(["Hafen/"], ["(Eil)", "Port on fire", "By Ann Lee, dpa =", "", "Kiel (dpa) - A fire."])
    >>> head.slug, head.versions, head.headline, head.byline, story
    ('Hafen/', ['Eil'], 'Port on fire', 'By Ann Lee, dpa', ('', 'Kiel (dpa) - A fire.'))
    """
    closed = _closing_line(lines)
    end = closed + 1 if closed is not None else _sure_lines(lines)
    before_stx = sum(bool(_words(line)) for line in keyword_lines)
    head = _read(
        (*keyword_lines, *lines[:end]),
        lambda place, line: (place < before_stx or _is_slug(line)) and not is_byline(line) and len(line) <= _SLUG_MAX,
    )
    return head, tuple(lines[end:])


def read_loose_head(lines: Sequence[str]) -> tuple[Head, tuple[str, ...]]:
    """Read the head of a text that no STX parts from it: the lines before the first one that opens a story.

    >>> head, story = read_loose_head(["Port-fire", "Port on fire", "   KIEL (AFP) - A fire has", "broken out."])
    >>> head.slug, head.headline, story
    ('Port-fire', 'Port on fire', ('   KIEL (AFP) - A fire has', 'broken out.'))
    """
    end = _story_start(lines)
    head = _read(lines[:end], lambda _, line: _is_slug(line) or bool(_HYPHENED.fullmatch(line)))
    return head, tuple(lines[end:])


def _read(lines: Sequence[str], is_slug: Callable[[int, str], bool]) -> Head:
    """Read the lines of a head; ``is_slug`` is asked of each that nothing marks, with its place among the others."""
    head, titles = Head(), list[str]()
    for place, line in enumerate(_joined([words for line in lines if (words := _words(line))])):
        if _take_marked(head, line):
            continue
        if head.slug is None and not titles and is_slug(place, line):
            head.slug = line
            head.versions += [word] if VERSION.fullmatch(word := line.rpartition(",")[2].strip()) else []
        elif titles and head.byline is None and is_byline(line):
            head.byline = line
        else:
            titles.append(line)
    _take_titles(head, titles)
    return head


def _story_start(lines: Sequence[str]) -> int:
    """The line that opens the story: by its indent or dateline; else the one behind a first few lines that are titles."""
    for place, line in enumerate(lines[:HEAD_LINES_MAX]):
        if _OPENING.match(line):
            return place
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    blank = next((place for place, line in enumerate(lines[first:], first) if not line.strip()), len(lines))
    titles = lines[first:blank]
    more = any(line.strip() for line in lines[blank:])
    short = len(titles) <= 4 and all(len(line) <= 110 and not _SENTENCE_END.search(line) for line in titles)
    return blank if more and short else 0


def _words(line: str) -> str:
    """A line without the mark that closes a head; bells part the word of a priority from what it hurries."""
    words = " ".join(_BELLS.sub(lambda bells: ")" if bells[1] else " : ", line).split())
    return (words.removesuffix(" :") if "\x07" in line else words).removesuffix("=").strip()


def _closing_line(lines: Sequence[str]) -> int | None:
    """The last line that " =" closes, among those that can be the head's."""
    seen, found = 0, None
    for place, line in enumerate(lines):
        seen += bool(line.strip())
        if seen > HEAD_LINES_MAX:
            break
        if seen and line.rstrip().endswith("=") and not line.rstrip().endswith("=="):
            found = place
    return found


def _sure_lines(lines: Sequence[str]) -> int:
    """How many lines at the front are no story where no mark closes the head: slug, notes in brackets, versions."""
    taken, open_bracket = 0, False
    for place, line in enumerate(lines[:HEAD_LINES_MAX]):
        words = _words(line)
        if open_bracket or _bracket_is_open(words):
            open_bracket = not words.endswith(")")
        elif words and not (_is_slug(words) or VERSION.fullmatch(words) or _is_of_embargo(words) or _bracketed(words)):
            break
        if words and not open_bracket:
            taken = place + 1
    return taken


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with those of one note in brackets as one."""
    note = ""
    for line in lines:
        note = f"{note} {line}" if note else line
        if not _bracket_is_open(note):
            yield note
            note = ""
    if note:
        yield note


def _bracket_is_open(text: str) -> bool:
    return text.startswith("(") and text.count("(") > text.count(")") and len(text) < _NOTE_MAX


def _bracketed(text: str) -> bool:
    return text.startswith("(") and text.endswith(")")


def _is_slug(line: str) -> bool:
    """Keywords between slashes: with one behind the last, or without a space, or three and more short ones."""
    parts = line.split("/")
    if len(line) > _SLUG_MAX or len(parts) < 2:
        return False
    short = len(parts) > 2 and ":" not in line and all(len(part) <= _KEYWORD_MAX for part in parts)
    return line.endswith("/") or " " not in line or short


def _is_of_embargo(line: str) -> bool:
    return embargo_at(line) is not None or NO_EMBARGO.match(line) is not None


def _take_marked(head: Head, line: str) -> bool:
    """Take a line that says what it is: a kill, an embargo, a version, a genre or a note."""
    inner = line[1:-1].strip() if _bracketed(line) else line
    genre = opens_genre(inner)
    held = embargo_at(inner, bracketed=_bracketed(line))
    if KILL.match(inner):
        head.killed = True
        head.versions.append("KILL")
        head.notes.append(inner)
    elif held is not None:
        head.embargo = head.embargo or inner[held:]
        head.notes.append(inner[held:])
        head.genres += [inner[:held].strip()] if held else []
    elif VERSION.fullmatch(inner):
        head.versions.append(inner)
        head.genres += [inner] if genre else []
    elif genre and (_bracketed(line) or genre == len(inner)):
        head.genres.append(inner[:genre])
        head.notes += [inner] if genre < len(inner) else []
    elif _bracketed(line) or NOTE.match(line) or NO_EMBARGO.match(line):
        head.notes.append(inner)
    else:
        return _take_versions(head, inner)
    return True


def _take_versions(head: Head, line: str) -> bool:
    """Take a line that is nothing but versions: "REFILE 1ST LEAD"."""
    words = line.split()
    versions = [word for word in _pairs(words) if VERSION.fullmatch(word)]
    if not versions or " ".join(versions) != " ".join(words):
        return False
    head.versions += versions
    return True


def _take_titles(head: Head, titles: Sequence[str]) -> None:
    """Take the lines that are nothing else as the headline; one that is marked as the line below it opens that.

    The word of a priority in front of it is the priority's: "URGENT: Port on fire".
    """
    below = next((place for place, line in enumerate(titles) if _BELOW.match(line)), len(titles))
    headline = " ".join(titles[:below])
    if hurried := HURRY.match(headline):
        head.versions.append(hurried["word"].strip())
        headline = headline[hurried.end() :]
    head.headline = headline or None
    head.subheadline = _BELOW.sub("", " ".join(titles[below:])).strip() or None


def _pairs(words: list[str]) -> Iterator[str]:
    """Words, a number with the one behind it: "REFILE", "1ST LEAD"."""
    place = 0
    while place < len(words):
        pair = " ".join(words[place : place + 2])
        if words[place][0].isdigit() and VERSION.fullmatch(pair):
            yield pair
            place += 2
        else:
            yield words[place]
            place += 1
