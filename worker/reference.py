"""The README's tables of settings, metrics and dead-letter reasons, written from the code that they tell of.

Apart from what it describes, since only the documentation needs it. A table stands between ``<!-- settings -->`` and
``<!-- /settings -->``; ``python -m worker.reference README.md`` writes all of them anew, and a test compares.
"""

import re
import sys
from itertools import groupby
from pathlib import Path

from worker.errors import ItemError
from worker.settings import Knob, describe_settings
from worker.telemetry.metrics import DEFINITIONS, PREFIX, Definition


def renew(text: str) -> str:
    """The text with each of its tables as the code has it now."""
    tables = {"settings": settings_table, "metrics": metrics_table, "reasons": reasons_table}
    return re.sub(
        r"(<!-- (settings|metrics|reasons) -->\n).*?(<!-- /\2 -->)",
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
        f"| `{error.reason.value}` | `{error.__name__}` | {(error.__doc__ or '').strip()} |"
        for error in ItemError.__subclasses__()
    ]
    return _table("`dlq.reason`", "`dlq.error`", "meaning", rows=rows)


def _table(*heads: str, rows: list[str]) -> str:
    return "\n".join((f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *rows, ""))


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
