"""``wire-worker train``: weights of one's own, from one's own annotated dispatches."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from worker.entities.models import load, use_ops
from worker.errors import GoldError, SettingsError
from worker.evaluation.annotation import GoldText
from worker.evaluation.gold import read_gold
from worker.evaluation.scores import NAMES, total
from worker.settings import load_settings
from worker.training.card import Corpus, card, percent, rows
from worker.training.course import Recipe, Step
from worker.training.folder import refuse_strangers, write
from worker.training.paragraphs import paragraphs_of
from worker.training.tune import Figures, Tuned, tune, unaligned


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a training run was asked for."""

    data: Sequence[Path]
    language: str
    base: str | None  # the model that the settings have for the language, where none is named
    dev: Sequence[Path]
    dev_share: float
    output: Path
    version: str
    seed: int
    recipe: Recipe


def train(lesson: Lesson) -> int:
    """Train, show the figures before and after, write the weights; the exit code."""
    refuse_strangers(lesson.output)
    settings = load_settings({}).enrich
    base = lesson.base or settings.models.get(lesson.language)
    if base is None:
        raise SettingsError(f"--base: WIRE_MODELS has no model for {lesson.language!r} to start from")
    console = Console(stderr=True, markup=False, highlight=False, soft_wrap=True)
    taught, held_out = _parted(lesson, console)
    paragraphs, dev = ([each for text in texts for each in paragraphs_of(text)] for texts in (taught, held_out))
    use_ops(settings.ops)
    nlp = load(base).nlp
    if nlp.lang != lesson.language:
        raise SettingsError(f"--base: {base} reads {nlp.lang!r}, not {lesson.language!r}")
    if lost := unaligned(nlp, paragraphs):
        console.print(f"{lost} names begin or end inside a word of {base}: nothing is taught of them")
    with _progress(console) as progress:
        tuned = tune(base, paragraphs, dev, lesson.recipe, seed=lesson.seed, told=_Told(progress, lesson.recipe))
    if dev:
        Console().print(_table(tuned))
    _write(lesson, base, tuned, _corpus(lesson.data, taught), _corpus(lesson.dev or lesson.data, held_out))
    sys.stdout.write(
        f"{lesson.output.name} {lesson.version} is in {lesson.output};"
        f" WIRE_MODELS={lesson.language}={lesson.output} reads with it\n"
    )
    return 0


def _parted(lesson: Lesson, console: Console) -> tuple[list[GoldText], list[GoldText]]:
    """What is taught and what is held out: files of their own, or as many of the texts as were asked for, drawn by the seed."""
    texts = _read(lesson.data, lesson.language, console)
    if lesson.dev:
        return texts, _read(lesson.dev, lesson.language, console)
    count = round(len(texts) * lesson.dev_share)
    drawn = set(Random(lesson.seed).sample(range(len(texts)), count))  # noqa: S311  a draw, no secret
    taught = [text for number, text in enumerate(texts) if number not in drawn]
    if not any(text.mentions for text in taught):
        raise GoldError(
            f"--dev-share: of {len(texts)} texts {count} are held out, and none that has names is left to learn from"
        )
    return taught, [text for number, text in enumerate(texts) if number in drawn]


def _read(paths: Sequence[Path], language: str, console: Console) -> list[GoldText]:
    texts = read_gold(paths, language)
    ours = [text for text in texts if text.language == language]
    if others := len(texts) - len(ours):
        console.print(f"{others} of {len(texts)} texts are not in {language!r}: left out")
    if not any(text.mentions for text in ours):
        raise GoldError(f"{', '.join(map(str, paths))}: no text in {language!r} with a name in it")
    return ours


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn(), console=console
    )


class _Told:
    """A bar for the whole of the training, and a line for each epoch."""

    def __init__(self, progress: Progress, recipe: Recipe) -> None:
        self._progress = progress
        self._epochs = recipe.epochs
        self._bar = progress.add_task("training", total=1.0)

    def __call__(self, step: Step, figures: Figures) -> None:
        """Move the bar; at the end of an epoch say what it brought."""
        self._progress.update(self._bar, completed=step.done)
        if step.ends_epoch:
            f = 100 * total(figures[type_] for type_ in NAMES).f
            held_out = f", F {f:.1f} on what is held out" if f else ""
            self._progress.console.print(f"epoch {step.epoch} of {self._epochs}: loss {step.loss:.4f} a word{held_out}")


def _table(tuned: Tuned) -> Table:
    """Before and after, by type."""
    table = Table("", "names", "before  P / R / F", "after  P / R / F", "", box=None, pad_edge=False)
    for kind, before, after in rows(tuned.before, tuned.after):
        gain = 100 * (after.f - before.f)
        colour = "green" if gain > 0 else "red" if gain < 0 else "dim"
        table.add_row(kind, f"{after.wanted:,}", percent(before), percent(after), f"[{colour}]{gain:+.1f}[/]")
    return table


def _corpus(files: Sequence[Path], texts: Sequence[GoldText]) -> Corpus:
    return Corpus(
        files=tuple(file.name for file in files),
        texts=len(texts),
        paragraphs=sum(1 for text in texts for _ in paragraphs_of(text)),
        names=sum(len(text.mentions) for text in texts),
    )


def _write(lesson: Lesson, base: str, tuned: Tuned, lessons: Corpus, dev: Corpus) -> None:
    name = lesson.output.name
    told = card(
        name,
        lesson.version,
        base=tuned.base,
        begun_from=base,
        lessons=lessons,
        dev=dev,
        before=tuned.before,
        after=tuned.after,
        again=_again(lesson, base),
    )
    training = {"seed": lesson.seed, "recipe": asdict(lesson.recipe), "data": asdict(lessons)}
    write(
        lesson.output, tuned.nlp, version=lesson.version, base=tuned.base, begun_from=base, training=training, card=told
    )


def _again(lesson: Lesson, base: str) -> str:
    """The command that gives the same weights."""
    held_out = [word for file in lesson.dev for word in ("--dev", str(file))] or ["--dev-share", str(lesson.dev_share)]
    words = ["wire-worker", "train", *map(str, lesson.data), "--language", lesson.language, "--base", base, *held_out]
    words += ["--seed", str(lesson.seed), "--epochs", str(lesson.recipe.epochs)]
    return shlex.join([*words, "--version", lesson.version, "--output", str(lesson.output)])
