"""The trace that a message belongs to, as its headers tell by W3C Trace Context, and what its outputs go out with.

Apart from ``telemetry``, since it is a contract of the topics: records and dead letters carry it also where no span of
ours is ever made.
"""

import re
from dataclasses import dataclass

from worker.item import Headers

TRACEPARENT, TRACESTATE = "traceparent", "tracestate"
TRACESTATE_MEMBERS_MAX = 32  # W3C's: a list with more is none
TRACESTATE_CHARS_MAX = 512  # what W3C asks everybody to pass on; what is longer is shortened by its rule,
TRACESTATE_LONG_CHARS = 128  # by which members longer than this go first

_NAMES = frozenset({TRACEPARENT, TRACESTATE})
_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-[\x21-\x7e]*)?")
_NO_TRACE, _NO_SPAN = "0" * 32, "0" * 16
_MEMBER = re.compile(
    r"(?:[a-z][a-z0-9_*/-]{0,255}|[a-z0-9][a-z0-9_*/-]{0,240}@[a-z][a-z0-9_*/-]{0,13})"
    r"=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]"
)
_SAMPLED = 0x01


@dataclass(frozen=True)
class TraceContext:
    """One trace and the span in it that comes next before us, or is ours: both headers, word for word."""

    traceparent: str
    tracestate: str = ""

    @property
    def trace_id(self) -> str:
        """32 hexadecimal digits."""
        return self.traceparent[3:35]

    @property
    def span_id(self) -> str:
        """16 hexadecimal digits."""
        return self.traceparent[36:52]

    @property
    def sampled(self) -> bool:
        """Whether who began the trace keeps it: only then is there something to be found under its id."""
        return bool(int(self.traceparent[53:55], 16) & _SAMPLED)

    @property
    def headers(self) -> Headers:
        """As a record carries it."""
        both = ((TRACEPARENT, self.traceparent), (TRACESTATE, self.tracestate))
        return tuple((name, value.encode()) for name, value in both if value)


def read_trace(headers: Headers) -> TraceContext | None:
    """The trace that a message came with; None where there is none, or none that W3C lets pass.

    A header that is given twice counts as it stands last, as Kafka's clients read them. A ``tracestate`` that is not
    valid is dropped, and the trace goes on without it; one without a valid ``traceparent`` means nothing.

    >>> read_trace((("traceparent", b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),)).sampled
    True
    >>> read_trace((("traceparent", b"00-00000000000000000000000000000000-00f067aa0ba902b7-01"),)) is None
    True
    """
    found = {lower: value for name, value in headers if (lower := name.casefold()) in _NAMES}
    traceparent = _ascii(found.get(TRACEPARENT, b""))
    if not _is_valid(traceparent):
        return None
    return TraceContext(traceparent, _passed_on(_ascii(found.get(TRACESTATE, b""))))


def without_trace(headers: Headers) -> Headers:
    """What else a message came with."""
    return tuple((name, value) for name, value in headers if name.casefold() not in _NAMES)


def _ascii(value: bytes) -> str:
    return value.decode("ascii", "replace")


def _is_valid(traceparent: str) -> bool:
    """By W3C: lower case, no ids of zeros, version ff is none, and only versions after 00 may say more."""
    parts = _TRACEPARENT.fullmatch(traceparent)
    if parts is None:
        return False
    version, trace_id, span_id, _, more = parts.groups()
    return version != "ff" and trace_id != _NO_TRACE and span_id != _NO_SPAN and (version != "00" or more is None)


def _passed_on(tracestate: str) -> str:
    """The list as it came where it is valid and short enough; else shortened, or empty.

    >>> _passed_on("congo=t61rcWkgMzE, rojo=00f067aa0ba902b7")
    'congo=t61rcWkgMzE, rojo=00f067aa0ba902b7'
    >>> _passed_on("Congo=no capitals")
    ''
    """
    members = [member.strip(" \t") for member in tracestate.split(",")]
    members = [member for member in members if member]  # an empty one is allowed, and says nothing
    if len(members) > TRACESTATE_MEMBERS_MAX or not all(_MEMBER.fullmatch(member) for member in members):
        return ""
    if len(tracestate) <= TRACESTATE_CHARS_MAX:
        return tracestate if members else ""
    while members and len(",".join(members)) > TRACESTATE_CHARS_MAX:
        long = [place for place, member in enumerate(members) if len(member) > TRACESTATE_LONG_CHARS]
        del members[long[-1] if long else -1]
    return ",".join(members)
