"""AFP's dispatches as plain text: no header, the story between an optional caption and the initials that close it."""

import re
from collections.abc import Sequence

from worker.agencies import agency_of
from worker.formats import plain_text
from worker.item import Hints, WireItem

NAME = "afp-text"
AGENCY = "AFP"

_INITIALS = re.compile(r"[^\W\d_]{1,4}(?:[-/ ][^\W\d_]{1,4}){0,12}/[^\W\d_]{1,4}(?:[-/ ][^\W\d_]{1,4}){0,12}")
_INITIALS_MAX = 45


def sniff(text: str, hints: Hints) -> bool:
    r"""Tell AFP's text by the agency that is stated, by its mark in the dateline, or by the initials at the end.

    >>> sniff("PARIS, 5 mai 2024 (AFP) - Une phrase.", Hints())
    True
    >>> sniff("Une alerte d'une ligne.\n\nburs-ab/cde", Hints())
    True
    >>> sniff("Une alerte d'une ligne.\n\nburs-ab/cde", Hints(agency="Reuters"))
    False
    >>> sniff("LUSAKA, 5 mai 2024 (ZNA) - Une phrase.\n\nab/cde", Hints())
    False
    """
    agency = agency_of(hints.agency) if hints.agency else plain_text.marked_agency(text)
    if agency is not None or hints.agency:
        return agency is not None and agency.code == AGENCY
    return _ends_in_initials(text) and not plain_text.has_strange_dateline(text)


def split(text: str) -> Sequence[str]:
    """Give the items of a message: its dispatches."""
    return plain_text.split(text)


def parse(text: str, hints: Hints) -> WireItem:
    """Read one dispatch; dateline, subheads and sign-off are lines of its text, for ``normalize`` to find."""
    return WireItem(format=NAME, hints=hints, blocks=plain_text.blocks_of(text), agency=AGENCY)


def _ends_in_initials(text: str) -> bool:
    last = text.rstrip()[-_INITIALS_MAX - 1 :].rpartition("\n")[2].strip()
    return len(last) <= _INITIALS_MAX and _INITIALS.fullmatch(last) is not None
