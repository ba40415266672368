"""How the value of a setting is read, whether a flag, the environment or TOML wrote it.

Apart from the sections, whose fields are to be read as a list of what can be set.
"""

import codecs
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from worker import old_charsets  # noqa: F401  makes its charsets known by name
from worker.authority_files import read_authority
from worker.formats import FORMATS
from worker.staff import read_staff


def _names(value: Any) -> Any:
    """A comma list, as the environment and a flag write what TOML writes as an array."""
    return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value


def _pairs(value: Any) -> Any:
    """``fr=wire_fr,en=wire_en``, as the environment and a flag write what TOML writes as a table."""
    if not isinstance(value, str):
        return value
    pairs = dict(name.partition("=")[::2] for name in _names(value))
    if not all(pairs.values()):
        raise ValueError("write language=package, several of them with commas between")
    return pairs


def _start(value: Any) -> Any:
    """``earliest``, ``latest``, or the moment that an RFC 3339 timestamp names."""
    if value in ("earliest", "latest"):  # no set, since TOML may hand us a list
        return value
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError("should be earliest, latest or a timestamp such as 2026-01-31T06:00:00Z") from None
    if moment.tzinfo is None:
        raise ValueError("the timestamp has no offset from UTC: end it in Z or +01:00")
    return moment


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("no such time zone; use an IANA name such as Europe/Paris")
    return name


def _charset(name: str) -> str:
    try:
        " ".encode(name)  # LookupError also for a codec that gives no text, such as base64
        return codecs.lookup(name).name
    except LookupError:
        raise ValueError("no such charset") from None


def _wire_format(name: str) -> str:
    if name not in FORMATS:
        raise ValueError(f"no such wire format; one of {', '.join(FORMATS)}")
    return name


def _staff_directory(path: Path) -> Path:
    """Read once here, so that a directory that cannot be used stops the start and not an item."""
    read_staff(path)
    return path.resolve()


def _authority_file(path: Path) -> Path:
    """The same for an authority file."""
    read_authority(path)
    return path.resolve()


# ── Kinds of settings ───────────────────────────────────────────────────────────────────────────────────────────────

Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_names), Field(min_length=1)]
# Kafka's own rule; a name outside it would only fail at the broker, as an error without the name in it.
TopicName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,249}$")]
TopicNames = Annotated[tuple[TopicName, ...], BeforeValidator(_names), Field(min_length=1)]
Models = Annotated[Mapping[str, str], BeforeValidator(_pairs)]
Start = Annotated[Literal["earliest", "latest"] | datetime, PlainValidator(_start)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Zone = Annotated[str, AfterValidator(_zone)]
Charset = Annotated[str, AfterValidator(_charset)]
WireFormat = Annotated[str, AfterValidator(_wire_format)]
StaffDirectory = Annotated[Path, AfterValidator(_staff_directory)]
AuthorityFiles = Annotated[tuple[Annotated[Path, AfterValidator(_authority_file)], ...], BeforeValidator(_names)]
