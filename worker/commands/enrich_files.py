"""Files to records, without Kafka: what ``wire-worker enrich`` does."""

import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from worker.assembly import enrich_options
from worker.enrich import prepare
from worker.item import Failure, FileOrigin, Message
from worker.settings import Settings

STANDARD_INPUT = Path("-")


def enrich_files(files: Sequence[Path], settings: Settings, *, pretty: bool = False) -> int:
    """Write one record a line to standard output, and one line to standard error for each failure.

    Returns the exit code: 1 where any file, or any item of one, gave no record.
    """
    enrich = prepare(enrich_options(settings))
    failed = False
    for file in files:
        try:
            value = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
        except OSError as error:
            failed = True
            _complain(file.name, "read", "unreadable", error.strerror or type(error).__name__)
            continue
        for output in enrich(Message(value, FileOrigin(file.name))).outputs:
            if isinstance(output, Failure):
                failed = True
                item = "" if output.item is None else f" item {output.item}"
                _complain(f"{file.name}{item}", output.stage, output.reason, output.message)
            else:
                _write(output.value, pretty=pretty)
    return int(failed)


def _write(record: bytes, *, pretty: bool) -> None:
    line = orjson.dumps(orjson.loads(record), option=orjson.OPT_INDENT_2) if pretty else record
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _complain(name: str, stage: str, reason: str, message: str) -> None:
    sys.stderr.write(f"{name}: {stage}: {reason}: {message}\n")
