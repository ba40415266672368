"""From a model's name to a loaded pipeline: an installed spaCy package, a folder of spaCy's, or weights of ours.

Weights are the recognizer's alone, some 6 MB. Tokenizer and vectors are those of the installed package that they were
trained over, in the very version: over other vectors they would find names by chance.
"""

import json
import warnings
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from thinc.api import NumpyOps, set_current_ops

from worker.entities.charsets import charsets_met_once
from worker.errors import SettingsError
from worker.model_names import CARD, folder_of

# What a full pipeline has beside the recognizer: each brings its own network, none of them changes a name.
UNUSED = ("tok2vec", "morphologizer", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")

NER = "ner"  # the component, and its folder among the weights

# spaCy 3.8 warns that a model made with 3.7 may read worse. This one was judged under 3.8, and is what wire_en stands on;
# of any other the warning is heard.
_JUDGED = r"\[W095\] Model 'en_core_web_md' \(3\.7\.1\)"


@dataclass(frozen=True, slots=True)
class Base:
    """The installed package that weights stand on."""

    package: str
    version: str


@dataclass(frozen=True, slots=True)
class Weights:
    """What ``weights.json`` tells. ``sha256`` is of the folder ``ner``: a copy that was cut short finds no names."""

    name: str
    version: str
    language: str
    base: Base
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded pipeline, its name and version as the record's provenance has them, and the package that it stands on.

    A package stands on itself; a folder of spaCy's own stands on none.
    """

    nlp: Any
    title: str
    base: Base | None = None


def use_ops(ops: str) -> None:
    """Choose the matrix kernels of the models that are loaded from now on.

    "openblas" are numpy's; "blis" the generic ones on many processors, where they take 1.4 times as long. Raises
    ``SettingsError`` for any other.
    """
    if ops not in {"openblas", "blis"}:
        raise SettingsError(f"unknown matrix ops {ops!r}: openblas or blis")
    set_current_ops(NumpyOps(use_blis=ops == "blis"))


def load(name: str) -> Model:
    """Load a model; raises ``SettingsError`` for one that is missing, damaged, or stands on what is not installed."""
    folder = folder_of(name)
    if folder is None:
        return _package(name)
    if (folder / CARD).is_file():
        return _weights(folder)
    if not (folder / "config.cfg").is_file():
        raise SettingsError(f"{name}: the folder has neither {CARD} (weights) nor config.cfg (a pipeline of spaCy's)")
    return _stock(spacy.load(folder, exclude=UNUSED), None)


def read_card(folder: Path) -> Weights:
    """Read ``weights.json``; raises ``SettingsError`` where it is no such file."""
    file = folder / CARD
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        base = Base(str(told["base"]["package"]), str(told["base"]["version"]))
        return Weights(
            name=str(told["name"]),
            version=str(told["version"]),
            language=str(told["language"]),
            base=base,
            sha256=str(told["sha256"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{file}: not the description of weights ({type(error).__name__}: {error})") from error


def digest(folder: Path) -> str:
    """The sha256 of all that the recognizer's folder holds; raises ``SettingsError`` where there is none."""
    whole = sha256()
    try:
        for file in sorted((folder / NER).iterdir()):
            whole.update(file.name.encode() + b"\0" + file.read_bytes())
    except OSError as error:
        raise SettingsError(f"{error.filename}: {error.strerror}") from error
    return whole.hexdigest()


def _package(name: str) -> Model:
    try:
        with warnings.catch_warnings(), charsets_met_once():
            warnings.filterwarnings("ignore", message=_JUDGED)
            nlp = spacy.load(name, exclude=UNUSED)
    except (OSError, AttributeError) as error:  # no such package; a package, but no model
        raise SettingsError(
            f"no spaCy model is installed as {name!r} (pip install {name.replace('_', '-')})"
        ) from error
    return _stock(nlp, Base(name, nlp.meta["version"]))


def _stock(nlp: Any, base: Base | None) -> Model:
    return Model(nlp, f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}", base)


def _weights(folder: Path) -> Model:
    """Load the base, and put our recognizer in the place of its own."""
    weights = read_card(folder)
    nlp = _base(weights.base, folder)
    if digest(folder) != weights.sha256:
        raise SettingsError(f"{folder / NER}: not what {CARD} describes; copy the folder again")
    config = recognizer_config(nlp)
    nlp.remove_pipe(NER)
    nlp.add_pipe(NER, config=config).from_disk(folder / NER, exclude=["vocab"])
    return Model(nlp, f"{weights.name} {weights.version}", weights.base)


def recognizer_config(nlp: Any) -> dict[str, Any]:
    """How the pipeline's recognizer was built, to build another one of the same shape."""
    return {key: value for key, value in nlp.get_pipe_config(NER).items() if key != "factory"}


def _base(base: Base, folder: Path) -> Any:
    wanted = f"{folder} stands on {base.package} {base.version}"
    remedy = f"pip install {base.package.replace('_', '-')}=={base.version}"
    if not base.package.isidentifier() or find_spec(base.package) is None:
        raise SettingsError(f"{wanted}, which is not installed ({remedy})")
    nlp = _package(base.package).nlp
    if nlp.meta["version"] != base.version:
        raise SettingsError(f"{wanted}, but {nlp.meta['version']} is installed ({remedy})")
    return nlp
