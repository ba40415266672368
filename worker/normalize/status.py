"""Whether an item may be published: usable, withheld under an embargo, or canceled by a kill."""

import re
from dataclasses import dataclass
from datetime import datetime

from worker.item import KILLED, Version, VersionKind
from worker.normalize.dates import day_of
from worker.normalize.embargo import embargo_end
from worker.normalize.notices import is_embargo

_WITHHELD = frozenset({"withheld", "restricted"})
_EMBARGOED = frozenset({"embargoed", "embargo"})


@dataclass(frozen=True, slots=True)
class Status:
    """ninjs' ``pubStatus``, with the embargo's end where the wire states a time, and its words in any case."""

    pub_status: str
    embargoed_until: str | None = None
    embargo: str | None = None


def read_status(
    stated: str | None,
    embargo: str | None,
    version: Version | None,
    *,
    own_time: str | None,
    zone: str | None,
    near: str | None = None,
) -> Status:
    """Read the status of an item.

    ``own_time`` is the item's time (RFC 3339): an embargo that ends after it withholds the item; ``near`` the one that an
    embargo in words is read beside, where it has none of its own. An embargo in words whose end cannot be read withholds
    the item too, for a person to release, and so does the status "embargoed", whatever the clock says: published too
    early cannot be mended.

    >>> read_status("usable", "2024-05-02T18:00:00+02:00", None, own_time="2024-05-02T09:00:00+00:00", zone=None).pub_status
    'withheld'
    """
    until = embargo_end(embargo, zone, near or own_time) if embargo else None
    day = day_of(embargo) if embargo and not until else None
    text = embargo if embargo and (until or day or is_embargo(embargo) or _says_something(embargo)) else None
    state = (stated or "").rsplit(":", 1)[-1].strip().lower()
    if "/" in state or "#" in state:  # the URI of IPTC's code, or of a topic of its own set
        state = re.split(r"[/#]", state.rstrip("/#"))[-1]
    if state in KILLED or (version and version.kind is VersionKind.KILL):
        return Status("canceled", until, text)
    runs = until is not None and (own_time is None or datetime.fromisoformat(until) > datetime.fromisoformat(own_time))
    held = state in _WITHHELD | _EMBARGOED
    over = day is not None and own_time is not None and day < own_time[:10]  # a day alone is over with its night
    if runs or held or (text and until is None and not over):
        return Status("withheld", until, text)
    return Status("usable", until, text)


def _says_something(embargo: str) -> bool:
    """Whether an unreadable embargo is words for a person ("frei für Dienstagsausgaben"), not a system's filler."""
    words = re.findall(r"[^\W\d_]{3,}", embargo)
    return len(words) > 1 or (len(words) == 1 and any(map(str.isdigit, embargo)))
