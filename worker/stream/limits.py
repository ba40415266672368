"""The bounds of the stream, each with its reason, and what keeps two of them: the budget, and the pause between attempts."""

from dataclasses import dataclass
from random import Random

RESERVE = 8  # such a part of the budget is kept for what comes of other partitions than those that fill it


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """How much the stream holds and how long it waits."""

    in_flight_records_max: int = 2_000  # admitted and not yet committed, over all partitions
    # The same in bytes of keys, values and headers; one poll may go over it.
    in_flight_bytes_max: int = 64 * 1024 * 1024
    poll_records_max: int = 500  # so that one hot partition cannot fill the budget at once
    poll_seconds_max: float = 0.1  # how long a rebalance or a stop may wait for the main loop to notice
    publish_records_max: int = 500  # what is published and committed together when much is ready
    publish_bytes_max: int = 4 * 1024 * 1024  # the same in bytes of input; one always goes
    drain_seconds_max: float = 5.0  # for what is admitted, when partitions are revoked or the worker stops
    breaker_consecutive_max: int = 100  # dead letters in a row, at which the breaker opens, …
    breaker_window_records: int = 200  # … as it does when among so many of the last records …
    breaker_ratio_max: float = 0.5  # … a larger part than this are dead letters; …
    breaker_seconds: float = 30.0  # … until one item is tried
    again_seconds_min: float = 0.2  # the pause before what failed is tried again, doubled each time …
    again_seconds_max: float = 5.0  # … up to this


class Budget:
    """What is admitted and not yet committed, counted in records and bytes over all partitions.

    Full at its bounds; free again at half of them, so that the source is not paused and resumed with every record; tight
    from where only the reserve is left, which is for the partitions that do not fill the rest.
    """

    def __init__(self, records_max: int, bytes_max: int) -> None:
        self._records_max = records_max
        self._bytes_max = bytes_max
        self.reserve_records = records_max // RESERVE
        self.reserve_bytes = bytes_max // RESERVE
        self.records = 0
        self.bytes = 0

    def take(self, records: int, size_bytes: int) -> None:
        """Count what was admitted."""
        self.records += records
        self.bytes += size_bytes

    def give(self, records: int, size_bytes: int) -> None:
        """Count what was committed or dropped."""
        self.records -= records
        self.bytes -= size_bytes
        if self.records < 0 or self.bytes < 0:
            raise AssertionError("the budget was given back more than was taken from it")

    @property
    def room_records(self) -> int:
        """How many more records may be admitted: without touching the reserve, or where only that is left, of it."""
        return max(0, self._records_max - self.records - (0 if self.tight else self.reserve_records))

    @property
    def full(self) -> bool:
        """Nothing more may be admitted."""
        return self.records >= self._records_max or self.bytes >= self._bytes_max

    @property
    def tight(self) -> bool:
        """Only the reserve is left."""
        return (
            self.records >= self._records_max - self.reserve_records
            or self.bytes >= self._bytes_max - self.reserve_bytes
        )

    @property
    def free(self) -> bool:
        """Half of the bounds is unused again."""
        return self.records <= self._records_max // 2 and self.bytes <= self._bytes_max // 2


class Backoff:
    """The pause before what failed is tried again: it doubles from one failure to the next, until something succeeds.

    A random part of up to a half is taken off, so that the workers of a group do not all come back at the same moment.
    """

    def __init__(self, limits: StreamLimits, random: Random) -> None:
        self._limits = limits
        self._random = random
        self._seconds = limits.again_seconds_min

    def next(self) -> float:
        """The seconds to wait now."""
        seconds, self._seconds = self._seconds, min(2 * self._seconds, self._limits.again_seconds_max)
        return seconds * (1 - self._random.random() / 2)

    def reset(self) -> None:
        """Something succeeded."""
        self._seconds = self._limits.again_seconds_min
