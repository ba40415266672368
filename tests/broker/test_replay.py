"""``dlq replay`` and ``replay`` where something is in the way: another replay, a refusal, an open transaction."""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from desk import Desk
from replica import producer

from worker.assembly import publishing
from worker.errors import StreamError
from worker.kafka.connection import connection
from worker.kafka.dead_letters import record_at
from worker.kafka.replayer import Replayer, replayer
from worker.kafka.transactions import TransactionalProducer
from worker.settings import load_settings
from worker.stream.ports import Partition


@asynccontextmanager
async def replaying(desk: Desk, *, transaction_seconds_max: float = 60) -> AsyncIterator[tuple[Replayer, list]]:
    """A replay that has its claim and has published nothing, and the first letter, which it is about to publish."""
    settings = load_settings({"bootstrap_servers": desk.bootstrap_servers})
    reach = connection(settings.kafka, settings.security, "test")
    letter = await record_at(reach, Partition(desk.names[2], 0), 0)
    async with replayer(
        reach,
        publishing(settings, reach),
        group_id=desk.group_id,
        topic=desk.names[2],
        since_ms=None,
        again=False,
        transaction_seconds_max=transaction_seconds_max,
    ) as replays:
        assert replays.is_due(letter)
        yield replays, [(letter, Partition(desk.names[0], 0))]


async def test_a_second_replay_stops_the_first_before_it_doubles_a_letter(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"bad")
    async with replaying(bare_desk) as (first, due):
        code, said = await bare_desk.run("dlq", "replay", "0:0")
        assert code == 0, said
        with pytest.raises(StreamError, match="another replay of this group has taken over"):
            await first.publish(due)
    assert len(await bare_desk.read_topic(bare_desk.names[0], 1)) == 1


async def test_what_another_publishes_until_it_is_fenced_is_known(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"bad")
    async with replaying(bare_desk) as (first, due):

        class Late:
            """At the last moment the other one publishes."""

            async def fence(self, transactional_id: str) -> TransactionalProducer:
                await first.publish(due)
                return await first._producers.fence(transactional_id)

        bounds = {"since_ms": None, "again": False, "transaction_seconds_max": 60}
        topics = {"group_id": bare_desk.group_id, "topic": bare_desk.names[2]}
        second = Replayer(first._connection, Late(), **topics, **bounds)
        await second.claim()
        assert not second.is_due(due[0][0])
        second.release()


async def test_a_replay_goes_on_where_the_one_was_that_it_stops(bare_desk: Desk) -> None:
    await bare_desk.put_letters(*(str(number).encode() for number in range(100)))
    first = await bare_desk.begin("dlq", "replay", "--all", "--rate", "2")
    await bare_desk.read_topic(bare_desk.names[0], 1)
    code, said = await bare_desk.run("dlq", "replay", "--all", "--rate", "1000")
    assert code == 0, said
    _, errors = await first.communicate()
    assert first.returncode == 1
    assert b"another replay of this group has taken over" in errors
    values = [record.value for record in await bare_desk.read_topic(bare_desk.names[0], 100)]
    assert sorted(map(int, values)) == list(range(100))


async def test_a_replay_goes_on_where_the_one_was_that_was_killed(bare_desk: Desk) -> None:
    await bare_desk.put_letters(*(str(number).encode() for number in range(20)))
    first = await bare_desk.begin("dlq", "replay", "--all", "--rate", "2")
    await bare_desk.read_topic(bare_desk.names[0], 1)
    first.kill()
    await first.communicate()
    code, said = await bare_desk.run("dlq", "replay", "--all", "--rate", "1000")
    assert code == 0, said
    values = [record.value for record in await bare_desk.read_topic(bare_desk.names[0], 20)]
    assert sorted(map(int, values)) == list(range(20))


async def test_a_receipt_behind_an_open_transaction_is_waited_for(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"bad")
    async with producer(bare_desk.bootstrap_servers, transactional_id=f"worker-{bare_desk.group_id}") as worker:
        async with replaying(bare_desk) as (first, due):
            await worker.begin_transaction()
            await worker.send_and_wait(bare_desk.names[2], b"a letter in the making", b"key", partition=0)
            await first.publish(due)
        code, said = await bare_desk.run("dlq", "replay", "0:0", "--request-seconds-max", "3")
        assert code == 1
        assert "a transaction is open there" in said
        second = asyncio.create_task(bare_desk.run("dlq", "replay", "0:0"))
        await asyncio.wait([second], timeout=6)
        assert not second.done()
        await worker.abort_transaction()
        code, said = await second
    assert code == 1
    assert "replayed before" in said
    assert len(await bare_desk.read_topic(bare_desk.names[0], 1)) == 1


async def test_a_replay_that_dies_in_a_transaction_holds_readers_up_no_longer_than_a_transaction_may_take(
    bare_desk: Desk,
) -> None:
    await bare_desk.put_letters(b"bad")
    async with replaying(bare_desk, transaction_seconds_max=1) as (first, _):
        dead = first._producer._client
        await dead.begin_transaction()
        await dead.send_and_wait(bare_desk.names[0], b"never", b"key")
        async with producer(bare_desk.bootstrap_servers) as neighbour:
            await neighbour.send_and_wait(bare_desk.names[0], b"good", b"key")
        # The broker looks for such transactions every ten seconds.
        records = await bare_desk.read_topic(bare_desk.names[0], 1, seconds_max=25)
    assert [record.value for record in records] == [b"good"]


async def test_a_rehearsal_fences_nobody(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"bad")
    async with producer(bare_desk.bootstrap_servers, transactional_id=f"{bare_desk.group_id}.replay") as holder:
        code, said = await bare_desk.run("dlq", "replay", "--all", "--dry-run")
        assert code == 0, said
        assert f"would go to {bare_desk.names[0]}, partition 0: 0:0" in said
        assert "1 dead letters would be replayed" in said
        async with holder.transaction():
            await holder.send_and_wait(bare_desk.names[0], b"mine", b"key")


async def test_refused_letters_are_named_and_the_others_go_on(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"1", os.urandom(3000), b"2", os.urandom(3000), b"3")
    await bare_desk.put_letters(b"without a key", key=None)
    await bare_desk.put_letters(b"of no partition", **{"dlq.partition": "7"})
    await bare_desk.put_letters(b"4")
    code, results, errors = await bare_desk.run_apart("dlq", "replay", "--all", "--rate", "1000")
    assert code == 1, errors
    assert [
        place for place in ("0:0", "0:1", "0:2", "0:3", "0:4", "0:5", "0:6", "0:7") if f"played: {place}: " in errors
    ] == [
        "0:1",
        "0:3",
        "0:5",
        "0:6",
    ], errors
    assert results == "4 dead letters replayed, 4 could not be\n"
    values = [record.value for record in await bare_desk.read_topic(bare_desk.names[0], 4)]
    assert values == [b"1", b"2", b"3", b"4"]


async def test_what_is_replayed_is_compressed_as_the_settings_say(bare_desk: Desk) -> None:
    await bare_desk.put_letters(b"large " * 1000)
    code, said = await bare_desk.run("dlq", "replay", "--all", "--compression", "none")
    assert code == 1
    assert "0 dead letters replayed, 1 could not be" in said
    code, said = await bare_desk.run("dlq", "replay", "--all")
    assert code == 0, said


@pytest.mark.parametrize("offset", [0, 7])
async def test_a_letter_without_value_and_key_takes_all_from_its_original_or_says_that_it_is_gone(
    bare_desk: Desk, offset: int
) -> None:
    original = {"value": b"bad original", "key": b"its key", "headers": [("content-type", b"text/plain")]}
    async with producer(bare_desk.bootstrap_servers) as made:
        await made.send_and_wait(bare_desk.names[0], **original)
    omitted = {"dlq.sha256": sha256(b"bad original").hexdigest(), "dlq.omitted": "too large", "dlq.item": 2}
    await bare_desk.put_letters(b"", key=None, **{**omitted, "dlq.offset": offset})
    shown = await bare_desk.run("dlq", "show", "0:0", "--raw")
    code, said = await bare_desk.run("dlq", "replay", "0:0")
    if offset:
        assert shown[0] == code == 1
        assert "the original is gone" in shown[1]
        assert "the original is gone" in said
        return
    assert shown == (0, "bad original")
    assert code == 0, said
    _, again = await bare_desk.read_topic(bare_desk.names[0], 2)
    headers = dict(again.headers)
    assert (again.key, again.value) == (b"its key", b"bad original")
    assert (headers["content-type"], headers["dlq.item"]) == (b"text/plain", b"2")
    assert not {"dlq.sha256", "dlq.omitted"} & set(headers)


async def test_large_files_are_published_where_the_topic_takes_them(
    bare_desk: Desk, topics: Callable[..., Awaitable[str]], tmp_path: Path
) -> None:
    (tmp_path / "1.large").write_bytes(os.urandom(2_000_000))
    (tmp_path / "2.small").write_bytes(b"good")
    (tmp_path / ".hidden").write_bytes(b"not meant")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"not meant")
    code, results, errors = await bare_desk.run_apart("replay", str(tmp_path))
    assert code == 1
    assert errors.startswith(f"{tmp_path}/1.large: {bare_desk.names[0]} takes no item of that size")
    assert results == f"1 files published to {bare_desk.names[0]}, 1 could not be\n"
    bare_desk.names[0] = await topics("wire.in", configs={"max.message.bytes": "4000000"})
    code, said = await bare_desk.run("replay", str(tmp_path))
    assert code == 0, said
    assert [len(record.value) for record in await bare_desk.read_topic(bare_desk.names[0], 2)] == [2_000_000, 4]


async def test_progress_is_told_apart_from_the_result(bare_desk: Desk) -> None:
    await bare_desk.put_letters(*[b"bad"] * 7)
    code, results, errors = await bare_desk.run_apart("dlq", "replay", "--all", "--rate", "2")
    assert code == 0
    assert results == "7 dead letters replayed, 0 could not be\n"
    assert "replayed, " in errors
    assert "a second" in errors


COMMANDS = [("dlq", "list"), ("dlq", "show", "0:0"), ("dlq", "replay", "--all"), ("replay", __file__)]


@pytest.mark.parametrize("command", COMMANDS)
async def test_brokers_that_are_away_or_silent_are_said_and_not_waited_for(command: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        for port, why in ((1, "nothing listens there"), (silent.getsockname()[1], "does not answer within")):
            desk = Desk(f"127.0.0.1:{port}", ["wire.in", "wire.out", "wire.dlq"], None)
            began = time.monotonic()
            code, results, errors = await desk.run_apart(*command, "--request-seconds-max", "2")
            assert (code, results) == (1, "")
            assert errors.startswith("StreamError: ")
            assert why in errors
            assert len(errors.splitlines()) == 1, errors  # nothing of the library's
            assert time.monotonic() - began < 25
