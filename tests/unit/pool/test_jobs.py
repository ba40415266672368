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


async def test_what_was_answered_counts_what_was_in_hand_is_tried_alone_and_the_rest_goes_on_together():
    job = job_of(5)
    job.settle(0, outcome(Reason.EMPTY))
    job.settle(1, outcome(Reason.EMPTY))
    suspect, rest = after_loss(job, 2, Ending.CRASH, "it was killed")
    assert [list(part.places) for part in (suspect, rest)] == [[2], [3, 4]]
    assert [message.value for message in (*suspect.messages, *rest.messages)] == [b"echo 2", b"echo 3", b"echo 4"]
    assert (suspect.again, suspect.losses, rest.again, rest.losses) == (True, 1, False, 0)


async def test_a_message_is_given_up_at_its_second_loss_and_not_before():
    suspect, rest = after_loss(job_of(2), 0, Ending.CRASH, "it was killed")
    assert after_loss(suspect, 0, Ending.TIMEOUT, "it was killed at its deadline") == []
    rest.settle(0, outcome(Reason.NO_TEXT))
    assert [told(outcome) for outcome in await suspect.call.done] == ["[timeout]", "[no_text]"]


async def test_a_message_whose_children_are_killed_from_outside_is_believed_longer():
    alone = job_of(1)
    for _ in range(KILLS_MAX - 1):
        (alone,) = after_loss(alone, 0, Ending.KILLED, "it was killed by signal 9")
    assert after_loss(alone, 0, Ending.KILLED, "it was killed by signal 9") == []
    assert [told(outcome) for outcome in await alone.call.done] == ["[worker_crashed]"]


async def test_a_call_is_done_when_its_last_outcome_is_there_whatever_the_order():
    first, rest = after_loss(job_of(3), 0, Ending.CRASH, "it was killed")
    rest.settle(1, outcome(Reason.NO_TEXT))
    first.settle(0, outcome(Reason.EMPTY))
    assert not first.call.done.done()
    rest.settle(0, outcome(Reason.MALFORMED))
    assert [told(outcome) for outcome in await first.call.done] == ["[empty]", "[malformed]", "[no_text]"]


async def test_outcomes_for_a_caller_that_was_cancelled_go_nowhere():
    job = job_of(1)
    job.call.done.cancel()
    job.settle(0, outcome(Reason.EMPTY))
    assert job.call.done.cancelled()
