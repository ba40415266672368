"""How long a stop may take at most, added up from the bounds in the code: what every grace period must exceed."""

from worker.kafka import producer, source, transactions
from worker.pool import launcher
from worker.settings import Settings
from worker.stream import lane
from worker.telemetry import tracing


def stop_seconds_max(settings: Settings) -> float:
    """From SIGTERM to the end of the process, where the brokers are gone and a rebalance was under way."""
    drained = settings.limits.drain_seconds_max + lane.CANCEL_SECONDS_MAX
    closed = producer.FLUSH_SECONDS_MAX + 2 * producer.CANCEL_SECONDS + producer.CLOSE_SECONDS_MAX
    producers = transactions.CONNECT_SECONDS_MAX + transactions.ABORT_SECONDS_MAX + closed
    clients = max(producers, source.LEAVE_SECONDS_MAX)  # the sink and the source stop at the same time
    # The turn of the loop in which it comes, the lanes that are left, the clients, the children, the last spans.
    return drained + drained + clients + launcher.CLOSE_SECONDS_MAX + tracing.CLOSE_SECONDS_MAX
