"""The faults, each a few lines: what strikes, and what heals it. One seed is one list of them, printed before it starts."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chaos.replicas import Fleet
from worker.local import LocalKafka

SESSION_SECONDS = 6.0  # the shortest that a broker allows by default
REPLICAS_MAX = 3


@dataclass
class Stage:
    """What the faults strike."""

    kafka: LocalKafka
    fleet: Fleet
    chance: random.Random


def kill_replica(stage: Stage) -> None:
    """kill -9; a new one a moment later."""
    stage.fleet.take(stage.chance).kill()
    time.sleep(stage.chance.uniform(0, 2))
    stage.fleet.start()


def kill_child(stage: Stage) -> None:
    """kill -9 of a forkserver or of one of its children."""
    stage.chance.choice(stage.fleet.running).kill_child(stage.chance)


def freeze_replica(stage: Stage) -> None:
    """SIGSTOP for longer than the session: others take over, and it wakes as a zombie."""
    replica = stage.chance.choice(stage.fleet.running)
    replica.freeze()
    time.sleep(SESSION_SECONDS + stage.chance.uniform(1, 4))
    replica.thaw()


def freeze_shortly(stage: Stage) -> None:
    """SIGSTOP for less than the session."""
    replica = stage.chance.choice(stage.fleet.running)
    replica.freeze()
    time.sleep(stage.chance.uniform(0.5, 2))
    replica.thaw()


def restart_replica(stage: Stage) -> None:
    """A rolling restart: the new one first, as a deployment surges, or after the old one is gone."""
    if stage.chance.random() < 0.5:
        stage.fleet.start()
        time.sleep(stage.chance.uniform(0, 3))
        stage.fleet.end(stage.fleet.take(stage.chance))
    else:
        stage.fleet.end(stage.fleet.take(stage.chance))
        stage.fleet.start()


def scale(stage: Stage) -> None:
    """One more replica, or one less."""
    if len(stage.fleet.running) < REPLICAS_MAX:
        stage.fleet.start()
    else:
        stage.fleet.end(stage.fleet.take(stage.chance))


def kill_broker(stage: Stage) -> None:
    """kill -9 of a node; back after some seconds."""
    node = stage.chance.randrange(3)
    stage.kafka.kill_node(node)
    time.sleep(stage.chance.uniform(1, 6))
    stage.kafka.start_node(node)


def restart_broker(stage: Stage) -> None:
    """A node shut down in order, and started again."""
    node = stage.chance.randrange(3)
    stage.kafka.stop_node(node)
    time.sleep(stage.chance.uniform(0, 3))
    stage.kafka.start_node(node)


Fault = Callable[[Stage], None]

# A replica that dies or falls silent is missed when its session has run out, so that its recovery takes that longer.
SILENT: frozenset[Fault] = frozenset({kill_replica, freeze_replica})

MIXED: Sequence[Fault] = (
    *(kill_replica,) * 3,
    *(kill_child,) * 2,
    *(freeze_replica,) * 2,
    freeze_shortly,
    *(restart_replica,) * 3,
    *(scale,) * 2,
    kill_broker,
    restart_broker,
)
RESTARTS: Sequence[Fault] = (*(restart_replica,) * 4, *(scale,) * 3, *(kill_replica,) * 2)


def plan(kinds: Sequence[Fault], count: int, seed: int) -> list[Fault]:
    """So many faults, each kind as often as its share, in a random order."""
    chance = random.Random(seed)
    faults = [kinds[number % len(kinds)] for number in range(count)]
    chance.shuffle(faults)
    return faults
