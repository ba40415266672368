"""An authority file gives what it says, in either form, or is refused with the line and the column that are wrong."""

import json
from pathlib import Path

import pytest

from worker import authority_files
from worker.authority_files import Entry, read_authority
from worker.commands.check import check_authority
from worker.enrich import EnrichOptions, prepare
from worker.errors import SettingsError
from worker.item import EntityType
from worker.settings import load_settings

FAULTS = json.loads((Path(__file__).parents[1] / "data/cases/authority-faults.json").read_text(encoding="utf-8"))

PORTS = Entry(
    "https://id.example.org/12",
    EntityType.ORGANISATION,
    (("*", "ODP"), ("fr", "Office des ports"), ("en", "Ports Office")),
    ("http://www.wikidata.org/entity/Q1",),
    line=2,
)
CSV = """id,type,names,names:fr,names:en-GB,sameAs,description,#who
https://id.example.org/12,organisation,ODP,Office  des ports,Ports Office,http://www.wikidata.org/entity/Q1,of Nordhavn,nl
"""
JSON = """[
{"id": "https://id.example.org/12", "type": "Organization", "#who": "nl", "description": "of Nordhavn",
 "names": {"*": "ODP", "fr": ["Office  des ports"], "en-GB": ["Ports Office", "Ports Office"]},
 "sameAs": "http://www.wikidata.org/entity/Q1"}]"""


def write(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("desk.csv", CSV),
        ("desk.CSV", "\ufeff" + CSV),
        ("desk.csv", CSV.replace(",", ";").replace("\n", "\r\n")),
        ("desk.csv", CSV.replace(",", "\t") + "\t\t\t\t\t\t\t\n"),
        ("desk.json", JSON),
    ],
)
def test_both_forms_say_the_same(tmp_path: Path, name: str, text: str):
    file = read_authority(write(tmp_path, name, text))
    assert file.entries == (PORTS,)
    assert file.name == name


def test_the_runbooks_example_is_a_file_that_can_be_used(tmp_path: Path):
    runbook = (Path(__file__).parents[2] / "deploy/RUNBOOK.md").read_text(encoding="utf-8")
    example = runbook.partition("```csv\n")[2].partition("```")[0]
    assert [entry.id for entry in read_authority(write(tmp_path, "desk.csv", example)).entries] == [
        "https://id.example.org/12",
        "https://id.example.org/40",
    ]


def test_an_entry_may_have_a_number_of_geonames_and_many_names(tmp_path: Path):
    text = '[{"id": "urn:desk:1", "type": "place", "names": ["Nordhavn", "Port-Nord"], "geonames": 12}]'
    (entry,) = read_authority(write(tmp_path, "desk.json", text)).entries
    assert entry == Entry("urn:desk:1", EntityType.PLACE, (("*", "Nordhavn"), ("*", "Port-Nord")), (), 12, 1)


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["label"])
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, case: dict):
    file = write(tmp_path, case["name"], case["text"])
    with pytest.raises(ValueError, match=case["name"]) as refused:
        read_authority(file)
    for words in (str(file), *case["told"]):
        assert words in str(refused.value)


def test_another_encoding_is_told_with_the_line_and_the_byte(tmp_path: Path):
    file = write(tmp_path, "desk.csv", "id,type,names\nurn:desk:1,person,René\n".encode("latin-1"))
    with pytest.raises(ValueError, match="line 2: byte 0xe9 is no UTF-8"):
        read_authority(file)


@pytest.mark.parametrize(
    ("bound", "words"), [("BYTES_MAX", "more than 9 bytes"), ("ENTRIES_MAX", "more than 9 entries")]
)
def test_a_file_has_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, words: str):
    monkeypatch.setattr(authority_files, bound, 9)
    rows = "".join(f"urn:desk:{number},person,Nora Lindqvist\n" for number in range(10))
    with pytest.raises(ValueError, match=words):
        read_authority(write(tmp_path, "desk.csv", "id,type,names\n" + rows))


def test_a_fault_is_one_of_the_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    good, bad = write(tmp_path, "good.csv", CSV), write(tmp_path, "bad.csv", "id,type,names\n17,person,Nora\n")
    monkeypatch.setenv("WIRE_AUTHORITY_FILES", f"{good}, {bad}")
    with pytest.raises(SettingsError, match=r"WIRE_AUTHORITY_FILES .*: .*bad\.csv, line 2, column id: '17' is no URI"):
        load_settings()
    monkeypatch.setenv("WIRE_AUTHORITY_FILES", f"{good}, {tmp_path / 'none.csv'}")
    with pytest.raises(SettingsError, match=r"none\.csv cannot be read: No such file"):
        load_settings()
    monkeypatch.setenv("WIRE_AUTHORITY_FILES", str(good))
    assert load_settings().enrich.authority_files == (good,)


def test_check_tells_what_the_files_know_and_which_names_link_to_nothing(tmp_path: Path):
    good = write(tmp_path, "good.csv", CSV)
    rows = "".join(f"urn:desk:{number},person,Nora Lindqvist\n" for number in "12")
    twice = write(tmp_path, "twice.csv", "id,type,names\n" + rows)
    settings = load_settings({"authority_files": f"{good},{twice}"})
    one, other = check_authority(settings)
    assert (one.subject, one.ok, one.detail) == ("authority file good.csv", True, "1 entries")
    assert (other.subject, other.ok) == ("authority file twice.csv", None)
    assert other.detail.endswith("1 names are of two things of one type, and link to neither: nora lindqvist")
    assert list(check_authority(load_settings())) == []


def test_a_file_that_went_bad_since_the_settings_were_read_is_an_error_of_the_settings(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"WIRE_AUTHORITY_FILES: .*line 1"):
        prepare(EnrichOptions(models={}, authority_files=(write(tmp_path, "desk.csv", "name\n"),)))
