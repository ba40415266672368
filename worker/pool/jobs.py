"""What the pool owes: calls, the jobs they are cut into, and what becomes of a job whose child was lost.

Free of processes and of the event loop's clock, so that the rule that keeps items alive can be read in one place.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from worker.errors import ChildCrashedError, DeadlineError
from worker.item import Failure, Message, Outcome
from worker.pool.limits import Ending

# An item that loses so many children while it is alone in them is given up. SIGKILL comes from outside and, since each
# child's memory is bounded, seldom because of the item: it is believed to be at fault only when that goes on and on.
LOSSES_MAX = 2
KILLS_MAX = 6


@dataclass(slots=True, eq=False)
class Call:
    """One batch as it was submitted, and its outcomes as far as they are known."""

    messages: Sequence[Message]
    done: asyncio.Future[list[Outcome]]
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def settle(self, first: int, outcomes: Sequence[Outcome]) -> None:
        """Note the outcomes of the messages from ``first`` on; the last ones complete the call."""
        self.outcomes.update(enumerate(outcomes, first))
        if len(self.outcomes) == len(self.messages) and not self.done.done():
            self.done.set_result([self.outcomes[place] for place in range(len(self.messages))])


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A stretch of a call that one child works on at once. ``again``: it was in a child's hand before, which was lost."""

    call: Call
    places: range
    again: bool = False
    losses: int = 0  # children lost while this one message was all that they had in hand

    @property
    def messages(self) -> Sequence[Message]:
        """The messages themselves, in the call's order."""
        return self.call.messages[self.places.start : self.places.stop]

    @property
    def size_bytes(self) -> int:
        """Size of all values, which the deadline goes by."""
        return sum(len(message.value) for message in self.messages)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Hand the outcomes to the call."""
        if len(outcomes) != len(self.places):
            raise AssertionError(f"{len(self.places)} messages, {len(outcomes)} outcomes")
        self.call.settle(self.places.start, outcomes)


def after_loss(job: Job, ending: Ending, detail: str) -> list[Job]:
    """The jobs that take the place of one whose child was lost with it in hand, in order.

    A batch is worked again message by message, so that the one that did it is found. A message that was alone is tried
    again, up to the bounds above; then it is settled as a failure, and nothing takes its place.
    """
    if len(job.places) > 1:
        return [Job(job.call, range(place, place + 1), again=True) for place in job.places]
    losses = job.losses + 1
    if losses < (KILLS_MAX if ending is Ending.KILLED else LOSSES_MAX):
        return [Job(job.call, job.places, again=True, losses=losses)]
    error = DeadlineError if ending is Ending.TIMEOUT else ChildCrashedError
    message = (
        f"The process that worked on it was lost {losses} times, with nothing else in hand; the last time, {detail}"
    )
    job.settle([Outcome((Failure(error.reason, error.__name__, message, stage="pool"),))])
    return []
