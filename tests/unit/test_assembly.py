"""What is taken over when the settings are read again while the service runs, and what waits for a restart."""

from pathlib import Path

import pytest

from worker.assembly import left_out, taken_over
from worker.errors import SettingsError
from worker.settings import Settings, load_settings

TOML = """
[kafka]
input_topics = ["a", "b"]
output_topic = "out"

[enrich]
staff_directory = "{folder}/staff.toml"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "staff.toml").write_text('[AFP]\nvt = "Vera Torres"\n', encoding="utf-8")
    (tmp_path / "desk.csv").write_text("id,type,names\nurn:desk:1,person,Nora Lindqvist\n", encoding="utf-8")
    file = tmp_path / "wire.toml"
    file.write_text(TOML.format(folder=tmp_path), encoding="utf-8")
    return file


@pytest.fixture
def settings(file: Path) -> Settings:
    return load_settings({"config": file, "processes": 3})


def change(file: Path, *pairs: tuple[str, str], more: str = "") -> None:
    text = file.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    file.write_text(text + more, encoding="utf-8")


def test_the_settings_read_again_are_the_same_where_nothing_has_changed(settings: Settings):
    again = settings.read_again()
    assert again.enrich.processes == 3  # a flag
    assert taken_over(settings, again).read_again() == settings
    assert left_out(settings, again) == []


def test_topic_sections_staff_and_authority_files_are_taken_over(file: Path, settings: Settings):
    change(
        file, ("staff_directory = ", f'authority_files = "{file.parent}/desk.csv" #'), more='[topics.a]\nagency = "dpa"'
    )
    taken = taken_over(settings, settings.read_again())
    assert taken.topics["a"].agency == "dpa"
    assert taken.enrich.authority_files == (file.parent / "desk.csv",)
    assert taken.enrich.staff_directory is None
    assert left_out(taken, settings.read_again()) == []


def test_what_lives_as_long_as_the_process_stays_and_is_told(file: Path, settings: Settings):
    change(file, ('output_topic = "out"', 'output_topic = "else"'), more='models = { fr = "another" }')
    again = settings.read_again()
    taken = taken_over(settings, again)
    assert taken.kafka.output_topic == "out"
    assert taken.enrich.models == settings.enrich.models
    assert left_out(taken, again) == ["kafka", "enrich"]


def test_a_section_that_would_send_records_round_in_a_ring_is_refused(file: Path, settings: Settings):
    """The file alone would be right: it has topic a no longer among those that are read."""
    change(file, ('["a", "b"]', '["b"]'), more='[topics.b]\noutput_topic = "a"')
    with pytest.raises(SettingsError, match="the output topic of b has another part already: a"):
        taken_over(settings, settings.read_again())


def test_a_file_that_went_bad_is_told_as_at_the_start(file: Path, settings: Settings):
    (file.parent / "staff.toml").write_text("vt = ", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"WIRE_STAFF_DIRECTORY .*staff\.toml is no TOML"):
        settings.read_again()
