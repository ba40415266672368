"""The settings as flags of a command. Apart from the settings, so that only the commands import typer."""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import typer
from rich.markup import escape

from worker.settings.load import Knob, describe_settings, load_settings


def with_settings(*sections: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command a flag for every setting of these sections (all, where none is named), and the loaded Settings.

    The command has a parameter ``settings``; its own arguments and options stay. Put it below ``@app.command()``::

        @app.command()
        @with_settings("enrich", "limits", "logs")
        def enrich(files: list[Path], settings: Settings) -> None:

    Sections without flags are still read from the environment and the file. Raises SettingsError when called.
    """
    wanted = {None, *sections} if sections else {knob.section for knob in describe_settings()}
    knobs = tuple(knob for knob in describe_settings() if knob.flag and knob.section in wanted)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(**given: Any) -> Any:
            flags = {knob.name: given.pop(knob.name, None) for knob in knobs}
            return command(**given, settings=load_settings(flags))

        own = inspect.signature(command)
        parameters = [parameter for name, parameter in own.parameters.items() if name != "settings"]
        parameters += [_parameter(knob) for knob in knobs]
        run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]  # what typer reads
        return run

    return decorate


def _parameter(knob: Knob) -> inspect.Parameter:
    """One option. Its value goes on as text, so that a flag and a variable are read, and refused, by the same rules."""
    switch = not knob.values
    default = f", default {knob.default}" if knob.default else ""
    option = typer.Option(
        None,
        f"{knob.flag}/--no-{knob.name.replace('_', '-')}" if switch else str(knob.flag),
        help=f"{knob.description} {escape(f'[{knob.env}{default}]')}",
        metavar=knob.values or None,
        rich_help_panel=knob.title,
    )
    kind = bool if switch else str
    return inspect.Parameter(knob.name, inspect.Parameter.KEYWORD_ONLY, default=option, annotation=kind | None)
