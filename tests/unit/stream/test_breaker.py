"""The breaker: what opens it, what it does not count, how it closes again."""

from dataclasses import dataclass

import pytest

from worker.errors import Reason
from worker.stream.breaker import Breaker, BreakerState
from worker.stream.limits import StreamLimits
from worker.stream.ports import Outgoing

LIMITS = StreamLimits(breaker_consecutive_max=5, breaker_window_records=20, breaker_ratio_max=0.5, breaker_seconds=30.0)
GOOD = Outgoing("wire.out", b"k", b"{}", ())
TOMBSTONE = Outgoing("wire.out", b"k", None, ())


def letter(reason: Reason = Reason.MALFORMED, attempts: bytes = b"1") -> Outgoing:
    return Outgoing("wire.dlq", b"k", b"?", (("dlq.attempts", attempts),), reason=reason)


@dataclass
class Hand:
    """A clock that a test sets."""

    at: float = 0.0

    def now_ms(self) -> int:
        return int(self.at * 1000)

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


@pytest.fixture
def clock() -> Hand:
    return Hand()


@pytest.fixture
def breaker(clock: Hand) -> Breaker:
    return Breaker(LIMITS, clock)


def test_dead_letters_in_a_row_open_it_and_one_good_item_between_them_does_not(breaker: Breaker) -> None:
    breaker.count([letter()] * 4 + [GOOD] + [letter()] * 4)
    assert breaker.state is BreakerState.CLOSED
    breaker.count([letter()])
    assert breaker.state is BreakerState.OPEN
    assert breaker.why == "5 items in a row became dead letters"


def test_a_part_of_the_last_items_opens_it_though_good_ones_lie_between(breaker: Breaker) -> None:
    breaker.count([GOOD, letter(), letter()] * 6)
    assert breaker.state is BreakerState.CLOSED  # the window is not full yet
    breaker.count([GOOD, letter()])
    assert breaker.state is BreakerState.OPEN
    assert breaker.why == "13 of the last 20 items became dead letters"


def test_half_of_them_is_not_yet_too_much(breaker: Breaker) -> None:
    breaker.count([GOOD, letter()] * 100)
    assert breaker.state is BreakerState.CLOSED


def test_what_is_no_news_counts_as_nothing(breaker: Breaker) -> None:
    breaker.count([letter(Reason.NOT_NEWS)] * 100)
    assert breaker.state is BreakerState.CLOSED


def test_a_tombstone_that_is_passed_on_counts_as_nothing_since_nothing_could_fail_in_it(breaker: Breaker) -> None:
    breaker.count([letter(), TOMBSTONE] * 4)
    assert breaker.state is BreakerState.CLOSED
    breaker.count([letter()])
    assert breaker.why == "5 items in a row became dead letters"


def test_nor_does_it_close_an_open_one(breaker: Breaker, clock: Hand) -> None:
    breaker.count([letter()] * 5)
    clock.at = 31.0
    assert breaker.state is BreakerState.PROBING
    breaker.count([TOMBSTONE] * 10)
    assert breaker.state is BreakerState.PROBING
    breaker.count([letter()])
    assert breaker.state is BreakerState.OPEN


def test_a_replayed_dead_letter_that_fails_again_does_not_stop_the_wire(breaker: Breaker) -> None:
    breaker.count([letter(attempts=b"2")] * 100)
    assert breaker.state is BreakerState.CLOSED


def test_after_its_time_one_good_item_closes_it_for_good(breaker: Breaker, clock: Hand) -> None:
    breaker.count([letter()] * 5)
    clock.at = 29.9
    assert breaker.state is BreakerState.OPEN
    clock.at = 30.0
    assert breaker.state is BreakerState.PROBING
    breaker.count([GOOD])
    assert breaker.state is BreakerState.CLOSED
    breaker.count([letter()] * 4)
    assert breaker.state is BreakerState.CLOSED


def test_a_bad_item_opens_it_again_for_as_long(breaker: Breaker, clock: Hand) -> None:
    breaker.count([letter()] * 5)
    clock.at = 31.0
    breaker.count([letter()])
    assert breaker.state is BreakerState.OPEN
    clock.at = 60.9
    assert breaker.state is BreakerState.OPEN
    clock.at = 61.0
    assert breaker.state is BreakerState.PROBING


def test_what_was_under_way_when_it_opened_does_not_close_it(breaker: Breaker) -> None:
    breaker.count([letter()] * 5)
    breaker.count([GOOD] * 50)
    assert breaker.state is BreakerState.OPEN
