import asyncio
from typing import Any

import pytest
from aiokafka.errors import IllegalOperation, ProducerFenced

from worker.errors import StreamError
from worker.kafka.dead_letters import Letter
from worker.kafka.replayer import Replayer
from worker.stream.ports import Partition


class Fenced:
    """A producer that another has fenced: its first record is on its way when that is heard of, its second is refused at once."""

    def __init__(self) -> None:
        self.sent = 0

    async def begin(self) -> None:
        """No broker is asked."""

    async def send_to(self, *_: Any) -> asyncio.Future[None]:
        self.sent += 1
        if self.sent > 1:
            raise StreamError("publishing") from IllegalOperation("not in a transaction")
        return asyncio.ensure_future(self.answered())

    async def answered(self) -> None:
        await asyncio.sleep(0.01)
        raise StreamError("publishing") from ProducerFenced()

    def discard(self) -> None:
        """Nothing is open."""


async def test_a_replay_that_is_fenced_between_two_records_says_that_it_was():
    replays = Replayer({}, None, group_id="g", topic="dlq", since_ms=None, again=False, transaction_seconds_max=9)
    replays._producer = Fenced()
    letter = Letter("dlq", 0, 7, 0, None, b"bad", ())
    with pytest.raises(StreamError, match="another replay of this group has taken over"):
        await replays.publish([(letter, Partition("wire.in", 0))])
