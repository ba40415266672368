"""Other options for a running pool: no item is lost, doubled or held up, and what cannot be loaded changes nothing."""

import asyncio
import os
import signal

import pytest

from tests.unit.pool.conftest import StartPool, alive, groups, messages, newcomers, told, until, worked
from worker.errors import PoolError
from worker.pool import ChildEvent, Ending, Pool


async def said(pool: Pool, *texts: str) -> list[str]:
    return [told(outcome) for outcome in await worked(pool, messages(*texts))]


def pids(pool: Pool) -> set[int]:
    return {child.pid for child in pool._children}


async def test_the_children_are_replaced_by_some_with_the_new_options(start_pool: StartPool):
    events: list[ChildEvent] = []
    pool = await start_pool("prepare_named", "first", on_event=events.append)
    before = pids(pool)
    await pool.reload("second")
    assert await asyncio.gather(*(said(pool, "name") for _ in range(10))) == [["second"]] * 10
    assert [event.models for event in events if event.ending is None] == [{"fr": "first"}] * 2 + [{"fr": "second"}] * 2
    assert not pids(pool) & before
    assert [event.ending for event in events if event.ending] == [Ending.RELOAD] * 2
    assert pool.statistics().restarts == {Ending.RELOAD: 2}


async def test_the_old_forkserver_and_its_children_are_gone(start_pool: StartPool):
    others = groups()
    pool = await start_pool("prepare_named", "first")
    (old,) = pool._forkservers.running
    before = {old._process.pid, *pids(pool)}
    for name in ("second", "third"):
        await pool.reload(name)
    assert not [pid for pid in before if alive(pid)]
    assert len(pool._forkservers.running) == 1
    assert len(newcomers(others)) == 3  # a forkserver and two children


async def test_every_item_comes_once_and_in_order_while_options_change_under_load(start_pool: StartPool):
    pool = await start_pool("prepare_named", "0")
    batches = [[f"echo {batch}/{number}" for number in range(4)] + ["sleep 0.005"] for batch in range(400)]
    working = asyncio.gather(*(said(pool, *batch) for batch in batches))
    for name in "123":
        await pool.reload(name)
    outcomes = await working
    assert [came[:4] for came in outcomes] == [[f"{batch}/{number}" for number in range(4)] for batch in range(400)]
    assert pool.statistics().restarts == {Ending.RELOAD: 6}
    assert await said(pool, "name") == ["3"]


async def test_an_item_in_hand_is_worked_to_its_end_and_the_other_child_is_not_idle_meanwhile(start_pool: StartPool):
    pool = await start_pool("prepare_named", "first")
    long = asyncio.create_task(said(pool, "sleep 1.5", "name"))
    await asyncio.sleep(0.05)
    reloading = asyncio.create_task(pool.reload("second"))
    while not reloading.done():
        assert (await asyncio.wait_for(said(pool, "echo x"), 1)) == ["x"]
    assert await long == ["1.5", "first"]
    assert await said(pool, "name") == ["second"]


async def test_options_that_cannot_be_loaded_change_nothing(start_pool: StartPool):
    pool = await start_pool("prepare_named", "first")
    before = pids(pool)
    with pytest.raises(PoolError, match="nothing is called that"):
        await pool.reload("")
    assert pids(pool) == before
    assert len(pool._forkservers.running) == 1
    os.kill(next(iter(before)), signal.SIGKILL)
    await until(lambda: pool.statistics().restarts and pool.statistics().idle == 2)
    assert {told(outcome) for _ in range(6) for outcome in await worked(pool, messages("name"))} == {"first"}


async def test_a_forkserver_that_is_lost_after_it_is_launched_again_with_the_new_options(start_pool: StartPool):
    pool = await start_pool("prepare_named", "first")
    await pool.reload("second")
    (forkserver,) = pool._forkservers.running
    os.kill(forkserver._process.pid, signal.SIGKILL)
    await until(lambda: len(pool._forkservers.running) == 2)
    os.kill(next(iter(pids(pool))), signal.SIGKILL)
    await until(lambda: pool.statistics().restarts.get(Ending.KILLED) and pool.statistics().idle == 2)
    assert {told(outcome) for _ in range(6) for outcome in await worked(pool, messages("name"))} == {"second"}


async def test_children_killed_while_options_change_cost_no_item(start_pool: StartPool):
    pool = await start_pool("prepare_named", "0")
    working = asyncio.gather(*(said(pool, f"echo {number}", "sleep 0.01") for number in range(200)))

    async def kill() -> None:
        for _ in range(10):
            await asyncio.sleep(0.05)
            for pid in list(pids(pool))[:1]:
                os.kill(pid, signal.SIGKILL)

    killing = asyncio.create_task(kill())
    for name in "12":
        await pool.reload(name)
    await killing
    assert [came[0] for came in await working] == [str(number) for number in range(200)]
    await until(lambda: pool.statistics().idle == 2)
    assert await said(pool, "name") == ["2"]


async def test_a_stop_while_options_change_leaves_no_process_behind(start_pool: StartPool):
    pool = await start_pool("prepare_named", "first")
    reloading = asyncio.create_task(pool.reload("second"))
    await asyncio.sleep(0.1)
    reloading.cancel()
    await asyncio.gather(reloading, return_exceptions=True)
    await pool.stop()  # the fixture looks for what is left
