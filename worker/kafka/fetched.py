"""What the library has fetched, taken so that each partition has its turn."""

from collections.abc import Iterable

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

LIVELY_MAX = 32  # of them are asked at once: each question goes through all that is fetched
Polled = dict[TopicPartition, list[ConsumerRecord]]


class Fetched:
    """Whose turn it is. Owned by the source.

    The library itself hands out one partition's records until the last of what it has fetched of it, thousands perhaps,
    before it comes to the next (aiokafka 0.14, ``fetcher.py:583``). Here what has given nothing lately is asked first, be
    it an alert's, then the others in turn, each for its part, then whoever has more.
    """

    def __init__(self) -> None:
        self._lively: dict[TopicPartition, None] = {}  # gave something when they were asked last; the latest comes last
        self._error: Exception | None = None  # met when others had given something already

    async def take(self, consumer: AIOKafkaConsumer, seconds_max: float, records_max: int) -> Polled:
        """Records, in the order of each partition; none after ``seconds_max``.

        There is no await in which anything else could run once a record is taken. Raises what the library raises; a bare
        KafkaError where one of its tasks has died.
        """
        if dead := _dead(consumer):
            raise KafkaError(dead)
        if self._error:
            error, self._error = self._error, None
            raise error
        assigned = consumer.assignment()
        asked = assigned - consumer.paused()  # what is fetched of a paused one would be thrown away if it were asked
        self._lively = {place: None for place in self._lively if place in assigned}
        polled: Polled = {}
        try:
            await self._take_in_turn(consumer, asked, records_max, polled)
            if not polled:
                await self._take(consumer, asked, records_max, polled, seconds_max=seconds_max)
        except Exception as error:
            if not polled:
                raise
            self._error = error
        return polled

    async def _take_in_turn(
        self, consumer: AIOKafkaConsumer, asked: set[TopicPartition], records_max: int, polled: Polled
    ) -> None:
        """What is there."""
        if quiet := asked - self._lively.keys():
            records_max -= await self._take(consumer, quiet, records_max, polled)
        lively = [place for place in self._lively if place in asked and place not in polled][:LIVELY_MAX]
        part = max(1, records_max // max(1, len(lively)))
        for place in lively:
            if records_max > 0:
                records_max -= await self._take(consumer, [place], min(part, records_max), polled)
        for place in lively:
            if records_max > 0 and len(polled.get(place, ())) >= part:
                records_max -= await self._take(consumer, [place], records_max, polled)

    async def _take(
        self,
        consumer: AIOKafkaConsumer,
        places: Iterable[TopicPartition],
        records_max: int,
        polled: Polled,
        *,
        seconds_max: float = 0,
    ) -> int:
        """Ask these, all of them where none is named; how many records they gave."""
        gave: Polled = await consumer.getmany(*places, timeout_ms=int(seconds_max * 1000), max_records=records_max)
        for place in places:
            if place not in polled:
                self._lively.pop(place, None)
        for place, records in gave.items():
            polled.setdefault(place, []).extend(records)
            self._lively.pop(place, None)
            self._lively[place] = None
        return sum(map(len, gave.values()))


def _dead(consumer: AIOKafkaConsumer) -> str:
    """Which of the library's tasks has died, which it does not replace (0.14); empty where all is well.

    Without the one that fetches it would only be silent. The error of one that keeps the membership, as of a heartbeat
    that was refused once, it tells for ever, and does nothing else (``group_coordinator.py:683``).
    """
    coordinator = consumer._coordinator  # noqa: SLF001
    if consumer._fetcher.error_future.done():  # noqa: SLF001
        return "the client fetches no more"
    for task in (coordinator._heartbeat_task, coordinator._commit_refresh_task):  # noqa: SLF001
        if task is not None and task.done() and not task.cancelled() and (error := task.exception()):
            return f"the client is a member no more: {error!r}"
    return ""
