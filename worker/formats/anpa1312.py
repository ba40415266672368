r"""ANPA 1312, the format of North America's wires: AP, Canadian Press, Reuters, Kyodo, the New York Times' news service.

``SOH service number US selector CR LF priority SP category format SP keyword SP version SP reference SP day SP words``,
``STX``, lines for a typesetting machine, ``ETX``, service and time, ``EOT``. ``anpa1312_copy`` reads the lines between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from worker.agencies import agency_of
from worker.errors import MalformedError
from worker.formats import teletype
from worker.formats.anpa1312_copy import Copy, read_copy
from worker.formats.anpa1312_tables import ADVANCE, ADVISORIES, CATEGORIES, KINDS, UNDATED, URGENCIES
from worker.formats.plain_text import marked_agency
from worker.item import AltId, Concept, Hints, RawBlock, RawKind, Text, WireItem

NAME = "anpa-1312"

_TABULAR = "\x12"  # DC2: the text is rows; DC1 is running text, DC3 body type, DC4 agate
_FIRST = re.compile(
    r"(?P<service>[A-Za-z]?)(?P<number>\d{3,5})(?P<house>[^\x1f\s-]{0,15})[\x1f ]?(?P<selector>[\w-]{0,8})"
)
_SECOND = re.compile(r"\s?(?P<priority>[a-z]) ?(?P<category>[a-z])(?P<format>[ \x11-\x14]{0,6})(?P<slug>\S.{0,200})")
_FILED = re.compile(r"(?P<slug>.*?)\s+(?P<day>\d\d?-\d\d?)(?:\s+(?P<words>\d{1,5}))?")
_REFERENCE = re.compile(r"[A-Za-z]{1,3}\d{2,5}")
# Where no SOH says that it is one, a header has to be in full: both lines, from the service to the count of words.
_BARE_HEADER = re.compile(
    r"^[a-z]\d{4}\S{0,20}[ ]?\r?\n[ ]?[a-z] ?[a-z][ ]?\S[^\r\n]{2,120} \d\d?-\d\d? +\d{2,5}[ ]?\r?$", re.MULTILINE
)
_SERVICE_TIME = re.compile(r"\W{0,2}(?P<agency>[A-Z]{2,8})(?:-[A-Z]{1,4})?-\d")
_SIGNED = re.compile(r"([A-Z]{2,6})(?: [A-Z]{2,3})? [a-z]{2,3}(?:/[a-z]{2,3}){0,2}")  # AAP's last line
_SNIFFED_MAX = 20
# "HALIFAX _", "NEW YORK, March 13 -": without an agency's mark, which then stands in the trailer.
_TOWN = re.compile(
    r"(?P<where>[A-ZÀ-Ý][A-ZÀ-Ý'. ]{2,40}(?:, [A-Z][A-Za-z. ]{1,20}?)?(?P<date>, [A-Z][a-z]{2,8}\.? \d{1,2})?) "
    r"(?P<dash>—|_|-)\s(?=\S)"
)


@dataclass(frozen=True, slots=True)
class _Header:
    """The two lines of a header; ``house`` is who sends, where the first one says so."""

    service: str
    number: str
    house: str
    selector: str
    priority: str
    category: str
    tabular: bool
    keyword: str
    version: str | None
    reference: str | None


def sniff(text: str, _: Hints) -> bool:
    r"""Tell the format by the header of any message: behind SOH, or in full where the file has lost its SOH.

    >>> sniff("\x16\x16\x01a0123\x1f-----\r\nr i\x13\x11 BC-Port-Fire 11-13 0120\r\n", Hints())
    True
    >>> sniff("a0123-----\nr i BC-Port-Fire 11-13 0120\n", Hints()), sniff("\x01bdt0534 3 vm 144 dpa\r\n", Hints())
    (True, False)
    """
    if teletype.SOH in text:
        parts = islice(teletype.messages(text, _BARE_HEADER), _SNIFFED_MAX)
        return any(_read_header(teletype.frame(part).header[:6]) is not None for part in parts)
    return _BARE_HEADER.match(text.lstrip()[:400]) is not None


def split(text: str) -> Sequence[str]:
    """Give the messages of a value, each from its header on."""
    return tuple(teletype.messages(text, _BARE_HEADER))


def parse(message: str, hints: Hints) -> WireItem:
    """Read one message.

    Raises:
        MalformedError: the header is cut, or is none.

    """
    frame = teletype.frame(message)
    read = _read_header(frame.header)
    if read is None:
        raise MalformedError(
            "The message is framed like ANPA 1312, but its header has no service, priority and category."
        )
    header, end = read
    lines = frame.header[end:] if frame.text is None else frame.text
    copy = read_copy(lines, header.keyword, tabular=header.tabular)
    dateline, blocks = _part_dateline(copy.blocks) if header.category not in UNDATED else (None, copy.blocks)
    trailer = frame.trailer or copy.trailer
    sent = next(filter(None, map(teletype.time_of, trailer)), None)
    take = copy.version or header.version
    agency = _agency(header, copy, trailer)
    return WireItem(
        format=NAME,
        hints=hints,
        blocks=blocks,
        id=_id(header, sent),
        agency=agency,
        version_created=sent,
        embargoed=copy.embargo or _advance(copy.slug, take),
        urgency=URGENCIES.get(header.priority),
        priority=URGENCIES.get(header.priority),
        headlines=tuple(Text(line, "subheadline" if place else None) for place, line in enumerate(copy.headlines)),
        slug=copy.slug or header.keyword,
        byline=copy.byline,
        dateline=dateline,
        take=take,
        kind="advisory" if header.category in ADVISORIES else KINDS.get(header.priority),
        notes=copy.notes,
        copyright_notice=copy.rights,
        keywords=copy.keywords,
        products=tuple(filter(None, (header.service, header.selector.strip("-")))),
        subjects=(_category(header.category, agency), *copy.subjects),
        alt_ids=tuple(_alt_ids(header)),
    )


def _part_dateline(blocks: tuple[RawBlock, ...]) -> tuple[str | None, tuple[RawBlock, ...]]:
    """Part a dateline without an agency's mark from the story's first paragraph: a town in capitals before a dash.

    >>> _part_dateline((RawBlock("HALIFAX — The port has opened."),))
    ('HALIFAX', (RawBlock(text='The port has opened.', kind=<RawKind.PLAIN: 'plain'>),))
    """
    for place, block in enumerate(blocks[:3]):
        found = _TOWN.match(block.text) if block.kind is RawKind.PLAIN else None
        if found and (found["date"] or found["dash"] != "-"):
            story = RawBlock(block.text[found.end() :].strip())
            return found["where"], (*blocks[:place], story, *blocks[place + 1 :])
    return None, blocks


def _read_header(lines: Sequence[str]) -> tuple[_Header, int] | None:
    """The header, and how many lines it takes; ``None`` where they are none."""
    worded = [(place, line) for place, line in enumerate(lines[:8]) if line.strip()][:2]
    if len(worded) < 2:
        return None
    (_, one), (last, two) = worded
    first, second = _FIRST.fullmatch(one.strip(" ")), _SECOND.fullmatch(two.rstrip())
    if first is None or second is None:
        return None
    filed = _FILED.fullmatch(second["slug"])
    keyword, *words = (filed["slug"] if filed else second["slug"]).split() or [""]
    references = [word for word in words if _REFERENCE.fullmatch(word) and not ADVANCE.fullmatch(word)]
    version = " ".join(word for word in words if word not in references)
    return _Header(
        service=first["service"],
        number=first["number"],
        house=first["house"],
        selector=first["selector"],
        priority=second["priority"],
        category=second["category"],
        tabular=_TABULAR in second["format"],
        keyword=keyword,
        version=version or None,
        reference=next(iter(references), None),
    ), last + 1


def _agency(header: _Header, copy: Copy, trailer: Sequence[str]) -> str | None:
    """The agency that sends: by the header, by the trailer ("AP-WF-…"), by the line under the byline, by the selector."""
    named = (found["agency"] for line in trailer if (found := _SERVICE_TIME.match(line)))
    last = copy.blocks[-1].text if copy.blocks else ""
    signed = _SIGNED.fullmatch(last)
    stated = (header.house, *named, copy.house, header.selector.strip("-"), signed[1] if signed else None)
    dateline = "\n".join(block.text[:200] for block in copy.blocks[:3])
    agency = next(filter(None, map(agency_of, stated)), None) or marked_agency(dateline)
    return agency.code if agency else None


def _category(letter: str, agency: str | None) -> Concept:
    """The category, in AP's words where it is AP's: other agencies give the letters other meanings."""
    return Concept(name=CATEGORIES.get(letter) if agency == "AP" else None, literal=letter)


def _advance(slug: str | None, take: str | None) -> str | None:
    """The day that an advance is for, as its slug or version says: "Adv17", "HFR"."""
    found = ADVANCE.search(f"{slug or ''},{take or ''}")
    return found[0].strip(" ,-") if found else None


def _id(header: _Header, sent: str | None) -> str | None:
    """A story's number begins anew each day."""
    if sent is None or not header.number.strip("0"):
        return None
    return f"{sent[:10]}/{header.service}{header.number}"


def _alt_ids(header: _Header) -> Iterator[AltId]:
    yield AltId("anpa1312:story", f"{header.service}{header.number}")
    if header.reference:
        yield AltId("anpa1312:reference", header.reference)
