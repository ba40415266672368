"""What the pool owes: errands, the jobs that children work on, and what becomes of the jobs of a child that was lost.

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


@dataclass(slots=True)
class Account:
    """What one message has cost so far: the children that were lost with it in hand."""

    charge: int = 0
    losses: int = 0
    losses_alone: int = 0

    def lose(self, ending: Ending, *, alone: bool) -> None:
        """Note one loss more."""
        self.charge += CHARGES[ending]
        self.losses += 1
        self.losses_alone += alone

    @property
    def used_up(self) -> bool:
        """Whether the message is not tried again."""
        return self.charge >= PATIENCE and self.losses_alone >= LOSSES_ALONE_MIN


@dataclass(slots=True, eq=False)
class Errand:
    """One message as it was submitted, and its outcome when that is known.

    ``number`` counts errands as they came. ``seat`` is that of the child that had the message's story before, if one had.
    ``urgent`` is what may overtake.
    """

    message: Message
    done: asyncio.Future[Outcome]
    number: int
    seat: int
    urgent: bool
    account: Account = field(default_factory=Account)

    @property
    def suspect(self) -> bool:
        """Whether a child was lost with it in hand."""
        return self.account.losses > 0

    def settle(self, outcome: Outcome) -> None:
        """Tell the caller, unless that one has gone."""
        if not self.done.done():
            self.done.set_result(outcome)


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """What a child is given at once and answers as a whole. A suspect errand is a job of its own."""

    errands: Sequence[Errand]

    @property
    def messages(self) -> list[Message]:
        """The messages, in the order in which they are worked."""
        return [errand.message for errand in self.errands]

    @property
    def alone(self) -> bool:
        """Whether its message has no neighbours."""
        return len(self.errands) == 1

    @property
    def suspect(self) -> bool:
        """Whether a child was lost with its message in hand."""
        return self.errands[0].suspect

    def settle(self, outcomes: Iterable[Outcome]) -> None:
        """Tell each errand its outcome."""
        for errand, outcome in zip(self.errands, outcomes, strict=True):
            errand.settle(outcome)


def after_loss(jobs: Iterable[Job], in_hand: range, ending: Ending, detail: str) -> list[Errand]:
    """What is to be worked again of a lost child's jobs.

    ``in_hand`` counts through the messages of all of them. Those messages are charged with the loss, which makes them
    suspects, until the account of one is used up: then it is settled as a failure. Their neighbours are charged with
    nothing, also those before them, whose outcomes were lost with the child.
    """
    again: list[Errand] = []
    owed = ((job, errand) for job in jobs for errand in job.errands)
    for place, (job, errand) in enumerate(owed):
        if place in in_hand:
            errand.account.lose(ending, alone=job.alone)
            if errand.account.used_up:
                errand.settle(given_up(errand.account, ending, detail))
                continue
        again.append(errand)
    return again


def given_up(account: Account, ending: Ending, detail: str) -> Outcome:
    """The outcome of a message whose account is used up."""
    error = DeadlineError if ending is Ending.TIMEOUT else ChildCrashedError
    told = f"The process that worked on it was lost {account.losses} times with it in hand; the last time, {detail}"
    return Outcome((Failure(error.reason, error.__name__, told, stage="pool"),))
