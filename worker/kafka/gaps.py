"""Where work goes on when the committed offset is not among what its partition holds: the operator's choice, kept with care."""

import time
from typing import Literal

import structlog

from worker.errors import GapError
from worker.stream.ports import Partition

GAP_SECONDS_MIN = 10.0  # for a new leader to learn how far its partition goes

log = structlog.get_logger("worker.kafka")


class Gaps:
    """The gaps of one source, each with when it was first seen. ``on_gap``: stop there, or go on from what is left."""

    def __init__(self, on_gap: Literal["stop", "earliest"]) -> None:
        self._on_gap = on_gap
        self._since: dict[Partition, float] = {}

    def position(self, partition: Partition, committed: int, first: int, end: int) -> int:
        """The committed offset where it lies within the partition, which holds ``first`` up to ``end``.

        Retention takes records away for good. That the partition ends before the offset means that its topic was made
        anew, or for a moment that its new leader does not know yet how far it goes: so that has to last. Raises GapError
        while the gap is open.
        """
        if first <= committed <= end:
            self._since.pop(partition, None)
            return committed
        since = self._since.setdefault(partition, time.monotonic())
        holds = f"{partition.topic}/{partition.number} holds {first} to {end}, and {committed} is committed"
        if self._on_gap == "stop":
            raise GapError(f"{holds}: set WIRE_ON_GAP=earliest to go on from {first}, or the group's offset by hand")
        if committed > end and time.monotonic() - since < GAP_SECONDS_MIN:
            raise GapError(f"{holds}: unless that changes within {GAP_SECONDS_MIN:.0f} s work goes on from {first}")
        del self._since[partition]
        log.warning(
            "committed offset is gone",
            topic=partition.topic,
            partition=partition.number,
            committed=committed,
            begins=first,
        )
        return first
