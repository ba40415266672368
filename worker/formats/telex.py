r"""Dispatches as plain text in a telex's frame: ``ZCZC … NNNN`` (AAP, ANSA, Lusa, Xinhua and others), AFP's header of old.

What an agency sends by mail or leaves on a server is the teletype's message without its control characters. The header
tells whose form it is; where it is nobody's, its codes are kept as they are and its lines read by what they look like.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from worker.agencies import agency_of
from worker.errors import MalformedError
from worker.formats import teletype
from worker.formats.plain_text import marked_agency
from worker.formats.teletype_head import read_loose_head
from worker.formats.telex_labels import read_labels
from worker.formats.wrapped import wrapped_blocks
from worker.item import AltId, Concept, Hints, WireItem

NAME = "telex"

_START = re.compile(r"^[ \t]{0,4}ZCZC", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"(?:^|(?<=\s))N{4}[ \t\r]{0,4}$", re.MULTILINE | re.IGNORECASE)
# FRA0064 1 G 0004 FRA/AFP-RC58: zone and number of the day, priority, service, words, origin, number in AFP's system
_AFP = re.compile(
    r"^[ \t]{0,4}(?P<message>[A-Z]{2,4}\d{3,4})[ /]{1,3}(?P<priority>\d) (?P<service>[A-Z]{1,4}) +\d{3,4} +"
    r"[A-Z]{2,4} ?/ ?AFP-?(?P<system>\w{0,8})[ \t\r]{0,4}$",
    re.MULTILINE,
)
_AFP_KINDS = {1: "flash", 2: "bulletin", 3: "urgent"}  # 4 is the ordinary dispatch
_HURRIED = frozenset({"flash", "bulletin"})
_FLASH_DASH = re.compile(r"^\s{0,8}- (?=\S)")  # opens what a flash or a bulletin says
# ANSA: "U CRO S0B R38 QBXU", priority, category and the products that carry it.
_ANSA = re.compile(r"(?P<priority>[FBUR]) (?P<category>[A-Z]{3})(?P<products>(?: [A-Z0-9]{3,5}){1,6})")
_ANSA_PRIORITIES = {"F": 1, "B": 2, "U": 3, "R": 4}
_ANSA_SIGNED = re.compile(r"\s{1,12}[A-Z0-9]{2,4}(?:[-/][A-Z0-9]{2,4}){0,3}")
_CODE = re.compile(r"(?=.{0,40}\d)[A-Z0-9/.-]{2,16}(?: [A-Z0-9/.-]{1,12}){0,6}")
_TRAILER = re.compile(
    r"(?:[A-Za-z]{2,8}[ =]{1,3})?(?:\d{6}(?: ?[A-Z]{2,4})? [^\W\d_]{3,5}\.? \d\d(?:\d\d)?|"
    r"\d\d?-[^\W\d_]{3}-\d\d(?:\d\d)? \d\d[:.]\d\d)(?: ?[A-Z]{2,4})?"
)
_HEADER_LINES_MAX = 5
_LONE_RETURN = re.compile(r"\r(?![\r\n])")

_Form = Callable[[WireItem, tuple[str, ...]], tuple[WireItem, tuple[str, ...]] | None]


def sniff(text: str, _: Hints) -> bool:
    r"""Tell the frame by its first word, or AFP's header by its form.

    >>> sniff("ZCZC0472/SXA\nXEF\n", Hints()), sniff("FRA0064 1 G 0004 FRA/AFP-RC58\nFLASH\n", Hints())
    (True, True)
    >>> sniff("bdt0534 3 vm 144 dpa 2777\n", Hints())
    False
    """
    head = text.lstrip()[:400]
    if teletype.SOH in head:
        return False
    return _START.match(head) is not None or _AFP.match(head) is not None


def split(text: str) -> Sequence[str]:
    """Give the dispatches of a value, each from its first line to the next one's; a lone carriage return ends a line too."""
    text = _LONE_RETURN.sub("\n", text)
    header = _START if _START.search(text) else _AFP
    starts = [found.start() for found in header.finditer(text)] or [0]
    return [text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True)]


def parse(message: str, hints: Hints) -> WireItem:
    """Read one dispatch.

    Raises:
        MalformedError: it has no frame.

    """
    if _START.match(message) is None and _AFP.match(message) is None:
        raise MalformedError("The text is taken for a telex, but begins with no ZCZC and with no header of AFP.")
    lines, trailer = _unframed(message)
    sent = teletype.time_of(trailer) if trailer else None
    item = WireItem(format=NAME, hints=hints, version_created=sent)
    stated, story = next(read for form in _FORMS if (read := form(item, lines)) is not None)
    if stated.blocks:
        return stated
    head, story = read_loose_head(story)
    if stated.kind in _HURRIED:
        story = tuple(_FLASH_DASH.sub("", line) for line in story)
    blocks = wrapped_blocks(story)
    return replace(
        stated,
        blocks=blocks,
        agency=stated.agency or (found.code if (found := marked_agency("\n".join(story[:8]))) else None),
        id=_id(stated, sent),
        headlines=head.headlines,
        slug=head.slug,
        byline=head.byline,
        embargoed=head.embargo,
        take=", ".join(head.versions) or None,
        notes=tuple(head.notes),
        genres=tuple(Concept(name=genre) for genre in head.genres),
    )


def _unframed(message: str) -> tuple[tuple[str, ...], str | None]:
    """The lines between the frame's words, and the line with the time that closes them."""
    text = _END.split(_START.sub("", message, count=1), maxsplit=1)[0]
    lines = list(teletype.lines(text))
    while lines and not lines[-1].strip():
        lines.pop()
    if lines and _TRAILER.fullmatch(lines[-1].strip()):
        return tuple(lines[:-1]), lines[-1].strip()
    return tuple(lines), None


def _afp(item: WireItem, lines: tuple[str, ...]) -> tuple[WireItem, tuple[str, ...]] | None:
    """AFP's header: message, priority, service, words, origin."""
    for place, line in enumerate(lines[:_HEADER_LINES_MAX]):
        if found := _AFP.match(line):
            priority = int(found["priority"])
            stated = replace(
                item,
                agency="AFP",
                urgency=priority or None,
                priority=priority,
                kind=_AFP_KINDS.get(priority),
                subjects=(Concept(literal=found["service"]),),
                alt_ids=_alt_ids(found["message"], found["system"]),
            )
            return stated, lines[place + 1 :]
    return None


def _ansa(item: WireItem, lines: tuple[str, ...]) -> tuple[WireItem, tuple[str, ...]] | None:
    """ANSA's three lines: number and service, number in its system, priority with category and products."""
    for place, line in enumerate(lines[:_HEADER_LINES_MAX]):
        if found := _ANSA.fullmatch(line.strip()):
            priority = _ANSA_PRIORITIES[found["priority"]]
            story, signed = lines[place + 1 :], None
            if story and _ANSA_SIGNED.fullmatch(story[-1]):
                story, signed = story[:-1], story[-1].strip()
            stated = replace(
                item,
                agency="ANSA",
                urgency=priority,
                priority=priority,
                subjects=(Concept(literal=found["category"]),),
                products=tuple(found["products"].split()),
                sign_off=signed,
                alt_ids=_alt_ids(*lines[:place]),
            )
            return stated, story
    return None


def _labelled(item: WireItem, lines: tuple[str, ...]) -> tuple[WireItem, tuple[str, ...]] | None:
    """AAP's labelled lines: "$S", ":Slug", "^Headline"."""
    stated = read_labels(item, lines)
    return (stated, ()) if stated else None


def _coded(item: WireItem, lines: tuple[str, ...]) -> tuple[WireItem, tuple[str, ...]]:
    """Nobody's form: codes in capitals and figures, among them perhaps the agency's name."""
    taken, codes = 0, list[str]()
    for place, line in enumerate(lines[:_HEADER_LINES_MAX], 1):
        if line.strip() and not _CODE.fullmatch(line.strip()) and agency_of(line) is None:
            break
        if line.strip():
            taken, codes = place, [*codes, line]
    words = [word for code in codes for word in (code, *re.split(r"[\s/.-]", code))]
    agency = next((found.code for word in words if (found := agency_of(word))), None)
    return replace(item, agency=agency, alt_ids=_alt_ids(*codes)), lines[taken:]


_FORMS: tuple[_Form, ...] = (_labelled, _afp, _ansa, _coded)


def _alt_ids(*codes: str) -> tuple[AltId, ...]:
    return tuple(AltId("telex:header", code.strip()) for code in codes if code.strip())


def _id(item: WireItem, sent: str | None) -> str | None:
    """A dispatch's number begins anew each day."""
    number = item.alt_ids[0].value if item.alt_ids else ""
    return f"{sent[:10]}/{number}" if sent and any(map(str.isdigit, number)) else None
