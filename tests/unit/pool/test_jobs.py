import asyncio
from itertools import chain

import pytest

from tests.unit.pool.conftest import messages, told
from worker.errors import Reason
from worker.item import Failure, Outcome
from worker.pool.jobs import Call, Job, after_loss
from worker.pool.limits import Ending


def job_of(count: int) -> Job:
    batch = messages(*(f"echo {number}" for number in range(count)))
    return Job(Call(batch, asyncio.get_running_loop().create_future()), range(count))


def outcome(reason: Reason) -> Outcome:
    return Outcome((Failure(reason, "E", "why", "stage"),))


def lose(job: Job, *endings: Ending) -> list[Job]:
    """What is left of a job whose first message loses a child in each of these ways; its neighbours are left out."""
    jobs = [job]
    for ending in endings:
        (suspect,) = jobs
        jobs = [job for job in after_loss([suspect], 0, ending, "it was killed") if job.suspect]
    return jobs


async def test_after_a_loss_the_neighbours_go_first_and_together_and_the_message_in_hand_alone():
    lost, fed_ahead = job_of(5), job_of(2)
    rest, next_one, suspect = after_loss([lost, fed_ahead], 2, Ending.CRASH, "it was killed")
    assert [list(job.places) for job in (rest, suspect)] == [[0, 1, 3, 4], [2]]
    assert [message.value for message in chain(rest.messages, suspect.messages)] == [
        b"echo 0",
        b"echo 1",
        b"echo 3",
        b"echo 4",
        b"echo 2",
    ]
    assert next_one is fed_ahead
    assert [job.suspect for job in (rest, next_one, suspect)] == [False, False, True]


async def test_the_message_in_hand_may_be_one_of_the_batch_that_was_fed_ahead():
    first, fed_ahead = job_of(2), job_of(2)
    again, rest, suspect = after_loss([first, fed_ahead], 3, Ending.CRASH, "it was killed")
    assert again is first
    assert (list(rest.places), list(suspect.places), suspect.call) == ([0], [1], fed_ahead.call)


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
    job = job_of(company)
    assert lose(job, *endings[:-1])
    assert not job.call.outcomes
    assert lose(job, *endings) == []
    assert [told(outcome) for outcome in job.call.outcomes.values()] == [f"[{reason}]"]
    (failure,) = job.call.outcomes[0].outputs
    assert f"was lost {len(endings)} times" in failure.message


async def test_a_call_is_done_when_its_last_outcome_is_there_whatever_the_order():
    rest, suspect = after_loss([job_of(3)], 0, Ending.CRASH, "it was killed")
    suspect.call.settle(suspect.places, [outcome(Reason.EMPTY)])
    assert not suspect.call.done.done()
    rest.call.settle(rest.places, [outcome(Reason.MALFORMED), outcome(Reason.NO_TEXT)])
    assert [told(outcome) for outcome in await suspect.call.done] == ["[empty]", "[malformed]", "[no_text]"]


async def test_outcomes_for_a_caller_that_was_cancelled_go_nowhere():
    job = job_of(1)
    job.call.done.cancel()
    job.call.settle(job.places, [outcome(Reason.EMPTY)])
    assert job.call.done.cancelled()
