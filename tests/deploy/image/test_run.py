"""The image at work: read-only, unprivileged, without a broker."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import psutil
import pytest

from deploy.image.container import Image, first_process
from worker.samples import samples

START_SECONDS_MAX = 120.0
STOP_SECONDS_MAX = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def healthy(image: Image, **environment: str) -> bool:
    """What the image's own HEALTHCHECK says, run as an engine runs it: in the container's environment."""
    kind, *command = image.config["Healthcheck"]["Test"]
    assert kind == "CMD"
    with image.start(command, environment, stderr=subprocess.DEVNULL) as check:
        return check.wait(timeout=60) == 0


@pytest.fixture(scope="module")
def running(
    image: Image, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[subprocess.Popen[bytes], str, Path]]:
    """A worker whose broker is away, its port, and its log."""
    log, port = tmp_path_factory.mktemp("run") / "log", str(free_port())
    told = {"WIRE_BOOTSTRAP_SERVERS": f"127.0.0.1:{free_port()}", "WIRE_HTTP_PORT": port, "WIRE_PROCESSES": "1"}
    command = [*image.config["Entrypoint"], *image.config["Cmd"]]
    with log.open("wb") as output, image.start(command, told, stdout=output, stderr=output) as process:
        yield process, port, log
        process.kill()


def test_an_item_is_enriched_inside_with_the_models_that_are_baked_in(image: Image):
    story = next(sample for sample in samples() if b"Guyane" in sample.value)
    done = image.run("enrich", "-", stdin=story.value)
    assert done.returncode == 0, done.stderr.decode()
    record = orjson.loads(done.stdout)
    assert record["provenance"]["models"]
    assert {"Kourou", "Arianespace"} <= {entity["name"] for entity in record["entities"]}


def test_each_sample_comes_out_though_nothing_can_be_written(image: Image):
    """Some state no language, and what guesses it is loaded then; one is cut off on purpose, and is no defect of ours."""
    folder = f"/{(image.packages / 'worker' / 'samples').relative_to(image.tree)}"
    names = [sample.name for sample in samples()]
    done = image.run("enrich", *(f"{folder}/{name}" for name in names))
    assert b"internal" not in done.stderr, done.stderr.decode()
    assert {orjson.loads(line)["provenance"]["source"] for line in done.stdout.splitlines()} >= {
        name for name in names if "truncated" not in name
    }


def test_nothing_in_it_can_be_written_by_whom_it_runs_as(image: Image):
    """Neither the mount nor the rights allow it; the second counts where somebody runs it without `--read-only`."""
    uid, gid = map(int, image.config["User"].split(":"))
    own = [
        path
        for path in image.tree.rglob("*")
        if not path.is_symlink() and {path.stat().st_uid, path.stat().st_gid} & {uid, gid}
    ]
    open_to_all = [
        path
        for path in (image.tree / "opt" / "wire").rglob("*")
        if not path.is_symlink() and path.stat().st_mode & 0o022
    ]
    assert (own, open_to_all) == ([], [])
    with image.start(["touch", "/tmp/a"], stderr=subprocess.PIPE) as touch:
        assert b"Read-only file system" in touch.communicate()[1]


def test_without_a_broker_it_lives_and_is_healthy(image: Image, running: tuple[subprocess.Popen[bytes], str, Path]):
    process, port, log = running
    deadline = time.monotonic() + START_SECONDS_MAX
    while not healthy(image, WIRE_HTTP_PORT=port):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
    worker = first_process(process)
    assert worker.uids().real == 10001
    status = Path(f"/proc/{worker.pid}/status").read_text()
    assert "CapEff:\t0000000000000000" in status
    assert "NoNewPrivs:\t1" in status


def test_where_nothing_listens_it_is_not_healthy(image: Image):
    assert not healthy(image, WIRE_HTTP_PORT=str(free_port()))


def test_docker_stop_ends_it_in_order(image: Image, running: tuple[subprocess.Popen[bytes], str, Path]):
    process, port, log = running
    worker = first_process(process)
    worker.send_signal(signal.Signals[image.config["StopSignal"]])
    assert process.wait(timeout=STOP_SECONDS_MAX) == 0, log.read_text()
    psutil.wait_procs(worker.children() if worker.is_running() else [], timeout=10)
    assert not healthy(image, WIRE_HTTP_PORT=port)
    assert b"Traceback" not in log.read_bytes()
