"""Why a broker cannot be reached: the library calls a wrong password, a strange certificate and a dead host the same."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Sequence
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

Address = tuple[str, int]
Answer = frozenset[Address] | str
"""The brokers that one names, or what is in its way."""


async def why_unreachable(connection: Connection) -> dict[str, str]:
    """By address: what is in the way of each bootstrap server that does not take us in; empty where all do.

    Never tells a secret. Bounded by REACH_SECONDS_MAX, since all are asked at once.
    """
    answers = await _answers(connection, _bootstrap(connection))
    return {_written(address): answer for address, answer in answers.items() if isinstance(answer, str)}


async def why_astray(connection: Connection) -> dict[str, str]:
    """By address: what is in the way of each broker that a bootstrap server sends us to, for everything but the first question.

    Only what is not itself a bootstrap server is asked; as long again as ``why_unreachable``.
    """
    bootstrap = _bootstrap(connection)
    answers = await _answers(connection, bootstrap)
    advertised = {broker for answer in answers.values() if not isinstance(answer, str) for broker in answer}
    answers = await _answers(connection, sorted(advertised - {*bootstrap}))
    return {
        _written(address): f"is where the brokers send us (their advertised.listeners), but {answer}"
        for address, answer in answers.items()
        if isinstance(answer, str)
    }


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
        obstacles = await why_unreachable(connection) or await why_astray(connection)
        told = "; ".join(f"{address} {why}" for address, why in obstacles.items()) or repr(error)
        raise StreamError(f"connecting {what}: {told}") from error


def _bootstrap(connection: Connection) -> list[Address]:
    return [(host, port) for host, port, _ in collect_hosts(connection["bootstrap_servers"])]


def _written(address: Address) -> str:
    host, port = address
    return f"{host}:{port}"


async def _answers(connection: Connection, addresses: Sequence[Address]) -> dict[Address, Answer]:
    answers = await asyncio.gather(*(_answer(connection, host, port) for host, port in addresses))
    return dict(zip(addresses, answers, strict=True))


async def _answer(connection: Connection, host: str, port: int) -> Answer:
    spoken = connection["security_protocol"]
    try:
        async with asyncio.timeout(REACH_SECONDS_MAX):
            return await _ask(connection, host, port)
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


async def _ask(connection: Connection, host: str, port: int) -> frozenset[Address]:
    """Connect, log in, ask for the brokers."""
    told = {name: value for name, value in connection.items() if name in ASKED_WITH}
    reached = await create_conn(host, port, request_timeout_ms=int(REACH_SECONDS_MAX * 1000), **told)
    try:
        answer = await reached.send(MetadataRequest([]))
    finally:
        reached.close()
    if not answer.brokers:
        # The library takes every token for a good one (aiokafka 0.14); the broker answers nothing to who has a bad one.
        raise StreamError("it takes the token of WIRE_SASL_TOKEN_FILE for none, or for one that has expired")
    return frozenset((host, port) for _, host, port, *_ in answer.brokers)
