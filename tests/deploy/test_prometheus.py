"""Rules and configuration of Prometheus: sound by its own tools, each alert tried both ways and told of in the runbook."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from promql import faults

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "prometheus"
CASES = sorted((ROOT / "tests" / "deploy" / "rules").glob("*.yaml"))
GROUPS = yaml.safe_load((FOLDER / "rules.yaml").read_text())["groups"]
RULES = [rule for group in GROUPS for rule in group["rules"]]
ALERTS = {rule["alert"]: rule for rule in RULES if "alert" in rule}
RUNBOOK = (ROOT / "deploy" / "RUNBOOK.md").read_text()


def promtool(*arguments: str | Path, stdin: str | None = None) -> None:
    if not shutil.which("promtool"):
        pytest.skip("promtool is missing: apt-get install prometheus")
    done = subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False, input=stdin)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr, done.stderr  # where promtool lints


def test_prometheus_takes_its_configuration_with_the_rules():
    promtool("check", "config", FOLDER / "prometheus.yaml")


def test_the_alerts_fire_and_stay_silent_as_the_cases_say():
    promtool("test", "rules", *CASES)


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_has_a_case_in_which_it_fires_and_one_in_which_it_stays_silent(alert: str):
    cases = [
        (bool(wanted.get("exp_alerts")), test["name"])
        for file in CASES
        for test in yaml.safe_load(file.read_text())["tests"]
        for wanted in test["alert_rule_test"]
        if wanted["alertname"] == alert
    ]
    fires = {name for fired, name in cases if fired}
    silent = {name for fired, name in cases if not fired}
    assert fires
    assert silent - fires, "only pending is no case of silence"


@pytest.mark.parametrize("alert", ALERTS)
def test_an_alert_says_what_and_how_bad_and_what_to_do(alert: str):
    rule = ALERTS[alert]
    assert rule["labels"] == {"severity": rule["labels"]["severity"]}
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert set(rule["annotations"]) == {"summary", "description", "runbook_url"}
    assert "$labels" in rule["annotations"]["description"]
    assert rule["annotations"]["runbook_url"] == f"https://wire-worker.example/RUNBOOK.md#{alert.lower()}"


def test_the_runbook_has_an_entry_for_each_alert_and_for_no_other():
    entries = re.findall(r"^### (Wire\w+)\n\n((?:(?!\n##).)*)", RUNBOOK, re.MULTILINE | re.DOTALL)
    assert sorted(name for name, _ in entries) == sorted(ALERTS)
    for name, text in entries:
        assert all(word in text for word in ("**Means**", "**Look**", "**do**" if "**do**" in text else "**Do**")), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule["record"])
def test_a_rule_asks_for_what_there_is(rule: dict[str, Any]):
    assert not faults(rule["expr"], recorded={row["record"] for row in RULES if "record" in row})


def test_the_objective_stands_in_one_place():
    text = "\n".join(rule["expr"] for rule in RULES)
    assert len(re.findall(r"0\.99\b|0\.01\b", text.replace("histogram_quantile(0.99", ""))) == 1
    assert text.count('wire_end_to_end_latency_seconds_bucket{le="1.0"}') == 1
