"""Each node is told the same of the cluster, and its own of itself."""

from pathlib import Path

import pytest

from worker.local.listeners import Listener, listener_properties
from worker.local.properties import Ports, server_properties

CLUSTER = [Ports(20_000, 20_001), Ports(20_002, 20_003), Ports(20_004, 20_005)]
DATA = Path("data")


@pytest.mark.parametrize(("nodes", "replicas", "in_sync"), [(1, 1, 1), (2, 2, 1), (3, 3, 2)])
def test_internal_topics_have_as_many_replicas_as_there_are_nodes(nodes: int, replicas: int, in_sync: int) -> None:
    told = server_properties(0, CLUSTER[:nodes], DATA, {})
    assert {told[name] for name in told if name.endswith(".replication.factor")} == {replicas}
    assert {told[name] for name in told if name.endswith(".min.isr")} == {in_sync}


def test_a_node_knows_its_own_ports_and_all_controllers() -> None:
    told = server_properties(1, CLUSTER, DATA, {})
    assert told["node.id"] == 1
    assert told["listeners"] == "PLAINTEXT://127.0.0.1:20002,CONTROLLER://127.0.0.1:20003"
    assert told["controller.quorum.voters"] == "0@127.0.0.1:20001,1@127.0.0.1:20003,2@127.0.0.1:20005"


def test_clients_are_sent_to_where_it_listens_unless_the_listener_says_otherwise() -> None:
    ports = [Ports(20_000, 20_001, {"TLS": 20_002, "AWAY": 20_003})]
    further = {"TLS": Listener("SSL"), "AWAY": Listener("PLAINTEXT", advertised="kafka.example:9092")}
    told = server_properties(0, ports, DATA, {}, further)
    assert str(told["listeners"]).endswith("TLS://127.0.0.1:20002,AWAY://127.0.0.1:20003")
    advertised = "PLAINTEXT://127.0.0.1:20000,TLS://127.0.0.1:20002,AWAY://kafka.example:9092"
    assert told["advertised.listeners"] == advertised


def test_what_a_listener_says_outweighs_ours() -> None:
    told = listener_properties("LOGIN", Listener("SASL_PLAINTEXT", {"sasl.enabled.mechanisms": "PLAIN"}), {"u": "p"})
    assert told["listener.name.login.sasl.enabled.mechanisms"] == "PLAIN"
    assert 'user_u="p"' in told["listener.name.login.plain.sasl.jaas.config"]


def test_what_the_user_says_outweighs_ours() -> None:
    told = server_properties(0, CLUSTER[:1], DATA, {"auto.create.topics.enable": "true", "message.max.bytes": 10})
    assert told["auto.create.topics.enable"] == "true"
    assert told["message.max.bytes"] == 10
