"""The files that a command is given: folders among them, and standard input as ``-``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

STANDARD_INPUT = Path("-")


def expanded(files: Iterable[Path]) -> Iterator[Path]:
    """The files, and those in the folders among them; there, what is hidden is not meant: ``.DS_Store``, ``.git``."""
    for file in files:
        if file.is_dir():
            yield from sorted(inner for inner in file.rglob("*") if inner.is_file() and not _is_hidden(inner, file))
        else:
            yield file


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
