"""How much of a message the readers take. Apart, because every reader is handed the same bounds and none has its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one message; above any of them it is a ``TooLargeError``.

    ``bytes_max`` stands well above the largest items on record (a NewsML day package: under 5 MB), ``items_max`` above
    the longest agenda feed. ``depth_max`` levels of elements: the parsers below it refuse more than 256 levels of XML
    (libxml2) and 1,024 of JSON (orjson) on their own; what walks a tree here may count on that.
    """

    bytes_max: int = 16 * 1024 * 1024
    depth_max: int = 200
    items_max: int = 1_000


LIMITS = Limits()
