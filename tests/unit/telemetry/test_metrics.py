"""What a scrape shows."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse_openmetrics

import worker
from worker.errors import Reason
from worker.pool.limits import Ending
from worker.telemetry import metrics as m
from worker.telemetry.definition import Definition
from worker.telemetry.metrics import DEFINITIONS, Metrics
from worker.trace_context import TraceContext

STATES = ("_open", "_gap", "_failed", "_ready")  # 1 or 0
UNITS = ("_seconds", "_bytes", "_records", "_total", "_info", "_partitions", "_workers", *STATES)

Samples = dict[tuple[str, tuple[str, ...]], float]
Scrape = Callable[[], Samples]


def test_counters_add_gauges_hold_histograms_spread(metrics: Metrics, samples: Scrape):
    metrics.count(m.RECORDS_CONSUMED, 2, "wire.in")
    metrics.count(m.RECORDS_CONSUMED, 3, "wire.in")
    metrics.put(m.INFLIGHT_BYTES, 9)
    metrics.put(m.INFLIGHT_BYTES, 4)
    metrics.observe(m.BATCH_SIZE, 3)
    shown = samples()
    assert shown["wire_records_consumed_total", ("wire.in",)] == 5
    assert shown["wire_inflight_bytes", ()] == 4
    assert shown["wire_batch_size_records_bucket", ("2.0",)] == 0
    assert shown["wire_batch_size_records_bucket", ("4.0",)] == 1


def test_every_closed_label_is_there_at_zero_before_anything_happens(samples: Scrape):
    shown = samples()
    assert all(shown["wire_dead_letters_total", (reason.value,)] == 0 for reason in Reason)
    assert shown["wire_pool_workers", ("busy",)] == 0
    assert not any(name == "wire_records_consumed_total" for name, _ in shown)


def test_a_removed_series_is_gone_and_removing_it_again_does_no_harm(metrics: Metrics, samples: Scrape):
    metrics.put(m.CONSUMER_LAG_RECORDS, 1, "wire.in", "0")
    metrics.put(m.CONSUMER_LAG_RECORDS, 1, "wire.in", "1")
    metrics.remove(m.CONSUMER_LAG_RECORDS, "wire.in", "0")
    metrics.remove(m.CONSUMER_LAG_RECORDS, "wire.in", "0")
    assert [labels for name, labels in samples() if name == "wire_consumer_lag_records"] == [("1", "wire.in")]


def test_a_pull_is_made_at_each_scrape(metrics: Metrics, samples: Scrape):
    values = iter((1, 2))
    metrics.at_scrape(lambda: metrics.put(m.INFLIGHT_RECORDS, next(values)))
    assert [samples()["wire_inflight_records", ()] for _ in range(2)] == [1, 2]


def test_two_workers_in_one_process_do_not_share_values(samples: Scrape):
    Metrics().put(m.INFLIGHT_RECORDS, 1)
    assert samples()["wire_inflight_records", ()] == 0


def test_a_scraper_that_asks_for_openmetrics_gets_it(metrics: Metrics):
    body, content_type = metrics.render("application/openmetrics-text; version=1.0.0; charset=utf-8")
    assert content_type.startswith("application/openmetrics-text; version=1.0.0")
    assert {family.name for family in parse_openmetrics(body.decode())} >= {"wire_commits", "process_cpu_seconds"}


TRACE = TraceContext("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def exemplars(metrics: Metrics) -> list[dict[str, str]]:
    families = parse_openmetrics(metrics.render(OPENMETRICS)[0].decode())
    return [sample.exemplar.labels for family in families for sample in family.samples if sample.exemplar]


def test_a_bucket_leads_to_the_trace_of_the_value_that_was_added_last(metrics: Metrics):
    metrics.observe(m.END_TO_END_LATENCY, 0.2, trace=TraceContext(TRACE.traceparent.replace("4bf9", "ffff")))
    metrics.observe(m.END_TO_END_LATENCY, 0.2, trace=TRACE)
    metrics.observe(m.STAGE_DURATION, 0.2, "parse", trace=TRACE)
    assert exemplars(metrics) == [{"trace_id": TRACE.trace_id, "span_id": TRACE.span_id}] * 2


def test_a_trace_that_nobody_keeps_is_no_exemplar(metrics: Metrics):
    metrics.observe(m.END_TO_END_LATENCY, 0.2, trace=TraceContext(f"{TRACE.traceparent[:-2]}00"))
    metrics.observe(m.END_TO_END_LATENCY, 0.2)
    assert not exemplars(metrics)


def test_plain_text_has_no_exemplars_which_its_readers_could_not_parse(metrics: Metrics, samples: Scrape):
    metrics.observe(m.END_TO_END_LATENCY, 0.2, trace=TRACE)
    assert TRACE.trace_id.encode() not in metrics.render()[0]
    assert samples()["wire_end_to_end_latency_seconds_count", ()] == 1


def test_a_scraper_that_asks_for_nothing_gets_plain_text(metrics: Metrics):
    assert metrics.render()[1].startswith("text/plain")


@pytest.mark.parametrize("row", DEFINITIONS, ids=lambda row: row.name)
def test_a_name_has_a_unit_or_says_that_it_counts(row: Definition):
    assert row.name.endswith(UNITS)
    assert row.name.endswith("_total") == (row.kind == "counter")
    assert bool(row.buckets) == (row.kind == "histogram")
    assert row.meaning.endswith(".")


def test_no_two_metrics_have_one_name():
    assert len({row.name for row in DEFINITIONS}) == len(DEFINITIONS) > 20


def test_every_metric_is_set_by_something():
    """A metric that nothing sets is a promise to the operator that nobody keeps."""
    source = "\n".join(file.read_text(encoding="utf-8") for file in Path(worker.__file__).parent.rglob("*.py"))
    constants = {name for name, value in vars(m).items() if isinstance(value, Definition)}
    unset = {name for name in constants if not re.search(rf"\.(?:put|count|observe)\(\s*(?:m\.)?{name}\b", source)}
    assert not unset


def test_children_end_for_the_reasons_that_the_pool_has():
    assert set(m.WORKER_RESTARTS.labels["reason"]) == {ending.value for ending in Ending} - {"stop"}
