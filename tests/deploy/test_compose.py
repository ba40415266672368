"""The composition, by all that can be tried without an engine: its schema, its paths, the worker's settings, Apache Kafka."""

import argparse
import asyncio
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from worker.kafka.admin import create_topics
from worker.local import Listener, LocalKafka
from worker.settings import load_settings

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "deploy" / "compose.yaml"
WIRE_WORKER = [sys.executable, "-c", "from worker.cli import main; main()"]
SECONDS = re.compile(r"(\d+)s")
CHECK_SECONDS_MAX = 400  # it loads the models of both languages

# What names the container's own network and disk. On this machine a local cluster has values of its own for them.
PLACES = {
    *("node.id", "process.roles", "log.dirs", "listeners", "advertised.listeners"),
    *("listener.security.protocol.map", "controller.listener.names", "controller.quorum.voters"),
}


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE.read_text())["services"]


def properties(environment: Mapping[str, object]) -> dict[str, str]:
    """What the image apache/kafka makes of its environment: KAFKA_NODE_ID is node.id, "__" is "_", "___" is "-".

    >>> properties({"KAFKA_NODE_ID": 1, "CLUSTER_ID": "x", "KAFKA_A__B___C_D": 2})
    {'node.id': '1', 'a_b-c.d': '2'}
    """
    signs = {"_": ".", "__": "_", "___": "-"}
    return {
        re.sub("_+", lambda found: signs[found[0]], name.removeprefix("KAFKA_").lower()): str(value)
        for name, value in environment.items()
        if name.startswith("KAFKA_")
    }


def topics(service: Mapping[str, Any]) -> dict[str, argparse.Namespace]:
    """What the one-shot creates, as Kafka's own tool reads its arguments."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--create", action="store_true", required=True)
    parser.add_argument("--if-not-exists", action="store_true", required=True)
    parser.add_argument("--config", action="append", type=lambda pair: tuple(pair.split("=", 1)))
    parser.add_argument("--partitions", type=int)
    parser.add_argument("--replication-factor", type=int)
    for name in ("--bootstrap-server", "--topic"):
        parser.add_argument(name, required=True)
    (script,) = service["command"]
    commands = [shlex.split(line) for line in script.splitlines()]
    assert {command[0] for command in commands} == {"./kafka-topics.sh"}
    return {told.topic: told for told in (parser.parse_args(command[1:]) for command in commands)}


@pytest.fixture(scope="module")
def kafka(services: dict[str, Any]) -> Iterator[str]:
    """One node of Apache Kafka with the composition's properties and topics; where it is reached."""
    told = properties(services["kafka"]["environment"])
    own = {name: value for name, value in told.items() if name not in PLACES}
    assert not PLACES - set(told)
    with LocalKafka(properties=own, listeners={"HOST": Listener("PLAINTEXT")}, progress=True) as broker:
        yield broker.bootstrap_servers


def test_the_composition_is_one_by_the_specification():
    check = [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", COMPOSE]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_image_has_a_version_and_kafkas_is_the_one_that_the_tests_run(services: dict[str, Any]):
    images = {name: service["image"] for name, service in services.items()}
    assert all(re.search(r":v?\d+\.\d+\.\d+$", image) for image in images.values()), images
    jars = tomllib.loads((ROOT / "worker" / "local" / "jgo.toml").read_text())["dependencies"]["coordinates"]
    (version,) = (jar.rpartition(":")[2] for jar in jars if ":kafka_" in jar)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {images["kafka"], images["topics"]} == {f"apache/kafka:{version}"}
    assert images["worker"] == f"wire-worker:{project['version']}"


def test_everything_that_is_mounted_or_built_is_there(services: dict[str, Any]):
    named = set(yaml.safe_load(COMPOSE.read_text())["volumes"])
    for name, service in services.items():
        for volume in service.get("volumes", ()):
            source, _, rest = volume.partition(":")
            if source in named:
                continue
            assert (COMPOSE.parent / source).exists(), f"{name}: {source} is not there"
            assert rest.endswith(":ro"), f"{name}: {source} can be written"
    build = services["worker"]["build"]
    context = (COMPOSE.parent / build["context"]).resolve()
    assert (context, (context / build["dockerfile"]).is_file()) == (ROOT, True)


def test_no_port_is_open_to_other_machines(services: dict[str, Any]):
    ports = [port for service in services.values() for port in service.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_worker_can_write_nothing_and_gain_nothing(services: dict[str, Any]):
    worker = services["worker"]
    told = (worker["read_only"], worker["cap_drop"], worker["security_opt"])
    assert told == (True, ["ALL"], ["no-new-privileges:true"])
    assert not {"privileged", "user", "cap_add", "tmpfs", "volumes"} & set(worker)


def test_the_worker_accepts_its_settings_and_stops_within_its_grace(
    services: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    worker = services["worker"]
    for name, value in worker["environment"].items():
        monkeypatch.setenv(name, str(value))
    settings = load_settings()
    assert settings.kafka.bootstrap_servers == ("kafka:9092",)
    created = {settings.kafka.output_topic, settings.kafka.dead_letter_topic, *settings.kafka.input_topics}
    assert set(topics(services["topics"])) == created
    grace = SECONDS.fullmatch(worker["stop_grace_period"])
    assert grace
    assert int(grace[1]) >= 2 * settings.limits.drain_seconds_max + 10


def test_prometheus_finds_by_name_and_port_what_it_scrapes_and_whom_it_tells(services: dict[str, Any]):
    told = yaml.safe_load((COMPOSE.parent / "prometheus" / "prometheus.yaml").read_text())
    (scraped,) = told["scrape_configs"][0]["dns_sd_configs"]
    (alerted,) = told["alerting"]["alertmanagers"][0]["static_configs"]
    addresses = [f"{name}:{scraped['port']}" for name in scraped["names"]] + alerted["targets"]
    served = {
        f"{name}:{port.rpartition(':')[2]}" for name, service in services.items() for port in service.get("ports", ())
    }
    assert set(addresses) <= served
    (config,) = (part for part in services["prometheus"]["command"] if part.startswith("--config.file="))
    assert config.endswith("/etc/prometheus/prometheus.yaml")


def test_listeners_of_kafka_fit_together(services: dict[str, Any]):
    told = properties(services["kafka"]["environment"])
    ports = dict(re.findall(r"(\w+)://:(\d+)", told["listeners"]))
    advertised = dict(re.findall(r"(\w+)://([\w:]+)", told["advertised.listeners"]))
    assert advertised == {"PLAINTEXT": f"kafka:{ports['PLAINTEXT']}", "HOST": f"localhost:{ports['HOST']}"}
    assert told["controller.quorum.voters"] == f"{told['node.id']}@kafka:{ports['CONTROLLER']}"
    assert set(re.findall(r"(\w+):\w+", told["listener.security.protocol.map"])) == set(ports)
    assert f"127.0.0.1:{ports['HOST']}:{ports['HOST']}" in services["kafka"]["ports"]


def test_kafka_knows_each_property_and_has_its_value(kafka: str, services: dict[str, Any]):
    """A misspelled one is only a line in its log."""

    async def described() -> dict[str, str]:
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
        await admin.start()
        try:
            (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.BROKER, "0")])
        finally:
            await admin.close()
        return {name: value for *_, entries in answer.resources for name, value, *_ in entries}

    told = properties(services["kafka"]["environment"])
    known = asyncio.run(described())
    own = set(told) - PLACES
    assert {name: known.get(name) for name in own} == {name: told[name] for name in own}


@pytest.mark.timeout(CHECK_SECONDS_MAX + 120)
def test_check_is_content_with_kafka_as_composed_and_its_topics(kafka: str, services: dict[str, Any]):
    for topic in topics(services["topics"]).values():
        asyncio.run(create_topics(kafka, {topic.topic: topic.partitions}, topic.replication_factor, dict(topic.config)))
    told = {name: str(value) for name, value in services["worker"]["environment"].items()}
    done = subprocess.run(
        [*WIRE_WORKER, "check"],
        env=os.environ | told | {"WIRE_BOOTSTRAP_SERVERS": kafka},
        capture_output=True,
        text=True,
        check=False,
        timeout=CHECK_SECONDS_MAX,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warn" not in done.stdout, done.stdout
