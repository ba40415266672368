"""What the answers of transactional requests make of the library's state; that brokers give them is in tests/broker."""

from collections.abc import Iterator

import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import IncompatibleBrokerVersion, ProducerFenced
from aiokafka.producer.message_accumulator import MessageBatch
from aiokafka.producer.transaction_manager import TransactionManager, TransactionResult, TransactionState
from aiokafka.structs import OffsetAndMetadata

from worker.kafka.requests import (
    ApiVersions3Response,
    EndTxn5,
    EndTxn5Response,
    Exactly,
    Produce12Response,
    TxnOffsetCommit3Response,
)
from worker.kafka.senders import ImplicitSender, _Append, _End, _OffsetCommit

PLACE = TopicPartition("wire.out", 0)
INPUT = TopicPartition("wire.in", 0)
BACKOFF_SECONDS = 0.02
COMMITTED = True
CONCURRENT_TRANSACTIONS, PRODUCER_FENCED = 51, 90


@pytest.fixture
async def sender() -> Iterator[ImplicitSender]:
    """Of a producer that is in a transaction, as far as it knows; it is connected to nothing."""
    producer = AIOKafkaProducer(transactional_id="id", retry_backoff_ms=BACKOFF_SECONDS * 1000)
    producer._sender.__class__ = ImplicitSender
    manager: TransactionManager = producer._txn_manager
    manager.set_pid_and_epoch(7, 3)
    manager.begin_transaction()
    manager.increment_sequence_number(PLACE, 5)
    yield producer._sender
    producer._closed = True  # else its finalizer warns


def commit_answered(sender: ImplicitSender, code: int) -> float | None:
    sender._txn_manager.add_offsets_to_txn({INPUT: OffsetAndMetadata(9, "")}, "group")
    handler = _OffsetCommit(sender, {INPUT: OffsetAndMetadata(9, "")}, "group")
    return handler.handle_response(TxnOffsetCommit3Response(0, [(INPUT.topic, [(0, code, {})], {})], {}))


async def test_a_commit_is_tried_again_while_the_transaction_before_is_not_quite_over(sender):
    assert commit_answered(sender, CONCURRENT_TRANSACTIONS) == BACKOFF_SECONDS
    assert sender._txn_manager.state is TransactionState.IN_TRANSACTION


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (22, "IllegalGenerationError"),
        (25, "UnknownMemberIdError"),
        (82, "FencedInstanceError"),
        (120, "TransactionAbortableError"),
    ],
)
async def test_a_commit_that_nothing_can_become_of_ends_the_transaction_and_names_the_reason(sender, code, name):
    assert commit_answered(sender, code) is None
    assert sender._txn_manager.state is TransactionState.ABORTABLE_ERROR
    assert type(sender._txn_manager.wait_for_transaction_end().exception()).__name__ == name
    assert not sender._txn_manager._pending_txn_offsets


async def test_a_batch_is_sent_again_while_the_transaction_before_is_not_quite_over(sender):
    batch = MessageBatch(PLACE, None, ttl=1.0, linger_time=0.0)
    handler = _Append(sender, {PLACE: batch})
    of_partition = (0, CONCURRENT_TRANSACTIONS, -1, -1, -1, [], None, {})
    handler.handle_response(Produce12Response([(PLACE.topic, [of_partition], {})], 0, {}))
    assert handler._to_reenqueue == [batch]
    assert not batch.future.done()


async def test_behind_the_end_of_a_transaction_the_producer_counts_anew_in_another_epoch(sender):
    manager = sender._txn_manager
    manager.committing_transaction()
    assert _End(sender, TransactionResult.COMMIT).handle_response(EndTxn5Response(0, 0, 8, 0, {})) is None
    assert (manager.producer_id, manager.producer_epoch, manager.sequence_number(PLACE)) == (8, 0, 0)
    assert manager.state is TransactionState.READY


async def test_who_was_fenced_hears_of_it_at_the_end(sender):
    with pytest.raises(ProducerFenced):
        _End(sender, TransactionResult.COMMIT).handle_response(EndTxn5Response(0, PRODUCER_FENCED, -1, -1, {}))


@pytest.mark.parametrize("versions", [{}, {EndTxn5.API_KEY: (0, 4)}, {EndTxn5.API_KEY: (6, 7)}])
def test_a_request_is_not_sent_in_another_version_than_it_is_meant_in(versions):
    request = Exactly(EndTxn5, "id", 7, 3, COMMITTED)
    with pytest.raises(IncompatibleBrokerVersion, match="EndTxn5"):
        request.prepare(versions)
    assert request.prepare({EndTxn5.API_KEY: (0, 5)}).committed is True


def test_an_older_cluster_has_no_features():
    assert ApiVersions3Response(0, [], 0, {}).features() == {}
