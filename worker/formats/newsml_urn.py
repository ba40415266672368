"""NewsML URNs, which NewsML 1.x, NITF and others name items by; apart, since readers of several formats meet them."""

import re

# urn:newsml:provider:date:item:revision, and N, U or A of its update (NewsML 1.2 §5.2.3)
_WITH_REVISION = re.compile(r"(urn:newsml:[^:]{1,200}:[^:]{1,40}:.{1,400}):([0-9]{1,9})[NUA]?", re.IGNORECASE)
# Superdesk's: any identifier of its own before it
_WITH_UPDATE = re.compile(r"((?:tag|urn):.{3,600}):([0-9]{1,9})[NUA]")


def part_revision(urn: str) -> tuple[str, str | None]:
    """Part an identifier from its revision, which is no part of the item's name.

    >>> part_revision("urn:newsml:agency.example:20240502:ABC1:3N")
    ('urn:newsml:agency.example:20240502:ABC1', '3')
    >>> part_revision("urn:newsml:agency.example:20240502:ABC1")
    ('urn:newsml:agency.example:20240502:ABC1', None)
    >>> part_revision("tag:agency.example:2024:f00:2N")
    ('tag:agency.example:2024:f00', '2')
    """
    found = _WITH_REVISION.fullmatch(urn) or _WITH_UPDATE.fullmatch(urn)
    return (found[1], found[2]) if found else (urn, None)
