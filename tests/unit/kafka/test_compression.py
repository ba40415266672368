"""What is published is compressed at the level that we chose, which the library offers no setting for."""

from aiokafka.codec import zstd_decode, zstd_encode
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.default_records import DefaultRecordBatch

from worker.kafka import producer

HEADER_BYTES = 61  # of a batch: what follows is compressed
VALUE = b"".join(b"%d ascents of Mont Blanc, " % (number * number) for number in range(400))


def test_records_are_compressed_at_the_quickest_level() -> None:
    assert producer.__name__  # its import says the level
    builder = BatchBuilder(100_000, DefaultRecordBatch.CODEC_ZSTD)
    assert builder.append(timestamp=0, key=b"key", value=VALUE)
    compressed = bytes(builder._build())[HEADER_BYTES:]
    records = zstd_decode(compressed)
    assert VALUE in records
    assert compressed == zstd_encode(records, level=1) != zstd_encode(records)
