"""The same job on FastStream: a subscriber that publishes, offsets acknowledged after the work; run once a process."""

import asyncio

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage
from stage import BOOTSTRAP, GROUP, WIRE_IN, WIRE_OUT, answer, stock

broker = KafkaBroker(BOOTSTRAP, logger=None)
app = FastStream(broker, logger=None)
publisher = broker.publisher(WIRE_OUT)
tagger = stock()


@broker.subscriber(WIRE_IN, group_id=GROUP, auto_offset_reset="earliest", ack_policy=AckPolicy.NACK_ON_ERROR)
async def enrich(item: dict, message: KafkaMessage) -> None:
    await publisher.publish(answer(item, tagger), key=message.raw_message.key)


if __name__ == "__main__":
    asyncio.run(app.run())
