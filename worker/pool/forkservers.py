"""The forkservers of a pool: the newest one, from which children come, and those before it that still have some.

Apart from the pool, which asks for children: here is when another one is launched, with what, and when one is let go.
"""

import asyncio
from dataclasses import replace

from worker.pool.launcher import Forkserver, Order


class Forkservers:
    """Owned by the pool. At most one is launched at a time for all who wait, and one more while options change.

    Bounded: those that are lost, or were launched with options of before, are closed when their last child is gone.
    """

    def __init__(self, order: Order, *, start_seconds_max: float) -> None:
        self._order = order
        self._start_seconds_max = start_seconds_max
        self._launch: asyncio.Future[Forkserver] | None = None  # of the newest
        self.running: list[Forkserver] = []  # all that may have children

    async def newest(self) -> Forkserver:
        """The forkserver, launched again where it is lost. One launch is made for all who wait, and fails for all."""
        launch = self._launch
        if not launch or (launch.done() and (launch.exception() or launch.result().lost)):
            self._launch = launch = asyncio.create_task(self._load(self._order))
        return await asyncio.shield(launch)

    async def renew(self, options: object) -> "asyncio.Future[Forkserver] | None":
        """Launch one with other options, to be the newest from now on; what launched the one before it.

        Raises PoolError where it cannot be loaded: then all is as it was.
        """
        order = replace(self._order, options=options)
        forkserver = await self._load(order)
        before, self._launch = self._launch, asyncio.get_running_loop().create_future()
        self._launch.set_result(forkserver)
        self._order = order
        return before

    def is_outdated(self, forkserver: Forkserver) -> bool:
        """Whether it was launched with options of before."""
        return forkserver.order is not self._order

    async def dismiss(self) -> None:
        """Be done with those that are of no more use and have no children left."""
        for old in [each for each in self.running if (each.lost or self.is_outdated(each)) and not each.children]:
            self.running.remove(old)
            await old.close()

    async def close(self) -> None:
        """End all of them with their children, and the launch that is under way."""
        if self._launch:
            self._launch.cancel()
            await asyncio.gather(self._launch, return_exceptions=True)
        await asyncio.gather(*(forkserver.close() for forkserver in self.running))

    async def _load(self, order: Order) -> Forkserver:
        await self.dismiss()
        forkserver = await Forkserver.launch(order, seconds_max=self._start_seconds_max)
        self.running.append(forkserver)
        return forkserver
