import asyncio

from tests.unit.pool.conftest import messages, told
from worker.errors import Reason
from worker.item import Failure, Outcome
from worker.pool.jobs import KILLS_MAX, Call, Job, after_loss
from worker.pool.limits import Ending


def job_of(count: int) -> Job:
    batch = messages(*(f"echo {number}" for number in range(count)))
    return Job(Call(batch, asyncio.get_running_loop().create_future()), range(count))


def outcome(reason: Reason) -> Outcome:
    return Outcome((Failure(reason, "E", "why", "stage"),))


async def test_a_lost_batch_is_worked_again_message_by_message_in_order():
    again = after_loss(job_of(3), Ending.CRASH, "it was killed")
    assert [list(job.places) for job in again] == [[0], [1], [2]]
    assert [message.value for job in again for message in job.messages] == [b"echo 0", b"echo 1", b"echo 2"]
    assert all(job.again and not job.losses for job in again)


async def test_a_message_is_given_up_at_its_second_loss_alone_and_not_before():
    (alone,) = after_loss(job_of(1), Ending.CRASH, "it was killed")
    assert not alone.call.done.done()
    assert after_loss(alone, Ending.TIMEOUT, "it was killed at its deadline") == []
    (outcome,) = await alone.call.done
    assert told(outcome) == "[timeout]"


async def test_a_message_whose_children_are_killed_from_outside_is_believed_longer():
    alone = job_of(1)
    for _ in range(KILLS_MAX - 1):
        (alone,) = after_loss(alone, Ending.KILLED, "it was killed by signal 9")
    assert after_loss(alone, Ending.KILLED, "it was killed by signal 9") == []
    assert [told(outcome) for outcome in await alone.call.done] == ["[worker_crashed]"]


async def test_losing_a_batch_charges_none_of_its_messages():
    one, other = after_loss(job_of(2), Ending.CRASH, "it was killed")
    (one_again,) = after_loss(one, Ending.OOM, "it reached its memory limit")
    assert after_loss(one_again, Ending.OOM, "it reached its memory limit") == []
    other.settle([outcome(Reason.NO_TEXT)])
    assert [told(outcome) for outcome in await other.call.done] == ["[worker_crashed]", "[no_text]"]


async def test_a_call_is_done_when_its_last_outcome_is_there_whatever_the_order():
    first, second, third = after_loss(job_of(3), Ending.CRASH, "it was killed")
    third.settle([outcome(Reason.NO_TEXT)])
    first.settle([outcome(Reason.EMPTY)])
    assert not first.call.done.done()
    second.settle([outcome(Reason.MALFORMED)])
    assert [told(outcome) for outcome in await first.call.done] == ["[empty]", "[malformed]", "[no_text]"]


async def test_outcomes_for_a_caller_that_was_cancelled_go_nowhere():
    job = job_of(1)
    job.call.done.cancel()
    job.settle([outcome(Reason.EMPTY)])
    assert job.call.done.cancelled()
