"""Records in batches of our making: the library answers a batch as a whole, which costs less than half of an answer a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from aiokafka import AIOKafkaProducer
from aiokafka.producer.message_accumulator import BatchBuilder

from worker.kafka.partitioner import partition_of
from worker.stream.ports import Outgoing, Partition


@dataclass(slots=True)
class Batch:
    """Records of one partition, by their places among all that are sent."""

    partition: Partition
    builder: BatchBuilder
    places: list[int] = field(default_factory=list)

    def takes(self, place: int, output: Outgoing) -> bool:
        """Whether there is room for the record, which then has it; the first one always has, however large."""
        headers = list(output.headers)
        if self.builder.append(timestamp=None, key=output.key, value=output.value, headers=headers) is None:
            return False
        self.places.append(place)
        return True


async def batches_of(client: AIOKafkaProducer, outgoing: Sequence[Outgoing]) -> Iterator[Batch]:
    """All of the records, those of a partition in their order: the first batch of every partition, then the second ones."""
    topics = {topic: await _partitions(client, topic) for topic in {output.topic for output in outgoing}}
    batches: dict[Partition, list[Batch]] = {}
    for place, output in enumerate(outgoing):
        partition = Partition(output.topic, partition_of(output.key, *topics[output.topic]))
        theirs = batches.setdefault(partition, [])
        if not theirs or not theirs[-1].takes(place, output):
            theirs.append(Batch(partition, client.create_batch()))
            theirs[-1].takes(place, output)
    return filter(None, chain.from_iterable(zip_longest(*batches.values())))


async def _partitions(client: AIOKafkaProducer, topic: str) -> tuple[Sequence[int], Sequence[int]]:
    """All of a topic, and those that have a leader."""
    numbers = sorted(await client.partitions_for(topic))
    return numbers, sorted(client.client.cluster.available_partitions_for_topic(topic))
