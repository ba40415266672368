"""The contracts: what stands in schemas/ is what the code does, and holds without a network."""

import jsonschema_rs
import orjson
import pytest

from worker import schemas
from worker.errors import InvalidRecordError, Reason
from worker.ninjs import RECORD_SCHEMA, RECORD_SCHEMA_HEADER

SCHEMAS = (schemas.RECORD, schemas.DEAD_LETTER, schemas.NINJS, schemas.GEOJSON)

BODY = "Le port de Brest a rouvert."
RECORD = {
    "uri": "urn:wire:AFP:7",
    "pubStatus": "usable",
    "bodies": [{"value": BODY}],
    "standard": {"name": "ninjs", "version": "3.1", "schema": RECORD_SCHEMA},
    "wire": {"format": "afp-text", "blocks": [{"role": "paragraph", "start": 0, "end": len(BODY)}]},
    "entities": [
        {
            "id": "urn:wire:place:brest",
            "type": "place",
            "name": "Brest",
            "mentions": [{"in": "/bodies/0/value", "start": 11, "end": 16, "text": "Brest"}],
        }
    ],
    "provenance": {"source": "port.txt", "item": 0, "sha256": "ab" * 32, "worker": "0.1.0"},
}
LETTER = {
    "dlq.reason": "malformed",
    "dlq.error": "MalformedError",
    "dlq.message": "The XML ends in the middle of an element.",
    "dlq.stage": "parse",
    "dlq.topic": "wire.in",
    "dlq.partition": "3",
    "dlq.offset": "1042",
    "dlq.timestamp": "2025-03-18T15:00:00.123Z",
    "dlq.attempts": "1",
    "dlq.worker": "0.1.0",
}


def changed(**members):
    return orjson.dumps(RECORD | members)


# ── The files ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", dict.fromkeys(file for file, _, _ in schemas.LISTS))
def test_the_lists_in_the_files_are_those_of_the_code(name):
    file = schemas.folder() / name
    assert file.read_text(encoding="utf-8") == schemas.filled(name), "run make schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name):
    jsonschema_rs.meta.validate(schemas.read(name))


def test_ninjs_is_shipped_as_iptc_published_it(shared_data):
    assert (schemas.folder() / schemas.NINJS).read_bytes() == (shared_data / "schemas" / schemas.NINJS).read_bytes()


def test_a_record_names_the_schema_that_it_keeps():
    assert schemas.read(schemas.RECORD)["$id"] == RECORD_SCHEMA
    assert RECORD_SCHEMA.endswith(RECORD_SCHEMA_HEADER.replace("/", ":"))


def test_the_folder_is_found_beside_the_package_and_inside_an_installed_one(tmp_path, monkeypatch):
    (tmp_path / "worker").mkdir()
    monkeypatch.setattr(schemas, "__file__", str(tmp_path / "worker" / "schemas.py"))
    assert schemas.folder() == tmp_path / "schemas"
    (tmp_path / "worker" / "schemas").mkdir()
    assert schemas.folder() == tmp_path / "worker" / "schemas"


def test_the_examples_are_records():
    examples = sorted((schemas.folder() / "examples").glob("*.json"))
    assert examples
    for path in examples:
        schemas.validate(path.read_bytes(), strict=True)


def test_a_reference_out_of_the_folder_is_refused_and_not_fetched():
    with pytest.raises(Exception, match="not in the folder of schemas"):
        schemas.validator({"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "http://example.org/x"})


# ── Records ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_good_record_passes_both_variants():
    schemas.validate(changed())
    schemas.validate(changed(), strict=True)


@pytest.mark.parametrize(
    "unknown",
    [
        {"rank": 1},
        {"wire": {"format": "afp-text", "rank": 1}},
        {"wire": {"format": "afp-text", "warnings": ["a_warning_of_tomorrow"]}},
        {"entities": [RECORD["entities"][0] | {"rank": 1}]},
        {"provenance": RECORD["provenance"] | {"host": "node-7"}},
    ],
    ids=["at the root", "in wire", "a warning", "in an entity", "in provenance"],
)
def test_readers_let_pass_what_is_new_and_our_tests_do_not(unknown):
    schemas.validate(changed(**unknown))
    with pytest.raises(InvalidRecordError):
        schemas.validate(changed(**unknown), strict=True)


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ({"uri": "http://example.org/سر"}, "the rule 'format' of its schema at /uri."),
        ({"firstCreated": "18 mars, secret"}, "the rule 'format' of its schema at /firstCreated."),
        ({"versionCreated": "2025-03-18T15:00:00"}, "the rule 'format' of its schema at /versionCreated."),
        ({"pubStatus": "secret"}, "the rule 'enum' of its schema at /pubStatus."),
        ({"wire": {"format": "afp-text", "agency": ""}}, "the rule 'minLength' of its schema at /wire/agency."),
        ({"wire": {"format": "afp-text", "keywords": []}}, "the rule 'minItems' of its schema at /wire/keywords."),
        ({"wire": {"format": "afp-text", "embargo": None}}, "the rule 'type' of its schema at /wire/embargo."),
        ({"people": [{"name": "secret", "rel": "secret"}]}, "the rule 'enum' of its schema at /people/0/rel."),
        ({"headlines": ["secret"]}, "the rule 'type' of its schema at /headlines/0."),
        ({"provenance": {"secret": 1}}, "the rule 'required' of its schema at /provenance."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_error_names_place_and_rule_and_never_the_text(broken, where):
    with pytest.raises(InvalidRecordError) as error:
        schemas.validate(changed(**broken))
    assert where in str(error.value)
    assert "secret" not in str(error.value)
    assert error.value.reason is Reason.INVALID_RECORD


@pytest.mark.parametrize(
    "mention",
    [
        {"in": "/bodies/0/value", "start": 10, "end": 15, "text": "Brest"},
        {"in": "/bodies/1/value", "start": 11, "end": 16, "text": "Brest"},
        {"in": "/headlines/0/value", "start": 11, "end": 16, "text": "Brest"},
        {"in": "/bodies", "start": 0, "end": 1, "text": "Brest"},
        {"in": "/uri/0", "start": 0, "end": 1, "text": "u"},
    ],
    ids=["one off", "no such body", "no headlines", "no text", "beyond a text"],
)
def test_a_mention_that_does_not_cut_its_text_is_an_error(mention):
    entity = RECORD["entities"][0] | {"mentions": [mention]}
    with pytest.raises(InvalidRecordError, match="/entities/0/mentions/0 does not cut"):
        schemas.validate(changed(entities=[entity]))


@pytest.mark.parametrize("span", [(0, len(BODY) + 1), (5, 5), (9, 4)])
def test_a_block_outside_the_body_is_an_error(span):
    wire = {"format": "afp-text", "blocks": [{"role": "paragraph", "start": span[0], "end": span[1]}]}
    with pytest.raises(InvalidRecordError, match="/wire/blocks/0 lies outside"):
        schemas.validate(changed(wire=wire))


# ── Dead letters ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dead_letters_headers_pass_with_those_of_the_original():
    check = schemas.validator(schemas.read(schemas.DEAD_LETTER))
    check.validate(LETTER | {"dlq.item": "2", "content-type": "text/xml"})
    check.validate(LETTER | {"dlq.omitted": "too large", "dlq.sha256": "ab" * 32})


@pytest.mark.parametrize(
    "broken",
    [{"dlq.reason": "Not a reason"}, {"dlq.offset": "-1"}, {"dlq.attempts": "0"}, {"dlq.sha256": "ab" * 32}],
    ids=lambda broken: next(iter(broken)),
)
def test_a_broken_header_of_a_dead_letter_is_found(broken):
    assert not schemas.validator(schemas.read(schemas.DEAD_LETTER)).is_valid(LETTER | broken)
