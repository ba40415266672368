"""What sort of text an item is: article, alert, advisory, press release; as stated, else by the signs of each."""

from collections.abc import Iterable, Sequence

from worker.agencies import Agency, agency_of
from worker.item import Block, Dateline, Role, Version, VersionKind, WireItem
from worker.normalize.closing import is_filler
from worker.normalize.notes import is_planning

_BY_KIND = {VersionKind.FLASH: "alert", VersionKind.ALERT: "alert", VersionKind.ADVISORY: "advisory"}


def profile_of(
    item: WireItem,
    version: Version | None,
    *,
    is_notice: bool,
    titles: Iterable[str],
    blocks: Sequence[Block],
    agency: Agency | None,
    dateline: Dateline | None,
) -> str | None:
    """The profile of an item.

    ``is_notice`` says that it has nothing but a note to editors; ``titles`` are its headlines and its slug; ``agency``
    and ``dateline`` tell whose words it has.
    """
    if item.profile:
        return item.profile
    if version and version.kind in _BY_KIND:
        return _BY_KIND[version.kind]
    if is_notice or any(map(is_planning, filter(None, titles))) or _is_filled(blocks):
        return "advisory"
    if _is_release(agency, dateline):
        return "press-release"
    told = any(block.start is not None for block in blocks)
    return "article" if item.type == "text" and told else None


def _is_filled(blocks: Sequence[Block]) -> bool:
    """Whether a teleprinter's test stands where a story would: a notice of the agency, not one of its stories."""
    return any(is_filler(block.text) for block in blocks if block.role is Role.ENDMARK)


def _is_release(agency: Agency | None, dateline: Dateline | None) -> bool:
    """Whether the words are those of whom they praise: another agency's dateline may say so too (AP passes them on)."""
    marked = map(agency_of, dateline.agencies if dateline else ())
    return any(house is not None and house.releases for house in (agency, *marked))
