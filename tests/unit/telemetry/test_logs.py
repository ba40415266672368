"""What stands in a log line, and what never does."""

import io
import json
import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import structlog

from worker.errors import Reason
from worker.item import FileOrigin, Hints, Message, WireItem
from worker.telemetry.logs import TEXT_CHARS_MAX, about, configure_logs

SECRET = "correct horse"
TEXT = "Le président a dit"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], _ = handlers, root.setLevel(level)
    structlog.reset_defaults()


class Logged(io.StringIO):
    """A stream that hands back what was logged to it."""

    def __init__(self, form: str = "json", level: str = "info"):
        super().__init__()
        configure_logs(level, form, secrets=(SECRET,), stream=self)
        self.log = structlog.get_logger("worker.test")

    def line(self) -> dict[str, Any]:
        return json.loads(self.getvalue().splitlines()[-1])


def test_a_line_is_json_with_its_time_in_utc():
    logged = Logged()
    logged.log.info("partition claimed", topic="wire.in", partition=3)
    line = logged.line()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "worker.test",
        "event": "partition claimed",
        "topic": "wire.in",
        "partition": 3,
    }


def test_what_the_libraries_log_has_the_same_form():
    logged = Logged()
    logging.getLogger("aiokafka.consumer").warning("lost %s", "node 1")
    line = logged.line()
    assert (line["level"], line["logger"], line["event"]) == ("warning", "aiokafka.consumer", "lost node 1")


def test_a_library_that_says_the_same_again_and_again_is_heard_once_in_a_while(monkeypatch: pytest.MonkeyPatch):
    logged = Logged()

    def outage() -> None:
        logging.getLogger("aiokafka.conn").error("node %s is away", 1)

    for _ in range(100):
        outage()
    logging.getLogger("aiokafka.conn").error("node %s is away", 1)  # another line of code
    assert len(logged.getvalue().splitlines()) == 2
    monkeypatch.setattr("worker.telemetry.logs.REPEAT_SECONDS", 0.0)
    outage()
    assert len(logged.getvalue().splitlines()) == 3


def test_our_own_lines_are_never_held_back():
    logged = Logged()
    for _ in range(3):
        structlog.get_logger("worker.test").warning("item failed")
    assert len(logged.getvalue().splitlines()) == 3


def test_the_client_librarys_chatter_shows_at_debug_alone():
    logged = Logged()
    logging.getLogger("aiokafka.consumer").info("metadata refreshed")
    assert logged.getvalue() == ""
    logged = Logged(level="debug")
    logging.getLogger("aiokafka.consumer").info("metadata refreshed")
    assert logged.line()["event"] == "metadata refreshed"


def test_what_the_client_library_says_of_each_record_and_login_shows_never():
    logged = Logged(level="debug")
    logging.getLogger("aiokafka.producer.producer").debug("Sending (key=%s value=%s)", b"urn", TEXT)
    logging.getLogger("aiokafka.conn").debug("Request: %s", "SaslAuthenticateRequest")
    assert logged.getvalue() == ""


def test_the_client_library_keeps_to_the_level_too():
    logged = Logged(level="error")
    logging.getLogger("aiokafka.conn").warning("node 1 is away")
    assert logged.getvalue() == ""


def test_what_is_below_the_level_is_not_logged():
    logged = Logged(level="warning")
    logged.log.info("nothing")
    logging.getLogger("asyncio").info("nothing")
    assert logged.getvalue() == ""


def test_a_stream_that_is_no_terminal_gets_json():
    logged = Logged(form="auto")
    logged.log.info("x")
    assert logged.line()["event"] == "x"


def test_the_console_gets_text():
    logged = Logged(form="console")
    logged.log.info("partition claimed", topic="wire.in")
    assert "partition claimed" in logged.getvalue()
    assert "topic=wire.in" in logged.getvalue()


@pytest.mark.parametrize("form", ["json", "console"])
def test_an_items_text_is_not_logged_whoever_tries(form: str):
    logged = Logged(form=form)
    message = Message(TEXT.encode(), FileOrigin("a.txt"))
    item = WireItem("afp-text", Hints(), slug=TEXT)
    logged.log.info("x", message=message, value=message.value, many=[item], one={"item": item})
    assert TEXT not in logged.getvalue()
    assert "<Message>" in logged.getvalue()
    assert f"<{len(message.value)} bytes>" in logged.getvalue()


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_traceback_shows_no_values(form: str):
    def broken():
        words = TEXT.split()
        return words[99]

    logged = Logged(form=form)
    with pytest.raises(IndexError) as caught:
        broken()
    logged.log.warning("broke", exc_info=caught.value)
    assert "return words[99]" in logged.getvalue()
    assert TEXT.split()[1] not in logged.getvalue()


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_secret_is_masked_wherever_it_stands(form: str):
    logged = Logged(form=form)
    logged.log.info(SECRET, one=f"with {SECRET}", many=[{"inner": f"<{SECRET}>"}])
    logging.getLogger("aiokafka").error("sasl failed for %r", SECRET)
    logged.log.warning("broke", exc_info=ValueError(SECRET))
    assert logged.getvalue().count("********") == 5
    assert SECRET not in logged.getvalue()


def test_a_long_text_is_cut():
    logged = Logged()
    logged.log.info("x", text="a" * 1_000_000)
    assert len(logged.line()["text"]) == TEXT_CHARS_MAX + 1


def test_values_of_the_trade_are_written_as_people_would():
    logged = Logged()
    logged.log.info("x", reason=Reason.TOO_LARGE, path=Path("/tmp/x"), pair=(1, None), other=Decimal(1))
    line = logged.line()
    assert (line["reason"], line["path"], line["pair"], line["other"]) == (
        "too_large",
        "/tmp/x",
        [1, None],
        "<Decimal>",
    )


def test_a_file_is_named_as_its_source():
    assert about(FileOrigin("a.txt")) == {"source": "a.txt"}
