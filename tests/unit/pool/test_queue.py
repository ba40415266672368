import asyncio
from dataclasses import replace

import pytest

from worker.item import Coordinates, Message
from worker.pool.jobs import Errand
from worker.pool.limits import Ending, PoolLimits
from worker.pool.queue import BEHIND_ERRANDS_MAX, URGENT_IN_A_ROW_MAX, Queue, is_urgent

LIMITS = PoolLimits(batch_records_max=4, batch_bytes_max=1000, undivided_bytes_max=0)


class Desk:
    """A queue, who puts errands into it, numbered as they come, and a child that takes them."""

    def __init__(self, seats: int = 1, limits: PoolLimits = LIMITS) -> None:
        self.queue = Queue(seats, limits)
        self.number = 0

    def put(self, *, partition: int = 0, seat: int = 0, urgent: bool = False, size_bytes: int = 10) -> Errand:
        self.number += 1
        origin = Coordinates("wire.in", partition, self.number, 0)
        done = asyncio.get_running_loop().create_future()
        errand = Errand(Message(bytes(size_bytes), origin), done, self.number, seat, urgent)
        self.queue.put(errand)
        return errand

    def take(self, seat: int = 0, *, idle: int = 1, suspects_in_hand: int = 0) -> list[int]:
        """The numbers of the errands that a child is given; none where it is to wait."""
        job = self.queue.take(seat, idle=idle, suspects_in_hand=suspects_in_hand)
        return [errand.number for errand in job.errands] if job else []

    def give_back(self, *errands: Errand, suspect: Errand | None = None) -> None:
        if suspect:
            suspect.account.lose(Ending.CRASH, alone=True)
        self.queue.give_back(errands)


@pytest.mark.parametrize(
    ("size_bytes", "headers", "urgent"),
    [
        (100, (), True),
        (101, (), False),
        (101, (("wire-urgency", b"1"),), True),
        (101, (("wire-urgency", b" 3 "),), True),
        (101, (("wire-urgency", b"4"),), False),
        (101, (("wire-urgency", b"urgent"), ("wire-agency", b"1")), False),
    ],
)
def test_urgent_is_what_is_short_or_says_so(size_bytes: int, headers, urgent: bool):
    message = Message(bytes(size_bytes), Coordinates("wire.in", 0, 0, 0), headers=headers)
    assert is_urgent(message, bytes_max=100) is urgent


async def test_what_is_urgent_overtakes_other_partitions():
    desk = Desk()
    desk.put()
    alert = desk.put(partition=1, urgent=True)
    assert desk.take() == [alert.number]
    assert desk.take() == [1]
    assert desk.take() == []


async def test_what_its_partition_holds_before_it_goes_first_and_what_comes_after_does_not_go_with_it():
    desk = Desk(seats=2)
    desk.put(partition=1, seat=0, size_bytes=600)
    mine = [desk.put(partition=2, seat=number % 2, size_bytes=600).number for number in range(3)]
    alert = desk.put(partition=2, urgent=True, size_bytes=600).number
    later = desk.put(partition=2, size_bytes=600).number
    assert [desk.take() for _ in range(6)] == [[number] for number in (*mine, alert, 1, later)]


async def test_however_many_alerts_there_are_the_others_have_their_turn():
    desk = Desk(limits=replace(LIMITS, batch_records_max=1))
    for _ in range(4):
        desk.put()
    for _ in range(20):
        desk.put(partition=1, urgent=True)
    taken = [desk.take()[0] for _ in range(24)]
    assert [taken.index(number) for number in (1, 2, 3, 4)] == [
        URGENT_IN_A_ROW_MAX + turn * (URGENT_IN_A_ROW_MAX + 1) for turn in range(4)
    ]


async def test_alerts_that_overtook_nobody_do_not_count():
    desk = Desk(limits=replace(LIMITS, batch_records_max=1))
    for _ in range(URGENT_IN_A_ROW_MAX + 1):
        desk.put(partition=1, urgent=True)
        desk.take()
        assert desk.take() == []
    desk.put()
    alert = desk.put(partition=1, urgent=True)
    assert desk.take() == [alert.number]


async def test_a_child_takes_the_stories_of_its_own_seat_and_helps_where_it_has_none():
    desk = Desk(seats=2)
    first, second, third = desk.put(seat=0, size_bytes=900), desk.put(seat=1, size_bytes=900), desk.put(seat=1)
    assert desk.take(1, idle=2) == [second.number]
    assert desk.take(0) == [first.number]
    assert desk.take(0) == [third.number]


async def test_a_child_helps_a_seat_that_is_far_behind_although_it_has_its_own():
    desk = Desk(seats=2)
    old = desk.put(seat=1).number
    desk.number += BEHIND_ERRANDS_MAX
    own = desk.put(seat=0).number
    assert desk.take(0) == [old]
    assert desk.take(0) == [own]


async def test_the_idle_share_what_waits_in_jobs_that_are_bounded_in_records_and_bytes():
    desk = Desk(seats=2)
    for _ in range(3):
        desk.put()
    assert [desk.take(idle=2), desk.take(1, idle=1)] == [[1, 2], [3]]
    for _ in range(3):
        desk.put()
    assert desk.take() == [4, 5, 6]
    for _ in range(20):
        desk.put()
    assert desk.take(idle=2) == [7, 8, 9, 10]
    desk = Desk()
    for size_bytes in (5000, 400, 400, 400):
        desk.put(size_bytes=size_bytes)
    assert [desk.take() for _ in range(3)] == [[1], [2, 3], [4]]


@pytest.mark.parametrize("urgent", [False, True])
async def test_what_is_little_is_not_divided_among_the_idle(urgent: bool):
    desk = Desk(seats=2, limits=replace(LIMITS, undivided_bytes_max=600))
    for size_bytes in (200, 200, 200):
        desk.put(urgent=urgent, size_bytes=size_bytes)
    assert desk.take(idle=2) == [1, 2, 3]
    for size_bytes in (200, 200, 200, 200):
        desk.put(urgent=urgent, size_bytes=size_bytes)
    assert [desk.take(idle=2), desk.take(idle=1)] == [[4, 5, 6], [7]]
    for size_bytes in (600, 200, 100):
        desk.put(urgent=urgent, size_bytes=size_bytes)
    assert [desk.take(idle=2), desk.take(idle=1)] == [[8, 9], [10]]
    for _ in range(5):
        desk.put(urgent=urgent)
    assert [desk.take(idle=2), desk.take(idle=1)] == [[11, 12, 13, 14], [15]]


@pytest.mark.parametrize("urgent", [False, True])
async def test_only_a_full_job_is_fed_ahead(urgent: bool):
    desk = Desk()
    for _ in range(3):
        desk.put(urgent=urgent)
    assert desk.take(idle=0) == []
    desk.put(urgent=urgent)
    assert desk.take(idle=0) == [1, 2, 3, 4]
    desk.put(urgent=urgent, size_bytes=500)
    assert desk.take(idle=0) == []
    desk.put(urgent=urgent, size_bytes=500)
    assert desk.take(idle=0) == [5, 6]


async def test_nothing_is_fed_ahead_of_an_alert_that_waits_for_an_idle_child():
    desk = Desk()
    for _ in range(4):
        desk.put()
    alert = desk.put(partition=1, urgent=True)
    assert desk.take(idle=0) == []
    assert [desk.take(), desk.take(idle=0)] == [[alert.number], [1, 2, 3, 4]]


async def test_what_a_lost_child_leaves_goes_first_and_the_suspect_after_its_neighbours_alone():
    desk = Desk()
    errands = [desk.put() for _ in range(3)]
    desk.take()
    desk.put(partition=1, urgent=True)
    desk.give_back(*errands, suspect=errands[1])
    assert [desk.take() for _ in range(4)] == [[1, 3], [2], [4], []]


async def test_nothing_is_fed_ahead_while_a_suspect_waits_for_an_idle_child():
    desk = Desk()
    suspect = desk.put()
    desk.take()
    desk.give_back(suspect, suspect=suspect)
    others = [desk.put().number for _ in range(LIMITS.batch_records_max)]
    assert desk.take(idle=0) == []
    assert desk.take(idle=0, suspects_in_hand=1) == others
    assert desk.take() == [suspect.number]


async def test_an_errand_whose_caller_has_gone_is_not_worked():
    desk = Desk()
    gone, stays, gone_too, stays_too = (desk.put() for _ in range(4))
    for errand in (gone, gone_too):
        errand.done.cancel()
    assert [errand.number for errand in desk.queue] == [stays.number, stays_too.number]
    assert desk.take() == [stays.number, stays_too.number]
    assert desk.take() == []
