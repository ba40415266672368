"""What the stream and the pool tell, as the operator sees it in metrics and logs."""

import inspect
import logging
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from worker.errors import BreakerError, GapError, Reason, StreamError, WireError
from worker.item import CacheUse, Coordinates, Failure, Headers, Message, Outcome, RecognizerInfo, Record
from worker.pool.limits import ChildEvent, Ending, PoolStatistics
from worker.stream.ports import Arrival, Observer, Outgoing, Partition
from worker.telemetry.metrics import Metrics
from worker.telemetry.observer import LATENCY_AGE_MS_MAX, PoolObserver, StreamObserver

Scrape = Callable[[], dict[tuple[str, tuple[str, ...]], float]]
Lines = list[MutableMapping[str, Any]]

NOW_MS = 1_800_000_000_000
PARTITION = Partition("wire.in", 3)
OF_PARTITION = ("3", "wire.in")  # as labels, in the order of their names


@pytest.fixture
def observer(metrics: Metrics) -> StreamObserver:
    return StreamObserver(metrics, formats=("afp-text",), agencies=("AFP",), now_ms=lambda: NOW_MS)


@pytest.fixture
def lines() -> Iterator[Lines]:
    with capture_logs() as caught:
        yield caught


def arrival(offset: int = 0, *, age_ms: int = 0, headers: Headers = (), tombstone: bool = False) -> Arrival:
    origin = Coordinates(*PARTITION, offset, NOW_MS - age_ms)
    return Arrival(PARTITION, offset, Message(b"text", origin, headers=headers), tombstone=tombstone)


def record(wire_format: str = "afp-text", agency: str = "AFP") -> Outgoing:
    headers = (("wire-format", wire_format.encode()), ("wire-agency", agency.encode()))
    return Outgoing("wire.out", b"key", b"{}", headers)


def dead_letter(reason: Reason, headers: Headers = ()) -> Outgoing:
    return Outgoing("wire.dlq", None, b"text", headers, reason=reason)


@pytest.mark.parametrize("verb", [name for name in vars(Observer) if not name.startswith("_")])
def test_it_is_what_the_runner_asks_for(verb: str):
    asked, given = getattr(Observer, verb), getattr(StreamObserver, verb)
    assert list(inspect.signature(given).parameters) == list(inspect.signature(asked).parameters)


# ── What came in and what came of it ────────────────────────────────────────────────────────────────────────────────


def test_what_is_admitted_is_counted_by_topic(observer: StreamObserver, samples: Scrape):
    observer.consumed([arrival(0), arrival(1, tombstone=True)])
    assert samples()["wire_records_consumed_total", ("wire.in",)] == 2


def test_each_outcome_is_counted_when_it_is_acknowledged(observer: StreamObserver, samples: Scrape):
    arrivals = [arrival(0), arrival(1), arrival(2, tombstone=True)]
    forwarded = Outgoing("wire.out", b"key", None, ())
    observer.settled(arrivals, [record(), record(), dead_letter(Reason.EMPTY), forwarded], NOW_MS)
    shown = samples()
    assert [shown["wire_records_processed_total", (name,)] for name in ("published", "dead_lettered", "tombstone")] == [
        2,
        1,
        1,
    ]
    assert shown["wire_dead_letters_total", ("empty",)] == 1
    assert shown["wire_commits_total", ("ok",)] == 1


def test_an_items_own_words_make_no_series(observer: StreamObserver, samples: Scrape):
    observer.settled([arrival()], [record(), record("<b>", "Gazette"), Outgoing("wire.out", None, b"{}", ())], NOW_MS)
    shown = {labels: value for (name, labels), value in samples().items() if name == "wire_items_total"}
    assert shown == {("AFP", "afp-text"): 1, ("other", "other"): 2}


def test_stages_are_measured(observer: StreamObserver, samples: Scrape):
    outcome = Outcome((), timings=(("parse", 0.002), ("recognize", 0.03)))
    for offset in (0, 1):
        observer.worked([arrival(offset)], [outcome])
    shown = samples()
    assert shown["wire_stage_duration_seconds_count", ("recognize",)] == 2
    assert shown["wire_stage_duration_seconds_sum", ("parse",)] == pytest.approx(0.004)


def test_so_is_what_a_child_is_given_at_once(metrics: Metrics, samples: Scrape):
    pool = PoolObserver(metrics)
    for records in (1, 16):
        pool.given(records)
    shown = samples()
    assert (shown["wire_batch_size_records_count", ()], shown["wire_batch_size_records_sum", ()]) == (2, 17)


def test_what_the_children_remember_is_counted(observer: StreamObserver, samples: Scrape):
    used = Outcome((), caches=(CacheUse("words", 80, 5, 1, 4_000), CacheUse("paragraphs", 3, 4, 0, 900)))
    for offset in (0, 1):
        observer.worked([arrival(offset)], [used])
    shown = samples()
    assert shown["wire_cache_hits_total", ("words",)] == 160
    assert shown["wire_cache_misses_total", ("paragraphs",)] == 8
    assert shown["wire_cache_resets_total", ("words",)] == 2
    assert shown["wire_cache_bytes", ("paragraphs",)] == 900


def test_a_failed_item_is_logged_with_where_it_is(observer: StreamObserver, lines: Lines):
    failure = Failure(Reason.MALFORMED, "MalformedError", "cut off at byte 12", "parse", item=1, uri="urn:wire:AFP:1")
    observer.worked([arrival(42)], [Outcome((failure,))])
    assert lines == [
        {
            "event": "item failed",
            "log_level": "warning",
            "topic": "wire.in",
            "partition": 3,
            "offset": 42,
            "uri": "urn:wire:AFP:1",
            "item": 1,
            "reason": "malformed",
            "stage": "parse",
            "error": "MalformedError",
            "message": "cut off at byte 12",
        }
    ]


def test_an_enriched_item_is_logged_without_its_text(
    observer: StreamObserver, lines: Lines, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG, "worker.stream")
    observer.worked([arrival(42)], [Outcome((Record("urn:wire:AFP:1", None, b"{text}", (), "afp-text"),))])
    assert [line["uri"] for line in lines] == ["urn:wire:AFP:1"]
    assert "text" not in str(lines[0].values())


def test_a_record_that_the_topic_refused_is_logged(observer: StreamObserver, lines: Lines):
    headers = (
        ("dlq.topic", b"wire.in"),
        ("dlq.partition", b"3"),
        ("dlq.offset", b"42"),
        ("dlq.reason", b"record_too_large"),
    )
    letter = replace(dead_letter(Reason.RECORD_TOO_LARGE, headers), uri="urn:wire:AFP:1")
    observer.settled([arrival(42)], [letter], NOW_MS)
    assert [(line["event"], line["offset"], line["reason"], line["uri"]) for line in lines] == [
        ("item failed", 42, "record_too_large", "urn:wire:AFP:1")
    ]


# ── Latency ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_latency_counts_from_the_records_own_timestamp(observer: StreamObserver, samples: Scrape):
    observer.settled([arrival(0, age_ms=40), arrival(1, age_ms=60)], [], NOW_MS)
    shown = samples()
    assert shown["wire_end_to_end_latency_seconds_count", ()] == 2
    assert shown["wire_end_to_end_latency_seconds_sum", ()] == pytest.approx(0.1)


def test_a_producer_whose_clock_is_ahead_counts_as_zero(observer: StreamObserver, samples: Scrape):
    observer.settled([arrival(0, age_ms=-5_000)], [], NOW_MS)
    shown = samples()
    assert shown["wire_end_to_end_latency_seconds_count", ()] == 1
    assert shown["wire_end_to_end_latency_seconds_sum", ()] == 0


@pytest.mark.parametrize(
    "left_out",
    [
        arrival(age_ms=LATENCY_AGE_MS_MAX + 1),
        arrival(headers=(("dlq.attempts", b"1"),)),
        arrival(tombstone=True),
    ],
    ids=["backlog", "replay", "tombstone"],
)
def test_what_is_not_live_does_not_count_as_latency(observer: StreamObserver, samples: Scrape, left_out: Arrival):
    observer.settled([left_out], [], NOW_MS)
    assert samples()["wire_end_to_end_latency_seconds_count", ()] == 0


# ── Partitions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_partition_that_is_let_go_leaves_no_series(observer: StreamObserver, samples: Scrape):
    observer.assigned(PARTITION)
    observer.lag(PARTITION, 7)
    assert samples()["wire_assigned_partitions", ()] == 1
    assert ("wire_consumer_lag_records", OF_PARTITION) in samples()
    observer.revoked(PARTITION)
    observer.lag(PARTITION, 7)
    shown = samples()
    assert shown["wire_assigned_partitions", ()] == 0
    assert not [name for name, labels in shown if labels == OF_PARTITION]


def test_lag_in_seconds_is_the_age_of_what_is_done_with_last(observer: StreamObserver, samples: Scrape):
    def lag_seconds(records: int) -> float:
        observer.lag(PARTITION, records)
        return samples()["wire_consumer_lag_seconds", OF_PARTITION]

    observer.assigned(PARTITION)
    assert lag_seconds(5) == 0  # nothing read yet: its age is not known
    observer.consumed([arrival(0, age_ms=9_000), arrival(1, age_ms=4_000)])
    assert lag_seconds(0) == 9  # all read, none done with
    observer.settled([arrival(0, age_ms=9_000)], [record()], NOW_MS)
    assert lag_seconds(0) == 9
    observer.settled([arrival(1, age_ms=4_000)], [record()], NOW_MS)
    assert lag_seconds(0) == 0
    assert lag_seconds(3) == 4


def test_progress_is_the_time_of_the_last_commit(observer: StreamObserver, samples: Scrape):
    observer.assigned(PARTITION)
    assert samples()["wire_last_progress_timestamp_seconds", OF_PARTITION] == NOW_MS / 1000
    observer.settled([arrival()], [], NOW_MS + 2_000)
    assert samples()["wire_last_progress_timestamp_seconds", OF_PARTITION] == NOW_MS / 1000 + 2


def test_a_partition_that_is_claimed_again_and_again_makes_no_progress(metrics: Metrics, samples: Scrape):
    clock = iter((NOW_MS, NOW_MS + 60_000))
    observer = StreamObserver(metrics, formats=(), agencies=(), now_ms=lambda: next(clock))
    observer.assigned(PARTITION)
    observer.failed(PARTITION, StreamError("commit: timed out"), 0.2)
    observer.assigned(PARTITION)
    assert samples()["wire_last_progress_timestamp_seconds", OF_PARTITION] == NOW_MS / 1000


def test_a_partition_that_is_claimed_again_waits_on_as_long_as_it_has(metrics: Metrics, samples: Scrape):
    now_ms = NOW_MS
    observer = StreamObserver(metrics, formats=(), agencies=(), now_ms=lambda: now_ms)
    observer.assigned(PARTITION)
    observer.consumed([arrival(0)])
    observer.settled([arrival(0)], [], NOW_MS)
    observer.lag(PARTITION, 3)
    now_ms += 60_000
    observer.assigned(PARTITION)
    observer.lag(PARTITION, 3)
    behind_seconds = (now_ms - arrival(0).message.origin.timestamp_ms) / 1000
    assert samples()["wire_consumer_lag_seconds", OF_PARTITION] == pytest.approx(behind_seconds)
    assert observer.waiting_seconds(PARTITION) == 60
    observer.lag(PARTITION, 0)
    assert samples()["wire_consumer_lag_seconds", OF_PARTITION] == 0
    assert observer.waiting_seconds(PARTITION) == 0


def test_what_is_held_is_shown(observer: StreamObserver, samples: Scrape):
    observer.assigned(PARTITION)
    observer.holding(12, 3_400, paused=1)
    shown = samples()
    assert (shown["wire_inflight_records", ()], shown["wire_inflight_bytes", ()]) == (12, 3_400)
    assert shown["wire_paused_partitions", ()] == 1
    observer.holding(0, 0, paused=0)
    assert samples()["wire_paused_partitions", ()] == 0


def test_rebalances_and_the_main_loops_time_are_counted(observer: StreamObserver, samples: Scrape):
    observer.rebalanced("assigned")
    observer.spent("poll", 0.5)
    observer.spent("poll", 0.25)
    assert samples()["wire_rebalances_total", ("assigned",)] == 1
    assert samples()["wire_main_loop_seconds_total", ("poll",)] == 0.75


# ── What goes wrong ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_foreseen_error_is_logged_as_a_sentence(observer: StreamObserver, samples: Scrape, lines: Lines):
    observer.failed(PARTITION, StreamError("commit: timed out"), 0.2)
    assert samples()["wire_commits_total", ("failed",)] == 1
    (line,) = lines
    assert (line["error"], line["topic"], line["partition"]) == ("StreamError: commit: timed out", "wire.in", 3)
    assert line["exc_info"] is None


@pytest.mark.parametrize("error", [GapError("holds 7 to 9, and 3 is committed"), BreakerError("100 in a row")])
def test_what_has_a_metric_of_its_own_is_no_failed_commit(observer: StreamObserver, samples: Scrape, error: WireError):
    observer.failed(PARTITION, error, 0.2)
    assert samples()["wire_commits_total", ("failed",)] == 0
    assert (("wire_offset_gap", OF_PARTITION) in samples()) == isinstance(error, GapError)


def test_a_defect_is_logged_with_its_traceback(observer: StreamObserver, lines: Lines):
    defect = ZeroDivisionError()
    observer.failed(PARTITION, defect, 0.2)
    assert lines[0]["exc_info"] is defect


def test_a_broker_that_is_away_is_logged(observer: StreamObserver, lines: Lines):
    observer.unreachable(StreamError("no broker answers"), 1.5)
    assert lines == [
        {"event": "broker does not answer", "log_level": "warning", "error": "no broker answers", "again_seconds": 1.5}
    ]


# ── The pool ────────────────────────────────────────────────────────────────────────────────────────────────────────


def child_event(ending: Ending | None) -> ChildEvent:
    return ChildEvent(pid=7, ending=ending, detail="because", seconds=1.23456, items=9)


def test_each_end_of_a_child_that_is_replaced_is_counted(metrics: Metrics, samples: Scrape):
    pool = PoolObserver(metrics)
    for ending in (None, *Ending):
        pool.happened(child_event(ending))
    restarts = {labels: value for (name, labels), value in samples().items() if name == "wire_worker_restarts_total"}
    assert restarts == {(ending,): 1 for ending in Ending if ending != "stop"}


@pytest.mark.parametrize(
    ("ending", "level"),
    [
        (None, "info"),
        (Ending.STOP, "info"),
        (Ending.RECYCLE, "info"),
        (Ending.CRASH, "warning"),
        (Ending.OOM, "warning"),
    ],
)
def test_what_becomes_of_a_child_is_logged(metrics: Metrics, lines: Lines, ending: Ending | None, level: str):
    PoolObserver(metrics).happened(child_event(ending))
    (line,) = lines
    assert (line["log_level"], line["pid"], line["detail"], line["seconds"]) == (level, 7, "because", 1.235)


def test_the_children_are_shown_by_state(metrics: Metrics, samples: Scrape):
    pool = PoolObserver(metrics)
    metrics.at_scrape(lambda: pool.show(PoolStatistics(starting=1, idle=2, busy=3, queued=0, in_hand=0, restarts={})))
    shown = samples()
    assert [shown["wire_pool_workers", (state,)] for state in ("starting", "idle", "busy")] == [1, 2, 3]


def test_who_runs_a_model_is_told_once_and_again_when_it_changes(metrics: Metrics, samples: Scrape, lines: Lines):
    pool = PoolObserver(metrics)
    ready = child_event(None)
    for info in (
        RecognizerInfo("fast", "", "Zen"),
        RecognizerInfo("fast", "", "Zen"),
        RecognizerInfo("stock", "beam", "Zen"),
    ):
        pool.happened(replace(ready, recognizers={"fr": info}))
    told = [line for line in lines if line["event"] == "recognizer"]
    assert [(line["log_level"], line["language"], line["kind"], line["why"], line["blas_core"]) for line in told] == [
        ("info", "fr", "fast", "", "Zen"),
        ("warning", "fr", "stock", "beam", "Zen"),
    ]
    assert {labels: value for (name, labels), value in samples().items() if name == "wire_recognizer_info"} == {
        ("stock", "fr"): 1
    }
