"""The trace of a message: passed on as W3C Trace Context wants it, by cases that an editor of feeds can add to."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.trace_context import TRACESTATE_CHARS_MAX, TraceContext, read_trace, without_trace

CASES = json.loads((Path(__file__).parents[1] / "data/cases/trace-context.json").read_text("utf-8"))
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def as_headers(pairs):
    return tuple((name, value.encode()) for name, value in pairs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_trace_is_passed_on_as_w3c_wants_it(case):
    context = read_trace(as_headers(case["headers"]))
    assert (context.headers if context else ()) == as_headers(case["out"])


def test_the_parts_of_a_trace_can_be_told():
    context = TraceContext(PARENT)
    assert context.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert context.span_id == "00f067aa0ba902b7"
    assert context.sampled
    assert TraceContext(f"{PARENT[:-2]}03").sampled
    assert not TraceContext(f"{PARENT[:-2]}02").sampled


def test_what_has_nothing_to_do_with_a_trace_stays():
    headers = as_headers([("a", "1"), ("TraceParent", PARENT), ("tracestate", ""), ("a", "2")])
    assert without_trace(headers) == as_headers([("a", "1"), ("a", "2")])


@given(st.binary(max_size=80) | st.just(PARENT.encode()), st.binary(max_size=2000) | st.from_regex(rb"([a-z]=\w+,)+"))
def test_whatever_comes_what_goes_out_is_a_trace_and_short(traceparent, tracestate):
    context = read_trace((("traceparent", traceparent), ("tracestate", tracestate)))
    if context:
        assert read_trace(context.headers) == context
        assert len(context.tracestate) <= TRACESTATE_CHARS_MAX
