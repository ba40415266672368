"""The replicas: ``wire-worker run`` as operators run it, each a process whose log is kept."""

import json
import os
import random
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from prometheus_client.parser import text_string_to_metric_families

STOP_SECONDS_MAX = 30.0
ANSWER_SECONDS_MAX = 1.0


@dataclass(eq=False)
class Replica:
    """One process of the service."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

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

    def claimed(self) -> int:
        """How many partitions it has claimed; none where it does not answer: it is frozen, or does not serve yet."""
        try:
            families = text_string_to_metric_families(self._get("/metrics"))
        except (OSError, LookupError):
            return 0
        (claimed,) = (family for family in families if family.name == "wire_assigned_partitions")
        return int(claimed.samples[0].value)

    def is_ready(self) -> bool:
        """Whether ``/readyz`` is green."""
        try:
            self._get("/readyz")
        except (OSError, LookupError):
            return False
        return True

    def lives(self) -> bool:
        """Whether ``/livez`` is green; a process that does not serve yet may be about to."""
        try:
            self._get("/livez")
        except urllib.error.HTTPError:
            return False
        except (OSError, LookupError):
            return True
        return True

    def _get(self, path: str) -> str:
        """Raises LookupError before it serves, OSError where it gives no answer or a red one."""
        with urllib.request.urlopen(self._address() + path, timeout=ANSWER_SECONDS_MAX) as answer:
            return answer.read().decode()

    def _address(self) -> str:
        for line in self.log.read_text().splitlines():
            if '"address"' in line:
                return json.loads(line)["address"]
        raise LookupError("it does not serve yet")


@dataclass
class Fleet:
    """All replicas of one group. Owned by the run, which closes it."""

    command: Sequence[str]
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
        log = self.logs / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.command,
                env=environment | dict(self.settings),
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.running.append(Replica(name, process, log))
        return self.running[-1]

    def take(self, chance: random.Random) -> Replica:
        """One of them, which is then no longer counted as running."""
        return self.running.pop(chance.randrange(len(self.running)))

    def end(self, replica: Replica) -> None:
        """Stop one in order; an exit code other than 0 is a problem."""
        try:
            if code := replica.stop():
                self.problems.append(f"{replica.name} ended with {code}")
        except subprocess.TimeoutExpired:
            self.problems.append(f"{replica.name} did not stop within {STOP_SECONDS_MAX:.0f} s")
            replica.kill()

    def claimed(self) -> int:
        """How many partitions they have claimed together."""
        return sum(replica.claimed() for replica in self.running)

    def is_ready(self) -> bool:
        """Whether all of them are."""
        return all(replica.is_ready() for replica in self.running)

    def watch(self) -> None:
        """Note who has ended by himself or says that he is stuck; put another in place of the former, as an orchestrator would."""
        for replica in tuple(self.running):
            if (code := replica.process.poll()) is not None:
                self.running.remove(replica)
                self.problems.append(f"{replica.name} ended by itself with {code}")
                self.start()
            elif not replica.lives():
                self.problems.append(f"{replica.name}: /livez is red")

    def close(self) -> None:
        for replica in self.running:
            replica.process.kill()
            replica.process.wait()


def command(mutant: str | None = None) -> Sequence[str]:
    """What runs a replica: the service as it is installed, or a broken one, to see that a run finds it."""
    if mutant:
        return [sys.executable, "-m", "chaos.mutant", mutant]
    return [str(Path(sys.executable).with_name("wire-worker")), "run"]
