"""The breaker: when too much of what comes in turns into dead letters, something else is wrong than the items."""

from collections import deque
from collections.abc import Sequence
from enum import Enum

from worker.errors import Reason
from worker.stream.limits import StreamLimits
from worker.stream.ports import Clock, Outgoing


class BreakerState(Enum):
    """Where it stands."""

    CLOSED = "closed"  # all is well
    OPEN = "open"  # nothing is read, for a while
    PROBING = "probing"  # one item is tried: it decides


class Breaker:
    """Counts what was published; opens when the dead letters among it are too many. Owned by the runner's parts.

    Lanes count into it, the runner acts on it: open, nothing is read and what is in flight is given back, since nothing
    of it is committed; after ``breaker_seconds`` one item is let through, and its fate closes the breaker or opens it
    again. Nothing is dropped. What is no news counts as neither good nor bad, nor does a forwarded tombstone, in which
    there was nothing to fail, nor a dead letter that fails again after its replay: an operator who tries must not stop the
    wire.
    """

    def __init__(self, limits: StreamLimits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._window: deque[bool] = deque(maxlen=limits.breaker_window_records)  # whether each was a dead letter
        self._dead = 0  # letters in the window
        self._consecutive = 0
        self._cool_at = 0.0
        self._state = BreakerState.CLOSED
        self.why = ""  # it opened, the last time

    @property
    def state(self) -> BreakerState:
        """Where it stands now; time alone takes it from open to probing."""
        if self._state is BreakerState.OPEN and self._clock.monotonic() >= self._cool_at:
            self._state = BreakerState.PROBING
        return self._state

    def count(self, published: Sequence[Outgoing]) -> None:
        """Take note of what was acknowledged."""
        for output in published:
            if output.reason is None:
                if output.value is not None:
                    self._note(dead=False)
            elif output.reason is not Reason.NOT_NEWS and dict(output.headers).get("dlq.attempts") == b"1":
                self._note(dead=True)

    def _note(self, *, dead: bool) -> None:
        if self._full:
            self._dead -= self._window[0]
        self._window.append(dead)
        self._dead += dead
        self._consecutive = self._consecutive + 1 if dead else 0
        match self.state:
            case BreakerState.PROBING if dead:
                self._open(self.why)
            case BreakerState.PROBING:
                self._state = BreakerState.CLOSED
                self._window.clear()
                self._dead = 0
            case BreakerState.CLOSED if self._consecutive >= self._limits.breaker_consecutive_max:
                self._open(f"{self._consecutive} items in a row became dead letters")
            case BreakerState.CLOSED if self._too_many():
                self._open(f"{self._dead} of the last {len(self._window)} items became dead letters")
            case _:  # as it was; what was under way when it opened may still come in
                pass

    def _too_many(self) -> bool:
        return self._full and self._dead > self._limits.breaker_ratio_max * len(self._window)

    @property
    def _full(self) -> bool:
        return len(self._window) == self._limits.breaker_window_records

    def _open(self, why: str) -> None:
        self.why = why
        self._state = BreakerState.OPEN
        self._cool_at = self._clock.monotonic() + self._limits.breaker_seconds
