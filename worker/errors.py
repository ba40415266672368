"""One tree of errors, and the reasons under which a message becomes a dead letter.

WireError
├── SettingsError            a setting that cannot be used; the process ends with exit code 2
├── StreamError              the broker or a topic; the runner waits, or ends where waiting cannot help
│   ├── GapError             the committed offset is not among what the topic still holds
│   └── RefusedError         a topic takes no record of that size
├── BreakerError             too much of what comes in becomes dead letters; the runner waits, or ends where it is told to
├── PoolError                the child processes as a whole: none of them could be made ready
├── GoldError                an annotated file that cannot be judged by or learned from
└── ItemError                one message or one item of it; becomes a dead letter, never ends the worker
    ├── EmptyValueError      empty             no bytes, or only white space
    ├── TooLargeError        too_large         above a stated limit: bytes, depth, number of items
    ├── UnknownFormatError   unknown_format    no reader recognises it: binary noise, a format that is not read
    ├── CharsetError         bad_charset       bytes that no charset in question explains
    ├── MalformedError       malformed         truncated or broken XML or JSON, a wrong frame
    ├── ForbiddenError       forbidden_xml     a DTD or entities: never read, whatever they hold
    ├── NotNewsError         not_news          well read, but no news item: a catalog, a concept, an empty package
    ├── NoTextError          no_text           a news item without words
    ├── InvalidRecordError   invalid_record    our record does not fit its schema (validation at run time)
    ├── RecordTooLargeError  record_too_large  the output topic does not take a record of that size
    ├── ChildCrashedError    worker_crashed    the process that works on the item dies, twice with nothing else in hand
    ├── DeadlineError        timeout           the item outlasts its deadline, twice with nothing else in hand
    └── DefectError          internal          a defect of ours; the item is kept, the class and place are logged
"""

import traceback
from enum import StrEnum


class Reason(StrEnum):
    """Why a message became a dead letter: the value of ``dlq.reason`` and of the metric's label."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    BAD_CHARSET = "bad_charset"
    MALFORMED = "malformed"
    FORBIDDEN_XML = "forbidden_xml"
    NOT_NEWS = "not_news"
    NO_TEXT = "no_text"
    INVALID_RECORD = "invalid_record"
    RECORD_TOO_LARGE = "record_too_large"
    WORKER_CRASHED = "worker_crashed"
    TIMEOUT = "timeout"
    INTERNAL = "internal"


class WireError(Exception):
    """Whatever this worker raises on purpose."""


class SettingsError(WireError):
    """A setting that cannot be used; the message names the setting, never a secret's value."""


class StreamError(WireError):
    """The broker or a topic does not do what the stream needs of it."""


class GapError(StreamError):
    """What comes after the committed offset is gone: retention took it, or the topic was made anew."""


class RefusedError(StreamError):
    """A topic takes no batch of records of that size; one in it is too large, or all together."""


class BreakerError(WireError):
    """Too many items in a row, or too large a part of them, became dead letters."""


class PoolError(WireError):
    """No child process could be made ready."""


class GoldError(WireError):
    """An annotated file that cannot be used; the message names file, line and reason, a line for each."""


class ItemError(WireError):
    """One message, or one item of it, that cannot become a record.

    The message is one sentence for the editor or the operator who reads the dead letter; it names what was found, and
    never carries the item's text.
    """

    reason: Reason = Reason.INTERNAL


class EmptyValueError(ItemError):
    """No bytes, or nothing but white space."""

    reason = Reason.EMPTY


class TooLargeError(ItemError):
    """More bytes, levels or items than the stated limit allows."""

    reason = Reason.TOO_LARGE


class UnknownFormatError(ItemError):
    """No reader recognises the bytes."""

    reason = Reason.UNKNOWN_FORMAT


class CharsetError(ItemError):
    """Bytes that none of the charsets in question explains."""

    reason = Reason.BAD_CHARSET


class MalformedError(ItemError):
    """The format is known, but the bytes break its rules: cut off, unbalanced, wrongly framed."""

    reason = Reason.MALFORMED


class ForbiddenError(ItemError):
    """XML with a document type or entities, which are never read."""

    reason = Reason.FORBIDDEN_XML


class NotNewsError(ItemError):
    """Well read, but no news item."""

    reason = Reason.NOT_NEWS


class NoTextError(ItemError):
    """A news item without a word to publish."""

    reason = Reason.NO_TEXT


class InvalidRecordError(ItemError):
    """The record does not fit its own schema."""

    reason = Reason.INVALID_RECORD


class RecordTooLargeError(ItemError):
    """The output topic does not take a record of that size."""

    reason = Reason.RECORD_TOO_LARGE


class ChildCrashedError(ItemError):
    """The process that worked on the item died, at least twice with nothing else in hand."""

    reason = Reason.WORKER_CRASHED


class DeadlineError(ItemError):
    """The item outlasted its deadline, at least twice in a process that had nothing else in hand."""

    reason = Reason.TIMEOUT


class DefectError(ItemError):
    """An exception that none of our rules foresaw, caught so that the item is kept and the stream goes on."""

    reason = Reason.INTERNAL


def place_of(error: BaseException) -> str:
    """Where an error arose, innermost: file, line and function. Its own words are left out: they may quote an item."""
    for place in reversed(traceback.extract_tb(error.__traceback__, limit=-1)):
        return f"{'/'.join(place.filename.rsplit('/', 2)[-2:])}:{place.lineno} in {place.name}"
    return "no place"
