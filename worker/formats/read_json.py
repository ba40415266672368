"""JSON as wires really send it: read by orjson, and once more with care where orjson refuses or would lose something.

The careful reading has a stated answer for each oddity: the last of duplicate keys counts; numbers that no reader keeps
exactly (30-digit ids, ``1e400``) stay the text they are; lone surrogates become U+FFFD; raw control characters in
strings and escapes such as ``\\“`` are read as meant. NaN, trailing text and a broken frame are errors.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import orjson

from worker.errors import MalformedError, TooLargeError
from worker.formats.charset import decode
from worker.item import Warn

_DEPTH_MAX = 1_024  # orjson's own; the careful reading holds the same

_KEY_END = re.compile(rb'"[ \t\r\n]*:')  # one for each key, and more where a string holds such text
_LONG_NUMBER = re.compile(rb"[0-9]{19}")  # 64 bits hold 18 digits for sure
_DIGITS_EXACT_MAX = 18
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair of surrogates: one character
    r"|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(?P<meant>['\u0080-\U0010ffff])"  # no escape of JSON's: typographic quotes and JavaScript's apostrophe
    r"|.)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON value and the steps taken to read it."""

    value: Any
    warnings: tuple[str, ...] = ()


def read_json(data: bytes, charset: str | None = None, language: str | None = None) -> Json:
    """Read one JSON value; ``charset`` and ``language`` help where the bytes are no UTF-8.

    >>> read_json(b'{"id": 123456789012345678901234567890, "id": 1e400}')
    Json(value={'id': '1e400'}, warnings=('duplicate_keys', 'number_out_of_range'))

    Raises:
        MalformedError: no JSON, with the line and column where it breaks.
        TooLargeError: more than 1,024 levels.
        CharsetError: bytes that are no text.

    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        if "depth limit" in error.msg:
            raise _too_deep() from error
    else:
        if _LONG_NUMBER.search(data) is None and len(_KEY_END.findall(data)) == _survey(value).keys:
            return Json(value)
    decoded = decode(data, charset, language)
    careful = _read_with_care(decoded.text)
    return Json(careful.value, decoded.warnings + careful.warnings)


@dataclass(slots=True)
class _Survey:
    keys: int = 0
    depth: int = 0


def _survey(value: Any) -> _Survey:
    """Count keys and levels; with a list of its own for what is still to see, since input may be as deep as it likes."""
    survey = _Survey()
    todo = [(value, 1)]
    while todo:
        here, depth = todo.pop()
        if isinstance(here, dict):
            survey.keys += len(here)
            children = list(here.values())
        elif isinstance(here, list):
            children = here
        else:
            continue
        survey.depth = max(survey.depth, depth)
        todo += [(child, depth + 1) for child in children if isinstance(child, (dict, list))]
    return survey


def _read_with_care(text: str) -> Json:
    warnings: dict[str, None] = {}  # a set that keeps its order

    def object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            warnings[Warn.DUPLICATE_KEYS] = None
        return found

    def whole(number: str) -> int | str:
        return int(number) if len(number) <= _DIGITS_EXACT_MAX else number

    def fraction(number: str) -> float | str:
        if math.isfinite(read := float(number)):
            return read
        warnings[Warn.NUMBER_OUT_OF_RANGE] = None
        return number

    def escape(match: re.Match[str]) -> str:
        if match["lone"]:
            warnings[Warn.LONE_SURROGATES] = None
            return "\\ufffd"
        if match["meant"]:
            warnings[Warn.JSON_REPAIRED] = None
            return match["meant"]
        return match[0]

    def decoded(*, strict: bool) -> Any:
        decoder = json.JSONDecoder(
            object_pairs_hook=object_of, parse_int=whole, parse_float=fraction, parse_constant=_refuse, strict=strict
        )
        return decoder.decode(text)

    text = _ESCAPE.sub(escape, text)
    try:
        try:
            value = decoded(strict=True)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Invalid control character"):
                raise
            warnings[Warn.JSON_REPAIRED] = None
            value = decoded(strict=False)
    except json.JSONDecodeError as error:
        raise MalformedError(
            f"The JSON breaks at line {error.lineno}, column {error.colno}: {error.msg.removesuffix(' at').lower()}."
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    if _survey(value).depth > _DEPTH_MAX:
        raise _too_deep()
    return Json(value, tuple(warnings))


def _refuse(constant: str) -> Any:
    raise MalformedError(f"The JSON holds {constant}, which is no JSON number.")


def _too_deep() -> TooLargeError:
    return TooLargeError(f"The JSON nests deeper than {_DEPTH_MAX:,} levels.")
