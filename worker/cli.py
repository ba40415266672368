"""The commands of ``wire-worker``. Each is a few lines: what it does lives where its data does.

Exit codes: 0 done, 1 failed, 2 bad usage or settings.
"""

import logging
import sys
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.errors import SettingsError, WireError
from worker.settings import Settings
from worker.settings.flags import with_settings

if TYPE_CHECKING:
    from worker.commands.letters import Choice

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
    files: Annotated[
        list[Path], typer.Argument(help="Wire files and folders; - reads one from standard input.", allow_dash=True)
    ],
    *,
    pretty: Annotated[bool, typer.Option("--pretty", help="Indent each record, to be read by people.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            help="Write them to this file instead, to look at in a browser; of withheld items the slug alone."
        ),
    ] = None,
    settings: Settings,
) -> None:
    """Enrich files: one record a line on standard output, one line on standard error for each that gives none."""
    from worker.commands.enrich_files import enrich_files  # noqa: PLC0415  the models' libraries are loaded by who needs them

    raise typer.Exit(enrich_files(files, settings, pretty=pretty, html=html))


@app.command()
@with_settings("enrich", "limits")
def evaluate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Annotated files or folders; none means the checkout's own corpora.")
    ] = None,
    *,
    language: Annotated[str | None, typer.Option(help="The language of texts that state none: fr.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    settings: Settings,
) -> None:
    """Judge the entities on annotated texts: precision, recall, links and pace, beside a stock model's."""
    from worker.commands.evaluate import evaluate as judge_files  # noqa: PLC0415  as above

    raise typer.Exit(judge_files(files or (), settings, language=language, as_lines=as_json))


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
    """Check settings, models, the newsroom's files, brokers, topics and rights; say what is wrong and what to do about it."""
    from worker.commands.check import examine  # noqa: PLC0415  as above

    raise typer.Exit(examine(settings))


@app.command()
@with_settings("kafka", "security", "limits")
def replay(
    files: Annotated[list[Path], typer.Argument(help="Wire files and folders; - reads one from standard input.")],
    *,
    topic: Annotated[str | None, typer.Option(help="Input topic; the first of them where not given.")] = None,
    rate: Annotated[float, typer.Option(help="Most files a second.", min=0.01)] = 50.0,
    settings: Settings,
) -> None:
    """Publish files to an input topic, one message a file."""
    from worker.commands.replay_files import replay_files  # noqa: PLC0415  as above

    raise typer.Exit(replay_files(files, settings, topic=topic, per_second=rate))


@app.command()
def train(
    data: Annotated[
        list[Path], typer.Argument(help="Annotated files, or folders of them: JSON lines, or marked text.")
    ],
    *,
    language: Annotated[str, typer.Option(help="The language to train for; of the texts that state none, theirs.")],
    output: Annotated[Path, typer.Option(help="Folder for the weights; its name is theirs.")],
    base: Annotated[
        str | None,
        typer.Option(help="Model to start from; the one of WIRE_MODELS where not given.", show_default=False),
    ] = None,
    dev: Annotated[list[Path] | None, typer.Option(help="Annotated files to judge on; may be given again.")] = None,
    dev_share: Annotated[
        float, typer.Option(help="Part of the texts to hold out and judge on.", min=0.0, max=0.9)
    ] = 0.1,
    seed: Annotated[int, typer.Option(help="The same seed and data give the same weights.", min=0)] = 1,
    epochs: Annotated[int, typer.Option(help="Times that each text is learnt from.", min=1, max=100)] = 9,
    version: Annotated[str, typer.Option(help="The weights' version, as records tell it.")] = "1.0",
) -> None:
    """Train the names of a language on annotated texts: weights of one's own, for WIRE_MODELS."""
    from worker.commands.train import Lesson, train  # noqa: PLC0415  as above
    from worker.training.course import Recipe  # noqa: PLC0415  as above

    wanted = Lesson(data, language, base, dev or (), dev_share, output, version, seed, Recipe(epochs=epochs))
    raise typer.Exit(train(wanted))


dlq = typer.Typer(no_args_is_help=True, help="Dead letters: list them, show one, publish them to the input again.")
app.add_typer(dlq, name="dlq")

Reasons = Annotated[list[str] | None, typer.Option("--reason", help="Only of this reason; may be given again.")]
Topics = Annotated[list[str] | None, typer.Option("--topic", help="Only from this input topic; may be given again.")]
Since = Annotated[str | None, typer.Option(help="Only written since: 30m, 2h, 7d, or an RFC 3339 timestamp.")]
Until = Annotated[str | None, typer.Option(help="Only written before: the same.")]


@dlq.command("list")
@with_settings("kafka", "security")
def dlq_list(
    *,
    reason: Reasons = None,
    topic: Topics = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(help="Show so many of the newest.", min=1, max=100_000)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    settings: Settings,
) -> None:
    """List the newest dead letters, and count all by reason; never shows an item's text."""
    from worker.commands.dlq import list_letters  # noqa: PLC0415  as above

    wanted = _choice((), reason, topic, since, until)
    raise typer.Exit(list_letters(settings, wanted, limit=limit, as_json=as_json))


@dlq.command("show")
@with_settings("kafka", "security")
def dlq_show(
    place: Annotated[str, typer.Argument(help="PARTITION:OFFSET in the dead-letter topic, as the list shows it.")],
    *,
    raw: Annotated[bool, typer.Option("--raw", help="Write the original bytes, and nothing else.")] = False,
    settings: Settings,
) -> None:
    """Show one dead letter with its headers and its value."""
    from worker.commands.dlq import show_letter  # noqa: PLC0415  as above

    raise typer.Exit(show_letter(settings, place, raw=raw))


@dlq.command("replay")
@with_settings("kafka", "security", "limits")
def dlq_replay(
    places: Annotated[
        list[str] | None, typer.Argument(help="PARTITION:OFFSET; none means those of the filters.")
    ] = None,
    *,
    reason: Reasons = None,
    topic: Topics = None,
    since: Since = None,
    until: Until = None,
    every: Annotated[bool, typer.Option("--all", help="All dead letters, where no filter is given.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also those that were replayed before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be replayed, and do nothing.")] = False,
    rate: Annotated[float, typer.Option(help="Most dead letters a second.", min=0.01)] = 50.0,
    settings: Settings,
) -> None:
    """Publish dead letters to the topics they came from, each once."""
    from worker.commands.dlq_replay import replay_letters  # noqa: PLC0415  as above

    wanted = _choice(places or (), reason, topic, since, until)
    if not wanted.narrow and not every:
        raise SettingsError("dlq replay: name places or filters, or say --all")
    raise typer.Exit(replay_letters(settings, wanted, again=again, dry_run=dry_run, per_second=rate))


def _choice(
    places: Collection[str], reasons: list[str] | None, topics: list[str] | None, since: str | None, until: str | None
) -> "Choice":
    from worker.commands.letters import choice  # noqa: PLC0415  as above
    from worker.stream.clock import SystemClock  # noqa: PLC0415  as above

    return choice(places, reasons or (), topics or (), since, until, now_ms=SystemClock().now_ms())


def main() -> None:
    """The console script."""
    # Where no log is set up, Python writes a library's warnings among our own words; what is wrong our errors tell.
    logging.getLogger("aiokafka").addHandler(logging.NullHandler())
    try:
        app()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(2) from None
    except WireError as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        raise SystemExit(1) from None
