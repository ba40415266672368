"""Files to records, without Kafka: what ``wire-worker enrich`` does."""

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import orjson

from worker.assembly import enrich_options
from worker.commands.files import STANDARD_INPUT, expanded
from worker.commands.terminal import printable
from worker.enrich import prepare
from worker.item import Failure, FileOrigin, Message, Record
from worker.settings import Settings
from worker.web.standalone import document


def enrich_files(files: Sequence[Path], settings: Settings, *, pretty: bool = False, html: Path | None = None) -> int:
    """Write one record a line to standard output, and one line to standard error for each failure.

    With ``html`` they are written to that file, to look at. Returns the exit code: 1 where any file, or any item of one,
    gave no record.
    """
    enrich = prepare(enrich_options(settings))
    failed = False
    looked_at: list[Record] = []
    for file in expanded(files):
        name = printable(str(file))
        try:
            value = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
        except OSError as error:
            failed = True
            _complain(name, "read", "unreadable", error.strerror or type(error).__name__)
            continue
        for output in enrich(Message(value, FileOrigin(file.name))).outputs:
            if isinstance(output, Failure):
                failed = True
                item = "" if output.item is None else f" item {output.item}"
                _complain(f"{name}{item}", output.stage, output.reason, output.message)
            elif html:
                looked_at.append(output)
            else:
                _write(output.value, pretty=pretty)
    if html:
        failed |= not _write_document(html, looked_at)
    return int(failed)


def _write(record: bytes, *, pretty: bool) -> None:
    line = orjson.dumps(orjson.loads(record), option=orjson.OPT_INDENT_2) if pretty else record
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _write_document(file: Path, records: Sequence[Record]) -> bool:
    """Whether it could be written."""
    told = [(record.uri, dict(record.headers), record.value) for record in records]
    try:
        file.write_bytes(document(told, version("wire-worker")))
    except OSError as error:
        _complain(str(file), "write", "unwritable", error.strerror or type(error).__name__)
        return False
    sys.stderr.write(f"{file}: {len(records)} item{'' if len(records) == 1 else 's'} to look at\n")
    return True


def _complain(name: str, stage: str, reason: str, message: str) -> None:
    sys.stderr.write(f"{name}: {stage}: {reason}: {message}\n")
