r"""IPTC 7901, the format of the teletype age in Europe: dpa, AFP, APA, ATS and SDA, KNA, Belga, Ritzau and many others.

``SOH source number SP priority SP category SP words SP more CR LF``, keyword lines, ``STX``, headline, text, ``ETX``, day
and time, ``EOT``. The recommendation fixes no more than that; what stands between keywords and story is the agencies'
own, and ``teletype_head`` reads it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from worker.agencies import Agency, agency_of, agency_of_mark
from worker.errors import MalformedError
from worker.formats import teletype
from worker.formats.notepad import part_notepad
from worker.formats.plain_text import marked_agency
from worker.formats.teletype_head import read_head
from worker.formats.teletype_words import PLANNING
from worker.formats.wrapped import with_subheads, wrapped_blocks
from worker.item import AltId, Concept, Hints, RawBlock, RawKind, Text, WireItem

NAME = "iptc-7901"

# bdt0534 3 vm 144 dpa 2777 · v2557 4 txx 613 1tvks · bkn014 4 pl 171 vvvvb KNA 170123-89-00065#2
_FIELDS = (
    r"(?P<source>[^\W\d_][\w-]{0,24}?)[ -]?(?P<number>\d{1,6})(?P<part>[A-Za-z]?)"
    r"[ \t]{1,4}(?P<priority>[0-9])(?P<category>[ \t]{1,4}[^\W\d_][^\W\d_-]{0,7})?(?P<rest>(?:[ \t][^\r\n]{0,200})?)"
)
_HEADER = re.compile(_FIELDS)
# Where no SOH says that it is one, a header has to be in full: number, word count and all.
_BARE_HEADER = re.compile(
    r"(?:^|(?<=[\r\0\x03\x04\x16\x7f]))"  # the line before may end in no line feed, but in the frame or in fill
    r"(?=[A-Za-z]{1,4}\d{3,5}[ \t]+[1-6][ \t]+[A-Za-z]{1,4}[ \t]+\d{1,5}(?:[ \t]|\r?$))" + _FIELDS,
    re.MULTILINE,
)
_SNIFFED_MAX = 20
_TRAILER = re.compile(
    r"(?:[A-Za-z]{2,5}\s)?\d{6}(?:\sGMT)?\s[^\W\d_]{3,5}\.?\s\d\d(?:\d\d)?\s?[A-Z]{0,4}|"
    r"[A-Z]{3}\d{4}\s{1,6}\d{4}-\d\d-\d\d/\d\d:\d\d"  # APA's
)
_CLOSING = re.compile(r"dpa(?:[-/][\w-]{2,8})?(?:\s[^\W_]{1,5}(?:/[^\W_]{1,5}){0,4}){1,7}")
_COUNTED = re.compile(r"(?:[A-Z]{3})?\d{3,6}$|\d\d?\.\w{3,5}$|\w{2},$")  # 2777, APA0123; 05.Sep, Fr,
_SET_APART = re.compile(r"\^?([^<^]{0,200})<")
_CLOSED = re.compile(r"(?P<mark>\(Schlu(?:ss|ß)\))\s{1,3}(?P<initials>[^\W\d_]{1,4}(?:[/*+-][^\W\d_]{1,4}){0,4})")
_IN_BRACKETS = re.compile(r"\(([^()\n]{2,30})\)")
_DATELINE = re.compile(r"[^\n(]{2,70}\((?P<mark>[^()\n]{2,20})\)\s?[-–—_]")
_KINDS = {"AFP": {1: "flash", 2: "bulletin", 3: "urgent"}, "dpa": {1: "flash", 2: "urgent"}}


@dataclass(frozen=True, slots=True)
class _Header:
    """The first line: who sends, which message, how urgent, from which desk; ``more`` are the words behind these."""

    source: str
    number: str
    priority: int
    category: str
    more: tuple[str, ...]


def sniff(text: str, _: Hints) -> bool:
    r"""Tell the format by the header of any message: behind SOH, or in full where the file has lost its SOH.

    >>> sniff("\x01bdt0534 3 vm 144 dpa 2777\r\nHafen/", Hints()), sniff("bdt0534 3 vm 144 dpa 2777\n", Hints())
    (True, True)
    >>> sniff("\x16\x16\x01a0123\x1f-----\r\nr i\x13\x11 BC-Port 11-13 0120", Hints())
    False
    """
    if teletype.SOH in text:
        return any(_HEADER.match(one, 1) for one in islice(teletype.messages(text, _BARE_HEADER), _SNIFFED_MAX))
    return _BARE_HEADER.match(text.lstrip()[:300]) is not None


def split(text: str) -> Sequence[str]:
    """Give the messages of a value, each from its header on."""
    return tuple(teletype.messages(text, _BARE_HEADER))


def parse(message: str, hints: Hints) -> WireItem:
    """Read one message.

    Raises:
        MalformedError: the header line is cut, or is none.

    """
    frame = teletype.frame(message)
    first = next((place for place, line in enumerate(frame.header) if line.strip()), len(frame.header))
    header = _read_header(frame.header[first] if first < len(frame.header) else "")
    keyword_lines = frame.header[first + 1 :] if frame.text is not None else ()
    lines, trailer = _without_trailer(frame.header[first + 1 :] if frame.text is None else frame.text, frame.trailer)
    lines, sign_off = _without_closing(lines)
    title, lines = _without_marks(lines)
    head, story = read_head(keyword_lines, lines)
    head.headline = head.headline or title
    story, notepad = part_notepad(story)
    if sign_off is None:
        story, sign_off = _without_closing(story)
    blocks = with_subheads(wrapped_blocks(story))
    agency = _agency(header, head.slug, blocks)
    teaser, blocks = _part_teaser(blocks, headed=bool(head.headline))
    sent = next(filter(None, map(teletype.time_of, trailer)), None)
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        id=_id(header, sent),
        agency=agency.code if agency else None,
        version_created=sent,
        embargoed=head.embargo or notepad.embargo,
        status="canceled" if head.killed else None,
        profile="advisory" if any(genre.lower() in PLANNING for genre in head.genres) else None,
        urgency=header.priority or None,
        priority=header.priority,
        headlines=head.headlines,
        descriptions=tuple(Text(text, "summary") for text in teaser),
        slug=head.slug,
        byline=head.byline,
        sign_off=sign_off,
        take=", ".join(head.versions) or None,
        kind=_KINDS.get(agency.code if agency else "", {1: "flash"}).get(header.priority),
        notes=(*head.notes, *notepad.notes),
        keywords=_keywords(header),
        products=(header.source, *_services(header)),
        subjects=_desk(header, agency),
        genres=tuple(Concept(name=genre) for genre in head.genres),
        places=notepad.places,
        associations=notepad.links,
        alt_ids=tuple(_alt_ids(header)),
    )


def _read_header(line: str) -> _Header:
    found = _HEADER.match(line.strip())
    if found is None:
        raise MalformedError(
            "The message is framed like IPTC 7901, but its header has no source, number, priority and category."
        )
    words = found["rest"].split()
    more = words[1:] if words and words[0].isdigit() else words  # the first is the count of words
    return _Header(
        source=found["source"].rstrip("-"),
        number=found["number"] + found["part"],
        priority=int(found["priority"]),
        category=(found["category"] or "").strip(),
        more=tuple(more),
    )


def _last_words(lines: Sequence[str]) -> int:
    """The place of the last line with words; before the first one where there is none."""
    return next((place for place in reversed(range(len(lines))) if lines[place].strip()), -1)


def _without_trailer(lines: tuple[str, ...], trailer: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the text, and the trailer, which without ETX is the text's last line."""
    last = _last_words(lines)
    if last >= 0 and _TRAILER.fullmatch(lines[last].strip()):
        return lines[:last], (*trailer, lines[last])
    return lines, trailer


def _without_closing(lines: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The lines without who signs: dpa's "dpa kre/su yysw a3 lön mda", APA's "(Schluss) ab/cd"."""
    last = _last_words(lines)
    if last >= 0 and _CLOSING.fullmatch(lines[last].strip()):
        return lines[:last], lines[last].strip()
    closed = _CLOSED.fullmatch(lines[last].strip()) if last >= 0 else None
    return ((*lines[:last], closed["mark"]), closed["initials"]) if closed else (lines, None)


def _without_marks(lines: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    r"""The lines without a typesetting machine's marks, each that these set apart by itself; the first one is the title.

    AP sends its copy under this header too.

    >>> _without_marks(("^AP-Port: Fire<", "^Friday<", "<", "The port is on fire."))
    ('AP-Port: Fire', ('', '', 'Friday', '', '', '', '', 'The port is on fire.'))
    """
    found = [_SET_APART.fullmatch(line) for line in lines]
    first = next((place for place, mark in enumerate(found) if mark and mark[1] and mark[0][0] == "^"), None)
    if first is None:
        return None, lines
    parts: list[tuple[str, ...]] = [
        (line,) if mark is None else ("", mark[1], "") for line, mark in zip(lines, found, strict=True)
    ]
    title, parts[first] = parts[first][1], ("",)
    return title, tuple(chain.from_iterable(parts))


def _agency(header: _Header, slug: str | None, blocks: tuple[RawBlock, ...]) -> Agency | None:
    """The agency that the header names, in a word or in its source; else the slug's, else the one that signs the text."""
    slugged = slug.partition("-")[0] if slug else ""  # "AP-APTN-1330: …"
    last = blocks[-1].text.rpartition("\n")[2] if blocks else ""
    closing = _IN_BRACKETS.fullmatch(last.strip())
    candidates = (
        *map(_named, (*header.more, header.source)),
        agency_of_mark(slugged) if slugged.isupper() else None,
        agency_of(closing[1].replace("\\", "")) if closing else None,
        marked_agency("\n".join(block.text[:200] for block in blocks[:3])),
    )
    return next(filter(None, candidates), None)


def _part_teaser(blocks: tuple[RawBlock, ...], *, headed: bool) -> tuple[tuple[str, ...], tuple[RawBlock, ...]]:
    """The paragraph between a headline and the one with the dateline tells the story in short: dpa's teaser."""
    if headed and len(blocks) > 1 and _DATELINE.match(blocks[1].text) and not _DATELINE.match(blocks[0].text):
        teaser, *story = blocks
        if teaser.kind is RawKind.PLAIN and not teaser.text.startswith("("):
            return (teaser.text,), tuple(story)
    return (), blocks


def _id(header: _Header, sent: str | None) -> str | None:
    """A message's number begins anew each day; a converter that has no numbers writes zeros."""
    if sent is None or not header.number.strip("0"):
        return None
    return f"{sent[:10]}/{header.source}{header.number}"


def _desk(header: _Header, agency: Agency | None) -> tuple[Concept, ...]:
    """The desk that a message is for; dpa's letters have a code in its other formats."""
    if not header.category:
        return ()
    if agency and agency.code == "dpa":
        return (Concept(name=header.category, rel="desk", literal=f"dpacat:{header.category}"),)
    return (Concept(rel="desk", literal=header.category),)


def _services(header: _Header) -> tuple[str, ...]:
    """Words behind the header that name an agency's service ("lni", "dpa-spe") rather than the agency ("dpa")."""
    return tuple(word for word in header.more if (found := _named(word)) and word.lower() != found.code.lower())


def _keywords(header: _Header) -> tuple[str, ...]:
    """What else stands in the header, without numbers and without APA's day ("Fr, 05.Sep 2014")."""
    return tuple(word for word in header.more if not _COUNTED.match(word) and _named(word) is None)


def _named(word: str) -> Agency | None:
    """The agency in a word: "dpa", "lni", "dpa-spe", "FRA/AFP-RC58"."""
    found = (agency_of(part) for part in (word, *re.split(r"[-/]", word)) if not part.isdigit())
    return next(filter(None, found), None)


def _alt_ids(header: _Header) -> list[AltId]:
    """The message's number in the service, and the number in the agency's whole output that some give behind it."""
    numbers = [word for word in header.more if word[-1].isdigit() and _COUNTED.match(word) and word.strip("0")]
    found = [AltId("iptc7901:message", f"{header.source}{header.number}")] if header.number.strip("0") else []
    return found + [AltId("iptc7901:number", number) for number in numbers[:1]]
