"""The settings as flags of a command."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from worker.errors import SettingsError
from worker.settings import Settings, describe_settings
from worker.settings.flags import with_settings

app = typer.Typer()


@app.command()
@with_settings()
def run(settings: Settings):
    """Serve."""
    typer.echo(f"{settings.http.port} {settings.enrich.validate_records} {settings.kafka.group_id}")


@app.command()
@with_settings("enrich")
def enrich(files: list[Path], settings: Settings):
    """Enrich files."""
    typer.echo(f"{[file.name for file in files]} {settings.enrich.processes}")


def out(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def test_a_flag_reaches_the_settings():
    assert out("run", "--http-port", "7", "--validate", "--group-id", "g") == "7 True g\n"


def test_the_environment_still_counts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WIRE_GROUP_ID", "environment")
    monkeypatch.setenv("WIRE_VALIDATE", "1")
    assert out("run") == "9464 True environment\n"
    assert out("run", "--no-validate") == "9464 False environment\n"


def test_a_commands_own_arguments_stay():
    assert out("enrich", "a.txt", "b.txt", "--processes", "2") == "['a.txt', 'b.txt'] 2\n"


def test_the_help_lists_every_setting_with_its_variable():
    text = out("run", "--help")
    for knob in describe_settings():
        assert knob.env in text
        assert knob.flag is None or knob.flag in text


def test_a_command_has_the_flags_of_its_sections_alone():
    text = out("enrich", "--help")
    assert "--models" in text
    assert "--config" in text
    assert "--group-id" not in text


def test_a_wrong_value_is_a_settings_error():
    result = CliRunner().invoke(app, ["run", "--http-port", "x"])
    assert isinstance(result.exception, SettingsError)
