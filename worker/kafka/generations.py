"""Offsets under the group's generation (KIP-447), by requests of versions that the library does not speak (aiokafka 0.14).

A transaction that commits offsets says in whose name: the coordinator refuses it once the group has gone on without that
member. And who asks what is committed hears of a transaction that may still change it. So one transaction may commit for
several partitions, though its transactional id fences but one of them. Apache Kafka knows both since 2.5.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from aiokafka.client import CoordinationType
from aiokafka.errors import GroupAuthorizationFailedError, IllegalGenerationError, KafkaError, UnknownMemberIdError
from aiokafka.producer.sender import Sender, TxnOffsetCommitHandler
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Boolean, CompactArray, CompactString, Int16, Int32, Int64, Schema, TaggedFields
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from worker.stream.ports import Member, Partition

UNSTABLE = 88  # UNSTABLE_OFFSET_COMMIT: a transaction that is not over has another offset


class FencedInstanceError(KafkaError):  # type: ignore[misc]  # published without types
    """Another member has our ``group_instance_id``."""


GONE = {22: IllegalGenerationError, 25: UnknownMemberIdError, 82: FencedInstanceError}
_TEXT = CompactString("utf-8")
_TAGS = ("tags", TaggedFields)


def _topics(*fields: tuple[str, Any]) -> tuple[str, CompactArray]:
    """By topic and partition, with these fields of each partition."""
    return ("topics", CompactArray(("topic", _TEXT), ("partitions", CompactArray(*fields, _TAGS)), _TAGS))


class _CommitResponse(Response):  # type: ignore[misc]
    API_KEY, API_VERSION = 28, 3
    SCHEMA = Schema(("throttle_time_ms", Int32), _topics(("partition", Int32), ("error_code", Int16)), _TAGS)


class _CommitRequest(RequestStruct):  # type: ignore[misc]
    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 28, 3, True, _CommitResponse
    SCHEMA = Schema(
        ("transactional_id", _TEXT),
        ("group_id", _TEXT),
        ("producer_id", Int64),
        ("producer_epoch", Int16),
        ("generation_id", Int32),
        ("member_id", _TEXT),
        ("group_instance_id", _TEXT),
        _topics(("partition", Int32), ("offset", Int64), ("leader_epoch", Int32), ("metadata", _TEXT)),
        _TAGS,
    )


class _Commit(Request[_CommitRequest]):  # type: ignore[misc]
    API_KEY = _CommitRequest.API_KEY

    def __init__(self, *fields: object) -> None:
        self._fields = fields

    def build(self, request_struct_class: type[_CommitRequest]) -> _CommitRequest:
        return request_struct_class(*self._fields, {})


class _CommittedResponse(Response):  # type: ignore[misc]
    API_KEY, API_VERSION = 9, 7
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        _topics(
            ("partition", Int32),
            ("offset", Int64),
            ("leader_epoch", Int32),
            ("metadata", _TEXT),
            ("error_code", Int16),
        ),
        ("error_code", Int16),
        _TAGS,
    )


class _CommittedRequest(RequestStruct):  # type: ignore[misc]
    API_KEY, API_VERSION, FLEXIBLE_VERSION, RESPONSE_TYPE = 9, 7, True, _CommittedResponse
    SCHEMA = Schema(
        ("group_id", _TEXT),
        ("topics", CompactArray(("topic", _TEXT), ("partitions", CompactArray(Int32)), _TAGS)),
        ("require_stable", Boolean),
        _TAGS,
    )


class Committed(Request[_CommittedRequest]):  # type: ignore[misc]
    """What a group has committed of one partition, where no transaction may still change it."""

    API_KEY = _CommittedRequest.API_KEY

    def __init__(self, group_id: str, partition: Partition) -> None:
        self._group_id = group_id
        self._partition = partition

    def build(self, request_struct_class: type[_CommittedRequest]) -> _CommittedRequest:
        """The fields in their order; called by the library."""
        topic, number = self._partition
        require_stable = True
        return request_struct_class(self._group_id, [(topic, [number], {})], require_stable, {})


class _Errors(NamedTuple):
    """An answer in the form in which the library reads it."""

    errors: Iterable[tuple[str, list[tuple[int, int]]]]


class _CommitHandler(TxnOffsetCommitHandler):  # type: ignore[misc]
    """The library's, in the name of a member."""

    def __init__(
        self, sender: Sender, offsets: Mapping[TopicPartition, OffsetAndMetadata], group_id: str, member: Member
    ) -> None:
        super().__init__(sender, offsets, group_id)
        self._member = member

    def create_request(self) -> _Commit:
        manager = self._sender._txn_manager  # noqa: SLF001
        topics: dict[str, list[Any]] = {}
        for place, due in sorted(self._offsets.items()):
            topics.setdefault(place.topic, []).append((place.partition, due.offset, -1, due.metadata, {}))
        return _Commit(
            manager.transactional_id,
            self._group_id,
            manager.producer_id,
            manager.producer_epoch,
            *self._member,
            [(topic, partitions, {}) for topic, partitions in topics.items()],
        )

    def handle_response(self, answer: Any) -> float | None:
        told = [(topic, [(number, code) for number, code, _ in partitions]) for topic, partitions, _ in answer.topics]
        for _, codes in told:
            for _, code in codes:
                if gone := GONE.get(code):
                    self._sender._txn_manager.error_transaction(gone())  # noqa: SLF001
                    return None
        backoff: float | None = super().handle_response(_Errors(told))
        return backoff


def commit_as(member: Member, sender: Sender) -> None:
    """Let a transactional producer commit offsets in the name of this member from now on.

    Its ``_do_txn_offset_commit`` but for the handler, which the library's makes itself.
    """

    async def commit(offsets: Mapping[TopicPartition, OffsetAndMetadata], group_id: str) -> None:
        if not offsets:
            return
        try:
            node = await sender._find_coordinator(CoordinationType.GROUP, group_id)  # noqa: SLF001
        except GroupAuthorizationFailedError as error:
            sender._txn_manager.error_transaction(error)  # noqa: SLF001
            return
        await _CommitHandler(sender, offsets, group_id, member).do(node)

    sender._do_txn_offset_commit = commit  # noqa: SLF001
