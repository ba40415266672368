"""The service in the confines of the systemd unit, drained under load: it passes the manifests' probes, and is gone long before their grace period ends."""

import time

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from service import Service, on_topics, running

from deploy.confined import confining
from deploy.manifests import rendered

ITEMS = 8000  # more than the worker holds at a time (WIRE_IN_FLIGHT_RECORDS_MAX) and can do meanwhile
PARTITIONS = 3
BEFORE = 100  # records that are out when the stop comes: the backlog is far from worked off by then
WELL_INSIDE = 0.5  # of what the grace period leaves after preStop

TEXTS = (
    "Lyon (AFP) - La maire de Lyon, Claire Vasseur, a présenté mercredi le budget de la ville à Paul Arnaud, de la SNCF.",
    "BRISTOL, England (AFP) - The council of Bristol said on Wednesday that Anna Whitfield would lead the new authority.",
)


async def backlog(bootstrap_servers: str, topic: str) -> None:
    """Numbered dispatches, round the partitions, all there before the worker is."""
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, linger_ms=50) as producer:
        for number in range(ITEMS):
            value = orjson.dumps({"id": f"item-{number}", "text": TEXTS[number % len(TEXTS)]})
            await producer.send(topic, value, partition=number % PARTITIONS)


async def committed(bootstrap_servers: str, group: str, topic: str) -> list[int]:
    """How far the group is, partition by partition."""
    places = [TopicPartition(topic, number) for number in range(PARTITIONS)]
    async with AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers, group_id=group, enable_auto_commit=False
    ) as asking:
        asking.assign(places)
        return [await asking.committed(place) or 0 for place in places]


async def passes_the_probes(service: Service) -> None:
    container = rendered("base").container
    for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
        assert await service.problems(container[probe]["httpGet"]["path"]) == []


async def test_a_drain_under_load_ends_well_inside_the_grace_period_with_all_committed_that_is_out_and_nothing_else(
    bootstrap_servers, topics, read_topic
) -> None:
    wire_in, wire_out, wire_dlq = (
        await topics("wire.in", PARTITIONS),
        await topics("wire.out"),
        await topics("wire.dlq"),
    )
    settings = on_topics(bootstrap_servers, wire_in, wire_out, wire_dlq) | {
        "WIRE_PROCESSES": "2",
    }
    pod, container = rendered("base").pod, rendered("base").container
    grace = pod["terminationGracePeriodSeconds"] - container["lifecycle"]["preStop"]["sleep"]["seconds"]
    await backlog(bootstrap_servers, wire_in)
    async with running(settings, *confining()) as service:
        await passes_the_probes(service)
        await read_topic(wire_out, BEFORE, seconds_max=60, quiet_seconds=0)
        began = time.monotonic()
        assert await service.stop(seconds_max=grace) == 0
        assert time.monotonic() - began < WELL_INSIDE * grace
    out = await read_topic(wire_out, 0, quiet_seconds=0.5)
    assert BEFORE <= len(out) < ITEMS  # there was work at hand
    numbers = [int(orjson.loads(record.value)["uri"].rpartition("-")[2]) for record in out]
    by_partition = [[number for number in numbers if number % PARTITIONS == part] for part in range(PARTITIONS)]
    ends = await committed(bootstrap_servers, settings["WIRE_GROUP_ID"], wire_in)
    # Each dispatch below the offset at which a successor begins is out, once and in its order, and none from there on.
    assert by_partition == [list(range(part, ITEMS, PARTITIONS))[:end] for part, end in enumerate(ends)]
    assert await read_topic(wire_dlq, 0, quiet_seconds=0.2) == []
