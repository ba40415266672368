"""A folder of weights as the worker loads it: ``weights.json``, the recognizer, the model card."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from shutil import copyfile
from typing import Any

from worker.entities.models import NER, Base, Weights, digest
from worker.errors import SettingsError
from worker.model_names import CARD, folder_of

LICENCE = "LICENSE"


def refuse_strangers(folder: Path) -> None:
    """Raises ``SettingsError`` where a folder is there and holds anything but weights: it would be written over."""
    if folder.exists() and not (folder.is_dir() and ((folder / CARD).is_file() or not any(folder.iterdir()))):
        raise SettingsError(f"--output: {folder} is there, and is no folder of weights")


def write(
    folder: Path, nlp: Any, *, version: str, base: Base, begun_from: str, training: Mapping[str, Any], card: str
) -> Weights:
    """Write the pipeline's recognizer with what ``weights.json`` tells of it; ``training`` is for readers, and for "again".

    The licence of the weights that it began as goes with it. The description comes last: a folder that was left half
    written is no folder of weights.
    """
    (folder / CARD).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    nlp.get_pipe(NER).to_disk(folder / NER, exclude=["vocab"])
    (folder / "README.md").write_text(card, encoding="utf-8")
    source = folder_of(begun_from)
    if source and source != folder and (source / LICENCE).is_file():
        copyfile(source / LICENCE, folder / LICENCE)
    weights = Weights(name=folder.name, version=version, language=nlp.lang, base=base, sha256=digest(folder))
    told = json.dumps(
        {**asdict(weights), "training": {"begun_from": begun_from, **training}}, ensure_ascii=False, indent=2
    )
    (folder / CARD).write_text(told + "\n", encoding="utf-8")
    return weights
