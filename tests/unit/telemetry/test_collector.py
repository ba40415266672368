"""Whether spans can go anywhere is judged at the start: who asks for them is told what is wrong."""

import subprocess
import sys

import pytest

from worker.errors import SettingsError
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
