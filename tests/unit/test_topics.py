"""A topic's section in the settings file is obeyed from one end to the other: by the readers, the record, the routes."""

import json
import os

import pytest

from worker.assembly import enrich_options, routes
from worker.enrich import Enricher, prepare
from worker.item import Coordinates, Message, Outcome, Record
from worker.settings import Settings, load_settings
from worker.stream.outgoing import outgoing_of
from worker.stream.ports import Arrival, Partition

SECTION = """
[kafka]
input_topics = ["from.berlin", "plain"]

[topics."from.berlin"]
agency = "dpa"
language = "de-AT"
format = "text"
charset = "cp850"
zone = "Asia/Tokyo"
output_topic = "to.berlin"
"""
TEXT = "Sperrfrist: 23.01.2024, 19.00 Uhr\n\nEin Zug ist in Küßnacht angekommen.\n\nEr war spät."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    file = tmp_path_factory.mktemp("settings") / "wire.toml"
    file.write_text(SECTION, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("WIRE_")]:
            patch.delenv(name)
        return load_settings({"config": file, "models": ""})


@pytest.fixture(scope="module")
def enrich(settings: Settings) -> Enricher:
    return prepare(enrich_options(settings))


def message(topic: str, *headers: tuple[str, bytes]) -> Message:
    charset = "cp850" if topic == "from.berlin" else "utf-8"
    return Message(TEXT.encode(charset), Coordinates(topic, 0, 1, 1_706_000_000_000), headers=headers)


def record(outcome: Outcome) -> dict:
    (output,) = outcome.outputs
    assert isinstance(output, Record), output
    return json.loads(output.value)


def test_agency_language_format_charset_and_zone_reach_the_record(enrich: Enricher):
    read = record(enrich(message("from.berlin")))
    assert (read["wire"]["agency"], read["language"], read["wire"]["format"]) == ("dpa", "de-AT", "text")
    assert read["bodies"][0]["value"].startswith("Ein Zug ist in Küßnacht")
    assert read["embargoedUntil"] == "2024-01-23T19:00:00+09:00"


def test_a_header_outweighs_the_topics_section(enrich: Enricher):
    read = record(enrich(message("from.berlin", ("wire-agency", b"APA"), ("wire-language", b"de-CH"))))
    assert (read["wire"]["agency"], read["language"]) == ("APA", "de-CH")


def test_another_topic_is_not_touched_by_it(enrich: Enricher):
    assert record(enrich(message("plain")))["language"] != "de-AT"


@pytest.mark.parametrize(("topic", "out"), [("from.berlin", "to.berlin"), ("plain", "wire.out")])
def test_a_topics_records_go_where_its_section_says(settings: Settings, enrich: Enricher, topic: str, out: str):
    arrived = message(topic)
    arrival = Arrival(Partition(topic, 0), 1, arrived)
    (outgoing,) = outgoing_of(routes(settings, "1"), arrival, enrich(arrived), received_ms=0, processed_ms=0)
    assert outgoing.topic == out
