"""How every client of ours connects: addresses, TLS, SASL; and how the client library's errors become ours."""

import asyncio
import ssl
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiokafka.abc import AbstractTokenProvider
from aiokafka.conn import collect_hosts
from aiokafka.errors import IllegalOperation, KafkaError
from aiokafka.helpers import create_ssl_context

from worker.errors import SettingsError, StreamError
from worker.settings.sections import Kafka
from worker.settings.security import Security

Connection = dict[str, Any]
"""Keyword arguments that the library's consumer, producer and admin client have in common."""


def connection(kafka: Kafka, security: Security, client_id: str) -> Connection:
    """What a client needs to reach the brokers. Raises SettingsError where an address or a certificate cannot be used."""
    password = security.sasl_password
    _check_addresses(kafka.bootstrap_servers)
    arguments: Connection = {
        "bootstrap_servers": list(kafka.bootstrap_servers),
        "client_id": client_id,
        "security_protocol": security.security_protocol,
        "ssl_context": _ssl_context(security),
        "request_timeout_ms": int(kafka.request_seconds_max * 1000),
    }
    if security.sasl_token_file:
        arguments |= {
            "sasl_mechanism": security.sasl_mechanism,
            "sasl_oauth_token_provider": _TokenFile(security.sasl_token_file),
        }
    elif security.sasl_mechanism:
        arguments |= {
            "sasl_mechanism": security.sasl_mechanism,
            "sasl_plain_username": security.sasl_username,
            "sasl_plain_password": password.get_secret_value() if password else None,
        }
    return arguments


class NoTokenError(KafkaError):  # type: ignore[misc]  # published without types
    """No token is there to log in with: an error of the library's own kind, which it takes for a broker that is away.

    Any other would end the tasks of a client that is connected (aiokafka 0.14, ``client.py:447``).
    """


class _TokenFile(AbstractTokenProvider):  # type: ignore[misc]  # published without types
    """A bearer token in a file that somebody renews; read for every login, off the event loop."""

    def __init__(self, file: Path) -> None:
        self._file = file

    async def token(self) -> str:
        """The token. Raises NoTokenError for a file without one."""
        try:
            token = (await asyncio.to_thread(self._file.read_text, encoding="utf-8")).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise NoTokenError(f"WIRE_SASL_TOKEN_FILE: {self._file} cannot be read: {type(error).__name__}") from error
        if not token:
            raise NoTokenError(f"WIRE_SASL_TOKEN_FILE: {self._file} holds no token")
        return token


def _check_addresses(addresses: Sequence[str]) -> None:
    """Read the addresses as the library will: it does so when it connects, where nobody expects a ValueError."""
    for address in addresses:
        try:
            ((_, port, _),) = collect_hosts([address])
        except ValueError:
            port = 0
        if not 0 < port < 65_536:
            raise SettingsError(f"WIRE_BOOTSTRAP_SERVERS: {address} is no address: write host:port")


def _ssl_context(security: Security) -> ssl.SSLContext | None:
    if not security.security_protocol.endswith("SSL"):
        return None
    password = security.ssl_key_password
    try:
        context: ssl.SSLContext = create_ssl_context(
            cafile=security.ssl_cafile,
            certfile=security.ssl_certfile,
            keyfile=security.ssl_keyfile,
            password=password.get_secret_value if password else _no_password,
        )
    except (OSError, ValueError) as error:
        raise SettingsError(f"WIRE_SSL_…: the certificates cannot be used: {error}") from error
    return context


def _no_password() -> str:
    """Asked for an encrypted key alone, in place of whoever sits at the terminal."""
    raise SettingsError(
        "WIRE_SSL_KEYFILE: the key is encrypted, set WIRE_SSL_KEY_PASSWORD or WIRE_SSL_KEY_PASSWORD_FILE"
    )


@contextmanager
def stream_errors(doing: str) -> Iterator[None]:
    """Turn whatever the library raises into a StreamError that says what was being done.

    Besides KafkaError it raises IllegalOperation, AssertionError and RuntimeError out of states that it did not foresee, OSError and
    TimeoutError from the connection (seen in aiokafka 0.14).
    """
    try:
        yield
    except (KafkaError, IllegalOperation, AssertionError, RuntimeError, OSError, TimeoutError) as error:
        raise StreamError(f"{doing}: {type(error).__name__}: {error}".rstrip(": ")) from error


async def ended(stop: Coroutine[Any, Any, None], *, seconds_max: float) -> None:
    """Let a client's ``stop`` come to its end, and wait so long for it at most. Never raises what it raises.

    It is never cancelled: it marks its client as closed first, so that a second call would do nothing, and the client's
    tasks live on (aiokafka 0.14, ``producer.py:369``). In an outage it may raise CancelledError by itself
    (``fetcher.py:457``), which must not be taken for our own.
    """
    task = asyncio.ensure_future(stop)
    done, _ = await asyncio.wait([task], timeout=seconds_max)
    if done and not task.cancelled():
        task.exception()
