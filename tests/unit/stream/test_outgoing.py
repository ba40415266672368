"""What an arrival publishes: which trace goes out, and with what."""

import pytest

from worker.errors import Reason
from worker.item import Coordinates, Failure, Message, Outcome, Record
from worker.stream.lane import as_it_came
from worker.stream.outgoing import Routes, outgoing_of
from worker.stream.ports import Arrival, Outgoing, Partition
from worker.trace_context import TraceContext

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
OURS = TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01", "a=b")
TRACED = (("content-type", b"text/xml"), ("traceparent", PARENT.encode()), ("tracestate", b"a=b"))
BROKEN = (("content-type", b"text/xml"), ("traceparent", b"00-old"), ("tracestate", b"a=b"))

RECORD = Record("urn:x", b"k", b"{}", (("content-type", b"application/json"),), "afp-text")
FAILURE = Failure(Reason.NO_TEXT, "NoTextError", "No words.", "normalize", item=1)


def arrival(headers, *, tombstone=False, trace=None):
    came = Arrival(Partition("wire.in", 0), 7, Message(b"x", Coordinates("wire.in", 0, 7, 0), b"k", headers), tombstone)
    return Arrival(came.partition, came.offset, came.message, tombstone, trace or as_it_came(came))


def published(came, *outputs) -> list[Outgoing]:
    routes = Routes("wire.out", "wire.dlq", worker="1.0", forward_tombstones=True)
    return outgoing_of(routes, came, Outcome(outputs), received_ms=0, processed_ms=0)


def trace_of(outgoing):
    return [(name, value) for name, value in outgoing.headers if name.startswith("trace")]


def test_all_that_comes_of_a_message_goes_out_with_its_trace():
    record, letter = published(arrival(TRACED), RECORD, FAILURE)
    assert trace_of(record) == trace_of(letter) == list(TRACED[1:])


def test_where_a_span_of_ours_is_made_it_takes_the_place_of_the_one_that_came():
    outputs = [
        *published(arrival(TRACED, trace=OURS), RECORD, FAILURE),
        *published(arrival(TRACED, tombstone=True, trace=OURS)),
    ]
    assert [trace_of(output) for output in outputs] == [list(OURS.headers)] * 3


def test_a_trace_that_w3c_does_not_let_pass_ends_here():
    outputs = [*published(arrival(BROKEN), RECORD, FAILURE), *published(arrival(BROKEN, tombstone=True))]
    assert [trace_of(output) for output in outputs] == [[], [], []]
    assert all(dict(output.headers)["content-type"] for output in outputs)


def test_a_forwarded_tombstone_keeps_its_headers_and_its_trace():
    (tombstone,) = published(arrival(TRACED, tombstone=True))
    assert tombstone.headers == TRACED


@pytest.mark.parametrize("refusals", [1, 2, 3])
def test_a_letter_keeps_its_trace_however_much_of_it_a_topic_refuses(refusals):
    (output,) = published(arrival((*TRACED, ("dlq.attempts", b"2"))), RECORD)
    for _ in range(refusals):
        output = output.after_refusal()
    assert trace_of(output) == list(TRACED[1:])
    assert dict(output.headers)["dlq.attempts"] == b"3"
    assert ("content-type" in dict(output.headers)) == (refusals < 3)


@pytest.mark.parametrize(
    ("failure", "asked", "item"),
    [
        (Failure(Reason.WORKER_CRASHED, "PoolError", "Killed twice.", "pool"), [b"1"], b"1"),
        (Failure(Reason.MALFORMED, "MalformedError", "No number.", "parse"), [b"one"], b"one"),
        (Failure(Reason.MALFORMED, "MalformedError", "No number.", "parse"), [b"9" * 5_000], b"9" * 100),
        (
            Failure(Reason.TIMEOUT, "PoolError", "Too long.", "pool"),
            [b"1", b"2"],
            b"2",
        ),  # as it is read: the last counts
        (FAILURE, [b"3"], b"1"),
        (FAILURE, [], b"1"),
        (Failure(Reason.TIMEOUT, "PoolError", "Too long.", "pool"), [], None),
    ],
)
def test_a_letter_whose_replay_fails_as_a_whole_still_asks_for_its_item_alone(failure, asked, item):
    (letter,) = published(arrival(tuple(("dlq.item", value) for value in asked)), failure)
    assert [value for name, value in letter.headers if name == "dlq.item"] == ([] if item is None else [item])
    without_value = letter.after_refusal()
    assert dict(without_value.headers).get("dlq.item") == item
    assert dict(without_value.after_refusal().headers).get("dlq.item") == item
