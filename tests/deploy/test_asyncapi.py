"""The AsyncAPI document holds by the schema that AsyncAPI publishes."""

from pathlib import Path

import jsonschema_rs
import orjson
import pytest
import srsly

from worker import schemas


@pytest.fixture(scope="module")
def official(node_modules: Path) -> jsonschema_rs.Validator:
    schema = orjson.loads((node_modules / "@asyncapi/specs/schemas/3.0.0.json").read_bytes())
    return jsonschema_rs.validator_for(schema)


def test_the_document_is_one_by_the_official_schema(official: jsonschema_rs.Validator):
    official.validate(srsly.read_yaml(schemas.folder() / "asyncapi.yaml"))


@pytest.mark.parametrize(
    ("place", "member", "value"),
    [
        (("operations", "readItems"), "action", "read"),
        (("channels", "items"), "adress", "wire.in"),
        (("components", "messages", "record"), "header", {}),
        (("components", "messages", "record", "bindings", "kafka"), "bindingVersion", "9.9"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_official_schema_finds_what_is_wrong(official: jsonschema_rs.Validator, place, member, value):
    api = srsly.read_yaml(schemas.folder() / "asyncapi.yaml")
    part = api
    for step in place:
        part = part[step]
    part[member] = value
    assert not official.is_valid(api)
