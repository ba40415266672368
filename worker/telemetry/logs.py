"""Logs: one JSON object a line on stderr, or text for people; ours and the libraries' in the same form.

A line that concerns an item says where it is (topic, partition, offset, uri), never what it says: whatever could carry
an item's text is put down as its kind, whoever logs it.
"""

import logging
import sys
from collections.abc import Collection, Mapping
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any, Literal, TextIO

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from worker.item import Coordinates, Origin

Level = Literal["debug", "info", "warning", "error"]
Form = Literal["json", "console", "auto"]

TEXT_CHARS_MAX = 4_000
REPEAT_SECONDS = 10.0
_MASK = "********"
_FIRST = ("timestamp", "level", "logger", "event")
_OWN_KEYS = frozenset({"exc_info", "stack_info", "_record", "_from_structlog"})  # structlog's, taken out before the end


def about(origin: Origin, uri: str | None = None) -> dict[str, str | int]:
    """What a log line says of an item: where it is, and its uri where that is known.

    >>> about(Coordinates("wire.in", 3, 42, 0), "urn:wire:AFP:1")
    {'topic': 'wire.in', 'partition': 3, 'offset': 42, 'uri': 'urn:wire:AFP:1'}
    """
    where: dict[str, str | int]
    if isinstance(origin, Coordinates):
        where = {"topic": origin.topic, "partition": origin.partition, "offset": origin.offset}
    else:
        where = {"source": origin.name}
    return where if uri is None else where | {"uri": uri}


def configure_logs(level: Level, form: Form, *, secrets: Collection[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs of this process to ``stream`` (stderr), from ``level`` up; ``secrets`` are masked wherever they stand.

    ``auto`` is text on a terminal, else JSON. Called once, before anything is logged; a later call takes its place.
    """
    stream = stream or sys.stderr
    console = form == "console" or (form == "auto" and stream.isatty())
    shared: list[Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_contents,
        structlog.processors.format_exc_info,  # plain text: a traceback with local variables would show an item's text
        _Mask(secrets),
    ]
    handler = logging.StreamHandler(stream)
    handler.addFilter(_Seldom("aiokafka", "opentelemetry"))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _for_people(stream) if console else _json,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # At "info" the client library tells of every metadata refresh and every step of a rebalance; at "debug" it writes out
    # each record and each login (aiokafka 0.14, ``producer.py:500``, ``conn.py:430``), so that it is never let down to that.
    chatter = logging.INFO if level == "debug" else max(logging.WARNING, root.level)
    logging.getLogger("aiokafka").setLevel(chatter)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )


class _Seldom(logging.Filter):
    """Lets libraries say the same thing once in ``REPEAT_SECONDS``: aiokafka tells of an outage a hundred times a second.

    The same are messages from one line of code, whatever they name.
    """

    def __init__(self, *libraries: str) -> None:
        super().__init__()
        self._libraries = libraries
        self._said: dict[tuple[str, int], float] = {}  # bounded by the libraries' lines of code

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] not in self._libraries:
            return True
        place = record.pathname, record.lineno
        if record.created - self._said.get(place, -REPEAT_SECONDS) < REPEAT_SECONDS:
            return False
        self._said[place] = record.created
        return True


def _without_contents(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Leave numbers and short text; of anything else, an item and its bytes among them, name only the kind."""
    return {key: value if key in _OWN_KEYS else _plain(value) for key, value in event.items()}


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return _plain(value.value)
        case str():
            return value if len(value) <= TEXT_CHARS_MAX else f"{value[:TEXT_CHARS_MAX]}…"
        case bytes() | bytearray() | memoryview():
            return f"<{len(value)} bytes>"
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case date() | PurePath():
            return str(value)
        case _:
            return f"<{type(value).__name__}>"


class _Mask:
    """Asterisks in place of each secret, in every text of a line: libraries log what they were given."""

    def __init__(self, secrets: Collection[str]) -> None:
        self._secrets = tuple(sorted(filter(None, secrets), key=len, reverse=True))  # one may begin with another

    def __call__(self, _: WrappedLogger, __: str, event: EventDict) -> EventDict:
        if not self._secrets:
            return event
        return {key: value if key in _OWN_KEYS else self._masked(value) for key, value in event.items()}

    def _masked(self, value: Any) -> Any:
        match value:
            case str():
                for secret in self._secrets:
                    value = value.replace(secret, _MASK)
                return value
            case dict():
                return {key: self._masked(item) for key, item in value.items()}
            case list():
                return [self._masked(item) for item in value]
            case _:
                return value


def _json(_: WrappedLogger, __: str, event: EventDict) -> str:
    ordered = {key: event[key] for key in _FIRST if key in event} | dict(event)
    return orjson.dumps(ordered, option=orjson.OPT_NON_STR_KEYS).decode()


def _for_people(stream: TextIO) -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback, sort_keys=False
    )
