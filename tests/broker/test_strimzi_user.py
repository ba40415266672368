"""The topics and the user of the manifests for Strimzi, on Apache Kafka: with these rights ``check`` finds all well, and without any of them not."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest

from deploy.manifests import Manifests, rendered
from worker.commands.check import Finding, check_cluster
from worker.kafka.admin import create_topics
from worker.local import Listener, LocalKafka
from worker.settings import Settings, load_settings

PASSWORD = "Xy7-secret-of-the-wire"
# Strimzi's words, and Kafka's numbers for them.
RESOURCES = {"topic": 2, "group": 3, "cluster": 4, "transactionalId": 5}
PATTERNS = {"literal": 3, "prefix": 4}
OPERATIONS = {"Read": 3, "Write": 4, "Describe": 8, "DescribeConfigs": 10}
ALLOW = 3
PROPERTIES = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",  # of the plain listener
}


@dataclass(frozen=True)
class Right:
    """One operation of an access list."""

    resource: int
    name: str
    pattern: int
    operation: int


@dataclass
class Cluster:
    """Where the operator grants and takes away, and the worker checks what it has."""

    operator: AIOKafkaClient
    user: str
    settings: Settings

    async def grant(self, right: Right) -> None:
        asked = CreateAclsRequest(
            right.resource, right.name, right.pattern, f"User:{self.user}", "*", right.operation, ALLOW
        )
        answer = await self.operator.send(self.operator.get_random_node(), asked)
        assert answer.creation_responses[0][0] == 0, answer

    async def withdraw(self, right: Right) -> None:
        asked = DeleteAclsRequest(
            right.resource, right.name, right.pattern, f"User:{self.user}", "*", right.operation, ALLOW
        )
        answer = await self.operator.send(self.operator.get_random_node(), asked)
        assert answer.filter_responses[0][0] == 0, answer

    async def until(self, *, well: bool, seconds_max: float = 20) -> None:
        """What is granted takes a moment to come from the controller to the broker."""
        found: list[Finding] = []
        try:
            async with asyncio.timeout(seconds_max):
                while well is not all(finding.ok for finding in found) or not found:
                    found = [finding for finding in await check_cluster(self.settings) if finding.subject != "security"]
        except TimeoutError:
            pytest.fail(f"not {'well' if well else 'amiss'} in {seconds_max} s: {found}")


@pytest.fixture(scope="module")
def manifests() -> Manifests:
    return rendered("overlays/strimzi")


@pytest.fixture(scope="module")
def kafka(manifests: Manifests) -> Iterator[LocalKafka]:
    users = {manifests.one("KafkaUser")["metadata"]["name"]: PASSWORD}
    with LocalKafka(properties=PROPERTIES, listeners={"LOGIN": Listener("SASL_PLAINTEXT")}, users=users) as one:
        yield one


@pytest.fixture
async def cluster(kafka: LocalKafka, manifests: Manifests) -> AsyncIterator[Cluster]:
    """The topics of the manifests, in one copy since there is one node, and the settings of the pod but for TLS."""
    for topic in manifests.all("KafkaTopic"):
        configs = {name: str(value) for name, value in topic["spec"]["config"].items()}
        assert 1 < int(configs.pop("min.insync.replicas")) < topic["spec"]["replicas"]
        await create_topics(
            kafka.bootstrap_servers, {topic["metadata"]["name"]: topic["spec"]["partitions"]}, configs=configs
        )
    given = {name.removeprefix("WIRE_").lower(): value for name, value in manifests.environment().items()}
    given = {name: value for name, value in given.items() if not value.startswith("/")}
    given |= {"bootstrap_servers": kafka.address("LOGIN"), "security_protocol": "SASL_PLAINTEXT"}
    operator = AIOKafkaClient(bootstrap_servers=kafka.bootstrap_servers)
    await operator.bootstrap()
    user = manifests.one("KafkaUser")["metadata"]["name"]
    yield Cluster(operator, user, load_settings(given | {"sasl_password": PASSWORD}))
    await operator.close()


async def test_each_right_of_the_user_is_needed_and_none_is_missing(cluster: Cluster, manifests: Manifests) -> None:
    rights = [
        Right(
            RESOURCES[acl["resource"]["type"]],
            acl["resource"]["name"],
            PATTERNS[acl["resource"]["patternType"]],
            OPERATIONS[operation],
        )
        for acl in manifests.one("KafkaUser")["spec"]["authorization"]["acls"]
        for operation in acl["operations"]
    ]
    for right in rights:
        await cluster.grant(right)
    await cluster.until(well=True)
    for right in rights:
        await cluster.withdraw(right)
        await cluster.until(well=False)
        await cluster.grant(right)
        await cluster.until(well=True)
