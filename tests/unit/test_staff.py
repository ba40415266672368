"""The staff directory names whose initials it knows, invents nobody, and says which line of it is wrong."""

import json
from pathlib import Path

import pytest

from worker.agencies import agency_of
from worker.commands.check import check_staff
from worker.enrich import EnrichOptions, prepare
from worker.errors import SettingsError
from worker.item import FileOrigin, Message, Signer
from worker.schemas import validate
from worker.settings import load_settings
from worker.staff import NOBODY, read_staff

DIRECTORY = """
[AFP]
vt = "Vera Torres"
KPL = { name = "Kai  Polanski", desk = "Europe" }
"ط ف" = "طارق فؤاد"

["Deutsche Presse-Agentur"]
"lön" = "Lea Önder"
"""
AFP = agency_of("AFP")


def write(folder: Path, text: str) -> Path:
    file = folder / "staff.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_initials_are_known_by_agency_in_any_letter_case(tmp_path: Path):
    staff = read_staff(write(tmp_path, DIRECTORY))
    assert staff.signers(("burs", "VT", "kpl", "vt", "ط ف"), AFP) == (
        Signer("VT", "Vera Torres"),
        Signer("kpl", "Kai Polanski", "Europe"),
        Signer("vt", "Vera Torres"),
        Signer("ط ف", "طارق فؤاد"),
    )
    assert staff.signers(("lön",), agency_of("dpa")) == (Signer("lön", "Lea Önder"),)


def test_nobody_is_invented(tmp_path: Path):
    staff = read_staff(write(tmp_path, DIRECTORY))
    assert staff.signers(("vt",), agency_of("EFE")) == staff.signers(("vt",), None) == staff.signers(("xy",), AFP) == ()
    assert NOBODY.signers(("vt",), AFP) == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[AFP]\nvt = "Vera"\nvt = "Vera"\n', "line 3", "no TOML"),
        ("[AFP]\nvt = Vera\n", "line 2", "no TOML"),
        ('\n[Daily Planet]\nvt = "Vera"\n', "line 2", "no TOML"),
        ('\n["Daily Planet"]\nvt = "Vera"\n', "line 2", "no agency 'Daily Planet'"),
        ('vt = "Vera"\n', "line 1", "in an agency's table"),
        ('[dpa]\nvt = "V"\n[AFP]\nab = "A"\nvt = ""\n', "line 5", "not empty"),
        ("[AFP]\nvt = 7\n", "line 2", "needs a name"),
        ('[AFP]\n\nvt = { desk = "Europe" }\n', "line 3", "needs a name"),
        ('[AFP]\nvt = { name = "V", phone = "1" }\n', "line 2", "needs a name"),
        ('[AFP]\nvt = "Vera"\n"VT" = "Viktor"\n', "line 3", "listed twice for AFP"),
        ('[AFP]\n"" = "Vera"\n', "line 2", "1 to 40 characters"),
    ],
)
def test_a_directory_that_cannot_be_used_is_refused_at_its_line(tmp_path: Path, text: str, line: str, reason: str):
    file = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings({"staff_directory": file})
    message = str(caught.value)
    assert message.startswith("WIRE_STAFF_DIRECTORY (--staff-directory, enrich.staff_directory): ")
    assert message.count(str(file)) == 1
    assert line in message
    assert reason in message


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None):
    file = tmp_path / "staff.toml"
    if content:
        file.write_bytes(content)
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({"staff_directory": file})


def test_a_directory_that_went_bad_since_the_settings_were_read_is_an_error_of_the_settings(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"WIRE_STAFF_DIRECTORY: .*line 1"):
        prepare(EnrichOptions(models={}, staff_directory=write(tmp_path, 'vt = "Vera"\n')))


def test_check_tells_whose_initials_are_known(tmp_path: Path):
    settings = load_settings({"staff_directory": write(tmp_path, DIRECTORY)})
    assert [(found.ok, found.detail) for found in check_staff(settings)] == [(True, "3 of AFP, 1 of dpa")]
    assert [found.ok for found in check_staff(load_settings({"staff_directory": write(tmp_path, "")}))] == [None]
    assert list(check_staff(load_settings())) == []


def test_the_record_names_the_people_behind_the_initials(tmp_path: Path):
    enrich = prepare(EnrichOptions(models={}, staff_directory=write(tmp_path, DIRECTORY)))
    value = b"Lima (AFP) - Le train est parti mardi.\n\nburs-vt/kpl-xy"
    record = enrich(Message(value, FileOrigin("case"))).outputs[0].value
    validate(record, strict=True)
    assert json.loads(record)["wire"]["signOff"]["people"] == [
        {"id": "vt", "name": "Vera Torres"},
        {"id": "kpl", "name": "Kai Polanski", "desk": "Europe"},
    ]
