"""What the pool owes: calls, the jobs they are cut into, and what becomes of the jobs of a child that was lost.

Free of processes and of the event loop's clock, so that the rule that keeps items alive can be read in one place.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from worker.errors import ChildCrashedError, DeadlineError
from worker.item import Failure, Message, Outcome
from worker.pool.limits import Ending

# What a message is charged with when a child is lost with it in hand. SIGKILL comes from outside and, since each child's
# memory is bounded, seldom because of the item: one that happened to be in hand when everything is killed must come through.
CHARGES = {Ending.TIMEOUT: 6, Ending.CRASH: 6, Ending.OOM: 6, Ending.KILLED: 1}
PATIENCE = 12  # a message that was charged with so much is given up,
LOSSES_ALONE_MIN = 2  # but not before it was alone with so many children that were lost


@dataclass(slots=True, eq=False)
class Call:
    """One batch as it was submitted, and its outcomes as far as they are known."""

    messages: Sequence[Message]
    done: asyncio.Future[list[Outcome]]
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def settle(self, places: Iterable[int], outcomes: Iterable[Outcome]) -> None:
        """Note the outcomes of the messages at these places; the last one completes the call."""
        self.outcomes.update(zip(places, outcomes, strict=True))
        if len(self.outcomes) == len(self.messages) and not self.done.done():
            self.done.set_result([self.outcomes[place] for place in range(len(self.messages))])


@dataclass(frozen=True, slots=True)
class Account:
    """What one message has cost so far: the children that were lost with it in hand."""

    charge: int = 0
    losses: int = 0
    losses_alone: int = 0

    def after(self, ending: Ending, *, alone: bool) -> "Account":
        """The account with one loss more."""
        return Account(self.charge + CHARGES[ending], self.losses + 1, self.losses_alone + alone)

    @property
    def used_up(self) -> bool:
        """Whether the message is not tried again."""
        return self.charge >= PATIENCE and self.losses_alone >= LOSSES_ALONE_MIN


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Messages of a call that one child works on at once. One that is charged with something is a job of its own."""

    call: Call
    places: Sequence[int]
    account: Account = Account()

    @property
    def messages(self) -> list[Message]:
        """The messages themselves, in the call's order."""
        return [self.call.messages[place] for place in self.places]

    @property
    def alone(self) -> bool:
        """Whether its message has no neighbours."""
        return len(self.places) == 1

    @property
    def suspect(self) -> bool:
        """Whether a child was lost with its message in hand."""
        return self.account.losses > 0


def after_loss(jobs: Iterable[Job], in_hand: int, ending: Ending, detail: str) -> list[Job]:
    """The jobs that take the place of those of a lost child, in the order in which they are to be worked.

    ``in_hand`` counts through the messages of all of them. That message is charged with the loss and tried again alone,
    until its account is used up: then it is settled as a failure. Its neighbours are charged with nothing and go first,
    also those before it, whose outcomes were lost with the child.
    """
    neighbours: list[Job] = []
    suspects: list[Job] = []
    for job in jobs:
        if 0 <= in_hand < len(job.places):
            place = job.places[in_hand]
            account = job.account.after(ending, alone=job.alone)
            if account.used_up:
                job.call.settle([place], [given_up(account, ending, detail)])
            else:
                suspects.append(Job(job.call, [place], account))
            if rest := [*job.places[:in_hand], *job.places[in_hand + 1 :]]:
                neighbours.append(Job(job.call, rest))
        else:
            neighbours.append(job)
        in_hand -= len(job.places)
    return neighbours + suspects


def given_up(account: Account, ending: Ending, detail: str) -> Outcome:
    """The outcome of a message whose account is used up."""
    error = DeadlineError if ending is Ending.TIMEOUT else ChildCrashedError
    told = f"The process that worked on it was lost {account.losses} times with it in hand; the last time, {detail}"
    return Outcome((Failure(error.reason, error.__name__, told, stage="pool"),))
