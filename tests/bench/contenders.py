"""Who takes part in ``make bench``, and each as a running program: its processes, their processor time, their memory."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from prometheus_client.parser import text_string_to_metric_families

CHECKOUT = Path(__file__).parents[2]
PEERS = CHECKOUT / "build" / "peers"
PROGRAMS = Path(__file__).parent / "peers"
LOGS = CHECKOUT / "build" / "bench" / "logs"
STOP_SECONDS_MAX = 20
# What a shell may carry along that halves or doubles somebody's speed.
PINNED = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS")


class ContenderError(Exception):
    """A contender ended, or fell silent: the run goes on without its round."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One row of the tables.

    ``members`` are the processes that join the group, each with partitions of its own; one that joins alone spreads the
    work over ``processes`` itself. ``part`` is how much of a feed is enough to know its speed.
    """

    name: str
    title: str
    program: str
    processes: int
    members: int = 1
    part: float = 1.0
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def ours(self) -> bool:
        return self.program == "wire-worker"


def contenders(processes: int) -> tuple[Contender, ...]:
    """All of them; the first is what the others are measured by."""
    return (
        Contender("stock", "(a) stock NER stage alone", "bare.py", processes),
        Contender("ours", "(b) wire-worker, exactly once", "wire-worker", processes),
        Contender(
            "ours-least",
            "    wire-worker, at least once",
            "wire-worker",
            processes,
            settings={"WIRE_DELIVERY": "at_least_once"},
        ),
        Contender("ours-one", "    wire-worker, one child", "wire-worker", 1),
        Contender("tutorial", "(c) aiokafka + nlp(text)", "tutorial.py", 1, part=0.1),
        Contender("faststream", "(d) FastStream", "on_faststream.py", processes, members=processes),
        Contender("arroyo", "    sentry-arroyo", "on_arroyo.py", processes),
        Contender("quix", "    quix-streams", "on_quix.py", processes, members=processes),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program reads and writes, and with which model."""

    bootstrap: str
    group: str
    wire_in: str
    wire_out: str
    wire_dlq: str
    model: str
    warm: Path


class Running:
    """A contender at work: one program, or as many as join the group."""

    def __init__(self, contender: Contender, programs: list[subprocess.Popen[str]], port: int) -> None:
        self.contender, self.programs, self._port = contender, programs, port

    def check(self) -> None:
        """Raises ContenderError, with the log's name, where a program has ended."""
        for program in self.programs:
            if program.poll() is not None:
                raise ContenderError(f"ended with {program.returncode}: see {LOGS / self.contender.name}.log")

    def processes(self) -> list[psutil.Process]:
        """The programs and all their descendants."""
        roots = [psutil.Process(program.pid) for program in self.programs]
        return [process for root in roots for process in (root, *root.children(recursive=True))]

    def cpu_seconds(self) -> float:
        """Of all processes, and of the children that they had and that ended."""
        return sum(sum(times[:4]) for times in self._of_each(psutil.Process.cpu_times))

    def parent_cpu_seconds(self) -> float:
        """Of the programs themselves, without their children; not in ticks, which are as long as a hundred messages take."""
        threads = [one for program in self.programs for one in Path(f"/proc/{program.pid}/task").glob("*/schedstat")]
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e9

    def memory(self) -> tuple[float, float]:
        """MB: all of it (PSS), and the most that a child which works on items has for itself (USS)."""
        whole = sum(one.pss for one in self._of_each(psutil.Process.memory_full_info))
        private = self._of_each(lambda process: process.memory_full_info().uss if self._works(process) else 0)
        return whole / 1e6, max(private) / 1e6

    def _works(self, process: psutil.Process) -> bool:
        """A program works itself where it has no children; else they do, but not a forkserver, which leads a group."""
        roots = {program.pid for program in self.programs}
        if self.contender.program in {"wire-worker", "on_arroyo.py"}:
            return process.pid not in roots and os.getpgid(process.pid) != process.pid
        return process.pid in roots

    def metrics(self) -> dict[str, float]:
        """Ours as they stand: sums of the stages' time, words in the caches; nothing of a peer."""
        if not self.contender.ours:
            return {}
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/metrics") as answer:
            families = text_string_to_metric_families(answer.read().decode())
        wanted = {"wire_stage_duration_seconds_sum": "stage", "wire_cache_hits_total": "cache"}
        wanted |= {"wire_cache_misses_total": "cache"}
        return {
            f"{sample.name} {sample.labels[wanted[sample.name]]}": sample.value
            for family in families
            for sample in family.samples
            if sample.name in wanted
        }

    def _of_each(self, ask):
        told = []
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                told.append(ask(process))
        return told


@contextmanager
def running(contender: Contender, place: Place) -> Iterator[Running]:
    """Start it; end it in the end, whatever happened."""
    LOGS.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    with (LOGS / f"{contender.name}.log").open("w") as log:
        programs = [
            subprocess.Popen(
                _command(contender),
                env=_environment(contender, place, port),
                stdin=subprocess.PIPE if contender.name == "stock" else subprocess.DEVNULL,
                stdout=subprocess.PIPE if contender.name == "stock" else log,
                stderr=log,
                text=True,
            )
            for _ in range(contender.processes if contender.name == "stock" else contender.members)
        ]
        try:
            yield Running(contender, programs, port)
        finally:
            for program in programs:
                program.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + STOP_SECONDS_MAX
            for program in programs:
                _end(program, deadline)


def _end(program: subprocess.Popen[str], deadline: float) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(program.pid).children(recursive=True)
        try:
            program.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
        for child in family:  # of one that was killed, or that leaves its pool behind
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()


def _command(contender: Contender) -> list[str]:
    if contender.ours:
        return [str(Path(sys.executable).with_name("wire-worker")), "run"]
    return [sys.executable, "-W", "ignore", str(PROGRAMS / contender.program)]


def _environment(contender: Contender, place: Place, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRE_") and name not in PINNED}
    kept |= {"OPENBLAS_NUM_THREADS": "1"}
    if contender.ours:
        return kept | {
            "WIRE_BOOTSTRAP_SERVERS": place.bootstrap,
            "WIRE_GROUP_ID": place.group,
            "WIRE_INPUT_TOPICS": place.wire_in,
            "WIRE_OUTPUT_TOPIC": place.wire_out,
            "WIRE_DEAD_LETTER_TOPIC": place.wire_dlq,
            "WIRE_MODELS": f"fr={place.model}",
            "WIRE_PROCESSES": str(contender.processes),
            "WIRE_OUTPUT_KEY": "input",
            "WIRE_HTTP_PORT": str(port),
            "WIRE_LOG_FORMAT": "json",
            **contender.settings,
        }
    paths = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths if contender.name in {"stock", "tutorial"} else [str(PEERS), *paths]),
        "BENCH_BOOTSTRAP": place.bootstrap,
        "BENCH_GROUP": place.group,
        "BENCH_IN": place.wire_in,
        "BENCH_OUT": place.wire_out,
        "BENCH_MODEL": place.model,
        "BENCH_WARM": str(place.warm),
        "BENCH_PROCESSES": str(contender.processes),
    }


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
