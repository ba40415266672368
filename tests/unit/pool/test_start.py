"""How a pool starts, with what around it, and that nothing of it outlives the worker: forkserver, launcher and child."""

import asyncio
import os
import re
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.pool.conftest import (
    QUICK,
    StartPool,
    alive,
    descendants,
    groups,
    messages,
    newcomers,
    told,
    until,
    worked,
)
from worker.errors import PoolError

ROOT = Path(__file__).resolve().parents[3]


def proc(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text()


@pytest.mark.parametrize(
    ("work", "options", "words"),
    [
        ("prepare_in_vain", "no model", r"LookupError: no model \(at pool/pool_work.py:\d+ in "),
        ("prepare_and_exit", 3, "could not be loaded: the forkserver ended with exit code 3"),
        ("prepare_with_a_thread", None, "2 threads run after"),
        ("no_such_function", None, "AttributeError"),
        ("prepare_children_that_die", None, "a child was never ready: it ended with exit code 9"),
        ("prepare", bytes(200_000), "options of 200"),
    ],
)
async def test_a_pool_that_cannot_start_says_why(start_pool: StartPool, work: str, options: object, words: str):
    with pytest.raises(PoolError, match=words):
        await start_pool(work, options, limits=replace(QUICK, starts_failed_max=2))


async def test_what_only_loading_needed_is_given_back(start_pool: StartPool):
    pool = await start_pool("prepare_wastefully", 200_000_000)
    (forkserver,) = pool._forkservers.running
    (anonymous_kb,) = re.findall(r"RssAnon:\s+(\d+) kB", proc(forkserver._process.pid, "status"))
    assert int(anonymous_kb) < 100_000


async def test_a_start_that_takes_too_long_is_given_up(start_pool: StartPool):
    with pytest.raises(PoolError, match=r"no answer in 0\.5 s"):
        await start_pool("prepare_slowly", 60.0, limits=replace(QUICK, start_seconds_max=0.5))


async def test_a_start_that_is_cancelled_leaves_nothing(start_pool: StartPool):
    others = groups()
    start = asyncio.create_task(start_pool("prepare_slowly", 60.0))
    await until(lambda: newcomers(others))
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start


async def test_children_have_one_thread_a_safe_path_and_none_of_our_settings(
    start_pool: StartPool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("WIRE_SASL_PASSWORD", "secret")
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    pool = await start_pool()
    names = ("PYTHONSAFEPATH", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "WIRE_SASL_PASSWORD")
    outcomes = await worked(pool, messages(*(f"environment {name}" for name in names)))
    assert [told(outcome) for outcome in outcomes] == ["1", "1", "1", ""]


async def test_nothing_is_imported_from_the_current_folder(
    start_pool: StartPool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for name in ("worker", "json", "pickle"):
        tmp_path.joinpath(f"{name}.py").write_text("raise SystemExit('imported from the current folder')")
    monkeypatch.chdir(tmp_path)
    pool = await start_pool()
    assert [told(outcome) for outcome in await worked(pool, messages("echo 1"))] == ["1"]


async def test_the_kernel_takes_a_child_before_the_worker_and_writes_no_core(start_pool: StartPool):
    pool = await start_pool()
    for child in pool._children:
        assert int(proc(child.pid, "oom_score_adj")) > int(proc(os.getpid(), "oom_score_adj"))
        (core,) = (line for line in proc(child.pid, "limits").splitlines() if "core file" in line)
        assert core.split()[4:6] == ["0", "0"]


async def test_children_and_forkserver_ignore_the_signals_that_are_for_the_worker(start_pool: StartPool):
    pool = await start_pool()
    pids = {child.pid for child in pool._children}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        for pid in (*pids, pool._forkservers.running[-1]._process.pid):
            os.kill(pid, number)
    assert [told(outcome) for outcome in await worked(pool, messages("sleep 0.05", "echo 1"))] == ["0.05", "1"]
    assert {child.pid for child in pool._children} == pids
    assert pool.statistics().restarts == {}


async def test_a_signal_in_the_forkservers_first_moments_does_not_end_it(start_pool: StartPool):
    others = groups()
    start = asyncio.create_task(start_pool("prepare_slowly", 0.2))
    await until(lambda: newcomers(others))
    for pid in newcomers(others):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(pid, number)
    assert (await start).statistics().idle == 2


WORKER = """
import asyncio, sys
from worker.item import FileOrigin, Message
from worker.pool import Pool, PoolLimits

async def main(work, options):
    pool = Pool(f"pool_work:{work}", options, processes=3, limits=PoolLimits())
    await pool.start()
    runs = [pool.submit(Message(value, FileOrigin("t"))) for value in (b"hold 60", b"sleep 60")]
    await asyncio.sleep(0)
    print("working", flush=True)
    await asyncio.gather(*runs)

asyncio.run(main(sys.argv[1], float(sys.argv[2])))
"""


@pytest.mark.parametrize(
    ("work", "seconds", "processes", "orphaned"),
    [("prepare", 0.0, 4, False), ("prepare", 0.0, 4, True), ("prepare_slowly", 60.0, 1, False)],
    ids=["in the middle of hangs", "and after their forkserver", "while the models are loaded"],
)
async def test_nothing_outlives_a_killed_worker(work: str, seconds: float, processes: int, orphaned: bool):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), str(ROOT)])}
    command = [sys.executable, "-c", WORKER, work, str(seconds)]
    worker = await asyncio.create_subprocess_exec(*command, env=environment, stdout=asyncio.subprocess.PIPE)
    try:
        if work == "prepare":
            assert await worker.stdout.readline() == b"working\n"
        await until(lambda: len(descendants(worker.pid)) == processes)
        pids = descendants(worker.pid)
        if orphaned:
            (forkserver,) = (pid for pid in pids if os.getpgid(pid) == pid)
            os.kill(forkserver, signal.SIGKILL)
            await until(lambda: not alive(forkserver))
            pids |= descendants(worker.pid)
    finally:
        worker.kill()
        await worker.wait()
    await until(lambda: not any(alive(pid) for pid in pids), seconds_max=5.0)


async def test_a_forkserver_that_is_killed_while_it_loads_is_followed_by_another(start_pool: StartPool):
    others = groups()
    starting = asyncio.create_task(start_pool("prepare_slowly", 1.0))
    for _ in range(2):
        await until(lambda: newcomers(others))
        (pid,) = newcomers(others)
        os.kill(pid, signal.SIGKILL)
        others.add(pid)
    pool = await starting
    assert pool.statistics().idle == 2
