"""Bad input through the real service: each message a dead letter with its own reason, and what comes after it comes out."""

import orjson
from aiokafka import AIOKafkaProducer
from service import on_topics, running

LARGE = {"max.message.bytes": str(30 * 1024 * 1024)}
GOOD = orjson.dumps({"id": "good", "text": "Paris (AFP) - Tout va bien lundi à Paris, a annoncé la mairie."})
BAD = {
    "empty": b"",
    "too_large": b"a" * (20 * 1024 * 1024),
    "unknown_format": bytes(range(256)) * 40,
    "malformed": GOOD[:-10],
    "forbidden_xml": b'<!DOCTYPE a [<!ENTITY b "c">]><NewsML><NewsItem>&b;</NewsItem></NewsML>',
    "no_text": orjson.dumps({"id": "silent", "text": ""}),
}


async def test_each_bad_message_is_a_dead_letter_and_the_stream_goes_on(bootstrap_servers, topics, read_topic) -> None:
    wire_in, wire_out, wire_dlq = [await topics(name, configs=LARGE) for name in ("wire.in", "wire.out", "wire.dlq")]
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, max_request_size=30 * 1024 * 1024) as producer:
        for reason, value in BAD.items():
            await producer.send_and_wait(wire_in, value, reason.encode(), headers=[("trace", b"kept")])
            await producer.send_and_wait(wire_in, GOOD)
        await producer.send_and_wait(wire_in, b"[" * 10_000, b"too_large")
        await producer.send_and_wait(wire_in, None, b"a tombstone is no dead letter")
    settings = on_topics(bootstrap_servers, wire_in, wire_out, wire_dlq)
    async with running(settings) as service:
        letters = await read_topic(wire_dlq, len(BAD) + 1, seconds_max=60, quiet_seconds=1)
        records = await read_topic(wire_out, len(BAD), seconds_max=30, quiet_seconds=1)
        failed = service.said("item failed")
    assert [(dict(letter.headers)["dlq.reason"].decode(), letter.key.decode()) for letter in letters] == [
        *((reason, reason) for reason in BAD),
        ("too_large", "too_large"),
    ]
    for letter, value in zip(letters, BAD.values(), strict=False):
        assert letter.value == value
        assert dict(letter.headers)["trace"] == b"kept"
    assert len(records) == len(BAD)
    assert sorted(line["offset"] for line in failed) == [0, 2, 4, 6, 8, 10, 12]
    assert all(line["topic"] == wire_in and line["reason"] for line in failed)
