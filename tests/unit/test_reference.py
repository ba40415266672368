"""The guides tell of the settings, metrics, reasons and records that there are."""

import re
from pathlib import Path

import pytest

from worker.errors import Reason
from worker.formats import FORMATS
from worker.reference import metrics_table, reasons_table, renew, settings_table
from worker.settings import describe_settings
from worker.telemetry.metrics import DEFINITIONS

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
HOLDS = {
    "README.md": ["excerpt"],
    "deploy/REFERENCE.md": ["settings", "metrics", "reasons"],
    "schemas/README.md": ["record"],
}


def test_every_setting_has_a_row():
    table = settings_table()
    assert all(f"| `{knob.env}` |" in table for knob in describe_settings())


def test_every_metric_has_a_row():
    table = metrics_table()
    assert all(f"| `wire_{row.name}` |" in table for row in DEFINITIONS)


def test_every_reason_has_a_row():
    table = reasons_table()
    assert all(table.count(f"| `{reason.value}` |") == 1 for reason in Reason)


def test_every_format_has_a_row():
    rows = re.findall(
        r"^\| `([\w.-]+)` \| ", README.read_text("utf-8").partition("## Formats")[2].partition("##")[0], re.MULTILINE
    )
    assert sorted(rows[1:]) == sorted(FORMATS)  # below the head of the table


def test_a_table_replaces_what_stood_in_its_place_and_nothing_else():
    text = "before\n<!-- reasons -->\nold\n<!-- /reasons -->\nafter\n"
    assert renew(text) == f"before\n<!-- reasons -->\n{reasons_table()}<!-- /reasons -->\nafter\n"
    assert renew(renew(text)) == renew(text)


@pytest.mark.parametrize("guide", HOLDS)
def test_a_guide_has_its_tables_as_the_code_has_them(guide: str):
    """Else: make schemas."""
    text = (ROOT / guide).read_text(encoding="utf-8")
    assert re.findall(r"^<!-- (\w+) -->$", text, re.MULTILINE) == HOLDS[guide]
    assert text == renew(text)
