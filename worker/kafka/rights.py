"""What the cluster grants us of what the worker needs: asked with nothing written, and no group or transaction touched.

A topic's rights stand in the metadata. For a group and a transactional id a member and a producer that do not exist ask
for something: the broker looks at the rights first, and refuses those without them for another reason than the others.
Two rights are left out. An idempotent write could be tried only by taking a producer id; Kafka grants it since 3.0 with
the write to any topic. To describe a transactional id comes with the write to it.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import GroupAuthorizationFailedError, TransactionalIdAuthorizationFailed
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.group import HeartbeatRequest
from aiokafka.protocol.transaction import EndTxnRequest
from aiokafka.protocol.types import Array, Boolean, Int16, Int32, Schema, String

from worker.kafka.connection import Connection, stream_errors

READ, WRITE = 3, 4  # Kafka's numbers of operations, and their bits in a set of them
NOBODY = -1  # no producer has that id


@dataclass(frozen=True, slots=True)
class Needs:
    """What the worker reads and writes. ``transactional_id`` is one of those it will use; None where it uses none."""

    read: Collection[str]
    write: Collection[str]
    group_id: str
    transactional_id: str | None


async def missing_rights(connection: Connection, needs: Needs, *, seconds_max: float = 15.0) -> tuple[str, ...]:
    """The rights that we lack, as an access list calls them. Raises StreamError where the cluster cannot be asked.

    A topic that is not there, or that we may not even see, is passed over: who describes the topics has told it.
    """
    client = AIOKafkaClient(**connection)
    with stream_errors("asking for our rights"):
        try:
            async with asyncio.timeout(seconds_max):
                await client.bootstrap()
                granted = await _operations(client, {*needs.read, *needs.write})
                missing = [f"READ on topic {name}" for name in needs.read if not _holds(granted, name, READ)]
                missing += [f"WRITE on topic {name}" for name in needs.write if not _holds(granted, name, WRITE)]
                if await _is_group_refused(client, needs.group_id):
                    missing.append(f"READ on group {needs.group_id}")
                if needs.transactional_id and await _is_transaction_refused(client, needs.transactional_id):
                    missing.append(f"WRITE on transactional id {needs.transactional_id}")
                return tuple(missing)
        finally:
            await client.close()


def _holds(granted: Mapping[str, int], topic: str, operation: int) -> bool:
    return topic not in granted or bool(granted[topic] & 1 << operation)


async def _operations(client: AIOKafkaClient, topics: Collection[str]) -> dict[str, int]:
    """By topic, of those that we see: the set of operations that we may do there, a bit for each."""
    answer = await client.send(client.get_random_node(), _TopicsRequest(sorted(topics)))
    return {name: operations for code, name, _, _, operations in answer.topics if not code}


async def _is_group_refused(client: AIOKafkaClient, group_id: str) -> bool:
    answer = await client.send(client.get_random_node(), HeartbeatRequest(group_id, -1, "check"))
    return bool(answer.error_code == GroupAuthorizationFailedError.errno)


async def _is_transaction_refused(client: AIOKafkaClient, transactional_id: str) -> bool:
    end = EndTxnRequest(transactional_id, NOBODY, -1, transaction_result=False)
    answer = await client.send(client.get_random_node(), end)
    return bool(answer.error_code == TransactionalIdAuthorizationFailed.errno)


# ── Metadata with rights, which aiokafka 0.14 does not know: its newest version is 5 ──────────────────────────────────


class _TopicsResponse(Response):  # type: ignore[misc]  # published without types
    API_KEY, API_VERSION = 3, 8
    _PARTITION = (
        ("error_code", Int16),
        ("partition", Int32),
        ("leader", Int32),
        ("leader_epoch", Int32),
        ("replicas", Array(Int32)),
        ("isr", Array(Int32)),
        ("offline_replicas", Array(Int32)),
    )
    _TOPIC = (
        ("error_code", Int16),
        ("topic", String("utf-8")),
        ("is_internal", Boolean),
        ("partitions", Array(*_PARTITION)),
        ("authorized_operations", Int32),
    )
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", Array(("node_id", Int32), ("host", String("utf-8")), ("port", Int32), ("rack", String("utf-8")))),
        ("cluster_id", String("utf-8")),
        ("controller_id", Int32),
        ("topics", Array(*_TOPIC)),
        ("cluster_authorized_operations", Int32),
    )


class _TopicsRequest8(RequestStruct):  # type: ignore[misc]  # as above
    API_KEY, API_VERSION, RESPONSE_TYPE = 3, 8, _TopicsResponse
    SCHEMA = Schema(
        ("topics", Array(String("utf-8"))),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _TopicsRequest(Request[_TopicsRequest8]):  # type: ignore[misc]  # as above
    API_KEY = 3

    def __init__(self, topics: list[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_TopicsRequest8]) -> _TopicsRequest8:
        return request_struct_class(self._topics, False, False, True)  # noqa: FBT003  # in the order of its schema
