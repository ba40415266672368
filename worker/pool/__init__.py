"""The pool: the work of the pipeline in child processes, so that no item can take the worker down with it.

Three kinds of process; the kernel kills the others when the worker ends, in whatever way:

    the worker         asyncio, Kafka, metrics; never imports a model           supervisor, launcher
    ├── the forkserver loads the models once, then forks when it is told to     forkserver
    └── a child        works on one batch after another: bytes in, bytes out    child

The worker alone decides. It knows which batches every child has, and reads in memory that they share which message is in
hand, so that a child's end, for whatever reason, costs a few milliseconds and no item. The children are the worker's, not
the forkserver's: while a lost forkserver is loaded again, they work on.

Why not ``multiprocessing``'s own forkserver: it imports the main script again in every child, starts children with
blocking calls, is one for the whole process, cannot be stopped, and says nothing when its preload fails (Python 3.11 to
3.13).
"""

from worker.pool.limits import ChildEvent, Ending, PoolLimits, PoolStatistics
from worker.pool.supervisor import Pool

__all__ = ["ChildEvent", "Ending", "Pool", "PoolLimits", "PoolStatistics"]
