"""What ``check`` finds in topics that were made for something else, on Apache Kafka; and that it is right to warn."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import pytest
from desk import picky
from replica import producer, running_replica

from worker.commands.check import check_cluster
from worker.settings import load_settings

MakeTopic = Callable[..., Awaitable[str]]

COMPACT = {"cleanup.policy": "compact,delete"}
CASES = {
    "letters would delete each other": ("dead_letter_topic", COMPACT, "uri", "clean-up", None),
    "versions would be deleted unread": ("input_topics", COMPACT, "uri", "clean-up", None),
    "items would share a key": ("output_topic", COMPACT, "slug", "clean-up", None),
    "nothing could be written": ("output_topic", {"min.insync.replicas": "2"}, "uri", "replicas", False),
}


async def found(
    bootstrap_servers: str, topics: MakeTopic, which: str, configs: Mapping[str, str], output_key: str
) -> list[tuple[str, bool | None, str]]:
    names = {"input_topics": "wire.in", "output_topic": "wire.out", "dead_letter_topic": "wire.dlq"}
    made = {
        setting: await topics(name, configs=configs if setting == which else None) for setting, name in names.items()
    }
    settings = load_settings({"bootstrap_servers": bootstrap_servers, "output_key": output_key} | made)
    odd = [finding for finding in await check_cluster(settings) if finding.subject.startswith(("clean-up", "replicas"))]
    assert all(finding.subject.endswith(made[which]) for finding in odd)
    return [(finding.subject.partition(" ")[0], finding.ok, finding.detail) for finding in odd]


@pytest.mark.parametrize("case", CASES)
async def test_check_warns_of_a_topic_that_would_not_keep_what_is_put_into_it(
    bootstrap_servers: str, topics: MakeTopic, case: str
) -> None:
    which, configs, output_key, subject, ok = CASES[case]
    ((told, judged, detail),) = await found(bootstrap_servers, topics, which, configs, output_key)
    assert (told, judged) == (subject, ok)
    assert "compaction" in detail or "takes nothing" in detail


async def test_an_output_that_is_compacted_by_uri_is_as_it_should_be(bootstrap_servers: str, topics: MakeTopic) -> None:
    assert await found(bootstrap_servers, topics, "output_topic", COMPACT, "uri") == []


async def test_a_letter_without_a_key_stops_its_partition_where_the_letters_are_compacted(
    bootstrap_servers: str, topics: MakeTopic
) -> None:
    names = [await topics("wire.in"), await topics("wire.out"), await topics("wire.dlq", configs=COMPACT)]
    async with producer(bootstrap_servers) as made:
        await made.send_and_wait(names[0], b"bad")
    async with running_replica(bootstrap_servers, *names, work=picky) as one:
        async with asyncio.timeout(30):
            while len(one.told.failures) < 2:
                await asyncio.sleep(0.02)
        assert one.told.settled_records == 0
        assert (
            "publishing" in one.told.failures[0]
        )  # the broker refuses it: its error 87, for which the library has no name
