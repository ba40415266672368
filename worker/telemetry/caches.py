"""How the children's caches did, counted once for all messages that are published together."""

from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter

from worker.item import Outcome
from worker.telemetry import metrics as m
from worker.telemetry.metrics import Metrics

_CACHE = attrgetter("cache")


def count_caches(metrics: Metrics, outcomes: Iterable[Outcome]) -> None:
    """Add what their messages found; of a cache's size the last one's word counts."""
    uses = sorted(chain.from_iterable(outcome.caches for outcome in outcomes), key=_CACHE)
    for cache, theirs in groupby(uses, _CACHE):
        _, hits, misses, resets, sizes_bytes = zip(*theirs, strict=True)
        metrics.count(m.CACHE_HITS, sum(hits), cache)
        metrics.count(m.CACHE_MISSES, sum(misses), cache)
        metrics.count(m.CACHE_RESETS, sum(resets), cache)
        metrics.put(m.CACHE_BYTES, sizes_bytes[-1], cache)
