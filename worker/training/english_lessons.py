"""Builds the lessons of ``wire_en``: annotated sentences as JSON lines, out of two open corpora.

WikiGold is marked by hand, close to our scheme. GUM marks noun phrases, not names: of a phrase's proper nouns a name is
taught where a model sees it too, or where two models see one; what a single reader sees is left open. Run once, when
weights are made (their card has the command); never at run time.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from worker.entities.clean import trim
from worker.entities.lexicon import read_lexicon
from worker.entities.models import load, use_ops
from worker.entities.tables.labels import LABELS
from worker.item import EntityType
from worker.normalize.text import fold_typography
from worker.training.corpora import Name, Names, Text, gum, wikigold

OPEN = EntityType.OTHER.value  # which no model of ours is taught

_BATCH = 64

# Every tenth block of so many sentences, mostly of one text, is held out.
_BLOCK = 50
_BLOCKS = 10

# Old wire copy is in capitals throughout: every so many sentences are taught so, too.
_SHOUTED_EVERY = 6

Row = dict[str, Any]


def main(output: Path, wikigold_file: Path, gum_folder: Path, *models: str) -> None:
    """Write ``lessons.jsonl`` and ``held-out.jsonl`` into a folder, a sentence a line."""
    use_ops("openblas")
    rows = [_row(text, sorted(text.names)) for text in wikigold(wikigold_file)]
    texts = list(gum(gum_folder))
    for text, *readings in zip(texts, *(_read(model, texts) for model in models), strict=True):
        rows.append(_row(text, agreed([text.names, *readings])))
    held_out = [number // _BLOCK % _BLOCKS == _BLOCKS - 1 for number in range(len(rows))]
    lessons = [row for row, out in zip(rows, held_out, strict=True) if not out]
    _save(output / "lessons.jsonl", [*lessons, *map(_shouted, lessons[::_SHOUTED_EVERY])])
    _save(output / "held-out.jsonl", [row for row, out in zip(rows, held_out, strict=True) if out])


def agreed(readings: Iterable[Names]) -> list[Name]:
    """What two readers see, the longest first where names overlap; and as ``other`` what one alone sees elsewhere.

    >>> agreed([{(0, 4, "place")}, {(0, 4, "place"), (9, 12, "person")}, {(0, 8, "place")}])
    [(0, 4, 'place'), (9, 12, 'other')]
    """
    votes = Counter(name for reading in readings for name in reading)
    kept: list[Name] = []
    for sure in (True, False):
        for start, end, type_ in sorted(votes, key=lambda name: (name[0], -name[1])):
            if (votes[start, end, type_] > 1) is sure and all(end <= other[0] or other[1] <= start for other in kept):
                kept.append((start, end, type_ if sure else OPEN))
    return sorted(kept)


def _read(model: str, texts: Sequence[Text]) -> Iterator[Names]:
    """What a model sees, trimmed as the service trims it."""
    nlp = load(model).nlp
    lexicon = read_lexicon(nlp)
    plain = [fold_typography(text.text) for text in texts]
    for text, doc in zip(plain, nlp.pipe(plain, batch_size=_BATCH), strict=True):
        reading: Names = set()
        for entity in doc.ents:
            type_ = LABELS.get(entity.label_)
            if type_ is None:
                continue
            if name := trim(text, entity.start_char, entity.end_char, type_, lexicon=lexicon):
                reading.add((*name, type_.value))
        yield reading


def _row(text: Text, names: Sequence[Name]) -> Row:
    return {"id": text.id, "language": "en", "text": text.text, "entities": names}


def _shouted(row: Row) -> Row:
    """The sentence in capitals, letter for letter: "ß" has none of the same length."""
    return row | {"text": "".join(each.upper() if len(each.upper()) == 1 else each for each in row["text"])}


def _save(file: Path, rows: Iterable[Row]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
