"""From bytes to WireItems: one file a wire format, each with `sniff`, `split` and `parse`; detection by content and header."""

from worker.formats.detect import FORMATS, parse
from worker.formats.envelope import unwrap
from worker.formats.limits import LIMITS, Limits

__all__ = ["FORMATS", "LIMITS", "Limits", "parse", "unwrap"]
