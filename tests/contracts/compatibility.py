"""What of a change of schemas breaks those who read the topics: the rules of schemas/README.md as a comparison.

A topic holds records of before and after a release, and readers are brought up to date when they please. So a change is
compatible where the readers of before take what is written after it, and those of after what was written before it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
from asyncapi import document, headers_schema

from worker import schemas

Schema = dict[str, Any]

# They say nothing of what is valid.
ANNOTATIONS = {"$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default", "deprecated"}


def major(schema: Schema) -> int:
    """The number at the end of ``urn:wire:schema:enriched-record:1``."""
    return int(schema["$id"].rpartition(":")[2])


def breaks(old: Schema, new: Schema) -> list[str]:
    """Why the new schema needs a new major version, a line for each reason; none where it has one."""
    if major(new) > major(old):
        return []
    if major(new) < major(old):
        return [f"the major version goes back from {major(old)} to {major(new)}"]
    return list(_Comparison(old, new).of(old, new, ""))


def document_breaks(old: Path, new: Path) -> list[str]:
    """The same of the AsyncAPI documents in two folders: topics, messages and their headers."""
    before, after = document(old), document(new)
    if before["info"]["version"].partition(".")[0] != after["info"]["version"].partition(".")[0]:
        return []
    found = []
    for name, channel in before["channels"].items():
        now = after["channels"].get(name, {})
        if channel["address"] != now.get("address"):
            found.append(f"the topic {name} is not called {channel['address']} any more")
        found += [
            f"{name} has no {message} any more" for message in channel["messages"].keys() - now["messages"].keys()
        ]
    for name, message in before["components"]["messages"].items():
        if name in after["components"]["messages"] and "headers" in message:
            was, is_now = headers_schema(name, old), headers_schema(name, new)
            found += [f"{name}: {told}" for told in _Comparison(was, is_now).of(was, is_now, "")]
    return found


class _Comparison:
    """Two schemas, walked side by side; a definition that leads to itself is looked at once."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._roots = old, new
        self._seen: set[tuple[str, str]] = set()

    def of(self, old: Any, new: Any, at: str) -> Iterator[str]:
        """What is told of one part, at a place that reads like a path in the record."""
        if not isinstance(old, dict) or not isinstance(new, dict):
            if old != new:
                yield f"{at or 'the root'}: what may stand there changes"
            return
        references = str(old.get("$ref")), str(new.get("$ref"))
        if "None" not in references and references in self._seen:
            return
        self._seen.add(references)
        old, new = _resolved(old, self._roots[0]), _resolved(new, self._roots[1])
        if _grows(old) and _grows(new):
            yield from (f"{at}: the value {value} is gone" for value in sorted(_listed(old) - _listed(new)))
            return
        for keyword in sorted((old.keys() | new.keys()) - ANNOTATIONS):
            yield from self._keyword(keyword, old, new, at)

    def _keyword(self, keyword: str, old: Schema, new: Schema, at: str) -> Iterator[str]:
        was, is_now = old.get(keyword), new.get(keyword)
        match keyword:
            case "required":
                yield from _required(was or (), is_now or (), at)
            case "properties":
                yield from self._members(was or {}, is_now or {}, old, at)
            case "enum" if was and is_now:
                yield from _values(was, is_now, at)
            case "items" | "additionalProperties" if was is not None and is_now is not None:
                yield from self.of(was, is_now, f"{at}/*")
            case "allOf" | "anyOf" | "oneOf" if was and is_now and len(was) == len(is_now):
                for place, (one, other) in enumerate(zip(was, is_now, strict=True)):
                    yield from self.of(one, other, f"{at} ({keyword} {place})")
            case _ if was != is_now:
                yield f"{at or 'the root'}: the rule {keyword} changes"

    def _members(self, was: Schema, is_now: Schema, old: Schema, at: str) -> Iterator[str]:
        closed = old.get("additionalProperties") is False or old.get("unevaluatedProperties") is False
        for name, member in was.items():
            if name in is_now:
                yield from self.of(member, is_now[name], f"{at}/{name}")
            else:
                yield f"{at}/{name} is gone"
        for name in is_now.keys() - was.keys():
            if closed:
                yield f"{at}/{name} is new where nothing may be"


def _required(was: Sequence[str], is_now: Sequence[str], at: str) -> Iterator[str]:
    for name in sorted(set(was) - set(is_now)):
        yield f"{at}/{name} may be absent"
    for name in sorted(set(is_now) - set(was)):
        yield f"{at}/{name} is required, and records of before need not have it"


def _values(was: Sequence[Any], is_now: Sequence[Any], at: str) -> Iterator[str]:
    yield from (f"{at}: the value {value} is gone" for value in was if value not in is_now)
    yield from (f"{at}: the value {value} is new in a closed list" for value in is_now if value not in was)


def _resolved(part: Schema, root: Schema) -> Schema:
    """The part with what its reference says; one out of the file stays a rule of its own."""
    reference = part.get("$ref", "")
    if not reference.startswith("#/"):
        return part
    found = root
    for step in reference[2:].split("/"):
        found = found[step]
    return _resolved(found, root) | {keyword: value for keyword, value in part.items() if keyword != "$ref"}


def _grows(part: Schema) -> bool:
    """Whether it is a list of values that may grow within a major version, as its readers are told."""
    return any(choice.get("$comment") == "grows" for choice in part.get("anyOf", ()))


def _listed(part: Schema) -> set[str]:
    return {value for choice in part["anyOf"] for value in choice.get("enum", ())}


def released() -> list[Path]:
    """The folders of what was published, a release each."""
    return sorted(path for path in (schemas.folder() / "released").iterdir() if path.is_dir())


def schema_in(folder: Path, name: str) -> Schema:
    return orjson.loads((folder / name).read_bytes())
