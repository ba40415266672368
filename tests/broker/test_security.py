"""Every way to log in and to encrypt, on Apache Kafka; and what is said where one fails."""

import asyncio
import base64
import io
import json
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest
import structlog
import trustme
from aiokafka import AIOKafkaConsumer
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from replica import produce, running_replica
from service import COMMAND, running

from worker.errors import SettingsError, StreamError
from worker.kafka.admin import create_topics
from worker.kafka.connection import Connection, connection
from worker.kafka.producer import Producer, producer_arguments
from worker.kafka.reach import why_unreachable
from worker.kafka.source import Group, KafkaSource
from worker.local import Listener, LocalKafka
from worker.settings import load_settings
from worker.telemetry.logs import configure_logs

PASSWORD = "Xy7-secret-of-the-wire"
REAUTHENTICATION_MS = 5000  # the broker closes a connection whose login is older


@dataclass
class House:
    """A cluster with every listener, and the files of those who connect."""

    kafka: LocalKafka
    folder: Path

    def settings(self, listener: str, **more: str) -> dict[str, str]:
        ways = {
            "TLS": {"security_protocol": "SSL", "ssl_cafile": self.file("ca.pem")},
            "MUTUAL": {
                "security_protocol": "SSL",
                "ssl_cafile": self.file("ca.pem"),
                "ssl_certfile": self.file("client.pem"),
                "ssl_keyfile": self.file("client.key"),
            },
            "LOGIN": {"security_protocol": "SASL_PLAINTEXT"},
            "SECURE": {"security_protocol": "SASL_SSL", "ssl_cafile": self.file("ca.pem")},
            "ASTRAY": {"security_protocol": "PLAINTEXT"},
        }
        return {"bootstrap_servers": self.kafka.address(listener), **ways[listener], **more}

    def file(self, name: str) -> str:
        return str(self.folder / name)


def login(mechanism: str, password: str = PASSWORD) -> dict[str, str]:
    return {"sasl_mechanism": mechanism, "sasl_username": "wire", "sasl_password": password}


def token(subject: str, seconds: float = 3600) -> str:
    """An unsigned token, which only a broker that is told to takes."""
    now = time.time()
    parts = ({"alg": "none"}, {"sub": subject, "iat": now - 1, "exp": now + seconds})
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join((*encoded, ""))


def key_of(certificate: trustme.LeafCert) -> bytes:
    """Its key in the form that Java reads."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), None)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("certificates")
    authority = trustme.CA()
    server, client = authority.issue_cert("127.0.0.1"), authority.issue_cert("wire-worker")
    chain = b"".join(part.bytes() for part in server.cert_chain_pems)
    (folder / "server.pem").write_bytes(key_of(server) + chain)
    authority.cert_pem.write_to_path(folder / "ca.pem")
    trustme.CA().cert_pem.write_to_path(folder / "another.pem")
    (folder / "client.pem").write_bytes(b"".join(part.bytes() for part in client.cert_chain_pems))
    (folder / "client.key").write_bytes(key_of(client))
    (folder / "token").write_text(token("wire"))
    stores = {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(folder / "server.pem"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(folder / "ca.pem"),
    }
    listeners = {
        "TLS": Listener("SSL", stores),
        "MUTUAL": Listener("SSL", stores | {"ssl.client.auth": "required"}),
        "LOGIN": Listener("SASL_PLAINTEXT", {"connections.max.reauth.ms": str(REAUTHENTICATION_MS)}),
        "SECURE": Listener("SASL_SSL", stores),
        "ASTRAY": Listener("PLAINTEXT", advertised="127.0.0.1:1"),
    }
    with LocalKafka(listeners=listeners, users={"wire": PASSWORD}) as kafka:
        yield House(kafka, folder)


WAYS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "TLS": ("TLS", {}),
    "TLS with a certificate of ours": ("MUTUAL", {}),
    "PLAIN over TLS": ("SECURE", login("PLAIN")),
    "SCRAM-SHA-256": ("LOGIN", login("SCRAM-SHA-256")),
    "SCRAM-SHA-512 over TLS": ("SECURE", login("SCRAM-SHA-512")),
    "OAUTHBEARER over TLS": ("SECURE", {"sasl_mechanism": "OAUTHBEARER"}),
}


async def topics_of(house: House, name: str) -> list[str]:
    names = [f"{name}.{end}" for end in ("in", "out", "dlq")]
    await create_topics(house.kafka.bootstrap_servers, dict.fromkeys(names, 1))
    return names


async def values_in(house: House, topic: str, count: int) -> list[bytes | None]:
    values: list[bytes | None] = []
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=house.kafka.bootstrap_servers,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    )
    async with consumer, asyncio.timeout(60):
        while len(values) < count:
            values += [record.value for many in (await consumer.getmany(timeout_ms=200)).values() for record in many]
    return values


@pytest.mark.parametrize("way", WAYS)
async def test_items_go_through(house: House, way: str) -> None:
    listener, more = WAYS[way]
    tokens = {"sasl_token_file": house.file("token")} if "OAUTH" in way else {}
    names = await topics_of(house, way.replace(" ", "-"))
    await produce(house.kafka.bootstrap_servers, names[0], [b"1", b"2"])
    settings = house.settings(listener, **more, **tokens)
    async with running_replica(settings.pop("bootstrap_servers"), *names, **settings):
        assert await values_in(house, names[1], 2) == [b"1", b"2"]


async def test_a_token_is_renewed_while_the_worker_runs(house: House) -> None:
    names = await topics_of(house, "renewed")
    file = house.folder / "renewed"
    file.write_text(token("wire", seconds=REAUTHENTICATION_MS / 1000))
    settings = house.settings("LOGIN", sasl_mechanism="OAUTHBEARER", sasl_token_file=str(file))
    async with running_replica(settings.pop("bootstrap_servers"), *names, **settings) as one:
        await one.until(lambda: len(one.told.assigned_partitions) == 1)
        file.write_text(token("wire"))
        for number in range(12):  # over two sessions of the login
            await produce(house.kafka.bootstrap_servers, names[0], [str(number).encode()])
            await asyncio.sleep(1)
        assert await values_in(house, names[1], 12) == [str(number).encode() for number in range(12)]


REFUSALS: Mapping[str, tuple[str, str, Mapping[str, str], str]] = {
    "a wrong password": ("SECURE", "SECURE", login("PLAIN", "wrong"), "refuses the login"),
    "a wrong SCRAM password": ("LOGIN", "LOGIN", login("SCRAM-SHA-512", "wrong"), "refuses the login"),
    "a stale token": ("LOGIN", "LOGIN", {"sasl_mechanism": "OAUTHBEARER"}, "refuses the login"),
    "an authority that we do not trust": ("TLS", "TLS", {"ssl_cafile": "another.pem"}, "not trusted"),
    "a certificate of ours that is missing": ("MUTUAL", "TLS", {}, "does it want a certificate of ours"),
    "TLS where there is none": ("LOGIN", "TLS", {}, "is its listener one for SSL"),
    "no TLS where there is": ("TLS", "LOGIN", login("PLAIN"), "is its listener one for SASL_PLAINTEXT"),
}


@pytest.mark.parametrize("what", REFUSALS)
async def test_what_is_in_the_way_is_said(house: House, what: str) -> None:
    address, way, more, expected = REFUSALS[what]
    given = {name: house.file(value) if name == "ssl_cafile" else value for name, value in more.items()}
    if given.get("sasl_mechanism") == "OAUTHBEARER":
        (house.folder / "stale").write_text(token("wire", seconds=-60))
        given["sasl_token_file"] = house.file("stale")
    settings = load_settings(house.settings(way, **given) | {"bootstrap_servers": house.kafka.address(address)})
    obstacles = await why_unreachable(connection(settings.kafka, settings.security, "test"))
    assert list(obstacles) == [house.kafka.address(address)]
    assert expected in obstacles[house.kafka.address(address)]
    assert PASSWORD not in str(obstacles)


async def test_a_dead_host_is_told_from_a_wrong_password() -> None:
    settings = load_settings({"bootstrap_servers": "127.0.0.1:1,no-such-host.invalid:9092"})
    obstacles = await why_unreachable(connection(settings.kafka, settings.security, "test"))
    assert "nothing listens there" in obstacles["127.0.0.1:1"]
    assert "no host that is known" in obstacles["no-such-host.invalid:9092"]


async def start_source(reach: Connection) -> None:
    source = KafkaSource(reach, Group("told", ("told.in",), "earliest", "stop", None, 6, 20, 10))
    try:
        await source.start()
    finally:
        await source.stop()


async def start_producer(reach: Connection) -> None:
    producer = Producer(producer_arguments(reach, compression=None, record_bytes_max=1 << 20), seconds_max=2)
    try:
        await producer.connect()
    finally:
        await producer.stop()


TOKENS: Mapping[str, tuple[str | None, str]] = {
    "one that the broker refuses": (token("wire", seconds=-60), "refuses the login: it takes the token"),
    "a file without one": ("", "was not asked: WIRE_SASL_TOKEN_FILE"),
    "a file that is gone": (None, "was not asked: WIRE_SASL_TOKEN_FILE"),
}


@pytest.mark.parametrize("start", [start_source, start_producer])
@pytest.mark.parametrize("what", TOKENS)
async def test_what_is_wrong_with_a_token_is_said_by_who_starts(
    house: House, what: str, start: Callable[[Connection], Awaitable[None]]
) -> None:
    held, expected = TOKENS[what]
    file = house.folder / "bad"
    file.write_text("to be read by the settings")
    settings = load_settings(house.settings("LOGIN", sasl_mechanism="OAUTHBEARER", sasl_token_file=str(file)))
    file.unlink() if held is None else file.write_text(held)
    with pytest.raises(StreamError, match=f"{house.kafka.address('LOGIN')} {expected}"):
        await start(connection(settings.kafka, settings.security, "test"))


def test_an_encrypted_key_is_opened_by_its_password_alone(house: House) -> None:
    """Nobody is asked for it: a service has no terminal, and at one it would stand still."""
    key = load_pem_private_key((house.folder / "client.key").read_bytes(), None)
    sealed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(PASSWORD.encode()))
    (house.folder / "sealed.key").write_bytes(sealed)
    given = house.settings("MUTUAL") | {"ssl_keyfile": house.file("sealed.key")}
    for password, sentence in ((None, "WIRE_SSL_KEYFILE: the key is encrypted"), ("no", "cannot be used")):
        settings = load_settings(given | {"ssl_key_password": password})
        with pytest.raises(SettingsError, match=sentence):
            connection(settings.kafka, settings.security, "test")
    settings = load_settings(given | {"ssl_key_password": PASSWORD})
    assert connection(settings.kafka, settings.security, "test")["ssl_context"]


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    return {f"WIRE_{name.upper()}": value for name, value in settings.items()}


async def check(settings: Mapping[str, str]) -> tuple[int | None, str]:
    """The exit code, and what is said."""
    process = await asyncio.create_subprocess_exec(
        COMMAND,
        "check",
        env=os.environ | environment(settings) | {"COLUMNS": "250", "WIRE_MODELS": "fr=fr_core_news_md"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode, output.decode()


async def test_check_says_which(house: House) -> None:
    code, said = await check(house.settings("SECURE", **login("SCRAM-SHA-256", "not-the-password")))
    assert code == 1
    assert "refuses the login" in said
    assert "not-the-password" not in said


async def test_check_and_run_say_that_the_brokers_send_us_where_none_of_them_is(house: House) -> None:
    settings = house.settings("ASTRAY")
    code, said = await check(settings)
    assert code == 1
    expected = "127.0.0.1:1 is where the brokers send us (their advertised.listeners), but refuses the connection"
    assert expected in " ".join(said.split())
    kafka, security = (loaded := load_settings(settings)).kafka, loaded.security
    with pytest.raises(StreamError, match=re.escape(expected)):
        await start_source(connection(kafka, security, "test"))


@pytest.mark.parametrize(
    ("listener", "more", "sentence"),
    [
        ("LOGIN", login("PLAIN"), "SASL_PLAINTEXT sends the password and every item in the clear"),
        ("LOGIN", login("SCRAM-SHA-256"), "SASL_PLAINTEXT sends every item in the clear"),
        ("SECURE", login("PLAIN"), None),
    ],
)
def test_what_goes_in_the_clear_is_known(
    house: House, listener: str, more: dict[str, str], sentence: str | None
) -> None:
    told = load_settings(house.settings(listener, **more)).security.in_the_clear
    assert (told or "").partition(":")[0] == (sentence or "")


async def test_check_warns_of_a_login_in_the_clear(house: House) -> None:
    _, said = await check(house.settings("LOGIN", **login("PLAIN")))
    assert "SASL_PLAINTEXT sends the password and every item in the clear" in said


async def test_neither_a_token_nor_an_items_text_get_into_logs_and_metrics(house: House) -> None:
    names = await topics_of(house, "quiet")
    marked = "Zwetschgenknodelprinzessin"  # plain ASCII, uncompressed: it would show in any form of the bytes
    story = {"id": "1", "language": "fr", "text": f"Le maire de {marked} a démissionné mardi, a annoncé sa ville."}
    values = [json.dumps(story, ensure_ascii=False).encode(), f"<NewsML><NewsItem>{marked}".encode()]
    secret = token("wire")
    (house.folder / "quiet").write_text(secret)
    login = {"sasl_mechanism": "OAUTHBEARER", "sasl_token_file": house.file("quiet")}
    settings = environment(house.settings("LOGIN", **login)) | {
        "WIRE_GROUP_ID": "quiet",
        "WIRE_INPUT_TOPICS": names[0],
        "WIRE_OUTPUT_TOPIC": names[1],
        "WIRE_DEAD_LETTER_TOPIC": names[2],
        "WIRE_COMPRESSION": "none",
        "WIRE_LOG_LEVEL": "debug",
        "WIRE_PROCESSES": "1",
    }
    async with running(settings) as service:
        await produce(house.kafka.bootstrap_servers, names[0], values)
        (record,) = await values_in(house, names[1], 1)
        (letter,) = await values_in(house, names[2], 1)
        metrics = await service.get("/metrics")
    assert marked in record.decode()
    assert marked in letter.decode()
    told = (orjson.dumps(service.log) + metrics).decode()
    assert service.said("item failed")
    assert service.said("item enriched")
    assert len(service.said("the connection is not encrypted")) == 1
    assert [leak for leak in (marked, secret[:40]) if leak in told] == []


@pytest.mark.parametrize("mechanism", ["PLAIN", "OAUTHBEARER"])
async def test_a_login_does_not_get_into_the_log(house: House, mechanism: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where no repeated line is held back, and no secret masked: neither is what keeps it out."""
    monkeypatch.setattr("worker.telemetry.logs.REPEAT_SECONDS", 0.0)
    given = (
        login("PLAIN")
        if mechanism == "PLAIN"
        else {"sasl_mechanism": mechanism, "sasl_token_file": house.file("token")}
    )
    settings = load_settings(house.settings("SECURE", **given))
    root, logged = logging.getLogger(), io.StringIO()
    handlers, level = list(root.handlers), root.level
    configure_logs("debug", "json", stream=logged)
    try:
        assert await why_unreachable(connection(settings.kafka, settings.security, "test")) == {}
    finally:
        root.handlers[:], _ = handlers, root.setLevel(level)
        structlog.reset_defaults()
    assert "Authenticated" in logged.getvalue()
    assert PASSWORD not in logged.getvalue()
    assert (house.folder / "token").read_text()[:40] not in logged.getvalue()  # the library cuts what it writes
