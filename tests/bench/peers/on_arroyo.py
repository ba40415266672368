"""The same job on arroyo: its pool of processes, then its producer, then its commits; one consumer feeds them all."""

import json
import signal
from collections.abc import Mapping

from arroyo import Message, Partition, Topic
from arroyo.backends.kafka import KafkaConsumer, KafkaPayload, KafkaProducer
from arroyo.backends.kafka.configuration import build_kafka_consumer_configuration, build_kafka_producer_configuration
from arroyo.processing import StreamProcessor
from arroyo.processing.strategies import CommitOffsets, Produce, RunTaskWithMultiprocessing
from arroyo.processing.strategies.abstract import ProcessingStrategy, ProcessingStrategyFactory
from arroyo.processing.strategies.run_task_with_multiprocessing import MultiprocessingPool
from arroyo.types import Commit
from stage import BOOTSTRAP, GROUP, PROCESSES, WIRE_IN, WIRE_OUT, answer, stock

BATCH_RECORDS, BATCH_SECONDS = 16, 0.05  # as ours closes its batches; the larger ones of its examples only cost latency
BLOCK_BYTES = 16 * 1024 * 1024

_loaded: list = []


def load() -> None:
    _loaded.append(stock())


def enrich(message: Message[KafkaPayload]) -> KafkaPayload:
    record = answer(json.loads(message.payload.value), _loaded[0])
    return KafkaPayload(message.payload.key, json.dumps(record).encode(), [])


class Factory(ProcessingStrategyFactory[KafkaPayload]):
    def __init__(self, pool: MultiprocessingPool, producer: KafkaProducer) -> None:
        self._pool, self._producer = pool, producer

    def create_with_partitions(
        self,
        commit: Commit,
        partitions: Mapping[Partition, int],  # noqa: ARG002  the name is arroyo's
    ) -> ProcessingStrategy[KafkaPayload]:
        return RunTaskWithMultiprocessing(
            enrich,
            Produce(self._producer, Topic(WIRE_OUT), CommitOffsets(commit)),
            max_batch_size=BATCH_RECORDS,
            max_batch_time=BATCH_SECONDS,
            pool=self._pool,
            input_block_size=BLOCK_BYTES,
            output_block_size=BLOCK_BYTES,
            prefetch_batches=True,
        )


def main() -> None:
    pool = MultiprocessingPool(PROCESSES, load)
    producer = KafkaProducer(build_kafka_producer_configuration({}, bootstrap_servers=[BOOTSTRAP]))
    consumer = KafkaConsumer(
        build_kafka_consumer_configuration(
            {}, group_id=GROUP, auto_offset_reset="earliest", bootstrap_servers=[BOOTSTRAP]
        )
    )
    processor = StreamProcessor(consumer, Topic(WIRE_IN), Factory(pool, producer))
    signal.signal(signal.SIGTERM, lambda *_: processor.signal_shutdown())
    processor.run()
    pool.close()


if __name__ == "__main__":
    main()
