"""Why a broker cannot be reached: the library calls a wrong password, a strange certificate and a dead host the same."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError, SaslAuthenticationFailed, UnsupportedSaslMechanismError
from aiokafka.protocol.metadata import MetadataRequest

from worker.errors import StreamError
from worker.kafka.connection import Connection, NoTokenError

REACH_SECONDS_MAX = 5.0
ASKED_WITH = frozenset(
    {"client_id", "security_protocol", "ssl_context", "sasl_mechanism", "sasl_plain_username", "sasl_plain_password"}
    | {"sasl_oauth_token_provider"}
)


async def why_unreachable(connection: Connection) -> dict[str, str]:
    """By address: what is in the way of each bootstrap server that does not take us in; empty where all do.

    Never tells a secret. Bounded by REACH_SECONDS_MAX, since all are asked at once.
    """
    addresses = [(host, port) for host, port, _ in collect_hosts(connection["bootstrap_servers"])]
    answers = await asyncio.gather(*(_obstacle(connection, host, port) for host, port in addresses))
    return {f"{host}:{port}": why for (host, port), why in zip(addresses, answers, strict=True) if why}


@asynccontextmanager
async def connecting(what: str, connection: Connection) -> AsyncIterator[None]:
    """Tell, where the library only says that it reached nobody, what was in the way. Raises StreamError.

    It also says so by a bare KafkaError, or not at all, after a token that is refused: to be put around a time limit.
    """
    try:
        yield
    except (KafkaError, TimeoutError) as error:
        if not isinstance(error, KafkaConnectionError | TimeoutError) and type(error) is not KafkaError:
            raise
        obstacles = await why_unreachable(connection)
        told = "; ".join(f"{address} {why}" for address, why in obstacles.items()) or repr(error)
        raise StreamError(f"connecting {what}: {told}") from error


async def _obstacle(connection: Connection, host: str, port: int) -> str | None:
    spoken = connection["security_protocol"]
    try:
        async with asyncio.timeout(REACH_SECONDS_MAX):
            await _ask(connection, host, port)
    except socket.gaierror:
        return "is no host that is known here"
    except ssl.SSLCertVerificationError as error:
        return f"shows a certificate that is not trusted ({error.verify_message}): see WIRE_SSL_CAFILE"
    except ssl.SSLError as error:
        return f"breaks off the TLS handshake ({error.reason}): is its listener one for {spoken}?"
    except NoTokenError as error:
        return f"was not asked: {error.args[0]}"
    except (UnsupportedSaslMechanismError, SaslAuthenticationFailed, StreamError) as error:
        return f"refuses the login: {error.args[0] if error.args else 'it does not say why'}"
    except TimeoutError:
        return f"does not answer within {REACH_SECONDS_MAX:.0f} s: is its listener one for {spoken}?"
    except ConnectionRefusedError:
        return "refuses the connection: nothing listens there"
    except (OSError, KafkaError) as error:
        return f"closes the connection ({error}): is its listener one for {spoken}, does it want a certificate of ours?"
    return None


async def _ask(connection: Connection, host: str, port: int) -> None:
    """Connect, log in, ask something."""
    told = {name: value for name, value in connection.items() if name in ASKED_WITH}
    reached = await create_conn(host, port, request_timeout_ms=int(REACH_SECONDS_MAX * 1000), **told)
    try:
        answer = await reached.send(MetadataRequest([]))
    finally:
        reached.close()
    if not answer.brokers:
        # The library takes every token for a good one (aiokafka 0.14); the broker answers nothing to who has a bad one.
        raise StreamError("it takes the token of WIRE_SASL_TOKEN_FILE for none, or for one that has expired")
