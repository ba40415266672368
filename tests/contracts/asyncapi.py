"""schemas/asyncapi.yaml as the tests read it: its references resolved, the headers of a message as one JSON Schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import srsly

from worker import schemas


def document(folder: Path | None = None) -> dict[str, Any]:
    """Today's, or the one in a folder of a release."""
    return srsly.read_yaml((folder or schemas.folder()) / "asyncapi.yaml")


def references_in(part: Any) -> Iterator[str]:
    """Every ``$ref`` in a document, at whatever depth."""
    if isinstance(part, dict):
        yield from [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from references_in(value)


def target(api: dict[str, Any], reference: str, folder: Path | None = None) -> Any:
    """What a reference names, in the document or in a file beside it. Raises KeyError where there is nothing."""
    file, _, pointer = reference.partition("#")
    found = orjson.loads(((folder or schemas.folder()) / file).read_bytes()) if file else api
    for step in pointer.split("/")[1:]:
        found = found[step]
    return found


def headers_schema(name: str, folder: Path | None = None) -> dict[str, Any]:
    """The schema of a message's headers; its own references are resolved, so that it stands alone."""
    api = document(folder)
    headers = api["components"]["messages"][name]["headers"]
    if "schema" in headers:  # in a schema language of its own
        return target(api, headers["schema"]["$ref"], folder)
    properties = {
        header: target(api, said["$ref"], folder) if "$ref" in said else said
        for header, said in headers["properties"].items()
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **headers, "properties": properties}


def headers_validator(name: str) -> jsonschema_rs.Validator:
    return schemas.validator(headers_schema(name))
