"""Apache Kafka on this machine: it really answers, bears what the fault tests do to it, and leaves nothing behind."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from worker.errors import StreamError
from worker.kafka.admin import create_topics
from worker.local import LocalKafka, LocalKafkaError, ensure_jars, jars
from worker.local.probe import brokers_seen_by

# What a fault costs is the broker's session, 9 s in production: the tests do not wait for it that long.
QUICK = {"broker.session.timeout.ms": 2000, "broker.heartbeat.interval.ms": 500}

OWNER = """
import signal, sys, time
from worker.local import LocalKafka
from worker.local.probe import brokers_seen_by
with LocalKafka() as kafka:
    try:
        print(kafka.bootstrap_servers, flush=True)
        time.sleep(60)
    finally:
        time.sleep(0.5)
        print(brokers_seen_by(int(kafka.bootstrap_servers.split(":")[1])), flush=True)
"""


def until(true: Callable[[], object], seconds_max: float = 10) -> None:
    deadline = time.monotonic() + seconds_max
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def port(kafka: LocalKafka, node: int = 0) -> int:
    return int(kafka.bootstrap_servers.split(",")[node].split(":")[1])


def java() -> set[int]:
    """The brokers that this process, or one that it started, has running."""
    return {child.pid for child in psutil.Process().children(recursive=True) if runs(child, "java")}


def runs(process: psutil.Process, name: str) -> bool:
    try:
        return process.name() == name and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def produce(bootstrap_servers: str, topic: str, *values: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, acks="all", enable_idempotence=True) as producer:
        for value in values:
            await producer.send_and_wait(topic, value)


async def consume(bootstrap_servers: str, topic: str, count: int) -> list[bytes | None]:
    consumer = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap_servers, auto_offset_reset="earliest")
    async with asyncio.timeout(20), consumer:
        return [(await consumer.getone()).value for _ in range(count)]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that only this test, and what it starts, makes any in."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def kafka() -> Iterator[LocalKafka]:
    with LocalKafka(properties=QUICK | {"message.max.bytes": 2_000_000}) as kafka:
        yield kafka


@pytest.fixture(scope="module")
def three() -> Iterator[LocalKafka]:
    with LocalKafka(3, QUICK) as kafka:
        yield kafka


async def test_it_takes_and_gives_records_as_soon_as_it_is_entered() -> None:
    with LocalKafka() as kafka:
        await create_topics(kafka.bootstrap_servers, {"fresh": 2})
        await produce(kafka.bootstrap_servers, "fresh", b"dispatch")
        assert await consume(kafka.bootstrap_servers, "fresh", 1) == [b"dispatch"]


def test_a_lasting_one_runs_as_kafkas_own_script_starts_it() -> None:
    others = java()
    with LocalKafka(lasting=True):
        (broker,) = java() - others
        options = psutil.Process(broker).cmdline()
    assert {"-Xmx1g", "-XX:+UseG1GC"} < {*options}
    assert not any("TieredStopAtLevel" in option for option in options)


def test_it_listens_on_the_loopback_interface_alone(kafka: LocalKafka) -> None:
    listening = [
        connection.laddr
        for pid in java()
        for connection in psutil.Process(pid).net_connections()
        if connection.status == psutil.CONN_LISTEN
    ]
    assert port(kafka) in {address.port for address in listening}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


async def test_no_topic_comes_into_being_by_being_named(kafka: LocalKafka) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1):
            await produce(kafka.bootstrap_servers, "misspelt", b"dispatch")


async def test_properties_reach_the_broker(kafka: LocalKafka) -> None:
    await create_topics(kafka.bootstrap_servers, {"large": 1})
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers, max_request_size=10_000_000)
    async with producer:
        await producer.send_and_wait("large", bytes(1_900_000))
        with pytest.raises(MessageSizeTooLargeError):
            await producer.send_and_wait("large", bytes(2_100_000))


async def test_compression_libraries_are_unpacked_in_the_folder_that_goes(kafka: LocalKafka) -> None:
    await create_topics(kafka.bootstrap_servers, {"packed": 1}, configs={"compression.type": "snappy"})
    await produce(kafka.bootstrap_servers, "packed", b"dispatch" * 100)
    assert list(kafka._nodes[0].folder.glob("*libsnappy*"))


@pytest.mark.parametrize("end", [LocalKafka.stop_node, LocalKafka.kill_node])
async def test_a_node_that_comes_back_has_its_port_and_its_data(
    kafka: LocalKafka, end: Callable[[LocalKafka, int], None]
) -> None:
    topic = end.__name__
    before = kafka.bootstrap_servers
    await create_topics(before, {topic: 1})
    await produce(before, topic, b"first")
    end(kafka, 0)
    assert brokers_seen_by(port(kafka)) == set()
    kafka.start_node(0)
    assert kafka.bootstrap_servers == before
    await produce(before, topic, b"second")
    assert await consume(before, topic, 2) == [b"first", b"second"]


def test_a_node_may_be_stopped_killed_and_started_twice(kafka: LocalKafka) -> None:
    kafka.start_node(0)
    kafka.stop_node(0)
    kafka.stop_node(0)
    kafka.kill_node(0)
    kafka.start_node(0)
    kafka.start_node(0)
    assert brokers_seen_by(port(kafka)) == {0}


def test_every_one_of_three_nodes_sees_the_others(three: LocalKafka) -> None:
    assert [brokers_seen_by(port(three, node)) for node in range(3)] == [{0, 1, 2}] * 3


async def test_three_nodes_bear_the_loss_of_one(three: LocalKafka) -> None:
    await create_topics(three.bootstrap_servers, {"replicated": 3}, replication=3, configs={"min.insync.replicas": "2"})
    three.kill_node(1)
    async with asyncio.timeout(30):
        await produce(three.bootstrap_servers, "replicated", *(b"%d" % number for number in range(30)))
    three.start_node(1)
    three.kill_node(2)
    assert len(await consume(three.bootstrap_servers, "replicated", 30)) == 30
    three.start_node(2)


def test_three_nodes_come_back_together_after_an_outage_of_all(three: LocalKafka) -> None:
    for node in range(3):
        three.kill_node(node)
    three.start_node(0, 1, 2)
    assert brokers_seen_by(port(three)) == {0, 1, 2}


def test_clusters_started_at_the_same_moment_do_not_collide() -> None:
    def start(_: int) -> set[int]:
        with LocalKafka() as kafka:
            return brokers_seen_by(port(kafka))

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(start, range(3))) == [{0}] * 3


def test_a_start_that_fails_shows_the_end_of_the_log_and_leaves_nothing(temporary: Path) -> None:
    before = java()
    with pytest.raises(LocalKafkaError, match=r"Invalid value many for configuration num\.io\.threads"):
        LocalKafka(properties={"num.io.threads": "many"}).__enter__()
    assert java() == before
    assert list(temporary.iterdir()) == []


def test_a_broker_that_ends_while_it_starts_is_not_waited_for(temporary: Path) -> None:
    before = java()
    # Well formed, so that the storage is formatted; then the broker finds that it has no certificate.
    with pytest.raises(LocalKafkaError, match=r"(?s)node 0 of the local Kafka ended while it started; .*SSL"):
        LocalKafka(properties={"listener.security.protocol.map": "PLAINTEXT:SSL,CONTROLLER:PLAINTEXT"}).__enter__()
    assert java() == before
    assert list(temporary.iterdir()) == []


def test_a_start_that_takes_too_long_ends_and_leaves_nothing(temporary: Path) -> None:
    before = java()
    with pytest.raises(LocalKafkaError, match=r"after 1 s"):
        LocalKafka(3, start_seconds_max=1).__enter__()
    assert java() == before
    assert list(temporary.iterdir()) == []


def test_leaving_leaves_nothing(temporary: Path) -> None:
    before = java()
    with LocalKafka():
        assert len(java()) == len(before) + 1
        assert len(list(temporary.iterdir())) == 1
    assert java() == before
    assert list(temporary.iterdir()) == []


def test_a_cluster_has_one_to_three_nodes() -> None:
    for nodes in 0, 4:
        with pytest.raises(LocalKafkaError, match="one to 3 nodes"):
            LocalKafka(nodes)


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_remains_when_the_owner_is_killed(end: signal.Signals, temporary: Path) -> None:
    before = java()
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout
        assert "127.0.0.1" in owner.stdout.readline()
        broker = psutil.Process((java() - before).pop())
        owner.send_signal(end)
    until(lambda: not runs(broker, "java"))
    until(lambda: list(temporary.iterdir()) == [])


def test_under_ctrl_c_the_owner_still_has_its_broker_until_it_leaves(temporary: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", OWNER], stdout=subprocess.PIPE, text=True, process_group=0) as owner:
        assert owner.stdout
        assert "127.0.0.1" in owner.stdout.readline()
        os.killpg(owner.pid, signal.SIGINT)
        assert owner.stdout.readline() == "{0}\n"
    assert list(temporary.iterdir()) == []


def test_one_changed_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensure_jars()
    lock = jars.LOCK_FILE.read_text()
    changed = tmp_path / "jgo.lock.toml"
    at = lock.index('sha256 = "') + len('sha256 = "')
    changed.write_text(lock[:at] + ("0" if lock[at] != "0" else "1") + lock[at + 1 :])
    with pytest.raises(LocalKafkaError, match=r"org\.apache\.kafka:kafka_2\.13:4\.3\.1 checksum mismatch"):
        ensure_jars(lock_file=changed)


async def test_create_topics_says_what_the_broker_refused(bootstrap_servers: str, topics) -> None:
    made = await topics("once")
    with pytest.raises(StreamError, match=f"topic {made} not created: TopicAlreadyExists"):
        await create_topics(bootstrap_servers, {made: 1})
    with pytest.raises(StreamError, match="Unknown topic config name: nonsense"):
        await topics("refused", configs={"nonsense": "1"})


async def test_each_topic_is_new_and_has_its_partitions(bootstrap_servers: str, topics) -> None:
    one, other = await topics("input", 3), await topics("input", 3)
    assert one != other
    async with AIOKafkaConsumer(one, bootstrap_servers=bootstrap_servers) as consumer:
        assert consumer.partitions_for_topic(one) == {0, 1, 2}


async def test_the_reader_sees_what_is_committed_and_what_is_doubled(
    bootstrap_servers: str, topics, read_topic
) -> None:
    topic = await topics("output", 2)
    async with AIOKafkaProducer(bootstrap_servers=bootstrap_servers, transactional_id=topic) as producer:
        for value, kept in ((b"first", True), (b"aborted", False), (b"first", True)):
            await producer.begin_transaction()
            await producer.send_and_wait(topic, value)
            await (producer.commit_transaction() if kept else producer.abort_transaction())
    assert [record.value for record in await read_topic(topic, count=1)] == [b"first", b"first"]
