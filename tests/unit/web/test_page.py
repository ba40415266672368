"""Who is served the live page, under which protection, and what of it."""

import json

import pytest

from worker.web.page import ASSETS, page
from worker.web.server import RefusedError, Request


def ask(path: str, query: str = "", host: str = "127.0.0.1:8000", names: tuple[str, ...] = ()):
    respond = page(lambda: b"{}", lambda run, number: json.dumps([run, number]).encode() + b":1", names=names)
    return respond(Request("GET", path, query, {"host": host} if host else {}))


@pytest.mark.parametrize("path", [*ASSETS, "/now"])
def test_every_answer_keeps_strangers_out(path: str):
    fields = ask(path).fields
    policy = fields["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert fields["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:80", "localhost:80", "LocalHost", "[::1]:80", "[::1]", "10.1.2.3"]
)
def test_addresses_and_localhost_are_answered(host: str):
    assert ask("/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example:80",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1].evil.example",
        "127.0.0.1:80,evil.example",
        "localhost:80@evil.example",
    ],
)
def test_a_name_that_somebody_made_point_here_is_refused(host: str):
    with pytest.raises(RefusedError, match="Misdirected"):
        ask("/now", host=host)


def test_names_of_the_settings_are_answered():
    assert ask("/", host="Wire.newsroom.example:8080", names=("wire.newsroom.example",)).status == 200


@pytest.mark.parametrize(
    ("query", "cursor"),
    [
        ("since=ab12.17", ["ab12", 17]),
        ("", ["", 0]),
        ("since=", ["", 0]),
        ("since=ab12", ["ab12", 0]),
        ("since=ab12.-1", ["ab12", 0]),
        ("since=ab12.٣", ["ab12", 0]),
        ("since=ab12." + "9" * 5000, ["ab12", 0]),
        ("x=%00&since=ab12.4&since=cd.9", ["ab12", 4]),
    ],
)
def test_a_cursor_is_read_or_all_is_sent(query: str, cursor: list[object]):
    respond = page(lambda: b"{}", lambda run, number: b'"cursor":%b' % json.dumps([run, number]).encode())
    body = respond(Request("GET", "/now", query, {"host": "localhost"})).body
    assert json.loads(body) == {"cursor": cursor, "overview": {}}


def test_nothing_else_is_served():
    for path in ("/metrics", "/livez", "/page.html", "/../page.py", "/assets/page.js"):
        with pytest.raises(RefusedError, match="Not Found"):
            ask(path)
