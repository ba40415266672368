"""The commands of ``wire-worker``. Each is a few lines: what it does lives where its data does.

Exit codes: 0 done, 1 failed, 2 bad usage or settings.
"""

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from worker.errors import SettingsError, WireError
from worker.settings import Settings
from worker.settings.flags import with_settings

app = typer.Typer(
    name="wire-worker",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(*, wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"wire-worker {version('wire-worker')}\n")
        raise typer.Exit


@app.callback()
def options(
    *,
    tell_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Tell the version.", callback=lambda wanted: _tell_version(wanted=wanted), is_eager=True
        ),
    ] = False,
) -> None:
    """Reads news-agency items from Kafka, normalizes them, finds who, what and where, publishes enriched records."""


@app.command()
@with_settings()
def run(settings: Settings) -> None:
    """Run the service until SIGTERM or SIGINT."""
    from worker.app import serve  # noqa: PLC0415  the other commands start without the service's libraries

    raise typer.Exit(serve(settings))


@app.command()
@with_settings("enrich", "limits")
def enrich(
    files: Annotated[list[Path], typer.Argument(help="Wire files; - reads one from standard input.", allow_dash=True)],
    *,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent each record, to be read by people.")] = False,
    settings: Settings,
) -> None:
    """Enrich files: one record a line on standard output, one line on standard error for each that gives none."""
    from worker.commands.enrich_files import enrich_files  # noqa: PLC0415  the models' libraries are loaded by who needs them

    raise typer.Exit(enrich_files(files, settings, pretty=pretty))


@app.command()
def demo(
    *,
    stay: Annotated[bool, typer.Option("--stay", help="Keep running until Ctrl-C; drop files in to see more.")] = False,
) -> None:
    """Start Apache Kafka on this machine and take our sample dispatches through the real service."""
    from worker.commands.demo import demonstrate  # noqa: PLC0415  needs the extra `local`

    raise typer.Exit(demonstrate(stay=stay))


@app.command()
@with_settings()
def check(settings: Settings) -> None:
    """Check settings, broker, topics, models and codecs; say what is wrong and what to do about it."""
    from worker.commands.check import examine  # noqa: PLC0415  as above

    raise typer.Exit(examine(settings))


def main() -> None:
    """The console script."""
    try:
        app()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
    except WireError as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        raise SystemExit(1) from None
