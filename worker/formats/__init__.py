"""From bytes to WireItems: one file a wire format, each with `sniff`, `split` and `parse`; detection by content and header.

The readers and their libraries are loaded when one of them is first asked for: the parent process needs names and bounds alone.
"""

from typing import TYPE_CHECKING, Any

from worker.formats.limits import LIMITS, Limits
from worker.formats.names import FORMATS

if TYPE_CHECKING:
    from worker.formats.detect import parse
    from worker.formats.envelope import unwrap

__all__ = ["FORMATS", "LIMITS", "Limits", "parse", "unwrap"]


def __getattr__(name: str) -> Any:
    if name == "parse":
        from worker.formats.detect import parse  # noqa: PLC0415

        return parse
    if name == "unwrap":
        from worker.formats.envelope import unwrap  # noqa: PLC0415

        return unwrap
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
