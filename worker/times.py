"""Kafka's times as RFC 3339; apart, since story, record and dead letter all take them in the same form."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST_MS = 253_402_300_799_999  # the last millisecond of the year 9999; RFC 3339 has no fifth digit


def rfc3339(timestamp_ms: int) -> str | None:
    """Milliseconds since 1970 UTC as RFC 3339; None for a time that is none.

    Kafka has -1 where there is no timestamp, and a producer that writes micro- or nanoseconds lands past the year 9999.

    >>> rfc3339(1742310000123)
    '2025-03-18T15:00:00.123Z'
    >>> rfc3339(-1) is rfc3339(1742310000123000) is None
    True
    """
    if not 0 <= timestamp_ms <= _LATEST_MS:
        return None
    moment = _EPOCH + timedelta(milliseconds=timestamp_ms)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
