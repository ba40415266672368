"""The one error of this room, apart so that it can be raised where Java and jgo are not installed."""

from worker.errors import WireError


class LocalKafkaError(WireError):
    """Kafka on this machine cannot be had: a jar, a hash, Java, or a broker that does not come up."""
