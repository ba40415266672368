"""How transactions are sent: the library's sender (aiokafka 0.14), in the name of a member and by fewer requests.

A transaction that commits offsets says in whose name: the coordinator refuses it once the group has gone on without that
member. And who asks what is committed hears of a transaction that may still change it. So one transaction may commit for
several partitions, though its transactional id fences but one of them (KIP-447, Apache Kafka 2.5).

Where the cluster has transactions of the second version (KIP-890, Apache Kafka 4), the brokers add to a transaction what is
written in it, so that it takes three requests instead of five; and each has an epoch of its own, so that nothing of an
earlier one can come late into it. That the one before is not quite over they answer to the first of the three, and it is tried
again: the handlers tell the library so by a code that it waits out.
"""

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.client import ConnectionGroup, CoordinationType
from aiokafka.errors import (
    BrokerResponseError,
    ConcurrentTransactions,
    CoordinatorLoadInProgressError,
    GroupAuthorizationFailedError,
    IllegalGenerationError,
    InvalidProducerEpoch,
    NoError,
    NotEnoughReplicasError,
    UnknownMemberIdError,
    kafka_errors,
)
from aiokafka.producer.sender import EndTxnHandler, Sender, SendProduceReqHandler, TxnOffsetCommitHandler
from aiokafka.producer.transaction_manager import PidAndEpoch, TransactionResult
from aiokafka.structs import OffsetAndMetadata, TopicPartition

from worker.kafka.requests import (
    ApiVersions3,
    EndTxn5,
    Exactly,
    Produce12,
    TxnOffsetCommit3,
    TxnOffsetCommit5,
    raise_for,
)
from worker.stream.ports import Member

_SECOND = 2  # the level of the feature ``transaction.version``
_ALL_REPLICAS = -1
_NOBODY = Member(-1, "", None)  # who is in no group


class FencedInstanceError(BrokerResponseError):  # type: ignore[misc]  # published without types
    """Another member has our ``group_instance_id``."""

    errno, message = 82, "FENCED_INSTANCE_ID"


class TransactionAbortableError(BrokerResponseError):  # type: ignore[misc]
    """Nothing can become of the transaction but its abort."""

    errno, message = 120, "TRANSACTION_ABORTABLE"


_VOID = {
    error.errno: error
    for error in (IllegalGenerationError, UnknownMemberIdError, FencedInstanceError, TransactionAbortableError)
}
# The library takes a code that is not in its table for an unknown error; the third is PRODUCER_FENCED.
kafka_errors.update({**_VOID, 90: InvalidProducerEpoch})


async def choose_sender(producer: AIOKafkaProducer, transactional_id: str) -> None:
    """Give a producer that is connected, and has yet to begin, the sender that the cluster allows.

    Asked of the coordinator, whom it needs in any case; a transaction of the first version is taken by every cluster.
    """
    sender = producer._sender  # noqa: SLF001
    coordinator = await sender._find_coordinator(CoordinationType.TRANSACTION, transactional_id)  # noqa: SLF001
    question = Exactly(ApiVersions3, "wire-worker", version("wire-worker"))
    answer = await producer.client.send(coordinator, question, group=ConnectionGroup.COORDINATION)
    raise_for(answer.error_code)
    second = answer.features().get("transaction.version", 0) >= _SECOND
    sender.__class__ = ImplicitSender if second else MemberSender  # neither has a state of its own


class MemberSender(Sender):  # type: ignore[misc]
    """The library's, but that it commits offsets in the name of a member."""

    member = _NOBODY
    offset_commit: type[TxnOffsetCommit3] = TxnOffsetCommit3

    async def _do_txn_offset_commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata], group_id: str) -> None:
        """The library's but for the handler, which that makes itself."""
        if not offsets:
            return
        try:
            node = await self._find_coordinator(CoordinationType.GROUP, group_id)
        except GroupAuthorizationFailedError as error:
            self._txn_manager.error_transaction(error)
            return
        await _OffsetCommit(self, offsets, group_id).do(node)


class ImplicitSender(MemberSender):
    """Adds neither partitions nor the group to a transaction: the brokers do, when something is written in it."""

    offset_commit = TxnOffsetCommit5

    def _maybe_do_transactional_request(self) -> Any:
        """The library's, which finds nothing left to add."""
        manager = self._txn_manager
        for place in tuple(manager.partitions_to_add()):
            manager.partition_added(place)
        if (group_id := manager.consumer_group_to_add()) is not None:
            manager.consumer_group_added(group_id)
        return super()._maybe_do_transactional_request()

    async def _send_produce_req(self, node_id: int, batches: Mapping[TopicPartition, Any]) -> None:
        """The library's but for the handler."""
        await _Append(self, batches).do(node_id)
        self._in_flight.remove(node_id)
        self._muted_partitions.difference_update(batches)

    async def _do_txn_commit(self, commit_result: TransactionResult) -> None:
        """The library's but for the handler."""
        await self._message_accumulator.flush_for_commit()
        manager = self._txn_manager
        if manager.is_empty_transaction():
            manager.complete_transaction()
            return
        node = await self._find_coordinator(CoordinationType.TRANSACTION, manager.transactional_id)
        await _End(self, commit_result).do(node)


class _OffsetCommit(TxnOffsetCommitHandler):  # type: ignore[misc]
    """The library's, in the name of a member."""

    def create_request(self) -> Exactly:
        manager = self._sender._txn_manager  # noqa: SLF001
        offsets = ((place, due.offset, -1, due.metadata) for place, due in sorted(self._offsets.items()))
        return Exactly(
            self._sender.offset_commit,
            manager.transactional_id,
            self._group_id,
            manager.producer_id,
            manager.producer_epoch,
            *self._sender.member,
            _by_topic(offsets),
        )

    def handle_response(self, answer: Any) -> float | None:
        waited_out = {ConcurrentTransactions.errno: CoordinatorLoadInProgressError.errno}
        told = [
            (topic, [(number, waited_out.get(code, code)) for number, code, _ in partitions])
            for topic, partitions, _ in answer.topics
        ]
        for code in (code for _, codes in told for _, code in codes):
            if void := _VOID.get(code):
                self._sender._txn_manager.error_transaction(void())  # noqa: SLF001
                return None
        backoff: float | None = super().handle_response(SimpleNamespace(errors=told))
        return backoff


class _Append(SendProduceReqHandler):  # type: ignore[misc]
    """The library's, by a newer request."""

    def create_request(self) -> "_Produce":
        sender = self._sender
        return _Produce(
            Produce12,
            sender._txn_manager.transactional_id,  # noqa: SLF001
            _Produce.required_acks,
            sender._request_timeout_ms,  # noqa: SLF001
            _by_topic((place, batch.get_data_buffer()) for place, batch in self._batches.items()),
        )

    def handle_response(self, answer: Any) -> None:
        """As the library reads an answer of version 8."""
        waited_out = {ConcurrentTransactions.errno: NotEnoughReplicasError.errno}
        topics = [
            (topic, [(number, waited_out.get(code, code), *more) for number, code, *more, _ in partitions])
            for topic, partitions, _ in answer.topics
        ]
        super().handle_response(SimpleNamespace(API_VERSION=8, topics=topics))


class _Produce(Exactly):
    required_acks = _ALL_REPLICAS  # the library's handler asks for it


class _End(EndTxnHandler):  # type: ignore[misc]
    """The library's, after which the producer has another epoch, and begins to count in it."""

    def create_request(self) -> Exactly:
        manager = self._sender._txn_manager  # noqa: SLF001
        committed = self._commit_result is TransactionResult.COMMIT
        return Exactly(EndTxn5, manager.transactional_id, manager.producer_id, manager.producer_epoch, committed)

    def handle_response(self, answer: Any) -> float | None:
        manager = self._sender._txn_manager  # noqa: SLF001
        if answer.error_code == TransactionAbortableError.errno:
            manager.error_transaction(TransactionAbortableError())
            return None
        if answer.error_code == NoError.errno:
            manager._pid_and_epoch = PidAndEpoch(answer.producer_id, answer.producer_epoch)  # noqa: SLF001
            manager._sequence_numbers.clear()  # noqa: SLF001
        backoff: float | None = super().handle_response(answer)
        return backoff


def _by_topic(of_partitions: Iterable[tuple[Any, ...]]) -> list[tuple[str, list[tuple[Any, ...]], dict[int, bytes]]]:
    """What a request says of partitions, each with its fields behind it, without tags."""
    topics: dict[str, list[tuple[Any, ...]]] = {}
    for place, *fields in of_partitions:
        topics.setdefault(place.topic, []).append((place.partition, *fields, {}))
    return [(topic, partitions, {}) for topic, partitions in topics.items()]
