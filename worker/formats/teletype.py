r"""What the formats of the teletype age share: control characters, the frame of a message, typesetters' marks, times.

A message is header, text and trailer, each opened by a control character (SOH, STX, ETX, EOT). Files that were saved by
mail programs or editors have lost them, so that every part is also found by its form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
HEADER_START = re.compile(rb"[\s\0\x7f]{0,100}[\x01\x05\x16][\s\0\x01\x05\x11-\x14\x16\x1b-\x1f\x7f]{0,40}[ -~]{2}")
"""How a value begins that is a teletype's: SOH, SYN or ENQ, after line ends and the fill of a tape, and then its header."""


def is_framed(data: bytes) -> bool:
    """Tell a value by STX, and by SOH where routing stands before its first message, or by a header without it."""
    return b"\x02" in data and (b"\x01" in data[:_PREAMBLE_MAX] or _BARE_START.match(data) is not None)


_FILL = "\0\x16\x7f"  # NUL, SYN and DEL fill a line that has nothing to say
_FIXED_SPACES = "\x10\x1c\x1d\x1e\x1f"  # DLE, the space band; FS to US, the em, en and thin spaces of ANPA 1312
_TO_SPACE = str.maketrans(dict.fromkeys(_FIXED_SPACES, " "))
# CR CR LF: a carriage took its time to come back; LF CR: it came back after the line was fed.
_LINE_END = re.compile(r"\r{0,4}\n|[\r\f\v]")
_FED_FIRST = re.compile(r"(?<!\r)\n\r(?!\n)")
_BARE_START = re.compile(rb"\s{0,20}[A-Za-z]{1,4}\d{3,5}[ \t]{1,4}[1-6][ \t]{1,4}[A-Za-z]{1,4}[ \t]")
_PREAMBLE_MAX = 400  # what stands before the first SOH is routing; what is longer is no preamble


@dataclass(frozen=True, slots=True)
class Frame:
    """One message in its parts, line by line; ``text`` is ``None`` where no STX tells the text from the header."""

    header: tuple[str, ...]
    text: tuple[str, ...] | None
    trailer: tuple[str, ...]


def messages(text: str, header: re.Pattern[str]) -> Iterator[str]:
    r"""Part a value into its messages: at every SOH, and at every header that has lost its own behind the end of another.

    >>> list(messages("\x16\x16\x01a\r\n\x02One.\x03\x04\x16\x16\x01b\r\n\x02Two.\x03", re.compile("x")))
    ['\x01a\r\n\x02One.\x03\x04\x16\x16', '\x01b\r\n\x02Two.\x03']
    """
    starts = [one.start() for one in (re.finditer(SOH, text) if SOH in text else header.finditer(text))] or [0]
    if SOH in text and text.count(STX) > len(starts):
        starts = _with_unframed(text, starts, header)
    if starts[0] > _PREAMBLE_MAX and text[: starts[0]].strip():
        yield text[: starts[0]]
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        yield text[start:end]


def _with_unframed(text: str, starts: list[int], header: re.Pattern[str]) -> list[int]:
    """The starts of all messages, those among them that stand without SOH before the first one or behind another's end."""
    found = [one.start() for one in islice(header.finditer(text, 0, starts[0]), 1)]
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        found.append(start)
        closed = text.find(ETX, start, end)
        if closed < 0:
            closed = text.find(EOT, start, end)
        if closed >= 0:  # what stands behind it, the message says nothing of
            found += [one.start() for one in header.finditer(text, closed + 1, end)]
    return found


def frame(message: str) -> Frame:
    r"""Part a message at its control characters, and what they part into lines; fill and line ends are gone.

    >>> frame("\x01bdt0001 4 pl 2\r\nHafen/\r\n\x02Ein Text.\r\n\x03051508 Sep 14\r\n\x7f\x04\r\n").trailer
    ('051508 Sep 14',)
    """
    head, opened, rest = message.removeprefix(SOH).partition(STX)
    body, _, trailer = (rest if opened else head).partition(ETX)
    trailer = trailer.partition(EOT)[0].partition(STX)[0]
    body = body.replace(STX, "").partition(EOT)[0]
    return Frame(
        header=tuple(lines(head)) if opened else tuple(lines(body)),
        text=tuple(lines(body)) if opened else None,
        trailer=tuple(line.strip() for line in lines(trailer) if line.strip()),
    )


def lines(text: str) -> Iterator[str]:
    """The lines of a text, without a tape's fill and without white space at their ends."""
    text = text.strip(_FILL)
    if "\n\r" in text:
        text = _FED_FIRST.sub("\n", text)
    return (line.strip(_FILL).rstrip() for line in _LINE_END.split(text))


# ── Typesetters' marks ──────────────────────────────────────────────────────────────────────────────────────────────

_PAIRED_QUOTES = (("``", "“"), ("''", "”"))
_SINGLE_QUOTES = re.compile(r"(?<![\w`])`([^`'\n]{1,200})'(?!\w)")
_DASH = re.compile(r"(?<=\S)\s(?:_|--)(?:\s(?=\S)|$)")


def typeset(text: str) -> str:
    r"""Put a printer's characters in the place of what a typesetting machine was told.

    Its control characters are gone, its fixed spaces are spaces, its grave accents and apostrophes quotes, its
    underscores dashes. A rule ("___") stays: it parts the credits from the story.

    >>> typeset("CHICAGO (AP) _ ``Look good,'' he said -- `now' _ and\x10left.")
    'CHICAGO (AP) — “Look good,” he said — ‘now’ — and left.'
    """
    text = _SINGLE_QUOTES.sub(
        "‘\\1’", without_controls(text)
    )  # before the double ones: three apostrophes close one of each
    for typed, printed in _PAIRED_QUOTES:
        text = text.replace(typed, printed)
    return _DASH.sub(" — ", text).rstrip()


def without_controls(text: str) -> str:
    """A text without a machine's control characters, its fixed spaces as spaces; tabs and line ends stay."""
    return text.translate(_TO_SPACE).translate(_NO_CONTROLS)


_NO_CONTROLS = str.maketrans(dict.fromkeys(chr(code) for code in (*range(0x09), *range(0x0B, 0x20), 0x7F)))


# ── Times ───────────────────────────────────────────────────────────────────────────────────────────────────────────

# The first three letters of a month, folded, in the languages of the wires (AFP's and ANSA's among them).
_MONTHS = (
    "jan ene gen sty led",
    "feb fev lut uno",
    "mar mrz maa mrt bre brz",
    "apr avr abr kwi dub",
    "may mai mei mag maj kve",
    "jun giu cze",
    "jul lug lip",
    "aug aou ago sie srp",
    "sep sze set wrz zar",
    "oct okt out ott paz rij",
    "nov lis",
    "dec dez dic des gru pro",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_FOLDED = str.maketrans("éèêûùäáíóôőúüçčřůž", "eeeuuaaiooouuccruz")
_ZONE = r"\s?(?P<zone>[A-Z]{1,4})?"
_DAY_FIRST = re.compile(  # 241205 Sep 24 · 051001 sep 14EDT · 310544 AOU 97 · 161023 GMT NOV 04
    r"(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?:\s?(?P<middle>[A-Z]{1,4}))?\s(?P<name>[^\W\d_]{3,10})\.?\s"
    r"(?P<year>\d{4}|\d\d)" + _ZONE
)
_NUMBERED = re.compile(  # 11-13-13 1509GMT
    r"(?P<month>\d\d?)-(?P<day>\d\d?)-(?P<year>\d{4}|\d\d)\s{1,3}(?P<hour>\d\d):?(?P<minute>\d\d)" + _ZONE
)
_HOUR_FIRST = re.compile(  # 16:35ET 31-10-14
    r"(?P<hour>\d\d?):?(?P<minute>\d\d)" + _ZONE + r"\s(?P<day>\d\d?)-(?P<month>\d\d?)-(?P<year>\d{4}|\d\d)"
)
_NAMED = re.compile(  # 12-APR-20 16:42
    r"(?P<day>\d\d?)[- ](?P<name>[^\W\d_]{3,10})\.?[- ](?P<year>\d{4}|\d\d)\s{1,3}(?P<hour>\d\d)[:.]?(?P<minute>\d\d)"
    + _ZONE
)
_ZONE_FIRST = re.compile(  # JST-12:34-05-11-18
    r"(?P<zone>[A-Z]{3,4})-(?P<hour>\d\d):(?P<minute>\d\d)-(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)"
)
_HYPHENED = re.compile(  # 14-02-19 10-02-33, the day first
    r"(?P<day>\d\d)-(?P<month>\d\d)-(?P<year>\d\d)\s(?P<hour>\d\d)-(?P<minute>\d\d)-\d\d"
)
_SORTED = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[/ T](?P<hour>\d\d):(?P<minute>\d\d)")  # APA's
_FORMS = (_SORTED, _HYPHENED, _DAY_FIRST, _NUMBERED, _HOUR_FIRST, _NAMED, _ZONE_FIRST)
_LOCAL = frozenset({"ET", "CT", "MT", "PT", "LT", "H"})  # of the agency's own place, summer or winter


def time_of(line: str) -> str | None:
    """The time in a trailer, with its zone where it names one that means the same everywhere.

    >>> time_of("241205 Sep 24"), time_of("AP-WF-11-13-13 1509GMT<"), time_of("AFP 310544 AOU 97")
    ('2024-09-24 12:05', '2013-11-13 15:09GMT', '1997-08-31 05:44')
    >>> time_of("JST-12:34-05-11-18"), time_of("14-02-19 10-02-33")
    ('2018-11-05 12:34JST', '2019-02-14 10:02')
    >>> time_of("16:35ET 31-10-14<"), time_of("051001 sep 14EDT"), time_of("12-GEN-20 16:42 NNNN")
    ('2014-10-31 16:35', '2014-09-05 10:01EDT', '2020-01-12 16:42')
    """
    for form in _FORMS:
        found = form.search(line[:200])
        read = _time(found.groupdict()) if found else None
        if read:
            return read
    return None


def _time(parts: dict[str, str | None]) -> str | None:
    month = int(parts.get("month") or 0) or _month(parts.get("name") or "")
    day, hour, minute, year = (int(parts[name] or 0) for name in ("day", "hour", "minute", "year"))
    if not (month and 1 <= month <= 12 and 1 <= day <= 31 and hour <= 23 and minute <= 59):
        return None
    year += 0 if year > 99 else 1900 if year > 69 else 2000
    zone = parts.get("middle") or parts.get("zone") or ""
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}{'' if zone in _LOCAL or zone == 'NNNN' else zone}"


def _month(name: str) -> int | None:
    folded = name.lower().translate(_FOLDED)
    return _MONTH_OF.get(folded[:3]) or {"juin": 6, "juil": 7}.get(folded[:4])
