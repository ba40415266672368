import asyncio
import os
import signal
import time
from dataclasses import replace

import psutil
import pytest

from tests.unit.pool.conftest import QUICK, StartPool, descendants, message, messages, told, until, worked
from worker.errors import PoolError, Reason
from worker.item import Failure
from worker.pool import ChildEvent, Ending, Pool, PoolStatistics

LARGE_BYTES = 16_000_000


async def said(pool: Pool, *texts: str | bytes) -> list[str]:
    return [told(outcome) for outcome in await worked(pool, messages(*texts))]


def pid_of(pool: Pool, *, busy: bool) -> int | None:
    return next((child.pid for child in pool._children if bool(child.jobs) is busy and not child.ended.done()), None)


def restarts(pool: Pool) -> dict[Ending, int]:
    return dict(pool.statistics().restarts)


async def test_each_message_has_its_own_outcome(start_pool: StartPool):
    pool = await start_pool()
    texts = [f"echo {number}" for number in range(500)]
    assert await said(pool, *texts) == [str(number) for number in range(500)]


async def test_the_pool_says_with_which_models_its_children_are_ready(start_pool: StartPool):
    events: list[ChildEvent] = []
    pool = await start_pool(on_event=events.append)
    assert [event.models for event in events] == [{"fr": "obedient 1"}] * 2
    assert pool.statistics() == PoolStatistics(starting=0, idle=2, busy=0, queued=0, in_hand=0, restarts={})


async def test_an_event_is_told_for_each_child_that_is_ready_and_for_each_that_ends(start_pool: StartPool):
    events: list[ChildEvent] = []
    pool = await start_pool(processes=1, on_event=events.append)
    await said(pool, "echo 1", "echo 2")
    await said(pool, "exit 7")
    await until(lambda: pool.statistics().idle)
    await pool.stop()
    assert [(event.ending, event.items) for event in events] == [
        (None, 0),
        (Ending.CRASH, 2),
        (None, 0),
        (Ending.CRASH, 0),
        (None, 0),
        (Ending.STOP, 0),
    ]


async def test_a_child_has_one_job_in_hand_and_one_fed_ahead_and_the_others_wait(start_pool: StartPool):
    given: list[int] = []
    pool = await start_pool(processes=1, limits=replace(QUICK, batch_records_max=2), on_job=given.append)
    run = asyncio.create_task(said(pool, *["sleep 0.1", "echo 1"] * 5))
    await until(lambda: given)
    assert pool.statistics() == PoolStatistics(starting=0, idle=0, busy=1, queued=6, in_hand=4, restarts={})
    assert await run == ["0.1", "1"] * 5
    assert given == [2] * 5
    assert pool.statistics() == PoolStatistics(starting=0, idle=1, busy=0, queued=0, in_hand=0, restarts={})


async def test_an_idle_child_is_given_work_before_a_busy_one_is_fed_ahead(start_pool: StartPool):
    pool = await start_pool()
    run = asyncio.create_task(said(pool, "sleep 0.1", "sleep 0.1"))
    await until(lambda: pool.statistics().in_hand == 2)
    assert pool.statistics().busy == 2
    await run


async def test_a_hundred_killed_children_idle_and_busy_lose_no_item(start_pool: StartPool):
    pool = await start_pool()
    killed: set[int] = set()

    async def kill(*, busy: bool) -> None:
        await until(lambda: pid_of(pool, busy=busy) not in {None, *killed})
        killed.add(pid := pid_of(pool, busy=busy))
        os.kill(pid, signal.SIGKILL)

    came: list[str] = []
    for number in range(50):
        await kill(busy=False)
        run = asyncio.create_task(said(pool, "sleep 0.03", f"echo {number}", "echo x", "sleep 0.03"))
        await kill(busy=True)
        came += await run
    assert came == [text for number in range(50) for text in ("0.03", str(number), "x", "0.03")]
    assert len(killed) == 100
    await until(lambda: pool.statistics().idle == 2)
    assert restarts(pool) == {Ending.KILLED: 100}


async def test_a_child_that_dies_idle_is_replaced_at_once(start_pool: StartPool):
    pool = await start_pool(processes=1)
    began = time.monotonic()
    os.kill(pid_of(pool, busy=False), signal.SIGKILL)
    await until(lambda: restarts(pool) and pool.statistics().idle == 1)
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("segfault", "it was killed by signal 11 (Segmentation fault)"),
        ("exit 7", "it ended with exit code 7"),
        ("hog", "it reached its memory limit"),
    ],
)
async def test_an_item_that_goes_on_ending_its_process_is_a_failure_and_its_neighbours_are_not(
    start_pool: StartPool, command: str, words: str
):
    pool = await start_pool(limits=replace(QUICK, headroom_bytes=300_000_000))
    outcomes = await worked(pool, messages("echo before", command, "echo after"))
    assert [told(outcome) for outcome in outcomes] == ["before", "[worker_crashed]", "after"]
    (failure,) = outcomes[1].outputs
    assert isinstance(failure, Failure)
    assert (failure.error, failure.stage) == ("ChildCrashedError", "pool")
    assert failure.message.endswith(words)
    await until(lambda: pool.statistics().starting == 0)
    # Once with its neighbours, twice alone.
    assert restarts(pool) == {Ending.OOM if command == "hog" else Ending.CRASH: 3}


@pytest.mark.parametrize("when", ["begin", "together"])
async def test_it_is_so_whenever_in_its_job_the_item_ends_the_process(start_pool: StartPool, when: str):
    pool = await start_pool()
    outcomes = await worked(pool, messages("echo before", f"{when} segfault", "echo after"))
    assert [told(outcome) for outcome in outcomes] == ["before", "[worker_crashed]", "after"]
    await until(lambda: pool.statistics().starting == 0)
    assert restarts(pool) == {Ending.CRASH: 3}


@pytest.mark.parametrize("command", ["sleep 60", "hold 60"])
async def test_an_item_that_goes_on_outlasting_its_deadline_is_a_failure_and_its_neighbours_are_not(
    start_pool: StartPool, command: str
):
    pool = await start_pool(limits=replace(QUICK, deadline_seconds=0.5))
    good = [f"echo {number}" for number in range(10)]
    outcomes = await worked(pool, messages(*good, command, *good))
    numbers = [str(number) for number in range(10)]
    assert [told(outcome) for outcome in outcomes] == [*numbers, "[timeout]", *numbers]
    assert restarts(pool) == {Ending.TIMEOUT: 3}


async def test_nothing_is_fed_ahead_behind_an_item_that_lost_a_child(start_pool: StartPool):
    pool = await start_pool(processes=1, limits=replace(QUICK, deadline_seconds=0.5))
    hanging = asyncio.create_task(said(pool, "sleep 60"))
    await until(lambda: restarts(pool) and pool.statistics().busy)
    other = asyncio.create_task(said(pool, "echo 1"))
    await asyncio.sleep(0.01)
    assert (pool.statistics().in_hand, pool.statistics().queued) == (1, 1)
    assert await hanging == ["[timeout]"]
    assert await other == ["1"]


async def test_what_was_fed_ahead_of_a_crash_is_not_charged_with_it(start_pool: StartPool):
    pool = await start_pool(processes=1, limits=replace(QUICK, batch_records_max=1))
    assert await said(pool, "segfault", "echo 1", "segfault", "echo 2") == [
        "[worker_crashed]",
        "1",
        "[worker_crashed]",
        "2",
    ]
    assert restarts(pool) == {Ending.CRASH: 4}


async def test_a_deadline_is_that_of_the_message_in_hand_and_not_of_the_batch(start_pool: StartPool):
    pool = await start_pool(processes=1, limits=replace(QUICK, deadline_seconds=1.0))
    assert await said(pool, *["sleep 0.2"] * 8) == ["0.2"] * 8
    assert restarts(pool) == {}
    # It counts from when that message was begun, also behind one that was fed ahead.
    began = time.monotonic()
    first = asyncio.create_task(said(pool, "sleep 0.3"))
    await until(lambda: pool.statistics().busy)
    assert await said(pool, "sleep 0.3", "sleep 60") == ["0.3", "[timeout]"]
    assert await first == ["0.3"]
    assert 0.3 + 0.3 + 0.5 + 0.3 + 1.0 + 1.0 <= time.monotonic() - began < 5.0


async def test_a_child_that_is_stuck_before_it_begins_has_a_whole_deadline_and_costs_no_item(start_pool: StartPool):
    pool = await start_pool(processes=1, limits=replace(QUICK, deadline_seconds=0.5))
    assert await said(pool, "echo 1") == ["1"]
    os.kill(pid_of(pool, busy=False), signal.SIGSTOP)
    began = time.monotonic()
    assert await said(pool, "echo 2") == ["2"]
    assert time.monotonic() - began >= 0.5
    assert restarts(pool) == {Ending.TIMEOUT: 1}


async def test_an_item_that_was_not_begun_is_not_charged_with_a_kill_from_outside(start_pool: StartPool):
    pool = await start_pool(processes=1)
    forkserver, child = pool._forkservers.running[0]._process.pid, pid_of(pool, busy=False)
    for pid in (forkserver, child):
        os.kill(pid, signal.SIGSTOP)
        await until(lambda pid=pid: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    run = asyncio.create_task(said(pool, "echo 1", "echo 2"))
    await until(lambda: pool.statistics().busy)
    os.kill(child, signal.SIGKILL)
    await until(lambda: list(pool._queue))
    assert [errand.suspect for errand in pool._queue] == [False, False]
    os.kill(forkserver, signal.SIGCONT)
    assert await run == ["1", "2"]


async def test_an_item_that_needs_longer_than_company_bears_has_its_whole_deadline_alone(start_pool: StartPool):
    pool = await start_pool(limits=replace(QUICK, deadline_seconds=1.0))
    assert await said(pool, "echo 1", "sleep 0.7", "echo 2") == ["1", "0.7", "2"]
    assert restarts(pool) == {Ending.TIMEOUT: 1}


async def test_items_that_hang_leave_children_to_the_others(start_pool: StartPool):
    pool = await start_pool(limits=replace(QUICK, deadline_seconds=1.0))
    hanging = [asyncio.create_task(said(pool, "sleep 60")) for _ in range(2)]
    await until(lambda: restarts(pool).get(Ending.TIMEOUT) == 2)
    began = time.monotonic()
    others = await asyncio.gather(*(said(pool, f"echo {number}") for number in range(50)))
    assert others == [[str(number)] for number in range(50)]
    assert time.monotonic() - began < 0.5  # while one of the two is tried alone for a second
    assert await asyncio.gather(*hanging) == [["[timeout]"]] * 2


async def test_the_deadline_grows_with_the_size_of_the_text_up_to_its_bound(start_pool: StartPool):
    limits = replace(QUICK, deadline_seconds=0.2, deadline_seconds_per_100_kb=20.0)
    long = b"sleep 0.5".ljust(200_000)
    pool = await start_pool(limits=limits)
    assert await said(pool, long) == [long.removeprefix(b"sleep ").decode()]
    assert await said(pool, "sleep 0.5") == ["[timeout]"]
    bounded = await start_pool(limits=replace(limits, deadline_seconds_max=0.3))
    assert await said(bounded, long) == ["[timeout]"]


async def test_a_defect_becomes_a_failure_that_tells_its_place_and_nothing_of_the_text(start_pool: StartPool):
    pool = await start_pool()
    outcomes = await worked(pool, messages("defect secret", "echo 1"))
    (failure,) = outcomes[0].outputs
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.error, failure.stage) == (Reason.INTERNAL, "KeyError", "pool")
    assert failure.message.startswith("KeyError at pool/pool_work.py:")
    assert "secret" not in failure.message
    assert told(outcomes[1]) == "1"
    assert restarts(pool) == {}


async def test_large_values_pass_both_ways_at_once(start_pool: StartPool):
    pool = await start_pool(processes=1)
    large = b"echo " + os.urandom(LARGE_BYTES)
    # One is being answered while the next, fed ahead, is being written.
    outcomes = await asyncio.gather(*(worked(pool, [message(large)]) for _ in range(4)))
    assert all(batch[0].outputs[0].value == large[5:] for batch in outcomes)
    assert restarts(pool) == {}


async def test_a_child_that_is_stopped_for_a_while_in_the_middle_of_a_value_goes_on(start_pool: StartPool):
    pool = await start_pool(processes=1)
    pid = pid_of(pool, busy=False)
    run = asyncio.create_task(worked(pool, [message(b"echo " + bytes(LARGE_BYTES))]))
    for _ in range(5):
        await asyncio.sleep(0.001)
        os.kill(pid, signal.SIGSTOP)
        await asyncio.sleep(0.02)
        os.kill(pid, signal.SIGCONT)
    assert len((await run)[0].outputs[0].value) == LARGE_BYTES
    assert restarts(pool) == {}


@pytest.mark.parametrize(
    ("bound", "text"),
    [
        ({"items_max": 2}, "echo 1"),
        ({"age_seconds_max": 0.1}, "sleep 0.1"),
        ({"growth_bytes_max": 1_000_000}, "grow 9000000"),
    ],
)
async def test_a_child_that_had_its_share_is_replaced_between_two_batches(start_pool: StartPool, bound, text: str):
    pool = await start_pool(processes=1, limits=replace(QUICK, **bound, batch_records_max=2))
    runs = [asyncio.create_task(said(pool, text, "pid")) for _ in range(3)]
    first, fed_ahead, then = [(await run)[1] for run in runs]
    assert first == fed_ahead != then
    await until(lambda: pool.statistics().starting == 0)
    assert set(restarts(pool)) == {Ending.RECYCLE}


async def test_a_killed_forkserver_is_loaded_again_while_its_children_work_on(start_pool: StartPool):
    pool = await start_pool("prepare_slowly", 1.0)
    (first,), pids = pool._forkservers.running, {child.pid for child in pool._children}
    run = asyncio.create_task(said(pool, "sleep 0.2", "pid"))
    os.kill(first._process.pid, signal.SIGKILL)
    began = time.monotonic()
    assert int((await run)[1]) in pids
    assert int((await said(pool, "pid"))[0]) in pids
    assert time.monotonic() - began < 1.0  # another one needs a second to load
    # Nobody has to miss a child for that other one to be there.
    await until(lambda: len(pool._forkservers.running) == 2)
    assert restarts(pool) == {}
    # A child of the first is replaced by one of the second.
    lost = pid_of(pool, busy=False)
    os.kill(lost, signal.SIGKILL)
    await until(lambda: restarts(pool) == {Ending.KILLED: 1} and pool.statistics().idle == 2)
    assert {child.forkserver for child in pool._children} == set(pool._forkservers.running)
    assert descendants(dead=True).isdisjoint({first._process.pid, lost})


async def test_a_child_that_is_lost_while_there_is_no_forkserver_costs_no_item(start_pool: StartPool):
    pool = await start_pool("prepare_slowly", 0.5)
    runs = [asyncio.create_task(said(pool, "sleep 0.2", f"echo {number}")) for number in range(6)]
    await until(lambda: pool.statistics().busy == 2)
    os.kill(pool._forkservers.running[0]._process.pid, signal.SIGKILL)
    for child in pool._children:
        os.kill(child.pid, signal.SIGKILL)
    assert await asyncio.gather(*runs) == [["0.2", str(number)] for number in range(6)]
    assert restarts(pool)[Ending.KILLED] == 2  # and perhaps a fork that was asked for in that very moment


async def test_a_forkserver_that_is_stuck_is_replaced_and_holds_up_no_item(
    start_pool: StartPool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("worker.pool.launcher.REQUEST_SECONDS_MAX", 1.0)
    pool = await start_pool()
    run = asyncio.create_task(said(pool, "sleep 0.1"))
    await until(lambda: pid_of(pool, busy=True))
    os.kill(pool._forkservers.running[0]._process.pid, signal.SIGSTOP)
    os.kill(pid_of(pool, busy=True), signal.SIGKILL)
    began = time.monotonic()
    assert await run == ["0.1"]
    assert time.monotonic() - began < 0.9
    await until(lambda: pool.statistics().idle == 2)
    assert restarts(pool) == {Ending.KILLED: 1, Ending.START: 1}


async def test_a_pool_whose_children_cannot_be_made_again_says_so_to_all_who_wait(start_pool: StartPool, tmp_path):
    broken = tmp_path / "broken"
    limits = replace(QUICK, starts_failed_max=3)
    pool = await start_pool("prepare_unless", str(broken), processes=4, limits=limits)
    broken.touch()
    run = asyncio.create_task(said(pool, "sleep 60"))
    await asyncio.sleep(0)
    for pid in (pool._forkservers.running[0]._process.pid, *(child.pid for child in pool._children)):
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(PoolError, match="FileExistsError"):
        await run
    with pytest.raises(PoolError, match="FileExistsError"):
        await worked(pool, messages("echo 1"))
    # One launch at a time for all four of them.
    assert len(broken.read_text()) <= limits.starts_failed_max + 1


async def test_a_pool_that_cannot_start_a_child_for_a_while_recovers(start_pool: StartPool, tmp_path):
    broken = tmp_path / "broken"
    pool = await start_pool("prepare_unless", str(broken))
    broken.touch()
    for pid in (pool._forkservers.running[0]._process.pid, *(child.pid for child in pool._children)):
        os.kill(pid, signal.SIGKILL)
    run = asyncio.create_task(said(pool, "echo 1"))
    await until(lambda: restarts(pool).get(Ending.START))
    broken.unlink()
    assert await run == ["1"]


async def test_a_caller_that_is_cancelled_is_forgotten_and_the_others_are_served(start_pool: StartPool):
    pool = await start_pool(processes=1)
    runs = [asyncio.create_task(said(pool, "sleep 0.05", f"echo {number}")) for number in range(6)]
    await asyncio.sleep(0)
    for run in runs[::2]:
        run.cancel()
    await asyncio.gather(*runs, return_exceptions=True)
    assert [run.result()[1] for run in runs[1::2]] == ["1", "3", "5"]
    assert pool.statistics() == PoolStatistics(starting=0, idle=1, busy=0, queued=0, in_hand=0, restarts={})


@pytest.mark.parametrize("stuck", [False, True], ids=["", "with all processes stopped"])
async def test_stop_is_quick_amid_a_hang_and_tells_who_still_waits(start_pool: StartPool, stuck: bool):
    pool = await start_pool()
    runs = [asyncio.create_task(said(pool, "hold 60")) for _ in range(3)]
    await until(lambda: pool.statistics().busy == 2)
    for pid in (pool._forkservers.running[0]._process.pid, *(child.pid for child in pool._children)) if stuck else ():
        os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    await pool.stop()
    assert time.monotonic() - began < 1.0
    errors = await asyncio.gather(*runs, return_exceptions=True)
    assert [type(error) for error in errors] == [PoolError] * 3
    with pytest.raises(PoolError, match="stopped"):
        await worked(pool, messages("echo 1"))
    await pool.stop()  # once more is no error
