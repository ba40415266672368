"""One item described twice, by a document and by what it is wrapped in: what the one leaves out, the other says."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

from worker.item import Concept, Text, WireItem

# Fields that stand for themselves: the other's counts where there is none. Who signs is no part of them: byline and
# authors belong together.
_FIELDS = (
    *("headlines", "descriptions", "slug", "dateline", "dateline_date", "located", "sign_off", "take", "kind"),
    *("urgency", "priority", "language", "agency", "first_created", "version_created", "embargoed", "expires"),
    *("status", "version", "copyright_holder", "copyright_notice", "usage_terms", "associations"),
)
# Lists of which each description may have a part.
_LISTS = (
    *("notes", "keywords", "products", "subjects", "genres", "sources", "people", "organisations", "places", "events"),
    *("objects", "alt_ids"),
)


def completed(item: WireItem, other: WireItem) -> WireItem:
    """The item with what only the other one says; who signs it is taken from one of the two, never from both."""
    said: dict[str, Any] = {name: getattr(other, name) for name in _FIELDS if not getattr(item, name)}
    said |= {name: _joined(getattr(item, name), getattr(other, name)) for name in _LISTS}
    if not item.byline:
        said |= {"byline": other.byline, "authors": other.authors}
    if item.headlines:
        said |= {"headlines": (*item.headlines, *_lines_below(item, other))}
    return replace(item, **said)


def _lines_below(item: WireItem, other: WireItem) -> Iterator[Text]:
    """What only the other one has below its headline, where nothing that the item says in such a place has its words."""
    said = [_words(text) for text in (*item.headlines, *item.descriptions)]
    for line in other.headlines:
        if line.role == "subheadline" and not any(_words(line) in text for text in said):
            yield line


def _words(text: Text) -> str:
    return f" {' '.join(_WORD.findall(text.value.casefold()))} "


_WORD = re.compile(r"\w+")


def _joined(ours: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    known = set(map(_key, ours))
    return (*ours, *(one for one in others if _key(one) not in known))


def _key(value: Any) -> Hashable:
    """What makes two entries the same: of a thing its URI, else its name."""
    if isinstance(value, Concept):
        return value.uri or (value.name or value.literal or "").casefold()
    return value if isinstance(value, Hashable) else repr(value)
