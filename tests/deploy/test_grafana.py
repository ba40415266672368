"""Grafana's dashboard: as the code has it, on one screen, and of metrics that there are."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import dashboard
import pytest
import yaml
from panels import HEALTH, ROWS
from promql import faults

GRAFANA = Path(dashboard.__file__).parent
RULES = yaml.safe_load((GRAFANA.parent / "prometheus" / "rules.yaml").read_text())
RECORDED = {rule["record"] for group in RULES["groups"] for rule in group["rules"] if "record" in rule}
QUERIES = [tile.query for tile in HEALTH] + [query for _, row in ROWS for graph in row for query, _ in graph.queries]


def test_the_file_is_what_the_code_writes():
    """Else: make dashboard."""
    assert dashboard.FILE.read_text(encoding="utf-8") == dashboard.written()


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_asks_for_what_there_is(query: str):
    assert not faults(query, RECORDED)


def test_prometheus_can_read_every_query(tmp_path: Path):
    if not shutil.which("promtool"):
        pytest.skip("promtool is missing: apt-get install prometheus")
    rules = [{"record": f"query_{number}", "expr": query} for number, query in enumerate(QUERIES)]
    text = json.dumps({"groups": [{"name": "queries", "rules": rules}]}).replace(r"$__rate_interval", "1m")
    (tmp_path / "queries.yaml").write_text(text)
    done = subprocess.run(["promtool", "check", "rules", tmp_path / "queries.yaml"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_every_query_heeds_the_choice_of_workers():
    assert all('job=~"$job"' in query for query in QUERIES)


def test_it_is_one_screen_and_every_panel_has_its_place_and_says_what_it_shows():
    panels = json.loads(dashboard.FILE.read_text())["panels"]
    assert max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in panels) <= 26
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}
    assert len(places) == len(panels)
    assert all(panel["description"].endswith(".") for panel in panels if panel["type"] != "row")


def test_it_is_provisioned_with_the_data_source_that_it_asks_for():
    (source,) = yaml.safe_load((GRAFANA / "provisioning" / "datasources" / "prometheus.yaml").read_text())[
        "datasources"
    ]
    asked = {
        panel["datasource"]["type"] for panel in json.loads(dashboard.FILE.read_text())["panels"] if "targets" in panel
    }
    assert asked == {source["type"]}
    assert source["isDefault"]
    scraped = yaml.safe_load((GRAFANA.parent / "prometheus" / "prometheus.yaml").read_text())["global"][
        "scrape_interval"
    ]
    assert source["jsonData"]["timeInterval"] == scraped


def test_the_jobs_are_those_of_the_rules():
    text = (GRAFANA.parent / "prometheus" / "rules.yaml").read_text()
    assert set(re.findall(r'job=~"([^"%$]*)"', text)) == {dashboard.JOBS}
