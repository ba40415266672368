import asyncio

import pytest

from tests.unit.pool.conftest import messages, told
from worker.errors import Reason
from worker.item import Failure, Outcome
from worker.pool.jobs import Errand, Job, after_loss
from worker.pool.limits import Ending


def job_of(count: int) -> Job:
    loop = asyncio.get_running_loop()
    batch = messages(*(f"echo {number}" for number in range(count)))
    return Job([Errand(one, loop.create_future(), number, 0, urgent=False) for number, one in enumerate(batch)])


def outcome(reason: Reason) -> Outcome:
    return Outcome((Failure(reason, "E", "why", "stage"),))


def lose(job: Job, *endings: Ending) -> list[Errand]:
    """What is left of a job whose first message loses a child in each of these ways; its neighbours are left out."""
    suspects: list[Errand] = []
    for ending in endings:
        suspects = [errand for errand in after_loss([job], range(1), ending, "it was killed") if errand.suspect]
        job = Job(suspects)
    return suspects


async def test_after_a_loss_the_message_in_hand_is_charged_with_it_and_none_of_its_neighbours():
    lost, fed_ahead = job_of(5), job_of(2)
    again = after_loss([lost, fed_ahead], range(2, 3), Ending.CRASH, "it was killed")
    assert again == [*lost.errands, *fed_ahead.errands]
    assert [errand.suspect for errand in again] == [False, False, True, False, False, False, False]


async def test_the_message_in_hand_may_be_one_of_the_job_that_was_fed_ahead():
    first, fed_ahead = job_of(2), job_of(2)
    again = after_loss([first, fed_ahead], range(3, 4), Ending.CRASH, "it was killed")
    assert [errand for errand in again if errand.suspect] == [fed_ahead.errands[1]]


async def test_where_all_of_a_job_were_in_hand_all_are_charged_and_none_is_given_up_before_it_was_alone():
    lost, fed_ahead = job_of(3), job_of(1)
    for _ in range(5):
        again = after_loss([lost, fed_ahead], range(3), Ending.CRASH, "it was killed")
        assert [errand.suspect for errand in again] == [True, True, True, False]


async def test_where_none_was_in_hand_none_is_charged():
    assert not any(errand.suspect for errand in after_loss([job_of(3)], range(0), Ending.KILLED, "it was killed"))


CRASH, OOM, TIMEOUT, KILLED = Ending.CRASH, Ending.OOM, Ending.TIMEOUT, Ending.KILLED


@pytest.mark.parametrize(
    ("company", "endings", "reason"),
    [
        # In company at first, then alone twice.
        (3, [CRASH, CRASH, CRASH], Reason.WORKER_CRASHED),
        (3, [OOM, OOM, OOM], Reason.WORKER_CRASHED),
        (3, [TIMEOUT, TIMEOUT, TIMEOUT], Reason.TIMEOUT),
        # Alone from the start.
        (1, [TIMEOUT, TIMEOUT], Reason.TIMEOUT),
        (1, [CRASH, OOM], Reason.WORKER_CRASHED),
        (1, [TIMEOUT, CRASH], Reason.WORKER_CRASHED),
        # Killed from outside, again and again.
        (3, [KILLED] * 12, Reason.WORKER_CRASHED),
        (1, [KILLED] * 6 + [TIMEOUT], Reason.TIMEOUT),
    ],
)
async def test_a_message_is_given_up_when_its_account_is_used_up_and_not_before(company, endings, reason):
    assert lose(job_of(company), *endings[:-1])
    job = job_of(company)
    assert lose(job, *endings) == []
    assert [told(await errand.done) for errand in job.errands if errand.done.done()] == [f"[{reason}]"]
    (failure,) = job.errands[0].done.result().outputs
    assert f"was lost {len(endings)} times" in failure.message


async def test_an_outcome_for_a_caller_that_was_cancelled_goes_nowhere():
    job = job_of(2)
    job.errands[0].done.cancel()
    job.settle([outcome(Reason.EMPTY), outcome(Reason.MALFORMED)])
    assert job.errands[0].done.cancelled()
    assert told(job.errands[1].done.result()) == "[malformed]"
