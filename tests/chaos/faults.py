"""The faults, each a few lines: what strikes, and what heals it. One seed is one list of them, printed before it starts."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chaos.replicas import Fleet
from worker.local import LocalKafka

SESSION_SECONDS = 6.0  # the shortest that a broker allows by default
BROKER_SESSION_SECONDS = 3.0
REPLICAS_MAX = 3
NODES = 3
OUTAGE_SECONDS = 120.0
AMID_SECONDS_MAX = 2.0  # how far into a replica's fault a broker's strikes


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
    old = stage.fleet.take(stage.chance)
    if stage.chance.random() < 0.5:
        stage.fleet.start()
        time.sleep(stage.chance.uniform(0, 3))
        stage.fleet.end(old)
    else:
        stage.fleet.end(old)
        stage.fleet.start()


def scale(stage: Stage) -> None:
    """One more replica, or one less."""
    if len(stage.fleet.running) < REPLICAS_MAX:
        stage.fleet.start()
    else:
        stage.fleet.end(stage.fleet.take(stage.chance))


def kill_broker(stage: Stage) -> None:
    """kill -9 of a node; back after some seconds."""
    node = stage.chance.randrange(NODES)
    stage.kafka.kill_node(node)
    time.sleep(stage.chance.uniform(1, 6))
    stage.kafka.start_node(node)


def freeze_broker(stage: Stage) -> None:
    """SIGSTOP of a node for longer than its session: others lead in its place, and it wakes in the belief that it does."""
    node = stage.chance.randrange(NODES)
    stage.kafka.freeze_node(node)
    time.sleep(BROKER_SESSION_SECONDS + stage.chance.uniform(0, 4))
    stage.kafka.thaw_node(node)


def restart_broker(stage: Stage) -> None:
    """A node shut down in order, and started again."""
    node = stage.chance.randrange(NODES)
    stage.kafka.stop_node(node)
    time.sleep(stage.chance.uniform(0, 3))
    stage.kafka.start_node(node)


def outage(stage: Stage) -> None:
    """The whole cluster gone for two minutes, all at once; meanwhile no replica may end, or say that it is stuck."""
    for node in range(NODES):
        stage.kafka.kill_node(node)
    over = time.monotonic() + OUTAGE_SECONDS
    while time.monotonic() < over:
        stage.fleet.watch()
        time.sleep(1)
    stage.kafka.start_node(*range(NODES))


Fault = Callable[[Stage], None]
Blow = tuple[Fault, ...]  # one fault, or a replica's and a broker's at the same time

# Its recovery is counted from the blow, and may take until the group has missed the dead: its session more than others.
KILLS: frozenset[Fault] = frozenset({kill_replica})
OF_A_BROKER: frozenset[Fault] = frozenset({kill_broker, freeze_broker, restart_broker, outage})

MIXED: Sequence[Fault] = (
    *(kill_replica,) * 3,
    *(kill_child,) * 2,
    *(freeze_replica,) * 2,
    freeze_shortly,
    *(restart_replica,) * 3,
    *(scale,) * 2,
    kill_broker,
    freeze_broker,
    restart_broker,
)
RESTARTS: Sequence[Fault] = (*(restart_replica,) * 4, *(scale,) * 3, *(kill_replica,) * 2)
SHORT: Sequence[Fault] = (
    *(kill_replica, kill_child, freeze_replica, freeze_shortly, restart_replica, restart_replica, scale),
    *(kill_broker, freeze_broker, restart_broker),
)


def plan(kinds: Sequence[Fault], count: int, chance: random.Random) -> list[Blow]:
    """So many faults, each kind as often as its share, in a random order; half of a broker's strike amid a replica's."""
    faults = [kinds[number % len(kinds)] for number in range(count)]
    chance.shuffle(faults)
    broker = [fault for fault in faults if fault in OF_A_BROKER]
    replica = [fault for fault in faults if fault not in OF_A_BROKER]
    pairs = min(len(broker) // 2, len(replica))
    blows: list[Blow] = [*zip(replica[:pairs], broker[:pairs], strict=True)]
    blows += [(fault,) for fault in (*replica[pairs:], *broker[pairs:])]
    chance.shuffle(blows)
    return blows
