"""Whether spans can go anywhere is judged at the start: who asks for them is told what is wrong."""

import subprocess
import sys

import pytest
from collector import collecting

from worker.commands.check import check_tracing
from worker.errors import SettingsError
from worker.settings import load_settings
from worker.telemetry import collector
from worker.telemetry.collector import tracing_of

WITHOUT_THE_EXTRA = """
import sys
sys.modules["opentelemetry"] = None
from worker.telemetry.collector import tracing_of
from worker.errors import SettingsError
assert tracing_of("off", worker="1.0", group_id="desk") is None
try:
    tracing_of("otlp", worker="1.0", group_id="desk")
except SettingsError as error:
    print(error)
"""


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*collector._PROTOCOLS, *collector._ENDPOINTS, *collector._HEADERS):
        monkeypatch.delenv(name, raising=False)


def test_without_the_extra_the_error_names_the_setting_and_what_to_install():
    done = subprocess.run([sys.executable, "-c", WITHOUT_THE_EXTRA], capture_output=True, text=True, check=True)
    assert "WIRE_TRACING" in done.stdout
    assert "pip install 'wire-worker[tracing]'" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL: .*not 'grpc'"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: .*http/json"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "OTEL_EXPORTER_OTLP_ENDPOINT: should be a URL"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://", "OTEL_EXPORTER_OTLP_ENDPOINT: should be a URL"),
        ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://collector:port/", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "),
        ("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "4096", "OTEL_.*max_export_batch_size"),
    ],
)
def test_a_variable_that_would_let_spans_go_astray_is_an_error_that_names_it(monkeypatch, name, value, told):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=told):
        tracing_of("otlp", worker="1.0", group_id="desk")


@pytest.mark.parametrize(
    "endpoint", ["", "http://localhost:4318", "https://[::1]:4318/otlp", "https://o.example/x?y=1"]
)
def test_good_ones_pass(monkeypatch, endpoint):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    tracing = tracing_of("otlp", worker="1.0", group_id="desk")
    assert tracing
    tracing._provider.shutdown()


def test_what_the_collectors_headers_hold_is_for_the_logs_to_mask(monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cr3t-t0ken, x-tenant=1,n0-header-at-all")
    assert set(collector.secrets()) == {"Bearer%20s3cr3t-t0ken", "Bearer s3cr3t-t0ken", "n0-header-at-all"}


# ── What ``check`` tells of it ──────────────────────────────────────────────────────────────────────────────────────


def found() -> list[tuple[bool | None, str]]:
    return [(finding.ok, finding.detail) for finding in check_tracing(load_settings({"tracing": "otlp"}))]


def test_check_asks_the_collector_for_which_no_spans_are_needed(monkeypatch):
    with collecting() as answering:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", answering.address)
        assert found() == [(True, "the collector takes spans")]
    assert answering.spans() == []
    assert len(answering.requests) == 1


def test_check_warns_of_a_collector_that_refuses_and_fails_where_no_span_could_be_made(monkeypatch):
    with collecting() as answering:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"{answering.address}/no/such/path")
        ((ok, detail),) = found()
    assert ok is None
    assert "OTEL_EXPORTER_OTLP_ENDPOINT" in detail
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
    ((ok, detail),) = found()
    assert ok is False
    assert "not 'grpc'" in detail


def test_check_says_nothing_where_no_spans_are_wanted():
    assert list(check_tracing(load_settings({}))) == []
