"""Which dead letters are meant: by place, reason, time and input topic; and what of each is told without its text."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from worker.errors import Reason, SettingsError
from worker.kafka.dead_letters import Letter
from worker.times import rfc3339

_AGE = re.compile(r"(\d{1,6})([smhd])")
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_PLACE = re.compile(r"(\d{1,9}):(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter. What is empty or None lets all through."""

    places: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    since_ms: int | None = None
    until_ms: int | None = None

    @property
    def narrow(self) -> bool:
        """Anything is left out."""
        return (
            bool(self.places or self.reasons or self.topics) or self.since_ms is not None or self.until_ms is not None
        )

    def takes(self, letter: Letter) -> bool:
        """Whether a letter is meant."""
        return (
            (not self.places or letter.place in self.places)
            and (not self.reasons or letter.said.get("dlq.reason") in self.reasons)
            and (not self.topics or letter.said.get("dlq.topic") in self.topics)
            and (self.since_ms is None or letter.written_ms >= self.since_ms)
            and (self.until_ms is None or letter.written_ms < self.until_ms)
        )


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """What a list shows of a letter, in the order in which the letters were written: small, whatever the letter's size."""

    written_ms: int
    partition: int
    offset: int
    said: Mapping[str, str] = field(compare=False)
    size_bytes: int = field(compare=False)

    @classmethod
    def of(cls, letter: Letter) -> "Line":
        """The letter's."""
        return cls(letter.written_ms, letter.partition, letter.offset, letter.said, len(letter.value or b""))

    @property
    def place(self) -> str:
        """The letter's."""
        return f"{self.partition}:{self.offset}"


def choice(
    places: Collection[str],
    reasons: Collection[str],
    topics: Collection[str],
    since: str | None,
    until: str | None,
    *,
    now_ms: int,
) -> Choice:
    """What was asked for on the command line. Raises SettingsError for what cannot be read."""
    for place in places:
        place_of(place)
    known = {reason.value for reason in Reason}
    if unknown := sorted(set(reasons) - known):
        raise SettingsError(f"--reason: no such reason: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    return Choice(
        frozenset(places),
        frozenset(reasons),
        frozenset(topics),
        since_ms=None if since is None else moment_ms(since, now_ms=now_ms),
        until_ms=None if until is None else moment_ms(until, now_ms=now_ms),
    )


def place_of(place: str) -> tuple[int, int]:
    """Partition and offset. Raises SettingsError."""
    if not (match := _PLACE.fullmatch(place)):
        raise SettingsError(f"{place} is no place: write PARTITION:OFFSET, as `dlq list` shows it")
    return int(match[1]), int(match[2])


def moment_ms(text: str, *, now_ms: int) -> int:
    """An RFC 3339 timestamp with an offset, or an age, in milliseconds since 1970 UTC. Raises SettingsError.

    >>> moment_ms("2h", now_ms=10_000_000)
    2800000
    >>> moment_ms("2025-03-18T15:00:00Z", now_ms=0)
    1742310000000
    """
    if age := _AGE.fullmatch(text):
        return now_ms - int(age[1]) * _UNIT_SECONDS[age[2]] * 1000
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise SettingsError(f"{text} is no time: write an age such as 30m, 2h or 7d, or 2026-01-31T06:00:00Z")
    return int(moment.astimezone(UTC).timestamp() * 1000)


def age_of(timestamp_ms: int, *, now_ms: int) -> str:
    """An age in its two largest units.

    >>> age_of(0, now_ms=93_784_000), age_of(0, now_ms=75_000), age_of(5, now_ms=0)
    ('1d 2h', '1m 15s', '0s')
    """
    seconds = max(0, now_ms - timestamp_ms) // 1000
    parts: list[str] = []
    for unit, length in reversed(_UNIT_SECONDS.items()):
        count, seconds = divmod(seconds, length)
        if count or (unit == "s" and not parts):
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2])


def facts(line: Line, *, replayed: bool) -> Mapping[str, object]:
    """What ``dlq list --json`` tells of a letter: its headers' words, its size, and nothing of its text."""
    told: dict[str, object] = {"place": line.place, "written": rfc3339(line.written_ms)}
    told |= {name.removeprefix("dlq."): value for name, value in line.said.items()}
    return told | {"bytes": line.size_bytes, "replayed": replayed}
