"""Whether spans are wanted, and can go anywhere: what the environment says of the collector, judged before the start.

Apart from ``tracing``, which needs an extra that need not be installed.
"""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote, urlsplit

from worker.errors import SettingsError

if TYPE_CHECKING:
    from worker.telemetry.tracing import Tracing

PROTOCOL = "http/protobuf"
SECRET_CHARS_MIN = 8  # what is shorter is no secret, such as a tenant's number, and masked it would blot out the log

_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_HEADERS = ("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS")


def tracing_of(tracing: Literal["off", "otlp"], *, worker: str, group_id: str) -> "Tracing | None":
    """What makes spans and sends them; None where none are wanted. Raises SettingsError."""
    if tracing == "off":
        return None
    _check_environment(os.environ)
    try:
        from worker.telemetry.tracing import Tracing  # noqa: PLC0415  not loaded, nor installed, where it is not wanted
    except ModuleNotFoundError as error:
        missing = f"{str(error.name).partition('.')[0]} is not installed: pip install 'wire-worker[tracing]'"
        raise SettingsError(f"WIRE_TRACING (--tracing, [tracing] tracing): {missing}") from error
    try:
        return Tracing(worker, group_id)
    except ValueError as error:  # of OTEL_BSP_… and others, which the SDK reads
        raise SettingsError(f"WIRE_TRACING: the OTEL_… variables cannot be used: {error}") from error


def secrets() -> tuple[str, ...]:
    """What the collector's headers hold, for the logs to mask: the SDK writes down a header that it cannot read."""
    pairs = (pair.strip() for name in _HEADERS for pair in os.environ.get(name, "").split(","))
    values = (pair.partition("=")[2] or pair for pair in pairs)
    return tuple(text for value in values for text in (value, unquote(value)) if len(text) >= SECRET_CHARS_MIN)


def _check_environment(environment: Mapping[str, str]) -> None:
    """Raises SettingsError for what would let every span go astray; the SDK finds out with the first one, or not at all."""
    for name in _PROTOCOLS:
        protocol = environment.get(name)
        if protocol and protocol != PROTOCOL:
            raise SettingsError(
                f"{name}: spans go out by {PROTOCOL} alone (port 4318 of most collectors), not {protocol!r}"
            )
    for name in _ENDPOINTS:
        endpoint = environment.get(name)
        if endpoint and not _is_http(endpoint):
            raise SettingsError(f"{name}: should be a URL such as http://collector:4318")


def _is_http(endpoint: str) -> bool:
    try:
        url = urlsplit(endpoint)
        return url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        return False
