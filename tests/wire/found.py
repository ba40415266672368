"""Whether a record says what its file states, field by field."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from worker.normalize.dates import read_time

Record = dict[str, Any]


def agrees(field: str, value: str, record: Record) -> bool:
    """Whether the record has the value where it belongs."""
    return _FIELDS[field](value, record)


def _same(*path: str) -> Callable[[str, Record], bool]:
    return lambda value, record: folded(value) == folded(str(_at(record, path)))


def _within(*path: str) -> Callable[[str, Record], bool]:
    return lambda value, record: folded(value) in folded(str(_at(record, path) or ""))


def _instant(member: str) -> Callable[[str, Record], bool]:
    def same(value: str, record: Record) -> bool:
        stated, found = read_time(value, "UTC"), record.get(member)
        return bool(stated and found) and datetime.fromisoformat(stated) == datetime.fromisoformat(found)

    return same


def _among(*members: str, keys: tuple[str, ...] = ("name", "literal", "uri", "value")) -> Callable[[str, Record], bool]:
    def one_of(value: str, record: Record) -> bool:
        stated = (one for member in members for one in record.get(member, ()))
        return any(folded(value) == folded(str(one.get(key, ""))) for one in stated for key in keys)

    return one_of


def _code(value: str, record: Record) -> bool:
    """A code stands as it is, or at the end of its scheme's URI."""
    bare = value.rpartition(":")[2]
    stated = [one for member in _CONCEPTS for one in record.get(member, ())]
    return any(
        value in (one.get("literal"), one.get("uri"), one.get("name"))
        or re.split(r"[/:#]", one.get("uri", ""))[-1] == bare
        for one in stated
    )


def _status(value: str, record: Record) -> bool:
    """What is embargoed beyond its own time is withheld, whatever it says."""
    stated, found = value.lower(), record["pubStatus"]
    embargoed = "embargoedUntil" in record or "embargo" in record["wire"]
    return found == ("withheld" if embargoed and stated in {"usable", "embargoed"} else stated)


def _located(value: str, record: Record) -> bool:
    places = [place["name"] for place in record["wire"].get("dateline", {}).get("places", ())]
    return any(
        letters(value) in letters(one) or letters(one) in letters(value)
        for one in (record.get("located", "\0"), *places)
    )


def _paragraph(value: str, record: Record) -> bool:
    return letters(value) in letters(" ".join(texts(record)))


def _beside(value: str, record: Record) -> bool:
    """A caption is that of a related item; where the item is the picture, it is its description."""
    captions = (one["value"] for member in record.get("associations", ()) for one in member.get("descriptions", ()))
    return any(letters(value) in letters(caption) for caption in (*captions, *_values(record, "descriptions")))


def _values(record: Record, member: str) -> Iterator[str]:
    yield from (one["value"] for one in record.get(member, ()))


def _texts(record: Record) -> Iterator[str]:
    yield from (*_values(record, "headlines"), *_values(record, "descriptions"))


def texts(record: Record) -> Iterator[str]:
    """Every block as the wire has it, in its order."""
    body = record.get("bodies", [{"value": ""}])[0]["value"]
    for block in record["wire"].get("blocks", ()):
        yield block.get("raw") or block.get("text") or body[block["start"] : block["end"]]


def folded(text: str) -> str:
    """White space and typography apart, the same text is the same."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    return " ".join("".join(letter for letter in text if unicodedata.category(letter) != "Cf").split())


def letters(text: str) -> str:
    """The letters and digits of a text: what typography and layout leave alone."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def _at(document: Any, path: Iterable[str]) -> Any:
    for step in path:
        document = (document or {}).get(step)
    return document


def _uri(value: str, record: Record) -> bool:
    return unquote(record["uri"]) == unquote(value) or unquote(record["uri"]).endswith(unquote(value))


_CONCEPTS = ("subjects", "people", "organisations", "places", "events", "objects", "genres", "infoSources")
_FIELDS: dict[str, Callable[[str, Record], bool]] = {
    "uri": _uri,
    "type": _same("type"),
    "profile": _same("profile"),
    "version": _same("version"),
    "created": _instant("firstCreated"),
    "versionCreated": _instant("versionCreated"),
    "embargo": _instant("embargoedUntil"),
    "status": _status,
    "language": lambda value, record: record["language"].split("-")[0] == re.split("[-_]", value)[0].lower(),
    "urgency": _same("urgency"),
    "priority": _same("wire", "priority"),
    "slug": _same("wire", "slug", "raw"),
    "byline": _same("wire", "byline", "raw"),
    "dateline": _within("wire", "dateline", "raw"),
    "located": _located,
    "headline": lambda value, record: any(letters(value) == letters(one) for one in _values(record, "headlines")),
    "subheadline": lambda value, record: letters(value) in letters(" ".join(_texts(record))),
    "description": lambda value, record: letters(value) in letters(" ".join(_texts(record))),
    "edNote": _within("edNote"),
    "signOff": _same("wire", "signOff", "raw"),
    "copyrightNotice": _within("copyrightNotice"),
    "copyrightHolder": _same("copyrightHolder"),
    "usageTerms": _within("usageTerms"),
    "genre": _among("genres"),
    "keyword": lambda value, record: value in record["wire"].get("keywords", ()),
    "product": lambda value, record: value in record["wire"].get("products", ()),
    "subject": _code,
    "code": _code,
    "concept": _among(*_CONCEPTS),
    "person": _among("people"),
    "organisation": _among("organisations"),
    "place": _among("places"),
    "object": _among("objects"),
    "association": _among("associations"),
    "paragraph": _paragraph,
    "beside": _beside,
}
