"""What the live page keeps of what was published: never a withheld word, nothing killed, and never more than its bounds."""

import json
from typing import Any

import pytest

from worker.web import latest as latest_module
from worker.web.latest import Latest

SECRET = "Words that nobody may read before six"


def record(uri: str, **more: Any) -> bytes:
    body = [{"role": "main", "value": SECRET}]
    return json.dumps({"uri": uri, "slugline": f"slug-of-{uri[-1]}", "bodies": body, **more}).encode()


def publish(
    latest: Latest, uri: str, status: str | None = "usable", kind: str = "", value: bytes | None = None
) -> None:
    headers = {"wire-kind": kind.encode()} | ({"wire-status": status.encode()} if status is not None else {})
    latest.published(1_000, uri, uri.encode(), headers, record(uri) if value is None else value)


def told(latest: Latest, run: str = "", number: int = 0) -> dict[str, Any]:
    return json.loads(b"{%b}" % latest.since(run, number))


def shown(latest: Latest) -> list[tuple[str, str]]:
    """How each item is shown, and what of it: its URI or, of those that hide it, the slug; the newest first."""
    items = told(latest)["items"]
    return [(item["show"], item["record"]["uri"] if "record" in item else item.get("slug", "")) for item in items]


def test_a_record_goes_out_as_the_bytes_that_were_published():
    latest = Latest()
    publish(latest, "urn:x:1")
    assert record("urn:x:1") in latest.since("", 0)
    assert shown(latest) == [("story", "urn:x:1")]


def test_a_browser_is_sent_only_what_came_after_the_item_that_it_had_last():
    latest = Latest()
    for uri in ("urn:x:1", "urn:x:2", "urn:x:3"):
        publish(latest, uri)
    news = told(latest, latest.run, 2)
    assert [item["number"] for item in news["items"]] == [3]
    assert news["kept"] == [3, 2, 1]


def test_a_browser_of_another_run_is_sent_all():
    latest = Latest()
    publish(latest, "urn:x:1")
    assert len(told(latest, "another", 99)["items"]) == 1
    assert Latest().run != latest.run


@pytest.mark.parametrize("status", ["withheld", "a status of tomorrow", "", None])
def test_of_what_may_not_be_used_the_slug_alone_is_kept_and_sent(status: str | None):
    latest = Latest()
    publish(latest, "urn:x:1", status)
    assert shown(latest) == [("withheld", "slug-of-1")]
    sent = latest.since("", 0)
    assert SECRET.encode() not in sent
    assert b"urn:x:1" not in sent, "an id may have the headline in it"
    assert not any(SECRET.encode() in card.record + card.head for card in latest._cards.values())


def test_a_version_takes_the_place_of_the_one_before_it_whichever_of_them_is_withheld():
    latest = Latest()
    publish(latest, "urn:x:1")
    publish(latest, "urn:x:2")
    publish(latest, "urn:x:1", "withheld")
    assert shown(latest) == [("withheld", "slug-of-1"), ("story", "urn:x:2")]
    publish(latest, "urn:x:1")
    assert shown(latest) == [("story", "urn:x:1"), ("story", "urn:x:2")]


@pytest.mark.parametrize(("status", "kind"), [("canceled", "kill"), ("canceled", ""), ("usable", "kill")])
def test_a_kill_removes_its_item_and_says_no_more_than_its_slug(status: str, kind: str):
    latest = Latest()
    publish(latest, "urn:x:1")
    publish(latest, "urn:x:2")
    publish(latest, "urn:x:1", status, kind)
    assert shown(latest) == [("kill", "slug-of-1"), ("story", "urn:x:2")]
    assert told(latest)["kept"] == [3, 2]


def test_an_item_that_comes_after_its_kill_is_not_shown():
    latest = Latest()
    publish(latest, "urn:x:1", "canceled", "kill")
    publish(latest, "urn:x:1")
    assert shown(latest) == [("kill", "slug-of-1")]


def test_a_kill_is_remembered_longer_than_it_is_shown_but_not_for_ever(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(latest_module, "KILLED_MAX", 2)
    latest = Latest(items_max=1)
    publish(latest, "urn:x:1", "canceled")
    publish(latest, "urn:x:2", "canceled")
    publish(latest, "urn:x:1")
    assert shown(latest) == [("kill", "slug-of-2")]
    publish(latest, "urn:x:3", "canceled")
    assert len(latest._killed) == 2


def test_a_deletion_removes_what_has_its_key():
    latest = Latest()
    publish(latest, "urn:x:1")
    latest.published(1, None, b"urn:x:1", {}, None)
    assert shown(latest) == []


def test_a_record_that_is_too_large_is_named_and_not_shown():
    latest = Latest()
    publish(latest, "urn:x:1", value=record("urn:x:1", edNote="x" * latest_module.ITEM_BYTES_MAX))
    publish(latest, "urn:x:2", "withheld", value=record("urn:x:2", edNote="x" * latest_module.ITEM_BYTES_MAX))
    assert [item["show"] for item in told(latest)["items"]] == ["withheld", "large"]
    assert len(latest.since("", 0)) < 500


def test_the_oldest_go_where_there_are_too_many_or_they_are_too_large():
    few = Latest(items_max=2)
    small = Latest(bytes_max=3 * len(record("urn:x:1")))
    for number in range(9):
        publish(few, f"urn:x:{number}")
        publish(small, f"urn:x:{number}")
    assert shown(few) == [("story", "urn:x:8"), ("story", "urn:x:7")]
    assert shown(small) == [("story", "urn:x:8"), ("story", "urn:x:7")]
    assert small._bytes == sum(card.size_bytes for card in small._cards.values())
