"""The pool: the work of the pipeline in child processes, so that no item can take the worker down with it.

Three kinds of process, each the operating system's parent of the next, and each killed by the kernel when that one ends:

    the worker         asyncio, Kafka, metrics; never imports a model           supervisor, launcher
    └── the forkserver loads the models once, then forks when it is told to     forkserver
        └── a child    works on one batch after another: bytes in, bytes out    child

The worker alone decides. It knows which batch every child has in hand, so that a child's end, for whatever reason, costs
a few milliseconds and no item.

Why not ``multiprocessing``'s own forkserver: it imports the main script again in every child, starts children with
blocking calls, is one for the whole process, cannot be stopped, and says nothing when its preload fails (Python 3.11 to
3.13).
"""

from worker.pool.limits import ChildEvent, Ending, PoolLimits, PoolStatistics
from worker.pool.supervisor import Pool

__all__ = ["ChildEvent", "Ending", "Pool", "PoolLimits", "PoolStatistics"]
