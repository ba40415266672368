"""The tables of settings, metrics and dead-letter reasons, and the records in the documentation, written from what they tell of.

Apart from what it describes, since only the documentation needs it. Each stands between ``<!-- settings -->`` and
``<!-- /settings -->``; ``python -m worker.reference FILES…`` writes all that a file has anew, and a test compares.
"""

import json
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

from worker import schemas
from worker.errors import DefectError, ItemError
from worker.settings import Knob, describe_settings
from worker.telemetry.definition import Definition
from worker.telemetry.metrics import DEFINITIONS, PREFIX

EXAMPLE = "04-urgent.fr.json"
# Of the record, and of the members that are objects: what the README shows.
EXCERPT = ("uri", "pubStatus", "urgency", "headlines", "slugline", "wire", "entities")
EXCERPT_OF_WIRE = ("format", "agency", "version", "dateline", "signOff")
LINE_CHARS_MAX = 110


def renew(text: str) -> str:
    """The text with the record and each of its tables as the code has them now."""
    tables = {
        "settings": settings_table,
        "metrics": metrics_table,
        "reasons": reasons_table,
        "record": record_example,
        "excerpt": record_excerpt,
    }
    return re.sub(
        rf"(<!-- ({'|'.join(tables)}) -->\n).*?(<!-- /\2 -->)",
        lambda found: f"{found[1]}{tables[found[2]]()}{found[3]}",
        text,
        flags=re.DOTALL,
    )


def settings_table() -> str:
    """Every setting, a row of names, default and meaning, in its section."""
    rows = []
    for title, knobs in groupby(describe_settings(), key=lambda knob: knob.title):
        rows += [f"| **{title}** | | | |", *(_setting(knob) for knob in knobs)]
    return _table("environment", "TOML", "default", "meaning", rows=rows)


def metrics_table() -> str:
    """Every metric with its kind, its labels and what it means."""
    return _table("metric", "kind", "labels", "meaning", rows=[_metric(row) for row in DEFINITIONS])


def reasons_table() -> str:
    """Every reason of a dead letter, with the class in ``dlq.error`` and what it means."""
    rows = [
        f"| `{error.reason.value}` | {_class(error)} | {(error.__doc__ or '').strip()} |"
        for error in ItemError.__subclasses__()
    ]
    return _table("`dlq.reason`", "`dlq.error`", "meaning", rows=rows)


def record_example() -> str:
    """The record of one of our samples, what fits into a line on one line."""
    return f"```json\n{_spread(_example())}\n```\n"


def record_excerpt() -> str:
    """What makes one curious of the same record: some members, and the place that its text names."""
    record = _example()
    shown = {name: record[name] for name in EXCERPT}
    shown["wire"] = {name: record["wire"][name] for name in EXCERPT_OF_WIRE}
    shown["entities"] = [entity for entity in record["entities"] if entity["type"] == "place"]
    return f"```json\n{_spread(shown)}\n```\n"


def _example() -> dict[str, Any]:
    record: dict[str, Any] = json.loads((schemas.folder() / "examples" / EXAMPLE).read_bytes())
    return record


def _spread(value: Any, indent: int = 0) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= LINE_CHARS_MAX or not isinstance(value, dict | list):
        return line
    inner = indent + 2
    if isinstance(value, dict):
        rows = [f"{json.dumps(name)}: {_spread(member, inner)}" for name, member in value.items()]
    else:
        rows = [_spread(member, inner) for member in value]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return f"{first}\n" + ",\n".join(" " * inner + row for row in rows) + f"\n{' ' * indent}{last}"


def _table(*heads: str, rows: list[str]) -> str:
    return "\n".join((f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *rows, ""))


def _class(error: type[ItemError]) -> str:
    return "the exception's own" if error is DefectError else f"`{error.__name__}`"


def _setting(knob: Knob) -> str:
    toml = f"`[{knob.section}] {knob.member}`" if knob.section else "–"
    default = f"`{knob.default}`" if knob.default else "–"
    choices = knob.values.split("|") if "|" in knob.values and knob.name != "start" else []
    one_of = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
    return f"| `{knob.env}` | {toml} | {default} | {knob.description}{one_of} |"


def _metric(row: Definition) -> str:
    labels = "; ".join(
        f"`{name}`" + (f": {', '.join(values)}" if values and len(values) < 8 else "")
        for name, values in row.labels.items()
    )
    return f"| `{PREFIX}{row.name}` | {row.kind} | {labels or '–'} | {row.meaning} |"


if __name__ == "__main__":
    for file in map(Path, sys.argv[1:]):
        file.write_text(renew(file.read_text(encoding="utf-8")), encoding="utf-8")
