"""What an authorizer withholds is named right by right, on Apache Kafka; and with what is named granted, the worker works."""

import asyncio
import os
import shlex
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.admin import CreateAclsRequest
from replica import produce, producer, running_replica
from service import COMMAND

from documents import RUNBOOK, between, commands
from worker.commands.check import check_cluster
from worker.kafka.admin import create_topics
from worker.kafka.connection import Connection, connection
from worker.kafka.feed import reader
from worker.kafka.rights import Needs, missing_rights
from worker.local import Listener, LocalKafka
from worker.settings import load_settings

PASSWORD = "Xy7-secret-of-the-wire"
TOPIC, GROUP, TRANSACTIONAL_ID = 2, 3, 5  # Kafka's numbers of resources, of their patterns, of operations
LITERAL, PREFIXED = 3, 4
READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS, ALLOW = 3, 4, 8, 10, 3

# Whoever comes to the plain listener is the operator; who logs in has only what he was granted.
PROPERTIES = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
}


@pytest.fixture(scope="module")
def kafka() -> Iterator[LocalKafka]:
    listeners = {"LOGIN": Listener("SASL_PLAINTEXT")}
    with LocalKafka(properties=PROPERTIES, listeners=listeners, users={"wire": PASSWORD}) as one:
        yield one


@pytest.fixture
async def operator(kafka: LocalKafka) -> AsyncIterator[AIOKafkaClient]:
    client = AIOKafkaClient(bootstrap_servers=kafka.bootstrap_servers)
    await client.bootstrap()
    yield client
    await client.close()


def login(kafka: LocalKafka) -> dict[str, str]:
    return {
        "bootstrap_servers": kafka.address("LOGIN"),
        "security_protocol": "SASL_PLAINTEXT",
        "sasl_mechanism": "PLAIN",
        "sasl_username": "wire",
        "sasl_password": PASSWORD,
    }


def reach(given: dict[str, str]) -> Connection:
    settings = load_settings(given)
    return connection(settings.kafka, settings.security, "test")


async def grant(operator: AIOKafkaClient, operation: int, kind: int, name: str, pattern: int = LITERAL) -> None:
    request = CreateAclsRequest(kind, name, pattern, "User:wire", "*", operation, ALLOW)
    answer = await operator.send(operator.get_random_node(), request)
    assert answer.creation_responses[0][0] == 0


async def until_missing(connection: Connection, needs: Needs, expected: set[str]) -> None:
    """What is granted takes a moment to come from the controller to the broker."""
    missing: set[str] = set()
    try:
        async with asyncio.timeout(20):
            while (missing := set(await missing_rights(connection, needs))) != expected:
                await asyncio.sleep(0.05)
    except TimeoutError:
        assert missing == expected


async def test_each_right_is_missed_until_it_is_granted_and_then_the_worker_works(
    kafka: LocalKafka, operator: AIOKafkaClient
) -> None:
    names = wire_in, wire_out, wire_dlq = "r.in", "r.out", "r.dlq"
    await create_topics(kafka.bootstrap_servers, dict.fromkeys(names, 1))
    group = f"group-of-{wire_in}"  # as the replica calls it
    one_id = f"{group}/{wire_in}/0/0"
    needs = Needs([wire_in], [wire_out, wire_dlq], group, one_id)
    of_the_ids = {f"READ on group {group}", f"WRITE on transactional id {one_id}"}
    us = reach(login(kafka))
    await until_missing(us, needs, of_the_ids)  # the topics are not seen

    for name in names:
        await grant(operator, DESCRIBE, TOPIC, name)
    of_the_topics = {f"READ on topic {wire_in}", f"WRITE on topic {wire_out}", f"WRITE on topic {wire_dlq}"}
    await until_missing(us, needs, of_the_topics | of_the_ids)

    await grant(operator, READ, TOPIC, wire_in)
    await grant(operator, WRITE, TOPIC, wire_out)
    await until_missing(us, needs, {f"WRITE on topic {wire_dlq}"} | of_the_ids)

    await grant(operator, WRITE, TOPIC, wire_dlq)
    await grant(operator, READ, GROUP, group)
    await until_missing(us, needs, {f"WRITE on transactional id {one_id}"})

    await grant(operator, WRITE, TRANSACTIONAL_ID, f"{group}/", PREFIXED)
    await until_missing(us, needs, set())

    settings = login(kafka)
    async with running_replica(settings.pop("bootstrap_servers"), *names, **settings):
        for number in range(5):
            await produce(kafka.bootstrap_servers, wire_in, [str(number).encode()])
            assert await missing_rights(us, needs) == ()  # asked while its transactions run: they come to their end
        published: list[bytes] = []
        async with reader({"bootstrap_servers": kafka.bootstrap_servers}, [wire_out]) as out, asyncio.timeout(30):
            while len(published) < 5:
                published += [delivered.value for delivered in await out.read(0.2)]
    assert published == [str(number).encode() for number in range(5)]


async def test_check_says_what_to_grant(kafka: LocalKafka) -> None:
    found = await check_cluster(load_settings(login(kafka) | {"group_id": "stranger"}))
    (rights,) = [finding for finding in found if finding.subject == "rights"]
    assert rights.ok is False
    assert "READ on group stranger, WRITE on transactional id stranger/" in rights.detail


async def test_asking_leaves_nothing_behind(kafka: LocalKafka, operator: AIOKafkaClient) -> None:
    await missing_rights(reach({"bootstrap_servers": kafka.bootstrap_servers}), Needs([], [], "nobody", "nobody/x/0/0"))
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap_servers)
    await admin.start()
    try:
        assert "nobody" not in [name for name, *_ in await admin.list_consumer_groups()]
    finally:
        await admin.close()


async def test_without_an_authorizer_nothing_is_missing(bootstrap_servers: str) -> None:
    await create_topics(bootstrap_servers, {"free": 1})
    needs = Needs(["free"], ["free"], "free", "free/free/0/0")
    assert await missing_rights(reach({"bootstrap_servers": bootstrap_servers}), needs) == ()


# ── What the runbook says to grant ──────────────────────────────────────────────────────────────────────────────────

NAMES = ("wire.in", "wire.out", "wire.dlq")
KINDS = {"--topic": TOPIC, "--group": GROUP, "--transactional-id": TRANSACTIONAL_ID}
OPERATIONS = {"Read": READ, "Write": WRITE, "DescribeConfigs": DESCRIBE_CONFIGS}

Right = tuple[int, int, str, int]
"""Operation, kind, name, pattern."""


def told(part: str) -> list[Right]:
    """What the runbook's calls of kafka-acls.sh grant in one of its parts."""
    rights: list[Right] = []
    for command in commands(between(RUNBOOK.read_text(encoding="utf-8"), f"rights: {part}")):
        program, *words = shlex.split(command)
        assert program == "kafka-acls.sh"
        options = list(pairwise(words))
        assert ("--allow-principal", "User:wire") in options
        pattern = PREFIXED if ("--resource-pattern-type", "prefixed") in options else LITERAL
        (operation,) = [OPERATIONS[value] for name, value in options if name == "--operation"]
        rights += [(operation, KINDS[name], value, pattern) for name, value in options if name in KINDS]
    return rights


async def wire_worker(kafka: LocalKafka, *arguments: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")}
    environment |= {f"WIRE_{name.upper()}": value for name, value in login(kafka).items()} | {
        "WIRE_GROUP_ID": "newsroom"
    }
    process = await asyncio.create_subprocess_exec(
        COMMAND, *arguments, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await process.communicate()
    return int(process.returncode), output.decode()


async def test_what_the_runbook_grants_is_enough_for_each_command_and_none_of_it_is_too_much(
    kafka: LocalKafka, operator: AIOKafkaClient, tmp_path: Path
) -> None:
    await create_topics(kafka.bootstrap_servers, dict.fromkeys(NAMES, 1))
    once = Needs(NAMES[:1], NAMES[1:], "newsroom", "newsroom/wire.in/0/0")
    at_least_once = replace(once, transactional_id=None)
    us = reach(login(kafka))

    *run, last = told("run")
    for right in run:
        await grant(operator, *right)
    assert await missing_rights(us, at_least_once)  # the last is needed
    await grant(operator, *last)
    await until_missing(us, at_least_once, set())
    await until_missing(us, once, {"WRITE on transactional id newsroom/wire.in/0/0"})
    for right in told("exactly_once"):
        await grant(operator, *right)
    await until_missing(us, once, set())

    settings = load_settings(login(kafka) | {"group_id": "newsroom"})
    unseen = [finding for finding in await check_cluster(settings) if "DESCRIBE_CONFIGS" in finding.detail]
    assert [finding.subject for finding in unseen] == [f"topic {name}" for name in NAMES]
    for right in told("check"):
        await grant(operator, *right)
    async with asyncio.timeout(20):
        while any("DESCRIBE_CONFIGS" in finding.detail for finding in await check_cluster(settings)):
            await asyncio.sleep(0.05)

    letter = [("dlq.reason", b"internal"), ("dlq.topic", b"wire.in"), ("dlq.partition", b"0"), ("dlq.offset", b"0")]
    async with producer(kafka.bootstrap_servers) as made:
        await made.send_and_wait("wire.dlq", b"a letter", b"key", headers=letter)
    (tmp_path / "item.txt").write_text("Lyon (AFP) - Nothing happened.", encoding="utf-8")
    desk = (("dlq", "list"), ("dlq", "replay", "--all"), ("replay", str(tmp_path / "item.txt")))
    for command in desk:
        code, said = await wire_worker(kafka, *command)
        assert (code, "AuthorizationFailed" in said) == (1, True), said
    for right in told("dlq"):
        await grant(operator, *right)
    async with asyncio.timeout(60):
        while (await wire_worker(kafka, *desk[1]))[0]:
            await asyncio.sleep(0.05)
    for command in desk:
        code, said = await wire_worker(kafka, *command)
        assert code == 0, said
