"""One item described twice, by a document and by what it is wrapped in: what the one leaves out, the other says."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from worker.item import WireItem

# Fields that stand for themselves. Who signs is no part of them: byline and authors belong together.
STORY_FIELDS = (
    *("headlines", "descriptions", "slug", "dateline", "dateline_date", "located", "sign_off", "take", "kind"),
    *(
        "urgency",
        "priority",
        "language",
        "agency",
        "first_created",
        "version_created",
        "embargoed",
        "status",
        "version",
    ),
    *("notes", "keywords", "products", "copyright_holder", "copyright_notice", "usage_terms", "subjects", "genres"),
    *("sources", "people", "organisations", "places", "events", "objects", "associations", "alt_ids"),
)


def completed(item: WireItem, other: WireItem, fields: Iterable[str] = STORY_FIELDS) -> WireItem:
    """The item with what only the other one says; who signs it is taken from one of the two, never from both."""
    silent: dict[str, Any] = {name: getattr(other, name) for name in fields if not getattr(item, name)}
    if not item.byline:
        silent |= {"byline": other.byline, "authors": other.authors}
    return replace(item, **silent)
