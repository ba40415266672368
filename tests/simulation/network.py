"""What lies between a replica and the broker: requests that are slow, get lost, or are answered late or never."""

import asyncio
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from worker.errors import StreamError

REQUEST_SECONDS_MAX = 3.0
FATES = (  # of one request that goes wrong
    "lost",  # it never arrives, and the client is told so
    "unanswered",  # it arrives, and the answer never does: a deadline of the client's ends the wait
    "refused after the fact",  # it arrives, and the client is told that it failed
    "late",  # it arrives late: perhaps when nobody waits for it any more
    "answered late",  # it arrives, and the answer comes late
)


class Network:
    """One replica's connection to the broker. ``trouble`` is the part of its requests that go wrong.

    A request, once sent, takes effect at the broker whatever becomes of who sent it. While the replica is frozen it
    sends nothing and hears nothing; once it is dead, for ever.
    """

    def __init__(self, random: Random, told: Counter[str]) -> None:
        self._random = random
        self._told = told
        self._thawed = asyncio.Event()
        self._thawed.set()
        self.trouble = 0.0
        self.unreachable = False
        self.dead = False

    def kill(self) -> None:
        """End it: nothing that its tasks still do reaches the broker."""
        self.dead = True
        self._thawed.set()

    def freeze(self) -> None:
        self._thawed.clear()

    def thaw(self) -> None:
        self._thawed.set()

    @property
    def frozen(self) -> bool:
        return not self._thawed.is_set()

    async def alive(self) -> None:
        """Come back when the replica runs; never, once it is dead."""
        if self.dead:
            await asyncio.Event().wait()
        await self._thawed.wait()

    async def take(self, seconds: float) -> None:
        """Spend time on something of one's own."""
        await asyncio.sleep(seconds)
        await self.alive()

    async def ask(self, effect: Callable[[], Any], *, waits: Callable[[], bool] = bool) -> Any:
        """A request with a deadline of its own."""
        try:
            async with asyncio.timeout(REQUEST_SECONDS_MAX):
                return await self.request(effect, waits=waits)
        except TimeoutError as error:
            raise StreamError("no answer") from error

    async def request(self, effect: Callable[[], Any], *, waits: Callable[[], bool] = bool) -> Any:
        """Send a request and wait for its answer; while ``waits`` the broker lets it wait, before and after its effect.

        What ``effect`` raises is the answer. Raises StreamError for one that is lost.
        """
        await self.alive()
        fate = self._fate()
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if fate == "lost":
            self._later(fate, _answer, answer, None, StreamError("the connection was lost"))
        else:
            self._later(fate, self._arrive, effect, waits, fate, answer)
        try:
            return await answer
        finally:
            await self._thawed.wait()  # a frozen process does not even notice that its deadline has passed
            if answer.done() and not answer.cancelled():
                answer.exception()  # taken note of, also where it came too late

    def _arrive(
        self, effect: Callable[[], Any], waits: Callable[[], bool], fate: str | None, answer: asyncio.Future[Any]
    ) -> None:
        """The request is at the broker."""
        if waits():
            self._later(None, self._arrive, effect, waits, fate, answer)
            return
        result, error = None, None
        try:
            result = effect()
        except StreamError as refusal:
            error = refusal
        if fate == "refused after the fact":
            error = StreamError("the connection was lost")
        if fate != "unanswered":
            self._later(fate, self._reply, waits, answer, result, error)

    def _reply(
        self, waits: Callable[[], bool], answer: asyncio.Future[Any], result: Any, error: StreamError | None
    ) -> None:
        """The answer is on its way back, unless the broker keeps it until something else is complete."""
        if waits():
            self._later(None, self._reply, waits, answer, result, error)
        else:
            _answer(answer, result, error)

    def _later(self, fate: str | None, step: Callable[..., None], *arguments: Any) -> None:
        late = (fate == "late" and step == self._arrive) or (fate == "answered late" and step == self._reply)
        seconds = self._random.uniform(1, 20) if late else self._latency()
        asyncio.get_running_loop().call_later(seconds, step, *arguments)

    def _fate(self) -> str | None:
        if self.unreachable:
            return "lost"
        if self._random.random() >= self.trouble:
            return None
        fate = self._random.choice(FATES)
        self._told[f"request {fate}"] += 1
        return fate

    def _latency(self) -> float:
        """Seconds: most a few milliseconds, some much longer."""
        return self._random.uniform(0.0005, 0.005) if self._random.random() < 0.9 else self._random.uniform(0.01, 0.3)


def _answer(answer: asyncio.Future[Any], result: Any, error: StreamError | None) -> None:
    if answer.done():
        return  # nobody waits for it any more
    if error:
        answer.set_exception(error)
    else:
        answer.set_result(result)
