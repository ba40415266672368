"""The faults that the worker has to bear, who provokes each in the tests, and by which test."""

import ast
from enum import Enum
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


class By(Enum):
    """Who provokes it, and in which folders: the real thing wherever it can be made to, else the simulation."""

    APACHE_KAFKA = ("broker", "chaos")
    SIMULATION = ("simulation",)
    CHILD_PROCESSES = ("broker", "unit/pool")


FAULTS = {
    # The broker
    "a broker is killed, and starts again": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_broker_that_is_away_longer_than_a_publication_may_take_costs_and_doubles_nothing",
    ),
    "brokers are restarted in order, killed, frozen for longer than their session, amid faults of replicas": (
        By.APACHE_KAFKA,
        "chaos/test_chaos.py::test_nothing_is_lost_doubled_altered_or_out_of_order",
    ),
    # for twenty seconds; ``make chaos`` takes the whole cluster away for two minutes
    "a broker hangs": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_broker_that_hangs_makes_the_worker_unready_but_not_dead_and_work_goes_on_by_itself",
    ),
    "the worker is stopped while the broker is away": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_stop_while_the_broker_is_away_is_bounded_and_in_order",
    ),
    "the coordinator of the group and of transactions is lost, and the leader of the output moves": (
        By.APACHE_KAFKA,
        "broker/test_nodes.py::test_the_crash_of_the_node_that_coordinates_all_and_leads_the_output_costs_and_doubles_nothing",
    ),
    "a node answers for the group that is not its coordinator": (
        By.APACHE_KAFKA,
        "broker/test_nodes.py::test_a_node_that_is_not_the_groups_coordinator_is_not_taken_at_its_word_that_nothing_is_committed",
    ),
    "a batch in the broker's log is corrupt": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_corrupt_batch_holds_up_its_own_partition_and_takes_nothing_from_another",
    ),
    # Topics and offsets
    "a topic is missing": (By.APACHE_KAFKA, "broker/test_outages.py::test_a_topic_that_is_not_there_yet_is_waited_for"),
    "a topic is deleted, and made again": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_topic_that_is_deleted_and_made_again_is_told_of_and_worked_from_its_start",
    ),
    "a record is too large for its topic": (
        By.APACHE_KAFKA,
        "broker/test_stream.py::test_a_record_that_the_topic_refuses_becomes_a_dead_letter_and_its_company_goes_out_once_in_order",
    ),
    "the committed offset is out of range": (
        By.APACHE_KAFKA,
        "broker/test_stream.py::test_where_the_committed_offset_is_gone_the_partition_waits_for_an_operator",
    ),
    # The login
    "authentication is refused": (By.APACHE_KAFKA, "broker/test_security.py::test_what_is_in_the_way_is_said"),
    "authentication expires": (
        By.APACHE_KAFKA,
        "broker/test_security.py::test_a_token_is_renewed_while_the_worker_runs",
    ),
    # Whom the broker takes for whom
    "a producer is fenced": (By.APACHE_KAFKA, "broker/test_conformance.py::test_a_fenced_producer_commits_nothing"),
    "a transaction outlasts its time": (
        By.APACHE_KAFKA,
        "broker/test_conformance.py::test_a_transaction_over_its_time_is_void_and_its_producer_fenced",
    ),
    "two workers hold one partition for theirs": (
        By.APACHE_KAFKA,
        "broker/test_conformance.py::test_two_workers_that_hold_a_partition_for_theirs_publish_each_record_once_and_in_order",
    ),
    # The network
    "a request is lost, late, never answered, or refused after the fact; a replica is cut off, frozen or killed": (
        By.SIMULATION,
        "simulation/test_simulation.py::test_each_item_comes_out_once_in_order_or_as_one_dead_letter",
    ),
    # The client library
    "the consumer's own tasks die": (
        By.APACHE_KAFKA,
        "broker/test_outages.py::test_a_consumer_whose_own_tasks_have_died_is_replaced",
    ),
    # The pool
    "a child crashes, or hangs, over an item": (
        By.CHILD_PROCESSES,
        "broker/test_containment.py::test_each_becomes_a_dead_letter_and_delays_the_others_by_less_than_ten_seconds",
    ),
    "children are killed, idle and busy": (
        By.CHILD_PROCESSES,
        "broker/test_service.py::test_children_killed_idle_and_busy_cost_no_item_and_no_restart",
    ),
    "the pool cannot start": (By.CHILD_PROCESSES, "unit/pool/test_start.py::test_a_pool_that_cannot_start_says_why"),
    "no child can be made any more": (
        By.CHILD_PROCESSES,
        "unit/pool/test_supervisor.py::test_a_pool_whose_children_cannot_be_made_again_says_so_to_all_who_wait",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_provoked_by_a_test_that_is_there(fault: str) -> None:
    by, (module, _, test) = FAULTS[fault][0], FAULTS[fault][1].partition("::")
    functions = [node for node in ast.parse((TESTS / module).read_text()).body if hasattr(node, "decorator_list")]
    assert test in {function.name for function in functions}
    assert str(Path(module).parent) in by.value
