"""What the pool owes: calls, the jobs they are cut into, and what becomes of a job whose child was lost.

Free of processes and of the event loop's clock, so that the rule that keeps items alive can be read in one place.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from worker.errors import ChildCrashedError, DeadlineError
from worker.item import Failure, Message, Outcome
from worker.pool.limits import Ending

# An item that loses so many children while it is the one in hand is given up. SIGKILL comes from outside and, since each
# child's memory is bounded, seldom because of the item: it is believed to be at fault only when that goes on and on.
LOSSES_MAX = 2
KILLS_MAX = 6


@dataclass(slots=True, eq=False)
class Call:
    """One batch as it was submitted, and its outcomes as far as they are known."""

    messages: Sequence[Message]
    done: asyncio.Future[list[Outcome]]
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def settle(self, place: int, outcome: Outcome) -> None:
        """Note the outcome of one message; the last one completes the call."""
        self.outcomes[place] = outcome
        if len(self.outcomes) == len(self.messages) and not self.done.done():
            self.done.set_result([self.outcomes[place] for place in range(len(self.messages))])


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A stretch of a call that one child works on at once. ``again``: its one message was in hand when a child was lost."""

    call: Call
    places: range
    again: bool = False
    losses: int = 0  # children lost with this one message in hand

    @property
    def messages(self) -> Sequence[Message]:
        """The messages themselves, in the call's order."""
        return self.call.messages[self.places.start : self.places.stop]

    def settle(self, index: int, outcome: Outcome) -> None:
        """Hand the outcome of the job's message at ``index`` to the call."""
        self.call.settle(self.places[index], outcome)


def after_loss(job: Job, answered: int, ending: Ending, detail: str) -> list[Job]:
    """The jobs that take the place of one whose child was lost when it had answered so many of its messages, in order.

    The message in hand is tried again alone, up to the bounds above; then it is settled as a failure, and nothing takes
    its place. Those that were not begun go on together, and are charged with nothing.
    """
    suspect, rest = job.places[answered], job.places[answered + 1 :]
    losses = job.losses + 1
    again = []
    if losses < (KILLS_MAX if ending is Ending.KILLED else LOSSES_MAX):
        again.append(Job(job.call, range(suspect, suspect + 1), again=True, losses=losses))
    else:
        error = DeadlineError if ending is Ending.TIMEOUT else ChildCrashedError
        message = f"The process that worked on it was lost {losses} times with it in hand; the last time, {detail}"
        job.call.settle(suspect, Outcome((Failure(error.reason, error.__name__, message, stage="pool"),)))
    if rest:
        again.append(Job(job.call, rest))
    return again
