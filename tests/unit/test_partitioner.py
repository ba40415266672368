"""Our way to a key's partition is the library's, so that what was written before keeps its partition."""

import random

import pytest
from aiokafka.partitioner import DefaultPartitioner

from worker.kafka.partitioner import partition_of


@pytest.mark.parametrize("size", [*range(1, 40), 255, 1_000])
def test_a_key_goes_where_the_library_would_send_it(size):
    chance = random.Random(size)
    for partitions in ([0], [0, 1, 2], list(range(64))):
        key = chance.randbytes(size)
        assert partition_of(key, partitions, []) == DefaultPartitioner()(key, partitions, [])


def test_without_a_key_only_partitions_that_are_available_are_chosen():
    assert {partition_of(None, [0, 1, 2], [1]) for _ in range(20)} == {1}
    assert {partition_of(None, [0, 1], []) for _ in range(50)} == {0, 1}
