r"""JSON as wires really send it: read by orjson, and once more with care where orjson refuses or would lose something.

The careful reading has a stated answer for each oddity: the last of duplicate keys counts; numbers that no reader keeps
exactly (30-digit ids, ``1e400``) stay the text they are; lone surrogates become U+FFFD; raw control characters in
strings, escapes such as ``\“``, a comma behind the last member and NaN, which is no number, are read as meant; objects
one after the other are a list. Other text behind a value and a broken frame are errors.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import orjson

from worker.errors import MalformedError, TooLargeError
from worker.formats.charset import decode
from worker.formats.limits import LIMITS, Limits
from worker.item import Warn

_KEY_END = re.compile(rb'"[ \t\r\n]*:')  # one for each key, and more where a string holds such text
_SPACE = re.compile(r"[ \t\r\n]*")
_WHOLE_MAX = 2**63  # what has more than 64 bits, orjson gives as a float, its last digits lost
_DIGITS_EXACT_MAX = 18
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair of surrogates: one character
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(?P<meant>['\u0080-\U0010ffff])"  # no escape of JSON's: typographic quotes and JavaScript's apostrophe
    r"|.)",
    re.DOTALL,
)
# A string, to be stepped over, be it closed or not; or a comma with nothing between it and the end of what it stands in.
_LAST_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*+"?|,(?P<last>[ \t\r\n]*+[}\]])', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON value and the steps taken to read it."""

    value: Any
    warnings: tuple[str, ...] = ()


def read_json(data: bytes, charset: str | None = None, language: str | None = None, limits: Limits = LIMITS) -> Json:
    """Read one JSON value; ``charset`` and ``language`` help where the bytes are no UTF-8.

    >>> read_json(b'{"id": 123456789012345678901234567890, "n": 1e400}').value
    {'id': '123456789012345678901234567890', 'n': '1e400'}

    Raises:
        MalformedError: no JSON, with the line and column where it breaks.
        TooLargeError: more levels than ``limits`` allow.
        CharsetError: bytes that are no text.

    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if "depth limit" in error.msg:
            raise _too_deep(limits) from error
    else:
        survey = _survey(value, limits)
        if not survey.beyond_64_bits and len(_KEY_END.findall(data)) == survey.keys:
            return Json(value)
    decoded = decode(data, charset, language)
    careful = _Careful()
    try:
        value = careful.read(decoded.text)
    except RecursionError as error:
        raise _too_deep(limits) from error
    _survey(value, limits)
    return Json(value, (*decoded.warnings, *careful.warnings))


@dataclass(slots=True)
class _Survey:
    """What a value holds that tells whether orjson has kept it whole."""

    keys: int = 0
    beyond_64_bits: bool = False


def _survey(value: Any, limits: Limits) -> _Survey:
    """Walk a value, level by level, so that no depth of it overflows a stack; refuse too many levels."""
    survey = _Survey()
    level, depth = [value], 0
    while level:
        below: list[Any] = []
        for here in level:
            if isinstance(here, dict):
                survey.keys += len(here)
                below += here.values()
            elif isinstance(here, list):
                below += here
            elif isinstance(here, float) and abs(here) >= _WHOLE_MAX:
                survey.beyond_64_bits = True
        depth += any(isinstance(here, (dict, list)) for here in level)
        if depth > limits.depth_max:
            raise _too_deep(limits)
        level = below
    return survey


class _Careful:
    """One reading by the standard library, in which each oddity has its answer; ``warnings`` are the answers given."""

    def __init__(self) -> None:
        self.warnings: dict[str, None] = {}  # a set that keeps its order

    def read(self, text: str) -> Any:
        """Read the text, whose bad escapes are mended first, for the parser stops at them."""
        mended = _ESCAPE.sub(self._escape, text)
        try:
            return self._decode(mended, strict=True)
        except json.JSONDecodeError as error:
            again = _LAST_COMMA.sub(lambda found: found["last"] or found[0], mended)
            if again == mended and not error.msg.startswith("Invalid control character"):
                raise _broken(error) from error
            broken = error
        try:
            value = self._decode(again, strict=False)
        except json.JSONDecodeError as error:
            raise _broken(error if again == mended else broken) from error
        self.warnings[Warn.JSON_REPAIRED] = None
        return value

    def _decode(self, text: str, *, strict: bool) -> Any:
        """Read one value, or objects one after the other, as in files with one a line, which are a list."""
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_int=lambda digits: int(digits) if len(digits) <= _DIGITS_EXACT_MAX else digits,
            parse_float=self._fraction,
            parse_constant=self._no_number,
            strict=strict,
        )
        values: list[Any] = []
        place = _after_space(text, 0)
        while place < len(text) or not values:
            if values and not (isinstance(values[-1], dict) and text.startswith("{", place)):
                raise json.JSONDecodeError("Extra data", text, place)
            value, end = decoder.raw_decode(text, place)
            values.append(value)
            place = _after_space(text, end)
        return values if len(values) > 1 else values[0]

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self.warnings[Warn.DUPLICATE_KEYS] = None
        return found

    def _fraction(self, digits: str) -> float | str:
        if math.isfinite(number := float(digits)):
            return number
        self.warnings[Warn.NUMBER_OUT_OF_RANGE] = None
        return digits

    def _no_number(self, _: str) -> None:
        """NaN and the infinities, which other languages write where JSON has null."""
        self.warnings[Warn.JSON_REPAIRED] = None

    def _escape(self, match: re.Match[str]) -> str:
        if match["lone"]:
            self.warnings[Warn.LONE_SURROGATES] = None
            return "\\ufffd"
        if match["meant"]:
            self.warnings[Warn.JSON_REPAIRED] = None
            return match["meant"]
        return match[0]


def _after_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _broken(error: json.JSONDecodeError) -> MalformedError:
    what = error.msg.removesuffix(" at").lower()
    return MalformedError(f"The JSON breaks at line {error.lineno}, column {error.colno}: {what}.")


def _too_deep(limits: Limits) -> TooLargeError:
    return TooLargeError(f"The JSON nests deeper than {limits.depth_max:,} levels.")
