"""A record's headers as the worker has them; every reader of ours takes them from here."""

from aiokafka import ConsumerRecord

from worker.item import Headers


def headers_of(record: ConsumerRecord) -> Headers:
    """In their order; a header without a value, which Kafka allows, has an empty one."""
    return tuple((name, value or b"") for name, value in record.headers)
