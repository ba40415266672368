"""``demo`` and ``check`` on Apache Kafka."""

import asyncio
import os
import re
import signal
from collections.abc import Awaitable, Callable
from functools import partial

import psutil
import pytest
from service import COMMAND


async def wire_worker(*arguments: str, **settings: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_")} | settings
    process = await asyncio.create_subprocess_exec(
        COMMAND,
        *arguments,
        env=environment | {"COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return int(process.returncode), output.decode()


async def test_the_demo_shows_records_and_a_dead_letter_and_ends_by_itself() -> None:
    code, shown = await wire_worker("demo")
    assert code == 0, shown
    for part in ("sign-off", "burs-", "person", "place", "dateline", "dead letter: malformed", "/metrics"):
        assert part in shown
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", shown.rstrip().splitlines()[-1]), "the page's address"


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
    assert [line for line in said.splitlines() if line.startswith("warn") and "one broker is away" not in line] == []
    assert "wire_fr 1.0" in said


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


@pytest.mark.parametrize(
    ("setting", "value"), [("WIRE_MODELS", "fr=no_such_model"), ("WIRE_BOOTSTRAP_SERVERS", "localhost:port")]
)
async def test_a_setting_with_which_the_service_cannot_run_is_said_before_it_starts(setting: str, value: str) -> None:
    code, said = await wire_worker("run", **{setting: value, "WIRE_HTTP_PORT": "0"})
    assert code == 2
    assert said.startswith(setting)
    assert "Traceback" not in said


async def started(*arguments: str, until: str, **settings: str) -> asyncio.subprocess.Process:
    """A command, once it has said that."""
    process = await asyncio.create_subprocess_exec(
        COMMAND,
        *arguments,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
        # Whoever runs these tests in the background of a shell has them ignore Ctrl-C, and all that they start.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    async with asyncio.timeout(60):
        async for line in process.stdout:
            if until.encode() in line:
                break
    return process


async def test_a_stop_does_not_wait_for_models_that_are_being_loaded() -> None:
    quiet = {"WIRE_HTTP_PORT": "0", "WIRE_LOG_FORMAT": "json", "WIRE_BOOTSTRAP_SERVERS": "127.0.0.1:1"}
    process = await started("run", until="starting", **quiet)
    await asyncio.sleep(0.5)
    process.terminate()
    async with asyncio.timeout(2):
        assert await process.wait() == 0


@pytest.mark.parametrize(
    ("phase", "number"),
    [
        ("starts on", signal.SIGINT),
        ("loads its models", signal.SIGINT),
        ("is ready", signal.SIGINT),
        ("is ready", signal.SIGTERM),
        ("loads its models", signal.SIGKILL),
    ],
)
async def test_a_demo_that_is_broken_off_leaves_no_process_behind(phase: str, number: signal.Signals) -> None:
    demo = await started("demo", until=phase)
    await asyncio.sleep(1)
    offspring = psutil.Process(demo.pid).children(recursive=True)
    assert offspring
    if number is signal.SIGINT:
        os.killpg(demo.pid, number)  # as a terminal does
    else:
        demo.send_signal(number)
    try:
        async with asyncio.timeout(40):
            said = await demo.stdout.read()
            await demo.wait()
    finally:
        if demo.returncode is None:
            demo.kill()
    assert b"Traceback" not in said
    _, left = psutil.wait_procs(offspring, timeout=3)
    assert [process for process in left if process.status() != psutil.STATUS_ZOMBIE] == []
