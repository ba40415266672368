"""Transactional producers on Apache Kafka: what is left behind when another has fenced them."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any

from worker.kafka.connection import connection
from worker.kafka.producer import producer_arguments
from worker.kafka.transactions import TransactionalProducers
from worker.settings import load_settings
from worker.stream.ports import Outgoing


async def test_a_producer_that_was_fenced_while_it_publishes_goes_without_a_complaint_of_the_event_loop(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    wire_out = await topics("wire.out")
    settings = load_settings({"bootstrap_servers": bootstrap_servers})
    arguments = producer_arguments(
        connection(settings.kafka, settings.security, "test"), compression=None, record_bytes_max=1 << 20
    )
    producers = TransactionalProducers(arguments, group_id=wire_out, transaction_seconds=10, ask_seconds_max=10)
    zombie = await producers.fence(wire_out)
    heir = await producers.fence(wire_out)
    await zombie.begin()
    delivery = await zombie.send(Outgoing(wire_out, b"key", b"value", ()))
    await asyncio.wait([delivery])
    assert "ProducerFenced" in str(delivery.exception())
    zombie.discard()
    heir.discard()
    await producers.stop()
    del zombie, heir, producers, delivery
    gc.collect()
    await asyncio.sleep(0)
    assert not complaints
