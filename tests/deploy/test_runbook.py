"""The runbook has an entry for everything that can happen, and none for what does not exist."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from stopping import stop_seconds_max

from documents import REFERENCE, ROOT, RUNBOOK, blocks, first_cells, headings, section
from worker import cli
from worker.errors import Reason
from worker.settings import load_settings
from worker.telemetry.metrics import DEFINITIONS

TEXT = RUNBOOK.read_text(encoding="utf-8")
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "worker").rglob("*.py"))]
LOGGED = {"warning", "error", "critical", "exception"}


def test_every_reason_of_a_dead_letter_has_an_entry_and_no_other_has() -> None:
    entries = re.findall(r"^### `(\w+)`$", section(TEXT, "Dead letters"), re.MULTILINE)
    assert sorted(entries) == sorted(reason.value for reason in Reason)


def test_every_entry_of_a_reason_says_what_to_do() -> None:
    letters = section(TEXT, "Dead letters")
    assert [reason.value for reason in Reason if "**Do**" not in section(letters, f"`{reason.value}`")] == []


def test_every_exit_code_has_an_entry() -> None:
    ours = re.findall(r"(\d) [a-z]", (cli.__doc__ or "").partition("Exit codes:")[2])
    of_signals = ["130", "137", "143"]  # 128 and the signal's number, as a shell and a container runtime tell it
    assert ours == ["0", "1", "2"]
    assert first_cells(section(TEXT, "Exit codes")) == ours + of_signals


def test_the_longest_stop_is_as_long_as_the_entry_of_sigkill_says() -> None:
    (told,) = re.findall(r"a stop takes (\d+) s at most with the defaults", section(TEXT, "Exit codes"))
    assert int(told) - 2 < stop_seconds_max(load_settings()) < int(told)
    assert stop_seconds_max(load_settings({"drain_seconds_max": 6})) == stop_seconds_max(load_settings()) + 2


def test_every_reason_not_to_be_ready_has_an_entry() -> None:
    (problems,) = (row.labels["problem"] for row in DEFINITIONS if row.name == "not_ready")
    assert first_cells(section(TEXT, "It is not ready")) == list(problems)


@pytest.mark.parametrize("refusal", first_cells(section(TEXT, "It does not start")))
def test_a_refusal_that_is_explained_is_one_that_the_code_can_say(refusal: str) -> None:
    parts = [part.strip() for part in refusal.split("…") if part.strip(" :_")]
    if parts == ["WIRE_SSL_", ": the certificates cannot be used"]:  # there the dots are the code's own
        parts = [refusal]
    assert any(all(part in source for part in parts) for source in SOURCES), parts


def logged() -> Iterator[str]:
    """The event of every line that our code logs from warning up."""
    for source in SOURCES:
        for call in ast.walk(ast.parse(source)):
            if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            match call.func:
                case ast.Attribute(value=ast.Name(id="log") | ast.Attribute(attr="_log"), attr=level) if (
                    level in LOGGED
                ):
                    yield call.args[0].value
                case ast.Call(func=ast.Name(id="getattr"), args=[ast.Attribute(attr="_log"), _]):
                    yield call.args[0].value


def test_every_line_of_the_log_from_warning_up_has_an_entry_and_no_other_has() -> None:
    assert sorted(first_cells(section(TEXT, "The log"))) == sorted(set(logged()))


def test_the_latency_objective_is_that_of_the_rules() -> None:
    rules = (ROOT / "deploy" / "prometheus" / "rules.yaml").read_text(encoding="utf-8")
    told = section(TEXT, "The latency objective")
    assert "vector(1 - 0.99)" in rules
    assert 'le="1.0"' in rules
    assert "Over 30 days, 99 % of the live messages are out within 1 s" in told
    assert {float(bound) for bound in re.findall(r"above ([\d.]+)", told)} == {
        float(bound) for bound in re.findall(r"latency_burn:ratio_rate\w+ > ([\d.]+)", rules)
    }


SERVICES = ("Confluent Cloud", "Amazon MSK", "Strimzi", "Redpanda")


@pytest.mark.parametrize("service", SERVICES)
def test_the_settings_for_a_managed_cluster_are_read_by_the_loader(service: str, tmp_path: Path) -> None:
    examples = blocks(section(section(TEXT, "Managed clusters"), service), "toml")
    assert examples
    for number, example in enumerate(examples):
        secret = tmp_path / "secret"
        secret.write_text("Xy7-secret", encoding="utf-8")
        file = tmp_path / f"{number}.toml"
        file.write_text(re.sub(r'(_file|cafile) = "[^"]+"', rf'\1 = "{secret}"', example), encoding="utf-8")
        settings = load_settings({"config": str(file)})
        assert settings.kafka.group_id == "newsroom"
        assert settings.security.security_protocol == "SASL_SSL"
        assert settings.security.sasl_password or settings.security.sasl_token_file


def test_the_reference_s_example_of_a_topic_is_read_by_the_loader(tmp_path: Path) -> None:
    (example,) = blocks(REFERENCE.read_text(encoding="utf-8"), "toml")
    (tmp_path / "wire.toml").write_text(example, encoding="utf-8")
    assert load_settings({"config": str(tmp_path / "wire.toml")}).topics["afp.fr"].zone == "Europe/Paris"


def test_no_two_headings_have_one_anchor() -> None:
    found = [heading.lower() for heading in headings(TEXT)]
    assert len(found) == len(set(found))
