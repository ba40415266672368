"""Annotated files, in the forms in which they come: what ``evaluate`` judges by and ``train`` learns from.

JSON lines    {"id", "text", "language"?, "entities": [[start, end, type, entity?], …]}, one text a line
one JSON      the same, indented, in a file named .json; "doc" may name the file beside it that holds the text
marked text   the dispatch itself with its names in [[TYPE:…]], in a file named .txt (``marked_text``)

Offsets count code points. ``entity`` is a number or a name: mentions that have the same are one thing. An entry may
be an object that tells more: {"start", "end", "type", "text"?, "entity"?, "geonames"?, "lat"?, "lon"?, "iso3166"?,
"also_accept"?, "optional"?}.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from worker.errors import GoldError
from worker.evaluation.annotation import GoldMention, GoldPlace, GoldText, annotate
from worker.evaluation.marked_text import read_marked
from worker.item import EntityType
from worker.language_tag import primary_language

__all__ = ["GoldMention", "GoldPlace", "GoldText", "read_gold"]

_SUFFIXES = frozenset({".jsonl", ".json", ".txt"})

# More would tell the annotator nothing that the first ones do not.
_PROBLEMS_SHOWN_MAX = 20

Read = tuple[GoldText, list[str]]


def read_gold(paths: Iterable[Path], language: str | None = None) -> tuple[GoldText, ...]:
    """Read annotated files, and all such files of a folder; ``language`` is that of texts that state none.

    Raises ``GoldError``: file, line and reason of each thing that is wrong in the first file that has any.
    """
    texts = [text for path in paths for file in _files(path) for text in _read_file(file)]
    return tuple(replace(text, language=text.language or language) for text in texts)


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return (path,)
    files = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES)
    if not files:
        raise GoldError(f"{path}: no annotated file ({', '.join(sorted(_SUFFIXES))}) is in this folder")
    return files


def _read_file(file: Path) -> list[GoldText]:
    texts, problems = [], []
    for text, wrong in _texts(file):
        texts.append(text)
        problems += wrong
    if problems:
        left_out = len(problems) - _PROBLEMS_SHOWN_MAX
        raise GoldError("\n".join([*problems[:_PROBLEMS_SHOWN_MAX], *([f"… and {left_out} more"] * (left_out > 0))]))
    if not texts:
        raise GoldError(f"{file}: no annotated text is in it")
    return texts


def _texts(file: Path) -> Iterator[Read]:
    content = _content(file)
    if file.suffix == ".txt":
        yield read_marked(content, str(file))
    elif file.suffix == ".json":
        yield _document(file, content, 1)
    else:
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                yield _document(file, line, number)


def _content(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise GoldError(f"{file}: it cannot be read: {error.strerror or type(error).__name__}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GoldError(f"{file}:{line}: byte {error.start} is no UTF-8") from None


def _document(file: Path, content: str, line: int) -> Read:
    where = f"{file}:{line}"
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise GoldError(f"{where}: no JSON: {error}") from None
    if not isinstance(document, dict):
        raise GoldError(f'{where}: no object with "text" and "entities"')
    text = _beside(file, document["doc"], where) if "doc" in document else document.get("text")
    language, entries = document.get("language"), _entries(document)
    if not isinstance(text, str) or not isinstance(entries, list):
        raise GoldError(f'{where}: no "text" with a list of "entities"')
    if not isinstance(language, str | None):
        raise GoldError(f'{where}: "language" is no tag such as "fr"')
    mentions, problems = annotate(
        text, ((f"{where}, entity {number}", entry) for number, entry in enumerate(entries, 1))
    )
    name = str(document.get("id", document.get("doc", where)))
    return GoldText(name, text, mentions, where, primary_language(language)), problems


def _entries(document: Mapping[str, Any]) -> Any:
    """The list of entities, or of "places" without a type, as TR-News has it."""
    if "entities" in document or not isinstance(document.get("places"), list):
        return document.get("entities")
    return [{"type": EntityType.PLACE, **entry} if isinstance(entry, dict) else entry for entry in document["places"]]


def _beside(file: Path, stated: Any, where: str) -> str:
    """The text in a file that lies beside the annotation, and in none elsewhere."""
    if not isinstance(stated, str) or Path(stated).name != stated:
        raise GoldError(f'{where}: "doc" is no name of a file beside it')
    return _content(file.parent / stated)
