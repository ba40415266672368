"""When a NITF document was issued, when it may be published, and until when; its dates are days or times, with a zone or not."""

import re
from datetime import datetime

from worker.formats.nitf_head import Head

_DAY = re.compile(r"\d{4}-?\d\d-?\d\d(?:Z|[+-]\d\d:?\d\d)?")  # a day alone, perhaps with a zone behind it
_CLOSE = re.compile(r"(\d{8})(\d{4}(?:\d\d)?)(Z|[+-]\d\d:?\d\d)?")  # 20240502101500


def issued(head: Head) -> str | None:
    """When it was issued: as it says, else by its last revision, else by its date in print."""
    return (
        head.value("docdata/date.issue", "norm")
        or next(reversed(head.values("revision-history", "norm")), None)
        or head.value("pubdata", "date.publication")
    )


def embargo_of(head: Head) -> str | None:
    """When it may be published: a release that is stated as an embargo, or that comes after the issue.

    Without an issue a release tells nothing: most are the hour at which it was sent.
    """
    release, status = head.value("docdata/date.release", "norm"), head.value("docdata", "management-status") or ""
    if status.casefold().startswith("embargo"):
        # Superdesk has the embargo's end in date.expire.
        return release or head.value("docdata/date.expire", "norm") or status.casefold()
    issue = head.value("docdata/date.issue", "norm")
    return release if release and issue and _is_later(release, issue) else None


def expiry_of(head: Head) -> str | None:
    """When it will be used no more; with an embargo and no release that date is the embargo's end."""
    expiry = head.value("docdata/date.expire", "norm")
    return expiry if expiry != embargo_of(head) else None


def _is_later(release: str, issue: str) -> bool:
    """Whether a release comes after the issue: by the day where one of them is no more than one, else by the clock.

    Where only one has a zone, both are hours of the same place. What cannot be read is later if it differs.

    >>> _is_later("20240503", "20240502T101500Z"), _is_later("20240502", "20240502T101500Z")
    (True, False)
    >>> _is_later("20240502T111500+0100", "20240502T101500Z"), _is_later("20240502T101500", "20240502T101500+0100")
    (False, False)
    """
    one, other = _moment(release), _moment(issue)
    if one is None or other is None:
        return release != issue
    if _DAY.fullmatch(release) or _DAY.fullmatch(issue):
        return one.date() > other.date()
    if one.tzinfo is None or other.tzinfo is None:
        return one.replace(tzinfo=None) > other.replace(tzinfo=None)
    return one > other


def _moment(stated: str) -> datetime | None:
    if day := _DAY.fullmatch(stated):
        stated = day[0].removesuffix("Z")[: 10 if stated[4] == "-" else 8]
    try:
        return datetime.fromisoformat(_CLOSE.sub(r"\1T\2\3", stated))
    except ValueError:  # a form of its own
        return None
