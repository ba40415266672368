"""The replicas: ``wire-worker run`` as operators run it, each a process whose log is kept."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

COMMAND = Path(sys.executable).with_name("wire-worker")
START_SECONDS = 5.0  # in which a process may not have its signals' handlers yet
STOP_SECONDS_MAX = 30.0


@dataclass(eq=False)
class Replica:
    """One process of the service."""

    name: str
    process: subprocess.Popen[bytes]
    started_at: float = field(default_factory=time.monotonic)

    def kill(self) -> None:
        """As the kernel would; its children go with it."""
        self.process.kill()
        self.process.wait()

    def kill_child(self, chance: random.Random) -> bool:
        """Kill the forkserver or one of its children; whether there was one."""
        processes = psutil.Process(self.process.pid).children(recursive=True)
        if not processes:
            return False
        chance.choice(processes).kill()
        return True

    def freeze(self) -> None:
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """In order; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS_MAX)


@dataclass
class Fleet:
    """All replicas of one group. Owned by the run, which closes it."""

    settings: Mapping[str, str]
    logs: Path
    running: list[Replica] = field(default_factory=list)
    started: int = 0
    problems: list[str] = field(default_factory=list)

    def start(self) -> Replica:
        """One more."""
        self.started += 1
        name = f"replica-{self.started}"
        environment = {key: value for key, value in os.environ.items() if not key.startswith("WIRE_")}
        with (self.logs / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [COMMAND, "run"], env=environment | dict(self.settings), stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(Replica(name, process))
        return self.running[-1]

    def take(self, chance: random.Random) -> Replica:
        """One of them, which is then no longer counted as running."""
        return self.running.pop(chance.randrange(len(self.running)))

    def end(self, replica: Replica) -> None:
        """Stop one in order; an exit code other than 0 is a problem."""
        try:
            code = replica.stop()
            if code == -signal.SIGTERM and time.monotonic() - replica.started_at < START_SECONDS:
                return  # Python itself was not there yet
            if code:
                self.problems.append(f"{replica.name} ended with {code}")
        except subprocess.TimeoutExpired:
            self.problems.append(f"{replica.name} did not stop within {STOP_SECONDS_MAX:.0f} s")
            replica.kill()

    def watch(self) -> None:
        """Note who has ended by himself, and put another in his place, as an orchestrator would."""
        for replica in tuple(self.running):
            if (code := replica.process.poll()) is not None:
                self.running.remove(replica)
                self.problems.append(f"{replica.name} ended by itself with {code}")
                self.start()

    def close(self) -> None:
        for replica in self.running:
            replica.process.kill()
            replica.process.wait()
