"""What a message came in: headers, Confluent's frame, CloudEvents. Apart from the readers, which see a wire item only."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from worker.errors import EmptyValueError, ItemError, MalformedError, TooLargeError, UnknownFormatError
from worker.formats.limits import LIMITS, Limits
from worker.formats.read_json import read_json
from worker.item import Headers, Hints, Message, Payload, Warn

_MAGIC = b"\0"  # Confluent: this byte, a schema's id of four bytes, big-endian, then the value
_FRAME_BYTES = 5
_CLOUD_EVENT = "application/cloudevents+json"
_CLOUD_EVENTS = "application/cloudevents-batch+json"
_MAY_BE_AN_EVENT = frozenset({None, "application/json", "application/octet-stream"})
# What every event has to state; a header that calls it one is easily lost on its way through a bridge.
_EVENT_MEMBERS = ("specversion", "id", "source", "type")
_HEADER_BYTES_MAX = 256

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_CHARSET_PARAMETER = re.compile(r";\s{0,8}charset\s{0,8}=\s{0,8}\"?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}")
_FILLED = re.compile(rb"[\0\x16]{1,100}\x01[A-Za-z]{1,4}\d{3,5}[ \x1f-]")  # and then a teletype's header
_NOTHING = b" \t\r\n\f\v\xef\xbb\xbf"  # white space, and the byte order mark of an empty UTF-8 file


def unwrap(message: Message, topic_hints: Hints | None = None, limits: Limits = LIMITS) -> Payload:
    """Open the envelope of a message: the wire item's bytes, and what headers and topic say of them.

    A header outweighs the topic's section. Of a header that is given twice the last one counts; a value that cannot be
    used is ignored with the warning ``bad_hint``. ``dlq.item`` is the exception: without it a replay would publish the
    whole message again, so a value that is no item number is an error.

    Raises:
        EmptyValueError: no bytes, or only white space, with or without a frame around them.
        TooLargeError: more than ``limits.bytes_max`` bytes.
        MalformedError: a frame that is cut off, a CloudEvent that is none, ``dlq.item`` without a number.

    """
    if len(message.value) > limits.bytes_max:
        raise TooLargeError(f"The value has {len(message.value):,} bytes; the limit is {limits.bytes_max:,}.")
    hints, warnings = read_headers(message.headers, topic_hints or Hints())
    payload = Payload(_unframe(message.value), hints, warnings)
    if hints.content_type == _CLOUD_EVENT:
        payload = _open_cloud_event(payload, limits)
    elif hints.content_type == _CLOUD_EVENTS:
        raise UnknownFormatError("The value is a batch of CloudEvents; they are read one a message.")
    elif hints.content_type in _MAY_BE_AN_EVENT and _is_cloud_event(payload.data, limits):
        payload = _open_cloud_event(payload, limits)
    if not payload.data.strip(_NOTHING):
        raise EmptyValueError("The value holds no wire item: it is empty, or white space alone.")
    return payload


def read_headers(headers: Headers, topic: Hints) -> tuple[Hints, tuple[str, ...]]:
    """Lay the headers' hints over the topic's; the warnings say whether one could not be used."""
    found: dict[str, Any] = {}
    ignored = False
    for name, value in headers:
        read = _HEADERS.get(name.casefold())
        if read is None:
            continue
        hints = read(_text(value))
        if hints is None:
            ignored = True
        else:
            found |= hints
    return replace(topic, **found) if found else topic, (Warn.BAD_HINT,) if ignored else ()


def _text(value: bytes | None) -> str:
    """Read a header's value; nothing where it is none of ours: a null, a kilobyte, no UTF-8."""
    if value is None or len(value) > _HEADER_BYTES_MAX:
        return ""
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return ""


def _content_type(text: str) -> dict[str, Any] | None:
    media_type = _MEDIA_TYPE.match(text)
    if media_type is None:
        return None
    charset = _CHARSET_PARAMETER.search(text)
    stated = {"content_type": media_type[0].lower()}
    return stated | {"charset": charset[1]} if charset else stated


def _format(text: str) -> dict[str, Any] | None:
    return {"format": text.casefold()} if text else None


def _agency(text: str) -> dict[str, Any] | None:
    return {"agency": text} if text and text.isprintable() else None


def _language(text: str) -> dict[str, Any] | None:
    return {"language": text.replace("_", "-")} if _LANGUAGE.fullmatch(text) else None


def _urgency(text: str) -> dict[str, Any] | None:
    return {"urgency": int(text)} if len(text) == 1 and text in "123456789" else None


def _item(text: str) -> dict[str, Any] | None:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise MalformedError("The header dlq.item holds no item number; nothing is published again.")
    return {"item": int(text)}


_HEADERS: dict[str, Callable[[str], dict[str, Any] | None]] = {
    "content-type": _content_type,
    "wire-format": _format,
    "wire-agency": _agency,
    "wire-language": _language,
    "wire-urgency": _urgency,
    "dlq.item": _item,
}


def _unframe(value: bytes) -> bytes:
    """Take Confluent's frame off; no wire text begins with a zero byte but UTF-16 without its mark, and a tape's fill."""
    if not value.startswith(_MAGIC) or _is_utf16(value) or _FILLED.match(value):
        return value
    if len(value) < _FRAME_BYTES:
        raise MalformedError(f"The value begins like a Confluent frame, but ends after {len(value)} of its 5 bytes.")
    return value[_FRAME_BYTES:]


def _is_utf16(value: bytes) -> bool:
    return len(value) > 4 and value[2] == value[4] == 0 and value[1:2] in {b"<", b"{", b"["}


def _is_cloud_event(data: bytes, limits: Limits) -> bool:
    """Whether a value that no header calls a CloudEvent is one: it has all that an event must state, and data."""
    if b'"specversion"' not in data or not data.lstrip(_NOTHING).startswith(b"{"):
        return False
    try:
        value = read_json(data, limits=limits).value
    except ItemError:  # who reads the value itself will say so
        return False
    stated = isinstance(value, dict) and all(isinstance(value.get(name), str) for name in _EVENT_MEMBERS)
    return stated and not value.keys().isdisjoint({"data", "data_base64"})


def _open_cloud_event(payload: Payload, limits: Limits) -> Payload:
    """Take the data out of a structured CloudEvent; its ``datacontenttype`` replaces the envelope's media type."""
    event = read_json(payload.data, limits=limits)
    if not isinstance(event.value, dict) or "specversion" not in event.value:
        raise MalformedError("The value is declared as a CloudEvent, but is none: it has no specversion.")
    stated = _content_type(str(event.value.get("datacontenttype") or "application/json")) or {}
    hints = replace(payload.hints, **({"content_type": None, "charset": None} | stated))
    return Payload(_event_data(event.value), hints, payload.warnings + event.warnings)


def _event_data(event: dict[str, Any]) -> bytes:
    encoded = event.get("data_base64")
    if isinstance(encoded, str):
        try:
            return base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError) as error:
            raise MalformedError("The CloudEvent's data_base64 is no base64.") from error
    data = event.get("data")
    if isinstance(data, str):
        return data.encode()
    return b"" if data is None else orjson.dumps(data)
