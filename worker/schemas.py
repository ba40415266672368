"""The contracts in ``schemas/`` as the code reads them: found, filled with the code's own lists, compiled, applied.

They stand outside the package because those who read the topics use them without it; the wheel carries a copy.
"""

import json
import shutil
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import jsonschema_rs
import orjson

from worker.errors import InvalidRecordError, Reason
from worker.item import EntityType, Role, VersionKind, Warn
from worker.ninjs import Relation

RECORD = "enriched-record.schema.json"
DEAD_LETTER = "dead-letter.schema.json"
ASYNCAPI = "asyncapi.yaml"
NINJS = "ninjs-schema_3.1.json"  # IPTC's, unchanged
GEOJSON = "geojson.schema.json"  # stands in for the one that ninjs names

# The lists that the schemas take from the code: which file, which definition in it, whose members.
LISTS: tuple[tuple[str, str, type[StrEnum]], ...] = (
    (RECORD, "blockRole", Role),
    (RECORD, "versionKind", VersionKind),
    (RECORD, "entityType", EntityType),
    (RECORD, "relation", Relation),
    (RECORD, "warning", Warn),
    (DEAD_LETTER, "reason", Reason),
)

# The definitions that are ours alone; what ninjs defines is closed by ninjs itself.
_OURS = ("wire", "entity", "provenance", "place")


def folder() -> Path:
    """The folder of the schemas: inside the package where it is installed, beside it in the repository."""
    inside = Path(__file__).with_name("schemas")
    return inside if inside.is_dir() else inside.parent.parent / "schemas"


def read(name: str) -> dict[str, Any]:
    """One schema, as its file has it."""
    schema: dict[str, Any] = orjson.loads((folder() / name).read_bytes())
    return schema


def filled(name: str) -> str:
    """The text that the file of a schema should have: its lists as the code has them now."""
    schema = read(name)
    for file, definition, members in LISTS:
        if file == name:
            known = schema["$defs"][definition]
            known = known["anyOf"][0] if "anyOf" in known else known  # a list that may grow within a major version
            known["enum"] = [member.value for member in members]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def rewrite() -> None:
    """Bring the files up to the code: ``make schemas``, in the repository."""
    for name in dict.fromkeys(file for file, _, _ in LISTS):
        (folder() / name).write_text(filled(name), encoding="utf-8")


def release() -> None:
    """Keep the contracts as this version publishes them: ``make release-schemas``, in the repository, before the tag.

    They are what later versions are held against. Raises FileExistsError where the version is out already: its readers
    have them.
    """
    version = tomllib.loads((folder().parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    kept = folder() / "released" / version
    if kept.exists() and f"## {version} – unreleased" not in (folder().parent / "CHANGELOG.md").read_text(
        encoding="utf-8"
    ):
        raise FileExistsError(f"{version} is released: what changes now belongs to a version of its own")
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(folder() / "examples", kept / "examples")
    for name in (RECORD, DEAD_LETTER, ASYNCAPI):
        shutil.copyfile(folder() / name, kept / name)


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The record's schema without its openness: no member, and no value of a list, that the worker does not write.

    Readers get the open one; this one is for tests, where a misspelled member must not pass as an unknown one.
    """
    strict: dict[str, Any] = _without_growth(schema)
    for name in _OURS:
        _close_objects(strict["$defs"][name])
    return {**strict, "$id": schema["$id"] + ":closed", "unevaluatedProperties": False}


def validator(schema: dict[str, Any]) -> jsonschema_rs.Validator:
    """Compile a schema: formats are asserted, and what it refers to is found in the folder, never on the network."""
    known = [(schema["$id"], schema) for schema in (read(NINJS), read(GEOJSON))]
    registry = jsonschema_rs.Registry(known, retriever=_refuse)
    compiled: jsonschema_rs.Validator = jsonschema_rs.validator_for(schema, registry=registry, validate_formats=True)
    return compiled


def validate(value: bytes, *, strict: bool = False) -> None:
    """Check a record against its schema, and that its offsets hold, which no schema can say.

    ``strict`` takes the closed variant. Raises ``InvalidRecordError``, which names place and rule, never the text.
    """
    record = orjson.loads(value)
    error = next(_record_validator(strict=strict).iter_errors(record), None)
    if error is not None:
        where = _pointer(error.instance_path)
        raise InvalidRecordError(f"The record breaks the rule {error.kind.name!r} of its schema at {where}.")
    _check_blocks(record)
    _check_mentions(record)


@cache
def _record_validator(*, strict: bool) -> jsonschema_rs.Validator:
    schema = read(RECORD)
    return validator(closed(schema) if strict else schema)


def _check_blocks(record: Mapping[str, Any]) -> None:
    body = record["bodies"][0]["value"] if "bodies" in record else ""
    for number, block in enumerate(record["wire"].get("blocks", ())):
        if "start" in block and not 0 <= block["start"] < block["end"] <= len(body):
            raise InvalidRecordError(f"The block at /wire/blocks/{number} lies outside the body.")


def _check_mentions(record: Mapping[str, Any]) -> None:
    for number, entity in enumerate(record.get("entities", ())):
        for place, mention in enumerate(entity["mentions"]):
            text = _resolve(record, mention["in"])
            if not isinstance(text, str) or text[mention["start"] : mention["end"]] != mention["text"]:
                where = f"/entities/{number}/mentions/{place}"
                raise InvalidRecordError(f"The mention at {where} does not cut its text out of the record.")


def _resolve(record: Mapping[str, Any], pointer: str) -> Any:
    """What a JSON pointer (RFC 6901) names, or ``None``."""
    found: Any = record
    for step in pointer.split("/")[1:]:
        if isinstance(found, list):
            found = found[int(step)] if step.isdecimal() and int(step) < len(found) else None
        elif isinstance(found, dict):
            found = found.get(step.replace("~1", "/").replace("~0", "~"))
        else:
            return None
    return found


def _pointer(path: list[str | int]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path) or "its root"


def _without_growth(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {name: _without_growth(value) for name, value in schema.items()}
    if isinstance(schema, list):
        kept = (part for part in schema if not (isinstance(part, dict) and part.get("$comment") == "grows"))
        return [_without_growth(part) for part in kept]
    return schema


def _close_objects(schema: Any) -> None:
    """Forbid unknown members in each object of a definition."""
    if isinstance(schema, dict):
        for part in schema.values():
            _close_objects(part)
        if "properties" in schema:
            schema["additionalProperties"] = False


def _refuse(uri: str) -> NoReturn:
    raise LookupError(f"A schema refers to {uri}, which is not in the folder of schemas.")
