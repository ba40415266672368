"""Authority files: a newsroom's list of the persons, organisations, places, events and products that have an id with it.

CSV, names parted by ``|``, or JSON, an array of objects with the same members:

    id,type,names:fr,names:en,sameAs,geonames
    https://id.example.org/12,organisation,Office des ports|ODP,Ports Office,http://www.wikidata.org/entity/Q1,

    [{"id": "https://id.example.org/12", "type": "organisation", "names": {"fr": ["Office des ports", "ODP"], "*": "ODP"}}]

A name in the column ``names`` (JSON: ``*``) is one in every language. ``description``, and what begins with ``#``, is for
who edits the file. Here a file is read and checked; what its names mean in an item is ``entities.authority``'s to say.
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from worker.item import EntityType
from worker.uri import absolute_uri

BYTES_MAX = 32 * 1024 * 1024
ENTRIES_MAX = 200_000
NAMES_MAX = 200  # of one entry
CHARACTERS_MAX = 200  # of one name
FAULTS_MAX = 5  # told at a time

ANY_LANGUAGE = "*"
_MEMBERS = ("id", "type", "names", "sameAs", "geonames", "description")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")
_TYPES = {type_.value: type_ for type_ in EntityType if type_ is not EntityType.OTHER}
_TYPES["organization"] = EntityType.ORGANISATION


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a file. ``names`` are pairs of language and name; ``line`` is where the file has it."""

    id: str
    type: EntityType
    names: tuple[tuple[str, str], ...]
    same_as: tuple[str, ...] = ()
    geonames: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class AuthorityFile:
    """A file as it was read; name and digest tell in a record which one gave its ids."""

    name: str
    sha256: str
    entries: tuple[Entry, ...]


class _FaultError(Exception):
    """What is wrong at one place of a file."""

    def __init__(self, line: int, column: str | None, reason: str) -> None:
        where = f"line {line}" + (f", column {column}" if column else "")
        super().__init__(f"{where}: {reason}")


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry as either form writes it: each member with its texts, names by the column that they stand in."""

    line: int
    texts: Mapping[str, list[str]]


def read_authority(path: Path) -> AuthorityFile:
    """Read a file. Raises ValueError, with file, line, column and reason, for one that cannot be used."""
    data = _bytes_of(path)
    rows_of = _READERS.get(path.suffix.lower())
    if rows_of is None:
        raise ValueError(f"{path}: the name of an authority file ends in {' or '.join(_READERS)}")
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    try:
        for row in rows_of(_decoded(data)):
            try:
                entry = _entry(row, entries)
            except _FaultError as fault:
                faults.append(str(fault))
                if len(faults) == FAULTS_MAX:
                    break
            else:
                entries[entry.id] = entry
    except _FaultError as fault:  # of the file's form: nothing behind it can be read
        faults.append(str(fault))
    if faults:
        raise ValueError(f"{path}, {'; '.join(faults)}")
    if not entries:
        raise ValueError(f"{path}: no entry in it")
    return AuthorityFile(path.name, sha256(data).hexdigest(), tuple(entries.values()))


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MAX + 1)
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror or error}") from None
    if len(data) > BYTES_MAX:
        raise ValueError(f"{path}: more than {BYTES_MAX:,} bytes")
    return data


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")  # spreadsheets write the mark
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _FaultError(line, None, f"byte {data[error.start]:#04x} is no UTF-8: save the file as UTF-8") from None


# ── One entry ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _entry(row: _Row, before: Mapping[str, Entry]) -> Entry:
    if len(before) == ENTRIES_MAX:
        raise _FaultError(row.line, None, f"more than {ENTRIES_MAX:,} entries")
    id_ = _uri(row, "id", _one(row, "id"))
    if id_ in before:
        raise _FaultError(row.line, "id", f"{id_} is the id of line {before[id_].line} already")
    type_ = _one(row, "type")
    if type_.casefold() not in _TYPES:
        known = ", ".join(name for name in _TYPES if name != "organization")
        raise _FaultError(row.line, "type", f"{type_!r} is no type: {known}")
    return Entry(
        id=id_,
        type=_TYPES[type_.casefold()],
        names=tuple(_names(row)),
        same_as=tuple(dict.fromkeys(_uri(row, "sameAs", text) for text in row.texts.get("sameAs", ()))),
        geonames=_geonames(row),
        line=row.line,
    )


def _one(row: _Row, column: str) -> str:
    texts = row.texts.get(column, [])
    if len(texts) != 1:
        raise _FaultError(row.line, column, "it is empty" if not texts else f"{len(texts)} values, one is wanted")
    return texts[0]


def _uri(row: _Row, column: str, text: str) -> str:
    uri = absolute_uri(text)
    if uri is None:
        raise _FaultError(row.line, column, f"{text!r} is no URI, such as https://… or urn:…")
    return uri


def _names(row: _Row) -> Iterator[tuple[str, str]]:
    found: dict[tuple[str, str], None] = {}
    for column, texts in row.texts.items():
        member, _, language = column.partition(":")
        if member != "names":
            continue
        for name in texts:
            if len(name) > CHARACTERS_MAX:
                raise _FaultError(row.line, column, f"a name of {len(name)} characters, {CHARACTERS_MAX} at most")
            if not any(map(str.isalnum, name)) or any(unicodedata.category(letter) == "Cc" for letter in name):
                raise _FaultError(row.line, column, f"{name!r} is no name")
            found[language.partition("-")[0] or ANY_LANGUAGE, name] = None
    if not 0 < len(found) <= NAMES_MAX:
        raise _FaultError(row.line, "names", f"{len(found)} names, {NAMES_MAX} at most" if found else "it has no name")
    yield from found


def _geonames(row: _Row) -> int | None:
    if not row.texts.get("geonames"):
        return None
    text = _one(row, "geonames")
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:12]) < 2**31):
        raise _FaultError(row.line, "geonames", f"{text!r} is no number of GeoNames")
    return int(text)


def _check_columns(line: int, columns: Iterable[str]) -> None:
    seen: set[str] = set()
    for column in columns:
        member, colon, language = column.partition(":")
        if column in seen:
            raise _FaultError(line, column, "it stands there twice")
        if member not in _MEMBERS or (colon and member != "names"):
            raise _FaultError(line, column, f"no such column: {', '.join(_MEMBERS)}, or a comment that begins with #")
        if colon and not _LANGUAGE.fullmatch(language):
            raise _FaultError(line, column, f"{language!r} is no language, such as fr")
        seen.add(column)


# ── The two forms ───────────────────────────────────────────────────────────────────────────────────────────────────


def _csv_rows(text: str) -> Iterator[_Row]:
    """The rows of a table whose first line names its columns; semicolons or tabs may stand for the commas."""
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    columns: list[str] = []
    line = 1
    try:
        for row in rows:
            if not columns:
                columns = [column.strip() for column in row]
                _check_columns(line, (column for column in columns if not column.startswith("#")))
                if missing := [column for column in ("id", "type") if column not in columns]:
                    raise _FaultError(line, None, f"there is no column {missing[0]}")
            elif any(map(str.strip, row)):
                if len(row) != len(columns):
                    raise _FaultError(line, None, f"{len(row)} columns, and {len(columns)} in the first line")
                cells = zip(columns, row, strict=True)
                yield _Row(line, {column: _parted(column, cell) for column, cell in cells if column[:1] != "#"})
            line = rows.line_num + 1
    except csv.Error as error:
        raise _FaultError(line, None, f"no CSV: {error}") from None


def _parted(column: str, cell: str) -> list[str]:
    parts = cell.split("|") if column.startswith(("names", "sameAs")) else [cell]
    return _tidy(parts)


def _json_rows(text: str) -> Iterator[_Row]:
    """The objects of an array, one by one, so that each has its line."""
    decoder = json.JSONDecoder(object_pairs_hook=_no_key_twice, parse_int=str)
    at = _skip(text, 0)
    line, counted_to = 1, 0
    expected = "["
    while text[at : at + 1] == expected:
        at = _skip(text, at + 1)
        line += text.count("\n", counted_to, at)
        counted_to = at
        if expected == "[" and text[at : at + 1] == "]":
            break
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise _FaultError(error.lineno, None, f"no JSON: {error.msg}") from None
        except (_KeyTwiceError, RecursionError) as error:
            raise _FaultError(line, None, str(error) or "no JSON that we read") from None
        yield _json_row(line, value)
        at, expected = _skip(text, at), ","
    if text[at : at + 1] != "]" or text[at + 1 :].strip():
        raise _FaultError(text.count("\n", 0, at) + 1, None, "no JSON: an array of objects is wanted")


class _KeyTwiceError(Exception):
    """A key that an object has twice: one of the values would be lost in silence."""


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        key = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
        raise _KeyTwiceError(f"{key!r} stands twice in one object")
    return dict(pairs)


def _json_row(line: int, value: Any) -> _Row:
    if not isinstance(value, dict):
        raise _FaultError(line, None, "an entry is an object")
    members = {key: member for key, member in value.items() if not key.startswith("#")}
    names = members.pop("names", {})
    by_language = names if isinstance(names, dict) else {ANY_LANGUAGE: names}
    members |= {"names" if key == ANY_LANGUAGE else f"names:{key}": member for key, member in by_language.items()}
    _check_columns(line, members)
    return _Row(line, {column: _texts(line, column, member) for column, member in members.items()})


def _texts(line: int, column: str, member: Any) -> list[str]:
    values = member if isinstance(member, list) else [] if member is None else [member]
    if not all(isinstance(value, str) for value in values):
        raise _FaultError(line, column, "a text, or a list of texts, is wanted")
    return _tidy(values)


def _tidy(texts: Iterable[str]) -> list[str]:
    return [tidy for text in texts if (tidy := " ".join(text.split()))]


def _skip(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


_READERS: Mapping[str, Callable[[str], Iterator[_Row]]] = {".csv": _csv_rows, ".json": _json_rows}
